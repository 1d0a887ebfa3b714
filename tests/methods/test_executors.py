"""One pair or many: the same numbers, and ranges that a slow second way confirms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.methods import (
    Columns,
    Method,
    NotApplicable,
    Verdict,
    judge,
    method,
    methods,
    score,
    verdict,
)
from causality.vocabulary import VOCABULARY
from tests.methods import slow
from tests.methods.columns import Given, facts, masks_for, random_columns, several, shared_method

ALL = {one.id: one for one in (*methods(), shared_method())}
LENIENT = shared_method({"co suspects count": False})
VARIANTS = [
    *(pytest.param(one, id=name) for name, one in ALL.items()),
    pytest.param(
        method("who_umc", options={"require rechallenge for certain": True}), id="who_umc, strict"
    ),
    pytest.param(method("naranjo_1981", options={"co suspects count": False}), id="naranjo, alone"),
    pytest.param(LENIENT, id="shared, alone"),
]


def judged(one: Method, masks: Mapping[str, int]) -> Verdict:
    result = judge(one, masks)
    assert isinstance(result, Verdict)
    return result


def applicable(one: Method, masks: dict[str, int]) -> dict[str, int]:
    """The same masks, with nothing in them that keeps the method from applying."""
    for outside in one.outside:
        for name, allowed in outside.findings:
            # Several values read as unknown, which a method may ask for as well.
            free = [1 << i for i in range(len(VOCABULARY[name].values)) if not allowed >> i & 1]
            if masks[name] & allowed or (allowed & 1 and masks[name] & (masks[name] - 1)):
                masks[name] = free[0]
        for name, everything in outside.silent:
            if masks[name] in {1, everything}:
                masks[name] = 2
    return masks


@pytest.mark.parametrize("one", VARIANTS)
@given(data=st.data())
@settings(max_examples=60)
def test_the_point_reading_is_what_the_rows_say(one: Method, data: st.DataObject) -> None:
    masks = applicable(one, data.draw(masks_for(one)))
    result = judged(one, masks)
    answers = slow.answers(one.told, slow.point(masks, one.reads), one.options)
    assert {reading.criterion: reading.answer for reading in result.readings} == answers
    assert result.category == slow.category(one.told, answers, one.options)
    if result.score is not None:
        assert result.score == slow.total(one.told, answers)


@pytest.mark.parametrize("one", VARIANTS)
@given(data=st.data())
@settings(max_examples=40)
def test_the_recorded_range_is_that_of_all_completions(one: Method, data: st.DataObject) -> None:
    masks = applicable(one, data.draw(masks_for(one)))
    check_range(one, masks, masks, learnable=False)


@pytest.mark.parametrize("one", VARIANTS)
@given(data=st.data())
@settings(max_examples=40)
def test_the_learnable_range_is_that_of_all_that_can_be_learnt(
    one: Method, data: st.DataObject
) -> None:
    # Most findings stand for good, or there would be too many completions to go through.
    masks = applicable(one, data.draw(masks_for(one)))
    free = data.draw(st.sets(st.sampled_from(one.reads), max_size=3))
    for name in one.reads:
        if name not in free:
            term = VOCABULARY[name]
            last = [value for value in term.values if not term.learnable.get(value)]
            masks[name] = term.bit(data.draw(st.sampled_from(last)))
    masks = applicable(one, masks)
    check_range(one, masks, slow.learnable(masks), learnable=True)


def check_range(
    one: Method, masks: Mapping[str, int], wide: Mapping[str, int], *, learnable: bool
) -> None:
    result = judged(one, masks)
    reached = [
        slow.answers(one.told, values, one.options) for values in slow.completions(wide, one.reads)
    ]
    shown = result.learnable_categories if learnable else result.possible_categories
    if result.score is None:
        assert set(shown) == set().union(
            *(slow.categories(one.told, each, one.options) for each in reached)
        )
        return
    totals = [slow.total(one.told, each) for each in reached]
    lowest, highest = min(totals), max(totals)
    assert (result.learnable_range if learnable else result.recorded_range) == (lowest, highest)
    assert set(shown) == {slow.band(one.told, score) for score in range(lowest, highest + 1)}


@pytest.mark.parametrize("one", VARIANTS)
@given(data=st.data())
@settings(max_examples=60)
def test_law_6_a_narrower_record_never_widens_what_is_possible(
    one: Method, data: st.DataObject
) -> None:
    masks = applicable(one, data.draw(masks_for(one, most_open=6)))
    narrow = {}
    for name, mask in masks.items():
        part = data.draw(several(name)) & mask
        part = part | 1 if part & (part - 1) else part
        narrow[name] = part or mask
    wide, less = judged(one, masks), judged(one, applicable(one, narrow))
    assert set(less.possible_categories) <= set(wide.possible_categories)
    assert set(wide.possible_categories) <= set(wide.learnable_categories)
    assert less.category in less.possible_categories
    for reading, other in zip(wide.readings, less.readings, strict=True):
        assert reading.answer in reading.possible
        assert set(other.possible) <= set(reading.possible)
    if wide.recorded_range and less.recorded_range and wide.learnable_range:
        assert wide.recorded_range[0] <= less.recorded_range[0]
        assert less.recorded_range[1] <= wide.recorded_range[1]
        assert wide.learnable_range[0] <= wide.recorded_range[0]
        assert wide.recorded_range[1] <= wide.learnable_range[1]


@pytest.mark.parametrize("one", VARIANTS)
@given(data=st.data())
@settings(max_examples=40)
def test_law_8_points_shown_add_up_to_the_score_shown(one: Method, data: st.DataObject) -> None:
    result = judged(one, applicable(one, data.draw(masks_for(one))))
    points = [reading.points for reading in result.readings]
    if result.score is None:
        assert set(points) == {None}
        assert result.recorded_range is None
    else:
        assert sum(each for each in points if each is not None) == result.score
        assert None not in points


def assert_same_rows(whole: Columns, part: Columns, rows: list[int]) -> None:
    for name in Columns.__slots__:
        left, right = getattr(whole, name), getattr(part, name)
        if left is None:
            assert right is None
        else:
            assert left[..., rows].tobytes() == right.tobytes()
            assert left.dtype == right.dtype


@pytest.mark.parametrize("one", VARIANTS)
@pytest.mark.parametrize("size", [1, 7, 4096])
def test_law_7_a_pair_has_the_same_bits_in_every_batch(one: Method, size: int) -> None:
    n = {1: 40, 7: 700, 4096: 4096}[size]
    given_ = random_columns(one, n, seed=size, share_open=0.2)
    whole = score(one, given_)
    order = np.random.default_rng(3).permutation(n)
    for start in range(0, n, size):
        rows = order[start : start + size].tolist()
        assert_same_rows(whole, score(one, given_.taken(rows)), rows)


@pytest.mark.parametrize("one", VARIANTS)
def test_a_verdict_has_the_numbers_of_its_row(one: Method) -> None:
    n = 300
    given_ = random_columns(one, n, seed=11, share_open=0.3)
    columns = score(one, given_)
    seen = set()
    for row in range(n):
        result = verdict(one, given_, row)
        if isinstance(result, NotApplicable):
            assert columns.category[row] == -1
            assert result.because == one.outside[columns.outside[row]].because
            continue
        assert columns.outside[row] == -1
        assert result.category == one.categories[columns.category[row]]
        seen.add(result.category)
        for shown, code in (
            (result.possible_categories, columns.possible),
            (result.learnable_categories, columns.learnable),
        ):
            assert code is not None
            names = [name for i, name in enumerate(one.categories) if int(code[row]) >> i & 1]
            assert list(shown) == names
        assert [one.criteria[i].answers[a] for i, a in enumerate(columns.answers[:, row])] == [
            reading.answer for reading in result.readings
        ]
        assert columns.rows[:, row].tolist() == [reading.row for reading in result.readings]
        raised = [one.warnings[i].id for i in np.flatnonzero(columns.warnings[:, row])]
        assert raised == [warned.id for warned in result.warnings]
        if result.score is not None:
            assert columns.score is not None
            assert columns.recorded_range is not None
            assert columns.learnable_range is not None
            assert result.score == columns.score[row]
            assert result.recorded_range == tuple(columns.recorded_range[:, row])
            assert result.learnable_range == tuple(columns.learnable_range[:, row])
    assert len(seen) > 1


@pytest.mark.parametrize("one", VARIANTS)
def test_columns_without_ranges_are_the_same_points(one: Method) -> None:
    given_ = random_columns(one, 200, seed=5, share_open=0.3)
    full, lean = score(one, given_), score(one, given_, ranges=False)
    assert lean.possible is None
    assert lean.recorded_range is None
    assert lean.category.tobytes() == full.category.tobytes()
    assert lean.rows.tobytes() == full.rows.tobytes()


@pytest.mark.parametrize("one", VARIANTS)
def test_no_rows_are_no_verdicts(one: Method) -> None:
    columns = score(one, Given(0, {}))
    assert columns.category.shape == (0,)
    assert columns.answers.shape == (len(one.criteria), 0)


@pytest.mark.parametrize("one", VARIANTS)
@given(data=st.data())
@settings(max_examples=25)
def test_every_single_fact_that_changes_the_category_is_named(
    one: Method, data: st.DataObject
) -> None:
    masks = applicable(one, data.draw(masks_for(one)))
    result = judged(one, masks)
    expected = []
    for name in one.reads:
        term = VOCABULARY[name]
        for value in term.named(slow.learnable(masks)[name]):
            changed = slow.point({**masks, name: term.bit(value)}, one.reads)
            answers = slow.answers(one.told, changed, one.options)
            outcome = slow.category(one.told, answers, one.options)
            if value != "unknown" and outcome != result.category:
                expected.append((name, value, outcome))
    shown = [(each.finding, each.value, each.category) for each in result.would_change]
    assert shown == expected


@pytest.mark.parametrize("one", VARIANTS)
@given(data=st.data())
@settings(max_examples=40)
def test_nothing_can_be_learnt_where_follow_up_is_impossible(
    one: Method, data: st.DataObject
) -> None:
    masks = applicable(one, data.draw(masks_for(one)))
    masks["follow_up"] = VOCABULARY["follow_up"].bit("impossible")
    result = judged(one, masks)
    assert result.learnable_range == result.recorded_range
    assert result.learnable_categories == result.possible_categories
    for change in result.would_change:
        assert masks[change.finding] & VOCABULARY[change.finding].bit(change.value)


@pytest.mark.parametrize("one", VARIANTS)
def test_in_a_column_only_closed_rows_cannot_learn(one: Method) -> None:
    given_ = random_columns(one, 400, seed=17, share_open=0.3)
    columns = score(one, given_)
    closed = given_.mask("follow_up") == VOCABULARY["follow_up"].bit("impossible")
    assert columns.learnable is not None
    assert columns.possible is not None
    assert 0 < closed.sum() < len(closed)
    assert (columns.learnable[closed] == columns.possible[closed]).all()
    assert (columns.learnable[~closed] != columns.possible[~closed]).any()


def test_a_method_that_does_not_apply_says_why() -> None:
    for one in methods():
        masks = applicable(one, facts(one))
        assert isinstance(judge(one, masks), Verdict)
        masks["exposure"] = VOCABULARY["exposure"].bit("not taken")
        (told,) = (each for each in one.told.does_not_apply if "exposure" in each.when)
        assert judge(one, masks) == NotApplicable(
            one.id, one.title, told.because, one.told.cite, one.told.judges
        )


def test_a_limit_needs_a_settled_finding() -> None:
    one = method("naranjo_1981")
    assert isinstance(judge(one, facts(one, exposure=("not taken", "certain"))), Verdict)


def test_a_switch_that_is_off_takes_the_finding_as_given() -> None:
    masks = facts(LENIENT, rechallenge="positive", co_suspects="present")
    together = judged(ALL["shared_findings"], masks)
    alone = judged(LENIENT, masks)
    assert (together.score, alone.score) == (1, 3)
    assert alone.options == (("co suspects count", False),)
    assert together.options == ()


def test_rows_of_another_option_do_not_fire() -> None:
    strict = shared_method({"strict": True})
    masks = facts(strict, drug_level="therapeutic")
    assert judged(ALL["shared_findings"], masks).readings[2].answer == "yes"
    assert judged(strict, masks).readings[2].answer == "no"
