"""FAERS quarterly files to cases: reports a second, what the index costs, what memory grows by."""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

from causality.formats.faers import read_faers
from causality.formats.faers.reader import reports
from causality.formats.faers.rows import KEY
from causality.formats.tables.files import OpenFiles, in_folder, opened
from causality.formats.tables.table import Table

DATA = Path(__file__).resolve().parent.parent / "tests" / "data" / "faers_ascii"
SHIFT = 10_000_000_000


def repeated(quarter: str, times: int, where: Path) -> int:
    """The quarter so many times with other numbers of reports and cases; how many reports."""
    count = 0
    for file in sorted((DATA / quarter).iterdir()):
        head, *lines = file.read_bytes().splitlines(keepends=True)
        with (where / file.name).open("wb") as out:
            out.write(head)
            for turn in range(times):
                for line in lines:
                    key, case, *rest = line.split(b"$")
                    out.write(b"$".join((_moved(key, turn), _moved(case, turn), *rest)))
        if file.name.startswith("DEMO"):
            count = times * len(lines)
    return count


def _moved(number: bytes, turn: int) -> bytes:
    return str(int(number) + turn * SHIFT).encode()


def split_only(folder: Path) -> float:
    """The floor: every line of the five tables decoded and split, nothing kept."""
    began = time.process_time()
    for file in folder.iterdir():
        with file.open("rb") as lines:
            for line in lines:
                line.decode().split("$")
    return time.process_time() - began


def index_only(folder: Path) -> float:
    """Finding the places of all rows."""
    began = time.process_time()
    with OpenFiles() as stack:
        for path in in_folder(folder):
            for file in opened(path, stack):
                _ = Table(file, path.name, KEY, {}, ()).index
    return time.process_time() - began


def peak(folder: Path) -> float:
    """Megabytes that Python holds at most while all reports are read, one after the other."""
    tracemalloc.start()
    for _ in read_faers(folder):
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def main() -> None:
    """Print the figures; an argument names how many thousand reports, 5 by default."""
    wanted = 1000 * int(sys.argv[1] if len(sys.argv) > 1 else "5")
    for quarter in ("17Q2", "25Q4"):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            own = sum(1 for _ in (DATA / quarter / f"DEMO{quarter}.txt").open("rb")) - 1
            count = repeated(quarter, max(wanted // own, 1), folder)
            size = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
            began = time.process_time()
            with OpenFiles() as stack:
                files = [file for path in in_folder(folder) for file in opened(path, stack)]
                read = sum(report.case is not None for report in reports(files))
            taken = time.process_time() - began
            print(f"{quarter}: {count:,} reports, {size:.1f} MB, {read:,} cases")
            print(f"  {count / taken:,.0f} reports a second, {1e3 * taken / count:.2f} ms each")
            print(f"  index {index_only(folder):.2f} s, split only {split_only(folder):.2f} s")
        for share in (4, 2):
            with tempfile.TemporaryDirectory() as name:
                count = repeated(quarter, max(wanted // own // share, 1), Path(name))
                print(f"  {count:,} reports: {peak(Path(name)):.1f} MB at most")


if __name__ == "__main__":
    main()
