"""A run of batch against a plain loop over the same reports: reports a second, peak memory.

A second of processor time counts the same on a machine that does other things as well; a second of
the clock shows what several workers gain where nothing else runs.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.faers_read import repeated
from causality.assessment import assess
from causality.batch import Options, run_batch
from causality.batch.pool import all_cores
from causality.formats.read import read_reports

QUARTER = "17Q2"
TIMES = 4
FEW = 20
MEGABYTE = 1024


@dataclass(frozen=True)
class Measured:
    """Reports, and what they took: seconds of the clock and of all processors together."""

    reports: int
    clock: float
    processor: float

    def line(self, label: str) -> str:
        """A line of the table."""
        rates = (self.reports / self.clock, self.reports / self.processor)
        return f"{label:<26} {self.reports:>7,} {rates[0]:>10.1f} {rates[1]:>14.1f}"


def measured(run: Callable[[], int]) -> Measured:
    """What a run takes, the processes it starts included."""
    clock, processor = time.perf_counter(), spent()
    reports = run()
    return Measured(reports, time.perf_counter() - clock, spent() - processor)


def spent() -> float:
    """Seconds of processor time of this process and of those that it started and that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def plain_loop(folder: Path, most: int, *, intervals: bool) -> int:
    """Read and assess one after the other, write nothing; how many."""
    cases = (report.case for report in read_reports(folder) if report.case is not None)
    count = 0
    for case in islice(cases, most):
        assess(case, intervals=intervals, reasons=intervals)
        count += 1
    return count


def batch(folder: Path, out: Path, workers: int) -> int:
    """A whole run into a table."""
    ended = run_batch({"reports": folder}, out, Options(), workers=workers)
    return int(ended.summary["reports"])


def peak() -> tuple[int, int]:
    """Peak memory of this process and of the largest of its workers, in MB."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return own // MEGABYTE, workers // MEGABYTE


def main() -> None:
    """Print a line for each way; the number of repeated quarters may be given."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    with tempfile.TemporaryDirectory() as name:
        where = Path(name)
        (where / "in").mkdir()
        total = repeated(QUARTER, times, where / "in")
        print(f"{total:,} reports of FAERS {QUARTER}, {times} times")
        tables = where / "in"
        plain_loop(tables, 1, intervals=True)  # model files are compiled once
        print(f"{'':<26} {'reports':>7} {'a second':>10} {'per CPU second':>14}")
        all_reasons = measured(lambda: plain_loop(tables, FEW, intervals=True))
        print(all_reasons.line("plain loop, all reasons"))
        shares = measured(lambda: plain_loop(tables, total, intervals=False))
        print(shares.line("plain loop, shares only"))
        for workers in sorted({1, all_cores()}):
            out = where / f"out{workers}"
            print(measured(partial(batch, tables, out, workers)).line(f"batch, {workers} workers"))
        print("peak memory, run and largest worker: {} and {} MB".format(*peak()))


if __name__ == "__main__":
    main()
