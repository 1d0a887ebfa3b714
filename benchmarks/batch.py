"""A whole quarter to a table, against a floor that assesses nothing; scoring against other ways.

The floor (`_floor.py`) reads the same columns of the same files with Polars and writes a table of
the same columns; it needs Polars, which nothing else here does. Memory is that of all processes of
a run together, looked at twenty times a second.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks._quarter import written
from causality.assessment import Assessment, assess
from causality.batch import Options
from causality.batch.of_cases import facts_of_cases
from causality.batch.pool import all_cores
from causality.batch.report_facts import ReportFacts
from causality.batch.score import scored_coded
from causality.case.case import Case
from causality.case.read import read_case
from causality.findings.derive import derive
from causality.formats.read import read_reports
from causality.network.differential.columns import share_columns

ROOT = Path(__file__).resolve().parent.parent
FEW = 60
PGMPY = 20
MOST_DRUGS = 12
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Ran:
    """A command: what it printed, its seconds, the most memory of its processes in megabytes."""

    out: str
    seconds: float
    memory: float


def ran(*arguments: str) -> Ran:
    """The command as a process group of its own, watched; CalledProcessError where it fails."""
    began, most = time.perf_counter(), 0
    with subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as process:
        while process.poll() is None:
            most = max(most, resident(process.pid))
            time.sleep(0.05)
        out = process.stdout.read() if process.stdout else ""
    if process.returncode not in {0, 3}:  # 3: some reports are refused, as in any quarter
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return Ran(out, time.perf_counter() - began, most / MEGABYTE)


def resident(group: int) -> int:
    """Bytes in memory of all processes of a group (Linux); shared ones count in each."""
    total = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            told = (entry / "stat").read_text().rpartition(")")[2].split()
            pages = int((entry / "statm").read_text().split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(told[2]) == group:
            total += pages * os.sysconf("SC_PAGE_SIZE")
    return total


def whole_run(quarter: Path, out: Path, workers: int) -> Ran:
    """`causality batch` over a folder of tables."""
    shutil.rmtree(out, ignore_errors=True)
    return ran("causality", "batch", str(quarter), "-o", str(out), "--workers", str(workers))


def pairs_in(told: Ran) -> int:
    """How many pairs the summary of a run tells."""
    line = next(line for line in told.out.splitlines() if line.startswith("reports:"))
    return int(line.rpartition("pairs: ")[2].replace(",", ""))


def quarter_against_floor(reports: int, where: Path) -> None:
    """The run with one process and with all, and the floor."""
    quarter = where / f"quarter-{reports}"
    quarter.mkdir()
    size = written(reports, quarter)
    print(f"\n{reports:,} reports of FAERS in {size} MB of tables")
    print(f"{'':<26} {'seconds':>8} {'reports/s':>10} {'pairs/s':>10} {'memory, MB':>11}")
    floor = None
    if find_spec("polars") is not None:
        floor = ran("benchmarks._floor", str(quarter), str(where / "floor.parquet"))
        print(line("floor (Polars)", floor, reports, int(floor.out.split()[0])))
    else:
        print("floor left out: it needs polars (python -m pip install polars)")
    runs = {n: whole_run(quarter, where / f"out-{n}", n) for n in sorted({1, min(2, all_cores())})}
    for workers, one in runs.items():
        print(line(f"causality, {workers} workers", one, reports, pairs_in(one)))
    if len(runs) > 1:
        print(f"two workers {runs[1].seconds / runs[2].seconds:.2f} times one")
    if floor is not None:
        best = min(runs.values(), key=lambda one: one.seconds)
        ratios = best.seconds / floor.seconds, best.memory / floor.memory
        print("against the floor: {:.2f} times its time, {:.2f} times its memory".format(*ratios))
    shutil.rmtree(quarter)


def line(label: str, one: Ran, reports: int, pairs: int) -> str:
    """A line of the table."""
    rates = f"{reports / one.seconds:>10,.0f} {pairs / one.seconds:>10,.0f}"
    return f"{label:<26} {one.seconds:>8.1f} {rates} {one.memory:>11,.0f}"


def scoring_alone(where: Path) -> None:
    """Facts at hand to rows, many at once, against `assess` case by case and pgmpy."""
    quarter = where / "few"
    quarter.mkdir()
    written(FEW, quarter, seed=2)
    cases = [one.case for one in read_reports(quarter) if one.case is not None]
    facts = facts_of_cases([("few", case.id, 0, case) for case in cases])
    many = repeated(facts, 200)
    scored_coded(facts, Options())  # tables are compiled once
    pairs, seconds = timed(partial(rows_of, many))
    print(f"\nscoring alone: {pairs / seconds:,.0f} pairs a second in one process")
    assess(cases[0], intervals=False, reasons=False)
    alone, spent = timed(lambda: sum(len(one.pairs) for one in map(short, cases)))
    print(told("assess, case by case", alone / spent, pairs / seconds))
    against_pgmpy([case for case in cases if len(case.drugs) <= MOST_DRUGS][:PGMPY])


def against_pgmpy(cases: Sequence[Case]) -> None:
    """The network alone: shares of every event at once, and each asked of pgmpy."""
    facts = repeated(facts_of_cases([("few", case.id, 0, case) for case in cases]), 500)
    findings = derive(facts.facts)
    ours = min(
        timed(lambda: len(share_columns(facts.facts, findings, facts.events).share))[1]
        for _ in range(3)
    )
    events, made, asked = asked_of_pgmpy(cases)
    each = ours / facts.events.n
    drugs = sum(len(case.drugs) for case in cases) / len(cases)
    print(f"the network alone, {events} events of reports with {drugs:.1f} drugs:")
    print(f"  columns: {each * 1e6:.1f} microseconds an event, ranges included")
    print(f"  pgmpy: {asked / events * 1e3:.2f} ms to ask ({asked / events / each:,.0f} times)")
    both = (made + asked) / events
    print(f"  pgmpy: {both * 1e3:.2f} ms to make the network and ask ({both / each:,.0f} times)")


def told(label: str, rate: float, ours: float) -> str:
    """A line on another way: its pairs a second, and how many times faster columns are."""
    return f"{label}: {rate:,.1f} pairs a second; columns are {ours / rate:,.0f} times faster"


def rows_of(facts: ReportFacts) -> int:
    """How many rows come of them."""
    return int(scored_coded(facts, Options()).num_rows)


def short(case: Case) -> Assessment:
    """A case assessed as a row of the table needs it."""
    return assess(case, intervals=False, reasons=False)


def repeated(facts: ReportFacts, times: int) -> ReportFacts:
    """The same reports so many times."""
    from causality.batch.cut import joined

    return joined([facts] * times)


def timed(run: Callable[[], int]) -> tuple[int, float]:
    """What it counts, and the seconds it took."""
    began = time.perf_counter()
    return run(), time.perf_counter() - began


def asked_of_pgmpy(cases: Sequence[Case]) -> tuple[int, float, float]:
    """Events that pgmpy answered by variable elimination; seconds to make the networks, to ask.

    Most networks of a database hold two or three things that are known, so little is left to sum.
    """
    from pgmpy.inference import VariableElimination

    from causality.assessment.causes import unrolled_event
    from causality.network.pgmpy_bridge import to_pgmpy

    events, made, asked = 0, 0.0, 0.0
    for case in cases:
        for event in case.events:
            told = unrolled_event(case, event.id)
            began = time.perf_counter()
            engine = VariableElimination(to_pgmpy(told.network))
            between = time.perf_counter()
            engine.query(["cause"], evidence=dict(told.given), show_progress=False)
            asked += time.perf_counter() - between
            made += between - began
            events += 1
    return events, made, asked


def one_large_report() -> None:
    """A report with 20,000 pairs against one with 200: seconds a pair."""
    for drugs, events in ((10, 20), (100, 200)):
        case = many_pairs(drugs, events)
        facts, spent = timed_facts(case)
        pairs, seconds = timed(partial(rows_of, facts))
        print(
            f"one report with {pairs:,} pairs: {spent / pairs * 1e6:,.0f} microseconds a pair to "
            f"its facts, {seconds / pairs * 1e6:,.0f} to its rows"
        )


def timed_facts(case: Case) -> tuple[ReportFacts, float]:
    """The facts of a case, in closed form where it is flat, and the seconds they took."""
    from causality.batch.flat.facts import facts_of_flat
    from causality.batch.flat.of_cases import flat_of

    began = time.perf_counter()
    flat, _ = flat_of([("one", case.id, 0, case)])
    facts, closed = facts_of_flat(flat)
    spent = time.perf_counter() - began
    return (facts, spent) if closed.all() else (facts_of_cases([("one", case.id, 0, case)]), spent)


def many_pairs(drugs: int, events: int) -> Case:
    """A flat case of so many suspects, each taken for some weeks, and events."""
    import json

    told = {
        "schema": "causality/case/1",
        "id": "many-pairs",
        "drugs": [
            {
                "id": f"d{n}",
                "name": f"drug {n}",
                "role": "suspect",
                "doses": [{"id": "first", "start": f"2024-0{n % 6 + 1}", "stop": "2024-08-01"}],
            }
            for n in range(drugs)
        ],
        "events": [
            {"id": f"e{n}", "term": f"sign {n}", "onset": f"2024-07-{n % 28 + 1:02}"}
            for n in range(events)
        ],
    }
    return read_case(json.dumps(told).encode())


def main() -> None:
    """Print every figure; how many thousand reports may be given (several: memory over size)."""
    thousands = [float(one) for one in sys.argv[1:]] or [4.0]
    with tempfile.TemporaryDirectory() as name:
        where = Path(name)
        for thousand in thousands:
            quarter_against_floor(int(1000 * thousand), where)
        scoring_alone(where)
        one_large_report()


if __name__ == "__main__":
    main()
