"""Which cases are flat, and what their columns hold."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from causality.batch.flat import spans
from causality.batch.flat.actions import ACTIONS
from causality.batch.flat.facts import facts_of_flat
from causality.batch.flat.of_cases import flat_of
from causality.batch.flat.record import COLUMNS, ROLES, Flat
from causality.batch.of_cases import facts_of_cases
from causality.case.case import SCHEMA, Case
from causality.case.dates import DAY, OPEN_HI, OPEN_LO
from causality.case.read import read_case
from causality.vocabulary import VOCABULARY
from tests.batch.flat.random_flat import random_flat
from tests.batch.same_facts import assert_same_facts

FIRST = 19_783 * DAY  # 2024-03-01, counted in days from 1970-01-01
Fields = dict[str, Any]


def case(**more: Any) -> Case:
    """A flat case with most of what one can hold; the fields given take the place of its own."""
    told: Fields = {
        "schema": SCHEMA,
        "id": "one",
        "day 0": {"what": "first dose", "at": "d.start"},
        "last information": "before 2024-03-20",
        "patient": {"age": "56 y", "sex": "male", "weight": "70 kg"},
        "drugs": [
            {
                "id": "d",
                "name": "Zzz",
                "role": "interacting",
                "action taken": "dose reduced",
                "indication": "cough",
                "doses": [dose(), {"id": "n2", "schedule": "once", "amount": "1 mg"}],
            },
            {"id": "v", "name": "Vaccine", "role": "concomitant", "classes": ["vaccine"]},
        ],
        "events": [
            {
                "id": "e",
                "term": "rash",
                "onset": "2024-03",
                "outcome": "recovering",
                "relation": "late",
                "seriousness": ["disability"],
            }
        ],
        "statements": [
            {"id": "s", "drug": "d", "event": "e", "about": "dechallenge", "value": "positive"}
        ],
        "re-exposures": [{"id": "again", "drugs": ["d", "v"], "event": "e", "result": "recurred"}],
        "opinions": [{"id": "o", "drug": "d", "event": "e", "result": "certain"}],
    }
    return read_case(json.dumps({**told, **more}).encode())


def dose(**more: Any) -> Fields:
    return {"id": "n1", "start": "2024-03-01", "stop": "2-3 d after d.n1.start", **more}


def drug(**more: Any) -> Fields:
    return {"id": "d", "name": "Zzz", "role": "suspect", "doses": [], **more}


def event(**more: Any) -> Fields:
    return {"id": "e", "term": "rash", **more}


def of_one(told: Case) -> Flat:
    flat, which = flat_of([("source", "number 1", 3, told)])
    assert which.all()
    return flat


def row(flat: Flat, table: str, number: int = 0) -> Fields:
    return {name: column[number].item() for name, column in flat.arrays[table].items()}


def test_the_columns_hold_what_the_case_tells() -> None:
    flat = of_one(case())
    words = flat.words
    report = row(flat, "report")
    assert (words[report.pop("id")], words[report.pop("case")]) == ("number 1", "one")
    assert report == {
        "notes": 3,
        "last_lo": OPEN_LO,
        "last_hi": FIRST + 19 * DAY - 1,
        "sex_told": True,
        "male": True,
        "age_told": 0,
        "age_lo": 56,
        "age_hi": 56,
    }
    told = row(flat, "drug")
    assert [words[told.pop(name)] for name in ("id", "name")] == ["d", "Zzz"]
    assert told == {
        "report": 0,
        "role": ROLES.index("interacting"),
        "action": ACTIONS.index("dose reduced"),
        "vaccine": False,
        "overdose": 0,
        "not_taken": False,
        "indication": True,
        "amount": True,
    }
    assert row(flat, "drug", 1)["vaccine"] is True
    first, second = row(flat, "dose"), row(flat, "dose", 1)
    assert (first["start_lo"], first["start_hi"]) == (FIRST, FIRST + DAY - 1)
    assert (first["stop_lo"], first["stop_hi"]) == (OPEN_LO, OPEN_HI)
    assert (first["length_lo"], first["length_hi"]) == (2 * DAY, 3 * DAY)
    assert (first["stopped"], first["once"]) == (True, False)
    assert (second["stopped"], second["once"], second["route"]) == (False, True, -1)
    assert row(flat, "event") == {
        "report": 0,
        "id": words.index("e"),
        "term": words.index("rash"),
        "relation": VOCABULARY["relation"].values.index("late"),
        "onset_lo": FIRST,
        "onset_hi": FIRST + 31 * DAY - 1,
        "outcome": VOCABULARY["outcome"].values.index("recovering"),
        "disabling": True,
    }
    about = list(VOCABULARY).index("dechallenge")
    value = VOCABULARY["dechallenge"].values.index("positive")
    assert row(flat, "statement") == {"drug": 0, "event": 0, "about": about, "value": value}
    assert row(flat, "again") == {"event": 0, "result": 0}
    assert flat.column("again_drug", "drug").tolist() == [0, 1]


def test_a_start_told_from_the_stop_is_a_length_as_well() -> None:
    start = "2-3 d before d.n1.stop"
    flat = of_one(case(drugs=[drug(doses=[dose(start=start, stop="2024-03-01")])], **ALONE))
    told = row(flat, "dose")
    assert (told["length_lo"], told["length_hi"]) == (2 * DAY, 3 * DAY)
    assert (told["stop_lo"], told["start_lo"]) == (FIRST, OPEN_LO)


ALONE: Fields = {"statements": [], "re-exposures": [], "opinions": []}
NOT_FLAT: dict[str, Fields] = {
    "a day counted from day 0": {"events": [event(onset="day 3")]},
    "an onset told from the first dose": {"events": [event(onset="3 d after d.start")]},
    "an end of the event": {"events": [event(resolved="2024-03-09")]},
    "a course": {"events": [event(course=[{"id": "c", "state": "improved"}])]},
    "another name of the event": {"events": [event(terms=["exanthema"])]},
    "a healing time": {"events": [event(**{"healing time": "3 d"})]},
    "a half-life": {"drugs": [drug(**{"half-life": "3 d"})]},
    "a class": {"drugs": [drug(classes=["penicillin"])]},
    "a change of dose": {"drugs": [drug(doses=[dose(change="reduced")])]},
    "a regular dose": {"drugs": [drug(doses=[dose(schedule="continuous")])]},
    "intake that went on": {"drugs": [drug(continued="yes")]},
    "a certain exposure": {"drugs": [drug(exposure="certain")]},
    "a level": {"drugs": [drug(levels=[{"id": "l", "reading": "toxic"}])]},
    "a dose told from the onset": {"drugs": [drug(doses=[dose(start="3 d before e.onset")])]},
    "a length before another dose": {
        "drugs": [drug(doses=[dose(), {"id": "n2", "stop": "3 d after d.n1.start"}])]
    },
    "a condition": {"patient": {"conditions": [{"id": "c", "term": "asthma"}]}},
    "a pregnancy": {"patient": {"pregnancy": {"id": "p", "state": "pregnant"}}},
    "what is known of alcohol": {"patient": {"alcohol": "none"}},
    "a test": {"observations": [{"id": "t", "test": "ALT"}]},
    "a treatment": {"treatments": [{"id": "t", "name": "rest", "kind": "supportive"}]},
    "an alternative": {"alternatives": [{"id": "a", "term": "asthma", "status": "possible"}]},
    "an interaction": {"interactions": [{"id": "i", "drug": "d"}]},
    "an earlier exposure": {"earlier exposures": [{"id": "b", "drug": "d", "result": "tolerated"}]},
    "the date of what was known": {
        "knowledge": [{"id": "k", "drug": "d", "level": "listed", "as of": "2024"}]
    },
    "the follow-up": {"follow-up": {"state": "pending"}},
    "a date of the re-exposure": {
        "re-exposures": [
            {"id": "r", "drugs": ["d"], "event": "e", "result": "recurred", "at": "2024-03-09"}
        ]
    },
    "a placebo": {
        "re-exposures": [
            {"id": "r", "drugs": ["d"], "event": "e", "result": "recurred", "agent": "placebo"}
        ]
    },
}


@pytest.mark.parametrize("what", NOT_FLAT)
def test_a_case_is_not_flat_with(what: str) -> None:
    plain = {"drugs": [drug()], "events": [event()], **ALONE}
    assert flat_of([("s", "1", 0, case(**plain))])[1].tolist() == [True]
    assert flat_of([("s", "1", 0, case(**{**plain, **NOT_FLAT[what]}))])[1].tolist() == [False]


def test_a_case_of_another_source_is_left_to_the_general_way() -> None:
    flat, which = flat_of([("s", "1", 0, case()), ("t", "2", 0, case()), ("s", "3", 0, case())])
    assert which.tolist() == [True, False, True]
    assert [flat.words[place] for place in flat.column("report", "id")] == ["1", "3"]


def test_no_case_at_all_makes_empty_columns() -> None:
    flat, which = flat_of([])
    facts, sound = facts_of_flat(flat)
    assert (len(which), len(sound), facts.reports, facts.facts.n) == (0, 0, 0, 0)
    assert_same_facts(facts, facts_of_cases([]))
    types = {table: {n: a.dtype for n, a in t.items()} for table, t in flat.arrays.items()}
    assert types == {table: {n: np.dtype(t) for n, t in c.items()} for table, c in COLUMNS.items()}


def test_more_doses_than_are_put_into_order_may_each_be_the_last() -> None:
    doses = [{"id": f"n{n}", "start": "2024-03", "stop": "unknown"} for n in range(41)]
    doses[7]["start"] = "2024-03-01"
    for told in (doses, doses[1:]):
        both = [("s", "1", 0, case(drugs=[drug(doses=told)], **ALONE))]
        facts, _ = facts_of_flat(flat_of(both)[0])
        assert_same_facts(facts, facts_of_cases(both))


def test_joins_made_block_by_block_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    flat, _ = flat_of([("s", str(seed), 0, random_flat(seed)) for seed in range(60)])
    whole, _ = facts_of_flat(flat)
    monkeypatch.setattr(spans, "_BLOCK", 3)
    assert len(spans.blocks(np.array([2, 0, 2, 9, 1]))) == 4
    assert_same_facts(facts_of_flat(flat)[0], whole)
