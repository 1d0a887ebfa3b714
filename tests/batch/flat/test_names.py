"""What names of flat records mean is what a case with that drug and that event is told."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import NamedTuple, get_args

import numpy as np
import pytest
from numpy.typing import NDArray

from causality.batch.flat import kinds
from causality.batch.flat.kinds import Kinds, drug_kinds, event_kinds
from causality.batch.flat.names import known_names
from causality.case.dates import DAY
from causality.findings.causes.event_facts import EventFacts
from causality.findings.causes.names import domains, rates
from causality.findings.facts import Facts
from causality.findings.latency_schema import Clock
from causality.findings.latency_table import match_latency
from causality.findings.latency_windows import CLOCKS, clock_of, decides
from causality.vocabulary import VOCABULARY
from tests.batch.flat.model_names import (
    RELATIONS,
    Drug,
    Event,
    assert_told,
    by_pair,
    case_of,
    drug_names,
    event_terms,
    flat_of,
    rows,
    told,
)

ONE = np.zeros((1, 2), dtype=np.int64)
"""The first drug and the first event."""


@cache
def known_pairs() -> NDArray[np.int64]:
    """Places of drug names and event terms: each two kinds, and each name a few times."""
    drugs = [drug_kinds().of(name) for name in drug_names()]
    events = [event_kinds().of(term) for term in event_terms()]
    _, first_drugs = np.unique(drugs, return_index=True)
    _, first_events = np.unique(events, return_index=True)
    kinds_ = np.stack(np.meshgrid(first_drugs, first_events, indexing="ij"), -1).reshape(-1, 2)
    chance = np.random.default_rng(1)
    every_drug = np.tile(np.arange(len(drugs)), 2)
    every_event = np.tile(np.arange(len(events)), 4)
    some = [
        np.stack([every_drug, chance.integers(0, len(events), len(every_drug))], 1),
        np.stack([chance.integers(0, len(drugs), len(every_event)), every_event], 1),
    ]
    return np.concatenate([kinds_, *some])


class Known(NamedTuple):
    """Names and terms of the models, some pairs of them, and what a case is told of these."""

    drugs: list[Drug]
    events: list[Event]
    pairs: NDArray[np.int64]
    facts: Facts
    of_events: EventFacts

    def by_row(self) -> tuple[list[Drug], list[Event]]:
        """For each row that decided somewhere, one drug and one event, side by side."""
        first = {
            source: self.pairs[number]
            for (number, column), source in self.facts.sources.items()
            if column == "compatible_window" and source != "fallback"
        }
        places = list(first.values())
        return [self.drugs[drug] for drug, _ in places], [self.events[one] for _, one in places]


@pytest.fixture(scope="module")
def known() -> Known:
    """Each two kinds of names, and each name a few times."""
    drugs = [Drug(name) for name in drug_names()]
    events = [Event(term) for term in event_terms()]
    pairs = known_pairs()
    return Known(drugs, events, pairs, *told(case_of(drugs, events), pairs))


def test_any_name_and_term_of_the_models_means_what_a_case_is_told(known: Known) -> None:
    names = known_names(flat_of(known.drugs, known.events))
    found = names.of_pairs(known.pairs[:, 0], known.pairs[:, 1])
    assert_told(found, known.facts, known.of_events)
    np.testing.assert_array_equal(names.domain, known.of_events.column("event", "domain"))
    liver = known.facts.is_code("liver_event", "yes")
    np.testing.assert_array_equal(names.liver_event[known.pairs[:, 1]], liver)


def test_every_row_rate_profile_and_reaction_of_the_models_was_met(known: Known) -> None:
    reached = set(known.facts.sources.values())
    timed = {row.id for row in rows() if decides(row) and row.clock != "re-exposure"}
    healing = {row.id for row in rows() if row.recovery is not None and row.only_when is None}
    assert timed <= reached
    assert reached - timed - {"fallback"} <= healing
    assert set(known.of_events.sources.values()) >= {row.id for row in rates().rows}
    profiles = set(by_pair(known.of_events, "profile").tolist())
    assert profiles == {-1, *range(max(len(domain.profiles) for domain in domains()))}
    reactions = {VOCABULARY["reaction_kind"].values[code] for code in known.facts.code("reaction")}
    assert reactions == set(VOCABULARY["reaction_kind"].values) - {"unknown"}


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_row_is_used_only_where_a_case_uses_one(relation: str) -> None:
    chance = np.random.default_rng(2)
    drugs = [Drug(name, bool(n % 3)) for n, name in enumerate(drug_names())]
    events = [Event(term, relation) for term in event_terms()]
    places = chance.integers(0, [len(drugs), len(events)], (400, 2))
    facts, of_events = told(case_of(drugs, events), places)
    found = known_names(flat_of(drugs, events)).of_pairs(places[:, 0], places[:, 1])
    assert_told(found, facts, of_events)
    assert found.row.any() == (found.member["kind_0"] > 0).any()
    assert found.row.any() == (relation not in ("withdrawal", "late", "lack of effect"))


def test_the_clock_is_the_one_a_case_counts_on(known: Known) -> None:
    drugs, events = known.by_row()
    side_by_side = np.arange(len(drugs))
    found = known_names(flat_of(drugs, events)).of_pairs(side_by_side, side_by_side)
    # Begun on 1 January, last dose before the onset on 5 January, final stop on 2 March.
    doses = [
        {"id": "one", "start": "2024-01-01T00:00", "stop": "2024-01-05T00:00"},
        {"id": "two", "start": "2024-03-01T00:00", "stop": "2024-03-02T00:00"},
    ]
    days = (40, 36, -21)
    told_of = {CLOCKS.index(row.clock) for row in rows() if decides(row) and row.clock in CLOCKS}
    assert set(found.clock.tolist()) == told_of
    for clock in range(len(CLOCKS)):
        for number in np.flatnonzero(found.clock == clock)[:4].tolist():
            drug = {"id": "d0", "name": drugs[number].name, "role": "suspect", "doses": doses}
            event = {"id": "e0", "term": events[number].term, "onset": "2024-02-10T00:00"}
            facts, _ = told(case_of([], [], drugs=[drug], events=[event]), ONE)
            elapsed = {int(side[0]) for side in facts.span("onset_after_clock")}
            assert elapsed == {days[clock] * DAY}, (drug, event)


def test_a_row_counted_from_re_exposure_counts_from_the_first_dose_of_this_course() -> None:
    row = match_latency(("amoxicillin",), ("anaphylaxis",), re_exposed=False)
    assert row is not None
    places = [clock_of(replace(row, clock=clock)) for clock in get_args(Clock)]
    assert places == [0, 1, 2, 0]


def test_a_statement_on_the_relation_decides_on_windows_and_not_on_the_distribution(
    known: Known,
) -> None:
    drugs, events = known.by_row()
    side_by_side = np.arange(len(drugs))
    kind = known_names(flat_of(drugs, events)).of_pairs(side_by_side, side_by_side).member["kind_0"]
    number = int(np.flatnonzero(kind > 0)[0])
    statement = {"id": "said", "drug": "d0", "event": "e0", "about": "relation"}
    for word in ("late", "under drug", "withdrawal"):
        for own in ("under drug", "lack of effect"):
            drug, event = drugs[number], events[number]._replace(relation=own)
            said = [{**statement, "value": word}]
            facts, of_events = told(case_of([drug], [event], statements=said), ONE)
            names = known_names(flat_of([drug], [event]))
            relation = np.array([RELATIONS.index(word)], dtype=np.int8)
            assert_told(names.of_pairs(ONE[:, 0], ONE[:, 1], relation), facts, of_events)


def test_a_vaccine_is_looked_for_by_its_class_too() -> None:
    drugs = [Drug("influenza", vaccine=True), Drug("influenza"), Drug("unheard of", vaccine=True)]
    events = [Event("guillain-barre syndrome"), Event("myocarditis"), Event("rash")]
    pairs = np.stack(np.meshgrid(range(3), range(3)), -1).reshape(-1, 2)
    facts, of_events = told(case_of(drugs, events), pairs)
    found = known_names(flat_of(drugs, events)).of_pairs(pairs[:, 0], pairs[:, 1])
    assert_told(found, facts, of_events)


def test_names_that_are_one_in_the_models_are_one_kind() -> None:
    of = drug_kinds().of
    assert of("Amoxicillin") == of("AMOXICILLIN HYDROCHLORIDE") == of("amoxicillin sodium")
    assert of("unheard of") == of("another one") != of("amoxicillin")
    assert event_kinds().of("Rash") == event_kinds().of("RASHS")
    assert event_kinds().of("out of the blue") == event_kinds().of("something else")


def test_names_that_were_forgotten_get_the_same_kind_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_MOST", 2)
    asked: list[tuple[str, ...]] = []

    def sign(names: tuple[str, ...]) -> str:
        asked.append(names)
        return names[0][0]

    short = Kinds(sign)
    words = ("ab", "b", "c", "aa", "ab", "b")
    assert [short.of(word) for word in words] == [0, 1, 2, 0, 0, 1]
    assert len(asked) == 6
    assert short.examples == [("ab",), ("b",), ("c",)]


def test_records_without_pairs_have_names_too() -> None:
    none = np.zeros(0, dtype=np.int64)
    found = known_names(flat_of([], [])).of_pairs(none, none)
    assert len(found.row) == len(found.member["odds"]) == 0
