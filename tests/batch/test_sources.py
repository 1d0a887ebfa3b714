"""What a run finds in folders: every report once, in one order, and nothing that it wrote."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.batch.block import Block
from causality.batch.sources import SMALL, sources
from causality.batch.tasks import START, Task, Unit, Unreadable, tasks
from causality.errors import CausalityError, MissingExtra
from causality.formats.report import Report
from tests.batch.mixed_inputs import QUARTER, mixed
from tests.cli.console import CASE
from tests.formats.samples import DATA
from tests.formats.table_samples import faers, laid, packed, vaers


def names(where: dict[str, Path], out: Path = Path("out")) -> list[str]:
    return [source.name for source in sources(where, out)]


def test_files_are_found_to_the_depth_of_a_folder_and_in_order(tmp_path: Path) -> None:
    found = sources({"in": mixed(tmp_path / "in")}, tmp_path / "out")
    files = ["in/a.yaml", "in/b.yaml", "in/broken.yaml", "in/deep/deeper/c.yaml"]
    assert [source.name for source in found] == [*files, "in/quarter", "in/é.yaml"]
    quarter = found[4]
    assert quarter.streamed
    assert quarter.expected == QUARTER + 1
    assert [file.name for file in quarter.files] == [
        f"in/quarter: {kind}24Q2.txt" for kind in ("DEMO", "DRUG", "REAC", "THER")
    ]
    raw = (tmp_path / "in" / "a.yaml").read_bytes()
    assert found[0].files[0].sha256 == hashlib.sha256(raw).hexdigest()
    assert (found[0].files[0].size, found[0].expected) == (len(raw), 1)


def test_tables_that_are_named_one_by_one_are_one_quarter(tmp_path: Path) -> None:
    where = laid(tmp_path / "q", {**faers(), **faers(quarter="24Q3"), **vaers()})
    every = {file.name: file for file in where.iterdir()}
    found = sources(every, tmp_path / "out")
    assert sorted(len(source.files) for source in found) == [3, 3, 3]
    assert names({"one": where / "DRUG24Q3.txt", "again": where / "DEMO24Q3.txt"}) == ["one"]
    assert names({"one": where / "DRUG24Q3.txt", "all": where}) == ["all"]


def test_the_same_file_is_read_once(tmp_path: Path) -> None:
    where = mixed(tmp_path / "in")
    assert len(names({"in": where, "a": where / "a.yaml", "deep": where / "deep"})) == 6


def test_the_folder_that_is_written_to_is_not_read(tmp_path: Path) -> None:
    where = mixed(tmp_path / "in")
    out = where / "out"
    out.mkdir()
    (out / "summary.json").write_text("{}")
    assert not any("out" in name for name in names({"in": where}, out))


@pytest.mark.parametrize("kind", ["packet of tables", "packed case", "large case"])
def test_what_is_large_or_packed_is_read_as_a_stream(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "in"
    if kind == "packet of tables":
        file.write_bytes(packed(faers()).getvalue())
    elif kind == "packed case":
        file.write_bytes(gzip.compress(CASE.encode()))
    else:
        file.write_text(CASE + "#" * SMALL)
    (found,) = sources({"in": file}, tmp_path / "out")
    assert found.streamed
    ((unit,),) = [task.units for task in tasks([found])]
    wanted = {"packet of tables": Block, "packed case": Report, "large case": Unreadable}
    assert isinstance(unit.content, wanted[kind])


def test_how_many_reports_a_large_file_holds_is_told_without_reading_it(tmp_path: Path) -> None:
    message = (DATA / "e2b_r3_derived" / "derived_faersxml22q1_batch_5to7.xml").read_bytes()
    (tmp_path / "large.xml").write_bytes(message + b"\n" * SMALL)
    (found,) = sources({"in": tmp_path / "large.xml"}, tmp_path / "out")
    assert (found.streamed, found.expected) == (True, 3)


def test_what_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    with pytest.raises(CausalityError, match="no-such is not there"):
        sources({"no-such": tmp_path / "no-such"}, tmp_path / "out")
    with pytest.raises(CausalityError, match="in holds no file that reports could be in"):
        sources({"in": tmp_path}, tmp_path / "out")


def test_a_stream_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "cut.zip", "w") as archive:  # stored, not compressed
        archive.writestr("first.yaml", CASE)
        archive.writestr("second.yaml", CASE.replace("rash", "hives"))
    raw = (tmp_path / "cut.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(raw.replace(b"hives", b"lives"))
    found = sources({"cut": tmp_path / "cut.zip"}, tmp_path / "out")
    ((first, second),) = [[unit.content for unit in task.units] for task in tasks(found)]
    assert isinstance(first, Report)
    assert first.id == "small"
    assert isinstance(second, Unreadable)
    assert second.reason == "cut/second.yaml: cannot be unpacked to its end (BadZipFile)"


def test_a_missing_extra_ends_the_run_and_is_no_failure_of_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        raise MissingExtra("reading XML needs lxml")

    monkeypatch.setattr("causality.batch.tasks.read_reports", missing)
    (tmp_path / "q").write_bytes(gzip.compress(CASE.encode()))
    found = sources({"q": tmp_path / "q"}, tmp_path / "out")
    with pytest.raises(MissingExtra):
        list(tasks(found))


@given(st.data())
def test_tasks_from_the_middle_are_the_rest_of_all_tasks(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    where = tmp_path_factory.getbasetemp() / "resumed"
    if not where.exists():
        mixed(where)
    found = sources({"in": where}, where / "out")
    whole = list(tasks(found, part_units=7))
    assert sum(unit.reports for task in whole for unit in task.units) == 5 + QUARTER + 1
    # Files and single reports go together, columns in blocks of their own.
    assert [task.is_part for task in whole] == [False] + 7 * [True] + [False]
    assert [len(task.units) for task in whole] == [4] + 7 * [1] + [1]
    place = data.draw(st.integers(0, len(whole)))
    start = whole[place - 1].after if place else START
    rest = tasks(found, start, part_units=7)
    assert list(map(contents, rest)) == list(map(contents, whole[place:]))


def contents(task: Task) -> tuple[object, ...]:
    """What a task holds, by words and numbers."""
    return (task.after, *map(_of_unit, task.units))


def _of_unit(unit: Unit) -> object:
    content = unit.content
    if not isinstance(content, Block):
        return unit
    alone = (content.cut(place, place + 1).only for place in range(content.reports))
    return unit.source, tuple(alone)
