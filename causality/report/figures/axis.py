"""The axis of time: linear, with long empty stretches cut out and marked as breaks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from causality.case.dates import DAY, HOUR

__all__ = ["Axis", "Tick", "axis", "in_hours", "ticks"]

_LONG = 0.6  # of all that is not cut out; a longer empty stretch is
_BREAK = 0.1  # of the axis that a break takes
_MOST_BREAKS = 3
_IN_HOURS = 3 * DAY  # a shorter axis counts hours


@dataclass(frozen=True, slots=True)
class Axis:
    """Minutes to places: linear between ``knots``; ``breaks`` are the places of the cuts."""

    knots: tuple[tuple[int, float], ...]
    breaks: tuple[float, ...] = ()

    @property
    def first(self) -> int:
        """The first minute shown."""
        return self.knots[0][0]

    @property
    def last(self) -> int:
        """The last minute shown."""
        return self.knots[-1][0]

    def place(self, minute: int) -> float:
        """Where a minute lies; what lies outside is at the end."""
        if minute <= self.first:
            return self.knots[0][1]
        if minute >= self.last:
            return self.knots[-1][1]
        after = bisect_right(self.knots, minute, key=lambda knot: knot[0])
        (before, x1), (then, x2) = self.knots[after - 1 : after + 1]
        return x1 + (x2 - x1) * (minute - before) / (then - before)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis and its words."""

    x: float
    text: str


def axis(moments: Iterable[int], left: float, right: float) -> Axis | None:
    """An axis on which all moments (minutes) have a place; None where there is none."""
    found = sorted(set(moments))
    if not found:
        return None
    if len(found) == 1:
        found = [found[0], found[0] + DAY]
    gaps = [after - before for before, after in pairwise(found)]
    cut = _cuts(gaps)
    share = (
        (right - left)
        * (1 - _BREAK * len(cut))
        / sum(gap for place, gap in enumerate(gaps) if place not in cut)
    )
    x, knots, breaks = left, [(found[0], left)], []
    for place, gap in enumerate(gaps):
        step = (right - left) * _BREAK if place in cut else gap * share
        if place in cut:
            breaks.append(x + step / 2)
        x += step
        knots.append((found[place + 1], x))
    return Axis(tuple(knots), tuple(breaks))


def _cuts(gaps: list[int]) -> set[int]:
    """The stretches that would leave too little room for all others."""
    cut: set[int] = set()
    while len(cut) < min(_MOST_BREAKS, len(gaps) - 2):
        left = {place: gap for place, gap in enumerate(gaps) if place not in cut}
        longest = max(left, key=lambda place: left[place])
        if left[longest] <= _LONG * sum(left.values()):
            break
        cut.add(longest)
    return cut


def in_hours(shown: Axis) -> bool:
    """Whether the axis is so short that it counts hours, not days."""
    return shown.last - shown.first <= _IN_HOURS


def ticks(shown: Axis, moments: Iterable[int], room: float) -> tuple[Tick, ...]:
    """Marks at the moments that matter, as many as find ``room``; the ends and day 0 come first."""
    unit = HOUR if in_hours(shown) else DAY
    known = [moment for moment in moments if shown.first <= moment <= shown.last]
    wanted = [shown.first, *([0] if shown.first <= 0 <= shown.last else []), *sorted(known)]
    taken: dict[float, str] = {}
    for moment in wanted:
        x = shown.place(moment)
        text = f"{moment // unit}"
        if text not in taken.values() and all(abs(x - other) >= room for other in taken):
            taken[x] = text
    return tuple(Tick(x, text) for x, text in sorted(taken.items()))
