"""How a table is cut into rows: at every line, or at commas with quotes around texts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO, NamedTuple, Protocol

from causality.formats.tables.row import decoded

__all__ = ["MAX_LINE", "Commas", "Dollars", "Piece", "Separator", "header_of"]

MAX_LINE = 262_144
"""Bytes of one line or quoted record; those of FAERS have some hundred, of VAERS up to 70,000."""

_NEW_RECORD = re.compile(rb'\s*"?[0-9]{5,12}"?,')
_NOT_CLOSED = "a quotation mark that is not closed"
_DIGITS = re.compile(r'"?[0-9]{5,18}"?')


class Piece(NamedTuple):
    """Bytes that hold a row, as a rule one line; ``wrong`` where they cannot be one."""

    offset: int
    line: int
    raw: bytes
    length: int
    wrong: str = ""


class Separator(Protocol):
    """How a file separates its rows and cells."""

    sign: bytes

    def pieces(self, stream: BinaryIO, offset: int, line: int) -> Iterator[Piece]:
        """The file from ``offset`` on, cut into rows."""

    def rows(self, text: str, width: int) -> list[list[str]] | None:
        """The cells of a row; of several, where they share a line; None where they do not fit."""

    def usual(self, raw: bytes, width: int) -> bool:
        """Whether a piece is, at a glance, a single row."""

    def look(self, stream: BinaryIO, offset: int, width: int) -> None:
        """Learn from the first rows what they have in common."""


class Dollars:
    """``$`` between cells, a row a line, quotes are text like any other."""

    sign = b"$"

    def __init__(self, *, quoted: bool = False) -> None:
        self.quoted = quoted
        self.ends = False

    def look(self, stream: BinaryIO, offset: int, width: int) -> None:
        """Whether rows end in a separator of their own, as all do in old quarters or none."""
        first = [piece.raw.rstrip(b"\r\n") for piece in islice(self.pieces(stream, offset, 2), 20)]
        ending = [raw for raw in first if raw.endswith(b"$") and raw.count(b"$") == width]
        self.ends = 2 * len(ending) > len(first)

    def pieces(self, stream: BinaryIO, offset: int, line: int) -> Iterator[Piece]:
        """Every line; one that is too long is told and skipped."""
        stream.seek(offset)
        while raw := stream.readline(MAX_LINE + 1):
            length, wrong = len(raw), ""
            if length > MAX_LINE:
                wrong = f"a line of more than {MAX_LINE:,} bytes"
                raw = raw[:200]
                length += _skip(stream)
            yield Piece(offset, line, raw, length, wrong)
            offset += length
            line += 1

    def rows(self, text: str, width: int) -> list[list[str]] | None:
        """One row; or the rows that lost the line end between them, each with a key of its own."""
        cells = text.rstrip("\r\n").split("$")
        if self.quoted:
            cells = [_unquoted(cell) for cell in cells]
        if self.ends and len(cells) % width == 1 and not cells[-1]:
            cells.pop()
        return [cells] if len(cells) == width else self._glued(cells, width)

    @staticmethod
    def _glued(cells: list[str], width: int) -> list[list[str]] | None:
        count, over = divmod(len(cells), width)
        if width == 1 or count == 0 or over:
            return None
        rows = [cells[at : at + width] for at in range(0, count * width, width)]
        return rows if all(_DIGITS.fullmatch(row[0].strip()) for row in rows) else None

    def usual(self, raw: bytes, width: int) -> bool:
        """As many separators as a row has."""
        return raw.count(b"$") == (width if self.ends else width - 1)


@dataclass(slots=True)
class _Held:
    """A record of which not all lines have been read."""

    offset: int
    line: int
    parts: list[bytes] = field(default_factory=list)
    size: int = 0
    open: bool = False

    def take(self, raw: bytes, size: int) -> None:
        """One line more, of ``size`` bytes in the file."""
        self.parts.append(raw)
        self.size += size
        self.open ^= raw.count(b'"') % 2 == 1

    def piece(self, wrong: str) -> Piece:
        """What is held, as a record."""
        return Piece(self.offset, self.line, b"".join(self.parts), self.size, wrong)

    def behind(self) -> _Held:
        """An empty one, where this ends."""
        return _Held(self.offset + self.size, self.line + len(self.parts))


class Commas:
    """Comma-separated values: texts may stand in quotes and hold commas and line ends."""

    sign = b","

    def pieces(self, stream: BinaryIO, offset: int, line: int) -> Iterator[Piece]:
        """Every record; one whose quotes do not close ends where the next one begins."""
        stream.seek(offset)
        held = _Held(offset, line)
        while raw := stream.readline(MAX_LINE + 1):
            size, wrong = len(raw), ""
            if size > MAX_LINE:
                wrong = f"a line of more than {MAX_LINE:,} bytes"
                raw = raw[:200]
                size += _skip(stream)
            if held.parts and (_NEW_RECORD.match(raw) or held.size + size > MAX_LINE):
                yield held.piece(_NOT_CLOSED)
                held = held.behind()
            held.take(raw, size)
            if wrong or not held.open:
                yield held.piece(wrong)
                held = held.behind()
        if held.parts:
            yield held.piece(_NOT_CLOSED)

    def rows(self, text: str, width: int) -> list[list[str]] | None:
        """One row."""
        try:
            records = list(csv.reader(io.StringIO(text, newline="")))
        except csv.Error:
            return None
        return records if len(records) == 1 and len(records[0]) == width else None

    def look(self, stream: BinaryIO, offset: int, width: int) -> None:
        """Nothing is to be learnt."""

    def usual(self, raw: bytes, width: int) -> bool:
        """Left to the reading: commas inside quotes do not count."""
        del raw, width
        return True


def _skip(stream: BinaryIO) -> int:
    """Go behind the end of the line; how many bytes that took."""
    skipped = 0
    while part := stream.readline(MAX_LINE):
        skipped += len(part)
        if part.endswith(b"\n"):
            break
    return skipped


def _unquoted(cell: str) -> str:
    text = cell.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else cell


def header_of(raw: bytes, sign: bytes) -> list[str]:
    """The names of the columns, in lower case, without those that are only made up."""
    cells = decoded(raw).removeprefix("\ufeff").strip("\r\n").split(sign.decode())
    names = [cell.strip().strip('"').strip().casefold() for cell in cells]
    while names and (not names[-1] or re.fullmatch(r"v[0-9]{1,2}", names[-1])):
        names.pop()
    return names
