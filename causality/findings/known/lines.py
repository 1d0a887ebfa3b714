"""Lines of a table to cells with the column each begins in; nothing is guessed."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["MAX_LINE", "BadCell", "Cell", "cells_of", "separator_of"]

MAX_LINE = 2_000
"""Characters of a line; a longer one is no row of such a table."""

_SIGNS = ",\t;"
_QUOTE = '"'


class Cell(NamedTuple):
    """A text without the space around it, and the column (from 1) in which it begins."""

    text: str
    column: int


class BadCell(Exception):
    """A line that cannot be cut: where, what is wrong, what would be right."""

    def __init__(self, column: int, wrong: str, right: str) -> None:
        self.column, self.wrong, self.right = column, wrong, right
        super().__init__(wrong)


def separator_of(header: str) -> str:
    """What stands between the cells: the comma, the tab or the semicolon, as the header has it."""
    return max(_SIGNS, key=header.count)


def cells_of(line: str, separator: str) -> list[Cell]:
    """The cells of ``line``; BadCell where a quote is not closed or text follows it."""
    found: list[Cell] = []
    place = 0
    quotes = _QUOTE in line
    while place <= len(line):
        if quotes and line[place:].lstrip(" ").startswith(_QUOTE):
            text, begin, place = _quoted(line, line.index(_QUOTE, place), separator)
        else:
            begin = place
            end = line.find(separator, begin)
            place = len(line) if end < 0 else end
            text = line[begin:place]
        blank = len(text) - len(text.lstrip())
        found.append(Cell(text.strip(), begin + blank + 1))
        place += 1
    return found


def _quoted(line: str, quote: int, separator: str) -> tuple[str, int, int]:
    """The text between quotes, where it begins, and the place of the separator behind it."""
    parts = []
    place = quote + 1
    while True:
        end = line.find(_QUOTE, place)
        if end < 0:
            raise BadCell(quote + 1, "the quote is not closed", 'close it with " on the same line')
        parts.append(line[place:end])
        place = end + 1
        if not line.startswith(_QUOTE, place):
            break
        parts.append(_QUOTE)
        place += 1
    after = place + len(line[place:]) - len(line[place:].lstrip(" "))
    if after < len(line) and line[after] != separator:
        raise BadCell(after + 1, "text follows the closing quote", 'write "" for a quote inside')
    return "".join(parts), quote + 1, after
