"""The French method: both tables cell by cell, the matrix, and the cells that are refused."""

from __future__ import annotations

import pytest

from causality.methods import method
from tests.methods.answers import category_of, count_of, standing_of, verdict_of

FRENCH = method("french_1985")
REFUSED = "not computable as published"
R, L = ("R+", "R0", "R-"), ("L+", "L0", "L-")

# Typed from the reproduction: course, onset, then R+ R0 R-.
CHRONOLOGY = {
    ("suggestive", "highly suggestive"): (3, 3, 1),
    ("suggestive", "compatible"): (3, 2, 1),
    ("inconclusive", "highly suggestive"): (3, 2, 1),
    ("inconclusive", "compatible"): (3, 1, 1),
    ("not suggestive", "highly suggestive"): (1, 1, 1),
    ("not suggestive", "compatible"): (1, 1, 1),
    ("suggestive", "incompatible"): (0, 0, 0),
    ("inconclusive", "incompatible"): (0, 0, 0),
    ("not suggestive", "incompatible"): (0, 0, 0),
}
# Other explanation, semiology, then L+ L0 L-.
SEMIOLOGY = {
    ("absent", "evocative"): (3, 3, 1),
    ("absent", "other"): (3, 2, 1),
    ("possible", "evocative"): (3, 2, 1),
    ("possible", "other"): (3, 1, 1),
}
# C by S; None is a cell that no source showed.
MATRIX = {
    0: ("I0", "I0", "I0"),
    1: ("I1", "I1", "I2"),
    2: ("I1", "I2", None),
    3: (None, None, None),
}


def answers(**given: str) -> dict[str, str]:
    return {
        "onset": "compatible",
        "course": "inconclusive",
        "rechallenge": "R0",
        "other_explanation": "possible",
        "semiology": "other",
        "test": "L0",
        "bibliography": "unknown",
        **given,
    }


def grades(**given: str) -> dict[str, str]:
    """The grade on each axis."""
    own = FRENCH.kind.grades((), standing_of(FRENCH, answers(**given)))
    return {each.axis: each.value for each in own}


@pytest.mark.parametrize(("course", "onset"), CHRONOLOGY)
def test_every_cell_of_the_chronology(course: str, onset: str) -> None:
    found = tuple(grades(course=course, onset=onset, rechallenge=one)["C"] for one in R)
    assert found == tuple(f"C{grade}" for grade in CHRONOLOGY[course, onset])


@pytest.mark.parametrize(("explanation", "signs"), SEMIOLOGY)
def test_every_cell_of_the_semiology(explanation: str, signs: str) -> None:
    found = tuple(grades(other_explanation=explanation, semiology=signs, test=x)["S"] for x in L)
    assert found == tuple(f"S{grade}" for grade in SEMIOLOGY[explanation, signs])


def test_every_cell_of_the_matrix_is_given_or_refused() -> None:
    for (course, onset), by_re_exposure in CHRONOLOGY.items():
        for re_exposure, c in zip(R, by_re_exposure, strict=True):
            for (explanation, signs), by_test in SEMIOLOGY.items():
                for test, s in zip(L, by_test, strict=True):
                    given = answers(
                        course=course,
                        onset=onset,
                        rechallenge=re_exposure,
                        other_explanation=explanation,
                        semiology=signs,
                        test=test,
                    )
                    assert category_of(FRENCH, given) == (MATRIX[c][s - 1] or REFUSED)


def test_the_two_best_categories_are_never_given() -> None:
    counts = count_of("french_1985")
    assert [counts[name] for name in ("I4", "I3")] == [0, 0]
    assert all(counts[name] for name in ("I2", "I1", "I0", REFUSED))
    assert sum(counts.values()) == 4 * 3 * 3 * 2 * 2 * 3 * 5


F = {"sequence": "drug first", "latency": "compatible", "dechallenge": "positive"}


def test_f1_time_fits_course_and_signs_point_to_the_drug_is_plausible() -> None:
    result = verdict_of(FRENCH, **F, specific_pattern="specific")
    assert result.category == "I2"
    assert [(one.axis, one.value) for one in result.grades] == [("C", "C2"), ("S", "S2")]


def test_f2_an_event_before_the_drug_is_excluded_whatever_the_signs() -> None:
    result = verdict_of(
        FRENCH,
        **{**F, "sequence": "event first", "latency": "impossible"},
        specific_test="positive",
        specific_pattern="specific",
    )
    assert result.category == "I0"


def test_f3_a_cell_that_no_source_showed_is_refused_and_says_so() -> None:
    result = verdict_of(
        FRENCH,
        **{**F, "latency": "highly suggestive"},
        rechallenge="positive",
        alternatives="none after search",
        underlying_disease="none",
        specific_pattern="specific",
        specific_test="positive",
    )
    assert result.category == REFUSED
    assert result.because.endswith("the row of C3 was read in no source")
    assert [one.value for one in result.grades] == ["C3", "S3"]


def test_f4_an_irreversible_event_without_a_search_is_doubtful() -> None:
    result = verdict_of(
        FRENCH, **{**F, "dechallenge": "not interpretable"}, alternatives="not assessed"
    )
    assert result.category == "I1"
    assert [one.value for one in result.grades] == ["C1", "S1"]


def test_f5_a_negative_rechallenge_is_c1_in_every_row_that_is_possible() -> None:
    for (course, onset), row in CHRONOLOGY.items():
        if onset != "incompatible":
            assert row[2] == 1
            assert grades(course=course, onset=onset, rechallenge="R-")["C"] == "C1"


def test_literature_stands_apart_and_changes_nothing() -> None:
    known, new = (
        verdict_of(FRENCH, **F, prior_knowledge=level) for level in ("listed", "none found")
    )
    assert known.category == new.category
    assert [(one.axis, one.value) for one in known.grades][2:] == [("B", "B3")]
    assert [(one.axis, one.value) for one in new.grades][2:] == [("B", "B0")]


def test_another_suspect_changes_nothing_unless_the_switch_says_so() -> None:
    known = {**F, "alternatives": "none after search", "underlying_disease": "none"}
    alone = verdict_of(FRENCH, **known, co_suspects="present")
    assert [one.value for one in alone.grades] == ["C2", "S2"]
    counted = method("french_1985", options={"co suspects count": True})
    both = verdict_of(counted, **known, co_suspects="present")
    assert [one.value for one in both.grades] == ["C2", "S1"]


def test_what_no_cell_can_reach_is_named_as_such() -> None:
    kept = verdict_of(FRENCH, **F, specific_pattern="specific").kept_from_next
    assert kept is not None
    assert (kept.categories, kept.sets) == (("I3",), ())
