"""What a method says without a finding, against a hand count and a second way."""

from __future__ import annotations

from causality.assessment import assess
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.explain.changed_findings import FindingSet, reassessed
from causality.explain.finding_effects import finding_effects
from causality.methods import Verdict
from causality.vocabulary import UNKNOWN

CASE = read_case(shipped_cases()["synthetic-positive-rechallenge"])


def test_naranjo_loses_the_two_points_of_a_rechallenge() -> None:
    (pair,) = assess(CASE).pairs
    verdict = pair.verdicts["naranjo_1981"]
    assert isinstance(verdict, Verdict)
    effects = {one.method: one for one in finding_effects(pair)["rechallenge"]}
    assert verdict.score is not None
    assert effects["naranjo_1981"].score == verdict.score - 2


def test_it_is_the_case_with_the_finding_set_to_unknown() -> None:
    (pair,) = assess(CASE).pairs
    for name, effects in finding_effects(pair).items():
        sets = [FindingSet(pair.drug, pair.event, name, UNKNOWN)]
        (other,) = reassessed(CASE, sets).after.pairs
        told = {one.method: one for one in effects}
        for method, verdict in other.verdicts.items():
            old = pair.verdicts[method]
            if not isinstance(old, Verdict):
                continue
            if not isinstance(verdict, Verdict):
                assert told[method].category is None
            elif method in told:
                assert (told[method].category, told[method].score) == (
                    verdict.category,
                    verdict.score,
                )
            else:
                assert (verdict.category, verdict.score) == (old.category, old.score)


def test_a_method_may_not_apply_without_a_finding() -> None:
    case = read_case(shipped_cases()["garcinia-liver-injury"])
    told = [finding_effects(pair) for pair in assess(case).pairs]
    without = [one for effects in told for one in effects.get("liver_injury", ())]
    assert "rucam_1993" in {one.method for one in without if one.category is None}
