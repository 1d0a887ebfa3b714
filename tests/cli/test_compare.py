"""``causality compare``, and a folder of one's own for every command that takes one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.console import SEED, run
from tests.methods.columns import SHARED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shared_findings.yaml").write_bytes(SHARED.read_bytes())
    return tmp_path


def test_all_methods_stand_side_by_side_with_one_sentence_a_disagreement() -> None:
    out = run("compare", SEED).out
    assert "Why they differ:" in out
    assert "Naranjo scale says possible, French method I1: they part on" in out


def test_the_same_for_programs() -> None:
    (told,) = json.loads(run("compare", SEED, "--format", "json").out)
    assert told["verdicts"]["who_umc"]["category"] == "possible"
    first = told["disagreements"][0]
    assert first["methods"] == ["naranjo_1981", "french_1985"]
    assert first["sentence"].startswith("Naranjo scale says possible")


def test_compare_takes_one_case(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("schema: causality/case/1", encoding="utf-8")
    (tmp_path / "two.yaml").write_text("schema: causality/case/1", encoding="utf-8")
    ended = run("compare", str(tmp_path))
    assert ended.code == 1
    assert "compare takes one case, not a folder" in ended.err


@pytest.mark.parametrize("command", ["assess", "compare"])
def test_ones_own_method_is_scored_beside_the_others(command: str, folder: Path) -> None:
    out = run(command, SEED, "--methods-dir", str(folder), "--format", "json").out
    told = json.loads(out)
    pair = told["pairs"][0] if command == "assess" else told[0]
    assert pair["verdicts"]["shared_findings"]["category"] in {"high", "middle", "low"}
    assert "naranjo_1981" in pair["verdicts"]


def test_ones_own_method_is_told_in_a_report(folder: Path) -> None:
    asked = ("--methods-dir", str(folder), "--method", "shared_findings")
    assert "criterion by criterion" in run("assess", SEED, *asked).out
    out = run("methods", "shared_findings", "--methods-dir", str(folder)).out
    assert "Criteria" in out
    assert "shared_findings" in run("methods", "--methods-dir", str(folder)).out


def test_a_method_file_that_cannot_be_used_fails_once(folder: Path) -> None:
    (folder / "wrong.yaml").write_text("schema: causality/method/1\nid: wrong\n", encoding="utf-8")
    ended = run("assess", SEED, SEED, "--methods-dir", str(folder))
    assert ended.code == 1
    assert "wrong.yaml" in ended.err
    assert ended.err.count("kind") <= 2


def test_a_folder_that_is_not_there_is_a_usage_error() -> None:
    assert run("assess", SEED, "--methods-dir", "nowhere").code == 2
