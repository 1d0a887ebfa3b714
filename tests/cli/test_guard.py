"""How commands end when something goes wrong, and what they never say then."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import NoReturn

import pytest
import typer

from causality.cli import main
from causality.cli.exit_codes import ExitCode
from causality.cli.guard import DEBUG, guarded
from tests.cli.console import CASE, SEED, run

ROOT = Path(__file__).resolve().parents[2]
CANARIES = ("Quetzalcoatl", "1987-06-05", "4711.25", "chirimoya")
CANARY_CASE = """\
schema: causality/case/1
id: canary
title: Quetzalcoatl and what happened
patient: {conditions: [{id: habit, term: chirimoya, since: 1987-06-05}]}
drugs:
  - {id: amox, name: amoxicillin, role: suspect, doses: [{id: first, start: 1987-06-05}]}
events:
  - {id: rash, term: rash, onset: 1987-06-05, note: Quetzalcoatl}
observations:
  - id: lab
    at: 1987-06-05
    test: ferritin
    measures: {ferritin: {value: "4711.25", unit: chirimoya}}
"""
REFUSALS = {
    "unknown key": ("title:", "caption:"),
    "unknown word": ("role: suspect", "role: suspicious"),
    "dangling name": ("id: rash, term", "id: rash, part of: nothing, term"),
    "duplicate id": ("id: lab", "id: rash"),
    "broken syntax": ("events:", "events: ["),
    "tag": ("id: canary", "id: !!str canary"),
    "not a time": ("onset: 1987-06-05", "onset: some day"),
}


def crash(*_: object, **__: object) -> NoReturn:
    """A bug of ours that knows too much."""
    message = " ".join(CANARIES)
    raise KeyError(message)


def silent(text: str) -> bool:
    return not any(canary in text for canary in CANARIES)


def test_exit_codes_are_those_that_are_promised() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "DONE": 0,
        "INPUT": 1,
        "USAGE": 2,
        "SOME_FAILED": 3,
        "OUR_BUG": 70,
        "INTERRUPTED": 130,
    }
    assert all(code.meaning.endswith(".") for code in ExitCode)


@pytest.mark.parametrize("name", REFUSALS)
@pytest.mark.parametrize("command", ["assess", "check"])
def test_a_refusal_repeats_nothing_of_the_case(name: str, command: str, tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    old, new = REFUSALS[name]
    assert old in CANARY_CASE
    file.write_text(CANARY_CASE.replace(old, new, 1))
    ended = run(command, file)
    assert ended.code == 1
    assert str(file) in ended.out + ended.err
    assert silent(ended.err)
    assert silent(ended.out)


def test_a_success_says_nothing_on_standard_error(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CANARY_CASE)
    ended = run("assess", file)
    assert (ended.code, ended.err) == (0, "")
    assert not silent(ended.out)  # the canaries do sing where they may


def test_a_bug_of_ours_is_one_line_that_repeats_nothing_of_the_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CANARY_CASE)
    monkeypatch.setattr("causality.report.outline.ranked", crash)
    ended = run("assess", file)
    assert (ended.code, ended.out) == (70, "")
    assert ended.err.startswith(
        "causality: internal error, KeyError at causality/report/outline.py"
    )
    assert ended.err.count("\n") == 1
    assert silent(ended.err)


def test_a_traceback_is_shown_only_to_whoever_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CANARY_CASE)
    monkeypatch.setattr("causality.report.outline.ranked", crash)
    ended = run("assess", file, env={DEBUG: "1"})
    assert ended.code == 70
    assert "Traceback (most recent call last)" in ended.err
    assert DEBUG in ended.err


def test_a_bug_outside_our_files_has_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object) -> NoReturn:
        raise RecursionError

    monkeypatch.setattr("causality.case.template.case_template", nowhere)
    ended = run("new")
    assert ended.code == 70
    assert "RecursionError at causality/cli/" in ended.err


def test_an_interrupt_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("causality.case.template.case_template", interrupt)
    assert run("new").code == 130


def test_what_a_reader_left_unread_goes_nowhere() -> None:
    def broken() -> NoReturn:
        raise BrokenPipeError

    kept = os.dup(sys.stdout.fileno())
    try:
        with pytest.raises(typer.Exit) as ended:
            guarded(broken)()
        os.write(sys.stdout.fileno(), b"nowhere")
    finally:
        os.dup2(kept, sys.stdout.fileno())
        os.close(kept)
    assert ended.value.exit_code == 0


def test_the_program_ends_with_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["causality", "--version"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    assert capsys.readouterr().out.startswith("causality ")

    def interrupt(**_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("causality.cli.program.app", interrupt)
    monkeypatch.setattr(sys, "stdout", StringIO())  # a stream that has no encoding to set
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130


def test_a_bug_leaves_no_half_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.txt"
    target.write_text("before")
    monkeypatch.setattr("causality.report.outline.ranked", crash)
    assert run("assess", SEED, "-o", target, "--force").code == 70
    assert target.read_text() == "before"
    assert [file.name for file in tmp_path.iterdir()] == ["out.txt"]


@pytest.fixture
def start() -> Callable[..., subprocess.Popen[bytes]]:
    """Starts the program in a process of its own."""

    def begin(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "causality", *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    return begin


def test_a_reader_that_goes_away_is_no_error(start: Callable[..., subprocess.Popen[bytes]]) -> None:
    with start("schema") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_an_interrupt_from_the_keyboard_ends_without_a_traceback(
    start: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    first = tmp_path / "case.yaml"
    first.write_text(CASE)
    # The first case is told before standard input is read, so the command is at work by then.
    with start("assess", str(first), "-", "--format", "ndjson") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"{")
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
        assert b"Traceback" not in process.stderr.read()


def test_results_are_the_same_bytes_whatever_the_hash_seed(
    start: Callable[..., subprocess.Popen[bytes]],
) -> None:
    told = set()
    for seed in ("0", "1"):
        with start(
            "assess", "example:synthetic-stopped-together", SEED, PYTHONHASHSEED=seed
        ) as process:
            out, _ = process.communicate()
            told.add(out)
    assert len(told) == 1


@pytest.mark.parametrize("format_", ["text", "json"])
def test_whoever_is_no_terminal_is_told_in_utf_8(
    format_: str, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    case = CASE.replace("term: rash", "term: Ausschlag an Füßen")
    with start(
        "assess", "-", "--format", format_, PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    ) as process:
        out, err = process.communicate(case.encode())
    assert process.returncode == 0, err
    assert "Füßen" in out.decode("utf-8")
