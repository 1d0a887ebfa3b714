"""What every figure is drawn with: text, lines, boxes and shapes on a page of fixed width.

Only presentation attributes, so that a figure looks the same in a browser, on paper and in a PDF.
Colour never says anything alone: whatever is blue or vermilion also differs in side or filling.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from causality.report.markup import Element, Node, Value, element, number

__all__ = [
    "AGAINST",
    "FAINT",
    "FONT",
    "FOR",
    "INK",
    "MISSING",
    "PAPER",
    "SMALL",
    "WIDTH",
    "arrow",
    "box",
    "drawing",
    "fitted",
    "hatching",
    "line",
    "room_for",
    "shape",
    "words",
]

WIDTH = 680.0
"""Units of every figure; on A4 a unit is about a CSS pixel."""

# Contrast on white: 5.2, 3.9, 7.0. Blue and vermilion are equal in grey.
FOR, AGAINST, MISSING = "#0072B2", "#D55E00", "#595959"
INK, FAINT, PAPER = "#1a1a1a", "#c8c8c8", "#ffffff"
FONT, SMALL = 11.0, 9.5

_NARROW, _WIDE = frozenset("iljtfr.,:;'|!()[]- "), frozenset("mMW@%")
_THIN, _BROAD, _CAPITAL, _USUAL = 0.28, 0.85, 0.68, 0.545  # of the size of the letters


def drawing(name: str, title: str, told: str, height: float, children: Iterable[Node]) -> Element:
    """A figure: ``title`` names it, ``told`` says in words what it shows."""
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", told, id=f"{name}-told"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(WIDTH)} {number(height)}",
        role="img",
        aria_labelledby=f"{name}-title {name}-told",
        font_family="Liberation Sans, Arial, Helvetica, sans-serif",
        font_size=FONT,
        fill=INK,
    )


def words(
    x: float, y: float, text: str, *, anchor: str = "start", size: float = FONT, **more: Value
) -> Element:
    """A line of text whose baseline stands at ``y``."""
    return element(
        "text",
        text,
        x=x,
        y=y,
        text_anchor=None if anchor == "start" else anchor,
        font_size=None if size == FONT else size,
        **more,
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, dash: str | None = None, **more: Value
) -> Element:
    """A straight line; ``stroke`` and ``stroke_width`` may be given."""
    drawn: dict[str, Value] = {"stroke": INK, "stroke_width": 1.0, **more}
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke_dasharray=dash, **drawn)


def box(x: float, y: float, width: float, height: float, **more: Value) -> Element:
    """A rectangle; ``fill``, ``stroke`` and ``stroke_dasharray`` may be given."""
    return element("rect", x=x, y=y, width=max(width, 0.0), height=height, **more)


def shape(points: Sequence[tuple[float, float]], **more: Value) -> Element:
    """A closed polygon."""
    return element(
        "polygon", points=" ".join(f"{number(x)},{number(y)}" for x, y in points), **more
    )


def arrow(x: float, y: float, way: int, colour: str = INK) -> Element:
    """An open arrow head at ``x`` that points left (-1) or right (1): the end is not known."""
    back = x - 6.0 * way
    path = (
        f"M{number(back)},{number(y - 4)} L{number(x)},{number(y)} L{number(back)},{number(y + 4)}"
    )
    return element("path", d=path, fill="none", stroke=colour, stroke_width=1.4)


def hatching(name: str, colour: str) -> Element:
    """A filling of slanted lines, to be used as ``url(#name)``."""
    return element(
        "defs",
        element(
            "pattern",
            element("rect", width=5, height=5, fill=PAPER),
            element("path", d="M-1,1 L1,-1 M0,5 L5,0 M4,6 L6,4", stroke=colour, stroke_width=1.2),
            id=name,
            width=5,
            height=5,
            patternUnits="userSpaceOnUse",
        ),
    )


def room_for(text: str, size: float = FONT) -> float:
    """About how wide a text is."""
    return size * sum(map(_share, text))


def fitted(text: str, room: float, size: float = FONT) -> str:
    """``text``, cut with an ellipsis where it would be wider than ``room``."""
    if room_for(text, size) <= room:
        return text
    kept = text
    while kept and room_for(f"{kept}\u2026", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}\u2026"


def _share(character: str) -> float:
    if character in _NARROW:
        return _THIN
    if character in _WIDE:
        return _BROAD
    return _CAPITAL if character.isupper() else _USUAL if character < "\u2e80" else 1.0
