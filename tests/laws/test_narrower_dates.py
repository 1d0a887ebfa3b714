"""Law 6: narrowing a date never widens what is possible, and what is inside stays inside."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from typing import Any

import pytest
from hypothesis import given, settings

from causality.assessment import Assessment, PairAssessment
from causality.findings.derive import STATED
from causality.methods import Verdict
from causality.vocabulary import VOCABULARY
from tests.laws.random_case import Sample
from tests.laws.read import Found, assessed, found
from tests.laws.written_times import Told, made_exact, made_narrower, retold
from tests.strategies import SEEDS, samples


def narrower(sample: Sample, seed: int) -> Mapping[str, Any]:
    """The document with some of its times made more precise, all still true."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    share = rng.choice((0.1, 0.5, 1))

    def rewrite(told: Told) -> Told:
        return made_narrower(told, sample.clock, rng) if rng.random() < share else told

    document: Mapping[str, Any] = retold(sample.document, rewrite)
    return document


def exact(sample: Sample) -> Mapping[str, Any]:
    """The document with all its times as precise as can be written."""
    document: Mapping[str, Any] = retold(
        sample.document, lambda told: made_exact(told, sample.clock)
    )
    return document


def refuted(before: Found, after: Found, name: str, row: int) -> bool:
    """Whether a statement was taken that the narrower dates disagree with."""
    taken = int(before.findings.rule(name)[row]) == STATED
    return taken and bool(after.findings.disagrees[name][row])


def first_date(before: Found, row: int) -> bool:
    """Whether nothing was dated: the first date of all is news, and no narrower date."""
    term = VOCABULARY["information"]
    return int(before.findings.mask("information")[row]) == term.bit("insufficient")


def added(before: Found, after: Found, name: str, row: int) -> tuple[str, ...]:
    """The values of a finding that the narrower dates allow and the wider ones do not."""
    wide, narrow = (int(one.findings.mask(name)[row]) for one in (before, after))
    return VOCABULARY[name].named(narrow & ~wide)


def assert_nothing_added(before: Found, after: Found) -> None:
    assert before.pairs == after.pairs
    for row in range(len(before.pairs)):
        for name in VOCABULARY:
            if name == "information" and first_date(before, row):
                continue
            more = added(before, after, name, row)
            if more and not refuted(before, after, name, row):
                pytest.fail(f"{before.pairs[row]}, {name}: then also {more}")


@settings(max_examples=150)
@given(samples(), SEEDS)
def test_a_narrower_date_adds_no_value_to_any_finding(sample: Sample, seed: int) -> None:
    assert_nothing_added(found(sample.document), found(narrower(sample, seed)))


@settings(max_examples=80)
@given(samples())
def test_a_date_contains_what_each_moment_inside_it_would_give(sample: Sample) -> None:
    assert_nothing_added(found(sample.document), found(exact(sample)))


@settings(max_examples=60)
@given(samples(), SEEDS)
def test_what_is_narrowed_twice_is_narrowed_both_times(sample: Sample, seed: int) -> None:
    first = narrower(sample, seed)
    second = retold(first, lambda told: made_exact(told, sample.clock))
    assert_nothing_added(found(first), found(second))


def spoilt(document: Mapping[str, Any], other: Mapping[str, Any]) -> set[int]:
    """The pairs to which an exception applies, see ``docs/decisions/0004-masks.md``."""
    before, after = found(document), found(other)
    return {
        row
        for row in range(len(before.pairs))
        if first_date(before, row) or any(refuted(before, after, name, row) for name in VOCABULARY)
    }


NEEDS = {
    "alden_2010_experimental": "necrolysis_delay",
    "rucam_1993": "liver_pattern",
    "rucam_2016": "liver_pattern",
}
"""Methods that do not apply while one finding is open, and so give no range that could widen."""


def settled(before: PairAssessment, after: PairAssessment, name: str | None) -> bool:
    """Whether the dates were open on a finding and settle it now."""
    if name is None:
        return False
    wide, narrow = before.findings[name], after.findings[name]
    return wide.value == "unknown" and narrow.value in wide.recorded


TWO_PASSES = {"alden_2010_experimental"}
"""Methods that read the scores of the other drugs of the event, so what spoils one spoils all."""


def assert_within(
    before: PairAssessment, after: PairAssessment, without: Collection[str] = ()
) -> None:
    for id_, wide in before.verdicts.items():
        if id_ in without:
            continue
        narrow = after.verdicts[id_]
        if not isinstance(wide, Verdict):
            assert narrow == wide or settled(before, after, NEEDS.get(id_)), id_
            continue
        if not isinstance(narrow, Verdict):
            continue  # the dates now settle that the method does not apply
        assert set(narrow.possible_categories) <= set(wide.possible_categories), id_
        if wide.recorded_range is not None and narrow.recorded_range is not None:
            assert wide.recorded_range[0] <= narrow.recorded_range[0], id_
            assert narrow.recorded_range[1] <= wide.recorded_range[1], id_
            assert narrow.score is not None
            assert wide.recorded_range[0] <= narrow.score <= wide.recorded_range[1], id_


def assert_verdicts_within(sample: Sample, other: Mapping[str, Any]) -> None:
    excused = spoilt(sample.document, other)
    before: Assessment = assessed(sample.document)
    after: Assessment = assessed(other)
    events = {before.pairs[row].event for row in excused}
    for row, (wide, narrow) in enumerate(zip(before.pairs, after.pairs, strict=True)):
        if row not in excused:
            assert_within(wide, narrow, TWO_PASSES if wide.event in events else ())


@settings(max_examples=80)
@given(samples(), SEEDS)
def test_a_narrower_date_widens_no_range_and_adds_no_category(sample: Sample, seed: int) -> None:
    assert_verdicts_within(sample, narrower(sample, seed))


@settings(max_examples=40)
@given(samples())
def test_ranges_contain_the_score_of_each_moment_inside_the_dates(sample: Sample) -> None:
    assert_verdicts_within(sample, exact(sample))
