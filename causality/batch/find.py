"""A report of a run again: from its row in the table back to what it was read from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from causality.batch.blocks import report_numbered
from causality.batch.extra import dataset
from causality.batch.sources import Source, is_facts, sources
from causality.case.case import Case
from causality.case.shipped import shipped_cases
from causality.errors import CausalityError, NotFound
from causality.findings.known import Known, load_known, with_known
from causality.formats.read import read_reports
from causality.formats.report import Report

__all__ = ["Found", "find_report", "is_run"]

_MANIFEST = "manifest.json"
_EXAMPLE = "example:"
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Found:
    """The case that a report became, what its reader remarked, and the methods of the run.

    What a user's table knew in the run is in the case.
    """

    case: Case
    notes: tuple[str, ...]
    methods: tuple[str, ...]


def is_run(folder: Path) -> bool:
    """Whether a folder holds a run of batch."""
    return (folder / _MANIFEST).is_file()


def find_report(folder: Path, report: str, source: str | None = None) -> Found:
    """The report called ``report`` by its sender, out of the inputs of the run in ``folder``.

    The inputs must lie where they lay, under the names they were given. NotFound where the table
    has no such report, CausalityError where several inputs do and ``source`` names none of them,
    or where an input, or the user's table of what is known, is not what it was.
    """
    told = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    name = _source_of(folder, report, source)
    given, known = _unchanged(name, folder, told), _known(told)
    if is_facts(given.path):
        raise CausalityError(f"{name} holds facts, not reports; what they rest on is not in it")
    found = report_numbered(given.path, name, report) or _read(given.path, name, report)
    if found is None or found.case is None:
        raise CausalityError(f"{report} is in the table, but {name} no longer gives it")
    case = found.case if known is None else with_known(found.case, known)
    return Found(case, found.notes, tuple(told["options"]["methods"]))


def _read(path: Path, name: str, report: str) -> Report | None:
    """The report out of all that an input holds, one after the other."""
    told = read_reports(path, name)
    return next((one for one in told if one.id == report and one.case is not None), None)


def _source_of(folder: Path, report: str, source: str | None) -> str:
    found = sorted(_sources_with(folder, report))
    if source is not None and source not in found:
        raise NotFound("source of the report", source, tuple(found))
    if source is not None:
        return source
    if not found:
        raise CausalityError(_why_missing(folder, report))
    if len(found) > 1:
        shown = ", ".join(found[:_MOST_NAMED])
        raise CausalityError(f"{report} is in several inputs ({shown}); name one with --source")
    return found[0]


def _sources_with(folder: Path, report: str) -> set[str]:
    """The inputs that have a row of this report."""
    parts = sorted(folder.glob("pairs-*.parquet"))
    if not parts:
        raise CausalityError(f"{folder} holds no part of a table yet")
    ds = dataset()
    field: Any = ds.field("report")
    told = ds.dataset(parts, format="parquet").to_table(["source"], filter=field == report)
    return set(told.column("source").to_pylist())


def _why_missing(folder: Path, report: str) -> str:
    """Why the table has no row of a report, as far as the run says."""
    for one in _failures(folder):
        if one["report"] == report:
            return f"{report} was not assessed: {one['reason']}"
    return f"the table in {folder} has no row of a report {report}"


def _failures(folder: Path) -> Iterator[dict[str, str | None]]:
    file = folder / "failures.ndjson"
    if file.is_file():
        with file.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _unchanged(name: str, folder: Path, told: dict[str, Any]) -> Source:
    """The input as it is now; CausalityError where it is not what the run read."""
    path = _path(name)
    if not path.exists():
        raise CausalityError(f"{name} is not here; go to where the run was started")
    found = next((one for one in sources({name: path}, folder) if one.name == name), None)
    before = next((one["files"] for one in told["inputs"] if one["source"] == name), None)
    now = found and [
        {"name": one.name, "size": one.size, "sha256": one.sha256} for one in found.files
    ]
    if found is None or now != before:
        raise CausalityError(f"{name} is not what it was when the table was made")
    return found


def _known(told: dict[str, Any]) -> Known | None:
    """The user's table of the run; CausalityError where it is not what the run read."""
    before = told["options"].get("known")
    if before is None:
        return None
    path = Path(before["name"])
    if not path.exists():
        wrong = "the table of what is known, is not here; go to where the run was started"
        raise CausalityError(f"{path}, {wrong}")
    now = load_known(path)
    if now.sha256 != before["sha256"]:
        raise CausalityError(f"{path} is not what it was when the table was made")
    return now


def _path(name: str) -> Path:
    if name.startswith(_EXAMPLE):
        return shipped_cases()[name.removeprefix(_EXAMPLE)]
    return Path(name)
