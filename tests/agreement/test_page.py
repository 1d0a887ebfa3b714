"""The page about agreement is current, and calls nothing "not stated" that the source states."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from causality.agreement import Agreement, agreement
from causality.case.shipped import shipped_cases

ROOT = Path(__file__).parents[2]
GENERATE = runpy.run_path(str(ROOT / "docs" / "generate_agreement.py"))
NULL: dict[str, list[str]] = json.loads(
    (ROOT / "tests" / "data" / "published_fields.json").read_text(encoding="utf-8")
)["null"]

# Finding: the fields of a source extract that must all be null where we call it not stated. The
# findings that are left out follow from others or have no field there.
FIELDS = {
    "prior_knowledge": ("previous_reports.any",),
    "dechallenge": ("dechallenge.result",),
    "antidote_response": ("antidote.given",),
    "rechallenge": ("rechallenge.done", "rechallenge.result"),
    "alternatives": ("alternative_causes",),
    "underlying_disease": ("alternative_causes",),
    "placebo": ("placebo_given",),
    "drug_level": ("drug_level.measured",),
    "dose_response": ("dose_change.changed",),
    "previous_reaction": ("prior_exposure.similar_reaction_before",),
    "objective_confirmation": ("objective_confirmation",),
}


@pytest.fixture(scope="module")
def shipped() -> Agreement:
    (path, *_) = shipped_cases().values()
    return agreement(path.parent)


def test_the_page_is_current(shipped: Agreement) -> None:
    told = "run: python -m docs.generate_agreement"
    assert GENERATE["PAGE"].read_text(encoding="utf-8") == GENERATE["page"](shipped), told


def test_nothing_is_called_not_stated_that_the_source_states(shipped: Agreement) -> None:
    wrong = [
        (one.case, cause.number, field)
        for one in shipped.disagreements
        for cause in one.causes
        if cause.silent
        for finding in cause.findings
        for field in FIELDS.get(finding.name, ())
        if field not in NULL[one.case]
    ]
    assert wrong == []


def test_every_disagreement_has_a_cause(shipped: Agreement) -> None:
    assert [one.case for one in shipped.disagreements if not one.causes] == []


def test_every_graded_case_is_in_the_list_of_fields(shipped: Agreement) -> None:
    assert set(NULL) == set(shipped.cases)


def test_every_case_that_differs_stands_on_the_page(shipped: Agreement) -> None:
    page = GENERATE["PAGE"].read_text(encoding="utf-8")
    assert [one.case for one in shipped.disagreements if f"### {one.case}: " not in page] == []
