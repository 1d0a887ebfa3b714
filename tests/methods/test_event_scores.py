"""RegiSCAR and 4Ts: they validate an event; published cases, edges, and what is unknown."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from causality.methods import Method, NotApplicable, Verdict, judge, method
from causality.vocabulary import VOCABULARY

DRESS, HIT = method("regiscar_dress"), method("four_ts")
KIND = {DRESS.id: "DRESS", HIT.id: "thrombocytopenia under heparin"}
BOTH = pytest.mark.parametrize("one", [DRESS, HIT], ids=lambda one: one.id)


def told(one: Method, **values: str) -> Verdict | NotApplicable:
    given = {"reaction_kind": KIND[one.id], **values}
    masks = {name: VOCABULARY[name].bit(given.get(name, "unknown")) for name in one.looks_at}
    return judge(one, masks)


def scored(one: Method, **values: str) -> Verdict:
    result = told(one, **values)
    assert isinstance(result, Verdict)
    return result


def points(verdict: Verdict) -> list[int | None]:
    return [reading.points for reading in verdict.readings]


def test_v5_a_published_case_of_dress() -> None:
    # PMC11480927, table 2: 0, 0, +2, 0, +1, +1, 0, +2, 0, 0: 6, definite.
    result = scored(
        DRESS,
        dress_fever="yes",
        dress_nodes="no",
        dress_eosinophils="1500 or more",
        dress_lymphocytes="no",
        dress_extent="yes",
        dress_rash="yes",
        dress_biopsy="yes",
        dress_organs="two or more",
        dress_resolution="yes",
        dress_causes="no",
    )
    assert points(result) == [0, 0, 2, 0, 1, 1, 0, 2, 0, 0]
    assert (result.score, result.category) == (6, "definite")


def test_v4_a_published_case_of_hit() -> None:
    # Thromb J 2020, table 1: 2, 1, 0, 1: 4, intermediate.
    result = scored(
        HIT,
        hit_fall="over 50 %, nadir 20 or more",
        hit_timing="unclear or late",
        hit_thrombosis="none",
        hit_other_causes="possible",
    )
    assert points(result) == [2, 1, 0, 1]
    assert (result.score, result.category) == (4, "intermediate")


def test_b10_nothing_known_of_dress_is_minus_2_and_no_case() -> None:
    result = scored(DRESS)
    assert (result.score, result.category) == (-2, "no case")
    assert "NOTHING_ANSWERED" in {one.id for one in result.warnings}


def test_a_time_that_is_not_known_is_worth_1_in_the_4ts() -> None:
    assert points(scored(HIT)) == [0, 1, 0, 0]


def test_what_is_unknown_and_what_is_no_differ_as_published() -> None:
    assert points(scored(DRESS, dress_rash="no", dress_biopsy="no"))[5:7] == [-1, -1]
    assert points(scored(DRESS))[5:7] == [0, 0]


@pytest.mark.parametrize(
    ("one", "span", "edges"),
    [
        pytest.param(
            DRESS,
            (-4, 9),
            {6: "definite", 5: "probable", 4: "probable", 3: "possible", 2: "possible"}
            | {1: "no case"},
            id="RegiSCAR",
        ),
        pytest.param(
            HIT,
            (0, 8),
            {8: "high", 6: "high", 5: "intermediate", 4: "intermediate", 3: "low"},
            id="4Ts",
        ),
    ],
)
def test_all_answers_span_the_published_range_and_its_bands(
    one: Method, span: tuple[int, int], edges: dict[int, str]
) -> None:
    joint = [range(len(group.joint_answers)) for group in one.groups]
    answers = np.asarray(list(product(*joint)), dtype=np.int64).T
    standing = one.kind.standing(list(answers))
    scores = np.asarray(standing.score)
    assert (int(scores.min()), int(scores.max())) == span
    for score, category in edges.items():
        codes = np.asarray(standing.category)[scores == score]
        assert {one.categories[code] for code in codes} == {category}


@BOTH
@pytest.mark.parametrize("kind", ["other", "unknown"])
def test_it_does_not_apply_to_another_event(one: Method, kind: str) -> None:
    result = told(one, reaction_kind=kind)
    assert isinstance(result, NotApplicable)
    assert "the event" in result.because


@BOTH
def test_it_says_that_it_grades_the_event_and_not_the_drug(one: Method) -> None:
    assert "VALIDATES_THE_EVENT" in {warned.id for warned in scored(one).warnings}
