"""Law 6 for shares: a narrower date never widens a range, and what is inside stays inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from hypothesis import given, settings

from causality.findings.derive import derive
from causality.findings.facts import Facts
from causality.network.differential.differential import differentials
from causality.network.differential.result import CandidateShare, Differential, Involvement
from causality.vocabulary import VOCABULARY
from tests.findings.random_facts import narrowed
from tests.laws.random_case import Sample
from tests.laws.test_narrower_dates import exact, narrower, spoilt
from tests.network.differential.random_events import Drawn, drawn
from tests.network.differential.told import told
from tests.strategies import SEEDS, samples

MARGIN = 1e-12
LENGTHS = ("washout", "lingering", "healing_time")


def of(given_: Drawn) -> Differential:
    (one,) = differentials(
        given_.facts, given_.findings, given_.events, intervals=False, reasons=False
    )
    return one


def parts(one: Differential) -> list[CandidateShare | Involvement]:
    """Everything with a share and a range."""
    return [*one.candidates, *one.involvements]


def assert_within(wide: Differential, narrow: Differential) -> None:
    """The range and the share under narrower dates lie inside the range before."""
    for before, after in zip(parts(wide), parts(narrow), strict=True):
        low, high = before.share_range
        assert low - MARGIN <= after.share <= high + MARGIN, (before, after.share)
        assert low - MARGIN <= after.share_range[0], (before, after.share_range)
        assert after.share_range[1] <= high + MARGIN, (before, after.share_range)


@settings(max_examples=150)
@given(SEEDS)
def test_a_share_lies_in_its_own_range(seed: int) -> None:
    one = of(drawn(seed, 1, "leukoencephalopathy" if seed % 2 else "none"))
    for each in parts(one):
        low, high = each.share_range
        assert 0 <= low <= each.share + MARGIN
        assert each.share - MARGIN <= high <= 1 + MARGIN


def _with_lengths(facts: Facts, before: Facts) -> Facts:
    """Healing and washout as they were: windows of what is to be expected, no uncertain dates."""
    pair = dict(facts.arrays["pair"])
    for name in ("healing_time", "washout", "lingering"):
        for end in ("lo", "hi"):
            pair[f"{name}_{end}"] = before.arrays["pair"][f"{name}_{end}"]
    return Facts(facts.n, {**facts.arrays, "pair": pair})


def with_lengths_of(before: Facts, after: Facts) -> Facts:
    """Half-lives and healing times are no dates; the law is about dates."""
    columns = [f"{name}_{end}" for name in LENGTHS for end in ("lo", "hi")]
    same = {name: before.arrays["pair"][name] for name in columns}
    return Facts(after.n, {**after.arrays, "pair": {**after.arrays["pair"], **same}})


@settings(max_examples=150)
@given(SEEDS, SEEDS)
def test_narrower_facts_keep_every_share_inside_its_range(seed: int, other: int) -> None:
    given_ = drawn(seed, 1, "leukoencephalopathy" if seed % 2 else "none")
    facts = _with_lengths(narrowed(given_.facts, other), given_.facts)
    findings = derive(facts)
    for name in VOCABULARY:
        # A finding that changes its mind on narrower dates has a law of its own.
        if np.any(findings.mask(name) & ~given_.findings.mask(name)):
            return
    assert_within(of(given_), of(given_._replace(facts=facts, findings=findings)))


def assert_cases_within(sample: Sample, other: Mapping[str, Any]) -> None:
    before, after = told(sample.document), told(other)
    term = VOCABULARY["information"]
    undated = before.findings.mask("information") == np.uint32(term.bit("insufficient"))
    if spoilt(sample.document, other) or undated.any():
        return  # the first date of all is news, and no narrower date
    for wide, narrow in zip(before.differentials(), after.differentials(), strict=True):
        assert_within(wide, narrow)


@settings(max_examples=60)
@given(samples(), SEEDS)
def test_narrower_dates_of_a_case_widen_no_range(sample: Sample, seed: int) -> None:
    assert_cases_within(sample, narrower(sample, seed))


@settings(max_examples=40)
@given(samples())
def test_ranges_contain_the_share_of_each_moment_inside_the_dates(sample: Sample) -> None:
    assert_cases_within(sample, exact(sample))
