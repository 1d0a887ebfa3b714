"""The game of an event on its unrolled network: any exact engine gives the value of a subset."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import factorial, log

import numpy as np
from numpy.typing import NDArray

from causality.explain.weighed import Target, Weighed
from causality.network.differential.chain import Part
from causality.network.differential.unrolled import Unrolled, unrolled

__all__ = ["Engine", "network_of", "shapley_by"]

Engine = Callable[[Mapping[str, str], Mapping[str, tuple[float, ...]]], Mapping[str, float]]
"""Hard and soft evidence in; the shares of the states of ``cause`` out."""


def network_of(weighed: Weighed) -> Unrolled:
    """The unrolled network of an event."""
    return unrolled(
        weighed.findings, weighed.event, weighed.model, weighed.domain, weighed.evidence
    )


def node_of(weighed: Weighed, part: Part) -> str:
    """The node that a part of the evidence is on the unrolled network."""
    labels = weighed.event.labels
    kind, *rest = part.place
    if kind == "block":
        block, pair = rest
        member = weighed.event.column("member", "pair").tolist().index(pair)
        titles = {one.id: one.title for one in weighed.model.drug}
        return f"{titles.get(str(block), 'course')} ({labels['member'][member]})"
    if kind == "kind":
        return next(one.title for one in weighed.model.event if one.id == rest[0])
    if kind in {"status", "rival"}:
        table = "member" if kind == "status" else "rival"
        return f"what is known of {labels[table][int(rest[0])]}"
    if kind == "entity":
        return str(rest[0]).replace(".", " ")
    return {"timing": "dates", "natural": "natural course as stated", "record": "information"}[
        str(kind)
    ]


def shapley_by(
    engine: Engine, weighed: Weighed, target: Target, parts: Sequence[Part]
) -> NDArray[np.float64]:
    """Shapley values of these parts, every subset of them asked of the engine."""
    written = network_of(weighed)
    nodes = [node_of(weighed, part) for part in parts]
    own = [
        name
        for name, flags in zip(weighed.ids, weighed.groups, strict=True)
        if target.own[flags].all()
    ]
    known: dict[frozenset[int], float] = {}

    def value(chosen: frozenset[int]) -> float:
        if chosen not in known:
            names = {nodes[i] for i in chosen}
            shares = engine(
                {name: state for name, state in written.given.items() if name in names},
                {name: told for name, told in written.likelihood.items() if name in names},
            )
            held = sum(share for name, share in shares.items() if name in own)
            rest = sum(share for name, share in shares.items() if name not in own)
            known[chosen] = log(held) - log(rest)
        return known[chosen]

    size = len(parts)
    found = np.zeros(size)
    for player in range(size):
        others = [i for i in range(size) if i != player]
        for count in range(size):
            weight = factorial(count) * factorial(size - count - 1) / factorial(size)
            for some in combinations(others, count):
                chosen = frozenset(some)
                found[player] += weight * (value(chosen | {player}) - value(chosen))
    return found
