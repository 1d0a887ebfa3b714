"""A quarter of FAERS of any size: real reports of the slice that the tests keep, drawn again.

Every report gets numbers of its own; all else is as it was reported. Reports with very many pairs
are left out: a slice of 481 reports with three of them has far more pairs a report (38) than a
whole database is said to have (about 7).
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np

__all__ = ["MOST_PAIRS", "written"]

QUARTER = "25Q4"
SLICE = Path(__file__).resolve().parent.parent / "tests" / "data" / "faers_ascii" / QUARTER
MOST_PAIRS = 1_000
"""Suspect drugs times reactions above which a report is not drawn."""
_FIRST_CASE = 10_000_000
_APART = 5_000_000
_AT_ONCE = 20_000
_SUSPECTS = (b"PS", b"SS", b"I")


def written(reports: int, where: Path, *, seed: int = 1, quarter: str = QUARTER) -> int:
    """The tables of a quarter in ``where``; how many megabytes they have.

    Quarters of another name and seed may lie beside it: no report has the number of another.
    """
    first = _FIRST_CASE + seed * _APART
    tables = {path.name: _rows(path) for path in sorted(SLICE.iterdir())}
    keys = [key for key in _in_order("DEMO", tables) if _pairs(key, tables) <= MOST_PAIRS]
    drawn = np.random.default_rng(seed).integers(0, len(keys), reports).tolist()
    size = 0
    for name, (head, rows) in tables.items():
        with (where / name.replace(QUARTER, quarter)).open("wb") as out:
            out.write(head)
            for begin in range(0, reports, _AT_ONCE):
                told = enumerate(drawn[begin : begin + _AT_ONCE], begin)
                out.write(
                    b"".join(_numbered(rows[keys[draw]], first + turn) for turn, draw in told)
                )
            size += out.tell()
    return size // 1_000_000


def _rows(path: Path) -> tuple[bytes, dict[bytes, list[bytes]]]:
    """The first line of a table, and what stands behind both numbers in the rows of each report."""
    head, *lines = path.read_bytes().splitlines(keepends=True)
    rows: dict[bytes, list[bytes]] = defaultdict(list)
    for line in lines:
        key, _, rest = line.split(b"$", 2)
        rows[key].append(rest)
    return head, rows


def _numbered(rows: list[bytes], case: int) -> bytes:
    head = f"{case}1${case}$".encode()
    return b"".join(head + row for row in rows)


def _in_order(name: str, tables: dict[str, tuple[bytes, dict[bytes, list[bytes]]]]) -> list[bytes]:
    return list(_table(name, tables))


def _pairs(key: bytes, tables: dict[str, tuple[bytes, dict[bytes, list[bytes]]]]) -> int:
    drugs = {row.split(b"$")[0] for row in _table("DRUG", tables)[key] if _suspect(row)}
    return len(drugs) * len(_table("REAC", tables)[key])


def _suspect(row: bytes) -> bool:
    return row.split(b"$")[1] in _SUSPECTS


def _table(
    name: str, tables: dict[str, tuple[bytes, dict[bytes, list[bytes]]]]
) -> dict[bytes, list[bytes]]:
    return next(rows for path, (_, rows) in tables.items() if path.startswith(name))
