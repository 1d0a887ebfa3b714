"""openFDA reports in lines to flat records, so many at a time, in the order of the file.

What is regular goes by columns; every other report is named, to be read one by one by the same
reader as ever. Both ways say the same of a report.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.chunk import Chunk
from causality.batch.flat.commas.records import Records, records
from causality.batch.flat.openfda.assembled import assembled, nothing
from causality.batch.flat.openfda.cells import Rows, rows_of
from causality.batch.flat.record import Flat
from causality.formats.openfda.flat import UNEVEN, report_in, table_of, unread, why_again
from causality.formats.report import Report
from causality.formats.tables.lines import Piece
from causality.formats.tables.row import BadLine, Row
from causality.formats.tables.table import File, header_line

__all__ = ["OpenfdaColumns"]

_KEY = "report_id"

Refused = tuple[int, str, str]
_Found = tuple[int | None, Row | BadLine]


class OpenfdaColumns:
    """An open file; ``regular`` is false where all must be read one by one, by the reader.

    Raises ``InputError`` where the reader does.
    """

    def __init__(self, file: File, name: str) -> None:
        self._file, self._name = file, name
        self._table = table_of(file)
        columns = self._table.columns
        first = columns.index(_KEY) == 0 and columns.count(_KEY) == 1
        self.regular = first and b"$" not in header_line(file)
        self._seen: dict[int, int] = {}
        self._aside: dict[int, tuple[int, int]] = {}

    def chunks(self, size: int) -> Iterator[Chunk]:
        """All reports, ``size`` at a time at most."""
        columns, begin = self._table.columns, 0
        for some in records(self._file.stream, len(header_line(self._file)), len(columns)):
            if isinstance(some, Piece):
                lines = _Lines(None, *self._by_hand({0: some}))
            else:
                rows = rows_of(some, columns)
                fine = some.regular & rows.ascii
                odd = np.flatnonzero(~fine).tolist()
                found, pieces = self._by_hand({row: some.piece(row) for row in odd})
                lines = _Lines((some, rows, fine), found, pieces)
            there = lines.there()
            for at in range(0, len(there), size):
                yield self._chunk(lines, there[at : at + size], begin + at)
            begin += len(there)

    def report(self, at: int) -> Report:
        """The report at a place among those set aside, by way of the reader."""
        key, row = next(self._table.at(*self._aside[at]))
        if key is None or isinstance(row, BadLine):
            raise LookupError(at)
        return report_in(key, row)

    def _by_hand(self, pieces: dict[int, Piece]) -> tuple[dict[int, _Found], dict[int, Piece]]:
        """What the reader finds in each of them; nothing in those that are empty."""
        found = {row: next(self._table.inside(piece), None) for row, piece in pieces.items()}
        return {row: one for row, one in found.items() if one is not None}, pieces

    def _chunk(self, lines: _Lines, part: list[int], begin: int) -> Chunk:
        refused, read, aside = list[Refused](), list[tuple[int, int]](), list[tuple[int, int]]()
        for place, number in enumerate(part, begin):
            if number in lines.found:
                key, row = lines.found[number]
                if key is None or isinstance(row, BadLine):
                    report = unread(key, row)
                    refused.append((place, report.id, report.refusal or ""))
                    continue
                line = row.line
            else:
                key, line = lines.of(number)
            first = self._seen.setdefault(key, line)
            if first != line:
                refused.append((place, str(key), why_again(first, line)))
            elif number in lines.found:
                piece = lines.pieces[number]
                self._aside[place] = piece.offset, piece.line
                aside.append((place, key))
            else:
                read.append((place, number))
        if lines.some is None:
            return _chunk(nothing(self._name), [], aside, refused)
        some, rows, _ = lines.some
        numbers = np.array([number for _, number in read], dtype=np.int64)
        found = assembled(rows.rows(numbers), some.key[numbers], self._name)
        for at in found.odd.tolist():
            place, number = read[at]
            self._aside[place] = int(some.offset + some.at[number]), int(some.lines[number])
            aside.append((place, int(some.key[number])))
        for at, reason in found.refused:
            place, number = read[at]
            line = int(some.lines[number])
            why = f"{reason} (line {line})" if reason == UNEVEN else reason
            refused.append((place, str(int(some.key[number])), why))
        return _chunk(found.flat, [read[at][0] for at in found.at.tolist()], aside, refused)


class _Lines:
    """The lines of one block, or a piece of the file alone, and what was found by hand in some."""

    def __init__(
        self,
        some: tuple[Records, Rows, NDArray[np.bool_]] | None,
        found: dict[int, _Found],
        pieces: dict[int, Piece],
    ) -> None:
        self.some, self.found, self.pieces = some, found, pieces

    def there(self) -> list[int]:
        """The numbers of all lines that are not empty."""
        fine = [] if self.some is None else np.flatnonzero(self.some[2]).tolist()
        return sorted([*fine, *self.found])

    def of(self, number: int) -> tuple[int, int]:
        """Key and line of a regular one."""
        if self.some is None:
            raise LookupError(number)
        records_, _, _ = self.some
        return int(records_.key[number]), int(records_.lines[number])


def _chunk(
    flat: Flat, at: list[int], aside: list[tuple[int, int]], refused: list[Refused]
) -> Chunk:
    left = np.array(sorted(aside), dtype=np.int64).reshape(-1, 2)
    return Chunk(flat, np.array(at, dtype=np.int64), left[:, 0], left[:, 1], tuple(sorted(refused)))
