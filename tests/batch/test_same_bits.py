"""A report has the same row alone and out of columns: answers, points, ranges, shares, warnings.

``python -m tests.batch.test_same_bits 5000`` does it for all tables that the tests keep and for so
many reports that are made up.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from causality.batch import Options, run_batch
from causality.formats import read_reports
from tests.batch.generated import generated
from tests.batch.mixed_inputs import table
from tests.batch.told_reports import alone
from tests.formats.samples import DATA
from tests.formats.table_samples import laid

REAL = ("faers_ascii/17Q2", "faers_ascii/25Q4", "faers_ascii/legacy_04Q1", "faers_diana", "vaers")
MADE_UP = 120
FIRST = 12


def compared(source: Path, where: Path, *, most_pairs: int, every: int = 1) -> tuple[int, int]:
    """How many reports and rows were compared; of one report so many pairs at most."""
    run_batch({"in": source}, where / "out", Options(), workers=1)
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in table(where / "out"):
        rows.setdefault(row["report"], []).append(row)
    reports = pairs = 0
    for number, report in enumerate(read_reports(source)):
        if report.case is None or number % every:
            continue
        found = rows.get(report.id, [])
        if len(found) > most_pairs:
            continue
        (wanted,) = alone([("in", report.id, len(report.notes), report.case)], Options())
        assert found == wanted, report.id
        reports, pairs = reports + 1, pairs + len(found)
    return reports, pairs


def test_made_up_reports_have_their_rows_bit_for_bit(tmp_path: Path) -> None:
    quarter = laid(tmp_path / "in", generated(MADE_UP, seed=7))
    reports, pairs = compared(quarter, tmp_path, most_pairs=100)
    assert reports > 0.8 * MADE_UP
    assert pairs > MADE_UP


@pytest.mark.parametrize("name", REAL)
def test_real_reports_have_their_rows_bit_for_bit(name: str, tmp_path: Path) -> None:
    total = sum(1 for _ in islice(read_reports(DATA / name), 2_000))
    reports, pairs = compared(DATA / name, tmp_path, most_pairs=60, every=1 + total // FIRST)
    assert reports >= 5
    assert pairs > reports / 2


def everything(made_up: int) -> Iterator[str]:
    """A line for each source whose reports were compared one and all."""
    with tempfile.TemporaryDirectory() as name:
        where = Path(name)
        quarter = laid(where / "made-up", generated(made_up, seed=11))
        for source in (quarter, *(DATA / one for one in REAL)):
            out = where / f"out-{source.name}"
            out.mkdir()
            reports, pairs = compared(source, out, most_pairs=2_600)
            yield f"{source.name}: {reports:,} reports, {pairs:,} rows, all the same"


if __name__ == "__main__":
    for told in everything(int(sys.argv[1])):
        sys.stdout.write(f"{told}\n")
