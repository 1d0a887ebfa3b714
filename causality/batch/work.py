"""What a worker makes of a task: rows, counts, failures. The same task gives the same bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from pathlib import Path
from time import perf_counter

from causality.assessment import assess
from causality.assessment.contract import json_text
from causality.batch.arrays import Cell
from causality.batch.failures import Failure, reason_of
from causality.batch.options import Options, chosen_methods
from causality.batch.rows import Row, rows_of
from causality.batch.table import Column, as_batch, columns
from causality.batch.tally import Tally, counted
from causality.batch.tasks import Task, Unit, Unreadable
from causality.errors import MissingExtra
from causality.formats.read import read_reports
from causality.formats.report import Report

__all__ = ["SLOWEST", "Done", "Slow", "slowest", "work"]

SLOWEST = 10
"""How many of the slowest reports are named."""

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Slow:
    """How long one report took, in seconds."""

    seconds: float
    source: str
    report: str


@dataclass(frozen=True, slots=True)
class Done:
    """A task done: rows as record batches and, where asked, as JSON lines."""

    batches: tuple[bytes, ...]
    lines: bytes
    rows: int
    tally: Tally
    failures: tuple[Failure, ...]
    slow: tuple[Slow, ...]


@dataclass(frozen=True, slots=True)
class _One:
    """What came of one report."""

    rows: tuple[Row, ...]
    tally: Tally
    failure: Failure | None
    slow: Slow | None = None


def work(options: Options, task: Task) -> Done:
    """Assess every report of a task; one that cannot be is listed, and the others are done."""
    methods = chosen_methods(options)
    told = columns(methods)
    done = [one for unit in task.units for one in _of_unit(unit, options, methods)]
    rows = [tuple(row.get(column.name) for column in told) for one in done for row in one.rows]
    tally: Tally = Counter()
    for one in done:
        tally.update(one.tally)
    return Done(
        batches=(as_batch(told, rows),),
        lines=b"".join(_line(told, row) for row in rows) if options.ndjson else b"",
        rows=len(rows),
        tally=tally,
        failures=tuple(one.failure for one in done if one.failure is not None),
        slow=slowest(one.slow for one in done if one.slow is not None),
    )


def slowest(told: Iterator[Slow]) -> tuple[Slow, ...]:
    """The slowest of them, slowest first."""
    return tuple(nlargest(SLOWEST, told, key=lambda one: one.seconds))


def _of_unit(unit: Unit, options: Options, methods: Sequence[str]) -> Iterator[_One]:
    content = unit.content
    if isinstance(content, Unreadable):
        yield _failed(unit.source, None, content.reason)
    elif isinstance(content, Report):
        yield _assessed(unit.source, content, options, methods)
    else:
        yield from _of_file(unit.source, content, options, methods)


def _of_file(source: str, path: Path, options: Options, methods: Sequence[str]) -> Iterator[_One]:
    began = perf_counter()
    try:
        reports = list(read_reports(path, source))
    except MissingExtra:
        raise
    except Exception as fault:  # noqa: BLE001 - one damaged file must not end the run
        yield _failed(source, None, reason_of(fault))
        return
    reading = (perf_counter() - began) / max(len(reports), 1)
    for report in reports:
        one = _assessed(source, report, options, methods)
        slow = one.slow
        yield replace(one, slow=slow and replace(slow, seconds=slow.seconds + reading))


def _assessed(source: str, report: Report, options: Options, methods: Sequence[str]) -> _One:
    if report.case is None:
        return _failed(source, report.id, report.refusal or "refused")
    began = perf_counter()
    try:
        assessed = assess(
            report.case,
            methods=methods,
            methods_dir=options.methods_dir,
            differential=options.differential,
            intervals=options.intervals,
            reasons=False,
        )
        rows = tuple(
            rows_of(assessed, source, report.id, len(report.notes), intervals=options.intervals)
        )
    except Exception as fault:  # noqa: BLE001 - one report must not end the run
        return _failed(source, report.id, reason_of(fault))
    slow = Slow(perf_counter() - began, source, report.id)
    return _One(rows, counted(rows, methods), None, slow)


def _failed(source: str, report: str | None, reason: str) -> _One:
    return _One((), Counter({("failed",): 1}), Failure(source, report, reason))


def _line(told: Sequence[Column], row: Sequence[Cell]) -> bytes:
    """One row as JSON; no key for what has no value, numbers with 12 significant digits."""
    data = {
        column.name: _short(cell)
        for column, cell in zip(told, row, strict=True)
        if cell is not None
    }
    return f"{json_text(data, None)}\n".encode()


def _short(cell: Cell) -> object:
    if isinstance(cell, float):
        return float(f"{cell:.{_DIGITS}g}")
    return list(cell) if isinstance(cell, tuple) else cell
