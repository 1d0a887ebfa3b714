"""Every shipped case gives what it says it must give, through the JSON contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from causality.assessment import assess
from causality.case.case import Case
from causality.case.expected import ExpectedPair, ExpectedVerdict
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.vocabulary import MEASURES, UNKNOWN, VOCABULARY

CASES = {id_: read_case(path) for id_, path in shipped_cases().items()}
PAIRS = [
    pytest.param(case, pair, id=f"{id_}-{pair.drug}-{pair.event}")
    for id_, case in CASES.items()
    for pair in (case.expected.pairs if case.expected else ())
]
TRAPS = {
    "synthetic-positive-rechallenge",
    "synthetic-negative-rechallenge",
    "synthetic-stopped-together",
    "synthetic-four-started-same-day",
    "synthetic-onset-before-drug",
    "synthetic-same-day",
    "synthetic-partial-date",
    "synthetic-recovery-under-treatment",
    "synthetic-resolved-while-continued",
    "synthetic-too-early",
    "synthetic-fatal",
    "synthetic-overdose",
    "synthetic-contradictory-dates",
    "synthetic-dress",
    "synthetic-heparin-thrombocytopenia",
    "synthetic-toxic-epidermal-necrolysis",
    "synthetic-vaccine-syncope",
}
MINUTES = {"min": 1, "h": 60, "d": 24 * 60}


def test_every_trap_has_its_case() -> None:
    assert set(CASES) >= TRAPS | {"daratumumab-leukoencephalopathy"}


@pytest.mark.parametrize("id_", CASES)
def test_a_shipped_case_is_called_as_its_file_and_says_where_it_is_from(id_: str) -> None:
    case = CASES[id_]
    assert case.id == id_
    assert case.provenance is not None
    assert case.provenance.kind == ("synthetic" if id_.startswith("synthetic-") else "published")
    assert case.provenance.encoding


@pytest.mark.parametrize("id_", sorted(TRAPS | {"daratumumab-leukoencephalopathy"}))
def test_a_trap_says_what_must_come_out_in_the_words_of_the_vocabulary(id_: str) -> None:
    expected = CASES[id_].expected
    assert expected is not None
    assert expected.pairs
    for pair in expected.pairs:
        for name, value in pair.findings.items():
            assert value in VOCABULARY[_key(name)].values
        for name, values in pair.recorded.items():
            assert set(values) <= set(VOCABULARY[_key(name)].values)
        assert {_key(name) for name in pair.minutes} <= set(MEASURES)


@pytest.mark.parametrize(("case", "pair"), PAIRS)
def test_a_shipped_case_gives_what_it_says(case: Case, pair: ExpectedPair) -> None:
    found = next(
        given
        for given in assess(case).to_dict()["pairs"]
        if (given["drug"], given["event"]) == (pair.drug, pair.event)
    )
    assert list(_differences(pair, found)) == []


@pytest.mark.parametrize("id_", CASES)
def test_the_contradictions_of_a_shipped_case_are_those_it_names(id_: str) -> None:
    expected = CASES[id_].expected
    named = expected.contradictions if expected else ()
    found = assess(CASES[id_]).to_dict()["timeline"]["contradictions"]
    assert {frozenset(one["entries"]) for one in found} == set(map(frozenset, named))


def _key(name: str) -> str:
    return name.replace(" ", "_")


def _differences(pair: ExpectedPair, found: Mapping[str, Any]) -> Iterator[str]:
    findings = found["findings"]
    for name, value in pair.findings.items():
        given = findings[_key(name)]["value"]
        if given != value:
            yield f"{name}: {given}, not {value}"
    for name, values in pair.recorded.items():
        given = findings[_key(name)].get("recorded", ())
        if set(given) - {UNKNOWN} != set(values):
            yield f"{name} recorded: {given}, not {list(values)}"
    for name, bounds in pair.minutes.items():
        measure = findings[_key(name)]
        given = tuple(round(end * MINUTES[measure["unit"]]) for end in measure["value"])
        if given != bounds:
            yield f"{name}: {given} minutes, not {bounds}"
    for method, verdict in pair.verdicts.items():
        for difference in _verdict_differences(verdict, found["verdicts"][method]):
            yield f"{method} {difference}"


def _verdict_differences(expected: ExpectedVerdict, found: Mapping[str, Any]) -> Iterator[str]:
    for name in ("score", "category"):
        wanted = getattr(expected, name)
        if wanted is not None and found[name] != wanted:
            yield f"{name}: {found[name]}, not {wanted}"
    for name in ("recorded_range", "learnable_range", "possible_categories"):
        wanted = getattr(expected, name)
        if wanted is not None and sorted(found[name]) != sorted(wanted):
            yield f"{name}: {found[name]}, not {list(wanted)}"
