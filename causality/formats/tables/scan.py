"""Lines of a table told apart as columns of numbers, many at a time: where, whose, how usual."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from causality.formats.tables.lines import MAX_LINE, Piece, Separator

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Lines", "Shape", "digits_at", "scanned"]

BLOCK = 4 * MAX_LINE
"""Bytes that are looked at together."""

_LINE_END, _RETURN, _DOLLAR = 10, 13, 36
_MOST_DIGITS = 18
_ZERO, _NINE = 48, 9
_FIRST, _SPAN = 32, 94


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that follow one another in a file; ``at`` and ``length`` are bytes of ``raw``.

    ``usual``: it begins with a number of at most 18 digits and has as many separators as a row.
    ``plain``: usual as well, and nothing in it asks for a second look: printable ASCII to its line
    end, no zero before its number. ``signs`` are the places of all separators in ``raw``,
    ``first_sign`` the first of each line among them.
    """

    raw: bytes
    offset: int
    line: int
    at: NDArray[np.int64]
    length: NDArray[np.int64]
    key: NDArray[np.int64]
    usual: NDArray[np.bool_]
    plain: NDArray[np.bool_]
    signs: NDArray[np.int64]
    first_sign: NDArray[np.int64]

    def cell(
        self, rows: NDArray[np.int64], column: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the cell of a column begins and how long it is, of plain rows; not of the last."""
        before = self.first_sign[rows] + column
        begin = self.at[rows] if column == 0 else self.signs[before - 1] + 1
        return begin, self.signs[before] - begin

    def piece(self, number: int) -> Piece:
        """One of them, as bytes."""
        at, length = int(self.at[number]), int(self.length[number])
        raw = self.raw[at : at + length]
        return Piece(self.offset + at, self.line + number, raw, length)


@dataclass(frozen=True, slots=True)
class Shape:
    """How many separators a line has, and whether the last of them ends it."""

    signs: int
    ends: bool


def scanned(
    cut: Separator, stream: BinaryIO, offset: int, line: int, shape: Shape
) -> Iterator[Lines | Piece]:
    """The file from ``offset`` on; a line that is too long comes alone."""
    while True:
        stream.seek(offset)
        raw = stream.read(BLOCK)
        if not raw:
            return
        if len(raw) == BLOCK:
            raw = raw[: raw.rfind(b"\n") + 1]
        lines = _lines(raw, offset, line, shape) if raw else None
        if lines is None:
            piece = next(cut.pieces(stream, offset, line))
            yield piece
            offset, line = offset + piece.length, line + 1
        else:
            yield lines
            offset, line = offset + len(lines.raw), line + len(lines.at)


def _lines(raw: bytes, offset: int, line: int, shape: Shape) -> Lines | None:
    """The lines before the first that is too long; None where that is the first."""
    data = np.frombuffer(raw, dtype=np.uint8)
    special = np.flatnonzero(data - np.uint8(_FIRST) > _SPAN)
    kind = data[special]
    ends = special[kind == _LINE_END]
    closed = len(ends) > 0 and int(ends[-1]) == len(raw) - 1
    if not closed:
        ends = np.append(ends, len(raw))
    at = np.zeros(len(ends), dtype=np.int64)
    at[1:] = ends[:-1] + 1
    length = np.minimum(ends + 1, len(raw)) - at
    long = np.flatnonzero(length > MAX_LINE)
    if len(long):
        return _lines(raw[: int(at[long[0]])], offset, line, shape) if long[0] else None
    dollars = np.flatnonzero(data == _DOLLAR)
    first = np.searchsorted(dollars, at)
    count = np.append(first[1:], len(dollars)) - first
    fits = (count == shape.signs) & (count > 0)
    head = np.zeros(len(at), dtype=np.int64)
    head[fits] = dollars[first[fits]] - at[fits]
    key, number = digits_at(data, at, head)
    usual = fits & number
    plain = usual & ((head == 1) | (data[at] != _ZERO))
    returns = special[kind == _RETURN]
    follow = data[np.minimum(returns + 1, len(raw) - 1)]
    stray = special[(kind != _LINE_END) & (kind != _RETURN)]
    for odd in (returns[follow != _LINE_END], stray):
        plain[np.searchsorted(ends, odd)] = False
    if shape.ends:
        last = dollars[first[fits] + shape.signs - 1]
        end = ends[fits]
        plain[fits] &= last == end - 1 - (data[end - 1] == _RETURN)
    plain[-1] &= closed
    return Lines(raw, offset, line, at, length, key, usual, plain, dollars, first)


def digits_at(
    data: NDArray[np.uint8], at: NDArray[np.int64], length: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Numbers that stand in ``data``, and whether each is one, of at most 18 digits."""
    fine = (length > 0) & (length <= _MOST_DIGITS)
    value = np.zeros(len(at), dtype=np.int64)
    for place in range(int(length[fine].max(initial=0))):
        here = fine & (place < length)
        digit = data[np.where(here, at + place, 0)] - np.uint8(_ZERO)
        fine &= ~here | (digit <= _NINE)
        value = np.where(here, value * 10 + digit, value)
    return np.where(fine, value, 0), fine
