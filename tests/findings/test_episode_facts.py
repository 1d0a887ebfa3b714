"""From doses and signs to facts: what dates leave open is told as possible, derived by hand."""

from __future__ import annotations

from typing import Any

import pytest

from causality.case.read import read_case
from causality.findings.extract import extract
from causality.findings.facts import MISSING, TABLES, Facts
from causality.timeline.of_case import timeline_of

CASE = """\
schema: causality/case/1
id: made-up
day 0: {{what: admission}}
drugs:
  - id: drug
    name: a drug
    role: suspect
    doses:
{doses}
events:
  - {{id: rash, term: rash, onset: day 10, course: [{course}]}}
{more}
"""


def facts_of(*doses: str, course: str = "", more: str = "") -> Facts:
    """The facts of the one pair; ids of the doses are told in them."""
    told = "\n".join(f"      - {{{dose}}}" for dose in doses)
    text = CASE.format(doses=told, course=course, more=more)
    case = read_case(text.encode(), "made-up")
    return extract(case, timeline_of(case))[1]


def rows(facts: Facts, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """The words of some columns, row by row; None where the record is silent."""
    words = [
        [
            None if code == MISSING else TABLES[table][column].codes[code]
            for code in facts.code(column, table).tolist()
        ]
        for column in columns
    ]
    return sorted(zip(*words, strict=True), key=str)


def test_a_pause_of_more_than_a_day_is_a_stop_and_the_end_another() -> None:
    facts = facts_of("id: a, start: day 0, stop: day 12", "id: b, start: day 15, stop: day 30")
    assert rows(facts, "episode", "kind", "certainty") == [("stop", "certain"), ("stop", "certain")]


def test_a_pause_that_may_have_been_none_is_a_possible_stop() -> None:
    facts = facts_of("id: a, start: day 0, stop: day 12", "id: b, start: day 13..15, stop: day 30")
    assert rows(facts, "episode", "kind", "certainty") == [
        ("stop", "certain"),
        ("stop", "possible"),
    ]
    assert rows(facts, "re_exposure", "agent", "certainty") == [("drug", "possible")]


def test_where_the_order_of_doses_is_open_each_may_be_the_last() -> None:
    facts = facts_of("id: a, start: unknown, stop: day 12", "id: b, start: unknown, stop: day 30")
    assert {certainty for _, certainty in rows(facts, "episode", "kind", "certainty")} == {
        "possible"
    }


def test_the_order_of_doses_in_the_file_decides_nothing() -> None:
    doses = ("id: a, start: day 0, stop: day 12", "id: b, start: day 15..20, stop: day 30")
    one, other = facts_of(*doses), facts_of(*reversed(doses))
    columns = ("kind", "certainty", "change")
    assert rows(one, "episode", *columns) == rows(other, "episode", *columns)


@pytest.mark.parametrize(
    ("at", "change"),
    [("day 16", "improved"), ("day 18..22", "improved or untold"), ("day 25", None)],
)
def test_an_improvement_that_may_belong_to_the_next_course_is_possible(
    at: str, change: str | None
) -> None:
    """The pause runs from day 15 to day 20, when the drug was started again."""
    facts = facts_of(
        "id: a, start: day 0, stop: day 15, schedule: continuous",
        "id: b, start: day 20, schedule: continuous",
        course=f"{{id: better, state: improved, at: {at}}}",
    )
    assert rows(facts, "episode", "kind", "change") == [("stop", change)]


def test_two_statements_that_differ_count_as_none() -> None:
    told = "statements:\n" + "\n".join(
        f"  - {{id: s{i}, drug: drug, event: rash, about: dechallenge, value: {value}}}"
        for i, value in enumerate(("positive", "negative", "unknown"))
    )
    assert rows(facts_of("id: a, start: day 0", more=told), "pair", "stated_dechallenge") == [
        (None,)
    ]


def test_a_statement_and_silence_do_not_differ() -> None:
    told = "statements:\n" + "\n".join(
        f"  - {{id: s{i}, drug: drug, event: rash, about: dechallenge, value: {value}}}"
        for i, value in enumerate(("positive", "unknown"))
    )
    assert rows(facts_of("id: a, start: day 0", more=told), "pair", "stated_dechallenge") == [
        ("positive",)
    ]
