"""Events to explain: of cases that ship, and at random; and what the differential says of them."""

from __future__ import annotations

from functools import cache
from itertools import permutations
from math import log

import numpy as np
from numpy.typing import NDArray

from causality.case.case import Case
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.explain.weighed import Prepared, Target, Weighed, prepared
from causality.network.differential.chain import Part, with_parts
from causality.network.differential.weigh import normalised, weigh
from tests.network.differential.random_events import drawn

__all__ = [
    "CASES",
    "explained",
    "log_odds",
    "permuted",
    "random_weighed",
    "shares",
    "shipped_events",
    "shipped_prepared",
]

CASES = tuple(shipped_cases())


@cache
def shipped_prepared(name: str) -> Prepared:
    """The facts of a case that ships."""
    return prepared(read_case(shipped_cases()[name]))


@cache
def shipped_events(name: str) -> tuple[Weighed, ...]:
    """Its events at the numbers of the model."""
    return shipped_prepared(name).weighed()


def explained(weighed: Weighed) -> tuple[Target, ...]:
    """The drugs' involvements that have anything for and against them."""
    found = shares(weighed, weighed.parts)
    return tuple(one for one in weighed.involvements() if 0 < found[one.own].sum() < 1)


def random_weighed(seed: int) -> Weighed:
    """An event at random, with or without a domain."""
    domain = "leukoencephalopathy" if seed % 3 == 0 else "none"
    told = drawn(seed, 1, domain)
    case = Case.model_validate(
        {"schema": "causality/case/1", "id": "random", "drugs": [], "events": []}
    )
    given = Prepared(case, (), told.facts.n, told.facts, told.findings, told.events)
    return given.weighed()[0]


def shares(weighed: Weighed, parts: tuple[Part, ...] | list[Part]) -> NDArray[np.float64]:
    """Shares of all candidates with these parts alone, as the differential weighs them."""
    evidence = with_parts(weighed.evidence, list(parts))
    found: NDArray[np.float64] = normalised(evidence.causes, 1, weigh(weighed.event, evidence).log)[
        0
    ]
    return found


def log_odds(weighed: Weighed, target: Target, parts: tuple[Part, ...] | list[Part]) -> float:
    """Log-odds of a target with these parts alone."""
    found = shares(weighed, parts)
    return log(found[target.own].sum()) - log(found[target.rest].sum())


def permuted(weighed: Weighed, target: Target) -> NDArray[np.float64]:
    """Shapley values by their definition: the mean step over every order of entry."""
    size = len(weighed.parts)
    known: dict[frozenset[int], float] = {}

    def value(chosen: frozenset[int]) -> float:
        if chosen not in known:
            known[chosen] = log_odds(weighed, target, [weighed.parts[i] for i in sorted(chosen)])
        return known[chosen]

    total, orders = np.zeros(size), 0
    for order in permutations(range(size)):
        for place, player in enumerate(order):
            before = frozenset(order[:place])
            total[player] += value(before | {player}) - value(before)
        orders += 1
    return total / orders
