"""Laws 8 and 9: points add up to the score; every ground is in the case, every source is there."""

from __future__ import annotations

import re
from functools import cache

from hypothesis import given, settings

from causality.assessment import PairAssessment
from causality.citation import bibliography
from causality.datafile import data_root
from causality.findings.latency_table import fallback
from causality.methods import Verdict, method_ids
from causality.vocabulary import VOCABULARY
from tests.laws.random_case import Sample
from tests.laws.read import assessed
from tests.strategies import samples

NARANJO = {"definite": (9, 13), "probable": (5, 8), "possible": (1, 4), "doubtful": (-4, 0)}
"""The bands as published, typed here a second time."""


@cache
def rows_of_times_to_onset() -> frozenset[str]:
    """Every row of the table, read as plain text: a second way to the same names."""
    folder = data_root("models") / "time_to_onset"
    texts = [file.read_text(encoding="utf-8") for file in folder.glob("*.yaml")]
    return frozenset(found for text in texts for found in re.findall(r"(?m)^- id: (\S+)$", text))


def check_points(pair: PairAssessment) -> None:
    for id_, verdict in pair.verdicts.items():
        if not isinstance(verdict, Verdict):
            continue
        assert verdict.category in verdict.possible_categories
        assert set(verdict.possible_categories) <= set(verdict.learnable_categories)
        points = [reading.points for reading in verdict.readings]
        if verdict.score is None:
            assert points == [None] * len(points)
            continue
        assert sum(point for point in points if point is not None) == verdict.score
        assert verdict.recorded_range is not None
        assert verdict.learnable_range is not None
        assert verdict.recorded_range[0] <= verdict.score <= verdict.recorded_range[1]
        assert verdict.learnable_range[0] <= verdict.recorded_range[0]
        assert verdict.recorded_range[1] <= verdict.learnable_range[1]
        if id_ == "naranjo_1981":
            lowest, highest = NARANJO[verdict.category]
            assert lowest <= verdict.score <= highest


@settings(max_examples=80)
@given(samples(clashing=0.05))
def test_points_add_up_and_ranges_hold_the_score(sample: Sample) -> None:
    for pair in assessed(sample.document).pairs:
        check_points(pair)


@settings(max_examples=80)
@given(samples(clashing=0.05))
def test_every_ground_is_an_entry_and_every_source_exists(sample: Sample) -> None:
    assessment = assessed(sample.document)
    entries, cited = set(assessment.entries), set(bibliography())
    sources = rows_of_times_to_onset() | {fallback().source}
    assert {clash for one in assessment.contradictions for clash in one.entries} <= entries
    assert {model.id for model in assessment.models} >= set(method_ids())
    for pair in assessment.pairs:
        assert set(pair.findings) == set(VOCABULARY)
        for finding in pair.findings.values():
            assert set(finding.grounds) <= entries, finding
            assert set(finding.sources) <= sources | entries, finding
        for measure in pair.measures.values():
            assert set(measure.grounds) <= entries, measure
        for verdict in pair.verdicts.values():
            assert verdict.cite in cited
            if isinstance(verdict, Verdict):
                named = {name for reading in verdict.readings for name in reading.findings}
                assert named <= set(VOCABULARY)


@settings(max_examples=80)
@given(samples())
def test_a_settled_answer_from_dated_entries_names_them(sample: Sample) -> None:
    """What follows from dates alone rests on at least one entry."""
    for pair in assessed(sample.document).pairs:
        for name in ("sequence", "latency"):
            finding = pair.findings[name]
            if finding.value != "unknown":
                assert finding.grounds, finding
