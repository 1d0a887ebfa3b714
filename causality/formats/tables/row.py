"""One row of a table, by the names of its columns; or a line that is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["BadLine", "Row", "decoded", "key_of", "plain_number"]

_KEY = re.compile(r'\s*"?\s*([0-9]{1,18})(?:\.0)?\s*"?\s*')
_POINT_ZERO = re.compile(r"[0-9]{1,18}\.0")


def plain_number(text: str) -> str:
    """``text`` without the ``.0`` behind digits."""
    return text[:-2] if _POINT_ZERO.fullmatch(text) else text


@dataclass(frozen=True, slots=True)
class Row:
    """A line that has a cell for each column; ``line`` is counted from 1, the header included.

    ``elsewhere`` gives the place of cells that were put to it from other files.
    """

    table: str
    line: int
    cells: Mapping[str, str]
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def text(self, column: str) -> str | None:
        """What stands in the cell; None where it is empty or the file has no such column."""
        return self.cells.get(column, "").strip() or None

    def number(self, column: str) -> str | None:
        """The same without the ``.0`` that some programs add to whole numbers."""
        text = self.text(column)
        return None if text is None else plain_number(text)

    def at(self, column: str) -> str:
        """Where the cell stands: ``THER.start_dt (line 12)``."""
        return self.elsewhere.get(column, f"{self.table}.{column} (line {self.line})")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used, and why."""

    table: str
    line: int
    wrong: str


def decoded(raw: bytes) -> str:
    """UTF-8 where it is that, else the single-byte text that such files are said to be."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            return raw.decode("latin-1")


def key_of(cell: str) -> int | None:
    """The number by which rows belong together; None where the cell holds none."""
    found = _KEY.fullmatch(cell)
    return int(found[1]) if found else None
