"""``causality explain DIR --report``: any row of a table of pairs, back to its reasons."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest

from tests.batch.mixed_inputs import QUARTER, mixed
from tests.cli.console import CASE, SEED, run

QUICK = ("--no-differential", "--method", "who_umc", "--workers", "1")
FIRST = "1000010"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with inputs, and the run over them under the names that were typed there."""
    where = tmp_path_factory.mktemp("place")
    mixed(where / "in")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(where)
        assert run("batch", "in", SEED, "-o", "out", *QUICK).code == 3
    return where


@pytest.fixture
def here(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy that a test may change, as the folder one is in."""
    copytree(place, tmp_path / "place")
    monkeypatch.chdir(tmp_path / "place")
    return tmp_path / "place"


@pytest.mark.usefixtures("here")
def test_a_row_is_explained_from_the_tables_it_came_from() -> None:
    ended = run("explain", "out", "--report", FIRST, "--format", "json", "--no-entries")
    assert ended.code == 0
    told = json.loads(ended.out)["assessment"]
    assert told["case"]["id"] == "report-1000010"
    # The methods of the run, unless others are named.
    assert set(told["pairs"][0]["verdicts"]) == {"who_umc"}


@pytest.mark.usefixtures("here")
def test_a_case_file_and_an_example_are_found_again() -> None:
    for report, source in (("small", ("--source", "in/deep/deeper/c.yaml")), (SEED[8:], ())):
        ended = run("explain", "out", "--report", report, *source, "--no-entries")
        assert ended.code == 0, ended.err


@pytest.mark.usefixtures("here")
def test_a_report_in_several_inputs_asks_for_the_input() -> None:
    ended = run("explain", "out", "--report", "small-a")
    assert ended.code == 1
    assert "is in several inputs (in/a.yaml, in/b.yaml, in/é.yaml)" in ended.err
    assert "--source" in ended.err


@pytest.mark.usefixtures("here")
def test_a_report_that_was_not_assessed_is_told_with_its_reason() -> None:
    ended = run("explain", "out", "--report", str(1000010 + 10 * QUARTER))
    assert ended.code == 1
    assert "was not assessed: the report names no reaction" in ended.err


@pytest.mark.usefixtures("here")
def test_an_unknown_report_is_told() -> None:
    ended = run("explain", "out", "--report", "nobody")
    assert ended.code == 1
    assert "has no row of a report nobody" in ended.err


def test_an_input_that_changed_explains_nothing(here: Path) -> None:
    (here / "in" / "deep" / "deeper" / "c.yaml").write_text(CASE.replace("2 d after", "3 d after"))
    ended = run("explain", "out", "--report", "small", "--source", "in/deep/deeper/c.yaml")
    assert ended.code == 1
    assert "in/deep/deeper/c.yaml is not what it was when the table was made" in ended.err


def test_an_input_that_is_gone_is_told(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here / "in")
    ended = run("explain", "../out", "--report", FIRST)
    assert ended.code == 1
    assert "in/quarter is not here; go to where the run was started" in ended.err


@pytest.mark.usefixtures("here")
def test_the_folder_of_a_run_needs_a_report_and_a_report_the_folder() -> None:
    assert "name a report with --report" in run("explain", "out").err
    assert "in holds no run of batch" in run("explain", "in", "--report", FIRST).err
    assert run("explain", SEED, "--source", "x").code == 2
