"""Records of comma-separated values told apart a block at a time, with the places of their cells.

A record is regular where there is one way only to read it: as many cells as there are columns,
quotation marks nowhere but around texts or doubled inside, no control characters. Any other is left
to the reader, as a piece of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from causality.batch.extra import arrow
from causality.formats.tables.lines import MAX_LINE, Commas, Piece
from causality.formats.tables.scan import digits_at

__all__ = ["Records", "records"]

_LARGEST = 16 * MAX_LINE
_SMALLEST = 1 << 14
"""Bytes looked at together; few behind a record that had to be read by hand."""
_MOST_BY_HAND = 256
"""Records read by hand before many are looked at again, where one after the other is damaged."""
_FIELD = 131_072
"""Characters of one cell above which the reader refuses a record."""

_TAB, _END, _RETURN, _SPACE, _QUOTE, _COMMA, _DELETE = 9, 10, 13, 32, 34, 44, 127
# As the reader tells that a new record begins where a quotation mark was not closed.
_NEW_RECORD = re.compile(rb'\s*"?[0-9]{5,12}"?,')
_MAY_BEGIN = np.zeros(256, dtype=np.bool_)
_MAY_BEGIN[[*range(_SPACE + 1), _QUOTE, *b"0123456789"]] = True
_ODD = np.ones(256, dtype=np.bool_)
_ODD[_SPACE:_DELETE] = False
_ODD[128:] = False
_ODD[[_TAB, _END, _RETURN]] = False
_SOLID = np.zeros(256, dtype=np.bool_)
_SOLID[_SPACE + 1 : _DELETE] = True

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Records:
    """Records that follow one another; ``at`` and ``length`` are bytes of ``raw``.

    ``key`` is the number in the first cell, ``digits`` how it is written: so many. ``begin`` and
    ``end`` are the bytes of each cell, without the quotation marks around it, column by column;
    they and ``key`` mean nothing where a record is not ``regular``. ``solid`` counts the bytes of
    ``raw`` before each that are more than space, ``high`` are the places of those beyond ASCII.
    """

    raw: bytes
    offset: int
    line: int
    at: Ints
    length: Ints
    lines: Ints
    key: Ints
    digits: Ints
    regular: Flags
    begin: Ints
    end: Ints
    solid: NDArray[np.int32]
    high: Ints

    def piece(self, number: int) -> Piece:
        """One of them, as bytes."""
        at, length = int(self.at[number]), int(self.length[number])
        raw = self.raw[at : at + length]
        return Piece(self.offset + at, int(self.lines[number]), raw, length)

    def told(self, column: int) -> tuple[Flags, Flags]:
        """Whether a cell says anything, and where that has to be looked at."""
        told = self.solid[self.end[column]] > self.solid[self.begin[column]]
        return told, ~told & ~self._ascii(column)

    def cells(self, column: int) -> tuple[Any, Flags]:
        """The cells of a column as an Arrow array, and which of them are ASCII; others are empty.

        A quotation mark inside a text is still doubled.
        """
        data = np.frombuffer(self.raw, dtype=np.uint8)
        plain = self._ascii(column)
        length = np.where(plain, self.end[column] - self.begin[column], 0)
        offsets = np.append(0, np.cumsum(length))
        inside = np.arange(offsets[-1]) + np.repeat(self.begin[column] - offsets[:-1], length)
        pa = arrow()
        parts = [None, pa.py_buffer(offsets.tobytes()), pa.py_buffer(data[inside].tobytes())]
        return pa.Array.from_buffers(pa.large_string(), len(length), parts), plain

    def _ascii(self, column: int) -> Flags:
        """Whether no byte of the cell is beyond ASCII."""
        before = np.searchsorted(self.high, self.begin[column])
        found: Flags = before == np.searchsorted(self.high, self.end[column])
        return found


def records(stream: BinaryIO, offset: int, width: int) -> Iterator[Records | Piece]:
    """The file from ``offset`` on, from line 2; what cannot be told apart comes alone."""
    cut, line, size, by_hand = Commas(), 2, _LARGEST, 1
    while True:
        stream.seek(offset)
        raw = stream.read(size)
        if not raw:
            return
        found = _records(raw, offset, line, width, whole=len(raw) < size)
        if found is not None:
            yield found
            offset += len(found.raw)
            line += found.raw.count(b"\n")
            size, by_hand = min(2 * size, _LARGEST), 1
            continue
        # All at once: whoever takes them may move the stream before the next.
        pieces = list(islice(cut.pieces(stream, offset, line), by_hand))
        yield from pieces
        last = pieces[-1]
        offset = last.offset + last.length
        line = last.line + max(last.raw.count(b"\n"), 1)
        if pieces[0].wrong:
            size, by_hand = _SMALLEST, min(2 * by_hand, _MOST_BY_HAND)
        else:
            size = min(2 * size, _LARGEST)


def _records(raw: bytes, offset: int, line: int, width: int, *, whole: bool) -> Records | None:
    """The records before the first whose end is in doubt; None where that is the first."""
    data = np.frombuffer(raw, dtype=np.uint8)
    quotes = np.flatnonzero(data == _QUOTE)
    line_ends = np.flatnonzero(data == _END)
    inside = (np.searchsorted(quotes, line_ends) & 1).astype(np.bool_)
    ends = line_ends[~inside] + 1
    if whole and len(quotes) % 2 == 0 and (not len(ends) or ends[-1] < len(raw)):
        ends = np.append(ends, len(raw))
    at = np.append(0, ends[:-1])[: len(ends)]
    length = ends - at
    doubtful = [at[length > MAX_LINE][:1], _broken_off(raw, data, line_ends[inside] + 1)]
    if len(stop := np.concatenate(doubtful)):
        fine = int(np.searchsorted(ends, stop.min(), side="right"))
        at, ends, length = at[:fine], ends[:fine], length[:fine]
    if not len(at):
        return None
    raw = raw[: int(ends[-1])]
    data = data[: len(raw)]
    close = ends - (data[ends - 1] == _END)
    close -= (close > at) & (data[np.maximum(close - 1, 0)] == _RETURN)
    return _read(raw, offset, line, width, (at, length, close), (quotes, line_ends))


def _broken_off(raw: bytes, data: NDArray[np.uint8], lines: Ints) -> Ints:
    """The first line inside a record that begins as a record of its own."""
    lines = lines[lines < len(raw)]
    for at in lines[_MAY_BEGIN[data[lines]]].tolist():
        end = raw.find(b"\n", at) + 1 or len(raw)
        if _NEW_RECORD.match(raw, at, end):
            return np.array([at], dtype=np.int64)
    return np.zeros(0, dtype=np.int64)


def _read(
    raw: bytes,
    offset: int,
    line: int,
    width: int,
    place: tuple[Ints, Ints, Ints],
    special: tuple[Ints, Ints],
) -> Records:
    at, length, close = place
    quotes, line_ends = (signs[: np.searchsorted(signs, len(raw))] for signs in special)
    data = np.frombuffer(raw, dtype=np.uint8)
    commas = np.flatnonzero(data == _COMMA)
    commas = commas[np.searchsorted(quotes, commas) & 1 == 0]
    first = np.searchsorted(commas, at)
    count = np.append(first[1:], len(commas)) - first
    regular = (count == width - 1) & (length <= _FIELD)
    for odd in (np.flatnonzero(_ODD[data]), _stray(data, quotes), _returns(data)):
        regular[np.searchsorted(at, odd, side="right") - 1] = False
    rows = np.flatnonzero(regular)
    begin = np.zeros((width, len(at)), dtype=np.int64)
    end = np.zeros((width, len(at)), dtype=np.int64)
    signs = commas[first[rows] + np.arange(width - 1)[:, None]]
    begin[0, rows], begin[1:, rows] = at[rows], signs + 1
    end[-1, rows], end[:-1, rows] = close[rows], signs
    quoted = (end - begin > 1) & (data[np.minimum(begin, len(raw) - 1)] == _QUOTE)
    digits = end[0] - begin[0]
    key, number = digits_at(data, begin[0], digits)
    begin, end = begin + quoted, end - quoted
    lines = line + np.searchsorted(line_ends, at)
    fine = regular & number
    solid = np.append(np.int32(0), np.cumsum(_SOLID[data], dtype=np.int32))
    high = np.flatnonzero(data > _DELETE)
    return Records(raw, offset, line, at, length, lines, key, digits, fine, begin, end, solid, high)


def _stray(data: NDArray[np.uint8], quotes: Ints) -> Ints:
    """Quotation marks that neither open nor close a text, nor are one of two that stand for one."""
    opening, closing = quotes[0::2], quotes[1::2]
    before = data[np.maximum(opening - 1, 0)]
    opens = (opening == 0) | (before == _COMMA) | (before == _END) | (before == _QUOTE)
    last = len(data) - 1
    behind = data[np.minimum(closing + 1, last)]
    closes = (closing == last) | (behind == _COMMA) | (behind == _END) | (behind == _QUOTE)
    closes |= behind == _RETURN
    return np.concatenate((opening[~opens], closing[~closes]))


def _returns(data: NDArray[np.uint8]) -> Ints:
    """Carriage returns that do not belong to a line end."""
    found = np.flatnonzero(data == _RETURN)
    last = len(data) - 1
    stray: Ints = found[(found == last) | (data[np.minimum(found + 1, last)] != _END)]
    return stray
