"""``causality diff``: what it takes and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.console import BROKEN, CASE, SEED, run


def test_two_cases_and_their_results_are_compared(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(CASE)
    (tmp_path / "new.yaml").write_text(CASE.replace("2 d after", "3 d after"))
    by_cases = run("diff", tmp_path / "old.yaml", tmp_path / "new.yaml", "--format", "json")
    for name in ("old", "new"):
        ended = run("assess", tmp_path / f"{name}.yaml", "--format", "json")
        (tmp_path / f"{name}.json").write_text(ended.out)
    by_results = run("diff", tmp_path / "old.json", tmp_path / "new.json", "--format", "json")
    told = [json.loads(ended.out) for ended in (by_cases, by_results)]
    assert by_cases.code == by_results.code == 0
    assert [one["schema"] for one in told] == ["causality/diff/1"] * 2
    assert told[0]["pairs"][0]["verdicts"] == told[1]["pairs"][0]["verdicts"]
    assert [fact["entry"] for fact in told[0]["facts"]] == ["rash"]


def test_a_case_and_its_result_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text(run("assess", SEED, "--format", "json").out)
    ended = run("diff", tmp_path / "result.json", SEED)
    assert "Nothing: facts, findings and verdicts are the same.\n" in ended.out
    assert not ended.err


def test_one_of_the_two_may_be_standard_input() -> None:
    ended = run("diff", "-", SEED, stdin=CASE)
    assert ended.code == 0
    assert ended.out.startswith("From small to daratumumab-leukoencephalopathy\n")


def test_a_file_that_cannot_be_used_is_named_by_its_place(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text(BROKEN)
    ended = run("diff", tmp_path / "broken.yaml", SEED)
    assert ended.code == 1
    assert "broken.yaml:5:" in ended.err
    assert run("diff", tmp_path / "nothing.yaml", SEED).code == 1


def test_folders_are_not_compared(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(CASE)
    ended = run("diff", tmp_path, SEED)
    assert ended.code == 1
    assert "takes two files" in ended.err


def test_notes_of_the_reader_are_told(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text(CASE.replace("term: rash", 'term: "rash\\u202e"'))
    assert "note: " in run("diff", tmp_path / "odd.yaml", SEED).err


def test_the_result_may_go_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "moved.txt"
    assert run("diff", SEED, SEED, "-o", target).code == 0
    assert "Nothing" in target.read_text()
    assert run("diff", SEED, SEED, "-o", target).code == 1
