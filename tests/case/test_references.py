"""Ids are unique and free to take; whatever a fact names is there and of the right kind."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.case.points import DOSE_WORDS, RESERVED
from causality.case.read import read_case
from causality.errors import CaseError
from tests.case.strategies import documents

CASE = """\
schema: causality/case/1
id: small
patient:
  conditions: [{id: poems, term: POEMS syndrome}]
drugs:
- {id: dara, name: daratumumab, role: suspect, doses: [{id: first, start: day 1}]}
- {id: dexa, name: dexamethasone, role: concomitant, doses: [{id: first, start: day 1}]}
events:
- {id: lep, term: leukoencephalopathy}
"""


def problems(text: str) -> list[str]:
    with pytest.raises(CaseError) as caught:
        read_case(text.encode())
    return [f"{one.path}: {one.wrong}; {one.right}" for one in caught.value.problems]


def test_doses_of_two_drugs_may_share_an_id() -> None:
    assert [drug.doses[0].id for drug in read_case(CASE.encode()).drugs] == ["first", "first"]


@pytest.mark.parametrize("other", ["poems", "dara", "lep"])
def test_facts_of_different_kinds_may_not_share_an_id(other: str) -> None:
    (told,) = problems(f"{CASE}observations: [{{id: {other}, test: MRI}}]\n")
    assert told.startswith(f"observations[0].id: the id {other!r} is used twice; ")


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_an_id_with_a_meaning_of_its_own_is_refused(name: str) -> None:
    told = problems(CASE.replace("poems", name))
    assert told == [
        f"patient.conditions[0].id: the id {name!r} is taken; it stands for {RESERVED[name]}"
    ]


@pytest.mark.parametrize("name", sorted(DOSE_WORDS))
def test_a_dose_may_not_be_called_as_a_point_of_its_drug(name: str) -> None:
    (told,) = problems(CASE.replace("{id: first, start: day 1}", f"{{id: {name}}}", 1))
    assert told.startswith(f"drugs[0].doses[0].id: the id 'dara.{name}' is taken")


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (
            "treatments: [{id: t, name: x, of: lepp}]",
            "treatments[0].of: no event 'lepp'; did you mean 'lep'?",
        ),
        (
            "treatments: [{id: t, name: x, antidote to: lep}]",
            (
                "treatments[0].antidote to: 'lep' is not of kind drug but of kind event; "
                "known: dara, dexa"
            ),
        ),
        (
            "alternatives: [{id: a, term: x, status: possible, condition: poem}]",
            "alternatives[0].condition: no condition 'poem'; did you mean 'poems'?",
        ),
        (
            "re-exposures: [{id: r, drugs: [dara, dexo], event: lep, result: recurred}]",
            "re-exposures[0].drugs[1]: no drug 'dexo'; did you mean 'dexa'?",
        ),
        (
            "interactions: [{id: i, drug: dara, precipitants: [poems]}]",
            (
                "interactions[0].precipitants[0]: 'poems' is not of kind drug but of kind "
                "condition; known: dara, dexa"
            ),
        ),
        (
            "statements: [{id: s, drug: dara.first, event: lep, about: dechallenge, value: no}]",
            (
                "statements[0].drug: 'dara.first' is not an identifier; write up to 64 lower-case "
                "letters, digits, '-' and '_', a letter first"
            ),
        ),
        (
            "expected: {pairs: [{drug: dara, event: lap, why: because}]}",
            "expected.pairs[0].event: no event 'lap'; did you mean 'lep'?",
        ),
    ],
)
def test_a_name_that_nothing_of_the_kind_answers_to_is_told(fact: str, told: str) -> None:
    assert told in problems(CASE + fact)


@pytest.mark.parametrize(
    ("time", "right"),
    [
        ("3 d after dara.begin", "known of 'dara': dara.start, dara.stop, dara.first.start, "),
        ("before dara.second.start", "known of 'dara': dara.start, "),
        ("after dara", "known of 'dara': dara.start, "),
        ("lap.onset", "did you mean 'lep.onset'?"),
        ("2-3 wk after poems", "known of 'poems': poems.since"),
        ("zzz", "known: last, poems.since, "),
    ],
)
def test_a_point_that_nothing_names_comes_with_what_there_is(time: str, right: str) -> None:
    (told,) = problems(f"{CASE}observations: [{{id: mri, test: MRI, at: {time}}}]\n")
    assert told.startswith("observations[0].at: no point in time ")
    assert right in told


def test_points_of_facts_without_a_time_may_be_referred_to() -> None:
    read_case(f"{CASE}observations: [{{id: mri, test: MRI, at: 3 d after lep.resolved}}]".encode())


def test_an_event_is_no_part_of_itself() -> None:
    assert problems(CASE.replace("term: leuko", "part of: lep, term: leuko")) == [
        "events[0].part of: this names the entry it stands in; name another, or leave it out"
    ]


def test_dates_that_cannot_all_hold_are_no_reading_error() -> None:
    read_case(CASE.replace("start: day 1", "start: day 1, stop: day 0").encode())


def test_a_long_name_is_not_repeated() -> None:
    name = "a" * 60
    (told,) = problems(f"{CASE}treatments: [{{id: t, name: x, of: {name}}}]")
    assert name not in told


@given(documents(), st.data())
def test_a_case_without_one_of_its_events_is_refused_wherever_that_is_named(
    document: dict[str, Any], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from([event["id"] for event in document["events"]]))
    document["events"] = [event for event in document["events"] if event["id"] != gone]
    text = json.dumps(document)
    named = f'"{gone}"' in text or f"{gone}." in text
    if not named:
        read_case(text.encode())
        return
    with pytest.raises(CaseError) as caught:
        read_case(text.encode())
    assert all(gone in problem.wrong for problem in caught.value.problems)


def test_a_statement_names_a_finding_and_one_of_its_values() -> None:
    said = "statements: [{{id: said, drug: dara, event: lep, about: {about}, value: {value}}}]\n"
    (about,) = problems(CASE + said.format(about="dechalenge", value="positive"))
    assert about == ("statements[0].about: no finding of that name; did you mean 'dechallenge'?")
    (value,) = problems(CASE + said.format(about="dose response", value="presentt"))
    assert value == ("statements[0].value: not a value of dose response; did you mean 'present'?")
    case = read_case((CASE + said.format(about="dechallenge", value="too early")).encode())
    assert case.statements[0].value == "too early"
