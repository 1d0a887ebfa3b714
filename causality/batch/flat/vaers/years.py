"""One year of VAERS: its three tables as columns, and single reports out of them by the reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.commas import NO_KEY, Sheet, sheet_of
from causality.batch.flat.spans import spread
from causality.batch.flat.vaers.assembled import Rows
from causality.batch.flat.vaers.patients import DATA
from causality.batch.flat.vaers.vaccines import VAX
from causality.formats.case_of import report_of
from causality.formats.report import Report
from causality.formats.tables.row import BadLine, Row
from causality.formats.tables.table import MAX_BAD, MAX_BYTES, File, Table, header_line
from causality.formats.vaers.reader import JOINED, KEY, of_no_report, without_data
from causality.formats.vaers.report import FREE_TEXT, SYMPTOMS, reported

__all__ = ["Joined", "Year", "is_regular"]

Ints = NDArray[np.int64]

_CELLS = {"VAX": VAX, "SYMPTOMS": SYMPTOMS}


def is_regular(tables: Mapping[str, tuple[File, Table]]) -> bool:
    """Whether all tables have commas, and the number of the report first."""
    return all(
        table.columns.index(KEY) == 0
        and table.columns.count(KEY) == 1
        and b"$" not in header_line(file)
        for file, table in tables.values()
    )


class Joined:
    """One of the tables beside DATA: its rows by the report they belong to."""

    def __init__(self, file: File, table: Table, kind: str) -> None:
        self.table = table
        self.sheet: Sheet = sheet_of(file, table, _CELLS[kind])
        self._order = np.argsort(self.sheet.key, kind="stable")
        self._keys = self.sheet.key[self._order]

    def keys(self) -> Ints:
        """The number of every report that has rows."""
        found = np.unique(self._keys)
        known: Ints = found[found != NO_KEY]
        return known

    def of(self, keys: Ints) -> tuple[Ints, Ints]:
        """The rows of all reports with these numbers: the place of the report, and the row."""
        first = np.searchsorted(self._keys, keys, "left")
        place, number = spread(np.searchsorted(self._keys, keys, "right") - first)
        return place, self._order[first[place] + number]

    def odd(self, keys: Ints) -> NDArray[np.bool_]:
        """Whether a report has a row that is not plain, or more than the reader takes."""
        place, rows = self.of(keys)
        size = np.bincount(place, self.sheet.length[rows], minlength=len(keys))
        odd: NDArray[np.bool_] = np.isin(keys, self.sheet.key[~self.sheet.plain])
        return odd | (size > MAX_BYTES)

    def rows(self, key: int) -> tuple[Row | BadLine, ...]:
        """The rows of one report, by the reader."""
        _, places = self.of(np.array([key], dtype=np.int64))
        if int(self.sheet.length[places].sum()) > MAX_BYTES:
            return tuple(self.table.rows(key))
        offsets, lines = self.sheet.offset[places].tolist(), self.sheet.line[places].tolist()
        return tuple(
            row
            for offset, line in zip(offsets, lines, strict=True)
            for of, row in self.table.at(offset, line)
            if of == key
        )

    def of_no_report(self) -> Iterator[Report]:
        """The lines that belong to no report, as many as the reader tells."""
        for at in np.flatnonzero(self.sheet.key == NO_KEY)[:MAX_BAD].tolist():
            place = int(self.sheet.offset[at]), int(self.sheet.line[at])
            for _, row in self.table.at(*place):
                if isinstance(row, BadLine):
                    yield of_no_report(self.table, row)


class Year:
    """The tables of one year. Raises ``InputError`` where the reader does."""

    def __init__(self, tables: Mapping[str, tuple[File, Table]]) -> None:
        file, self._data = tables["DATA"]
        self.data = sheet_of(file, self._data, DATA, tuple(FREE_TEXT))
        self.joined = tuple(Joined(*tables[kind], kind) for kind in JOINED)

    def row(self, at: int) -> tuple[int | None, Row | BadLine]:
        """One row of DATA, by the reader."""
        return next(self._data.at(int(self.data.offset[at]), int(self.data.line[at])))

    def id(self, at: int) -> str:
        """The number of a plain row as it is written."""
        return str(int(self.data.key[at])).zfill(int(self.data.digits[at]))

    def report(self, at: int) -> Report:
        """One report, by the reader."""
        key, row = self.row(at)
        if key is None or isinstance(row, BadLine):
            raise LookupError(at)
        vaccines, symptoms = (one.rows(key) for one in self.joined)
        return report_of(reported(row, vaccines, symptoms, row.text(KEY) or str(key)))

    def rows(self, at: Ints) -> Rows:
        """The rows of many reports, each of which has plain ones only."""
        keys = self.data.key[at]
        cells = []
        for one in self.joined:
            place, rows = one.of(keys)
            cells.append((place, {name: text.rows(rows) for name, text in one.sheet.texts.items()}))
        return Rows(
            {name: text.rows(at) for name, text in self.data.texts.items()},
            {name: told[at] for name, told in self.data.told.items()},
            *cells[0],
            *cells[1],
        )

    def without_data(self, seen: Ints) -> Iterator[Report]:
        """Reports that DATA does not have, and lines of no report, in the order of the reader."""
        keys = np.union1d(*(one.keys() for one in self.joined))
        for key in keys[~np.isin(keys, seen)].tolist():
            yield without_data(key)
        for one in self.joined:
            yield from one.of_no_report()
