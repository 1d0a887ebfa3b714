"""SEFV and DIPS: points, bands, published vectors, and what their questions mind."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from causality.methods import NotApplicable, judge, method
from tests.methods.answers import verdict_of
from tests.methods.columns import facts

SEFV = method("sefv")
DIPS = method("dips_2007")

# Typed from the reference: highest and lowest points of each item.
SEFV_SPANS = [(2, -2), (2, -1), (2, -2), (3, -1), (1, -3), (1, 0), (1, 0)]
DIPS_POINTS = (
    (1, -1, 0),
    (1, -1, 0),
    (1, -1, 0),
    (1, -1, 0),
    (1, -2, 0),
    (2, -1, 0),
    (-1, 1, 0),
    (1, 0, 0),
    (1, 0, 0),
    (1, -1, 0),
)
BANDS = {
    "sefv": ((8, "definite"), (6, "probable"), (4, "possible"), (1, "conditional")),
    "dips_2007": ((9, "highly probable"), (5, "probable"), (2, "possible")),
}
LOWEST = {"sefv": "improbable", "dips_2007": "doubtful"}


def test_the_points_are_those_of_the_reference() -> None:
    assert SEFV.kind.points is not None
    assert [(max(item), min(item)) for item in SEFV.kind.points] == SEFV_SPANS
    assert sum(high for high, _ in SEFV_SPANS) == 12
    assert sum(low for _, low in SEFV_SPANS) == -9
    assert DIPS.kind.points == DIPS_POINTS
    assert (sum(map(max, DIPS_POINTS)), sum(map(min, DIPS_POINTS))) == (11, -9)


@pytest.mark.parametrize("name", BANDS)
def test_every_sum_has_its_band(name: str) -> None:
    one = method(name)
    sizes = [range(len(group.joint_answers)) for group in one.groups]
    columns = np.asarray(list(product(*sizes)), dtype=np.int64).T
    standing = one.kind.standing(list(columns))
    scores, codes = np.asarray(standing.score), np.asarray(standing.category)
    for score in np.unique(scores).tolist():
        expected = next((band for least, band in BANDS[name] if score >= least), LOWEST[name])
        assert {one.categories[code] for code in codes[scores == score]} == {expected}
    edges = {least for least, _ in BANDS[name]}
    assert {*edges, *(edge - 1 for edge in edges)} <= set(scores.tolist())


GOOD = {
    "sequence": "drug first",
    "latency": "compatible",
    "prior_knowledge": "listed",
    "dechallenge": "positive",
    "rechallenge": "not done",
    "alternatives": "none after search",
    "co_suspects": "none",
}


def test_sefv_all_good_with_tests_is_definite() -> None:
    result = verdict_of(SEFV, **GOOD, objective_confirmation="confirmed")
    assert [one.points for one in result.readings] == [2, 2, 2, 0, 1, 0, 1]
    assert (result.score, result.category) == (8, "definite")


def test_sefv_an_unknown_reaction_that_improves_is_possible() -> None:
    result = verdict_of(SEFV, sequence="drug first", latency="compatible", dechallenge="positive")
    assert (result.score, result.category) == (4, "possible")


def test_sefv_a_likelier_cause_leaves_conditional_which_is_weak() -> None:
    known = {**GOOD, "dechallenge": "unknown", "alternatives": "likely"}
    result = verdict_of(SEFV, **known)
    assert (result.score, result.category) == (1, "conditional")
    assert "CONDITIONAL_IS_WEAK" in {one.id for one in result.warnings}


def test_sefv_both_signs_of_a_withdrawal_reaction_are_named() -> None:
    known = {"relation": "withdrawal", "sequence": "drug first", "latency": "compatible"}
    against = verdict_of(SEFV, **known)
    option = {"withdrawal reaction counts for the drug": True}
    counted = verdict_of(method("sefv", options=option), **known)
    assert (against.readings[0].points, counted.readings[0].points) == (-2, 2)
    assert counted.options == (("withdrawal reaction counts for the drug", True),)
    for result in (against, counted):
        assert "SIGN_IN_CONFLICT" in {one.id for one in result.warnings}


def test_sefv_of_a_withdrawal_reaction_before_the_stop_is_incompatible() -> None:
    result = verdict_of(SEFV, relation="withdrawal", sequence="event first")
    assert result.readings[0].answer == "incompatible"


@pytest.mark.parametrize(
    ("known", "points"),
    [
        ({"dechallenge": "negative"}, -2),
        ({"dechallenge": "not done", "course_on_drug": "persisted"}, 1),
        ({"dechallenge": "not done", "course_on_drug": "resolved"}, -2),
        ({"dechallenge": "not interpretable", "outcome": "fatal"}, 0),
        ({"dechallenge": "confounded"}, 0),
    ],
)
def test_sefv_reads_the_stop_and_what_happened_without_one(
    known: dict[str, str], points: int
) -> None:
    assert verdict_of(SEFV, **known).readings[2].points == points


def test_sefv_published_evidence_against_counts_unless_the_reaction_is_known() -> None:
    against = verdict_of(SEFV, evidence_against="yes")
    assert against.readings[1].points == -1
    known = verdict_of(SEFV, evidence_against="yes", prior_knowledge="listed")
    assert known.readings[1].points == 2


PAIR = {
    "interaction": "yes",
    "interaction_role": "precipitant",
    "interaction_reports": "credible reports",
    "interaction_mechanism": "established",
    "sequence": "drug first",
    "latency": "compatible",
    "stop_shared": "alone",
}


def test_dips_most_in_favour_is_probable() -> None:
    result = verdict_of(
        DIPS,
        **PAIR,
        dechallenge="positive",
        alternatives="none after search",
        underlying_disease="none",
        objective_confirmation="confirmed",
    )
    assert [one.points for one in result.readings] == [1, 1, 1, 1, 1, 0, 1, 0, 1, 0]
    assert (result.score, result.category) == (7, "probable")


def test_dips_a_stop_without_effect_costs_two_points() -> None:
    result = verdict_of(DIPS, **PAIR, dechallenge="negative")
    assert result.readings[4].points == -2
    assert (result.score, result.category) == (2, "possible")


def test_dips_without_information_is_doubtful_and_says_so() -> None:
    result = verdict_of(DIPS, interaction="yes")
    assert (result.score, result.category) == (0, "doubtful")
    assert "NO_INFORMATION" in {one.id for one in result.warnings}


@pytest.mark.parametrize("suspected", ["no", "unknown"])
def test_dips_applies_only_to_a_suspected_interaction(suspected: str) -> None:
    result = judge(DIPS, facts(DIPS, **{**PAIR, "interaction": suspected}))
    assert isinstance(result, NotApplicable)
    assert result.because == "the report suspects no interaction of this drug"


def test_dips_reads_the_stop_of_the_precipitant_and_the_level_of_the_object() -> None:
    known = {**PAIR, "dechallenge": "positive", "drug_level": "toxic", "rechallenge": "positive"}
    precipitant = verdict_of(DIPS, **known)
    target = verdict_of(DIPS, **{**known, "interaction_role": "object"})
    assert [one.points for one in precipitant.readings][4:8] == [1, 2, 0, 0]
    assert [one.points for one in target.readings][4:8] == [0, 0, 0, 1]


def test_dips_skips_the_rechallenge_where_no_stop_can_be_read() -> None:
    skipped = verdict_of(DIPS, **PAIR, dechallenge="not done", rechallenge="positive")
    assert skipped.readings[5].answer == "unknown"


def test_dips_does_not_take_the_other_drug_of_the_interaction_for_another_cause() -> None:
    known = {**PAIR, "alternatives": "none after search", "underlying_disease": "none"}
    assert verdict_of(DIPS, **known, co_suspects="present").readings[6].points == 1
