"""Spark on this machine against the plain function over one Parquet file of facts.

Both read the file, score every report and write the table; Spark with as many threads as there are
cores, the plain function with one. Core seconds are those of all processes together, Java and its
compiler among them, as Linux counts them; runs of Spark after the first are warm, as is the plain
function. Needs pyspark and Java, which nothing else here does; says so and ends well where they are
missing.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from pyarrow import parquet

from causality.batch.arrow_facts import write_facts
from causality.batch.cut import joined, taken
from causality.batch.of_cases import facts_of_cases
from causality.batch.options import Options
from causality.batch.pool import all_cores
from causality.batch.report_facts import ReportFacts
from causality.batch.score import scored
from causality.batch.spark import score_batch, score_frame
from causality.batch.table import columns, schema
from causality.formats.faers import read_faers
from causality.methods import method_ids

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data" / "faers_ascii" / "25Q4"
OWN = 150
MOST_PAIRS = 200
BATCH = 2_000
READ_AT_ONCE = 256
"""Rows that Spark's own reader holds as columns: a report is a wide row."""
OPTIONS = Options()


def facts(reports: int) -> ReportFacts:
    """The facts of so many reports: those of the fixtures, over and over."""
    fitting = (
        report
        for report in read_faers(DATA)
        if report.case is not None
        and len(report.case.drugs) * len(report.case.events) <= MOST_PAIRS
    )
    told = facts_of_cases(
        [("25Q4", one.id, 0, one.case) for one in islice(fitting, OWN) if one.case is not None]
    )
    return joined([told] * max(1, reports // told.reports))


def plain(folder: Path, out: Path) -> None:
    """One thread: batch by batch through the very function that Spark calls."""
    with parquet.ParquetWriter(out, schema(columns(method_ids()))) as table:
        for path in sorted(folder.iterdir()):
            with parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(BATCH):
                    table.write_batch(score_batch(batch, OPTIONS))


def timed(what: Callable[[], object]) -> float:
    """Seconds by the clock."""
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def core_seconds() -> float:
    """What this process and all below it have spent so far."""
    below: dict[int, list[int]] = {}
    spent: dict[int, float] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # a process may end between the two
            process, _, told = stat.read_text().partition(" (")
            fields = told[told.rindex(")") + 2 :].split()
            below.setdefault(int(fields[1]), []).append(int(process))
            spent[int(process)] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    found, waiting = 0.0, [os.getpid()]
    while waiting:
        process_id = waiting.pop()
        found += spent.get(process_id, 0.0)
        waiting += below.get(process_id, [])
    return found


def session(cores: int) -> Any:
    """A Spark of this machine; its workers run this Python with this package."""
    os.environ |= {
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    from pyspark.sql import SparkSession

    found = (
        SparkSession.builder.master(f"local[{cores}]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "4g")
        .config("spark.sql.parquet.columnarReaderBatchSize", str(READ_AT_ONCE))
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", str(BATCH))
        .config("spark.sql.debug.maxToStringFields", "1000")
        .getOrCreate()
    )
    found.sparkContext.setLogLevel("ERROR")
    return found


def spark_run(frame: Any, out: str) -> None:
    """Spark: scored and written."""
    score_frame(frame, OPTIONS).write.parquet(out)


def _told(name: str, reports: int, run: Callable[[], object]) -> None:
    before = core_seconds()
    seconds = timed(run)
    spent = core_seconds() - before
    print(f"{name}: {seconds:.1f} s, {spent:.1f} core s: {reports / spent:,.0f} reports a core s")


def main() -> None:
    """Print the figures; an argument names how many thousand reports, 6 by default."""
    if find_spec("pyspark") is None or shutil.which("java") is None:
        print("Spark is not here: pyspark and Java are needed for these figures")
        return
    wanted = 1000 * int(sys.argv[1] if len(sys.argv) > 1 else "6")
    told = facts(wanted)
    reports, pairs = told.reports, int((told.part == 0).sum())
    cores = all_cores()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "facts"
        source.mkdir()
        for number, rows in enumerate(np.array_split(np.arange(reports), 4 * cores)):
            write_facts(source / f"{number:03}.parquet", [taken(told, rows)])
        size = sum(path.stat().st_size for path in source.iterdir()) / 1e6
        print(f"{reports:,} reports, {pairs:,} judged pairs, {size:.1f} MB in {4 * cores} files")
        scored(facts(OWN), OPTIONS)
        _told("plain, one thread", reports, partial(plain, source, folder / "plain.parquet"))
        up: list[Any] = []
        print(f"Spark session: {timed(lambda: up.append(session(cores))):.1f} s")
        frame = up[0].read.parquet(str(source))
        for turn in range(3):
            run = partial(spark_run, frame, str(folder / f"spark-{turn}"))
            _told(f"Spark, {cores} threads, run {turn + 1}", reports, run)
        same = parquet.read_table(folder / "spark-2").num_rows
        print(f"rows: {same:,} on Spark, {parquet.read_table(folder / 'plain.parquet').num_rows:,}")
        up[0].stop()


if __name__ == "__main__":
    main()
