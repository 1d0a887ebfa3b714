"""``causality agreement``: what it takes and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

from causality.agreement.contract import SCHEMA
from tests.cli.console import BROKEN, CASE, SEED, run

GRADED = CASE + (
    "published:\n"
    "  pair: {drugs: [amox], event: rash}\n"
    "  level: possible\n"
    "  naranjo: {total: 3, category: possible}\n"
)


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text.replace("id: small", f"id: {name}"))
    return tmp_path


def test_a_folder_is_compared_as_text_and_as_json(tmp_path: Path) -> None:
    where = folder(tmp_path, one=GRADED, two=CASE)
    text = run("agreement", where)
    assert text.code == 0
    assert text.out.startswith("Agreement\n=========\n\n1 case with published verdicts; 1 file ")
    told = json.loads(run("agreement", where, "--format", "json").out)
    assert told["schema"] == SCHEMA
    assert told["cases"] == ["one"]
    assert told["cases_without_verdict"] == 1


def test_without_a_folder_the_cases_that_ship_are_compared(tmp_path: Path) -> None:
    ended = run("agreement", "-o", tmp_path / "agreement.txt")
    assert ended.code == 0
    assert (tmp_path / "agreement.txt").read_text().startswith("Agreement\n")
    assert run("agreement", "-o", tmp_path / "agreement.txt").code == 1


def test_a_case_that_cannot_be_used_ends_it(tmp_path: Path) -> None:
    ended = run("agreement", folder(tmp_path, one=GRADED, two=BROKEN))
    assert ended.code == 1
    assert "two.yaml:5:" in ended.err


def test_a_folder_without_published_verdicts_is_named(tmp_path: Path) -> None:
    ended = run("agreement", folder(tmp_path, two=CASE))
    assert ended.code == 1
    assert "no case with published verdicts" in ended.err


def test_what_is_no_folder_is_a_wrong_command_line(tmp_path: Path) -> None:
    assert run("agreement", tmp_path / "nowhere").code == 2


def test_a_report_may_be_markdown(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(CASE)
    (tmp_path / "two.yaml").write_text(CASE)
    one = run("assess", SEED, "--format", "markdown")
    assert one.out.startswith("# Acute leukoencephalopathy")
    both = run("assess", tmp_path, "--format", "markdown")
    assert both.out.count("\n# small\n") == 1
    assert both.out.startswith("# small\n")
