"""The strict reader of a user's table: every problem at once, each with its line and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from causality.case.durations import Duration, parse_duration
from causality.datafile.document import MAX_PROBLEMS, first_problems
from causality.datafile.read import raw_content
from causality.datafile.text import decoded, on_one_line, place_of_byte, shown, without_hidden
from causality.errors import InputError, Problem, nearest
from causality.findings.known.lines import MAX_LINE, BadCell, Cell, cells_of, separator_of
from causality.findings.known.table import (
    Known,
    KnownRow,
    KnownTable,
    drug_key,
    event_key,
)
from causality.findings.said import LEVELS

__all__ = ["MAX_BYTES", "load_known", "read_known", "table_of"]

MAX_BYTES = 32_000_000
"""Half a million pairs; a table is held whole."""

_NEEDED = ("drug", "event", "level")
_COLUMNS = (*_NEEDED, "from", "to", "source")
_UNKNOWN = "unknown"


class _Enough(Exception):
    """More problems than anybody reads."""


class _Line(NamedTuple):
    """One row of cells by column, and its number."""

    number: int
    cells: Mapping[str, Cell]


def load_known(path: Path, name: str | None = None) -> Known:
    """The table in the file at ``path``; messages call it ``name``, or else by the path given.

    Raises ``InputError`` with every problem found, also where the file is not there.
    """
    name = on_one_line(str(path) if name is None else name)
    return read_known(raw_content(path, name, InputError, MAX_BYTES), name)


def read_known(content: bytes, name: str) -> Known:
    """The table in ``content``; raises ``InputError`` with every problem found."""
    known = Known(on_one_line(name), sha256(content).hexdigest(), content)
    table_of(known)
    return known


@lru_cache(maxsize=4)
def table_of(known: Known) -> KnownTable:
    """The rows of a table; they are read once a process."""
    reading = _Reading(known.name)
    rows: list[KnownRow] = []
    with suppress(_Enough):
        rows += reading.rows(known.content)
    if reading.problems:
        raise InputError(first_problems(reading.problems, known.name))
    return KnownTable(known.name, rows)


class _Reading:
    """One pass over a file; ``problems`` are what was found wrong."""

    def __init__(self, name: str) -> None:
        self.problems: list[Problem] = []
        self._name = name
        self._said: dict[tuple[str, str], KnownRow] = {}

    def rows(self, content: bytes) -> Iterator[KnownRow]:
        """The rows that are right."""
        for line in self._lines(content):
            row = self._row(line)
            if row is not None:
                yield row

    def _wrong(self, line: int, column: int, wrong: str, right: str = "") -> None:
        self.problems.append(Problem(self._name, line, column, "", wrong, right))
        if len(self.problems) > MAX_PROBLEMS:
            raise _Enough

    def _lines(self, content: bytes) -> Iterator[_Line]:
        """The rows below the header that are as long as it."""
        lines = self._plain_lines(content)
        first = next(lines, None)
        if first is None:
            if not self.problems:
                self._wrong(0, 0, "the table is empty", f"begin with {','.join(_NEEDED)}")
            return
        separator = separator_of(first[1])
        columns = self._header(first[0], self._cells(*first, separator))
        if columns is None:
            return
        for number, line in lines:
            cells = self._cells(number, line, separator)
            if cells and len(cells) != len(columns):
                wrong = f"{len(cells)} cells where the header has {len(columns)}"
                self._wrong(number, 1, wrong, 'put " around a text that holds the separator')
            elif cells:
                yield _Line(number, dict(zip(columns, cells, strict=True)))

    def _plain_lines(self, content: bytes) -> Iterator[tuple[int, str]]:
        """Each line with its number that is not blank and may be read."""
        if len(content) > MAX_BYTES:
            self._wrong(0, 0, f"larger than {MAX_BYTES:,} bytes", "leave out what no report names")
            return
        try:
            text = decoded(content)
        except UnicodeDecodeError as fault:
            place = place_of_byte(content, fault.start)
            wrong = f"the byte 0x{content[fault.start]:02x} is not UTF-8 text"
            self._wrong(*place, wrong, "save the file as UTF-8")
            return
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
            if len(line) > MAX_LINE:
                self._wrong(number, MAX_LINE + 1, f"longer than {MAX_LINE:,} characters")
            elif (clean := without_hidden(line)) != line:
                hidden = next(i for i, sign in enumerate(line) if clean[i : i + 1] != sign)
                self._wrong(number, hidden + 1, "a hidden character", "remove it")
            elif line.strip():
                yield number, line

    def _cells(self, number: int, line: str, separator: str) -> list[Cell]:
        try:
            return cells_of(line, separator)
        except BadCell as fault:
            self._wrong(number, fault.column, fault.wrong, fault.right)
            return []

    def _header(self, number: int, cells: list[Cell]) -> list[str] | None:
        """The columns; None where rows cannot be read by them."""
        before = len(self.problems)
        found: list[str] = []
        for cell in cells:
            name = cell.text.casefold()
            if name not in _COLUMNS:
                right = nearest(name, _COLUMNS).removeprefix("; ")
                self._wrong(number, cell.column, f"{shown(cell.text)} is no column", right)
            elif name in found:
                self._wrong(number, cell.column, f"the column {name} stands there twice")
            found.append(name)
        for name in _NEEDED:
            if name not in found:
                right = f"the first line names the columns: {', '.join(_NEEDED)}"
                self._wrong(number, 1, f"no column {name}", right)
        return found if len(self.problems) == before else None

    def _row(self, line: _Line) -> KnownRow | None:
        """The row of one line; None where anything in it is wrong."""
        before = len(self.problems)
        drug, event = self._named(line, "drug"), self._named(line, "event")
        earliest, latest = self._length(line, "from"), self._length(line, "to")
        row = KnownRow(
            drug=line.cells["drug"].text,
            event=line.cells["event"].text,
            level=self._level(line),
            earliest=earliest,
            latest=latest,
            source=line.cells["source"].text or None if "source" in line.cells else None,
            line=line.number,
        )
        if len(self.problems) > before:
            return None
        if row.says == (None, None, None):
            right = f"write a level ({', '.join(LEVELS)}) or a time to onset"
            self._wrong(line.number, line.cells["level"].column, "the row tells nothing", right)
        elif row.onsets[0] > row.onsets[1]:
            column = line.cells["to"].column
            self._wrong(line.number, column, "`to` is shorter than `from`", "swap them")
        elif self._said.setdefault((drug, event), row).says != row.says:
            wrong = f"line {self._said[drug, event].line} says otherwise of this drug and event"
            self._wrong(line.number, 1, wrong, "keep one of the two")
        return row if len(self.problems) == before else None

    def _named(self, line: _Line, column: str) -> str:
        """A name as it is compared."""
        cell = line.cells[column]
        key = (drug_key if column == "drug" else event_key)(cell.text)
        if not cell.text:
            self._wrong(line.number, cell.column, f"no {column} is named")
        elif not key:
            wrong = f"{shown(cell.text)} cannot be compared with other names"
            self._wrong(line.number, cell.column, wrong, "write it in Latin letters")
        return key

    def _level(self, line: _Line) -> str | None:
        cell = line.cells["level"]
        level = cell.text.casefold()
        if level and level not in LEVELS:
            right = nearest(level, LEVELS).removeprefix("; ")
            self._wrong(line.number, cell.column, f"{shown(cell.text)} is no level", right)
        return level or None

    def _length(self, line: _Line, column: str) -> Duration | None:
        cell = line.cells.get(column)
        if cell is None or cell.text in {"", _UNKNOWN}:
            return None
        try:
            return _duration(cell.text)
        except ValueError as fault:
            wrong, _, right = str(fault).partition("; ")
            self._wrong(line.number, cell.column, wrong, right)
            return None


@lru_cache(maxsize=10_000)
def _duration(text: str) -> Duration:
    return parse_duration(text)
