"""How a part of the evidence reaches the cause: its own node, and the shared ones that it moves.

Levels after Kyrimi et al. (2020): which parts matter and which way they pull; through which shared
nodes; and how far those move. And whether the parts fit together (Jensen et al. 1990): parts
that are less likely together than each by itself are in conflict, unless some cause explains them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from causality.explain.weighed import Floats, Target, Weighed, log_total
from causality.network.differential.chain import Part

__all__ = ["Carrier", "Conflict", "PartPath", "conflict", "paths"]

SIGNIFICANT = 0.1
"""Part of the whole change, of the shares or of the log-odds, from which a part of the evidence
counts as one that matters (Kyrimi et al. 2020, who look at shares alone)."""

_MOVED = 0.02  # Hellinger distance from which a shared node is said to move


@dataclass(frozen=True, slots=True)
class Carrier:
    """A shared node that a part of the evidence moves: the state that moves most, and how far."""

    node: str
    state: str
    without: float
    within: float
    distance: float


@dataclass(frozen=True, slots=True)
class PartPath:
    """The way of one part to a cause.

    ``impact`` is the Hellinger distance between the shares with and without it; ``supports`` is
    true where it pulls the way the whole case does.
    """

    part: str
    title: str
    node: str
    impact: float
    significant: bool
    supports: bool
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """log2 of the product of the parts' own probabilities against that of all together, in bits.

    Above 0 they are less likely together. ``pair`` are the two parts that clash most and
    ``between`` their own measure; ``explained_by`` the causes under which nothing clashes.
    """

    event: str
    bits: float
    pair: tuple[str, str] | None
    between: float
    explained_by: tuple[str, ...]


def paths(weighed: Weighed, target: Target) -> tuple[PartPath, ...]:
    """The way of every part to one target, in the order of the chain."""
    before, added = weighed.matrices()
    whole = before + added.sum(axis=0)
    everything = _shares(weighed, whole)
    total = _hellinger(everything, _shares(weighed, before))
    change = _odds(whole, target) - _odds(before, target)
    found = []
    for part, matrix in zip(weighed.parts, added, strict=True):
        without = whole - matrix
        impact = _hellinger(everything, _shares(weighed, without))
        pull = _odds(whole, target) - _odds(without, target)
        found.append(
            PartPath(
                ".".join(map(str, part.place)),
                part.title,
                _node(weighed, part),
                impact,
                impact >= SIGNIFICANT * total or abs(pull) >= SIGNIFICANT * abs(change),
                bool(pull * change >= 0),
                tuple(_carriers(weighed, without, whole)),
            )
        )
    return tuple(found)


def conflict(weighed: Weighed) -> Conflict:
    """Whether the parts of the evidence fit together."""
    before, added = weighed.matrices()
    nothing = float(log_total(before.ravel()))

    def bits(parts: Sequence[int]) -> float:
        log = before + added[list(parts)].sum(axis=0)
        return (float(log_total(log.ravel())) - nothing) / float(np.log(2.0))

    size = len(added)
    alone = [bits((i,)) for i in range(size)]
    together = sum(alone) - bits(range(size))
    clashes = [(alone[i] + alone[j] - bits((i, j)), i, j) for i, j in combinations(range(size), 2)]
    worst = max(clashes, default=None)
    prior, shares = _shares(weighed, before), _shares(weighed, before + added.sum(axis=0))
    explained = [
        name
        for name, was, now in zip(weighed.ids, prior.tolist(), shares.tolist(), strict=True)
        if together > 0 and 0 < was < now and together + np.log2(was / now) <= 0
    ]
    return Conflict(
        weighed.id,
        together,
        None if worst is None else (weighed.parts[worst[1]].title, weighed.parts[worst[2]].title),
        0.0 if worst is None else worst[0],
        tuple(explained),
    )


def _shares(weighed: Weighed, logs: Floats) -> Floats:
    weights = log_total(logs)
    found: Floats = weighed.groups.astype(np.float64) @ np.exp(weights - log_total(weights))
    return found


def _odds(logs: Floats, target: Target) -> float:
    weights = log_total(logs)
    return float(log_total(weights[target.own]) - log_total(weights[target.rest]))


def _hellinger(one: Floats, other: Floats) -> float:
    return float(np.sqrt(max(0.0, 1.0 - np.sqrt(one * other).sum())))


def _carriers(weighed: Weighed, without: Floats, within: Floats) -> Iterator[Carrier]:
    """The shared nodes that move, the furthest first."""
    sides = [_marginals(weighed, logs) for logs in (without, within)]
    found = []
    for (node, states, old), (_, _, new) in zip(*sides, strict=True):
        distance = _hellinger(old, new)
        if distance >= _MOVED:
            place = int(np.argmax(np.abs(new - old)))
            found.append(
                Carrier(node, states[place], float(old[place]), float(new[place]), distance)
            )
    yield from sorted(found, key=lambda one: -one.distance)


def _marginals(weighed: Weighed, logs: Floats) -> list[tuple[str, tuple[str, ...], Floats]]:
    """The shared nodes: name, states, probabilities."""
    kinds = weighed.domain.entity_titles
    qualities, courses = weighed.model.record_states, weighed.model.natural_states
    joint = np.exp(logs - log_total(logs.ravel())).sum(axis=0)
    joint = joint.reshape(len(kinds), len(qualities), len(courses))
    found = [
        ("quality of the record", qualities, joint.sum(axis=(0, 2))),
        ("natural course", courses, joint.sum(axis=(0, 1))),
    ]
    if len(kinds) > 1:
        found.insert(0, ("what the event is", kinds, joint.sum(axis=(1, 2))))
    return found


_NODES = {
    "timing": "time to onset under each drug",
    "status": "what the report says of a drug",
    "rival": "what is known of another cause",
    "entity": "what was seen of the event",
    "natural": "stated natural course",
    "record": "how much the record holds",
}


def _node(weighed: Weighed, part: Part) -> str:
    kind = str(part.place[0])
    if kind in _NODES:
        return _NODES[kind]
    blocks = {block.id: block.title for block in (*weighed.model.drug, *weighed.model.event)}
    return blocks.get(str(part.place[1]), "time to recovery")
