"""The axis of time: order is kept, empty stretches are cut, nothing falls off."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.case.dates import DAY, HOUR
from causality.report.figures.axis import axis, in_hours, ticks

MOMENTS = st.lists(st.integers(-(10**8), 10**8), min_size=1, max_size=30)


@given(MOMENTS)
def test_every_moment_has_its_place_and_later_ones_lie_further_right(moments: list[int]) -> None:
    shown = axis(moments, 100.0, 600.0)
    assert shown is not None
    order = sorted(set(moments))
    places = [shown.place(moment) for moment in order]
    assert all(a < b for a, b in pairwise(places))
    assert places[0] == pytest.approx(100.0)
    assert shown.knots[-1][1] == pytest.approx(600.0)


@given(MOMENTS)
def test_ticks_stand_in_order_and_never_on_one_another(moments: list[int]) -> None:
    shown = axis(moments, 100.0, 600.0)
    assert shown is not None
    found = ticks(shown, moments, 30.0)
    assert all(b.x - a.x >= 30.0 for a, b in pairwise(found))
    assert found[0].x == pytest.approx(100.0)


def test_without_a_moment_there_is_no_axis() -> None:
    assert axis([], 0.0, 1.0) is None


def test_a_long_empty_stretch_takes_a_tenth_and_is_marked() -> None:
    # 0, 1, 3 and 300 days: the last 297 days are more than six tenths of all.
    shown = axis([0, DAY, 3 * DAY, 300 * DAY], 0.0, 100.0)
    assert shown is not None
    assert [round(x) for _, x in shown.knots] == [0, 30, 90, 100]
    assert [round(x) for x in shown.breaks] == [95]


def test_what_is_evenly_spread_is_linear() -> None:
    shown = axis([0, DAY, 2 * DAY, 4 * DAY], 0.0, 100.0)
    assert shown is not None
    assert shown.breaks == ()
    assert shown.place(3 * DAY) == pytest.approx(75.0)


def test_what_lies_outside_stands_at_the_end() -> None:
    shown = axis([0, DAY], 0.0, 100.0)
    assert shown is not None
    assert (shown.place(-5), shown.place(5 * DAY)) == (0.0, 100.0)


def test_a_short_axis_counts_hours() -> None:
    shown = axis([0, 5 * HOUR], 0.0, 100.0)
    assert shown is not None
    assert in_hours(shown)
    assert [tick.text for tick in ticks(shown, [5 * HOUR], 30.0)] == ["0", "5"]
