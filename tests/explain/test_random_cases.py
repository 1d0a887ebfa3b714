"""What holds of the shipped cases holds of cases at random: claims applied, weights that add up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from causality.assessment import assess
from causality.case.read import read_case
from causality.explain.attribution import attributions
from causality.explain.changed_findings import mask_of, with_sets
from causality.explain.flips import category_flips, share_flips
from causality.explain.open_findings import answers
from causality.explain.standing import method_of
from causality.explain.weighed import prepared
from causality.methods import Verdict, judge
from causality.network.differential.weigh import normalised, weigh
from causality.vocabulary import VOCABULARY
from tests.laws.random_case import Sample, random_case
from tests.strategies import samples


def claims(sample: Sample) -> int:
    """Apply every claim about a category and some about shares; how many there were."""
    case = read_case(sample.text)
    given_, assessment = prepared(case), assess(case, differential=False)
    tried = 0
    for pair in assessment.pairs:
        for told in category_flips(given_, pair, 2):
            verdict = pair.verdicts[told.method]
            assert isinstance(verdict, Verdict)
            instrument = method_of(verdict, pair.own)
            masks = {name: mask_of(pair.findings[name]) for name in instrument.looks_at}
            for flip in told.flips:
                sets = {one.finding: VOCABULARY[one.finding].bit(one.value) for one in flip.sets}
                other = judge(instrument, masks | sets)
                assert isinstance(other, Verdict)
                assert other.category == flip.category != told.category
                tried += 1
    suspects = {pair.drug for pair in given_.pairs[: given_.suspects]}
    for number, weighed in enumerate(given_.weighed()):
        for one in attributions(weighed):
            total = sum(part.shapley for part in one.parts)
            assert total == pytest.approx(one.case, abs=1e-9)
        known = answers(given_, weighed)
        for target in weighed.involvements():
            if target.id not in suspects or not known.sets:
                continue
            told_share = share_flips(known, weighed, target, 2)
            for flipped in told_share.flips[:3]:
                again = with_sets(given_, flipped.sets).weighed()[number]
                found = normalised(
                    again.evidence.causes, 1, weigh(again.event, again.evidence).log
                )[0]
                share = float(found[target.own].sum())
                assert np.isclose(share, flipped.share, atol=1e-9)
                assert (share >= 0.5) is not (told_share.share >= 0.5)
                tried += 1
    return tried


@pytest.mark.parametrize("seed", [100061, 100142, 100171])
def test_evidence_against_and_prior_knowledge_are_one_answer(seed: int) -> None:
    # Their effects do not add up: both set the same prior.
    assert claims(random_case(seed)) > 0


@given(samples())
@settings(max_examples=15, deadline=None)
def test_every_claim_about_a_random_case_is_so_once_applied(sample: Sample) -> None:
    claims(sample)
