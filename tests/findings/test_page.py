"""The page on findings is made from the vocabulary, the rules and the truth tables."""

from __future__ import annotations

import runpy
from pathlib import Path

from causality.findings.derive import RULES
from causality.findings.facts import TABLES
from causality.vocabulary import VOCABULARY

DOCS = Path(__file__).resolve().parents[2] / "docs"
GENERATE = runpy.run_path(str(DOCS / "generate_findings.py"))


def test_the_page_is_what_the_rules_say_today() -> None:
    told = "run: python -m docs.generate_findings"
    assert (DOCS / "findings.md").read_text(encoding="utf-8") == GENERATE["page"](), told


def test_the_page_shows_every_finding_value_reason_and_fact() -> None:
    page = GENERATE["page"]()
    for name, term in VOCABULARY.items():
        part = page.split(f"\n`{name}`. ")[1].split("\n## ")[0]
        assert all(f"| {value} |" in part for value in term.values)
        assert all(one.sentence[1:] in part for one in RULES[name].because)
    for table in TABLES:
        assert f"\n### {table.replace('_', ' ')}\n" in page


def test_the_facts_that_a_reason_names_exist() -> None:
    for name, rule in RULES.items():
        for reason in rule.because:
            for ground in reason.grounds:
                table, _, column = ground.rpartition(".")
                assert column in TABLES[table or "pair"], (name, ground)


def test_what_a_row_leaves_to_a_statement_is_a_value_of_the_finding() -> None:
    for name, rule in RULES.items():
        left = {value for reason in rule.because for value in reason.leaves}
        assert left <= set(VOCABULARY[name].values) - {"unknown"}
