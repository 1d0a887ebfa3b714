"""``--known``: a user's table for one case, for a run, and for a row of that run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.console import CASE, run

QUICK = ("--no-differential", "--method", "naranjo_1981")
TABLE = "drug,event,level,from,to\nAmoxicillin,rash,listed,1 wk,3 wk\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "case.yaml").write_text(CASE)
    (tmp_path / "known.csv").write_text(TABLE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ran() -> None:
    ended = run("batch", "case.yaml", "-o", "out", "--known", "known.csv", "--workers", "1", *QUICK)
    assert ended.code == 0, ended.err


@pytest.mark.usefixtures("here")
def test_assess_takes_it_into_the_case() -> None:
    plain, told = (
        json.loads(run("assess", "case.yaml", *QUICK, "--format", "json", *more).out)
        for more in ((), ("--known", "known.csv"))
    )
    before, after = (one["pairs"][0]["verdicts"]["naranjo_1981"]["score"] for one in (plain, told))
    assert after == before + 1
    assert told["entries"]["known-1"]["source"] == "known.csv, line 2"
    finding = told["pairs"][0]["findings"]["latency"]
    assert (finding["value"], finding["sources"]) == ("improbable", ["known-1"])


@pytest.mark.usefixtures("here")
def test_explain_of_a_case_and_of_a_row_of_a_run_say_the_same() -> None:
    ran()
    asked = ("--format", "json", "--no-entries", "--method", "naranjo_1981")
    alone = run("explain", "case.yaml", "--known", "known.csv", *asked)
    of_run = run("explain", "out", "--report", "small", *asked)
    assert (alone.code, of_run.code) == (0, 0)
    one, other = (json.loads(ended.out)["assessment"] for ended in (alone, of_run))
    assert one["pairs"] == other["pairs"]
    assert "known-1" in other["entries"]


def test_a_run_is_explained_with_its_own_table_alone(here: Path) -> None:
    ran()
    asked = ("explain", "out", "--report", "small")
    with_another = run(*asked, "--known", "known.csv")
    assert with_another.code == 2
    assert "a run keeps to its own table" in with_another.err
    (here / "known.csv").write_text(TABLE.replace("listed", "none found"))
    changed = run(*asked)
    assert changed.code == 1
    assert "known.csv is not what it was when the table was made" in changed.err
    (here / "known.csv").unlink()
    gone = run(*asked)
    assert gone.code == 1
    assert "known.csv, the table of what is known, is not here" in gone.err


def test_a_table_that_cannot_be_used_is_told_before_anything_is_done(here: Path) -> None:
    (here / "known.csv").write_text(TABLE.replace("listed", "lsted"))
    wrong = "known.csv:2:18: 'lsted' is no level; did you mean 'listed'?"
    for command in (("assess", "case.yaml"), ("explain", "case.yaml")):
        ended = run(*command, "--known", "known.csv")
        assert (ended.code, ended.out) == (1, "")
        assert wrong in ended.err
    assert wrong in run("batch", "case.yaml", "-o", "out", "--known", "known.csv").err
    assert not (here / "out").exists()
