"""A scale of two passes sets every drug of a case against every other, suspect or not."""

from __future__ import annotations

from typing import Literal

from causality.assessment import Assessment, assess
from causality.case.case import Case
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.methods import NotApplicable, Verdict

ALDEN = "alden_2010_experimental"
TEN = read_case(shipped_cases()["synthetic-toxic-epidermal-necrolysis"])


def with_role(drug: str, role: Literal["concomitant", "not given", "suspect"]) -> Case:
    drugs = tuple(
        one.model_copy(update={"role": role}) if one.id == drug else one for one in TEN.drugs
    )
    return TEN.model_copy(update={"drugs": drugs})


def scores(assessment: Assessment) -> dict[str, int | None]:
    verdicts = {pair.drug: pair.verdicts[ALDEN] for pair in assessment.pairs}
    return {drug: one.score for drug, one in verdicts.items() if isinstance(one, Verdict)}


def test_a_drug_that_is_no_suspect_is_a_rival_without_a_verdict() -> None:
    assert scores(assess(TEN, differential=False)) == {"allopurinol": 6, "amox": 1, "ibu": -4}
    beside = assess(with_role("allopurinol", "concomitant"), differential=False)
    assert scores(beside) == {"amox": 1, "ibu": -4}
    (rival, _) = (pair.findings["rival_score"] for pair in beside.pairs)
    assert rival.value == "one"
    assert "first pass of ALDEN" in rival.because


def test_a_drug_that_was_not_given_is_no_suspect_either() -> None:
    beside = assess(with_role("allopurinol", "not given"), differential=False)
    assert set(scores(beside)) == {"amox", "ibu"}


def test_without_the_rival_the_point_is_kept() -> None:
    case = TEN.model_copy(
        update={
            "drugs": tuple(one for one in TEN.drugs if one.id != "allopurinol"),
            "statements": tuple(one for one in TEN.statements if one.drug != "allopurinol"),
        }
    )
    assert scores(assess(case, differential=False)) == {"amox": 2, "ibu": -3}


def test_what_is_reported_never_changes_a_score() -> None:
    only = assess(TEN, drugs=["amox"], methods=[ALDEN], differential=False)
    assert scores(only) == {"amox": 1}


def test_where_no_such_scale_applies_the_others_stay_unknown() -> None:
    other = assess(read_case(shipped_cases()["synthetic-stopped-together"]), differential=False)
    for pair in other.pairs:
        assert isinstance(pair.verdicts[ALDEN], NotApplicable)
        assert pair.findings["rival_score"].value == "unknown"
