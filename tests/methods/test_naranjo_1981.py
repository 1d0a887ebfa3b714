"""The Naranjo scale: every answer set, the published cases, and how findings are read."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from causality.methods import Verdict, judge, method
from tests.methods.columns import facts

NARANJO = method("naranjo_1981")

# From the table as four reprints print it, typed again here.
POINTS = {
    "1": (1, 0, 0),
    "2": (2, -1, 0),
    "3": (1, 0, 0),
    "4": (2, -1, 0),
    "5": (-1, 2, 0),
    "6": (-1, 1, 0),
    "7": (1, 0, 0),
    "8": (1, 0, 0),
    "9": (1, 0, 0),
    "10": (1, 0, 0),
}
# Counted by a program that knows nothing of this package, over all 3**10 answer sets.
HISTOGRAM = (64, 448, 1456, 3104, 5132, 7100, 8453, 8768, 7979, 6434, 4601, 2873, 1552, 721, 274)
TAIL = (76, 13, 1)
CLASSES = {"definite": 1085, "probable": 15460, "possible": 32300, "doubtful": 10204}

FAVOURABLE = {
    "prior_knowledge": "listed",
    "sequence": "drug first",
    "dechallenge": "positive",
    "stop_shared": "alone",
    "rechallenge": "positive",
    "alternatives": "none after search",
    "co_suspects": "none",
    "underlying_disease": "none",
    "placebo": "no reaction",
    "drug_level": "toxic",
    "dose_response": "present",
    "previous_reaction": "same drug",
    "objective_confirmation": "confirmed",
}
UNFAVOURABLE = {
    "prior_knowledge": "none found",
    "sequence": "event first",
    "dechallenge": "negative",
    "rechallenge": "negative",
    "alternatives": "confirmed",
    "co_suspects": "present",
    "placebo": "reaction",
    "drug_level": "therapeutic",
    "dose_response": "absent",
    "previous_reaction": "none",
    "objective_confirmation": "not confirmed",
}


def naranjo(**values: str | tuple[str, ...]) -> Verdict:
    result = judge(NARANJO, facts(NARANJO, **values))
    assert isinstance(result, Verdict)
    return result


def answer(number: str, **values: str) -> str:
    (reading,) = (one for one in naranjo(**values).readings if one.number == number)
    return reading.answer


def because(number: str, **values: str) -> str:
    (reading,) = (one for one in naranjo(**values).readings if one.number == number)
    return reading.because


def test_points_are_those_of_the_reprints() -> None:
    assert [one.answers for one in NARANJO.criteria] == [("yes", "no", "unknown")] * 10
    assert NARANJO.kind.points == tuple(POINTS.values())
    assert [one.told.number for one in NARANJO.criteria] == list(POINTS)


def test_all_answer_sets_give_the_exact_histogram() -> None:
    # No two criteria share a finding, so a joint answer of a group is an answer.
    assert [group.joint_answers for group in NARANJO.groups] == [((0,), (1,), (2,))] * 10
    answers = np.asarray(list(product(range(3), repeat=10)), dtype=np.int64).T
    standing = NARANJO.kind.standing(list(answers))
    assert isinstance(standing.score, np.ndarray)
    scores, counts = np.unique(standing.score, return_counts=True)
    assert scores.tolist() == list(range(-4, 14))
    assert tuple(counts.tolist()) == HISTOGRAM + TAIL
    codes, sizes = np.unique(np.asarray(standing.category), return_counts=True)
    assert {NARANJO.categories[c]: n for c, n in zip(codes, sizes, strict=True)} == CLASSES
    assert sum(CLASSES.values()) == 3**10


@pytest.mark.parametrize(
    ("score", "category"),
    [
        pytest.param(13, "definite", id="13"),
        pytest.param(9, "definite", id="9"),
        pytest.param(8, "probable", id="8"),
        pytest.param(5, "probable", id="5"),
        pytest.param(4, "possible", id="4"),
        pytest.param(1, "possible", id="1"),
        pytest.param(0, "doubtful", id="0"),
        pytest.param(-4, "doubtful", id="-4"),
    ],
)
def test_n4_the_edges_of_the_bands(score: int, category: str) -> None:
    answers = np.asarray(list(product(range(3), repeat=10)), dtype=np.int64).T
    standing = NARANJO.kind.standing(list(answers))
    codes = np.asarray(standing.category)[np.asarray(standing.score) == score]
    assert {NARANJO.categories[code] for code in codes} == {category}


def test_n1_a_published_case_of_6_points_is_probable() -> None:
    # PMC6136411, table 1: 0 +2 +1 0 +2 0 0 0 0 +1, printed "probable".
    result = naranjo(
        sequence="drug first",
        dechallenge="positive",
        stop_shared="alone",
        alternatives="none after search",
        co_suspects="none",
        objective_confirmation="confirmed",
    )
    assert [one.points for one in result.readings] == [0, 2, 1, 0, 2, 0, 0, 0, 0, 1]
    assert (result.score, result.category) == (6, "probable")


def test_n2_a_published_case_of_3_points_is_possible() -> None:
    # World J Clin Cases 2024;12(7):1371: +1 +2 0 0 -1 0 0 0 0 +1, sum 3.
    result = naranjo(
        prior_knowledge="listed",
        sequence="drug first",
        alternatives="possible",
        objective_confirmation="confirmed",
    )
    assert [one.points for one in result.readings] == [1, 2, 0, 0, -1, 0, 0, 0, 0, 1]
    assert (result.score, result.category) == (3, "possible")


def test_n3_a_total_of_4_is_possible() -> None:
    # The printed total of a published ticlopidine case; its answers were not read.
    result = naranjo(prior_knowledge="listed", sequence="drug first", dechallenge="positive")
    assert (result.score, result.category) == (4, "possible")


def test_n4_the_best_and_the_worst_case() -> None:
    best, worst = naranjo(**FAVOURABLE), naranjo(**UNFAVOURABLE)
    assert (best.score, best.category, best.kept_from_next) == (13, "definite", None)
    assert (worst.score, worst.category) == (-4, "doubtful")
    assert best.not_judged == worst.not_judged == ()


def test_n5_a_case_without_information_is_doubtful_and_says_so() -> None:
    result = naranjo()
    assert (result.score, result.category) == (0, "doubtful")
    assert "NO_INFORMATION" in {warned.id for warned in result.warnings}
    assert "NOTHING_FOR_THE_DRUG" not in {warned.id for warned in result.warnings}
    assert len(result.not_judged) == 10


def test_n6_a_case_of_noes_is_possible_and_says_why() -> None:
    result = naranjo(
        **{**UNFAVOURABLE, "alternatives": "none after search"}
        | {"co_suspects": "none", "placebo": "no reaction"}
    )
    assert {one.answer for one in result.readings} == {"no"}
    assert (result.score, result.category) == (1, "possible")
    warned = {one.id for one in result.warnings}
    assert "NOTHING_FOR_THE_DRUG" in warned
    assert "NO_INFORMATION" not in warned


@pytest.mark.parametrize(
    ("number", "values", "expected"),
    [
        pytest.param("1", {"prior_knowledge": "listed"}, "yes", id="listed"),
        pytest.param("1", {"prior_knowledge": "conclusive reports"}, "yes", id="conclusive"),
        pytest.param("1", {"prior_knowledge": "isolated reports"}, "no", id="isolated"),
        pytest.param("1", {"prior_knowledge": "class effect"}, "no", id="class effect"),
        pytest.param("1", {"prior_knowledge": "not searched"}, "unknown", id="not searched"),
        pytest.param("2", {"sequence": "contradictory"}, "unknown", id="dates contradict"),
        pytest.param(
            "2",
            {"sequence": "event first", "relation": "aggravation"},
            "unknown",
            id="a worsening is older by nature",
        ),
        pytest.param("3", {"dechallenge": "positive", "stop_shared": "shared"}, "yes", id="shared"),
        pytest.param("3", {"antidote_response": "improved"}, "yes", id="antidote"),
        pytest.param(
            "3", {"dechallenge": "negative", "antidote_response": "improved"}, "yes", id="either"
        ),
        pytest.param("3", {"dechallenge": "negative"}, "no", id="no improvement"),
        pytest.param("3", {"dechallenge": "too early"}, "unknown", id="too early"),
        pytest.param("3", {"dechallenge": "confounded"}, "unknown", id="treated"),
        pytest.param("3", {"dechallenge": "not interpretable"}, "unknown", id="fatal"),
        pytest.param("3", {"dechallenge": "conflicting"}, "unknown", id="conflicting"),
        pytest.param("3", {"dechallenge": "not done"}, "unknown", id="not stopped"),
        pytest.param("4", {"rechallenge": "not done"}, "unknown", id="never given again"),
        pytest.param("4", {"rechallenge": "not interpretable"}, "unknown", id="unclear"),
        pytest.param("4", {"rechallenge": "negative"}, "no", id="not back"),
        pytest.param(
            "5", {"alternatives": "none after search", "co_suspects": "none"}, "no", id="excluded"
        ),
        pytest.param("5", {"alternatives": "none after search"}, "unknown", id="others unknown"),
        pytest.param(
            "5",
            {"alternatives": "none after search", "co_suspects": "present"},
            "yes",
            id="another suspect",
        ),
        pytest.param("5", {"underlying_disease": "active"}, "yes", id="active disease"),
        pytest.param(
            "5",
            {
                "alternatives": "none after search",
                "co_suspects": "none",
                "underlying_disease": "present",
            },
            "unknown",
            id="disease of unknown activity",
        ),
        pytest.param("5", {"alternatives": "unlikely"}, "unknown", id="unlikely"),
        pytest.param("5", {"alternatives": "searched, not itemised"}, "unknown", id="unnamed"),
        pytest.param("5", {"alternatives": "not assessed"}, "unknown", id="not assessed"),
        pytest.param("5", {"alternatives": "possible"}, "yes", id="possible"),
        pytest.param("6", {"placebo": "not given"}, "unknown", id="no placebo"),
        pytest.param("6", {"placebo": "no reaction"}, "no", id="placebo tolerated"),
        pytest.param("7", {"drug_level": "not done"}, "unknown", id="no level"),
        pytest.param("7", {"drug_level": "low"}, "no", id="low level"),
        pytest.param("8", {"dose_response": "dose not changed"}, "unknown", id="one dose"),
        pytest.param("9", {"previous_reaction": "similar drug"}, "yes", id="similar drug"),
        pytest.param("10", {"objective_confirmation": "not done"}, "unknown", id="not examined"),
    ],
)
def test_findings_are_read_as_documented(
    number: str, values: dict[str, str], expected: str
) -> None:
    assert answer(number, **values) == expected


def test_a_shared_stop_keeps_its_point_and_says_that_it_is_shared() -> None:
    assert "another suspect" in because("3", dechallenge="positive", stop_shared="shared")
    assert "another suspect" not in because("3", dechallenge="positive", stop_shared="alone")


def test_a_reading_names_the_findings_that_its_row_rests_on() -> None:
    result = naranjo(alternatives="none after search", co_suspects="none")
    by_number = {one.number: one for one in result.readings}
    assert by_number["5"].findings == ("alternatives",)
    assert by_number["4"].findings == ("rechallenge",)


def test_each_way_of_not_knowing_has_a_reason_of_its_own() -> None:
    values = ("too early", "confounded", "not interpretable", "conflicting", "not done", "unknown")
    assert len({because("3", dechallenge=value) for value in values}) == len(values)


@pytest.mark.parametrize(
    ("warning", "values"),
    [
        pytest.param("OVERDOSE", {"overdose": "yes"}, id="overdose"),
        pytest.param("INTERACTION", {"interaction": "yes"}, id="interaction"),
        pytest.param("EVENT_BEFORE_DRUG", {"sequence": "event first"}, id="order"),
        pytest.param(
            "LATENCY_NOT_SCORED",
            {"sequence": "drug first", "latency": "improbable"},
            id="latency",
        ),
        pytest.param(
            "DECHALLENGE_NOT_INTERPRETABLE", {"dechallenge": "not interpretable"}, id="fatal"
        ),
        pytest.param("ALTERNATIVES_NOT_EXCLUDED", {"alternatives": "unlikely"}, id="unlikely"),
        pytest.param("PLACEBO_AND_LEVEL_UNANSWERED", {"drug_level": "not done"}, id="items 6, 7"),
        pytest.param(
            "STOPPED_TOGETHER", {"dechallenge": "positive", "stop_shared": "shared"}, id="shared"
        ),
        pytest.param("PROTOPATHIC", {"protopathic": "yes"}, id="protopathic"),
        pytest.param("WITHDRAWAL_REACTION", {"relation": "withdrawal"}, id="withdrawal"),
        pytest.param("AGGRAVATION", {"relation": "aggravation"}, id="aggravation"),
        pytest.param("EVENT_NOT_ESTABLISHED", {"event_established": "suspected"}, id="event"),
        pytest.param("EXPOSURE_UNCERTAIN", {"exposure": "uncertain"}, id="exposure"),
        pytest.param(
            "SEVERAL_CATEGORIES", {"sequence": ("drug first", "event first")}, id="coarse dates"
        ),
    ],
)
def test_warnings_stand_beside_the_verdicts_they_belong_to(
    warning: str, values: dict[str, str]
) -> None:
    assert warning in {one.id for one in naranjo(**values).warnings}
    assert warning not in {one.id for one in naranjo(**FAVOURABLE).warnings}


def test_the_points_missing_and_who_could_give_them_are_exact() -> None:
    # 1, 2, 3 and 10 answered yes: 5 points, probable; 4 to definite, from 4, 5 and 6 to 9.
    result = naranjo(
        prior_knowledge="listed",
        sequence="drug first",
        dechallenge="positive",
        objective_confirmation="confirmed",
    )
    kept = result.kept_from_next
    assert result.score == 5
    assert kept is not None
    assert kept.categories == ("definite",)
    assert kept.points_missing == 4
    assert kept.complete
    # Only the re-exposure and the exclusion of other causes are worth two points each.
    assert [tuple(lever.number for lever in one) for one in kept.sets] == [("4", "5")]
    assert [lever.needed for lever in kept.sets[0]] == [("yes",), ("no",)]
    assert [lever.gain for lever in kept.sets[0]] == [2, 2]


def test_it_does_not_apply_to_a_missing_effect() -> None:
    result = judge(NARANJO, facts(NARANJO, relation="lack of effect"))
    assert not isinstance(result, Verdict)
    assert "absence" in result.because
