"""What cannot all hold is named in as few entries as there are, and set aside."""

from __future__ import annotations

import time
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.case.dates import DAY, OPEN_HI, OPEN_LO
from causality.timeline import Constraint, Contradiction, close, contradiction, cycles
from tests.timeline.brute_force import POINTS, allowed, by_entry, constraint, systems
from tests.timeline.test_closure import dated


def fewest(constraints: list[Constraint]) -> int:
    """The size of a smallest set of entries that cannot all hold, by trying all sets."""
    said = {entry: allowed(ones) for entry, ones in by_entry(constraints).items()}
    for size in range(1, len(said) + 1):
        for some in combinations(said.values(), size):
            mask = some[0]
            for more in some[1:]:
                mask = mask & more
            if not mask.any():
                return size
    return 0


def check_named(constraints: list[Constraint]) -> None:
    found = close(POINTS, constraints).contradictions
    sizes = [len(one.entries) for one in found]
    assert (sizes[0] if sizes else 0) == fewest(constraints)
    left = list(constraints)
    for one in found:
        named = [each for each in left if each.entry in one.entries]
        assert not allowed(named).any()
        for spared in one.entries:
            assert allowed(each for each in named if each.entry != spared).any()
        left = [each for each in left if each.entry not in one.entries]
    assert allowed(left).any()


@given(systems)
def test_the_entries_named_are_the_fewest_and_none_can_be_spared(
    constraints: list[Constraint],
) -> None:
    check_named(constraints)


@given(st.lists(constraint(entries="abc"), min_size=6, max_size=14))
def test_an_entry_that_says_much_is_counted_once(constraints: list[Constraint]) -> None:
    check_named(constraints)


def test_an_entry_walked_over_twice_is_one_entry() -> None:
    # 3 steps around over three entries lack less than 4 steps around over two.
    two = [
        Constraint("x", "y", 1, OPEN_HI, "a", ""),
        Constraint("y", "z", 0, OPEN_HI, "b", ""),
        Constraint("z", "day 0", 1, OPEN_HI, "a", ""),
        Constraint("day 0", "x", 0, OPEN_HI, "b", ""),
    ]
    three = [
        Constraint("x", "y", OPEN_LO, 2, "c", ""),
        Constraint("y", "calendar", OPEN_LO, 0, "d", ""),
        Constraint("calendar", "x", OPEN_LO, -3, "e", ""),
    ]
    assert [one.entries for one in close(POINTS, three).contradictions] == [("c", "d", "e")]
    both = close(POINTS, [*two, *three]).contradictions
    assert [one.entries for one in both] == [("a", "b"), ("c", "d", "e")]
    check_named([*two, *three])


def test_a_stop_before_the_start_is_named() -> None:
    timeline = close(
        ["dara.first.start", "dara.first.stop"],
        [
            dated("dara.first.start", "day 5", "dara.first"),
            dated("dara.first.stop", "day 2", "dara.first"),
            Constraint(
                "dara.first.start", "dara.first.stop", 0, OPEN_HI, "dara.first", "stops after"
            ),
        ],
    )
    (found,) = timeline.contradictions
    assert found.entries == ("dara.first",)
    for quote in ("dara.first.start (day 5)", "dara.first.stop (day 2)", "(stops after)"):
        assert quote in found.because
    # From the last minute of day 2 to the first of day 5 are two days and a minute.
    assert found.because.startswith("these cannot all hold: ")
    assert found.because.endswith("; they are at least 2 d apart")


def test_entries_that_cannot_all_hold_are_quoted() -> None:
    timeline = close(
        ["lep.onset", "dara.start", "mri"],
        [
            dated("lep.onset", "day 3", "lep"),
            dated("dara.start", "3 d after lep.onset", "dara"),
            dated("dara.start", "day 4", "letter"),
            dated("mri", "day 9"),
        ],
    )
    assert timeline.contradictions == (
        Contradiction(
            ("dara", "lep", "letter"),
            "these cannot all hold: lep.onset (day 3), dara.start (3 d after lep.onset), "
            "dara.start (day 4); they are at least 1 d apart",
        ),
    )
    assert timeline.between("day 0", "lep.onset") == (OPEN_LO, OPEN_HI)
    assert timeline.bounds("mri") == (9 * DAY, 10 * DAY - 1)


def test_a_single_statement_can_fail_alone() -> None:
    for one in (
        Constraint("day 0", "x", 5, 3, "e", "five to three"),
        Constraint("x", "x", 1, OPEN_HI, "e", "after x"),
        Constraint("x", "x", OPEN_LO, -1, "e", "before x"),
    ):
        (found,) = close(["x"], [one]).contradictions
        assert found.entries == ("e",)
        assert found.because.startswith(f"this cannot hold: x ({one.text})")


def test_a_point_may_be_said_to_be_where_it_is() -> None:
    timeline = close(["x"], [Constraint("x", "x", -1, 1, "e", "about x")])
    assert timeline.contradictions == ()
    quarrel = [dated("x", "day 1", "a"), dated("x", "day 2", "b")]
    timeline = close(["x"], [Constraint("x", "x", -1, 1, "e", "about x"), *quarrel])
    assert [one.entries for one in timeline.contradictions] == [("a", "b")]


def test_contradictions_apart_from_each_other_are_all_named() -> None:
    points = [f"p{i}" for i in range(30)]
    timeline = close(
        points,
        [dated(point, f"day {day}", f"{point}-{day}") for point in points for day in (1, 3)],
    )
    assert [one.entries for one in timeline.contradictions] == [
        (f"{point}-1", f"{point}-3") for point in sorted(points)
    ]


def test_the_starkest_of_equally_small_contradictions_is_named() -> None:
    timeline = close(
        ["x"], [dated("x", "day 1", "a"), dated("x", "day 2", "b"), dated("x", "day 9", "c")]
    )
    assert [one.entries for one in timeline.contradictions] == [("a", "c")]
    assert timeline.bounds("x") == (2 * DAY, 3 * DAY - 1)


def test_points_that_an_entry_of_a_contradiction_ties_are_contradictory() -> None:
    timeline = close(
        ["x", "y", "z", "w"],
        [
            dated("x", "day 1", "a"),
            dated("x", "day 5", "b"),
            dated("y", "3 d after z", "b"),
            dated("w", "3 d after y", "c"),
        ],
    )
    assert [one.entries for one in timeline.contradictions] == [("a", "b")]
    assert [timeline.contradictory(point) for point in "xyzw"] == [True, True, True, False]
    assert timeline.contradictory("w", "x")
    assert not timeline.contradictory("day 0", "calendar")
    assert not timeline.contradictory()


def row(length: int) -> list[Constraint]:
    """Each point a day after the one before, and the first again after the last."""
    return [
        Constraint(f"p{i}", f"p{(i + 1) % length}", DAY, 2 * DAY, f"e{i:03}", "a day after")
        for i in range(length)
    ]


@pytest.mark.parametrize("length", [3, 7, 16, 17, 60, 300])
def test_a_long_chain_that_bites_its_tail_is_one_contradiction(length: int) -> None:
    (found,) = close([f"p{i}" for i in range(length)], row(length)).contradictions
    assert found.entries == tuple(f"e{i:03}" for i in range(length))
    assert (f"and {length - 12} more" in found.because) == (length > 12)


def test_a_long_chain_is_cut_to_what_is_needed() -> None:
    # The first step of the chain is also said by the entry of the last, so it can be spared.
    short = Constraint("p19", "p1", DAY, 2 * DAY, "e019", "a day after")
    (found,) = close([f"p{i}" for i in range(20)], [*row(20), short]).contradictions
    assert found.entries == tuple(f"e{i:03}" for i in range(1, 20))


def quarrels(number: int, share: float) -> list[Constraint]:
    """Distances between 200 points, a share of them wrong."""
    chance = np.random.default_rng(number)
    points = ["day 0", *(f"p{i}" for i in range(200))]
    place = {point: 0 if point == "day 0" else int(chance.integers(1000)) for point in points}
    said = []
    for i in range(number):
        a, b = chance.choice(points, 2, replace=False)
        off = int(chance.integers(-300, 300)) if chance.random() < share else 0
        days = place[b] - place[a] + off
        said.append(Constraint(a, b, (days - 5) * DAY, (days + 5) * DAY, f"e{i:04}", f"e{i}"))
    return said


@pytest.mark.parametrize(("number", "share"), [(400, 0.1), (400, 0.5), (1000, 0.1), (1000, 1.0)])
def test_many_contradictions_take_bounded_time(number: int, share: float) -> None:
    said = quarrels(number, share)
    close(["x"], [dated("x", "day 1", "a"), dated("x", "day 2", "b")])  # loads networkx
    start = time.process_time()
    timeline = close([f"p{i}" for i in range(200)], said)
    assert time.process_time() - start < 2
    assert len(timeline.contradictions) > 20
    gone = {entry for one in timeline.contradictions for entry in one.entries}
    assert sum(len(one.entries) for one in timeline.contradictions) == len(gone)
    rest = close(timeline.points, [one for one in said if one.entry not in gone])
    assert rest.contradictions == ()


def test_what_is_left_after_much_work_is_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contradiction, "_MOST_WORK", 10**7)
    said = quarrels(600, 0.5)
    found = close([f"p{i}" for i in range(200)], said).contradictions
    crowd = max(found, key=lambda one: len(one.entries))
    assert len(crowd.entries) > 50
    assert crowd.because.endswith("more")
    gone = {entry for one in found for entry in one.entries}
    rest = close([f"p{i}" for i in range(200)], [one for one in said if one.entry not in gone])
    assert rest.contradictions == ()


@pytest.mark.parametrize("steps", [0, 2])
@given(constraints=st.lists(constraint(), min_size=6, max_size=14))
def test_without_the_search_what_is_named_still_fails_and_none_can_be_spared(
    constraints: list[Constraint], steps: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contradiction, "_MOST_TRIALS", 0)
        patch.setattr(cycles, "_MOST_STEPS", steps)
        found = close(POINTS, constraints).contradictions
    left = list(constraints)
    for one in found:
        named = [each for each in left if each.entry in one.entries]
        assert not allowed(named).any()
        for spared in one.entries:
            assert allowed(each for each in named if each.entry != spared).any()
        left = [each for each in left if each.entry not in one.entries]
    assert allowed(left).any()
