"""About how high markup stands on paper, so that page one can be filled and not overfilled.

An estimate from the letters and the style sheet, a little on the high side; the browser and the PDF
tests measure the truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from causality.report.figures.drawing import WIDTH, room_for
from causality.report.markup import Element, Node, words_of

__all__ = ["PAGE", "height"]

PAGE = 1045.0
"""CSS pixels that fit on an A4 page by this estimate, which is 4 to 10% high; 1017 are there."""

# Of the style sheet: size of the letters, height of a line, margins; in CSS pixels.
_LINES = {
    "h1": (19.4, 23.4, 6.0),
    "h2": (15.4, 21.0, 21.0),
    "h3": (13.4, 18.2, 8.0),
    "p": (12.7, 17.3, 5.8),
    "li": (12.7, 17.3, 2.4),
    "figcaption": (10.7, 14.6, 10.0),
    "caption": (11.4, 15.5, 3.0),
}
_SMALL = (11.4, 15.5, 4.0)  # class meta, and reasons
_CELL, _GAP = 8.0, 19.0  # beside a cell, between columns of reasons
_SPARE = 1.03  # words are not cut to fill a line
_COLUMNS = 3


def height(node: Node, width: float = WIDTH, *, small: bool = False) -> float:
    """About how high ``node`` stands where it is so wide, in CSS pixels."""
    if isinstance(node, str):
        return 0.0
    attributes = dict(node.attributes)
    if node.tag == "svg":
        return float(attributes["viewBox"].split()[-1]) * width / WIDTH
    if node.tag in _LINES:
        size, line, margin = _LINES[node.tag]
        if (small and node.tag == "li") or attributes.get("class") == "meta":
            size, line, margin = _SMALL
        indent = 15.0 if node.tag == "li" else 0.0
        return _lines(node, width - indent, size) * line + margin
    if attributes.get("class") == "reasons":
        column = (width - (_COLUMNS - 1) * _GAP) / _COLUMNS
        return max(height(child, column, small=True) for child in node.children)
    if node.tag == "tr":
        return _row(node, width)
    return sum(height(child, width, small=small) for child in node.children)


def _lines(node: Node, width: float, size: float) -> int:
    return max(ceil(_SPARE * room_for(words_of(node), size) / width), 1)


def _row(row: Element, width: float) -> float:
    cells = list(_cells(row))
    size, line, _ = _SMALL
    wide = max(width / max(len(cells), 1) - _CELL, 1.0)
    return max((_lines(cell, wide, size) for cell in cells), default=1) * line + 6.0


def _cells(row: Element) -> Iterator[Element]:
    for child in row.children:
        if isinstance(child, Element):
            yield child
