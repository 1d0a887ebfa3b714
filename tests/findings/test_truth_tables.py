"""Every row of every rule against lines derived by hand, alone and in one block."""

from __future__ import annotations

import pytest

from causality.findings.derive import RULES, derive
from causality.vocabulary import VOCABULARY
from tests.findings.tables.every import TABLES
from tests.findings.tables.line import Line, facts_of

LINES = [
    pytest.param(name, one, id=f"{name}: {one.why}")
    for name, lines in TABLES.items()
    for one in lines
]


@pytest.mark.parametrize(("name", "one"), LINES)
def test_a_line_follows_as_derived_by_hand(name: str, one: Line) -> None:
    findings = derive(facts_of([one]))
    values = VOCABULARY[name].named(int(findings.mask(name)[0]))
    assert frozenset(values) == one.values
    assert int(findings.rule(name)[0]) == one.row


@pytest.mark.parametrize("name", TABLES)
def test_all_lines_of_a_finding_hold_in_one_block(name: str) -> None:
    lines = TABLES[name]
    findings = derive(facts_of(lines))
    term = VOCABULARY[name]
    values = [set(term.named(int(mask))) for mask in findings.mask(name)]
    assert values == [one.values for one in lines]
    assert findings.rule(name).tolist() == [one.row for one in lines]


def test_every_row_of_every_rule_decides_some_line() -> None:
    assert set(TABLES) == set(RULES) == set(VOCABULARY)
    for name, rule in RULES.items():
        assert {one.row for one in TABLES[name]} == set(range(len(rule.because))), name


def test_no_two_lines_of_a_table_give_the_same_reason() -> None:
    for name, lines in TABLES.items():
        reasons = [one.why for one in lines]
        assert len(set(reasons)) == len(reasons), name
