"""WHO AEFI: the gate, the three steps that are a chart, and the fourth that is left to people."""

from __future__ import annotations

import pytest

from causality.methods import NotApplicable, judge, method
from tests.methods.answers import count_of, verdict_of
from tests.methods.columns import facts

AEFI = method("who_aefi_2018")
VACCINE = {
    "vaccine": "yes",
    "exposure": "certain",
    "event_established": "confirmed",
    "sequence": "drug first",
    "alternatives": "none after search",
}
IN_TIME = {**VACCINE, "latency": "compatible"}


@pytest.mark.parametrize(
    ("known", "category", "boxes"),
    [
        pytest.param({**IN_TIME, "prior_knowledge": "listed"}, "A consistent", ["A1"], id="V1"),
        pytest.param(
            {**IN_TIME, "prior_knowledge": "listed", "alternatives": "confirmed"},
            "C inconsistent",
            [],
            id="V2",
        ),
        pytest.param({**IN_TIME, "stress_reaction": "yes"}, "A consistent", ["A4"], id="V3"),
        pytest.param(VACCINE, "left to review", [], id="V4"),
        pytest.param({**IN_TIME, "use_error": "error"}, "A consistent", ["A3"], id="V5"),
        pytest.param(
            {**IN_TIME, "product_quality": "defect"}, "A consistent", ["A2"], id="quality"
        ),
        pytest.param(
            {**IN_TIME, "specific_test": "positive"}, "A consistent", ["A1"], id="test in patient"
        ),
        pytest.param(
            {**IN_TIME, "prior_knowledge": "listed", "use_error": "error"},
            "A consistent",
            ["A1", "A3"],
            id="two boxes",
        ),
        pytest.param(
            {**VACCINE, "prior_knowledge": "listed", "latency": "improbable"},
            "left to review",
            [],
            id="known, out of time",
        ),
        pytest.param(
            {**VACCINE, "prior_knowledge": "listed", "evidence_against": "yes"},
            "C inconsistent",
            [],
            id="time unknown acts as no; evidence against",
        ),
        pytest.param(
            {**IN_TIME, "prior_knowledge": "listed", "evidence_against": "yes"},
            "A consistent",
            ["A1"],
            id="step III is not reached",
        ),
        pytest.param(
            {**IN_TIME, "alternatives": "unknown", "prior_knowledge": "listed"},
            "A consistent",
            ["A1"],
            id="unknown at step I is no stop",
        ),
    ],
)
def test_the_steps_lead_where_the_chart_says(
    known: dict[str, str], category: str, boxes: list[str]
) -> None:
    result = verdict_of(AEFI, **known)
    assert result.category == category
    assert [one.axis for one in result.grades if one.axis.startswith("A")] == boxes


def test_step_iv_is_never_decided_here() -> None:
    counts = count_of("who_aefi_2018")
    assert counts["B indeterminate"] == counts["unclassifiable"] == 0
    assert all(counts[name] for name in ("A consistent", "C inconsistent", "left to review"))
    factors = {"previous_reaction": "similar drug", "underlying_disease": "active"}
    result = verdict_of(AEFI, **VACCINE, **factors, co_suspects="present")
    assert result.category == "left to review"
    assert [one.axis for one in result.grades] == ["IV 1", "IV 4", "IV 5"]
    assert "STEP_IV" in {one.id for one in result.warnings}


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"vaccine": "unknown"}, "the product is not on record as a vaccine"),
        ({"vaccine": "no"}, "the product is not on record as a vaccine"),
        ({"exposure": "not taken"}, "the vaccine was not given"),
        ({"event_established": "refuted"}, "the event did not happen"),
        ({"sequence": "event first"}, "the event began before the vaccination"),
    ],
)
def test_the_gate_says_why_it_is_closed(change: dict[str, str], because: str) -> None:
    result = judge(AEFI, facts(AEFI, **{**IN_TIME, **change}))
    assert isinstance(result, NotApplicable)
    assert result.because == because


def test_a_worsening_is_older_than_the_vaccine_and_still_eligible() -> None:
    result = verdict_of(AEFI, **{**VACCINE, "sequence": "event first"}, relation="aggravation")
    assert result.category == "left to review"
