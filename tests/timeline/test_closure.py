"""The bounds are the tightest that hold, whatever the order, the names or the date."""

from __future__ import annotations

import random
from itertools import pairwise, permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.case.dates import DAY, OPEN_HI, OPEN_LO, parse_time
from causality.timeline import Constraint, Timeline, close
from causality.timeline.distances import FARTHEST
from tests.timeline.brute_force import POINTS, allowed, placings, systems, tightest


def dated(point: str, text: str, entry: str = "") -> Constraint:
    """The constraint of a time as written."""
    found = parse_time(text)
    assert found.anchor is not None
    return Constraint(found.anchor, point, found.lo, found.hi, entry or point, text)


def every_bound(timeline: Timeline) -> dict[tuple[str, str], tuple[int, int]]:
    return {pair: timeline.between(*pair) for pair in permutations(timeline.points, 2)}


@given(systems)
def test_the_bounds_are_exactly_the_tightest(constraints: list[Constraint]) -> None:
    timeline = close(POINTS, constraints)
    mask = allowed(constraints)
    assert mask.any() == (not timeline.contradictions)
    if timeline.contradictions:
        gone = {entry for one in timeline.contradictions for entry in one.entries}
        mask = allowed(one for one in constraints if one.entry not in gone)
    left = {point: places[mask] for point, places in placings().items()}
    for a, b in permutations(POINTS, 2):
        assert timeline.between(a, b) == tightest(left[b] - left[a]), (a, b)


@given(systems, st.randoms(use_true_random=False))
def test_the_order_of_points_and_constraints_changes_nothing(
    constraints: list[Constraint], chance: random.Random
) -> None:
    points, shuffled = list(POINTS), list(constraints)
    chance.shuffle(points)
    chance.shuffle(shuffled)
    one, other = close(POINTS, constraints), close(points, shuffled)
    assert one.contradictions == other.contradictions
    assert every_bound(one) == every_bound(other)
    assert [one.contradictory(p) for p in POINTS] == [other.contradictory(p) for p in POINTS]


@given(systems, st.integers(-(2**30), 2**30))
def test_shifting_every_date_changes_only_the_dates(
    constraints: list[Constraint], shift: int
) -> None:
    def shifted(one: Constraint) -> Constraint:
        by = shift * ((one.earlier == "calendar") - (one.later == "calendar"))
        lo = one.lo if one.lo == OPEN_LO else one.lo + by
        hi = one.hi if one.hi == OPEN_HI else one.hi + by
        return Constraint(one.earlier, one.later, lo, hi, one.entry, one.text)

    one, other = close(POINTS, constraints), close(POINTS, map(shifted, constraints))
    assert one.contradictions == other.contradictions
    for a, b in permutations(POINTS, 2):
        by = shift * ((a == "calendar") - (b == "calendar"))
        lo, hi = one.between(a, b)
        moved = (lo if lo == OPEN_LO else lo + by), (hi if hi == OPEN_HI else hi + by)
        assert other.between(a, b) == moved


@given(systems, st.permutations(["ant", "bee", "cat", "dog", "elk", "fox", "gnu", "hen", "ibis"]))
def test_renaming_points_and_entries_changes_only_the_names(
    constraints: list[Constraint], names: list[str]
) -> None:
    # Each bound is given a share of its own, so that no two sets of entries are equally far apart
    # and no id has to decide between them.
    told_apart = [
        Constraint(
            one.earlier,
            one.later,
            one.lo if one.lo == OPEN_LO else one.lo * 2**30 + 4**i,
            one.hi if one.hi == OPEN_HI else one.hi * 2**30 + 2 * 4**i,
            one.entry,
            one.text,
        )
        for i, one in enumerate(constraints)
    ]
    new = dict(zip([*"xyzabcdef"], names, strict=True))
    renamed = [
        Constraint(
            new.get(one.earlier, one.earlier),
            new.get(one.later, one.later),
            one.lo,
            one.hi,
            new[one.entry],
            one.text,
        )
        for one in told_apart
    ]
    one = close(POINTS, told_apart)
    other = close([new.get(point, point) for point in POINTS], renamed)
    assert {frozenset(new[entry] for entry in each.entries) for each in one.contradictions} == {
        frozenset(each.entries) for each in other.contradictions
    }
    for a, b in permutations(POINTS, 2):
        assert one.between(a, b) == other.between(new.get(a, a), new.get(b, b))


@given(systems, st.data())
def test_narrowing_a_date_never_widens_a_bound(
    constraints: list[Constraint], data: st.DataObject
) -> None:
    wide = close(POINTS, constraints)
    narrowed = [
        Constraint(
            one.earlier,
            one.later,
            data.draw(st.integers(max(one.lo, -2), min(one.hi, 2))) if one.lo <= one.hi else one.lo,
            one.hi,
            one.entry,
            one.text,
        )
        for one in constraints
    ]
    narrow = close(POINTS, narrowed)
    if wide.contradictions or narrow.contradictions:
        return
    for a, b in permutations(POINTS, 2):
        (lo, hi), (narrow_lo, narrow_hi) = wide.between(a, b), narrow.between(a, b)
        assert lo <= narrow_lo <= narrow_hi <= hi


def test_two_dates_give_the_time_between_them() -> None:
    timeline = close(
        ["dara.start", "lep.onset"],
        [dated("dara.start", "2024-03-01"), dated("lep.onset", "2024-03-08")],
    )
    # From the last minute of 1 March to the first of 8 March, and the other way about.
    assert timeline.between("dara.start", "lep.onset") == (6 * DAY + 1, 8 * DAY - 1)
    assert timeline.between("lep.onset", "dara.start") == (1 - 8 * DAY, -6 * DAY - 1)
    assert timeline.bounds("dara.start") == (OPEN_LO, OPEN_HI)
    assert timeline.bounds("dara.start", "calendar") == (
        parse_time("2024-03-01").lo,
        parse_time("2024-03-01").hi,
    )


def test_a_case_without_calendar_dates_has_a_timeline() -> None:
    timeline = close(
        ["dara.start", "lep.onset", "mri45"],
        [
            dated("lep.onset", "0..30 d after dara.start"),
            dated("lep.onset", "before day 0", "seen"),
            dated("mri45", "day 45"),
        ],
    )
    assert timeline.between("dara.start", "lep.onset") == (0, 30 * DAY)
    assert timeline.between("lep.onset", "mri45") == (45 * DAY + 1, OPEN_HI)
    assert timeline.bounds("dara.start") == (OPEN_LO, -1)


def test_where_day_0_lies_joins_days_and_dates() -> None:
    first = parse_time("2024-03-05").lo
    timeline = close(
        ["mri", "lp"],
        [
            Constraint("calendar", "day 0", first, first, "day-0", "2024-03-05"),
            dated("mri", "day 3"),
            dated("lp", "2024-03-08"),
        ],
    )
    assert timeline.between("mri", "lp") == (1 - DAY, DAY - 1)
    assert timeline.bounds("lp") == (3 * DAY, 4 * DAY - 1)
    assert timeline.contradictions == ()


def test_nothing_is_known_about_points_that_nobody_dates() -> None:
    timeline = close(["x", "y"], [])
    assert timeline.points == ("calendar", "day 0", "x", "y")
    assert timeline.between("x", "y") == (OPEN_LO, OPEN_HI)
    assert timeline.between("x", "x") == (0, 0)


def test_a_point_named_twice_is_one_point() -> None:
    assert close(["x", "day 0", "x"], []).points == ("calendar", "day 0", "x")


def test_the_farthest_bounds_add_up_without_overflow() -> None:
    row = ["day 0", *(f"p{i}" for i in range(400))]
    timeline = close(
        row,
        [Constraint(a, b, FARTHEST - 5, FARTHEST, f"e{b}", "far") for a, b in pairwise(row)],
    )
    assert timeline.between("day 0", "p399") == (400 * (FARTHEST - 5), 400 * FARTHEST)
    assert timeline.between("p399", "p0") == (-399 * FARTHEST, -399 * (FARTHEST - 5))
    assert timeline.between("calendar", "p399") == (OPEN_LO, OPEN_HI)


@pytest.mark.parametrize("beyond", [FARTHEST + 1, OPEN_HI // 4])
def test_a_bound_out_of_range_is_refused(beyond: int) -> None:
    with pytest.raises(ValueError, match=r"out of range: .*'x'"):
        close(["x"], [Constraint("day 0", "x", 0, beyond, "x", "far")])
    with pytest.raises(ValueError, match="out of range"):
        close(["x"], [Constraint("day 0", "x", -beyond, 0, "x", "far")])


def test_a_constraint_without_entry_is_refused() -> None:
    with pytest.raises(ValueError, match="needs the entry"):
        close(["x"], [Constraint("day 0", "x", 0, 1, "", "day 0")])


def test_an_unknown_point_is_named() -> None:
    with pytest.raises(KeyError, match="y"):
        close(["x"], [Constraint("x", "y", 0, 1, "e", "1 min after x")])
    timeline = close(["x"], [])
    with pytest.raises(KeyError, match="y"):
        timeline.between("x", "y")
    with pytest.raises(KeyError, match="y"):
        timeline.spans(["x"], ["y"])


@given(systems)
def test_many_pairs_are_looked_up_at_once(constraints: list[Constraint]) -> None:
    names = [*POINTS, "first", "last"]
    timeline = close(
        names, constraints, firsts={"first": ("x", "last")}, lasts={"last": ("y", "z")}
    )
    starts, ends = zip(*product(names, names), strict=True)
    lo, hi = timeline.spans(starts, ends)
    assert lo.dtype == hi.dtype == np.int64
    assert list(zip(lo.tolist(), hi.tolist(), strict=True)) == [
        timeline.between(a, b) for a, b in zip(starts, ends, strict=True)
    ]


def test_no_pairs_give_no_spans() -> None:
    lo, hi = close(["x"], []).spans([], [])
    assert lo.size == hi.size == 0


def test_a_timeline_is_a_value() -> None:
    timeline = close(["x"], [dated("x", "day 3")])
    with pytest.raises(AttributeError):
        timeline.points = ()  # type: ignore[misc]
    lo, _ = timeline.spans(["day 0"], ["x"])
    lo[0] = 0
    assert timeline.bounds("x") == (3 * DAY, 4 * DAY - 1)
