"""Reports of many drugs and events: the same facts as pair by pair, and no cliff."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import pairwise, permutations
from types import FrameType

import numpy as np
import pytest

from causality.case.case import Case
from causality.case.entries import Dose, Drug
from causality.case.points import points_of
from causality.findings.actions import last_doses, restarts
from causality.findings.extract import extract, pairs_of
from causality.findings.fact_tables import TABLES
from causality.findings.moments import Moments
from causality.findings.row_grounds import RowGrounds
from causality.timeline.of_case import timeline_of


def _large(drugs: int, events: int) -> Case:
    """Suspects with one dose each; every fourth event is a liver injury."""
    document = {
        "schema": "causality/case/1",
        "id": "large",
        "drugs": [
            {
                "id": f"d{i}",
                "name": f"drug {i}",
                "role": ("suspect", "interacting", "suspect")[i % 3],
                "action_taken": ("withdrawn", "unknown")[i % 2],
                "doses": [
                    {
                        "id": "q",
                        "start": f"2020-{1 + i % 12:02}-{1 + i % 28:02}",
                        "stop": f"2020-{1 + i % 12:02}-28",
                    }
                ],
            }
            for i in range(drugs)
        ],
        "events": [
            {
                "id": f"e{i}",
                "term": "hepatitis" if i % 4 == 0 else f"event {i}",
                "onset": f"2020-{1 + i % 12:02}",
                "course": [{"id": f"c{i}", "at": "2020-12-31", "state": "improved"}],
            }
            for i in range(events)
        ],
        "interactions": [{"id": "both", "drug": "d0", "precipitants": ["d1"]}],
        "alternatives": [{"id": "other", "term": "d2", "drug": "d2", "status": "excluded"}],
    }
    return Case.model_validate(document)


def _calls(case: Case) -> int:
    """How many functions of the package are called for the facts of all pairs of a case."""
    points = points_of(case)
    timeline = timeline_of(case, points)
    count: Counter[str] = Counter()

    def seen(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and "/causality/" in frame.f_code.co_filename:
            count["calls"] += 1

    sys.setprofile(seen)
    try:
        extract(case, timeline, points)
    finally:
        sys.setprofile(None)
    return count["calls"]


def test_a_pair_costs_hardly_more_among_four_hundred_than_among_twenty() -> None:
    _calls(_large(1, 4))  # models are read once
    assert _calls(_large(20, 20)) / 400 < 1.5 * _calls(_large(4, 5)) / 20


def test_a_pair_has_the_same_facts_alone_as_among_all() -> None:
    case = _large(7, 5)
    points = points_of(case)
    timeline = timeline_of(case, points)
    pairs, together = extract(case, timeline, points)
    for row, pair in enumerate(pairs):
        _, alone = extract(case, timeline, points, [pair])
        for table in TABLES:
            mine = [row] if table == "pair" else np.flatnonzero(together.rows(table) == row)
            for name, values in alone.arrays[table].items():
                if name != "pair":
                    assert np.array_equal(values, together.arrays[table][name][mine]), (pair, name)
            here = {place: i for i, place in enumerate(mine)}
            told = {
                (table, here[place], name): ids
                for (of, place, name), ids in together.grounds.items()
                if of == table and place in here
            }
            assert told == {key: ids for key, ids in alone.grounds.items() if key[0] == table}


def test_the_partner_in_an_interaction_is_no_other_suspect() -> None:
    case = _large(4, 1)
    pairs, facts = extract(case, timeline_of(case))
    others = Counter(pairs[row].drug for row in facts.rows("co_suspect").tolist())
    assert others == {"d0": 2, "d1": 2, "d2": 3, "d3": 3}
    # Of a liver injury every other drug is a possible cause, partner or not.
    assert Counter(facts.rows("other_drug").tolist()) == dict.fromkeys(range(4), 3)


def test_grounds_by_rows_are_a_mapping_by_cells() -> None:
    shared = {"a": ("x",), "b": ()}
    grounds = RowGrounds({"pair": [{"a": ("y",)}], "episode": [shared, shared]})
    assert len(grounds) == len(list(grounds)) == 5
    assert grounds["episode", 1, "a"] == ("x",)
    for missing in (("episode", 2, "a"), ("episode", -1, "a"), ("level", 0, "a"), ("pair", 0, "b")):
        assert missing not in grounds
        with pytest.raises(KeyError):
            grounds[missing]


# Three courses whose order the dates leave open in part: a before c, b anywhere, or all open.
_OPEN = {"a": "2020-01-05", "b": "2020", "c": "2020-03-05"}


@pytest.mark.parametrize("starts", [_OPEN, dict.fromkeys("abc", "2020"), {**_OPEN, "d": "2020-04"}])
def test_what_may_follow_directly_is_what_some_order_of_the_dates_allows(
    starts: dict[str, str],
) -> None:
    doses = [{"id": name, "start": start, "stop": "2020-01-06"} for name, start in starts.items()]
    drug = {"id": "x", "name": "x", "role": "suspect", "doses": doses}
    case = Case.model_validate(
        {"schema": "causality/case/1", "id": "c", "drugs": [drug], "events": []}
    )
    told, moments = case.drugs[0], Moments(timeline_of(case), points_of(case))
    orders = [order for order in permutations(told.doses) if _allowed(order, told, moments)]
    last = {order[-1].id for order in orders}
    assert {dose.id for dose, _ in last_doses(told, moments)} == last
    assert [dose.id for dose, sure in last_doses(told, moments) if sure] == (
        list(last) if len(last) == 1 else []
    )
    next_to = {(one.id, two.id) for order in orders for one, two in pairwise(order)}
    assert {(one.id, two.id) for one, two, _ in restarts(told, moments)} <= next_to
    assert pairs_of(case) == ()


def _allowed(order: tuple[Dose, ...], drug: Drug, moments: Moments) -> bool:
    """Whether no start is put after one that it certainly comes before."""
    return not any(
        moments.after(f"{drug.id}.{late.id}.start", f"{drug.id}.{early.id}.start")
        for place, early in enumerate(order)
        for late in order[place + 1 :]
    )
