"""``causality batch``: what it prints, how it ends, and how it tells its pace."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from causality.batch.options import PART_UNITS
from causality.cli import batch as command
from causality.cli.pace import Pace, pace_text
from tests.batch.mixed_inputs import READ, mixed
from tests.cli.console import CASE, SEED, run

QUICK = ("--no-differential", "--method", "who_umc", "--workers", "1")


def test_a_folder_becomes_a_table_and_a_summary(tmp_path: Path) -> None:
    where = mixed(tmp_path / "in")
    ended = run("batch", where, "-o", tmp_path / "out", "--ndjson", *QUICK)
    assert ended.code == 3
    assert ended.out.startswith(f"reports: {READ}; failed: 2; pairs: {READ}\n\nwho_umc\n")
    assert ended.err == (
        f"causality: 2 could not be assessed; {tmp_path}/out/failures.ndjson says why\n"
    )
    longest = ended.out.partition("\nlongest of all, at ")[2].splitlines()
    assert longest[0].endswith(" reports a second")
    # Four cases, one file that is broken, and the quarter with a refused report.
    assert sorted(line.split()[2] for line in longest[1:]) == ["0", "1", "1", "1", "1", "46"]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "failures.ndjson",
        "manifest.json",
        # The files before the quarter, its reports, the file behind it.
        "pairs-000000.ndjson",
        "pairs-000000.parquet",
        "pairs-000001.ndjson",
        "pairs-000001.parquet",
        "pairs-000002.ndjson",
        "pairs-000002.parquet",
        "summary.json",
        "summary.txt",
        "timing.json",
    ]
    again = run("batch", where, "-o", tmp_path / "out", "--ndjson", *QUICK)
    assert again == ended


def test_an_example_is_read_under_the_name_that_was_typed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("batch", SEED, "-o", out, "--ndjson", *QUICK).code == 0
    (line,) = (out / "pairs-000000.ndjson").read_text().splitlines()
    assert json.loads(line)["source"] == SEED


def test_another_run_is_kept_unless_force_is_given(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CASE)
    assert run("batch", file, "-o", tmp_path / "out", *QUICK).code == 0
    file.write_text(CASE.replace("2 d after", "3 d after"))
    refused = run("batch", file, "-o", tmp_path / "out", *QUICK)
    assert refused.code == 1
    assert "holds another run (other inputs); --force starts anew" in refused.err
    assert run("batch", file, "-o", tmp_path / "out", *QUICK, "--force").code == 0


def test_an_interrupted_run_says_how_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("causality.batch.run_batch", stopped)
    ended = run("batch", CASE, "-o", tmp_path / "out", *QUICK)
    assert (ended.code, ended.out) == (130, "")
    assert ended.err == f"causality: stopped; the same command goes on in {tmp_path}/out\n"


def test_standard_input_is_no_source(tmp_path: Path) -> None:
    ended = run("batch", "-", "-o", tmp_path / "out", stdin=CASE)
    assert ended.code == 1
    assert "files and folders" in ended.err


def test_the_help_tells_the_size_of_a_part() -> None:
    assert command._PART == PART_UNITS


@pytest.mark.parametrize(
    ("done", "of", "rate", "told"),
    [
        (0, 40, 0.0, "0 of about 40 reports"),
        (10, 40, 2.0, "10 of about 40 reports, 2.0 a second, about 15 s left"),
        (1_200, 44_000, 18.5, "1,200 of about 44,000 reports, 18.5 a second, about 39 min left"),
        (0, 400_000, 20.0, "0 of about 400,000 reports, 20.0 a second, about 5 h 33 min left"),
        (10, None, 2.0, "10 reports, 2.0 a second"),
        (41, 40, 2.0, "41 reports, 2.0 a second"),
    ],
)
def test_the_pace_is_told_with_what_is_left(
    done: int, of: int | None, rate: float, told: str
) -> None:
    assert pace_text(done, of, rate, "reports") == told


def test_a_run_that_goes_on_counts_its_pace_from_where_it_began(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    times = iter([0.0, 0.0, 10.0, 20.0, 20.0])
    for module in ("pace", "progress"):
        monkeypatch.setattr(f"causality.cli.{module}.monotonic", lambda: next(times))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with Pace("reports") as pace:
        pace.reach(1_000, 2_000)
        pace.reach(1_020, 2_000)
    shown = capsys.readouterr().err
    assert "1,020 of about 2,000 reports, 2.0 a second, about 8 min left" in shown
    assert shown.endswith("\r")
