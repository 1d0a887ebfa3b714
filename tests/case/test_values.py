"""The values of a case: what is taken, what is refused, what a program may hand over."""

from __future__ import annotations

import pytest

from causality.case.dates import parse_duration, parse_time
from causality.case.entries import Drug, Event, Patient
from causality.case.read import read_case
from causality.errors import CaseError

CASE = """\
schema: causality/case/1
id: small
drugs: [{id: dara, name: daratumumab, role: suspect}]
events: [{id: lep, term: leukoencephalopathy}]
"""


@pytest.mark.parametrize(
    "age", ["56 y", "45-64 y", "45..64 y", "3 mo", "20mo", "10 d", "middle-aged", "neonate"]
)
def test_an_age_may_be_a_number_a_range_or_a_band(age: str) -> None:
    assert read_case(f"{CASE}patient: {{age: {age}}}".encode()).patient.age == age


@pytest.mark.parametrize(
    "age", ["56", "about 56 y", "old", "1956-03-01", "5,5 y", "[56 y]", "٥٦ y"]
)
def test_what_is_no_age_is_refused_with_what_would_be(age: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(f'{CASE}patient: {{age: "{age}"}}'.encode())
    (problem,) = caught.value.problems
    assert problem.path == "patient.age"
    assert problem.right.startswith("write `56 y`")


@pytest.mark.parametrize("written", ["[2024]", "{year: 2024}"])
def test_a_time_is_one_line_of_text(written: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(f"{CASE}last information: {written}".encode())
    assert [one.wrong for one in caught.value.problems] == ["this takes one line of text"]


def test_a_fact_without_an_id_is_told_once() -> None:
    with pytest.raises(CaseError) as caught:
        read_case(f"{CASE}observations: [{{test: MRI}}]".encode())
    assert [one.wrong for one in caught.value.problems] == ["'id' is missing"]


def test_a_program_may_hand_over_times_and_lengths_that_it_has_read() -> None:
    event = Event(id="lep", term="leukoencephalopathy", onset=parse_time("day 3"))
    half_life = parse_duration("18 d +- 9 d")
    drug = Drug.model_validate(
        {"id": "dara", "name": "daratumumab", "role": "suspect", "half_life": half_life}
    )
    assert event.onset == parse_time("day 3")
    assert drug.half_life == half_life
    assert Patient().conditions == ()
