"""The Liverpool chart: every leaf, the ways that are ours, and the path that is shown."""

from __future__ import annotations

import pytest

from causality.methods import method
from tests.methods.answers import category_of, count_of, verdict_of

LCAT = method("lcat_2011")
IDS = {each.told.number: each.id for each in LCAT.criteria}


def leaf(**given: str) -> str:
    """The category of the answers; what is not on the way is answered against the drug."""
    answers = {"1": "yes", "2": "yes", "2b": "no", "3": "yes", "4": "no", "5": "low"}
    answers |= dict.fromkeys(("6", "7", "8", "9"), "no")
    answers |= {name.removeprefix("q"): answer for name, answer in given.items()}
    return category_of(LCAT, {IDS[name]: answer for name, answer in answers.items()})


@pytest.mark.parametrize(
    ("answers", "category"),
    [
        pytest.param({"q1": "no"}, "unlikely", id="L1"),
        pytest.param({"q2": "no", "q2b": "no"}, "unlikely", id="L2"),
        pytest.param({"q3": "no", "q4": "no"}, "possible", id="L3"),
        pytest.param({"q5": "low", "q6": "yes"}, "definite", id="L4"),
        pytest.param({"q5": "low", "q8": "yes"}, "definite", id="L5"),
        pytest.param({"q5": "low", "q9": "yes"}, "probable", id="L6"),
        pytest.param({"q5": "low"}, "possible", id="L7"),
        pytest.param({"q3": "unassessable", "q5": "unsure"}, "possible", id="L8"),
        pytest.param(
            {"q3": "no", "q4": "yes", "q5": "high", "q7": "yes", "q9": "yes"}, "probable", id="L9"
        ),
        pytest.param(
            {"q2": "no", "q2b": "yes", "q5": "high", "q7": "yes", "q8": "yes"}, "definite", id="L10"
        ),
        pytest.param({"q3": "unassessable", "q8": "yes"}, "definite", id="L11"),
        # Leaves that the list above leaves out.
        pytest.param({"q5": "high", "q7": "yes"}, "possible", id="known mechanism, new reaction"),
        pytest.param({"q5": "high", "q6": "yes"}, "possible", id="re-exposure is not asked here"),
    ],
)
def test_every_leaf_of_the_chart(answers: dict[str, str], category: str) -> None:
    assert leaf(**answers) == category


def test_every_combination_of_answers_has_one_category() -> None:
    counts = count_of("lcat_2011")
    assert set(counts) == set(LCAT.categories)
    assert all(counts.values())
    assert sum(counts.values()) == 2 * 6 * 12 * 3 * 3 * 3 * 3 * 3


KNOWN = {
    "sequence": "drug first",
    "relation": "under drug",
    "alternatives": "none after search",
    "rechallenge": "not done",
    "previous_reaction": "none",
    "prior_knowledge": "listed",
}


def test_the_path_is_shown_and_nothing_else_counts_as_asked() -> None:
    result = verdict_of(LCAT, **KNOWN, dechallenge="positive")
    assert result.category == "probable"
    numbers = {each.id: each.told.number for each in LCAT.criteria}
    assert [numbers[one] for one in result.path] == ["1", "2", "3", "5", "6", "8", "9"]
    assert {each.number for each in result.readings if not each.asked} == {"2b", "4", "7"}
    assert result.not_judged == ()
    assert result.because.endswith("1 yes, 2 yes, 3 yes, 5 low, 6 no, 8 no, 9 yes")


def test_a_stop_that_is_not_reported_is_followed_both_ways() -> None:
    result = verdict_of(LCAT, **KNOWN)
    assert result.category == "possible"
    assert result.possible_categories == ("probable", "possible")
    assert "NO_WAY_ON" in {each.id for each in result.warnings}
    # Both ways end alike where a lasting impairment is on record: then the stop does not matter.
    harmed = verdict_of(LCAT, **KNOWN, lasting_harm="yes")
    assert harmed.possible_categories == ("probable",)
    assert "NO_WAY_ON" not in {each.id for each in harmed.warnings}


def test_cycles_and_single_doses_are_what_the_footnote_calls_unassessable() -> None:
    for way in ("single", "intermittent"):
        result = verdict_of(LCAT, **KNOWN, administration=way, dechallenge="not interpretable")
        assert result.possible_categories == ("probable",)
    going_on = verdict_of(LCAT, **KNOWN, administration="continuous", dechallenge="not done")
    assert going_on.possible_categories == ("probable", "possible")


def test_unknown_is_taken_as_no_with_a_warning() -> None:
    result = verdict_of(LCAT, **{**KNOWN, "rechallenge": "unknown"}, dechallenge="positive")
    assert result.category == "probable"
    assert "UNKNOWN_TAKEN_AS_NO" in {each.id for each in result.warnings}
    assert result.not_judged == ("rechallenge",)


def test_evidence_of_the_event_is_no_evidence_of_the_mechanism() -> None:
    known = {**KNOWN, "alternatives": "likely", "dechallenge": "positive"}
    assert verdict_of(LCAT, **known, objective_confirmation="confirmed").category == "possible"
    assert verdict_of(LCAT, **known, drug_level="toxic").category == "probable"


def test_an_order_that_is_not_known_leaves_unlikely_open() -> None:
    known = {**KNOWN, "sequence": "unknown", "dechallenge": "positive"}
    result = verdict_of(LCAT, **known)
    assert result.possible_categories == ("probable", "unlikely")
    worse = verdict_of(LCAT, **{**known, "relation": "aggravation"})
    assert worse.possible_categories == ("probable",)
