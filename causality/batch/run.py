"""A whole run: sources to tasks, tasks to workers, what they give to parts, parts to a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter

from causality.batch.extra import parquet
from causality.batch.failures import Failure
from causality.batch.folder import Finished, Folder
from causality.batch.manifest import made_with, manifest
from causality.batch.options import Options, chosen_methods
from causality.batch.pool import all_cores, in_order
from causality.batch.record import Record
from causality.batch.rescue import rescued
from causality.batch.sources import Source, sources
from causality.batch.table import as_part, columns, from_ipc
from causality.batch.tally import Tally, as_data, as_text
from causality.batch.tasks import START, Cursor, Task, tasks
from causality.batch.work import Done, Slow, slowest, work

__all__ = ["SUMMARY", "run_batch"]

SUMMARY = "causality/batch/1"
"""The schema of a summary."""

_MOST_ROWS = 100_000
"""Pairs after which a part ends, however few reports they are from: what a break can cost."""

Watch = Callable[[int, "int | None"], None]


def run_batch(
    arguments: Mapping[str, Path],
    out: Path,
    options: Options,
    *,
    workers: int | None = None,
    force: bool = False,
    watch: Watch | None = None,
) -> Finished:
    """Assess every report in files and folders (by the names they are shown under) into ``out``.

    A run that was begun there with the same files, models and options goes on; the bytes are those
    of a run without a break, with any number of ``workers`` (None: all cores). ``watch`` is told
    after each task how many reports are done, and about how many there are, if that can be known.
    CausalityError where nothing can be read or the folder cannot be used; MissingExtra without
    pyarrow.
    """
    parquet()
    found = sources(arguments, out)
    folder = Folder(out)
    with folder.begun(manifest(options, found), force=force):
        done = folder.finished()
        if done is None:
            run = _Run(folder, options, found, workers or all_cores())
            run.go(watch or (lambda _done, _of: None))
            summary = {**made_with(options), "schema": SUMMARY, **as_data(run.tally, run.methods)}
            text = "".join(f"{line}\n" for line in as_text(summary))
            done = Finished(summary, text, run.timing())
            folder.finish(done)
    return done


@dataclass(slots=True)
class _Part:
    """What was done since the last part was written."""

    batches: list[bytes] = field(default_factory=list)
    lines: list[bytes] = field(default_factory=list)
    units: int = 0
    rows: int = 0
    tally: Tally = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    slow: tuple[Slow, ...] = ()
    after: Cursor = START
    files: Mapping[str, bytes] | None = None

    def add(self, task: Task, done: Done) -> None:
        self.batches += done.batches
        self.lines.append(done.lines)
        self.units += sum(unit.reports for unit in task.units)
        self.rows += done.rows
        self.tally.update(done.tally)
        self.failures += done.failures
        self.slow = slowest(iter((*self.slow, *done.slow)))
        self.after = task.after
        self.files = done.part


class _Run:
    """A run on its way; begins behind the parts that are there."""

    def __init__(
        self, folder: Folder, options: Options, found: Sequence[Source], workers: int
    ) -> None:
        self._folder, self._options, self._found = folder, options, found
        self._workers = workers
        self.methods = chosen_methods(options)
        self._columns = columns(self.methods)
        self._metadata = made_with(options)
        self.tally: Tally = Counter()
        self._slow: tuple[Slow, ...] = ()
        self._parts, self._start = 0, START
        self._seconds, self._reports = 0.0, 0
        for record in folder.records():
            self._take(record)

    def go(self, watch: Watch) -> None:
        """Everything that is not done yet."""
        began, before = perf_counter(), self._count(self.tally)
        expected = _expected(self._found)
        part = _Part()
        with closing(self._done()) as done:
            for task, one in done:
                if task.is_part and part.units:
                    self._write(part)
                    part = _Part()
                part.add(task, one)
                watch(self._count(self.tally) + self._count(part.tally), expected)
                full = part.units >= self._options.part_units or part.rows >= _MOST_ROWS
                if full or task.is_part:
                    self._write(part)
                    part = _Part()
        if part.units or not self._parts:
            self._write(part)
        self._seconds = perf_counter() - began
        self._reports = self._count(self.tally) - before

    def timing(self) -> dict[str, object]:
        """How fast the last stretch was; of all inputs the slowest. Never twice the same."""
        return {
            "workers": self._workers,
            "seconds": round(self._seconds, 3),
            "reports": self._reports,
            "reports_per_second": round(self._reports / self._seconds, 2) if self._seconds else 0.0,
            "slowest": [
                {"seconds": round(one.seconds, 4), "source": one.source, "reports": one.reports}
                for one in self._slow
            ],
        }

    def _done(self) -> Generator[tuple[Task, Done]]:
        waiting = tasks(self._found, self._start, part_units=self._options.part_units)
        one = partial(work, self._options)
        return in_order(one, waiting, self._workers, partial(rescued, one))

    def _write(self, part: _Part) -> None:
        files = part.files or self._files(part)
        after = part.after if part.units else self._start
        record = Record(self._parts, after, part.tally, tuple(part.failures), part.slow)
        self._folder.add(record, files)
        self._take(record)

    def _files(self, part: _Part) -> Mapping[str, bytes]:
        files = {"parquet": as_part(self._columns, from_ipc(part.batches), self._metadata)}
        if self._options.ndjson:
            files["ndjson"] = b"".join(part.lines)
        return files

    def _take(self, record: Record) -> None:
        self.tally.update(record.tally)
        self._slow = slowest(iter((*self._slow, *record.slow)))
        self._parts, self._start = record.number + 1, record.after

    @staticmethod
    def _count(tally: Tally) -> int:
        return tally["reports",] + tally["failed",]


def _expected(found: Sequence[Source]) -> int | None:
    """About how many reports there are; None where a source does not tell before it is read."""
    total = 0
    for source in found:
        if source.expected is None:
            return None
        total += source.expected
    return total
