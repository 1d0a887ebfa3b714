"""The course after a stop or under the drug, against quadrature of the density of recovery."""

from __future__ import annotations

from math import exp, log
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.case.dates import DAY
from causality.findings.derive import derive
from causality.findings.facts import facts_from_rows
from causality.network.differential.read import differential_model
from causality.network.differential.recovery import Recovery, recovery
from tests.network.differential.quadrature import integral

MODEL = differential_model()
TOLD = MODEL.file.recovery
COURSES = MODEL.natural_states
HEALING, HALF_LIFE = 14.0, 2.0


def seen(pair: dict[str, Any] | None = None, **episode: Any) -> Recovery:
    """What one episode says; the drug leaves in ten days and the event heals in fourteen."""
    slow = round(5 * HALF_LIFE * DAY)
    healing = round(HEALING * DAY)
    row = {"washout": (slow, slow), "healing_time": (healing, healing), **(pair or {})}
    course = {"pair": 0, "kind": "stop", "certainty": "certain", "dates": "consistent", **episode}
    facts = facts_from_rows({"pair": [row], "episode": [course]})
    return recovery(facts, derive(facts), MODEL, np.zeros((1, MODEL.numbers.columns)))


def race(course: str, *, me: bool, stopped: bool, treated: bool) -> tuple[float, float]:
    """Probability to improve at all, and the hazard per day."""
    rows = TOLD.removed if me or treated else TOLD.by_itself
    share = next(row.then["improves"] for row in rows if row.when["natural course"] == course)
    median = TOLD.median.value * HEALING * (TOLD.treated.value if treated else 1)
    if not me:
        median *= TOLD.pace[course].value
    elif stopped:
        median += HALF_LIFE
    else:
        median *= TOLD.continued.value
    return share, log(2) / median


def mean_density(begin: float, end: float, share: float, hazard: float) -> float:
    return integral(lambda t: share * hazard * exp(-hazard * t), begin, end) / (end - begin)


@pytest.mark.parametrize("treated", ["no", "before improvement", "possibly", None])
@pytest.mark.parametrize("kind", ["stop", "single dose", "continuation"])
@pytest.mark.parametrize("days", [(3, 4), (0, 30), (40, 41)])
def test_an_improvement_is_as_likely_as_the_density_over_its_dates(
    treated: str | None, kind: str, days: tuple[int, int]
) -> None:
    begin, end = days
    dates = (begin * DAY, end * DAY - 1)
    found = seen(kind=kind, change="resolved", improved_after=dates, treated=treated)
    helped = {"before improvement": 1.0, "possibly": 0.5}.get(treated or "", 0.0)
    for place, course in enumerate(COURSES):
        for me, log_likelihood in ((True, found.me), (False, found.other)):
            expected = sum(
                weight
                * mean_density(
                    begin, end, *race(course, me=me, stopped=kind != "continuation", treated=by)
                )
                for weight, by in ((1 - helped, False), (helped, True))
            )
            assert log_likelihood[0, 0, place] == pytest.approx(log(expected), abs=1e-7)


@pytest.mark.parametrize("days", [0, 5, 60])
def test_no_improvement_is_as_likely_as_what_the_density_leaves(days: int) -> None:
    until = (days * DAY, days * DAY)
    found = seen(change="not improved", unimproved_until=until, treated="no")
    for place, course in enumerate(COURSES):
        for me, log_likelihood in ((True, found.me), (False, found.other)):
            share, hazard = race(course, me=me, stopped=True, treated=False)
            gone = days * mean_density(0, days, share, hazard) if days else 0.0
            assert log_likelihood[0, 0, place] == pytest.approx(log(1 - gone), abs=1e-7)


def test_the_first_stop_with_a_known_course_counts_before_any_continuation() -> None:
    early, late = (2 * DAY, 3 * DAY - 1), (20 * DAY, 21 * DAY - 1)
    common = {"pair": 0, "certainty": "certain", "dates": "consistent", "treated": "no"}
    pair = {"washout": (DAY, DAY), "healing_time": (DAY, DAY)}
    rows = [
        {**common, "kind": "continuation", "change": "improved", "improved_after": early},
        {**common, "kind": "stop"},
        {**common, "kind": "stop", "change": "improved", "improved_after": late},
        {**common, "kind": "stop", "change": "not improved", "unimproved_until": early},
    ]
    eps = np.zeros((1, MODEL.numbers.columns))
    whole, alone = (
        recovery(facts, derive(facts), MODEL, eps)
        for some in (rows, rows[2:3])
        for facts in [facts_from_rows({"pair": [pair], "episode": some})]
    )
    np.testing.assert_array_equal(whole.me, alone.me)
    np.testing.assert_array_equal(whole.other, alone.other)


@pytest.mark.parametrize(
    "silent",
    [
        {},
        {"change": "improved or not"},
        {"change": "improved", "dates": "contradictory"},
        {"change": "improved", "kind": "reduction"},
    ],
)
def test_an_episode_without_a_course_says_nothing(silent: dict[str, Any]) -> None:
    found = seen(**silent)
    assert not found.informative.any()
    assert not found.me.any()
    assert not found.other.any()


def test_an_action_that_may_not_have_been_taken_widens_the_range_and_says_nothing() -> None:
    dates = (3 * DAY, 4 * DAY)
    found = seen(change="improved", improved_after=dates, certainty="possible", treated="no")
    certain = seen(change="improved", improved_after=dates, treated="no")
    assert not found.me.any()
    assert np.all(found.ratio_range[0] <= np.minimum(0, certain.ratio_range[0]))
    assert np.all(found.ratio_range[1] >= np.maximum(0, certain.ratio_range[1]))


@settings(max_examples=60)
@given(
    st.integers(0, 200 * DAY),
    st.integers(0, 200 * DAY),
    st.floats(0, 1),
    st.floats(0, 1),
    st.sampled_from(["stop", "continuation"]),
    st.sampled_from(["no", "before improvement", "possibly", None]),
    st.booleans(),
)
def test_bounds_hold_for_every_part_of_the_dates(
    lo: int,
    width: int,
    a: float,
    b: float,
    kind: str,
    treated: str | None,
    better: bool,  # noqa: FBT001
) -> None:
    first, last = sorted((lo + int(a * width), lo + int(b * width)))
    wide, narrow = (
        seen(
            kind=kind,
            treated=treated,
            change="improved" if better else "not improved",
            improved_after=dates if better else None,
            unimproved_until=None if better else dates,
        )
        for dates in ((lo, lo + width), (first, last))
    )
    for name in ("me_range", "other_range", "ratio_range"):
        low, high = getattr(wide, name)
        inner_low, inner_high = getattr(narrow, name)
        assert np.all(low <= inner_low + 1e-12), name
        assert np.all(inner_high <= high + 1e-12), name
    for found in (wide, narrow):
        ratio = (found.me - found.other)[0]
        assert np.all(found.ratio_range[0] - 1e-9 <= ratio)
        assert np.all(ratio <= found.ratio_range[1] + 1e-9)
