"""The first of several starts and the last of several stops."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from causality.case.dates import DAY, OPEN_HI, OPEN_LO
from causality.timeline import Constraint, close
from tests.timeline.brute_force import (
    POINTS,
    Mask,
    Minutes,
    allowed,
    constraint,
    placings,
    tightest,
)
from tests.timeline.test_closure import dated

MEMBERS = ("x", "y")
LAST = pytest.mark.parametrize("last", [False, True], ids=["first", "last"])


def placed(point: str, *, last: bool) -> Minutes:
    """Where a point stands in each placing; ``d`` is the outermost of the members."""
    places = placings()
    outermost = np.maximum if last else np.minimum
    return outermost(places["x"], places["y"]) if point == "d" else places[point]


def allowed_with_outermost(constraints: list[Constraint], *, last: bool) -> Mask:
    """The placings in which the constraints hold, those on ``d`` included."""
    mask = allowed(one for one in constraints if "d" not in {one.earlier, one.later})
    for one in constraints:
        between = placed(one.later, last=last) - placed(one.earlier, last=last)
        mask &= (between >= max(one.lo, -100)) & (between <= min(one.hi, 100))
    return mask


@LAST
@given(constraints=st.lists(constraint(), max_size=7))
def test_bounds_are_tightest_where_only_the_members_are_dated(
    constraints: list[Constraint], *, last: bool
) -> None:
    d = {"d": MEMBERS}
    timeline = close([*POINTS, "d"], constraints, **{"lasts" if last else "firsts": d})
    mask = allowed(constraints)
    assume(mask.any())
    assert timeline.contradictions == ()
    left = {point: placed(point, last=last)[mask] for point in (*POINTS, "d")}
    for a, b in permutations(left, 2):
        assert timeline.between(a, b) == tightest(left[b] - left[a]), (a, b)
    assert timeline.between("d", "d") == (0, 0)


@LAST
@given(constraints=st.lists(constraint(("day 0", "x", "y", "z", "d")), max_size=7))
def test_bounds_are_tightest_where_one_member_is_certainly_outermost(
    constraints: list[Constraint], *, last: bool
) -> None:
    certain = Constraint("x", "y", 0, OPEN_HI, "g", "y is later than x")
    d = {"d": MEMBERS}
    everything = [*constraints, certain]
    timeline = close([*POINTS, "d"], everything, **{"lasts" if last else "firsts": d})
    mask = allowed_with_outermost(everything, last=last)
    assert mask.any() == (not timeline.contradictions)
    assume(mask.any())
    left = {point: placed(point, last=last)[mask] for point in (*POINTS, "d")}
    for a, b in permutations(left, 2):
        assert timeline.between(a, b) == tightest(left[b] - left[a]), (a, b)


@LAST
@given(constraints=st.lists(constraint(("day 0", "x", "y", "z", "d")), max_size=8))
def test_bounds_hold_and_what_is_named_fails_whatever_is_said(
    constraints: list[Constraint], *, last: bool
) -> None:
    d = {"d": MEMBERS}
    timeline = close([*POINTS, "d"], constraints, **{"lasts" if last else "firsts": d})
    left = list(constraints)
    for one in timeline.contradictions:
        named = [each for each in left if each.entry in one.entries]
        assert not allowed_with_outermost(named, last=last).any()
        left = [each for each in left if each.entry not in one.entries]
    mask = allowed_with_outermost(left, last=last)
    assume(mask.any())
    seen = {point: placed(point, last=last)[mask] for point in (*POINTS, "d")}
    for a, b in permutations(seen, 2):
        lo, hi = timeline.between(a, b)
        assert lo <= (seen[b] - seen[a]).min()
        assert (seen[b] - seen[a]).max() <= hi


def test_the_first_start_lies_between_the_earliest_and_the_first_to_be_over() -> None:
    timeline = close(
        ["dara.start", "dara.a.start", "dara.b.start", "lep.onset"],
        [
            dated("dara.a.start", "day 1..5"),
            dated("dara.b.start", "day 3..4"),
            dated("lep.onset", "2-3 wk after dara.start"),
        ],
        firsts={"dara.start": ("dara.a.start", "dara.b.start")},
    )
    assert timeline.bounds("dara.start") == (1 * DAY, 5 * DAY - 1)
    assert timeline.bounds("lep.onset") == (15 * DAY, 26 * DAY - 1)
    assert timeline.between("dara.start", "dara.a.start") == (0, 3 * DAY - 1)


def test_the_last_stop_lies_between_the_last_to_be_possible_and_the_latest() -> None:
    timeline = close(
        ["dara.stop", "dara.a.stop", "dara.b.stop"],
        [dated("dara.a.stop", "day 1..5"), dated("dara.b.stop", "day 3..4")],
        lasts={"dara.stop": ("dara.a.stop", "dara.b.stop")},
    )
    assert timeline.bounds("dara.stop") == (3 * DAY, 6 * DAY - 1)


def test_one_dose_starts_when_the_drug_starts() -> None:
    timeline = close(
        ["dara.start", "dara.a.start", "x"],
        [dated("dara.a.start", "day 1..5"), dated("x", "1 d after dara.start")],
        firsts={"dara.start": ("dara.a.start",)},
    )
    assert timeline.between("dara.start", "dara.a.start") == (0, 0)
    assert timeline.between("dara.a.start", "x") == (DAY, 2 * DAY - 1)


def test_a_drug_without_doses_is_a_point_like_any_other() -> None:
    timeline = close(["dara.start"], [dated("dara.start", "day 3")], firsts={"dara.start": ()})
    assert timeline.bounds("dara.start") == (3 * DAY, 4 * DAY - 1)


def test_a_dose_counted_from_the_first_start_is_not_the_first() -> None:
    timeline = close(
        ["dara.start", "dara.a.start", "dara.b.start"],
        [dated("dara.a.start", "day 0..5"), dated("dara.b.start", "3 wk after dara.start")],
        firsts={"dara.start": ("dara.a.start", "dara.b.start")},
    )
    assert timeline.between("dara.start", "dara.a.start") == (0, 0)
    assert timeline.bounds("dara.start") == (0, 6 * DAY - 1)
    assert timeline.bounds("dara.b.start") == (21 * DAY, 34 * DAY - 2)


def test_the_first_of_firsts_is_the_first_of_all() -> None:
    names = ("a", "b", "c")
    said = [dated(name, f"day {day}") for name, day in zip(names, (7, 3, 5), strict=True)]
    timeline = close(
        [*names, "ab", "abc", "x", "all"],
        [*said, dated("x", "1 d after abc")],
        firsts={"abc": ("ab", "c"), "ab": ("a", "b")},
        lasts={"all": ("abc", "x", "a")},
    )
    assert timeline.bounds("abc") == (3 * DAY, 4 * DAY - 1)
    assert timeline.bounds("x") == (4 * DAY, 6 * DAY - 2)
    assert timeline.bounds("all") == (7 * DAY, 8 * DAY - 1)
    assert timeline.between("abc", "all") == (3 * DAY + 1, 5 * DAY - 1)


def test_a_point_cannot_be_first_of_itself() -> None:
    with pytest.raises(ValueError, match="cycle"):
        close(["x", "y", "z"], [], firsts={"x": ("y", "z"), "y": ("x", "z")})


def test_an_unknown_member_is_named() -> None:
    with pytest.raises(KeyError, match="y"):
        close(["x"], [], firsts={"x": ("y",)})
    with pytest.raises(KeyError, match="y"):
        close(["x", "z"], [], firsts={"x": ("y", "z")})


def test_an_event_before_every_dose_contradicts_the_doses() -> None:
    said = [
        dated("dara.a.start", "day 5", "dara.a"),
        dated("dara.b.start", "day 9", "dara.b"),
        dated("lep.onset", "3 d after dara.start", "lep"),
        dated("lep.onset", "day 2", "letter"),
        dated("mri", "day 7"),
    ]
    points = ["dara.start", "dara.a.start", "dara.b.start", "lep.onset", "mri"]
    timeline = close(points, said, firsts={"dara.start": ("dara.a.start", "dara.b.start")})
    (found,) = timeline.contradictions
    assert found.entries == ("dara.a", "dara.b", "lep", "letter")
    assert "lep.onset (3 d after dara.start)" in found.because
    assert "dara.b.start (day 9)" in found.because
    assert found.because.endswith("dara.start (the first of dara.a.start, dara.b.start)")
    assert timeline.contradictory("dara.start")
    assert not timeline.contradictory("mri")


def test_two_drugs_can_each_contradict_their_doses() -> None:
    points, said, firsts = [], [], {}
    for drug in ("a", "b", "c"):
        doses = [f"{drug}.{dose}.start" for dose in ("one", "two")]
        points += [f"{drug}.start", *doses]
        firsts[f"{drug}.start"] = doses
        said += [dated(dose, f"day {day}", dose) for day, dose in enumerate(doses, 5)]
        said.append(dated(f"{drug}.start", "day 1..9" if drug == "c" else "day 2", drug))
    timeline = close(points, said, firsts=firsts)
    assert [one.entries for one in timeline.contradictions] == [
        ("a", "a.one.start", "a.two.start"),
        ("b", "b.one.start", "b.two.start"),
    ]
    assert timeline.bounds("c.start") == (5 * DAY, 6 * DAY - 1)


def test_doses_in_two_unconnected_parts_can_contradict_over_the_hubs() -> None:
    # Day 0 is pinned by another pair of points; the doses follow the calendar, the event day 0.
    timeline = close(
        ["a", "b", "d", "x"],
        [
            dated("a", "2024-03-05"),
            dated("b", "2024-03-09"),
            dated("x", "2024-03-01", "x-calendar"),
            dated("x", "day 0", "x-day"),
            dated("d", "day 1", "d"),
        ],
        firsts={"d": ("a", "b")},
    )
    (found,) = timeline.contradictions
    assert found.entries == ("a", "b", "d", "x-calendar", "x-day")


def test_a_definition_is_quoted_where_it_matters() -> None:
    timeline = close(
        ["d", "a", "b", "c", "e"],
        [dated("a", "day 1"), dated("d", "day 3")],
        firsts={"d": ("a", "b", "c", "e")},
    )
    (found,) = timeline.contradictions
    assert found.entries == ("a", "d")
    assert "d (the first of a, b, c, ...)" in found.because
    timeline = close(["d", "a"], [dated("a", "day 1"), dated("d", "day 3")], lasts={"d": ("a",)})
    (found,) = timeline.contradictions
    assert "d (the same as a)" in found.because


def test_an_open_member_leaves_the_first_open_on_its_side_only() -> None:
    timeline = close(
        ["d", "a", "b"],
        [dated("a", "day 3"), dated("b", "before day 5")],
        firsts={"d": ("a", "b")},
    )
    assert timeline.bounds("d") == (OPEN_LO, 4 * DAY - 1)


@given(st.lists(constraint(("day 0", "x", "y", "z", "d")), max_size=8), st.data())
def test_narrowing_a_date_never_widens_a_bound_of_the_first(
    constraints: list[Constraint], data: st.DataObject
) -> None:
    narrowed = [
        replace(one, lo=data.draw(st.integers(max(one.lo, -2), min(one.hi, 2))))
        if one.lo <= one.hi
        else one
        for one in constraints
    ]
    wide, narrow = (
        close([*POINTS, "d"], said, firsts={"d": MEMBERS}) for said in (constraints, narrowed)
    )
    assume(not wide.contradictions and not narrow.contradictions)
    for a, b in permutations((*POINTS, "d"), 2):
        (lo, hi), (narrow_lo, narrow_hi) = wide.between(a, b), narrow.between(a, b)
        assert lo <= narrow_lo <= narrow_hi <= hi


def test_firsts_that_wait_for_each_other_keep_bounds_that_hold() -> None:
    # c and d are at 500 at the earliest in truth: each could be earlier only through the other, a
    # minute later. Rounds raise the bound by a minute or two and end before they get there.
    timeline = close(
        ["c", "d", "x", "y", "after-c", "after-d"],
        [
            Constraint("day 0", "x", 500, 600, "x", "late"),
            Constraint("day 0", "y", 500, 600, "y", "late"),
            Constraint("day 0", "c", 0, OPEN_HI, "c", "not before day 0"),
            Constraint("day 0", "d", 0, OPEN_HI, "d", "not before day 0"),
            Constraint("d", "after-d", 1, 5, "after-d", "1-5 min after d"),
            Constraint("c", "after-c", 1, 5, "after-c", "1-5 min after c"),
        ],
        firsts={"c": ("x", "after-d"), "d": ("y", "after-c")},
    )
    assert timeline.contradictions == ()
    for point in ("c", "d"):
        lo, hi = timeline.bounds(point)
        assert 0 < lo <= 500
        assert hi == 600
