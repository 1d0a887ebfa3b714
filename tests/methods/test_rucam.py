"""RUCAM, both editions: the published cases, the traps among them, and every edge of its bands."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from causality.assessment import assess
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.methods import Method, NotApplicable, Verdict, judge, method
from causality.vocabulary import VOCABULARY

EDITIONS = {year: method(f"rucam_{year}") for year in (1993, 2016)}
BOTH = pytest.mark.parametrize("year", EDITIONS)
SIX = "all six"
NEEDED = {"liver_injury": "yes", "liver_pattern": "hepatocellular"}


def masks(one: Method, **values: str) -> dict[str, int]:
    """Masks of settled findings; all others unknown."""
    given = {**NEEDED, **values}
    return {name: VOCABULARY[name].bit(given.get(name, "unknown")) for name in one.looks_at}


def scored(year: int, **values: str) -> Verdict:
    """The verdict on settled findings."""
    one = EDITIONS[year]
    result = judge(one, masks(one, **values))
    assert isinstance(result, Verdict)
    return result


def points(verdict: Verdict) -> list[int | None]:
    return [reading.points for reading in verdict.readings]


def test_v1_a_published_case_of_the_update() -> None:
    # PMC6887447, table 3: +1 (after 90 d), no course, alcohol 0, age +1, 0, +2, 0, 0: 4, possible.
    result = scored(
        2016,
        liver_timing="compatible",
        alcohol="none",
        age_from_55="yes",
        liver_co_drugs="none",
        liver_causes_excluded=SIX,
        hepatitis_e="excluded",
        liver_further_causes="all",
        prior_knowledge="none found",
    )
    assert points(result) == [1, 0, 0, 1, 0, 2, 0, 0]
    assert (result.score, result.category) == (4, "possible")


def test_v2_a_published_case_of_1993() -> None:
    # PMC6144106, table 3: +1, +2, alcohol 0, age +1, 0 (incompatible), +2, +1, 0: 7, probable.
    result = scored(
        1993,
        liver_timing="compatible",
        liver_course="ALT half within 30 d",
        alcohol="none",
        age_from_55="yes",
        liver_co_drugs="none",
        liver_causes_excluded=SIX,
        liver_further_causes="all but varicella",
        prior_knowledge="conclusive reports",
    )
    assert points(result) == [1, 2, 0, 1, 0, 2, 1, 0]
    assert (result.score, result.category) == (7, "probable")


@BOTH
def test_v3_a_published_case_is_not_scored_against_its_own_description(year: int) -> None:
    # PMC5053977, table 1, prints 2, 3, 0, 0, 0, 1, 0: 6, probable. It describes a fall of less than
    # half in 30 days and an age over 55. So item 2 is -2 and item 3 is +1: 2 points, unlikely.
    result = scored(
        year,
        liver_timing="suggestive",
        liver_course="ALT not half by 30 d, or rising again",
        alcohol="none",
        age_from_55="yes",
        liver_co_drugs="none",
        liver_causes_excluded="five",
        prior_knowledge="isolated reports",
    )
    assert points(result) == [2, -2, 0, 1, 0, 0, 1, 0]
    assert result.score != 6
    assert (result.score, result.category) == (2, "unlikely")


def test_partial_published_items_of_the_update() -> None:
    # explorationpub 100184, table 1: items 1 to 4 are +2, +3, age +1, 0.
    first = scored(
        2016,
        liver_timing="suggestive",
        liver_course="ALT half within 8 d",
        age_from_55="yes",
        liver_co_drugs="none",
    )
    assert points(first)[:5] == [2, 3, 0, 1, 0]
    # Case Reports Hepatol 2020;8872804, table 1, cholestatic: +2, +2, 0, -1.
    second = scored(
        2016,
        liver_pattern="cholestatic",
        liver_timing="suggestive",
        liver_course="ALP half within 180 d",
        alcohol="none",
        pregnancy="no",
        age_from_55="no",
        liver_co_drugs="compatible",
    )
    assert points(second)[:5] == [2, 2, 0, 0, -1]


def test_the_eight_nevirapine_patients() -> None:
    # PMC6233541, table 2: item 1, item 2 and the co-drugs of eight patients.
    course = {
        2: "ALT half within 30 d",
        3: "ALT half within 8 d",
        0: "unknown",
    }
    others = {0: "none", -2: "known hepatotoxin"}
    for second, fourth in zip((2, 2, 2, 2, 2, 3, 2, 0), (0, 0, -2, 0, 0, 0, 0, 0), strict=True):
        result = scored(
            1993,
            liver_timing="suggestive",
            liver_course=course[second],
            liver_co_drugs=others[fourth],
        )
        assert [points(result)[i] for i in (0, 1, 4)] == [2, second, fourth]


def test_the_page_tells_the_items_of_the_published_garcinia_case_as_they_are_scored() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "methods" / "rucam.md"
    told = {
        cells[0]: int(cells[1])
        for line in page.read_text(encoding="utf-8").splitlines()
        if (cells := [cell.strip() for cell in line.split("|")[1:-1]])
        and cells[0] in ITEMS
        and len(cells) == len(("item", "ours", "with follow-up", "what is on record"))
    }
    (pair,) = assess(read_case(shipped_cases()["garcinia-liver-injury"])).pairs
    result = pair.verdicts["rucam_2016"]
    assert isinstance(result, Verdict)
    assert told == {one.number: one.points for one in result.readings}
    assert (result.score, result.recorded_range) == (sum(told.values()), (-3, 1))


ITEMS = ("1", "2", "3a", "3b", "4", "5", "6", "7")


@pytest.mark.parametrize(
    ("excluded", "hepatitis_e", "expected"),
    [
        pytest.param("all six", "excluded", 1, id="7 of 7"),
        pytest.param("all six", "not excluded", 0, id="B6: 6 of 7, hepatitis E not done"),
        pytest.param("five", "excluded", 0, id="B6: 6 of 7"),
        pytest.param("five", "unknown", 0, id="5 of 7"),
        pytest.param("four", "excluded", 0, id="5 of 7 with hepatitis E"),
        pytest.param("four", "unknown", -2, id="4 of 7"),
        pytest.param("three or fewer", "excluded", -2, id="3 and hepatitis E"),
        pytest.param("unknown", "unknown", -2, id="nothing looked for"),
        pytest.param("one highly probable", "excluded", -3, id="another cause"),
    ],
)
def test_other_causes_of_the_update(excluded: str, hepatitis_e: str, expected: int) -> None:
    result = scored(2016, liver_causes_excluded=excluded, hepatitis_e=hepatitis_e)
    assert points(result)[5] == expected


@pytest.mark.parametrize(
    ("excluded", "further", "expected"),
    [
        pytest.param("all six", "all but varicella", 2, id="groups I and II"),
        pytest.param("all six", "all", 2, id="and varicella besides"),
        pytest.param("all six", "not all", 1, id="group I"),
        pytest.param("five", "all", 0, id="B7: 5 of 6"),
        pytest.param("four", "unknown", 0, id="4 of 6"),
        pytest.param("three or fewer", "all", -2, id="fewer"),
        pytest.param("unknown", "unknown", -2, id="nothing looked for"),
        pytest.param("one highly probable", "all", -3, id="another cause"),
    ],
)
def test_other_causes_of_1993(excluded: str, further: str, expected: int) -> None:
    result = scored(1993, liver_causes_excluded=excluded, liver_further_causes=further)
    assert points(result)[5] == expected


def test_varicella_belongs_to_the_second_group_of_the_update_only() -> None:
    values = {"liver_causes_excluded": SIX, "hepatitis_e": "excluded"}
    values["liver_further_causes"] = "all but varicella"
    assert points(scored(2016, **values))[5] == 1
    assert points(scored(1993, **values))[5] == 2


@BOTH
@pytest.mark.parametrize(
    ("finding", "value", "place", "expected"),
    [
        pytest.param("liver_timing", "suggestive", 0, 2, id="suggestive"),
        pytest.param("liver_timing", "compatible", 0, 1, id="compatible"),
        pytest.param("liver_course", "ALT half within 8 d", 1, 3, id="8 d"),
        pytest.param("liver_course", "ALT half within 30 d", 1, 2, id="30 d"),
        pytest.param("liver_course", "ALT half after 30 d", 1, 0, id="after 30 d"),
        pytest.param("liver_course", "ALP half within 180 d", 1, 2, id="180 d"),
        pytest.param("liver_course", "ALP down by less", 1, 1, id="less in 180 d"),
        pytest.param("liver_course", "ALP not down", 1, 0, id="not down"),
        pytest.param("liver_course", "drug continued", 1, 0, id="continued"),
        pytest.param("alcohol", "above limits", 2, 1, id="alcohol"),
        pytest.param("age_from_55", "yes", 3, 1, id="age"),
        pytest.param("liver_co_drugs", "compatible", 4, -1, id="another drug"),
        pytest.param("liver_co_drugs", "known hepatotoxin", 4, -2, id="hepatotoxin"),
        pytest.param("liver_co_drugs", "implicated", 4, -3, id="implicated"),
        pytest.param("prior_knowledge", "listed", 6, 2, id="labelled"),
        pytest.param("prior_knowledge", "isolated reports", 6, 1, id="published"),
        pytest.param("prior_knowledge", "class effect", 6, 0, id="class effect"),
        pytest.param("liver_re_exposure", "doubled alone", 7, 3, id="positive"),
        pytest.param("liver_re_exposure", "doubled with other drugs", 7, 1, id="compatible again"),
        pytest.param("liver_re_exposure", "within normal", 7, -2, id="negative"),
        pytest.param("liver_re_exposure", "not doubled", 7, 0, id="other situation"),
        pytest.param("liver_re_exposure", "not given", 7, 0, id="not given"),
    ],
)
def test_points_are_those_of_the_tables(
    year: int, finding: str, value: str, place: int, expected: int
) -> None:
    assert points(scored(year, **{finding: value}))[place] == expected


def test_alcohol_within_limits_counts_in_1993_only() -> None:
    assert points(scored(1993, alcohol="within limits"))[2] == 1
    assert points(scored(2016, alcohol="within limits"))[2] == 0


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        pytest.param("hepatocellular", (1, 1), id="hepatocellular"),
        pytest.param("mixed", (1, 2), id="mixed"),
        pytest.param("cholestatic", (1, 2), id="cholestatic"),
    ],
)
def test_pregnancy_counts_where_it_is_printed(pattern: str, expected: tuple[int, int]) -> None:
    values = {"liver_pattern": pattern, "alcohol": "above limits", "pregnancy": "yes"}
    assert tuple(points(scored(year, **values))[2] for year in EDITIONS) == expected
    either = method("rucam_2016", options={"pregnancy has a line of its own": False})
    result = judge(either, masks(either, **values))
    assert isinstance(result, Verdict)
    assert points(result)[2] == 1
    assert points(scored(2016, liver_pattern=pattern, pregnancy="yes", alcohol="none"))[2] == (
        expected[1] - 1
    )


BEST = {
    "liver_timing": "suggestive",
    "alcohol": "above limits",
    "age_from_55": "yes",
    "liver_co_drugs": "none",
    "liver_causes_excluded": SIX,
    "hepatitis_e": "excluded",
    "liver_further_causes": "all",
    "prior_knowledge": "listed",
    "liver_re_exposure": "doubled alone",
}
WORST = {
    "liver_timing": "compatible",
    "alcohol": "none",
    "pregnancy": "no",
    "age_from_55": "no",
    "liver_co_drugs": "implicated",
    "liver_causes_excluded": "one highly probable",
    "prior_knowledge": "none found",
    "liver_re_exposure": "within normal",
}


@BOTH
def test_the_best_and_the_worst_case_span_the_published_range(year: int) -> None:
    best = scored(year, **BEST, liver_course="ALT half within 8 d")
    worst = scored(year, **WORST, liver_course="ALT not half by 30 d, or rising again")
    assert (best.score, best.category) == (14, "highly probable")
    assert (worst.score, worst.category) == (-9, "excluded")
    other = {"liver_pattern": "cholestatic"}
    best = scored(year, **BEST, **other, liver_course="ALP half within 180 d")
    worst = scored(year, **WORST, **other, liver_course="ALP not down")
    assert (best.score, worst.score) == (13, -7)


@BOTH
def test_every_edge_of_the_bands(year: int) -> None:
    one = EDITIONS[year]
    worths = [sorted(set(worth)) for worth in one.kind.points or ()]
    seen: dict[int, set[str]] = {}
    joint = [range(len(group.joint_answers)) for group in one.groups]
    answers = np.asarray(list(product(*joint)), dtype=np.int64).T
    standing = one.kind.standing(list(answers))
    for score, category in zip(
        np.asarray(standing.score).tolist(), np.asarray(standing.category).tolist(), strict=True
    ):
        seen.setdefault(score, set()).add(one.categories[category])
    assert min(seen) == sum(worth[0] for worth in worths)
    assert max(seen) == sum(worth[-1] for worth in worths)
    assert sorted(seen) == list(range(min(seen), max(seen) + 1))
    edges = {9: "highly probable", 8: "probable", 6: "probable", 5: "possible", 3: "possible"}
    edges |= {2: "unlikely", 1: "unlikely", 0: "excluded"}
    assert {score: seen[score] for score in edges} == {k: {v} for k, v in edges.items()}
    assert all(len(categories) == 1 for categories in seen.values())


@BOTH
@pytest.mark.parametrize(
    ("finding", "value", "because"),
    [
        pytest.param("liver_injury", "no", "no liver injury", id="another event"),
        pytest.param("liver_injury", "unknown", "no liver injury", id="unknown event"),
        pytest.param("liver_pattern", "unknown", "pattern", id="no R"),
        pytest.param("liver_timing", "before the drug", "before", id="before the drug"),
        pytest.param("liver_timing", "too late after the stop", "too long", id="B2, B3"),
        pytest.param("exposure", "not taken", "did not take", id="not taken"),
    ],
)
def test_where_it_does_not_apply_it_says_why(
    year: int, finding: str, value: str, because: str
) -> None:
    one = EDITIONS[year]
    result = judge(one, masks(one, **{finding: value}))
    assert isinstance(result, NotApplicable)
    assert because in result.because


@BOTH
def test_b5_an_r_of_exactly_5_uses_the_first_table_and_says_so(year: int) -> None:
    result = scored(year, liver_pattern="hepatocellular or mixed", alcohol="none")
    assert points(result)[2] == 0
    assert "R_AT_THE_EDGE" in {one.id for one in result.warnings}
    assert "R_AT_THE_EDGE" not in {one.id for one in scored(year).warnings}


@BOTH
def test_an_empty_liver_case_is_excluded_and_says_that_nothing_was_looked_for(year: int) -> None:
    result = scored(year)
    assert (result.score, result.category) == (-2, "excluded")
    warned = {one.id for one in result.warnings}
    assert warned >= {"TIME_TO_ONSET_UNKNOWN", "ALCOHOL_UNKNOWN", "CAUSES_NOT_SEARCHED"}


BETTER = {
    "liver_timing": ("compatible", "suggestive"),
    "liver_course": (
        "ALT not half by 30 d, or rising again",
        "ALT half after 30 d",
        "ALT half within 30 d",
        "ALT half within 8 d",
    ),
    "alcohol": ("none", "above limits"),
    "age_from_55": ("no", "yes"),
    "liver_co_drugs": ("implicated", "known hepatotoxin", "compatible", "none"),
    "liver_causes_excluded": ("one highly probable", "three or fewer", "four", "five", "all six"),
    "hepatitis_e": ("not excluded", "excluded"),
    "liver_further_causes": ("not all", "all but varicella", "all"),
    "prior_knowledge": ("none found", "class effect", "isolated reports", "listed"),
    "liver_re_exposure": (
        "within normal",
        "not doubled",
        "doubled with other drugs",
        "doubled alone",
    ),
}
"""What speaks for the drug more and more, finding by finding."""


@BOTH
@pytest.mark.parametrize("finding", BETTER)
@pytest.mark.parametrize("others", [BEST, WORST, {}], ids=["best", "worst", "unknown"])
def test_stronger_evidence_never_lowers_the_score(
    year: int, finding: str, others: dict[str, str]
) -> None:
    scores = [scored(year, **{**others, finding: value}).score for value in BETTER[finding]]
    assert scores == sorted(scores, key=lambda score: score or 0)
