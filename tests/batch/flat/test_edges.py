"""Times that fall on an edge to the minute: what the closed form says there, and both ways."""

from __future__ import annotations

import json
from typing import Any

from causality.batch.flat.facts import facts_of_flat
from causality.batch.flat.of_cases import flat_of
from causality.batch.of_cases import facts_of_cases
from causality.case.case import SCHEMA
from causality.case.read import read_case
from causality.findings.facts import TABLES
from tests.batch.same_facts import assert_same_facts


def codes(table: str, column: str, *doses: list[dict[str, str]], onset: str) -> list[str]:
    """A column of a case with one event and one suspect for each list of doses."""
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "id": "edge",
        "drugs": [
            {
                "id": f"d{number}",
                "name": "Zzz",
                "role": "suspect",
                "doses": [{"id": f"n{place}", **dose} for place, dose in enumerate(of_drug)],
            }
            for number, of_drug in enumerate(doses)
        ],
        "events": [{"id": "e", "term": "rash", "onset": onset}],
    }
    both = [("s", "1", 0, read_case(json.dumps(told).encode()))]
    facts, _ = facts_of_flat(flat_of(both)[0])
    assert_same_facts(facts, facts_of_cases(both))
    known = TABLES[table][column].codes
    return [known[code] for code in facts.facts.code(column, table).tolist()]


def stopped(when: str) -> list[dict[str, str]]:
    return [{"start": "2024-02", "stop": when}]


def test_stops_a_whole_day_apart_are_not_of_one_day() -> None:
    day_apart = stopped("2024-03-01T12:00"), stopped("2024-03-02T12:00")
    late = "2024-03-20"
    assert codes("episode", "company", *day_apart, onset=late) == ["alone", "alone"]
    less = stopped("2024-03-01T12:01"), day_apart[1]
    assert codes("episode", "company", *less, onset=late) == ["shared", "shared"]


def test_a_stop_known_to_a_day_and_a_half_may_certainly_share_its_day() -> None:
    wide, within = stopped("2024-03-01T12:00/2024-03-02T20:00"), stopped("2024-03-02T04:00")
    assert codes("episode", "company", wide, within, onset="2024-03-20") == ["shared", "shared"]


def test_a_restart_that_may_fall_on_the_onset_is_not_certain() -> None:
    first = {"start": "2024-03-01T12:00", "stop": "2024-03-02T12:00"}
    again = {"start": "2024-03-05T12:00/2024-03-06T20:00"}
    table, column = "re_exposure", "certainty"
    assert codes(table, column, [first, again], onset="2024-03-05T12:00") == ["possible"]
    assert codes(table, column, [first, again], onset="2024-03-05T11:59") == ["certain"]
    assert codes(table, column, [first, again], onset="2024-03-06T20:00") == []
