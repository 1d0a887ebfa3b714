"""Facts of any cases: those of each case one after the other, cut and joined by whole reports."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.batch.cut import joined, taken
from causality.batch.of_cases import facts_of_case, facts_of_cases
from causality.batch.report_facts import DOCUMENTED, PARTS, ReportFacts
from causality.case.case import Case
from causality.case.points import points_of
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.findings.causes.event_facts import COLUMNS
from causality.findings.causes.of_case import extract_events
from causality.findings.extract import extract
from causality.timeline.of_case import timeline_of
from tests.batch.same_facts import assert_same_facts


def case(**more: Any) -> Case:
    """Two suspects around a drug that was not given and one taken beside them; two events."""
    roles = ("suspect", "not given", "concomitant", "interacting")
    return read_case(
        json.dumps(
            {
                "schema": "causality/case/1",
                "id": "one",
                "drugs": [
                    {"id": f"d{n}", "name": f"D {n}", "role": r} for n, r in enumerate(roles)
                ],
                "events": [{"id": "e", "term": "rash"}, {"id": "f", "term": "nausea"}],
                **more,
            }
        ).encode()
    )


@pytest.fixture(scope="module")
def parts() -> list[ReportFacts]:
    """The facts of every shipped case, each alone."""
    return [
        facts_of_case("shipped", name, number, read_case(path))
        for number, (name, path) in enumerate(shipped_cases().items())
    ]


def test_pairs_stand_by_the_part_of_their_drug() -> None:
    told = facts_of_cases([("s", "1", 2, case())])
    assert told.drug.to_pylist() == ["d0", "d0", "d3", "d3", "d2", "d2", "d1", "d1"]
    assert told.drug_name.to_pylist()[:2] == ["D 0", "D 0"]
    assert [PARTS[place] for place in told.part] == ["judged"] * 4 + ["weighed"] * 2 + [
        "besides"
    ] * 2
    assert told.pair_event.tolist() == [0, 1] * 4
    assert told.event_term.to_pylist() == ["rash", "nausea"]
    assert told.events.column("member", "pair").tolist() == [0, 2, 4, 1, 3, 5]
    assert (told.notes.tolist(), told.contradictions.tolist()) == ([2], [0])


def test_a_second_report_counts_on_from_the_first() -> None:
    first = case()
    told = facts_of_cases([("s", "1", 0, first), ("t", "2", 0, first)])
    assert told.pair_report.tolist() == [0] * 8 + [1] * 8
    assert told.pair_event.tolist() == [0, 1] * 4 + [2, 3] * 4
    assert told.event_report.tolist() == [0, 0, 1, 1]
    members = [0, 2, 4, 1, 3, 5]
    assert told.events.column("member", "pair").tolist() == members + [8 + n for n in members]
    assert told.source.to_pylist() == ["s", "t"]
    assert told.report.to_pylist() == ["1", "2"]


def test_a_name_without_bytes_is_written_as_the_table_writes_it() -> None:
    assert facts_of_case("a\udcff", "1", 0, case()).source.to_pylist() == ["a\\udcff"]


@pytest.mark.parametrize(
    ("patient", "age"),
    [({}, "missing"), ({"age": "54 y"}, "given"), ({"age": "40-49 y"}, "age group only")],
)
def test_what_completeness_asks_of_the_case_is_kept_by_pair(
    patient: dict[str, str], age: str
) -> None:
    told = case(patient={"sex": "female", **patient})
    drug = told.drugs[0].model_copy(update={"indication": "pain"})
    facts = facts_of_case("s", "1", 0, told.model_copy(update={"drugs": (drug, *told.drugs[1:])}))
    states = {name: [DOCUMENTED[name][c] for c in facts.documented[name]] for name in DOCUMENTED}
    assert states["indication"] == ["given"] * 2 + ["missing"] * 6
    assert states["sex"] == ["given"] * 8
    assert states["age"] == [age] * 8
    assert states["dose"] == ["missing"] * 8


def test_dates_that_cannot_all_hold_are_counted() -> None:
    told = read_case(shipped_cases()["synthetic-contradictory-dates"])
    assert facts_of_case("s", "1", 0, told).contradictions.tolist() == [
        len(timeline_of(told).contradictions)
    ]
    assert timeline_of(told).contradictions


def test_facts_of_a_case_are_those_of_its_pairs_and_events(parts: list[ReportFacts]) -> None:
    for told, path in zip(parts, shipped_cases().values(), strict=True):
        one = read_case(path)
        points = points_of(one)
        pairs, facts = extract(one, timeline_of(one, points), points)
        judged = told.part == PARTS.index("judged")
        assert told.drug.to_pylist()[: len(pairs)] == [pair.drug for pair in pairs]
        assert judged.sum() == len(pairs)
        found = told.facts.take(np.flatnonzero(judged))
        for table, columns in facts.arrays.items():
            for name, array in columns.items():
                np.testing.assert_array_equal(found.arrays[table][name], array)
        events = extract_events(one, pairs)
        if judged.all():
            for table, names in COLUMNS.items():
                for name in names:
                    np.testing.assert_array_equal(
                        told.events.column(table, name), events.column(table, name)
                    )


def test_the_shipped_cases_fill_every_table_that_is_cut(parts: list[ReportFacts]) -> None:
    told = joined(parts)
    for facts in (told.facts, told.events):
        for table, columns in facts.arrays.items():
            assert all(len(array) for array in columns.values()), table


def test_cutting_undoes_joining(parts: list[ReportFacts]) -> None:
    told = joined(parts)
    assert told.reports == len(parts)
    for number, part in enumerate(parts):
        assert_same_facts(taken(told, np.array([number])), part)


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_any_reports_in_any_order_are_those_reports_joined(
    parts: list[ReportFacts], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(parts))))
    chosen = order[: data.draw(st.integers(0, len(parts)))]
    told = taken(joined(parts), np.array(chosen, dtype=np.int64))
    assert_same_facts(told, joined([parts[number] for number in chosen]))


def test_dictionaries_of_words_join_with_plain_ones() -> None:
    plain = facts_of_case("s", "1", 0, case())
    coded = ReportFacts(
        **{
            **{name: getattr(plain, name) for name in ReportFacts.__dataclass_fields__},
            "drug_name": plain.drug_name.dictionary_encode(),
        }
    )
    assert_same_facts(joined([coded, plain]), joined([plain, plain]))
    both = joined([coded, coded])
    assert both.drug_name.type == coded.drug_name.type
    assert_same_facts(taken(both, np.array([1])), coded)


def test_no_report_at_all_is_no_row() -> None:
    none = facts_of_cases(())
    assert (none.reports, none.facts.n, none.events.n) == (0, 0, 0)
    one = facts_of_case("s", "1", 0, case())
    assert_same_facts(joined([none, one]), one)
    assert_same_facts(taken(one, np.zeros(0, dtype=np.int64)), none)
