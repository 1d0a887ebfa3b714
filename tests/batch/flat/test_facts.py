"""The closed form says of a flat case what the closure of its timeline says, array by array."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.batch.flat.facts import facts_of_flat
from causality.batch.flat.of_cases import flat_of
from causality.batch.of_cases import facts_of_cases
from causality.batch.report_facts import ReportFacts
from causality.case.case import Case
from causality.findings.facts import TABLES
from causality.formats.read import read_reports
from causality.formats.report import Report
from tests.batch.flat.random_flat import random_flat
from tests.batch.same_facts import assert_same_facts
from tests.formats.samples import DATA
from tests.strategies import SEEDS

Told = list[tuple[str, str, int, Case]]


def told_of(reports: list[Report]) -> Told:
    return [("here", one.id, len(one.notes), one.case) for one in reports if one.case is not None]


def assert_same_both_ways(told: Told) -> tuple[ReportFacts, int]:
    """The facts of the cases, of which all are flat; how many of them contradict themselves."""
    flat, which = flat_of(told)
    assert which.all()
    facts, sound = facts_of_flat(flat)
    general = facts_of_cases([told[place] for place in np.flatnonzero(sound).tolist()])
    assert_same_facts(facts, general)
    assert not general.contradictions.any()
    clashing = [told[place] for place in np.flatnonzero(~sound).tolist()]
    if clashing:
        assert facts_of_cases(clashing).contradictions.all()
    return facts, len(clashing)


@settings(max_examples=60, deadline=None)
@given(st.lists(SEEDS, min_size=1, max_size=6))
def test_random_flat_cases_have_the_same_facts_both_ways(seeds: list[int]) -> None:
    assert_same_both_ways([("random", str(seed), 0, random_flat(seed)) for seed in seeds])


def test_the_random_cases_reach_what_flat_cases_can_hold() -> None:
    told = [("random", str(seed), 0, random_flat(seed)) for seed in range(400)]
    facts, clashing = assert_same_both_ways(told)
    assert 0 < clashing < 100
    reached = {
        ("episode", "kind"): ("stop", "reduction", "increase", "continuation", "single dose"),
        ("episode", "certainty"): ("certain", "possible"),
        ("episode", "change"): ("improved", "resolved", "not improved"),
        ("episode", "company"): ("alone", "shared", "possibly shared"),
        ("re_exposure", "certainty"): ("certain", "possible"),
        ("re_exposure", "result"): ("recurred", "did not recur", "not interpretable"),
        ("re_exposure", "route"): ("same",),
        ("re_exposure", "company"): ("alone", "shared", "possibly shared"),
        ("other_drug", "implicated"): ("yes",),
        ("other_drug", "known"): ("yes",),
        ("pair", "knowledge"): ("listed", "class effect", "not searched"),
        ("pair", "window_basis"): ("row", "fallback"),
        ("pair", "administration"): ("single", "intermittent"),
    }
    for (table, column), values in reached.items():
        codes = TABLES[table][column].codes
        seen = set(facts.facts.code(column, table).tolist())
        assert seen - {-1} == {codes.index(value) for value in values}, (table, column)
    assert len(facts.facts.rows("co_suspect")) > facts.facts.n // 2


@pytest.mark.parametrize(
    "folder", ["faers_ascii/17Q2", "faers_ascii/legacy_04Q1", "faers_diana", "vaers"]
)
def test_real_reports_have_the_same_facts_both_ways(folder: str) -> None:
    read = islice(read_reports(DATA / folder), 60)
    told = told_of([one for one in read if one.case is None or len(one.case.drugs) < 20])
    facts, clashing = assert_same_both_ways(told)
    assert facts.reports > 30
    assert clashing < 3
