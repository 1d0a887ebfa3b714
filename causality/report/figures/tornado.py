"""Weights of evidence: a bar a finding, to the right for the drug, to the left against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

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
from causality.report.figures.values import Weight
from causality.report.markup import Element
from causality.report.share_words import strength, times

__all__ = ["tornado"]

_NAMES, _NUMBERS = 210.0, 130.0
_LEFT, _RIGHT = _NAMES + 8, WIDTH - _NUMBERS - 8
_TOP, _ROW, _FOOT = 18.0, 24.0, 18.0
_HALF = 6.0
_RATIOS = (2, 10, 100, 1000, 10_000, 100_000)
_LEAST = log(10)  # the axis reaches at least so far


def tornado(name: str, weights: Sequence[Weight], told: str) -> Element | None:
    """The figure, or None where nothing weighs; the heaviest finding stands first."""
    if not weights:
        return None
    order = sorted(weights, key=lambda one: (-abs(one.weight), one.label))
    reach = max(_LEAST, *(abs(one) for each in order for one in _ends(each)))
    foot = _TOP + _ROW * len(order)
    children = [hatching(f"{name}-against", AGAINST), *_grid(reach, foot)]
    for row, one in enumerate(order):
        children += _row(one, _TOP + _ROW * (row + 0.5), reach, f"url(#{name}-against)")
    return drawing(name, "Weight of each finding", told, foot + _FOOT, children)


def _ends(one: Weight) -> tuple[float, ...]:
    return tuple(end for end in (one.weight, one.lo, one.hi) if end is not None)


def _grid(reach: float, foot: float) -> Iterator[Element]:
    middle = _place(0, reach)
    yield words(middle - 8, 10, "\u2190 against", anchor="end", size=SMALL, fill=MISSING)
    yield words(middle + 8, 10, "for \u2192", size=SMALL, fill=MISSING)
    drawn = [0.0, *(way * log(one) for one in _RATIOS for way in (1, -1))]
    for at in drawn:
        if abs(at) <= reach:
            x = _place(at, reach)
            yield line(x, _TOP, x, foot, stroke=INK if at == 0 else FAINT)
            text = "\u00d71" if at == 0 else times(at).replace(" ", "").replace(".0", "")
            if at == 0 or abs(x - middle) > 22:  # noqa: PLR2004 - room for a number
                yield words(x, foot + 13, text, anchor="middle", size=SMALL)


def _row(one: Weight, y: float, reach: float, hatch: str) -> Iterator[Element]:
    yield words(4, y + 4, fitted(one.label, _NAMES - 8))
    zero, end = _place(0, reach), _place(one.weight, reach)
    left, right = min(zero, end), max(zero, end)
    filling, colour = (FOR, FOR) if one.weight >= 0 else (hatch, AGAINST)
    yield box(left, y - _HALF, right - left, 2 * _HALF, fill=filling, stroke=colour)
    if one.lo is not None and one.hi is not None:
        lo, hi = _place(one.lo, reach), _place(one.hi, reach)
        yield line(lo, y, hi, y, stroke=PAPER, stroke_width=4)
        for x1, y1, x2, y2 in ((lo, 0, hi, 0), (lo, -4, lo, 4), (hi, -4, hi, 4)):
            yield line(x1, y + y1, x2, y + y2, stroke=INK, stroke_width=1.4)
    yield words(_RIGHT + 12, y + 4, f"{times(one.weight)} {strength(one.weight)}", size=SMALL)


def _place(weight: float, reach: float) -> float:
    return (_LEFT + _RIGHT) / 2 + (_RIGHT - _LEFT) / 2 * weight / reach
