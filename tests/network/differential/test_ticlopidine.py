"""The published example of ticlopidine and aplastic anaemia, through the whole differential.

Prior odds 2.73 (rates of 6 and 2.2 in a million a year) times a weight of the timing of 3.71 gave
posterior odds of 10.1, a probability of 0.91 (ticlopidine-bardi).
"""

from __future__ import annotations

from math import exp, log

import pytest

from causality.case.dates import DAY
from causality.findings.causes.event_facts import event_facts
from causality.findings.derive import derive
from causality.findings.facts import facts_from_rows
from causality.network.differential.differential import differentials
from tests.network.differential.test_timing import by_quadrature

PRIOR, TIMING = 6 / 2.2, 3.71
DAYS = (40, 41)
SPREAD = 0.5


def median_that_weighs(target: float) -> float:
    """The logarithm of the median at which an onset on day 40 weighs so much; by bisection.

    Beyond day 40 the weight falls as the median grows.
    """
    low, high = log(60), log(4_000)
    for _ in range(60):
        middle = (low + high) / 2
        found = exp(by_quadrature(DAYS, ((1.0, "lognormal", middle, SPREAD),)))
        low, high = (middle, high) if found > target else (low, middle)
    return (low + high) / 2


def test_the_example_comes_out_as_published() -> None:
    onset = (DAYS[0] * DAY, DAYS[1] * DAY - 1)
    facts = facts_from_rows({"pair": [{"onset_after_start": onset, "onset_after_clock": onset}]})
    member = {
        "event": 0,
        "pair": 0,
        "odds": PRIOR,
        "odds_sigma": 0.0,
        "kind_0": 1,
        "weight_0": 1.0,
        "a_0": median_that_weighs(TIMING),
        "b_0": SPREAD,
    }
    labels = {"event": ["anaemia"], "member": ["ticlopidine"]}
    events = event_facts({"event": [{}], "member": [member]}, labels, labels)
    (found,) = differentials(facts, derive(facts), events, intervals=False)
    drug = found.candidates[0]
    odds = drug.share / (1 - drug.share)
    assert drug.prior / (1 - drug.prior) == pytest.approx(2.73, abs=0.005)
    assert odds == pytest.approx(PRIOR * TIMING, rel=1e-6)
    assert round(odds, 1) == 10.1
    assert round(drug.share, 2) == 0.91
    (timing,) = (weight for weight in drug.weights if weight.id == "timing")
    assert timing.decibans == pytest.approx(10 * log(TIMING) / log(10), abs=1e-5)
