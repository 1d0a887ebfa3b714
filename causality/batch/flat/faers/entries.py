"""The lines of DEMO as columns: which report and case each is, and whether it is the one to read.

Of a plain line nothing but numbers is looked at, many lines at once; any other is read as the
reader of single reports reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.formats.dates import digits_date
from causality.formats.faers.reader import unread, why_again, why_deleted, why_superseded
from causality.formats.faers.versions import Versions, case_of, date_of, version_of
from causality.formats.report import Report
from causality.formats.tables.lines import Piece
from causality.formats.tables.row import BadLine, Row
from causality.formats.tables.scan import Lines, digits_at
from causality.formats.tables.table import Table

__all__ = ["DAMAGED", "READ", "Entries", "Standing", "entries_of", "row_at", "standing_of"]

NO_KEY = -1
READ, DAMAGED, DELETED, SUPERSEDED, AGAIN = range(5)
"""What becomes of a line."""

_LONGEST_VERSION = 6
_LONGEST_PIECE = 2**31 - 1
_DATE = 8


@dataclass(frozen=True, slots=True)
class Entries:
    """Rows of DEMO in the order in which the reader gives them; ``nth`` of those in its line.

    ``case`` means nothing where ``damaged``; ``key`` is ``NO_KEY`` where the line has none.
    """

    key: NDArray[np.int64]
    offset: NDArray[np.int64]
    length: NDArray[np.int32]
    line: NDArray[np.int32]
    source: NDArray[np.int16]
    case: NDArray[np.int64]
    version: NDArray[np.int32]
    date: NDArray[np.int32]
    nth: NDArray[np.int32]
    plain: NDArray[np.bool_]
    damaged: NDArray[np.bool_]


_KINDS: dict[str, type[np.generic]] = {
    "key": np.int64,
    "offset": np.int64,
    "length": np.int32,
    "line": np.int32,
    "source": np.int16,
    "case": np.int64,
    "version": np.int32,
    "date": np.int32,
    "nth": np.int32,
    "plain": np.bool_,
    "damaged": np.bool_,
}


def _entries(columns: Mapping[str, Any]) -> Entries:
    return Entries(
        **{name: np.asarray(columns[name]).astype(kind) for name, kind in _KINDS.items()}
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """What becomes of each entry, by the versions of all."""

    state: NDArray[np.int8]
    versions: Versions
    damaged: frozenset[int]

    def refusal(
        self, entries: Entries, at: int, tables: Sequence[Table], deleted: dict[int, str]
    ) -> Report:
        """The report that the reader gives for an entry that is not read."""
        case, state = int(entries.case[at]), self.state[at]
        id_ = str(int(entries.key[at]))
        if state == DELETED:
            return Report(None, id_, refusal=why_deleted(deleted[case]))
        if state == SUPERSEDED:
            return Report(None, id_, refusal=why_superseded(self.versions.last(case)))
        if state == AGAIN:
            return Report(None, id_, refusal=why_again(int(entries.line[at])))
        key, row = row_at(tables[int(entries.source[at])], entries, at)
        return unread(key, row)


def row_at(table: Table, entries: Entries, at: int) -> tuple[int | None, Row | BadLine]:
    """The row of an entry, read from the file again."""
    inside = table.at(int(entries.offset[at]), int(entries.line[at]))
    for _ in range(int(entries.nth[at])):
        next(inside)
    return next(inside)


def entries_of(tables: Sequence[Table]) -> Entries:
    """All rows of the DEMO tables, one of each set of files."""
    parts = [
        _entries(dict.fromkeys(_KINDS, ())),
        *(
            part
            for source, table in enumerate(tables)
            for some in table.lines()
            for part in _of_lines(table, source, some)
        ),
    ]
    columns = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(Entries)
    }
    return Entries(**columns)


def standing_of(entries: Entries, deleted: dict[int, str]) -> Standing:
    """Which entries are read: the last version of every case that was not taken back."""
    whole = ~entries.damaged if entries.damaged.any() else slice(None)
    known = (entries.case, entries.version, entries.date, entries.key, entries.source)
    versions = Versions(tuple(column[whole] for column in known))
    state = np.full(len(entries.key), DAMAGED, dtype=np.int8)
    report, version, source = versions.last_of_many(entries.case[whole])
    this = (source == entries.source[whole]) & (version == entries.version[whole])
    found = np.where(this, READ, AGAIN).astype(np.int8)
    found[report != entries.key[whole]] = SUPERSEDED
    gone = np.array(sorted(deleted), dtype=np.int64)
    found[np.isin(entries.case[whole], gone)] = DELETED
    asked = np.flatnonzero(found == READ)
    _, first = np.unique(entries.case[whole][asked], return_index=True)
    again = np.ones(len(asked), dtype=np.bool_)
    again[first] = False
    found[asked[again]] = AGAIN
    state[whole] = found
    damaged = entries.key[entries.damaged & (entries.key != NO_KEY)]
    return Standing(state, versions, frozenset(damaged.tolist()))


def _of_lines(table: Table, source: int, some: Lines | Piece) -> Iterator[Entries]:
    if isinstance(some, Piece):
        yield from _by_hand(table, source, some)
        return
    rows = np.flatnonzero(some.plain)
    size = len(rows)
    data = np.frombuffer(some.raw, dtype=np.uint8)
    case, has_case, case_fits = _number(table, "caseid", some, data, rows)
    version, has_version, version_fits = _number(table, "caseversion", some, data, rows)
    date, has_date, date_fits = _number(table, "fda_dt", some, data, rows)
    key = some.key[rows]
    date_fits &= ~has_date | ((date >= 10 ** (_DATE - 1)) & (date < 10**_DATE))
    version_fits &= version < 10**_LONGEST_VERSION
    sure = case_fits & version_fits & date_fits
    entries = _entries(
        {
            "key": key,
            "offset": some.offset + some.at[rows],
            "length": some.length[rows],
            "line": some.line + rows,
            "source": np.full(size, source),
            "case": np.where(has_case, case, -key - 1),
            "version": np.where(has_version, version, -1),
            "date": _real(np.where(has_date & date_fits, date, 0)),
            "nth": np.zeros(size),
            "plain": np.ones(size),
            "damaged": np.zeros(size),
        }
    )
    unsure = ~some.plain
    unsure[rows[~sure]] = True
    begin = 0
    for at in np.flatnonzero(unsure).tolist():
        yield _some(entries, slice(*np.searchsorted(rows, (begin, at)).tolist()))
        yield from _by_hand(table, source, some.piece(at), plain=bool(some.plain[at]))
        begin = at + 1
    yield _some(entries, slice(int(np.searchsorted(rows, begin)), None))


def _some(entries: Entries, rows: slice) -> Entries:
    return Entries(*(getattr(entries, field.name)[rows] for field in fields(Entries)))


def _number(
    table: Table, column: str, some: Lines, data: NDArray[np.uint8], rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Numbers of a column, where there is one, and where this tells all that the cell says."""
    size = len(rows)
    if column not in table.columns:
        nothing = np.zeros(size, dtype=np.bool_)
        return np.zeros(size, dtype=np.int64), nothing, ~nothing
    place = len(table.columns) - 1 - table.columns[::-1].index(column)
    if place == len(table.columns) - 1:
        nothing = np.zeros(size, dtype=np.bool_)
        return np.zeros(size, dtype=np.int64), nothing, nothing.copy()
    begin, length = some.cell(rows, place)
    value, is_number = digits_at(data, begin, length)
    return value, is_number, is_number | (length == 0)


def _real(dates: NDArray[np.int64]) -> NDArray[np.int64]:
    """The dates; 0 for those that no calendar has."""
    found, of = np.unique(dates, return_inverse=True)
    real = [date if digits_date(str(date)) else 0 for date in found.tolist()]
    return np.array(real, dtype=np.int64)[of]


def _by_hand(table: Table, source: int, piece: Piece, *, plain: bool = False) -> Iterator[Entries]:
    """The rows of one piece as the reader finds them."""
    told: list[tuple[int, ...]] = []
    length = min(piece.length, _LONGEST_PIECE)
    for nth, (key, row) in enumerate(table.inside(piece)):
        place = (piece.offset, length, piece.line, source)
        if key is None or isinstance(row, BadLine):
            told.append((NO_KEY if key is None else key, *place, 0, 0, 0, nth, 0, 1))
        else:
            case = (case_of(key, row), version_of(row), date_of(row))
            told.append((key, *place, *case, nth, int(plain), 0))
    if told:
        yield _entries(dict(zip(_KINDS, zip(*told, strict=True), strict=True)))
