"""A run as a whole: what it reads, what it leaves, and that nothing but the input decides that."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from causality.batch import Options, run_batch, scoring
from causality.batch.folder import Folder
from causality.batch.report_facts import ReportFacts
from causality.batch.score import scored_coded
from causality.errors import CausalityError, MissingExtra, NotFound
from causality.vocabulary import VOCABULARY
from tests.batch.mixed_inputs import LIGHT, QUARTER, READ, left, mixed, table

ROOT = Path(__file__).resolve().parents[2]


class Killed(BaseException):
    """The end of a process, as the code that runs in it meets it: it does not."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mixed(tmp_path_factory.mktemp("inputs") / "mixed")


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run without a break, by one process."""
    out = tmp_path_factory.mktemp("whole") / "out"
    run_batch({"in": folder}, out, LIGHT, workers=1)
    return out


def test_every_report_is_in_the_table_or_among_the_failures(whole: Path) -> None:
    rows = table(whole)
    failures = [json.loads(line) for line in (whole / "failures.ndjson").read_text().splitlines()]
    assert [one["source"] for one in failures] == ["in/broken.yaml", "in/quarter"]
    assert "in/broken.yaml:5:41: drugs[0].role: 'suspicious' is not" in failures[0]["reason"]
    assert failures[1]["report"] == str(1000010 + 10 * QUARTER)
    assert failures[1]["reason"] == "the report names no reaction"
    assert len(rows) == READ
    files = ["in/a.yaml", "in/b.yaml", "in/deep/deeper/c.yaml"]
    sources = [row["source"] for row in rows]
    assert sources == [*files, *["in/quarter"] * QUARTER, "in/é.yaml"]


def test_json_lines_say_what_the_table_says(whole: Path) -> None:
    lines = [
        json.loads(line)
        for file in sorted(whole.glob("*.ndjson"))
        if file.name != "failures.ndjson"
        for line in file.read_text().splitlines()
    ]
    rows = [{key: cell for key, cell in row.items() if cell is not None} for row in table(whole)]
    assert lines == [
        {key: float(f"{c:.12g}") if isinstance(c, float) else c for key, c in row.items()}
        for row in rows
    ]


def test_the_summary_counts_what_is_in_the_table(whole: Path) -> None:
    rows, told = table(whole), json.loads((whole / "summary.json").read_text())
    assert (told["reports"], told["failed"], told["pairs"]) == (READ, 2, len(rows))
    found = Counter(row["naranjo_1981"] for row in rows)
    assert told["categories"] == {"naranjo_1981": dict(found)}
    assert told["unknown"] == {
        name: sum(row[name] == "unknown" for row in rows) for name in VOCABULARY
    }
    text = (whole / "summary.txt").read_text()
    assert text.startswith(f"reports: {READ}; failed: 2; pairs: {READ}\n")
    timing = json.loads((whole / "timing.json").read_text())
    assert timing["reports"] == READ + 2
    seconds = [one["seconds"] for one in timing["slowest"]]
    assert seconds == sorted(seconds, reverse=True)
    assert [one["source"] for one in timing["slowest"]].count("in/quarter") == 1
    assert sum(one["reports"] for one in timing["slowest"]) == READ + 1


def test_the_number_of_workers_changes_no_byte(folder: Path, whole: Path, tmp_path: Path) -> None:
    run_batch({"in": folder}, tmp_path / "out", LIGHT, workers=2)
    assert left(tmp_path / "out") == left(whole)


def test_how_the_table_is_cut_changes_no_row(folder: Path, whole: Path, tmp_path: Path) -> None:
    run_batch({"in": folder}, tmp_path / "out", replace(LIGHT, part_units=1_000), workers=1)
    # The files before the quarter, its reports twenty at a time or all at once, the file behind it.
    assert len(list(whole.glob("*.parquet"))) == 1 + 3 + 1
    assert len(list((tmp_path / "out").glob("*.parquet"))) == 1 + 1 + 1
    assert table(tmp_path / "out") == table(whole)


def test_a_part_ends_early_where_reports_have_many_pairs(
    folder: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("causality.batch.tasks.TASK_UNITS", 1)
    monkeypatch.setattr("causality.batch.run._MOST_ROWS", 2)
    options = replace(LIGHT, part_units=1_000)
    run_batch({"in": folder}, tmp_path / "out", options, workers=1)
    # Two files, two more of which one is broken, the quarter, the file behind it.
    assert len(list((tmp_path / "out").glob("*.parquet"))) == 4
    assert table(tmp_path / "out") == table(whole)


def test_a_run_that_is_done_is_told_again_without_any_work(
    folder: Path, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = left(whole)
    monkeypatch.setattr(scoring, "scored_coded", None)
    ended = run_batch({"in": folder}, whole, LIGHT, workers=1)
    assert ended.summary["failed"] == 2
    assert ended.text == (whole / "summary.txt").read_text()
    assert left(whole) == before


def test_a_run_that_ends_at_any_file_operation_goes_on_to_the_same_bytes(
    folder: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before and after each file gets its name; every run after is killed a step later."""
    wanted, out = left(whole), tmp_path / "out"
    steps = 0

    def attempt(limit: int) -> bool:
        count = 0

        def counting(path: Path, target: Path) -> Path:
            nonlocal count, steps
            steps += 1
            for renamed in (False, True):
                count += 1
                if count > limit:
                    raise Killed
                if not renamed:
                    os.replace(path, target)  # noqa: PTH105 - what is patched calls it
            return target

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", counting)
            try:
                run_batch({"in": folder}, out, LIGHT, workers=1)
            except Killed:
                return False
        return True

    for limit in range(100):
        if attempt(limit):
            break
    assert limit > 2
    assert steps > 8
    assert left(out) == wanted


@pytest.mark.parametrize("tasks", [1, 2])
def test_a_run_that_is_killed_from_outside_goes_on_to_the_same_bytes(
    folder: Path, whole: Path, tmp_path: Path, tasks: int
) -> None:
    script = f"""
import os, signal
from pathlib import Path
from causality.batch import Options, run_batch
from tests.batch.mixed_inputs import LIGHT
seen = []
def watch(done, of):
    seen.append(done)
    if len(seen) == {tasks}:
        os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    run_batch({{"in": Path({str(folder)!r})}}, Path("out"), LIGHT, workers=2, watch=watch)
"""
    (tmp_path / "script.py").write_text(script)
    ended = subprocess.run(
        [sys.executable, "script.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,  # ends only when the workers have gone, too
        timeout=120,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    assert not (tmp_path / "out" / "summary.json").exists()
    run_batch({"in": folder}, tmp_path / "out", LIGHT, workers=1)
    assert left(tmp_path / "out") == left(whole)


def test_a_full_disk_is_told_and_loses_nothing_that_was_written(
    folder: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, calls = tmp_path / "out", []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) > 5:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(CausalityError, match=r"cannot be written \(no space left on device\)"):
            run_batch({"in": folder}, out, LIGHT, workers=1)
    part = (out / "pairs-000000.parquet").read_bytes()
    assert part == (whole / "pairs-000000.parquet").read_bytes()
    run_batch({"in": folder}, out, LIGHT, workers=1)
    assert left(out) == left(whole)


def test_a_bug_in_one_report_costs_that_report_and_repeats_nothing_of_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = scored_coded

    def breaking(told: ReportFacts, options: Options) -> object:
        if "1000030" in told.report.to_pylist():
            raise ZeroDivisionError("of a patient called Smith")
        return whole(told, options)

    monkeypatch.setattr(scoring, "scored_coded", breaking)
    ended = run_batch({"in": folder}, tmp_path / "out", LIGHT, workers=1)
    assert (ended.summary["failed"], ended.summary["pairs"]) == (3, READ - 1)
    failures = (tmp_path / "out" / "failures.ndjson").read_text()
    assert "internal error, ZeroDivisionError at causality/batch/scoring.py:" in failures
    assert '"report":"1000030"' in failures
    assert "Smith" not in failures


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("option", "other options"),
        ("file", "other inputs"),
        ("damage", "its manifest is damaged"),
    ],
)
def test_another_run_in_the_folder_is_left_alone_unless_force_is_asked(
    tmp_path: Path, change: str, told: str
) -> None:
    where, out = mixed(tmp_path / "in"), tmp_path / "out"
    run_batch({"in": where}, out, LIGHT, workers=1)
    options = LIGHT
    if change == "option":
        options = replace(LIGHT, ndjson=False)
    elif change == "file":
        (where / "a.yaml").unlink()
    else:
        (out / "manifest.json").write_text("{")
    before = left(out)
    with pytest.raises(CausalityError, match=f"holds another run \\({told}\\); --force"):
        run_batch({"in": where}, out, options, workers=1)
    assert left(out) == before
    (out / "own-notes.txt").write_text("mine")
    run_batch({"in": where}, out, options, workers=1, force=True)
    assert (out / "own-notes.txt").read_text() == "mine"
    assert (out / "pairs-000000.ndjson").exists() == options.ndjson
    (out / "own-notes.txt").unlink()
    run_batch({"in": where}, tmp_path / "new", options, workers=1)
    assert left(out) == left(tmp_path / "new")


def test_a_folder_of_anything_else_is_never_written_to(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    for force in (False, True):
        with pytest.raises(CausalityError, match="not empty and holds no run"):
            run_batch({"in": folder}, tmp_path, LIGHT, workers=1, force=force)
    with pytest.raises(CausalityError, match="does not exist"):
        run_batch({"in": folder}, tmp_path / "no" / "out", LIGHT, workers=1)
    with pytest.raises(CausalityError, match=r"cannot be written \(file exists\)"):
        run_batch({"in": folder}, tmp_path / "letter.txt", LIGHT, workers=1)
    assert left(tmp_path) == {"letter.txt": b"dear"}


def test_two_runs_never_write_to_one_folder(folder: Path, tmp_path: Path) -> None:
    def second(_done: int, _of: int | None) -> None:
        with pytest.raises(CausalityError, match="another run is at work in"):
            run_batch({"in": folder}, tmp_path / "out", LIGHT, workers=1)

    run_batch({"in": folder}, tmp_path / "out", LIGHT, workers=1, watch=second)
    assert len(table(tmp_path / "out")) == READ


def test_a_part_that_was_removed_is_made_again(folder: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    seen: list[int] = []

    def stop(done: int, _of: int | None) -> None:
        seen.append(done)
        if len(seen) == 3:
            raise Killed

    with pytest.raises(Killed):
        run_batch({"in": folder}, out, LIGHT, workers=1, watch=stop)
    assert len(list(Folder(out).records())) == 2
    (out / "pairs-000001.parquet").unlink()
    assert len(list(Folder(out).records())) == 1
    run_batch({"in": folder}, out, LIGHT, workers=1)
    assert left(out) == left(whole)


def test_what_there_is_to_do_is_told_while_it_is_done(folder: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    run_batch({"in": folder}, tmp_path / "out", LIGHT, workers=1, watch=lambda *a: told.append(a))
    total = READ + 2
    # Four files, one of them broken; then the quarter, and the file behind it.
    assert told == [(4, total), (24, total), (44, total), (50, total), (total, total)]


def test_nothing_but_failures_is_a_table_without_rows(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("no: case")
    ended = run_batch({"x": tmp_path / "x.yaml"}, tmp_path / "out", Options(), workers=1)
    assert ended.summary["failed"] == 1
    assert table(tmp_path / "out") == []
    assert ended.text.startswith("reports: 0; failed: 1; pairs: 0\n")


def test_without_its_extra_the_command_that_brings_it_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"python -m pip install 'causality-pv\[batch\]'"):
        run_batch({"in": folder}, tmp_path / "out", LIGHT)
    assert not (tmp_path / "out").exists()


def test_a_mistyped_method_ends_the_run_before_it_begins(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="did you mean 'who_umc'"):
        run_batch({"in": folder}, tmp_path / "out", Options(methods=("who_umk",)))
    assert not (tmp_path / "out").exists()
