"""ALDEN: the published cases, the trap among them, two passes over the drugs of an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.errors import ModelError
from causality.methods import (
    Method,
    NotApplicable,
    Verdict,
    compile_method,
    judge,
    method,
    score,
    verdict,
    with_rivals,
)
from causality.vocabulary import VOCABULARY
from tests.methods.columns import Given, bits, document, random_columns

ALDEN = method("alden_2010_experimental")
KIND = {"reaction_kind": "epidermal necrolysis"}


def told(**values: str | tuple[str, ...]) -> Verdict | NotApplicable:
    """The verdict on a drug that is the only one; what is not named is unknown."""
    (result,) = together(values)
    return result


def scored(**values: str | tuple[str, ...]) -> Verdict:
    result = told(**values)
    assert isinstance(result, Verdict)
    return result


def columns_of(*drugs: Mapping[str, str | tuple[str, ...]]) -> Given:
    masks = {
        name: [
            bits(name, *((value,) if isinstance(value, str) else value))
            for value in ({**KIND, **drug}.get(name, "unknown") for drug in drugs)
        ]
        for name in ALDEN.looks_at
    }
    return Given(len(drugs), masks)


def together(*drugs: Mapping[str, str | tuple[str, ...]]) -> list[Verdict | NotApplicable]:
    """The verdicts on all drugs of one event."""
    seen = with_rivals(ALDEN, columns_of(*drugs), np.zeros(len(drugs), dtype=np.int64))
    return [verdict(ALDEN, seen, row) for row in range(len(drugs))]


def scores(*drugs: Mapping[str, str | tuple[str, ...]]) -> list[int | None]:
    return [one.score for one in together(*drugs) if isinstance(one, Verdict)]


def points(result: Verdict) -> list[int | None]:
    return [reading.points for reading in result.readings]


HIGH = {"necrolysis_notoriety": "high risk"}
PLAIN = {"drug_at_onset": "present", "course_on_drug": "not continued", **HIGH}
"""What the published cases have in common: stopped, still present, on the list of high risk."""

SIX = {**PLAIN, "necrolysis_delay": "5 to 28 d"}
PERHAPS: dict[str, str | tuple[str, ...]] = {**SIX, "drug_at_onset": ("present", "gone")}
"""A drug of 6 points, or of 3 if it was gone."""

PUBLISHED = [
    *((case, SIX, [3, 0, 0, 0, 3, 0], 6, "very probable") for case in ("A1", "A2", "A3", "A7")),
    *((case, SIX, [3, 0, 0, 0, 3, 0], 6, "very probable") for case in ("A9", "A11")),
    *(
        (
            case,
            {**PLAIN, "necrolysis_delay": "over 56 d"},
            [-1, 0, 0, 0, 3, 0],
            2,
            "possible",
        )
        for case in ("A4", "A6")
    ),
    (
        "A5",
        {**PLAIN, "necrolysis_delay": "1 to 4 d", "previous_reaction": "same drug"},
        [3, 0, 4, 0, 3, 0],
        10,
        "very probable",
    ),
    ("A10", {**PLAIN, "necrolysis_delay": "1 to 4 d"}, [1, 0, 0, 0, 3, 0], 4, "probable"),
    (
        "A12",
        {
            "necrolysis_delay": "5 to 28 d",
            "drug_at_onset": "gone",
            "course_on_drug": "not continued",
            "necrolysis_notoriety": "lower risk",
        },
        [3, -3, 0, 0, 2, 0],
        2,
        "possible",
    ),
]
"""Eur J Med Res 2023, table 3: the scores as printed; findings chosen to say the same."""


@pytest.mark.parametrize(
    ("findings", "printed", "total", "category"),
    [pytest.param(*rest, id=case) for case, *rest in PUBLISHED],
)
def test_a_published_case(
    findings: dict[str, str], printed: list[int], total: int, category: str
) -> None:
    result = scored(**findings)
    assert points(result) == printed
    assert (result.score, result.category) == (total, category)


def test_a8_a_published_case_is_not_scored_against_its_own_answers() -> None:
    # It prints 3, 0, 1, 0, 3, 0: 7. The delay of 1 to 4 days earns +3 only after a reaction to the
    # same drug, but the third score says that the earlier one was to a similar drug: 1+0+1+0+3 = 5.
    result = scored(**PLAIN, necrolysis_delay="1 to 4 d", other_reaction_before="similar drug")
    assert points(result) == [1, 0, 1, 0, 3, 0]
    assert (result.score, result.category) == (5, "probable")


def test_a13_without_any_date_nothing_is_computed() -> None:
    bands = ("on or after the index day", "1 to 4 d", "5 to 28 d", "29 to 56 d", "over 56 d")
    for silence in ("unknown", bands):
        result = told(**PLAIN, necrolysis_delay=silence)
        assert isinstance(result, NotApplicable)
        assert "nothing is on record" in result.because


def test_dates_that_leave_two_bands_leave_a_range() -> None:
    result = scored(**PLAIN, necrolysis_delay=("5 to 28 d", "29 to 56 d"))
    assert result.recorded_range == (3, 6)
    assert result.possible_categories == ("very probable", "probable", "possible")


def test_an_unknown_half_life_may_still_cost_three_points() -> None:
    result = scored(**PERHAPS)
    assert (result.score, result.recorded_range) == (6, (3, 6))
    assert "HALF_LIFE_UNKNOWN" in {one.id for one in result.warnings}


@pytest.mark.parametrize(
    ("finding", "value", "place", "expected"),
    [
        ("necrolysis_delay", "on or after the index day", 0, -3),
        ("necrolysis_delay", "29 to 56 d", 0, 2),
        ("slow_elimination", "yes", 1, -1),
        ("interaction", "yes", 1, -1),
        ("rechallenge", "positive", 2, 4),
        ("previous_reaction", "same drug", 2, 4),
        ("previous_reaction", "similar drug", 2, 2),
        ("other_reaction_before", "same drug", 2, 2),
        ("other_reaction_before", "similar drug", 2, 1),
        ("rechallenge", "negative", 2, -2),
        ("tolerated_exposure", "tolerated", 2, -2),
        ("tolerated_exposure", "no earlier exposure", 2, 0),
        ("course_on_drug", "resolved", 3, -2),
        ("course_on_drug", "persisted", 3, 0),
        ("necrolysis_notoriety", "lower risk", 4, 2),
        ("necrolysis_notoriety", "under surveillance", 4, 1),
        ("necrolysis_notoriety", "other", 4, 0),
        ("necrolysis_notoriety", "not suspected", 4, -1),
    ],
)
def test_points_are_those_of_the_table(finding: str, value: str, place: int, expected: int) -> None:
    drug = {"necrolysis_delay": "5 to 28 d", "drug_at_onset": "gone", finding: value}
    assert points(scored(**drug))[place] == expected


@pytest.mark.parametrize("before", ["previous_reaction", "other_reaction_before"])
@pytest.mark.parametrize(
    ("delay", "expected"), [("1 to 4 d", 3), ("5 to 28 d", 1), ("29 to 56 d", 1)]
)
def test_after_a_reaction_to_the_same_drug_the_bands_are_others(
    before: str, delay: str, expected: int
) -> None:
    assert points(scored(necrolysis_delay=delay, **{before: "same drug"}))[0] == expected


FIVE = {**SIX, "necrolysis_delay": "29 to 56 d"}
FOUR = {**SIX, "necrolysis_delay": "1 to 4 d"}
THREE = {**SIX, "necrolysis_notoriety": "other"}


def test_b9_two_drugs_above_three_take_a_point_off_each_other() -> None:
    assert scores(FIVE, FOUR) == [4, 3]
    first, _ = together(FIVE, FOUR)
    assert isinstance(first, Verdict)
    assert {"RIVAL_COUNTS", "EXPERIMENTAL"} <= {one.id for one in first.warnings}
    assert points(first)[5] == -1


def test_a_rival_has_more_than_three_and_spares_only_itself() -> None:
    assert scores(THREE, THREE) == [3, 3]
    assert scores(FOUR, THREE, THREE) == [4, 2, 2]
    assert scores(FOUR, FOUR, THREE) == [3, 3, 2]


def test_a_drug_that_is_not_scored_is_no_rival() -> None:
    assert scores(THREE, {**FOUR, "exposure": "not taken"}) == [3]
    assert scores(THREE, {**FOUR, "reaction_kind": "other"}) == [3]


def test_drugs_of_another_event_are_no_rivals() -> None:
    findings = columns_of(FIVE, FOUR, THREE)
    seen = with_rivals(ALDEN, findings, np.asarray([7, 9, 9], dtype=np.int64))
    results = [verdict(ALDEN, seen, row) for row in range(3)]
    assert [one.score for one in results if isinstance(one, Verdict)] == [5, 4, 2]


def test_what_the_record_leaves_open_of_a_rival_is_left_open_of_the_others() -> None:
    result = together(THREE, PERHAPS)[0]
    assert isinstance(result, Verdict)
    assert (result.score, result.recorded_range) == (3, (2, 3))
    sure = together(THREE, {**PERHAPS, "rechallenge": "positive"})[0]  # 10 or 7
    assert isinstance(sure, Verdict)
    assert sure.recorded_range == (2, 2)


def test_what_follow_up_could_tell_of_a_rival_stands_in_the_second_range() -> None:
    unknown = {**THREE, "necrolysis_notoriety": "unknown"}  # 3 now, 6 if on the list
    settled = {**THREE, "rechallenge": "not done", "previous_reaction": "none"}
    settled |= {"other_reaction_before": "none", "tolerated_exposure": "no earlier exposure"}
    result = together(settled, unknown)[0]
    assert isinstance(result, Verdict)
    assert result.recorded_range == (3, 3)
    assert result.learnable_range == (2, 3)
    alone = told(**settled)
    assert isinstance(alone, Verdict)
    assert alone.learnable_range == (3, 3)
    closed = together(settled, {**unknown, "follow_up": "impossible"})[0]
    assert isinstance(closed, Verdict)
    assert closed.learnable_range == (3, 3)


def test_without_a_second_pass_the_others_are_unknown() -> None:
    result = verdict(ALDEN, columns_of(FIVE, FOUR), 0)
    assert isinstance(result, Verdict)
    assert (result.score, result.readings[5].answer) == (5, "unknown")


def test_all_answers_span_the_range_and_every_edge_of_the_bands() -> None:
    joint = [range(len(group.joint_answers)) for group in ALDEN.groups]
    answers = np.asarray(list(product(*joint)), dtype=np.int64).T
    standing = ALDEN.kind.standing(list(answers))
    totals = np.asarray(standing.score)
    # The verified levels add up to -11 and +10; the sixth criterion takes off one.
    assert (int(totals.min()), int(totals.max())) == (-12, 10)
    edges = {10: "very probable", 6: "very probable", 5: "probable", 4: "probable"}
    edges |= {3: "possible", 2: "possible", 1: "unlikely", 0: "unlikely"}
    edges |= {-1: "very unlikely", -12: "very unlikely"}
    for total, category in edges.items():
        codes = np.asarray(standing.category)[totals == total]
        assert {ALDEN.categories[code] for code in codes} == {category}


def batch(seed: int, n: int) -> tuple[Given, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Random pairs of the right kind of event, a few to an event."""
    findings = random_columns(ALDEN, n, seed, 0.1)
    columns: dict[str, Sequence[int]] = {
        name: findings.mask(name).tolist() for name in ALDEN.looks_at
    }
    columns["reaction_kind"] = [bits("reaction_kind", "epidermal necrolysis")] * n
    events = np.random.default_rng(seed).integers(0, max(n // 3, 1), n)
    return Given(n, columns), events


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=30)
def test_a_pair_has_the_same_numbers_with_its_event_and_in_any_batch(seed: int) -> None:
    findings, events = batch(seed, 24)
    whole = score(ALDEN, with_rivals(ALDEN, findings, events))
    for event in np.unique(events):
        rows = np.flatnonzero(events == event)
        own = with_rivals(ALDEN, findings.taken(rows), events[rows])
        part = score(ALDEN, own)
        for name in ("category", "outside", "score", "possible", "learnable"):
            np.testing.assert_array_equal(getattr(whole, name)[rows], getattr(part, name))
        np.testing.assert_array_equal(whole.answers[:, rows], part.answers)
        for place, row in enumerate(rows.tolist()):
            single = verdict(ALDEN, own, place)
            if isinstance(single, Verdict):
                assert whole.score is not None
                assert single.score == whole.score[row]
                assert ALDEN.categories[whole.category[row]] == single.category
            else:
                assert whole.outside[row] >= 0


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=30)
def test_the_range_holds_whatever_settles_the_drugs_of_an_event(seed: int) -> None:
    findings, _ = batch(seed, 3)
    events = np.zeros(3, dtype=np.int64)
    before = [verdict(ALDEN, with_rivals(ALDEN, findings, events), row) for row in range(3)]
    rng = np.random.default_rng(seed)
    columns = {}
    for name in ALDEN.looks_at:
        # One of the values that the record leaves, each on its own.
        columns[name] = [
            1 << int(rng.choice([i for i in range(32) if mask >> i & 1]))
            for mask in findings.mask(name).tolist()
        ]
    # Whether the method applies must not change with it.
    for name in ("exposure", "event_established", "necrolysis_delay"):
        columns[name] = findings.mask(name).tolist()
    settled = Given(3, columns)
    after = [verdict(ALDEN, with_rivals(ALDEN, settled, events), row) for row in range(3)]
    for wide, narrow in zip(before, after, strict=True):
        if isinstance(wide, Verdict) and isinstance(narrow, Verdict):
            assert wide.recorded_range is not None
            assert narrow.score is not None
            assert wide.recorded_range[0] <= narrow.score <= wide.recorded_range[1]


SCALE = """
schema: causality/method/1
id: two
title: Two
edition: "1"
kind: two-pass scale
cite: ours
licence: Ours.
purpose: A test.
co suspects count: {value: no, from: published, cite: ours, at: 1}
sources: [{id: ours, title: Ours, note: Read in full.}]
second pass: {criterion: rival, above: 0, from: published, cite: ours, at: 1}
criteria:
  - id: order
    number: "1"
    wording: Did the drug come first?
    reads: [sequence]
    answers:
      yes: {points: 1, from: published, cite: ours, at: 1}
      no: {points: 0, from: published, cite: ours, at: 1}
    rows:
      - {when: {sequence: drug first}, then: yes, because: it came first}
      - {then: no, because: it did not}
  - id: rival
    number: "2"
    wording: Is there a better one?
    reads: [rival_score]
    answers:
      yes: {points: -1, from: published, cite: ours, at: 1}
      no: {points: 0, from: published, cite: ours, at: 1}
    rows:
      - {when: {rival_score: [one, one so far]}, then: yes, because: there is}
      - {then: no, because: there is none}
bands:
  - {category: good, at least: 1, from: published, cite: ours, at: 1}
  - {category: bad, from: published, cite: ours, at: 1}
"""


def test_an_own_scale_of_two_passes_needs_no_code() -> None:
    own: Method = compile_method(document(SCALE))
    first = VOCABULARY["sequence"].bit("drug first")
    findings = Given(2, {"sequence": [first, first]})
    seen = with_rivals(own, findings, np.zeros(2, dtype=np.int64))
    assert score(own, seen).category.tolist() == [1, 1]
    alone = with_rivals(own, findings.taken([0]), np.zeros(1, dtype=np.int64))
    assert score(own, alone).category.tolist() == [0]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        pytest.param(
            "{criterion: rival,", "{criterion: rivals,", "there is no criterion 'rivals'", id="name"
        ),
        pytest.param(
            "{criterion: rival,",
            "{criterion: order,",
            "reads rival_score and nothing else",
            id="it",
        ),
        pytest.param(
            "reads: [sequence]",
            "reads: [sequence, rival_score]",
            "only the criterion of the second pass",
            id="another",
        ),
    ],
)
def test_a_second_pass_that_cannot_work_is_named(old: str, new: str, complaint: str) -> None:
    assert old in SCALE
    with pytest.raises(ModelError, match=complaint):
        compile_method(document(SCALE.replace(old, new, 1)))


def test_a_first_pass_without_criteria_is_named() -> None:
    start, stop = SCALE.index("  - id: order"), SCALE.index("  - id: rival")
    with pytest.raises(ModelError, match="first pass needs a criterion"):
        compile_method(document(SCALE[:start] + SCALE[stop:]))


@pytest.mark.parametrize(
    ("silent", "complaint"),
    [
        ("silent: sequenze", "there is no finding 'sequenze'; did you mean 'sequence'"),
        ("when: {}", "nothing ever leads here"),
    ],
)
def test_a_reason_for_not_applying_needs_a_condition(silent: str, complaint: str) -> None:
    text = SCALE.replace(
        "criteria:\n", f"does not apply:\n  - {{{silent}, because: no}}\ncriteria:\n", 1
    )
    with pytest.raises(ModelError, match=complaint):
        compile_method(document(text))


def test_a_judgement_by_masks_takes_the_rivals_as_given() -> None:
    masks = dict.fromkeys(ALDEN.looks_at, 1)
    masks |= {name: bits(name, value) for name, value in {**KIND, **SIX}.items()}
    masks["rival_score"] = bits("rival_score", "one")
    result = judge(ALDEN, masks)
    assert isinstance(result, Verdict)
    assert result.score == 5
