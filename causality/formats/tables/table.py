"""A file of rows, opened: its columns, and its rows by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

import numpy as np

from causality.formats.packets import unusable
from causality.formats.tables.in_step import PlacesInStep
from causality.formats.tables.lines import MAX_LINE, Commas, Dollars, Piece, Separator, header_of
from causality.formats.tables.place import Places, PlacesBuilder
from causality.formats.tables.row import BadLine, Row, decoded, key_of
from causality.formats.tables.scan import Lines, Shape, scanned

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MAX_BAD", "MAX_BYTES", "MAX_ROWS", "NO_KEY", "File", "Index", "Table", "header_line"]

MAX_ROWS = 20_000_000
"""Rows of one file; a quarter of FAERS has two million in its longest."""
MAX_BYTES = 16_000_000
"""Bytes of one report in one file."""
MAX_BAD = 1_000
"""Lines without a key of which one file tells; the rest are left out in silence."""
NO_KEY = "a line without the number of a report"


class File(NamedTuple):
    """A file that is open and can be gone back in; ``name`` is what messages call it."""

    name: str
    stream: BinaryIO


class Index(NamedTuple):
    """Where the rows of a table stand, and its lines that belong to nothing.

    ``odd``: keys with a line that is not plain (see ``Lines``); None where any may have one.
    """

    places: Places | PlacesInStep
    bad: tuple[BadLine, ...]
    rows: int
    odd: NDArray[np.int64] | None


class Table:
    """One table. ``kind`` names it in sources, ``key`` is the column that rows belong together by.

    Raises ``InputError`` where the file has no such column, or is no text of single bytes.
    """

    def __init__(
        self, file: File, kind: str, key: str, aliases: Mapping[str, str], needs: tuple[str, ...]
    ) -> None:
        self.name, self._stream, self.kind = file.name, file.stream, kind
        first = header_line(file)
        dollars = b"$" in first
        quoted = dollars and first.lstrip(b"\xef\xbb\xbf ").startswith(b'"')
        self._cut: Separator = Dollars(quoted=quoted) if dollars else Commas()
        self._start = len(first)
        names = header_of(first, self._cut.sign)
        self.columns = tuple(aliases.get(name, name) for name in names)
        for column in (key, *needs):
            if column not in self.columns:
                wrong = f"the table {kind} has no column {column}"
                raise unusable(self.name, wrong, line=1)
        self._key = self.columns.index(key)
        self.in_step = False
        """Whether rows are asked for with keys that go up, so that few of them stay in mind."""
        self._cut.look(self._stream, self._start, len(self.columns))

    @property
    def shape(self) -> Shape | None:
        """How a line of it looks where whole blocks can be told apart at once; else None."""
        if isinstance(self._cut, Dollars) and not self._cut.quoted and self._key == 0:
            width = len(self.columns)
            return Shape(width if self._cut.ends else width - 1, self._cut.ends)
        return None

    def lines(self) -> Iterator[Lines | Piece]:
        """All lines, many at a time where the table has a ``shape``."""
        shape = self.shape
        if shape is None:
            yield from self._cut.pieces(self._stream, self._start, 2)
        else:
            yield from scanned(self._cut, self._stream, self._start, 2, shape)

    @cached_property
    def index(self) -> Index:
        """The places of all rows; reads the file once."""
        found = self._indexed(PlacesInStep(self._between)) if self.in_step else None
        return found or cast("Index", self._indexed(None))

    def _indexed(self, blocks: PlacesInStep | None) -> Index | None:
        """The index, of ``blocks`` where the keys go up; None where they do not."""
        builder, bad, count = PlacesBuilder(), list[BadLine](), 0
        odd: list[int | None] = []
        for some in self.lines():
            last = some.line + (len(some.at) if isinstance(some, Lines) else 1) - 1
            count += last + 1 - some.line
            if count > MAX_ROWS:
                line = last - (count - MAX_ROWS - 1)
                raise unusable(self.name, f"more than {MAX_ROWS:,} rows", line=line)
            for part in self._parts(some, builder):
                if isinstance(part, BadLine):
                    if len(bad) < MAX_BAD:
                        bad.append(part)
                else:
                    odd.append(part)
            if blocks is not None:
                end = some.offset + (len(some.raw) if isinstance(some, Lines) else some.length)
                if not blocks.add(builder.keys(), some.offset, end, some.line):
                    return None
                builder = PlacesBuilder()
        shaped = self.shape is not None
        keys = np.unique(np.array(odd, dtype=np.int64)) if shaped else None
        return Index(blocks or builder.places(), tuple(bad), count, keys)

    def _between(self, offset: int, line: int, end: int) -> Places:
        """The places of rows from one offset of the file to another."""
        builder, shape = PlacesBuilder(), cast("Shape", self.shape)
        for some in scanned(self._cut, self._stream, offset, line, shape):
            if some.offset >= end:
                break
            for _ in self._parts(some, builder):
                pass
        return builder.places()

    def forget(self) -> None:
        """Drop the places of the rows; they are found again when they are asked for."""
        self.__dict__.pop("index", None)

    def _parts(self, some: Lines | Piece, builder: PlacesBuilder) -> Iterator[int | BadLine]:
        """Puts the lines into ``builder``; the keys of those that are not plain, and bad lines."""
        if isinstance(some, Piece):
            for key in self._at_a_glance(some) or self._keys(some, len(self.columns)):
                if key is None:
                    yield BadLine(self.kind, some.line, some.wrong or NO_KEY)
                else:
                    builder.add(key, some.offset, some.length, some.line)
                    yield key
            return
        number = np.arange(len(some.at))
        begin = 0
        for at in (*np.flatnonzero(~some.usual).tolist(), len(number)):
            here = slice(begin, at)
            lines = some.line + number[here]
            builder.add_many(some.key[here], some.offset + some.at[here], some.length[here], lines)
            if at < len(number):
                yield from self._parts(some.piece(at), builder)
            begin = at + 1
        yield from some.key[some.usual & ~some.plain].tolist()

    def in_order(self) -> Iterator[tuple[int | None, Row | BadLine]]:
        """Every row with its key, from the first to the last."""
        for piece in self._cut.pieces(self._stream, self._start, 2):
            yield from self.inside(piece)

    def inside(self, piece: Piece) -> Iterator[tuple[int | None, Row | BadLine]]:
        """Every row of one piece with its key."""
        for key in self._keys(piece, len(self.columns)):
            if key is None:
                yield None, BadLine(self.kind, piece.line, piece.wrong or NO_KEY)
            else:
                for row in self._of(piece, key):
                    yield key, row

    def at(self, offset: int, line: int) -> Iterator[tuple[int | None, Row | BadLine]]:
        """The same of the piece that begins at a byte of the file."""
        return self.inside(next(self._cut.pieces(self._stream, offset, line)))

    def raw(self, first: int, last: int) -> bytes:
        """Bytes of the file, from one offset to another."""
        self._stream.seek(first)
        return self._stream.read(last - first)

    def rows(self, key: int) -> Iterator[Row | BadLine]:
        """Every row of that key in the order of the file; a line that is no row says why."""
        taken = 0
        for offset, length, line in self.index.places.of(key):
            taken += length
            if taken > MAX_BYTES:
                yield BadLine(self.kind, line, "more than one report can hold")
                return
            for piece in self._cut.pieces(self._stream, offset, line):
                if piece.offset >= offset + length:
                    break
                yield from self._of(piece, key)

    def _of(self, piece: Piece, key: int) -> Iterator[Row | BadLine]:
        if piece.wrong:
            yield BadLine(self.kind, piece.line, piece.wrong)
            return
        rows = self._cut.rows(decoded(piece.raw), len(self.columns))
        if rows is None:
            wrong = f"not as many cells as the {len(self.columns)} columns of its file"
            yield BadLine(self.kind, piece.line, wrong)
            return
        for cells in rows:
            if len(rows) == 1 or key_of(cells[self._key]) == key:
                yield Row(self.kind, piece.line, dict(zip(self.columns, cells, strict=True)))

    def _at_a_glance(self, piece: Piece) -> list[int | None]:
        """The key of a piece that is as usual; nothing where it has to be read."""
        if self._key == 0 and not piece.wrong and self._cut.usual(piece.raw, len(self.columns)):
            head = piece.raw[:40].partition(self._cut.sign)[0]
            if head.isdigit() and len(head) < 19:  # noqa: PLR2004 - what 64 bits hold
                return [int(head)]
        return []

    def _keys(self, piece: Piece, width: int) -> list[int | None]:
        """The keys of a piece that is not as usual; a damaged one by what it begins with."""
        if not piece.raw.strip():
            return []
        text = decoded(piece.raw)
        rows = None if piece.wrong else self._cut.rows(text, width)
        if rows is None:
            head = text.partition(self._cut.sign.decode())[0] if self._key == 0 else ""
            return [key_of(head)]
        return list(dict.fromkeys(key_of(cells[self._key]) for cells in rows))


def header_line(file: File) -> bytes:
    """The first line; ``InputError`` where the file is empty or no text of single bytes."""
    file.stream.seek(0)
    first = file.stream.readline(MAX_LINE)
    if not first.strip():
        raise unusable(file.name, "an empty file")
    if first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in first:
        wrong = "UTF-16, where such files are UTF-8 or single-byte text"
        raise unusable(file.name, wrong, "write the file anew as UTF-8", line=1)
    if not first.endswith(b"\n") and len(first) >= MAX_LINE:
        raise unusable(file.name, f"a line of more than {MAX_LINE:,} bytes", line=1)
    return first
