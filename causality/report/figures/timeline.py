"""The timeline as swim lanes: bars that say how far the record goes, marks, guides, an axis.

A full bar is certain, a hatched one lies between the first and the last possible moment, an open
arrow is an end that nobody recorded. A long empty stretch of time is cut out and marked so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from causality.case.dates import DAY
from causality.report.figures.axis import Axis, axis, in_hours, ticks
from causality.report.figures.drawing import (
    AGAINST,
    FAINT,
    FOR,
    INK,
    MISSING,
    PAPER,
    SMALL,
    WIDTH,
    arrow,
    box,
    drawing,
    fitted,
    hatching,
    line,
    room_for,
    shape,
    words,
)
from causality.report.figures.lane import Bounds, Lane, Look, Mark, Sign, Span
from causality.report.markup import Element, element

__all__ = ["lanes_in", "timeline"]

_NAMES = 150.0  # the column of names
_LEFT, _RIGHT = 182.0, WIDTH - 30.0  # the axis; what is open points beyond it
_EDGES = (_LEFT - 22, _RIGHT + 22)
_TOP, _LANE, _FOOT, _BELOW = 20.0, 23.0, 18.0, 4.0
_HALF = 5.0  # of the height of a bar
_TICKS = 30.0  # between two numbers of the axis

_COLOURS: dict[Look, str] = {
    "suspect": FOR,
    "other drug": MISSING,
    "event": AGAINST,
    "treatment": MISSING,
    "examination": INK,
    "other": MISSING,
}


def timeline(name: str, lanes: Sequence[Lane], told: str) -> Element | None:
    """The figure, or None where no lane holds a dated moment."""
    bounds = list(chain.from_iterable(map(_drawn_bounds, lanes)))
    shown = axis(bounds, _LEFT, _RIGHT)
    if shown is None:
        return None
    foot = _TOP + _LANE * len(lanes)
    children: list[Element] = [
        hatching(f"{name}-{look.replace(' ', '-')}", colour) for look, colour in _COLOURS.items()
    ]
    children += _guides(lanes, shown, foot)
    middles = [_TOP + _LANE * (row + 0.5) for row in range(len(lanes))]
    for lane, y in zip(lanes, middles, strict=True):
        children += _lane(name, lane, y, shown)
    children += _foot(shown, bounds, foot)
    # Last, so that no cut of the axis hides them.
    for lane, y in zip(lanes, middles, strict=True):
        children += _texts(lane, y, shown)
    return drawing(name, "Timeline", told, foot + _FOOT + _BELOW, children)


def lanes_in(height: float) -> int:
    """How many lanes find room in a figure so high."""
    return int((height - _TOP - _FOOT - _BELOW) // _LANE)


def _drawn_bounds(lane: Lane) -> Iterator[int]:
    """Every bound, and the end of the day or minute that it closes."""
    for bound in lane.bounds:
        yield bound + 1 if (bound + 1) % DAY == 0 else bound


def _guides(lanes: Sequence[Lane], shown: Axis, foot: float) -> Iterator[Element]:
    taken: list[tuple[float, float]] = []
    for guide in chain.from_iterable(lane.guides for lane in lanes):
        at = _exact(guide.at)
        if at is None:
            continue
        x = shown.place(at)
        half = room_for(guide.name, SMALL) / 2 + 3
        if any(abs(x - other) < 1 for other, _ in taken):
            continue
        yield line(x, _TOP - 4, x, foot, stroke=FAINT)
        if all(abs(x - other) >= half + room for other, room in taken):
            yield words(x, _TOP - 8, guide.name, anchor="middle", size=SMALL, fill=MISSING)
        taken.append((x, half))


def _exact(at: Bounds) -> int | None:
    lo, hi = at
    return lo if lo is not None and hi is not None and hi - lo < DAY else None


def _lane(name: str, lane: Lane, y: float, shown: Axis) -> Iterator[Element]:
    colour = _COLOURS[lane.look]
    bold = "bold" if lane.look in {"suspect", "event"} else None
    yield words(4, y + 4, fitted(lane.name, _NAMES, 11.5 if bold else 11.0), font_weight=bold)
    yield line(_EDGES[0], y + _LANE / 2, _EDGES[1], y + _LANE / 2, stroke="#ececec")
    if not lane.spans and not lane.marks:
        yield from _undated(y, colour)
    hatch = f"url(#{name}-{lane.look.replace(' ', '-')})"
    for span in lane.spans:
        yield from _span(span, y, shown, colour, hatch)
    yield from _marks(lane, y, shown, colour)


def _undated(y: float, colour: str) -> Iterator[Element]:
    left, right = _EDGES
    yield line(left, y, right, y, stroke=colour, dash="5 4")
    yield arrow(left, y, -1, colour)
    yield arrow(right, y, 1, colour)
    text = "dates not on record"
    half = room_for(text, SMALL) / 2 + 4
    middle = (_LEFT + _RIGHT) / 2
    yield box(middle - half, y - 8, 2 * half, 16, fill=PAPER)
    yield words(middle, y + 3.5, text, anchor="middle", size=SMALL, fill=MISSING)


def _span(span: Span, y: float, shown: Axis, colour: str, hatch: str) -> Iterator[Element]:
    """A certain middle between two ends that are exact, uncertain (hatched) or open (dashed)."""
    first, begun = _ends(span.start, shown)
    ended, last = _ends(span.stop, shown, closing=True)
    if begun is not None and ended is not None:
        full = begun <= ended
        yield _bar(min(begun, ended), max(begun, ended), y, colour, colour if full else hatch)
    for one in (begun, ended):
        if one is not None and (first is None or last is None):
            yield line(one, y - _HALF, one, y + _HALF, stroke=colour, stroke_width=2.5)
    known = [one for one in (begun, ended) if one is not None]
    if first is None:
        yield from _open(min(known, default=_EDGES[1]), _EDGES[0], y, colour)
    elif begun is not None and first < begun:
        yield _bar(first, begun, y, colour, hatch)
    if last is None:
        yield from _open(max(known, default=_EDGES[0]), _EDGES[1], y, colour)
    elif ended is not None and ended < last:
        yield _bar(ended, last, y, colour, hatch)


def _ends(
    at: Bounds | None, shown: Axis, *, closing: bool = False
) -> tuple[float | None, float | None]:
    """First and last place of an end; a bar of whole days ends with its last one."""
    lo, hi = at or (None, None)
    if lo is not None and hi is not None and hi - lo < DAY:
        x = shown.place(hi + 1 if closing and hi > lo else lo)
        return x, x
    return (None if lo is None else shown.place(lo), None if hi is None else shown.place(hi + 1))


def _bar(left: float, right: float, y: float, colour: str, filling: str) -> Element:
    wide = max(right - left, 3)
    return box(left, y - _HALF, wide, 2 * _HALF, fill=filling, stroke=colour, stroke_width=1)


def _open(inner: float, edge: float, y: float, colour: str) -> Iterator[Element]:
    """A dashed bar to the edge: it may have lasted as long as that, or not."""
    way = 1 if edge > inner else -1
    for side in (y - _HALF + 1, y + _HALF - 1):
        yield line(inner, side, edge - 6 * way, side, stroke=colour, dash="4 3")
    yield arrow(edge, y, way, colour)


def _marks(lane: Lane, y: float, shown: Axis, colour: str) -> Iterator[Element]:
    for mark in lane.marks:
        left, x, right = _reach(mark, shown)
        if right - left > 1:
            lo, hi = mark.at
            yield line(left, y, right, y, stroke=colour, stroke_width=1.4)
            yield arrow(left, y, -1, colour) if lo is None else _cap(left, y, colour)
            yield arrow(right, y, 1, colour) if hi is None else _cap(right, y, colour)
        yield _sign(mark.sign, x, y, colour)


def _texts(lane: Lane, y: float, shown: Axis) -> Iterator[Element]:
    """The words beside the marks, where nothing else stands."""
    reaches = [_reach(mark, shown) for mark in lane.marks]
    bars = [_reach(Mark(side), shown) for span in lane.spans for side in (span.start,) if side]
    for place, (mark, (_, x, right)) in enumerate(zip(lane.marks, reaches, strict=True)):
        begin = max(x, right) + 8
        end = begin + room_for(mark.text, SMALL)
        near = [*reaches[:place], *reaches[place + 1 :], *bars]
        free = not any(begin - 6 < last and first < end for first, _, last in near)
        if mark.text and end < WIDTH and free:
            yield words(begin, y + 3.5, mark.text, size=SMALL)


def _reach(mark: Mark, shown: Axis) -> tuple[float, float, float]:
    """From where to where a mark lies, and where its sign stands."""
    lo, hi = mark.at
    left = _EDGES[0] if lo is None else shown.place(lo)
    right = _EDGES[1] if hi is None else shown.place(hi)
    if lo is None:
        return left, right, right
    if hi is None:
        return left, left, right
    if _exact(mark.at) is None:
        return left, (left + right) / 2, right
    middle = (left + right) / 2
    return middle, middle, middle


def _cap(x: float, y: float, colour: str) -> Element:
    return line(x, y - 4, x, y + 4, stroke=colour, stroke_width=1.4)


def _sign(sign: Sign, x: float, y: float, colour: str) -> Element:
    """A diamond begins, a square ends, a triangle points up or down, a circle only happened."""
    up = shape([(x - 5, y + 4), (x + 5, y + 4), (x, y - 5)], fill=colour)
    down = shape(
        [(x - 5, y - 4), (x + 5, y - 4), (x, y + 5)], fill=PAPER, stroke=colour, stroke_width=1.4
    )
    match sign:
        case "onset":
            return shape(
                [(x - 6, y), (x, y - 6), (x + 6, y), (x, y + 6)], fill=colour, stroke=PAPER
            )
        case "end":
            return box(x - 4, y - 4, 8, 8, fill=PAPER, stroke=colour, stroke_width=1.6)
        case "worse" | "above":
            return up
        case "better" | "below":
            return down
        case "same":
            return line(x - 5, y, x + 5, y, stroke=colour, stroke_width=2.4)
        case _:
            return element("circle", cx=x, cy=y, r=3.6, fill=colour)


def _foot(shown: Axis, bounds: Sequence[int], foot: float) -> Iterator[Element]:
    yield line(_EDGES[0], foot, _EDGES[1], foot, stroke=MISSING)
    for cut in shown.breaks:
        yield box(cut - 5, _TOP, 10, foot - _TOP + 4, fill=PAPER, fill_opacity=0.85)
        for x in (cut - 3, cut + 3):
            yield line(x - 2, foot + 4, x + 2, foot - 4, stroke=INK)
    for tick in ticks(shown, bounds, _TICKS):
        yield line(tick.x, foot, tick.x, foot + 4, stroke=MISSING)
        yield words(tick.x, foot + 15, tick.text, anchor="middle", size=SMALL)
    unit = "hour" if in_hours(shown) else "day"
    yield words(4, foot + 15, unit, size=SMALL, fill=MISSING)
