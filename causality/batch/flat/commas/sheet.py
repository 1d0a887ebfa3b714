"""A whole comma-separated table as columns: whose each record is, where it stands, what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.commas.records import Records, records
from causality.batch.flat.texts import Texts
from causality.formats.packets import unusable
from causality.formats.tables.lines import Piece
from causality.formats.tables.table import MAX_ROWS, File, Table, header_line

__all__ = ["NO_KEY", "Sheet", "sheet_of"]

NO_KEY = -1
"""The key of a line that belongs to no report."""

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows in the order of the file: ``key``, and how many ``digits`` write it; their place.

    Of ``plain`` rows ``texts`` hold the cells of some columns, ``told`` whether those of others say
    anything; any other row is to be read again. A column that the table does not have says nothing.
    """

    key: Ints
    digits: Ints
    offset: Ints
    line: Ints
    length: Ints
    plain: Flags
    texts: Mapping[str, Texts]
    told: Mapping[str, Flags]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The columns of one block; those of cells are codes of texts that all blocks share."""

    key: Ints
    digits: Ints
    offset: Ints
    line: Ints
    length: Ints
    plain: Flags
    texts: NDArray[np.int32]
    told: Flags


def sheet_of(file: File, table: Table, texts: Sequence[str], told: Sequence[str] = ()) -> Sheet:
    """The rows of a table that has commas, and keys in its first column.

    Raises ``InputError`` where the reader does.
    """
    wanted = tuple(_places(table, texts)), tuple(_places(table, told))
    values: list[dict[str, int]] = [{"": 0} for _ in texts]
    parts = [_by_hand(table, (), (len(texts), len(told)))]
    count = 0
    for some in records(file.stream, len(header_line(file)), len(table.columns)):
        size = 1 if isinstance(some, Piece) else len(some.at)
        count += size
        if count > MAX_ROWS:
            over = size - (count - MAX_ROWS)
            line = some.line if isinstance(some, Piece) else int(some.lines[over])
            raise unusable(table.name, f"more than {MAX_ROWS:,} rows", line=line)
        if isinstance(some, Piece):
            parts.append(_by_hand(table, (some,), (len(texts), len(told))))
        else:
            parts.append(_by_columns(table, some, wanted, values))
    joined = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts], axis=-1)
        for field in fields(_Rows)
    }
    codes, flags = joined.pop("texts"), joined.pop("told")
    return Sheet(
        **joined,
        texts={name: Texts(codes[at], tuple(values[at])) for at, name in enumerate(texts)},
        told={name: flags[at] for at, name in enumerate(told)},
    )


def _places(table: Table, columns: Sequence[str]) -> Iterator[int]:
    """Where each column stands, the last of that name; -1 where the table has none."""
    known = {name: place for place, name in enumerate(table.columns)}
    return (known.get(name, -1) for name in columns)


def _by_columns(
    table: Table,
    some: Records,
    wanted: tuple[tuple[int, ...], tuple[int, ...]],
    values: list[dict[str, int]],
) -> _Rows:
    size = len(some.at)
    plain = some.regular.copy()
    texts = np.zeros((len(wanted[0]), size), dtype=np.int32)
    told = np.zeros((len(wanted[1]), size), dtype=np.bool_)
    for at, place in enumerate(wanted[0]):
        if place >= 0:
            texts[at], readable = _codes(some, place, values[at])
            plain &= readable
    for at, place in enumerate(wanted[1]):
        if place >= 0:
            told[at], doubtful = some.told(place)
            plain &= ~doubtful
    key, digits = some.key.copy(), some.digits.copy()
    kept = np.ones(size, dtype=np.bool_)
    for row in np.flatnonzero(~plain).tolist():
        found = [one for one, _ in table.inside(some.piece(row))]
        kept[row] = bool(found)
        key[row] = NO_KEY if not found or found[0] is None else found[0]
        digits[row] = 0
        texts[:, row], told[:, row] = 0, False
    return _Rows(
        key[kept],
        digits[kept],
        some.offset + some.at[kept],
        some.lines[kept],
        some.length[kept],
        plain[kept],
        texts[:, kept],
        told[:, kept],
    )


def _by_hand(table: Table, pieces: Sequence[Piece], cells: tuple[int, int]) -> _Rows:
    """Rows that the reader alone can tell apart."""
    found = [
        (NO_KEY if key is None else key, 0, piece.offset, piece.line, piece.length)
        for piece in pieces
        for key, _ in table.inside(piece)
    ]
    key, digits, offset, line, length = np.array(found, dtype=np.int64).reshape(-1, 5).T
    size = len(found)
    return _Rows(
        key,
        digits,
        offset,
        line,
        length,
        np.zeros(size, dtype=np.bool_),
        np.zeros((cells[0], size), dtype=np.int32),
        np.zeros((cells[1], size), dtype=np.bool_),
    )


def _codes(some: Records, column: int, places: dict[str, int]) -> tuple[NDArray[Any], Flags]:
    """The places of the texts in one column, and which of the cells are ASCII."""
    cells, readable = some.cells(column)
    cells = cells.dictionary_encode()
    codes = np.frombuffer(cells.indices.buffers()[1], dtype=np.int32)[: len(readable)]
    moved = [
        # A quotation mark is doubled inside a text; a cell without marks around it has none.
        places.setdefault(cell.replace('""', '"').strip(), len(places))
        for cell in cells.dictionary.to_pylist()
    ]
    return np.array(moved, dtype=np.int32)[codes], readable
