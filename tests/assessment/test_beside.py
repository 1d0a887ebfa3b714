"""What stands beside causality, from a case: completeness, seriousness, severity, relatedness."""

from __future__ import annotations

from typing import Any

import pytest

from causality.assessment import assess
from causality.case.read import read_case
from causality.case.shipped import shipped_cases


def case_of(**changes: str) -> dict[str, Any]:
    """The JSON of a small, well told case with some lines exchanged."""
    lines = {
        "patient": "patient: {age: 56 y, sex: female}",
        "drug": "drugs: [{id: d, name: x, role: suspect, indication: pain, "
        "action taken: withdrawn, doses: [{id: one, start: day 0, amount: 5 mg}]}]",
        "event": "events: [{id: e, term: rash, onset: day 3, outcome: recovered, treated: no, "
        "seriousness: [not serious]}]",
        **changes,
    }
    text = "\n".join(["schema: causality/case/1", "id: small", *lines.values()])
    told: dict[str, Any] = assess(read_case(text.encode())).to_dict()
    return told


def documentation(**changes: str) -> dict[str, Any]:
    found: dict[str, Any] = case_of(**changes)["completeness"]["pairs"][0]["documentation"]
    return found


def beside(**changes: str) -> dict[str, Any]:
    found: dict[str, Any] = case_of(**changes)["pairs"][0]["beside"]
    return found


def test_a_full_record_loses_only_what_the_format_has_no_place_for() -> None:
    found = documentation()
    assert found["lost"] == []
    assert found["score"] == [0.6561, 1.0]
    assert found["well_documented"] is None
    assert found["not_asked"] == ["country", "reporter", "report type", "comments"]


@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        ({"patient": "patient: {}"}, {"sex": "missing", "age": "missing"}),
        ({"patient": "patient: {age: middle-aged, sex: male}"}, {"age": "age group only"}),
        ({"patient": "patient: {age: 45-64 y, sex: male}"}, {"age": "age group only"}),
        (
            {"drug": "drugs: [{id: d, name: x, role: suspect, doses: [{id: one, start: day 0}]}]"},
            {"indication": "missing", "dose": "missing"},
        ),
        (
            {"event": "events: [{id: e, term: rash, outcome: recovered}]"},
            {"time to onset": "missing"},
        ),
        (
            {"event": "events: [{id: e, term: rash, onset: day -3..4, outcome: recovered}]"},
            {"time to onset": "order open by up to a month"},
        ),
        (
            {"event": "events: [{id: e, term: rash, onset: day -30..40, outcome: recovered}]"},
            {"time to onset": "order open by more than a month"},
        ),
        ({"event": "events: [{id: e, term: rash, onset: day 3}]"}, {"outcome": "missing"}),
    ],
)
def test_what_falls_short_is_named(changes: dict[str, str], lost: dict[str, str]) -> None:
    assert {one["dimension"]: one["state"] for one in documentation(**changes)["lost"]} == lost


def event(**keys: str) -> str:
    told = ", ".join(f"{key.replace('_', ' ')}: {value}" for key, value in keys.items())
    return f"events: [{{id: e, term: rash, onset: day 3, {told}}}]"


@pytest.mark.parametrize(
    ("line", "serious", "level", "could_be"),
    [
        (event(outcome="fatal", seriousness="[death]"), True, 7, 7),
        (event(outcome="sequelae"), None, 6, 6),
        (event(outcome="recovered", seriousness="[disability]"), True, 6, 6),
        (event(outcome="recovered", seriousness="[hospitalisation]"), True, 4, 5),
        (event(outcome="recovered", seriousness="[not serious]", treated="no"), False, 2, 2),
        (event(outcome="recovered", seriousness="[not serious]"), False, 2, 3),
        (event(outcome="recovered"), None, 2, 5),
        (event(outcome="not recovered"), None, 2, 7),
    ],
)
def test_seriousness_and_severity_are_read_apart(
    line: str, serious: object, level: int, could_be: int
) -> None:
    found = beside(event=line)
    assert found["seriousness"]["serious"] is serious
    assert (found["severity"]["level"], found["severity"]["could_be"]) == (level, could_be)


def test_a_two_way_reading_names_its_source_and_the_category_it_reads() -> None:
    korean, european = beside()["related"]
    assert (korean["value"], korean["from"]) == ("related", "published")
    assert (european["value"], european["from"]) == ("reasonable possibility", "assumed")
    assert korean["of"] == european["of"] == "who_umc"


def test_nothing_beside_causality_moves_a_verdict() -> None:
    told = case_of()
    poorer = case_of(patient="patient: {}", event=event(outcome="recovered"))
    for one, other in zip(told["pairs"], poorer["pairs"], strict=True):
        assert one["verdicts"]["naranjo_1981"] == other["verdicts"]["naranjo_1981"]


@pytest.mark.parametrize("id_", shipped_cases())
def test_every_shipped_case_has_its_score(id_: str) -> None:
    for one in assess(read_case(shipped_cases()[id_])).to_dict()["completeness"]["pairs"]:
        lowest, highest = one["documentation"]["score"]
        assert 0.07 < lowest < highest <= 1
