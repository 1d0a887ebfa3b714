"""The narrow waist: one closed record per drug-event pair, whatever the source.

``Facts`` holds tables of numpy columns. The ``pair`` table has one row per pair; a child table has
rows for what a pair can have several of, with a sorted index ``pair`` into the first. Two kinds
of columns exist:

code   int8, an index into the column's ``codes``; -1 means that the record is silent
span   two int64 arrays ``<name>_lo`` and ``<name>_hi``, minutes unless its meaning names another
       unit, both ends included; ``OPEN_LO``/``OPEN_HI`` where there is no bound, both open where
       the record is silent

Left of this record sources differ; right of it nothing knows where a fact came from. ``grounds``
names the entries a fact was filled from; a table read from a database may leave it empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from causality.case.dates import OPEN_HI, OPEN_LO
from causality.findings.fact_tables import TABLES, Column

__all__ = ["MISSING", "TABLES", "Column", "Facts", "SpanColumn", "facts_from_rows"]

MISSING = -1
Made = TypeVar("Made")
Codes = NDArray[np.int8]
Flags = NDArray[np.bool_]
Minutes = NDArray[np.int64]

SpanColumn = tuple[Minutes, Minutes]
Grounds = Mapping[tuple[str, int, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of ``n`` drug-event pairs, as columns.

    ``arrays[table][name]`` is one array; a span ``x`` stands as ``x_lo`` and ``x_hi``; each child
    table has its sorted int64 index ``pair``. ``grounds[table, row, column]`` names entry ids;
    ``sources[row]`` maps a column of the pair table to the model row it was filled from.
    """

    n: int
    arrays: Mapping[str, Mapping[str, NDArray[Any]]]
    grounds: Grounds = field(default_factory=dict)
    sources: Mapping[tuple[int, str], str] = field(default_factory=dict)
    _kept: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, what: object, make: Callable[[Facts], Made]) -> Made:
        """``make(self)``, computed once for these facts; ``what`` names it.

        For what several rules share, such as the pattern of a liver injury.
        """
        if what not in self._kept:
            self._kept[what] = make(self)
        made: Made = self._kept[what]
        return made

    def code(self, column: str, table: str = "pair") -> Codes:
        """The int8 codes of ``column``; ``MISSING`` where the record is silent."""
        return self.arrays[table][column]

    def is_code(self, column: str, *codes: str, table: str = "pair") -> Flags:
        """Where ``column`` holds one of ``codes``."""
        known = TABLES[table][column].codes
        values = self.arrays[table][column]
        found: Flags = values == known.index(codes[0])
        for code in codes[1:]:
            found = found | (values == known.index(code))
        return found

    def span(self, column: str, table: str = "pair") -> SpanColumn:
        """The bounds of ``column`` in minutes."""
        arrays = self.arrays[table]
        return arrays[f"{column}_lo"], arrays[f"{column}_hi"]

    def rows(self, table: str) -> Minutes:
        """The pair each row of a child table belongs to."""
        return self.arrays[table]["pair"]

    def any(self, table: str, flags: Flags) -> Flags:
        """For each pair, whether any of its rows of ``table`` is flagged."""
        found = np.zeros(self.n, dtype=np.bool_)
        found[self.rows(table)[flags]] = True
        return found

    def take(self, pairs: NDArray[np.int64]) -> Facts:
        """The facts of some pairs only, in the order asked for; grounds are left behind."""
        place = np.full(self.n, -1, dtype=np.int64)
        place[pairs] = np.arange(len(pairs))
        arrays: dict[str, Mapping[str, NDArray[Any]]] = {
            "pair": {name: values[pairs] for name, values in self.arrays["pair"].items()}
        }
        for table in TABLES:
            if table == "pair":
                continue
            moved = place[self.rows(table)]
            keep = np.flatnonzero(moved >= 0)
            keep = keep[np.argsort(moved[keep], kind="stable")]
            arrays[table] = {name: values[keep] for name, values in self.arrays[table].items()}
            arrays[table] = {**arrays[table], "pair": moved[keep]}
        return Facts(len(pairs), arrays)


def facts_from_rows(
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    grounds: Grounds | None = None,
    sources: Mapping[tuple[int, str], str] | None = None,
    made: Mapping[str, Mapping[str, NDArray[Any]]] | None = None,
) -> Facts:
    """Columns out of one mapping per row, as a case or a test writes them.

    A code is given as its word, a span as ``(lo, hi)``; what is left out is missing. Child rows
    carry ``pair`` and come in the order of their pairs. ``made`` holds child tables that are
    columns already. An unknown column or word is a KeyError or
    ValueError: it is a mistake in the program, not in a file.
    """
    arrays: dict[str, Mapping[str, NDArray[Any]]] = {}
    for table in TABLES:
        columns = made.get(table) if made else None
        arrays[table] = columns or _columns(table, rows.get(table, ()))
    return Facts(len(rows.get("pair", ())), arrays, grounds or {}, sources or {})


def _columns(table: str, given: Sequence[Mapping[str, Any]]) -> dict[str, NDArray[Any]]:
    """The columns of one table out of its rows."""
    size = len(given)
    out: dict[str, NDArray[Any]] = {}
    if table != "pair":
        out["pair"] = np.fromiter((row["pair"] for row in given), np.int64, size)
    for name, column in TABLES[table].items():
        if column.kind == "code":
            filled = np.full(size, MISSING, dtype=np.int8)
            for i, row in enumerate(given):
                if row.get(name) is not None:
                    filled[i] = column.codes.index(row[name])
            out[name] = filled
        else:
            lo = np.full(size, OPEN_LO, dtype=np.int64)
            hi = np.full(size, OPEN_HI, dtype=np.int64)
            for i, row in enumerate(given):
                if row.get(name) is not None:
                    lo[i], hi[i] = row[name]
            out[f"{name}_lo"], out[f"{name}_hi"] = lo, hi
    unknown = {key for row in given for key in row} - set(TABLES[table]) - {"pair"}
    if unknown:
        raise KeyError(*sorted(unknown))
    return out
