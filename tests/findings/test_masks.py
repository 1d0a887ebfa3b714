"""Law 6 for the findings, and what every mask looks like."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.findings.derive import RULES, STATED, derive
from causality.findings.facts import TABLES, Facts
from causality.findings.onset import no_dates
from causality.vocabulary import VOCABULARY
from tests.findings.random_facts import narrowed, random_facts

PAIRS = 400
SEEDS = st.integers(0, 2**32 - 1)


def pair_of(facts: Facts, place: int) -> dict[str, Any]:
    """Everything that is known of one pair, to read in a failure."""
    return {
        table: [
            {
                name: int(values[row])
                for name, values in facts.arrays[table].items()
                if not name.startswith("stated_")
            }
            for row in (
                [place] if table == "pair" else np.flatnonzero(facts.rows(table) == place).tolist()
            )
        ]
        for table in TABLES
    }


@given(SEEDS, SEEDS)
def test_narrowing_a_span_never_adds_a_value(seed: int, cut: int) -> None:
    wide = random_facts(seed, PAIRS)
    narrow = narrowed(wide, cut)
    for name, rule in RULES.items():
        before, after = rule.apply(wide)[0], rule.apply(narrow)[0]
        wider = (after & ~before) != 0
        if name == "information":
            # The first date is news, not a narrower date: the record held none before.
            wider &= ~no_dates(wide)
        for place in np.flatnonzero(wider)[:1]:
            term = VOCABULARY[name]
            pytest.fail(
                f"{name}: {term.named(int(before[place]))} became "
                f"{term.named(int(after[place]))}\n"
                f"{pair_of(wide, int(place))}\n{pair_of(narrow, int(place))}"
            )


@given(SEEDS, SEEDS)
def test_with_statements_too_unless_the_narrower_date_refutes_one(seed: int, cut: int) -> None:
    wide = random_facts(seed, PAIRS)
    before, after = derive(wide), derive(narrowed(wide, cut))
    for name in set(VOCABULARY) - {"information"}:
        wider = (after.mask(name) & ~before.mask(name)) != 0
        refuted = (before.rule(name) == STATED) & (after.rule(name) != STATED)
        assert not (wider & ~refuted).any(), name
        assert (after.disagrees[name] | ~(wider & refuted)).all(), name


@given(SEEDS)
def test_several_values_carry_unknown_and_no_mask_is_empty_or_foreign(seed: int) -> None:
    findings = derive(random_facts(seed, PAIRS))
    for name, term in VOCABULARY.items():
        mask = findings.mask(name)
        several = (mask & (mask - 1)) != 0
        assert (mask != 0).all(), name
        assert (mask >> len(term.values) == 0).all(), name
        assert ((mask & 1)[several] == 1).all(), name


@given(SEEDS)
def test_a_statement_is_taken_only_where_the_timeline_left_the_question_open(seed: int) -> None:
    facts = random_facts(seed, PAIRS)
    findings = derive(facts)
    for name, rule in RULES.items():
        mask, row = rule.apply(facts)
        stated = facts.code(f"stated_{name}")
        taken = findings.rule(name) == STATED
        assert ((mask & 1)[taken] == 1).all()
        assert (stated[taken] > 0).all()
        assert (findings.mask(name)[taken] == 1 << stated[taken].astype(np.int64)).all()
        np.testing.assert_array_equal(findings.mask(name)[~taken], mask[~taken])
        np.testing.assert_array_equal(findings.rule(name)[~taken], row[~taken])
        told = stated > 0
        differs = told & (findings.mask(name) != 1 << np.maximum(stated, 0).astype(np.int64))
        np.testing.assert_array_equal(findings.disagrees[name], differs)


UNREACHABLE = {("information", "unknown")}
"""Whether the record holds enough is always answered: it is a question about the record itself."""


def test_random_facts_reach_every_value_and_every_row() -> None:
    facts = random_facts(1, 200_000)
    findings = derive(facts)
    rare = {
        (name, value)
        for name, term in VOCABULARY.items()
        for i, value in enumerate(term.values)
        if (findings.mask(name) >> i & 1).mean() < 0.01
    }
    assert rare == UNREACHABLE
    for name, rule in RULES.items():
        assert set(findings.rule(name).tolist()) >= set(range(len(rule.because))), name
