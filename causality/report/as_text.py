"""A report as text for a terminal: wrapped to its width, no markup, nothing that a case could obey.

Words of the case are cleaned of control characters. Bold headings, where asked for, are the only
escape sequences there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never
from unicodedata import combining, east_asian_width

from causality.assessment.assessment import Assessment
from causality.datafile.text import without_hidden
from causality.report.blocks import Block, Heading, Item, Items, Outline, Paragraph, Table
from causality.report.outline import outline

__all__ = ["WIDTH", "as_text", "outline_as_text", "plain"]

WIDTH = 100
"""Columns of a report that goes into a file."""

_LEAST = 40  # columns; a narrower terminal wraps by itself
_LEAST_CELL = 12
_GAP = "  "
_RULES = {1: "=", 2: "-"}
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_HALVES = re.compile("[\ud800-\udfff]")  # of surrogate pairs: they have no bytes


def as_text(
    assessment: Assessment, *, every_pair: bool = False, width: int = WIDTH, bold: bool = False
) -> str:
    """The report on ``assessment``, ending in a line break."""
    return outline_as_text(outline(assessment, every_pair=every_pair), width=width, bold=bold)


def outline_as_text(blocks: Outline, *, width: int = WIDTH, bold: bool = False) -> str:
    """Any outline as text, ending in a line break."""
    width = max(width, _LEAST)
    lines: list[str] = []
    for before, block in zip((None, *blocks), blocks, strict=False):
        small_heading = isinstance(before, Heading) and before.level not in _RULES
        if lines and not small_heading:
            lines.append("")
        lines += _lines(block, width, bold=bold)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def plain(text: str) -> str:
    """``text`` on one line, without what a terminal would obey or a file could not hold."""
    return _HALVES.sub("\ufffd", " ".join(without_hidden(text).split()))


def _lines(block: Block, width: int, *, bold: bool) -> Iterator[str]:
    match block:
        case Heading():
            yield from _heading(block, width, bold=bold)
        case Paragraph():
            yield from _wrapped(block.text, width)
        case Items():
            for item in block.items:
                yield from _item(item, width)
        case Table():
            yield from _table(block, width)
        case _:
            assert_never(block)


def _heading(heading: Heading, width: int, *, bold: bool) -> Iterator[str]:
    rule = _RULES.get(heading.level)
    lines = _wrapped(heading.text if rule else f"{heading.text}:", width)
    for line in lines:
        yield f"{_BOLD}{line}{_PLAIN}" if bold else line
    if rule:
        yield rule * max(map(_columns, lines))


def _item(item: Item, width: int) -> Iterator[str]:
    yield from _hanging("- ", item.text, width)
    for text in item.below:
        yield from _hanging("    ", text, width)


def _hanging(lead: str, text: str, width: int) -> Iterator[str]:
    first, *rest = _wrapped(text, width - len(lead))
    yield f"{lead}{first}"
    for line in rest:
        yield f"{' ' * len(lead)}{line}"


def _table(table: Table, width: int) -> Iterator[str]:
    """The table, with wrapped cells; in parts that repeat the first column where it is too wide."""
    rows = [[plain(cell) for cell in row] for row in (table.columns, *table.rows)]
    for places in _parts(len(table.columns), width):
        part = [[row[place] for place in places] for row in rows]
        widths = _fitted(part, width)
        for number, row in enumerate(part):
            yield from _row(row, widths)
            if number == 0:
                yield _GAP.join("-" * columns for columns in widths)


def _parts(columns: int, width: int) -> Iterator[list[int]]:
    most = max((width + len(_GAP)) // (_LEAST_CELL + len(_GAP)), 2)
    if columns <= most:
        yield list(range(columns))
        return
    for first in range(1, columns, most - 1):
        yield [0, *range(first, min(first + most - 1, columns))]


def _fitted(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Columns for each cell: what it needs, the widest giving way until all fit."""
    widths = [max(map(_columns, column)) for column in zip(*rows, strict=True)]
    room = width - len(_GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > 1:
        widest = widths.index(max(widths))
        second = max((one for i, one in enumerate(widths) if i != widest), default=0)
        too_many = sum(widths) - room
        give = max(min(too_many, widths[widest] - second), 1)
        widths[widest] -= give
    return widths


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [_wrapped(cell, columns) for cell, columns in zip(cells, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        parts = [lines[number] if number < len(lines) else "" for lines in wrapped]
        yield _GAP.join(map(_padded, parts, widths))


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - _columns(text))


def _wrapped(text: str, width: int) -> list[str]:
    """The lines of ``text``, none wider than ``width`` columns; at least one."""
    lines: list[str] = []
    line, used = "", 0
    for word in _words(plain(text).split(" "), width):
        columns = _columns(word)
        if line and used + 1 + columns > width:
            lines.append(line)
            line, used = "", 0
        line = f"{line} {word}" if line else word
        used = used + 1 + columns if used else columns
    return [*lines, line]


def _words(words: Iterable[str], width: int) -> Iterator[str]:
    """``words``, those that are wider than a line cut into pieces."""
    for word in words:
        piece, used = "", 0
        for character in word:
            columns = _columns(character)
            if used + columns > width and piece:
                yield piece
                piece, used = "", 0
            piece += character
            used += columns
        yield piece


def _columns(text: str) -> int:
    """How many columns of a terminal ``text`` takes."""
    return sum(map(_character_columns, text))


def _character_columns(character: str) -> int:
    if character < "\u0300":
        return 1
    if combining(character) or character in "\u200b\u200c\u200d\ufe0f":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
