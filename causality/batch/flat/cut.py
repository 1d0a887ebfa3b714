"""Some reports out of flat records, as flat records of their own."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.record import COLUMNS, Flat

__all__ = ["PARENTS", "taken"]

PARENTS = {
    "drug": ("report",),
    "event": ("report",),
    "dose": ("drug",),
    "statement": ("drug", "event"),
    "again": ("event",),
    "again_drug": ("again", "drug"),
    "known": ("drug", "event"),
}
"""The columns of each child table that name rows of another one; the first says where it belongs.

A table stands behind those that it names.
"""


def taken(flat: Flat, reports: NDArray[np.int64]) -> Flat:
    """The ``reports`` alone, each once and in their order; the words stay."""
    place = {"report": _places(reports, flat.rows("report"))}
    arrays: dict[str, dict[str, NDArray[Any]]] = {"report": _rows(flat, "report", reports)}
    for table, parents in PARENTS.items():
        moved = place[parents[0]][flat.column(table, parents[0])]
        kept = np.flatnonzero(moved >= 0)
        place[table] = _places(kept, flat.rows(table))
        arrays[table] = _rows(flat, table, kept)
        for parent in parents:
            arrays[table][parent] = place[parent][arrays[table][parent]]
    return Flat(flat.source, flat.words, {table: arrays[table] for table in COLUMNS})


def _places(kept: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Where each row has gone; -1 for those left out."""
    place = np.full(size, -1, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    return place


def _rows(flat: Flat, table: str, rows: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    return {name: column[rows] for name, column in flat.arrays[table].items()}
