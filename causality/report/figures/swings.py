"""Sensitivity: how far the share moves when one number moves over its whole range."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from causality.report.figures.drawing import (
    AGAINST,
    FAINT,
    FOR,
    INK,
    MISSING,
    SMALL,
    WIDTH,
    box,
    drawing,
    fitted,
    hatching,
    line,
    words,
)
from causality.report.figures.values import Swing
from causality.report.markup import Element
from causality.report.words import in_100

__all__ = ["swings"]

_NAMES = 210.0
_LEFT, _RIGHT = _NAMES + 50, WIDTH - 60.0
_TOP, _ROW, _FOOT = 18.0, 26.0, 18.0
_HALF = 6.0
_MARKS = (0, 25, 50, 75, 100)


def swings(name: str, several: Sequence[Swing], share: float, told: str) -> Element | None:
    """The figure, or None where no number was moved; the widest swing stands first."""
    if not several:
        return None
    order = sorted(several, key=lambda one: (-abs(one.at_high - one.at_low), one.label))
    foot = _TOP + _ROW * len(order)
    children = [hatching(f"{name}-low", AGAINST), *_grid(share, foot)]
    for row, one in enumerate(order):
        children += _row(one, _TOP + _ROW * (row + 0.5), share, f"url(#{name}-low)")
    return drawing(name, "Sensitivity of the share", told, foot + _FOOT, children)


def _grid(share: float, foot: float) -> Iterator[Element]:
    for mark in _MARKS:
        x = _place(mark / 100)
        dash = "4 3" if mark == 50 else None  # noqa: PLR2004 - where the conclusion turns
        yield line(x, _TOP, x, foot, stroke=MISSING if dash else FAINT, dash=dash)
        yield words(x, foot + 13, str(mark), anchor="middle", size=SMALL)
    x = _place(share)
    yield line(x, _TOP - 4, x, foot, stroke=INK, stroke_width=1.6)
    yield words(x, 10, f"share {in_100(share)} in 100", anchor="middle", size=SMALL)


def _row(one: Swing, y: float, share: float, hatch: str) -> Iterator[Element]:
    yield words(4, y + 4, fitted(one.label, _NAMES))
    here, ends = _place(share), sorted([(one.at_low, one.low), (one.at_high, one.high)])
    for at, _ in ends:
        x = _place(at)
        below = at < share
        filling, colour = (hatch, AGAINST) if below else (FOR, FOR)
        yield box(min(x, here), y - _HALF, abs(here - x), 2 * _HALF, fill=filling, stroke=colour)
    (least, low), (most, high) = ends
    left, right = min(_place(least), here), max(_place(most), here)
    yield words(left - 5, y + 3.5, low, anchor="end", size=SMALL)
    yield words(right + 5, y + 3.5, high, size=SMALL)


def _place(share: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * min(max(share, 0.0), 1.0)
