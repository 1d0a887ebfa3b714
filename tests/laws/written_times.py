"""True moments, written down as vaguely as reports write them, and made more precise again.

Every moment of a random case has a true minute. What is written holds of it, so that a case does
not contradict itself unless it is meant to, and a part of what is written can stand in its place.
Minutes are counted from the beginning of day 0.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from causality.case.dates import CALENDAR, DAY, DAY_0, HOUR, OPEN_HI, OPEN_LO, WEEK, parse_time

__all__ = ["FAMILIES", "STYLES", "Clock", "Told", "made_exact", "made_narrower", "retold"]

_EPOCH = datetime(1970, 1, 1)


class Told(str):
    """A time expression that remembers the true minute it was written for."""

    __slots__ = ("minute",)

    minute: int

    def __new__(cls, text: str, minute: int) -> Told:  # noqa: PYI034 - a str of a fixed kind
        told = super().__new__(cls, text)
        told.minute = minute
        return told


STYLES: Mapping[str, Mapping[str, float]] = {
    "any": {
        "day": 14,
        "days": 3,
        "week": 1,
        "hour": 6,
        "date": 14,
        "minute": 8,
        "month": 2,
        "year": 0.5,
        "dates": 2,
        "about": 2,
        "after": 4,
        "between": 2,
        "before": 1,
        "once after": 1,
        "once before": 1,
        "unknown": 2,
    },
    # Only what a shift by whole days can carry along.
    "whole days": {"day": 6, "days": 2, "date": 6, "dates": 2, "after": 3, "between": 2},
}
"""How times are written: the weight of each form."""

_COUNTED = ("day", "days", "week", "hour")
_DATED = ("date", "minute", "month", "year", "dates", "about")
_EITHER = ("after", "between", "before", "once after", "once before", "unknown")
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "calendar": (*_DATED, *_EITHER),
    "day 0": (*_COUNTED, *_EITHER),
    "both": (*_COUNTED, *_DATED, *_EITHER),
}
"""What the times of a case count from, and the forms that count from it."""


@dataclass(slots=True)
class Clock:
    """Writes true minutes; ``zero`` is the calendar minute in which day 0 begins."""

    rng: random.Random
    style: Mapping[str, float]
    zero: int
    truth: dict[str, int] = field(default_factory=dict)

    def write(self, point: str, minute: int) -> Told:
        """An expression for ``point`` that holds of its true minute."""
        text = None
        while text is None:
            form = self.rng.choices(tuple(self.style), tuple(self.style.values()))[0]
            text = _FORMS[form](self, minute)
        self.truth.setdefault(point, minute)
        return Told(text, minute)

    def date(self, minute: int) -> datetime:
        """The moment on the calendar."""
        return _EPOCH + timedelta(minutes=self.zero + minute)

    def a_point(self, minute: int, *, before: bool) -> tuple[str, int] | None:
        """A point told earlier that lies on one side of this minute, and how far away."""
        there = [
            (point, abs(minute - other))
            for point, other in self.truth.items()
            if (other <= minute if before else other >= minute)
        ]
        return self.rng.choice(there) if there else None

    def some(self) -> int:
        """A small number of days."""
        return self.rng.choice((0, 1, 2, 5, 20))


def _day_text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d")


def _days(clock: Clock, minute: int) -> str:
    first, last = minute // DAY - clock.some(), minute // DAY + clock.some()
    return f"day {first}..{last}"


def _dates(clock: Clock, minute: int) -> str:
    first, last = minute - clock.some() * DAY, minute + clock.some() * DAY
    return f"{_day_text(clock.date(first))}/{_day_text(clock.date(last))}"


def _about(clock: Clock, minute: int) -> str:
    off, margin = clock.some(), clock.some()
    middle = clock.date(minute + clock.rng.choice((-1, 1)) * off * DAY)
    return f"about {_day_text(middle)} (+-{off + margin} d)"


def _beside(clock: Clock, minute: int, *, before: bool, exact: bool) -> str | None:
    """So many completed days after or before a point, or between two numbers of days."""
    found = clock.a_point(minute, before=before)
    if found is None:
        return None
    point, apart = found
    side = "after" if before else "before"
    if exact:
        return f"{apart // DAY} d {side} {point}"
    low, high = max(apart // DAY - clock.some(), 0), apart // DAY + 1 + clock.some()
    return f"{low}-{high} d {side} {point}"


def _once(clock: Clock, minute: int, *, before: bool) -> str | None:
    """Some time after or before a point, nobody says how long."""
    found = clock.a_point(minute, before=before)
    if found is None or found[1] == 0:
        return None
    return f"{'after' if before else 'before'} {found[0]}"


_FORMS: Mapping[str, Callable[[Clock, int], str | None]] = {
    "day": lambda _, minute: f"day {minute // DAY}",
    "days": _days,
    "week": lambda _, minute: f"week {minute // WEEK}",
    "hour": lambda _, minute: f"hour {minute // HOUR}",
    "date": lambda clock, minute: _day_text(clock.date(minute)),
    "minute": lambda clock, minute: clock.date(minute).strftime("%Y-%m-%dT%H:%M"),
    "month": lambda clock, minute: clock.date(minute).strftime("%Y-%m"),
    "year": lambda clock, minute: clock.date(minute).strftime("%Y"),
    "dates": _dates,
    "about": _about,
    "after": lambda clock, minute: _beside(clock, minute, before=True, exact=True),
    "between": lambda clock, minute: _beside(clock, minute, before=True, exact=False),
    "before": lambda clock, minute: _beside(clock, minute, before=False, exact=True),
    "once after": lambda clock, minute: _once(clock, minute, before=True),
    "once before": lambda clock, minute: _once(clock, minute, before=False),
    "unknown": lambda _clock, _minute: "unknown",
}


def retold(document: Any, rewrite: Callable[[Told], Told]) -> Any:
    """The same document with every time rewritten."""
    if isinstance(document, Told):
        return rewrite(document)
    if isinstance(document, dict):
        return {key: retold(value, rewrite) for key, value in document.items()}
    if isinstance(document, list):
        return [retold(item, rewrite) for item in document]
    return document


def made_narrower(told: Told, clock: Clock, rng: random.Random) -> Told:
    """A part of what is told that still holds of the true minute."""
    return _part(
        told, clock, rng.choice((0, 1, 12, 100, 1_000)), rng.choice((0, 1, 12, 100, 1_000))
    )


def made_exact(told: Told, clock: Clock) -> Told:
    """The hour, or the minute where it can be written."""
    return _part(told, clock, 0, 0)


def _part(told: Told, clock: Clock, hours_before: int, hours_after: int) -> Told:
    said = parse_time(told)
    if said.anchor is None:
        return Told(_hours(told.minute, told.minute), told.minute)
    at = told.minute - _place(said.anchor, clock)
    low = max(said.lo, at // HOUR * HOUR - hours_before * HOUR)
    high = min(said.hi, at // HOUR * HOUR + 59 + hours_after * HOUR)
    if said.anchor == DAY_0:
        text = _hours(low, high)
    elif said.anchor == CALENDAR:
        text = "/".join(
            (_EPOCH + timedelta(minutes=end)).strftime("%Y-%m-%dT%H:%M") for end in (low, high)
        )
    elif at >= 0:
        text = f"{max(low, 0)}-{high} min after {said.anchor}"
    else:
        text = f"{max(-high, 0)}-{-low} min before {said.anchor}"
    narrow = parse_time(text)
    assert OPEN_LO <= said.lo <= narrow.lo <= at <= narrow.hi <= said.hi <= OPEN_HI, (told, text)
    return Told(text, told.minute)


def _hours(low: int, high: int) -> str:
    first, last = low // HOUR, high // HOUR
    return f"hour {first}" if first == last else f"hour {first}..{last}"


def _place(anchor: str, clock: Clock) -> int:
    """Minutes from the anchor's zero to the beginning of day 0, the other way round."""
    if anchor == CALENDAR:
        return -clock.zero
    return 0 if anchor == DAY_0 else clock.truth[anchor]
