"""The names that the models know, in flat records and in cases, and what a case is told of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.meanings import MEMBER
from causality.batch.flat.names import PairNames
from causality.batch.flat.record import COLUMNS, Flat
from causality.case.case import Case
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.case.points import points_of
from causality.case.read import read_case
from causality.findings.causes.event_facts import EventFacts
from causality.findings.causes.names import domains, rates
from causality.findings.causes.of_case import extract_events
from causality.findings.extract import PairId, extract
from causality.findings.facts import Facts
from causality.findings.latency_schema import OnsetRow
from causality.findings.latency_table import latency_table
from causality.findings.liver_model import liver_model
from causality.timeline.of_case import timeline_of
from causality.vocabulary import VOCABULARY

__all__ = [
    "RELATIONS",
    "Drug",
    "Event",
    "assert_told",
    "by_pair",
    "case_of",
    "drug_names",
    "event_terms",
    "flat_of",
    "rows",
    "told",
]

WINDOWS = ("suggestive", "compatible")
RELATIONS = VOCABULARY["relation"].values


class Drug(NamedTuple):
    """A drug of a flat record."""

    name: str
    vaccine: bool = False


class Event(NamedTuple):
    """An event of a flat record."""

    term: str
    relation: str = "under drug"


@cache
def rows() -> tuple[OnsetRow, ...]:
    """Every row of the time-to-onset table."""
    table = latency_table()
    return tuple(row for system in table.rules.events for row in table.rows(system))


@cache
def drug_names() -> tuple[str, ...]:
    """Every drug and class that a model names, other spellings of some, and unknown ones."""
    classes = latency_table().rules.classes
    named = [
        *(name for row in rows() for name in row.drugs),
        *(name for row in rates().rows for name in row.drugs),
        *(name for domain in domains() for one in domain.profiles for name in one.drugs),
        *(n for label, one in classes.items() for n in (label, *one.names, *one.drugs)),
    ]
    spelt = [f"{name.upper()} HYDROCHLORIDE" for name in named[::7]]
    heparins = ["Heparin sodium", "ENOXAPARIN", "low heparinoid", "DALTEPARIN 5000 IU"]
    return tuple(dict.fromkeys((*named, *spelt, *heparins, "unheard of", "vaccine")))


@cache
def event_terms() -> tuple[str, ...]:
    """Every event that a model names, other spellings of some, and unknown ones."""
    events = latency_table().rules.events
    named = [
        *(
            n
            for system in events.values()
            for event, more in system.items()
            for n in (event, *more)
        ),
        *(name for row in rates().rows for name in row.events),
        *(name for domain in domains() for name in domain.events),
        *liver_model().events,
    ]
    spelt = [f"{name.upper()}S" for name in named[::5]]
    other = ["SJS/TEN overlap", "Heparin-induced thrombocytopenia type II", "DRESS, probable"]
    return tuple(dict.fromkeys((*named, *spelt, *other, "out of the blue", "fear of dresses")))


def flat_of(drugs: Sequence[Drug], events: Sequence[Event]) -> Flat:
    """As much of a flat record as names are read from."""
    words = tuple(dict.fromkeys((*(drug.name for drug in drugs), *(one.term for one in events))))
    empty: dict[str, dict[str, NDArray[Any]]] = {
        table: {name: np.zeros(0, dtype=kind) for name, kind in columns.items()}
        for table, columns in COLUMNS.items()
    }
    empty["drug"]["name"] = np.array([words.index(drug.name) for drug in drugs], dtype=np.int32)
    empty["drug"]["vaccine"] = np.array([drug.vaccine for drug in drugs], dtype=np.bool_)
    empty["event"]["term"] = np.array([words.index(one.term) for one in events], dtype=np.int32)
    relations = [RELATIONS.index(one.relation) for one in events]
    empty["event"]["relation"] = np.array(relations, dtype=np.int8)
    return Flat("made up", words, empty)


def case_of(drugs: Sequence[Drug], events: Sequence[Event], /, **more: Any) -> Case:
    """The same drugs and events as a case; nobody suspects a drug, so nothing else is asked."""
    document = {
        "schema": "causality/case/1",
        "id": "names",
        "drugs": [
            {"id": f"d{n}", "name": drug.name, "role": "not given"}
            | ({"classes": ["vaccine"]} if drug.vaccine else {})
            for n, drug in enumerate(drugs)
        ],
        "events": [
            {"id": f"e{n}", "term": one.term, "relation": one.relation}
            for n, one in enumerate(events)
        ],
        **more,
    }
    return read_case(json.dumps(document).encode())


def told(case: Case, pairs: NDArray[np.int64]) -> tuple[Facts, EventFacts]:
    """What a single case is told of some of its drugs and events."""
    points = points_of(case)
    ids = [PairId(f"d{drug}", f"e{event}") for drug, event in pairs.tolist()]
    _, facts = extract(case, timeline_of(case, points), points, ids)
    return facts, extract_events(case, ids)


def by_pair(events: EventFacts, name: str) -> NDArray[Any]:
    """A column of the members in the order of the pairs."""
    values = events.column("member", name)
    found = np.empty_like(values)
    found[events.column("member", "pair")] = values
    return found


def windows(facts: Facts) -> dict[str, NDArray[Any]]:
    """Of the facts of pairs: what a row says, as names give it."""
    by_row = facts.is_code("window_basis", "row")
    found: dict[str, NDArray[Any]] = {"row": by_row}
    for name in WINDOWS:
        lo, hi = facts.span(f"{name}_window")
        found[f"{name}_lo"] = np.where(by_row, lo, OPEN_LO)
        found[f"{name}_hi"] = np.where(by_row, hi, OPEN_HI)
    return found


def assert_told(found: PairNames, facts: Facts, events: EventFacts) -> None:
    """Whether names decide the same as a case, but for the clock."""
    expected = windows(facts)
    expected["healing_lo"], expected["healing_hi"] = facts.span("healing_time")
    expected["reaction"] = facts.code("reaction")
    for name, values in expected.items():
        array = getattr(found, name)
        assert array.dtype == values.dtype, name
        np.testing.assert_array_equal(array, values, err_msg=name)
    assert found.member.keys() == MEMBER.keys()
    for name, array in found.member.items():
        values = by_pair(events, name)
        assert array.dtype == values.dtype, name
        np.testing.assert_array_equal(array, values, err_msg=name)
