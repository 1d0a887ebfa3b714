"""The order in which nodes are eliminated: min-fill, then improved on what it costs at run time.

The search draws from a generator with a fixed seed and counts moves, never time: the same network
gets the same order everywhere. A network file can store the result (``Network.order``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from random import Random

from causality.network.network import Network
from causality.network.question import Question, bits, whole
from causality.network.schedule import CAP, Scheduler, first_messages

__all__ = [
    "MOVES_PER_NODE",
    "best_order",
    "common_order",
    "improved",
    "min_fill",
    "stored_order",
]

MOVES_PER_NODE = 80
_WORK = 120_000  # moves times nodes: a move costs time in proportion to the nodes


def best_order(network: Network, asked: Question, cap: int = CAP) -> tuple[int, ...]:
    """The stored order where it covers the question, else a searched one."""
    stored = stored_order(network, asked)
    return stored if stored is not None else improved(asked, min_fill(asked), cap)


def stored_order(network: Network, asked: Question) -> tuple[int, ...] | None:
    """The network's own order, restricted to this question; None where it lacks a node of it."""
    return _restricted(network.order, asked)


def common_order(network: Network, asked: Question) -> tuple[int, ...]:
    """The stored order, else the min-fill order of the whole network, restricted to this question.

    Had at once, since the whole is ordered only once; an order for this question alone may cost
    less to run.
    """
    found = stored_order(network, asked)
    if found is None:
        found = _restricted(_order_of_all(network), asked)
    return min_fill(asked) if found is None else found


@lru_cache(maxsize=16)
def _order_of_all(network: Network) -> tuple[str, ...]:
    asked = whole(network)
    return tuple(asked.names[i] for i in (*min_fill(asked), asked.target))


def _restricted(names: Sequence[str], asked: Question) -> tuple[int, ...] | None:
    place = {name: i for i, name in enumerate(asked.names)}
    wanted = set(bits(asked.to_eliminate))
    found = [place[name] for name in names if place.get(name) in wanted]
    return tuple(found) if set(found) == wanted else None


def min_fill(asked: Question) -> tuple[int, ...]:
    """Eliminate, again and again, the node whose neighbours lack the fewest edges among them.

    Ties go to the smaller table, then to the node written first.
    """
    near = _neighbours(asked)
    left = set(bits(asked.to_eliminate))
    weight = [math.log2(card) if card > 1 else 0.0 for card in asked.cards]
    scores = {i: _score(near, i, weight) for i in left}
    order = []
    while left:
        chosen = min(left, key=lambda i: (*scores[i], i))
        order.append(chosen)
        left.remove(chosen)
        around = near.pop(chosen)
        for i in bits(around):
            near[i] = (near[i] | around) & ~(1 << chosen) & ~(1 << i)
        touched = around
        for i in bits(around):
            touched |= near[i]
        for i in bits(touched):
            if i in left:
                scores[i] = _score(near, i, weight)
    return tuple(order)


def improved(
    asked: Question, order: Sequence[int], cap: int = CAP, moves: int | None = None
) -> tuple[int, ...]:
    """The best order met while moving single nodes about, by simulated annealing on the cost."""
    if len(order) < 2:  # noqa: PLR2004 - nothing to exchange
        return tuple(order)
    if moves is None:
        moves = min(MOVES_PER_NODE * len(order), _WORK // len(asked.names))
    random = Random(0)  # noqa: S311 - no secret, a reproducible search
    current = best = list(order)
    scheduler = Scheduler(asked, cap)
    cost = least = scheduler.schedule(current).cost
    for move in range(moves):
        heat = 0.5 * (1 - move / moves) ** 2 + 1e-9  # in units of log cost
        tried = current.copy()
        node = tried.pop(int(random.random() * len(tried)))
        tried.insert(int(random.random() * (len(tried) + 1)), node)
        after = scheduler.schedule(tried).cost
        if after <= cost or random.random() < math.exp((math.log(cost) - math.log(after)) / heat):
            current, cost = tried, after
            if cost < least:
                best, least = current, cost
    return tuple(best)


def _neighbours(asked: Question) -> dict[int, int]:
    near = dict.fromkeys(bits(asked.to_eliminate | 1 << asked.target), 0)
    for message in first_messages(asked):
        for i in bits(message.scope):
            near[i] |= message.scope & ~(1 << i)
    return near


def _score(near: dict[int, int], node: int, weight: Sequence[float]) -> tuple[int, float]:
    """Missing edges among the neighbours, and the logarithm of the table's size."""
    around = near[node]
    inside = bits(around)
    missing = sum((around & ~near[i] & ~(1 << i)).bit_count() for i in inside) // 2
    return missing, weight[node] + sum(weight[i] for i in inside)
