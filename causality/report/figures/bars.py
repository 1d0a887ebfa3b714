"""The differential before and after the facts of the case, as two bars a candidate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from causality.report.figures.drawing import (
    AGAINST,
    FAINT,
    FOR,
    INK,
    MISSING,
    PAPER,
    SMALL,
    WIDTH,
    box,
    drawing,
    fitted,
    hatching,
    line,
    words,
)
from causality.report.figures.values import Bar, Kind
from causality.report.markup import Element
from causality.report.share_words import interval
from causality.report.words import in_100

__all__ = ["differential"]

_NAMES, _NUMBERS = 190.0, 92.0
_LEFT, _RIGHT = _NAMES + 8, WIDTH - _NUMBERS - 8
_TOP, _ROW, _FOOT = 16.0, 30.0, 18.0
_TALL = 8.0
_MARKS = (0, 25, 50, 75, 100)


def differential(name: str, bars: Sequence[Bar], told: str) -> Element | None:
    """The figure, or None where there is no candidate: hollow before, full after, a whisker."""
    if not bars:
        return None
    foot = _TOP + _ROW * len(bars)
    children = [hatching(f"{name}-other", AGAINST), *_grid(foot)]
    for row, bar in enumerate(bars):
        children += _row(bar, _TOP + _ROW * row, f"url(#{name}-other)")
    children += [
        words(
            _LEFT, 9, "share in 100: hollow before, full after the facts", size=SMALL, fill=MISSING
        )
    ]
    return drawing(name, "Differential before and after", told, foot + _FOOT, children)


def _grid(foot: float) -> Iterator[Element]:
    for mark in _MARKS:
        x = _place(mark / 100)
        yield line(x, _TOP, x, foot, stroke=FAINT)
        yield words(x, foot + 13, str(mark), anchor="middle", size=SMALL)


def _row(bar: Bar, y: float, hatch: str) -> Iterator[Element]:
    colour, filling = _look(bar.kind, hatch)
    bold = "bold" if bar.kind in {"drug", "interaction"} else None
    yield words(4, y + 18, fitted(bar.label, _NAMES - 8), font_weight=bold)
    left = _place(0)
    yield box(left, y + 5, _place(bar.before) - left, _TALL, fill=PAPER, stroke=MISSING)
    yield box(left, y + 15, _place(bar.after) - left, _TALL, fill=filling, stroke=colour)
    if bar.lo is not None and bar.hi is not None:
        lo, hi, middle = _place(bar.lo), _place(bar.hi), y + 15 + _TALL / 2
        # White beneath black, so that the whisker shows on paper and on the bar.
        yield line(lo, middle, hi, middle, stroke=PAPER, stroke_width=4)
        for x1, y1, x2, y2 in ((lo, 0, hi, 0), (lo, -4, lo, 4), (hi, -4, hi, 4)):
            yield line(x1, middle + y1, x2, middle + y2, stroke=INK, stroke_width=1.4)
    text = f"{in_100(bar.after)}{interval(bar.lo, bar.hi)}"
    yield words(_RIGHT + 14, y + 22, text, font_weight="bold")
    yield words(_RIGHT + 14, y + 11, f"before {in_100(bar.before)}", size=SMALL, fill=MISSING)


def _look(kind: Kind, hatch: str) -> tuple[str, str]:
    if kind in {"drug", "interaction"}:
        return FOR, FOR
    return (MISSING, FAINT) if kind in {"background", "entity"} else (AGAINST, hatch)


def _place(share: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * min(max(share, 0.0), 1.0)
