"""``causality report``: which document it writes, for whom, and how it refuses."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from causality import as_markdown, assess
from causality.cli import output
from causality.cli.exit_codes import ExitCode
from causality.report.as_html import as_html
from tests.cli.console import BROKEN, CASE, SEED, run
from tests.report.pages import SEED as NAME
from tests.report.pages import shipped


@pytest.mark.parametrize("name", ["r.html", "r.HTM"])
def test_the_name_of_the_file_says_what_it_is(tmp_path: Path, name: str) -> None:
    ended = run("report", SEED, "-o", tmp_path / name)
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    file, told = shipped(NAME)
    assert (tmp_path / name).read_text(encoding="utf-8") == as_html(told, case=file.case)


@pytest.mark.parametrize("name", ["r.md", "r.markdown"])
def test_markdown_is_what_assess_writes(tmp_path: Path, name: str) -> None:
    assert run("report", SEED, "-o", tmp_path / name).code == ExitCode.DONE
    told = (tmp_path / name).read_text(encoding="utf-8")
    assert told == as_markdown(shipped(NAME)[1])
    assert told == run("assess", SEED, "--format", "markdown").out


def test_the_format_wins_over_the_name(tmp_path: Path) -> None:
    run("report", SEED, "--format", "markdown", "-o", tmp_path / "r.html")
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("# ")


def test_without_a_file_html_goes_to_standard_output() -> None:
    ended = run("report", "-", stdin=CASE)
    assert ended.out.startswith("<!DOCTYPE html>\n")
    assert "amoxicillin" in ended.out


def test_a_name_that_says_nothing_is_a_wrong_command_line(tmp_path: Path) -> None:
    ended = run("report", SEED, "-o", tmp_path / "r.docx")
    assert ended.code == ExitCode.USAGE
    assert "add --format" in " ".join(ended.err.split())
    assert not (tmp_path / "r.docx").exists()


def test_an_unknown_redaction_is_a_wrong_command_line() -> None:
    assert run("report", SEED, "--redaction", "secret").code == ExitCode.USAGE


def test_a_file_that_exists_stays_unless_force_is_given(tmp_path: Path) -> None:
    target = tmp_path / "r.html"
    target.write_text("before")
    ended = run("report", SEED, "-o", target)
    assert (ended.code, target.read_text()) == (ExitCode.INPUT, "before")
    assert "--force overwrites it" in ended.err
    assert run("report", SEED, "-o", target, "--force").code == ExitCode.DONE
    assert target.read_text().startswith("<!DOCTYPE html>")


def test_a_case_that_cannot_be_used_is_an_input_problem() -> None:
    ended = run("report", "-", stdin=BROKEN)
    assert (ended.code, ended.out) == (ExitCode.INPUT, "")
    assert "suspicious" in ended.err


def test_a_folder_is_no_case(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(CASE)
    ended = run("report", tmp_path)
    assert (ended.code, ended.out) == (ExitCode.INPUT, "")
    assert "one case" in ended.err


@pytest.mark.parametrize("level", ["panel", "public"])
@pytest.mark.parametrize("format_", ["html", "markdown"])
def test_words_are_kept_back_in_every_format(level: str, format_: str) -> None:
    ended = run("report", SEED, "--redaction", level, "--format", format_)
    assert "centrum semiovale" not in ended.out
    assert "daratumumab" in ended.out
    assert ("tetraparesis" in ended.out) == (level == "panel")


def test_options_restrict_what_is_told() -> None:
    name = "anticholinergics-hyperthermia"
    one = run(
        "report",
        f"example:{name}",
        "--method",
        "who_umc",
        "--drug",
        "ami",
        "--event",
        "hyperthermia",
    )
    assert "amitriptyline" in one.out
    assert "Naranjo scale:" not in one.out
    assert run("report", f"example:{name}", "--drug", "nothing").code == ExitCode.INPUT


def test_a_missing_extra_is_named_with_the_command_that_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    ended = run("report", SEED, "-o", tmp_path / "r.pdf")
    assert ended.code == ExitCode.INPUT
    assert "python -m pip install 'causality-pv[pdf]'" in ended.err
    assert not (tmp_path / "r.pdf").exists()


def test_a_pdf_is_not_poured_into_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setattr("causality.cli.report.is_terminal", lambda: True)
    ended = run("report", SEED, "--format", "pdf")
    assert (ended.code, ended.out) == (ExitCode.INPUT, "")
    assert "-o FILE" in ended.err


def test_the_command_and_the_function_say_the_same() -> None:
    file, _ = shipped(NAME)
    assert run("report", SEED).out == as_html(assess(file), case=file.case)
