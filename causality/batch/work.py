"""What a worker makes of a task: rows, counts, failures. The same task gives the same bytes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from heapq import nlargest
from pathlib import Path
from time import perf_counter

import numpy as np

from causality.batch.block import Block
from causality.batch.failures import Failure, reason_of
from causality.batch.flat.facts import facts_of_flat
from causality.batch.flat.known import with_known
from causality.batch.lines import as_lines
from causality.batch.manifest import made_with
from causality.batch.options import Options, chosen_methods
from causality.batch.scoring import Rows, Told, joined_rows, rows_of_cases, rows_of_facts
from causality.batch.table import as_ipc, as_part, columns, empty
from causality.batch.tally import Tally, counted
from causality.batch.tasks import Task, Unit, Unreadable
from causality.errors import MissingExtra
from causality.formats.read import read_reports
from causality.formats.report import Report

__all__ = ["SLOWEST", "Done", "Slow", "slowest", "work"]

SLOWEST = 10
"""How many of the slowest files are named."""


@dataclass(frozen=True, slots=True)
class Slow:
    """How long the reports of one input took, in seconds, and how many they are."""

    seconds: float
    source: str
    reports: int


@dataclass(frozen=True, slots=True)
class Done:
    """A task done: rows as record batches and, where asked, as JSON lines.

    ``part`` are the files of a part of the table by their endings, where the task is one.
    """

    batches: tuple[bytes, ...]
    lines: bytes
    rows: int
    tally: Tally
    failures: tuple[Failure, ...]
    slow: tuple[Slow, ...]
    part: dict[str, bytes] | None = None


@dataclass(slots=True)
class _Bench:
    """What is gathered of a task before it is scored."""

    options: Options
    told: list[Told] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    rows: list[Rows] = field(default_factory=list)
    failures: list[tuple[int, Failure]] = field(default_factory=list)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    reports: Counter[str] = field(default_factory=Counter)
    place: int = 0

    def fail(self, source: str, report: str | None, reason: str, place: int) -> None:
        self.failures.append((place, Failure(source, report, reason)))

    def take(self, source: str, report: Report, place: int) -> None:
        """A report as its reader gives it."""
        self.reports[source] += 1
        if report.case is None:
            self.fail(source, report.id, report.refusal or "refused", place)
        else:
            self.told.append((source, report.id, len(report.notes), report.case))
            self.places.append(place)


def work(options: Options, task: Task) -> Done:
    """Assess every report of a task; one that cannot be is listed, and the others are done."""
    bench = _Bench(options)
    for unit in task.units:
        began = perf_counter()
        _gather(bench, unit)
        bench.seconds[unit.source] += perf_counter() - began
    began = perf_counter()
    _score_cases(bench)
    _share(bench, perf_counter() - began)
    return _done(bench, options, is_part=task.is_part)


def slowest(told: Iterator[Slow]) -> tuple[Slow, ...]:
    """The slowest inputs, slowest first; what is told twice of one is added up."""
    seconds: defaultdict[str, float] = defaultdict(float)
    reports: Counter[str] = Counter()
    for one in told:
        seconds[one.source] += one.seconds
        reports[one.source] += one.reports
    most = nlargest(SLOWEST, seconds, key=seconds.__getitem__)
    return tuple(Slow(seconds[source], source, reports[source]) for source in most)


def _gather(bench: _Bench, unit: Unit) -> None:
    content = unit.content
    if isinstance(content, Unreadable):
        bench.fail(unit.source, None, content.reason, bench.place)
    elif isinstance(content, Report):
        bench.take(unit.source, content, bench.place)
    elif isinstance(content, Block):
        _columns(bench, unit.source, content)
        bench.place += content.reports - 1
    else:
        _file(bench, unit.source, content)
    bench.place += 1


def _file(bench: _Bench, source: str, path: Path) -> None:
    try:
        for report in list(read_reports(path, source)):
            bench.take(source, report, bench.place)
            bench.place += 1
    except MissingExtra:
        raise
    except Exception as fault:  # noqa: BLE001 - one damaged file must not end the run
        bench.fail(source, None, reason_of(fault), bench.place)


def _columns(bench: _Bench, source: str, block: Block) -> None:
    """The reports of a block; where they cannot be scored together, each by itself."""
    for place, report in block.others:
        bench.take(source, report, bench.place + place)
    try:
        found = _rows_of_block(block, bench.options)
    except Exception as fault:  # noqa: BLE001 - one report must not end the run
        if block.reports == 1:
            bench.reports[source] += 1
            bench.fail(source, block.only, reason_of(fault), bench.place)
            return
        for number in block.places.tolist():
            kept = _Bench(bench.options, place=bench.place + number)
            _columns(kept, source, replace(block.cut(number, number + 1), others=()))
            bench.rows += kept.rows
            bench.failures += kept.failures
            bench.reports += kept.reports
        return
    bench.reports[source] += len(block.places)
    if found is not None:
        bench.rows.append(Rows(found.batch, found.places + bench.place))


def _rows_of_block(block: Block, options: Options) -> Rows | None:
    if block.flat is not None:
        known = options.known
        flat = block.flat if known is None else with_known(block.flat, known)
        facts, closed = facts_of_flat(flat)
        if not closed.all():
            raise ValueError("a flat record whose dates contradict one another")
        return rows_of_facts(facts, block.places, options)
    if block.facts is not None:
        return rows_of_facts(block.facts, block.places, options)
    return None


def _score_cases(bench: _Bench) -> None:
    """Score the cases together; where that cannot be done, each by itself."""
    if not bench.told:
        return
    places = np.array(bench.places, dtype=np.int64)
    try:
        bench.rows += list(rows_of_cases(bench.told, places, bench.options))
    except MissingExtra:
        raise
    except Exception:  # noqa: BLE001 - which report it was is found out below
        for told, place in zip(bench.told, bench.places, strict=True):
            alone = np.array([place], dtype=np.int64)
            try:
                bench.rows += list(rows_of_cases([told], alone, bench.options))
            except Exception as fault:  # noqa: BLE001 - one report must not end the run
                bench.fail(told[0], told[1], reason_of(fault), place)


def _share(bench: _Bench, seconds: float) -> None:
    """What scoring took together, to each input by its reports."""
    total = len(bench.told)
    for source, number in Counter(told[0] for told in bench.told).items():
        bench.seconds[source] += seconds * number / total


def _done(bench: _Bench, options: Options, *, is_part: bool) -> Done:
    methods = chosen_methods(options)
    told = columns(methods)
    failures = tuple(failure for _, failure in sorted(bench.failures, key=lambda one: one[0]))
    rows = joined_rows(bench.rows) if bench.rows else None
    batch = empty(told) if rows is None else rows.batch
    with_pairs = 0 if rows is None else len(np.unique(rows.places))
    assessed = sum(bench.reports.values()) - sum(one.report is not None for one in failures)
    tally = counted(batch, methods, reports=assessed, without_pair=assessed - with_pairs)
    tally["failed",] += len(failures)
    lines = as_lines(batch) if options.ndjson else b""
    batches: tuple[bytes, ...] = ()
    part = None
    if is_part:
        part = {"parquet": as_part(told, [batch], _metadata(options))}
        if options.ndjson:
            part["ndjson"] = lines
        lines = b""
    else:
        batches = (as_ipc(batch),)
    return Done(
        batches,
        lines,
        batch.num_rows,
        tally,
        failures,
        slowest(Slow(bench.seconds[one], one, bench.reports[one]) for one in bench.seconds),
        part,
    )


@cache
def _metadata(options: Options) -> dict[str, object]:
    """What stands in the metadata of each part, found out once."""
    return made_with(options)
