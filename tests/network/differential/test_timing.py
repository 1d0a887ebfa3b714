"""The weight of the time to onset, against quadrature over the dates and over the window."""

from __future__ import annotations

from math import inf, log
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.case.dates import DAY, OPEN_HI, OPEN_LO
from causality.findings.causes.event_facts import event_facts
from causality.findings.facts import facts_from_rows
from causality.network.differential.read import differential_model
from causality.network.differential.timing import Timing, timing
from tests.network.differential.quadrature import integral, lognormal, weibull

Part = tuple[float, str, float, float]

MODEL = differential_model()
LATENCY = MODEL.file.latency
FLOOR, EARLY, WIDE = LATENCY.floor.value, LATENCY.misdated.value, LATENCY.widening.value
ONE_LOGNORMAL: tuple[Part, ...] = ((1.0, "lognormal", log(8), 0.7),)
MIXTURES: tuple[tuple[Part, ...], ...] = (
    ONE_LOGNORMAL,
    ((1.0, "weibull", 2.5, 12.0),),
    ((0.6, "lognormal", log(0.1), 0.9), (0.4, "lognormal", log(9), 0.4)),
    ((0.2, "lognormal", log(1), 0.5), (0.5, "weibull", 3.0, 30.0), (0.3, "weibull", 1.6, 5.0)),
)
WINDOW = 365.0
ROUNDING = 1e-7
"""The difference of two shares near one, over a minute, against a floor of 0.02."""


def weight(
    days: tuple[float, float],
    parts: tuple[Part, ...] = (),
    window: float = WINDOW,
    counted: float | None = None,
    **pair: Any,
) -> Timing:
    """The weight of an onset between two days, on the clock of the parts or from the start."""
    lo = OPEN_LO if days[0] == -inf else round(days[0] * DAY)
    hi = OPEN_HI if days[1] == inf else round(days[1] * DAY) - 1
    clock = "onset_after_clock" if parts else "onset_after_start"
    member: dict[str, Any] = {"event": 0, "pair": 0}
    if counted is not None:
        member["window"] = counted
    for i, (share, family, a, b) in enumerate(parts):
        kind = 1 if family == "lognormal" else 2
        told = zip(("kind", "weight", "a", "b"), (kind, share, a, b), strict=True)
        member |= {f"{name}_{i}": value for name, value in told}
    facts = facts_from_rows({"pair": [{clock: (lo, hi), "lingering": (0, 0), **pair}]})
    events = event_facts({"event": [{}], "member": [member]})
    latency = MODEL.latency.at(np.zeros((1, MODEL.numbers.columns)))
    return timing(facts, events, np.array([[window]]), latency)


def density(parts: tuple[Part, ...], day: float) -> float:
    """The density of the mixture as the model widens it; a Weibull keeps its median."""
    total = 0.0
    for share, family, a, b in parts:
        if family == "lognormal":
            total += share * lognormal(a, b * WIDE)(day)
        else:
            median = b * log(2) ** (1 / a)
            total += share * weibull(a / WIDE, median / log(2) ** (WIDE / a))(day)
    return total


def by_quadrature(
    days: tuple[float, float],
    parts: tuple[Part, ...],
    window: float = WINDOW,
    counted: float | None = None,
) -> float:
    """The mean over the dates of W f(t) / F(W) with the floor, and of the weight before 0."""
    begin, end = days
    whole = 1.0
    if counted is not None:
        window = counted
        whole = integral(lambda t: density(parts, t), 0, counted)
    inside = integral(lambda t: density(parts, t), max(begin, 0), end)
    before = max(min(end, 0) - begin, 0) if begin < 0 else 0.0
    after = end - begin - before
    mass = (1 - FLOOR) * window * inside / whole + FLOOR * after + EARLY * before
    return log(mass / (end - begin))


@pytest.mark.parametrize("parts", MIXTURES)
@pytest.mark.parametrize(
    "days", [(7, 8), (0, 1), (3, 40), (0.5, 0.6), (-5, 10), (-3, -2), (200, 300), (0, 365)]
)
@pytest.mark.parametrize("counted", [None, 30.0])
def test_a_dated_onset_weighs_as_much_as_quadrature_over_its_dates_says(
    parts: tuple[Part, ...], days: tuple[float, float], counted: float | None
) -> None:
    found = float(weight(days, parts, counted=counted).mean[0, 0])
    assert found == pytest.approx(by_quadrature(days, parts, counted=counted), abs=1e-8)


def test_without_a_row_some_reactions_come_at_any_time_of_the_window() -> None:
    spread = LATENCY.any_time.value
    at_once, sigma = LATENCY.immediate.value, LATENCY.sigma.value / WIDE
    parts = (
        (1 - at_once, "lognormal", log(LATENCY.median.value), sigma),
        (at_once, "lognormal", log(LATENCY.delay.value), sigma),
    )
    inside = integral(lambda t: density(parts, t), 20, 21)
    expected = (1 - FLOOR) * (spread + (1 - spread) * WINDOW * inside) + FLOOR
    assert float(weight((20, 21)).mean[0, 0]) == pytest.approx(log(expected), abs=1e-8)


@pytest.mark.parametrize("parts", MIXTURES)
@pytest.mark.parametrize("counted", [None, 60.0])
def test_weights_average_to_the_share_of_reactions_within_the_window(
    parts: tuple[Part, ...], counted: float | None
) -> None:
    """Background onsets are even over the window, so their mean weight is the drug's mass."""
    window = counted or WINDOW
    days = np.arange(window)
    weights = [np.exp(weight((day, day + 1), parts, counted=counted).mean[0, 0]) for day in days]
    inside = 1.0 if counted else integral(lambda t: density(parts, t), 0, window)
    assert np.mean(weights) == pytest.approx((1 - FLOOR) * inside + FLOOR, abs=1e-8)


def test_nothing_known_of_the_time_weighs_nothing_and_leaves_the_range_open() -> None:
    for parts in ((), *MIXTURES):
        found = weight((-inf, inf), parts)
        assert found.mean == 0.0
        assert found.lo[0] <= 0 <= found.hi[0]


@pytest.mark.parametrize("relation", ["late", "lack of effect"])
def test_an_event_that_no_clock_times_weighs_nothing(relation: str) -> None:
    assert weight((3, 4), relation=relation).mean == 0.0
    assert weight((3, 4), ONE_LOGNORMAL, relation=relation).mean == 0.0


def test_contradictory_dates_weigh_nothing() -> None:
    assert weight((3, 4), ONE_LOGNORMAL, dates="contradictory").mean == 0.0


def test_an_onset_before_the_start_weighs_as_a_mistake_of_the_dates() -> None:
    found = weight((-4, -3), ONE_LOGNORMAL)
    assert float(found.mean[0, 0]) == pytest.approx(log(EARLY))
    assert float(found.hi[0]) == pytest.approx(log(EARLY))


def test_a_drug_long_gone_leaves_the_floor() -> None:
    gone = weight((60, 61), onset_after_last_dose=(50 * DAY, 50 * DAY), lingering=(DAY, DAY))
    spread = 1 - (1 - FLOOR) * (1 - LATENCY.any_time.value)
    assert float(gone.mean[0, 0]) == pytest.approx(log(spread))


def test_an_open_end_spreads_all_later_onsets_over_one_window() -> None:
    later = integral(lambda t: density(ONE_LOGNORMAL, t), 30, 1e6)
    expected = log((1 - FLOOR) * later + FLOOR)
    assert float(weight((30, inf), ONE_LOGNORMAL).mean[0, 0]) == pytest.approx(expected, abs=1e-8)


@settings(max_examples=200)
@given(
    st.sampled_from([(), *MIXTURES]),
    st.integers(-20_000, 400_000),
    st.integers(1, 400_000),
    st.floats(0, 1),
    st.floats(0, 1),
    st.booleans(),
)
def test_the_bounds_hold_for_every_part_of_the_dates(
    parts: tuple[Part, ...],
    lo: int,
    width: int,
    a: float,
    b: float,
    counted: bool,  # noqa: FBT001
) -> None:
    own = 90.0 if counted else None
    wide = weight((lo / DAY, (lo + width) / DAY), parts, counted=own)
    first, last = sorted((lo + int(a * (width - 1)), lo + int(b * (width - 1))))
    narrow = weight((first / DAY, (last + 1) / DAY), parts, counted=own)
    for found in (wide, narrow):
        assert found.lo[0] - ROUNDING <= found.mean[0, 0] <= found.hi[0] + ROUNDING
    assert wide.lo[0] - ROUNDING <= narrow.lo[0]
    assert narrow.hi[0] <= wide.hi[0] + ROUNDING
