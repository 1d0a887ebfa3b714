"""How well pairs are documented: the score of each combination of states that a pair can have."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.assessment.documented import NO_PLACE, ONSET_STATES, onset_state
from causality.batch.report_facts import DOCUMENTED, ReportFacts
from causality.findings.facts import Facts
from causality.methods.beside import completeness

__all__ = ["documented"]

_GIVEN = "given"
_OUTCOME = (_GIVEN, "missing")
_DIMENSIONS = {"time to onset": ONSET_STATES, "outcome": _OUTCOME, **DOCUMENTED}


def documented(
    told: ReportFacts, rows: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The lowest and the highest score of the pairs in ``rows``."""
    facts = told.facts
    place = onset_state(*(side[rows] for side in facts.span("onset_after_start"))).astype(np.int64)
    place = place * len(_OUTCOME) + _without_outcome(facts)[rows]
    for name, states in DOCUMENTED.items():
        place = place * len(states) + told.documented[name][rows]
    lowest, highest = _scores()
    return lowest[place], highest[place]


def _without_outcome(facts: Facts) -> NDArray[Any]:
    return facts.code("outcome") <= 0


@cache
def _scores() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The scores of all combinations, in the order of the dimensions."""
    found = [
        completeness(
            {
                name: state
                for name, state in zip(_DIMENSIONS, states, strict=True)
                if state != _GIVEN
            },
            NO_PLACE,
        )
        for states in product(*_DIMENSIONS.values())
    ]
    return np.array([one.lowest for one in found]), np.array([one.highest for one in found])
