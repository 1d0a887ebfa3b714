"""Time expressions: a moment as reported, read as bounds in whole minutes from an anchor.

Nothing is padded and nothing guessed. A unit is as wide as it is (``2024-03`` is any minute of that
March), and what is not written (``unknown``, the far side of ``before``) stays open. The table of
all forms and the reasons stand in ``docs/time-expressions.md``.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date

from causality.case.durations import (
    DAY,
    HOUR,
    LONGEST,
    MINUTE,
    OPEN_HI,
    OPEN_LO,
    WEEK,
    Duration,
    parse_duration,
    read_about,
    read_amount,
)
from causality.case.refusals import (
    TIMES,
    RefusedText,
    one_line,
    plain_signs,
    refused,
    why_no_time,
)

__all__ = [
    "CALENDAR",
    "DAY",
    "DAY_0",
    "HOUR",
    "MINUTE",
    "OPEN_HI",
    "OPEN_LO",
    "WEEK",
    "Duration",
    "TimeExpression",
    "parse_duration",
    "parse_time",
]

CALENDAR = "calendar"
DAY_0 = "day 0"
FIRST_YEAR, LAST_YEAR = 1800, 2200

_FIRST_MINUTE = (1, 1, 0, 0)  # month, day, hour, minute in which a year begins
_EPOCH = date(1970, 1, 1).toordinal()
_COUNTED = {"hour": HOUR, "day": DAY, "week": WEEK}
_KEYWORDS = frozenset({CALENDAR, "unknown", "about", "before", "after", *_COUNTED})

_ID = r"[a-z][a-z0-9_-]*"
_POINT = re.compile(rf"{_ID}(?:\.{_ID}){{0,2}}")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2}))?)?)?")
_TO = re.compile(r" ?(?:/|\.\.) ?| to | - ")
_COUNT = re.compile(r"(hour|day|week) (-?[0-9]+)(?:(?: ?(?:\.\.|-) ?| to )(?:\1 )?(-?[0-9]+))?")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A moment: ``lo <= moment - anchor <= hi`` in minutes, both ends included.

    ``anchor`` is ``calendar`` (minutes since 1970-01-01T00:00), ``day 0`` (minutes since the first
    minute of day 0), the name of another point, or None where nothing is known. An end that is not
    known is ``OPEN_LO`` or ``OPEN_HI``.
    """

    text: str
    anchor: str | None
    lo: int
    hi: int

    @property
    def names(self) -> str | None:
        """The point of the case that this expression refers to, if it refers to one."""
        return None if self.anchor in {CALENDAR, DAY_0} else self.anchor


def parse_time(text: str) -> TimeExpression:
    """The bounds that ``text`` states; ``ValueError`` says what is wrong and what to write."""
    try:
        written = one_line(text)
        anchor, lo, hi = _read(plain_signs(written))
    except RefusedText as no:
        raise refused("a time", text, no) from None
    return TimeExpression(written, anchor, lo, hi)


def _read(text: str) -> tuple[str | None, int, int]:
    """Anchor and bounds of any expression."""
    if text == "unknown":
        return None, OPEN_LO, OPEN_HI
    if found := read_about(text):
        inner, either_way = found
        anchor, lo, hi = _moment(inner)
        return anchor, lo - either_way, hi + either_way
    side, _, rest = text.partition(" ")
    if side in {"before", "after"} and rest:
        return _open(side, rest)
    return _moment(text)


def _open(side: str, text: str) -> tuple[str, int, int]:
    """``before`` or ``after`` a unit or a point: everything outside it on that side."""
    anchor, lo, hi = _reference(text)
    counted = _COUNT.fullmatch(text)
    if counted[3] is not None if counted else _TO.search(text):
        raise RefusedText(
            f"it is not said {side} which end of the range", f"name one, as in `{side} 2024-03-05`"
        )
    return (anchor, OPEN_LO, lo - 1) if side == "before" else (anchor, hi + 1, OPEN_HI)


def _moment(text: str) -> tuple[str, int, int]:
    """Anchor and bounds of an expression that is bounded on both sides."""
    for side in ("after", "before"):
        amount, found, rest = text.partition(f" {side} ")
        if found:
            anchor, lo, hi = _reference(rest)
            least, most = read_amount(amount)
            if side == "after":
                return anchor, lo + least, hi + most
            return anchor, lo - most, hi - least
    return _reference(text)


def _reference(text: str) -> tuple[str, int, int]:
    """Anchor and bounds of a point, a date, a counted unit, or a range of the latter two."""
    if _POINT.fullmatch(text) and text not in _KEYWORDS:
        return text, 0, 0
    if found := _COUNT.fullmatch(text):
        return DAY_0, *_counted(found[1], found[2], found[3] or found[2])
    first, *rest = _TO.split(text)
    if len(rest) <= 1 and all(map(_DATE.fullmatch, (first, *rest))):
        lo, hi = _date(first)
        if rest:
            _, hi = _date(rest[0])
        if lo > hi:
            raise RefusedText("the range is reversed", f"write {rest[0]}/{first}")
        return CALENDAR, lo, hi
    raise why_no_time(text)


def _counted(unit: str, first: str, last: str) -> tuple[int, int]:
    """``day 3``, ``week -1``, ``hour 2..5`` in minutes from the start of day 0."""
    width = _COUNTED[unit]
    lo, hi = int(first) * width, (int(last) + 1) * width - 1
    if lo > hi:
        raise RefusedText("the range is reversed", f"write `{unit} {last}..{first}`")
    if max(-lo, hi) > LONGEST:
        raise RefusedText("more than 200 years from day 0", "check the number and its unit")
    return lo, hi


def _date(text: str) -> tuple[int, int]:
    """First and last minute of a year, a month, a day or a minute of the calendar."""
    parts = [int(part) for part in re.split("[-T:]", text)]
    year, month, day, hour, minute = (*parts, *_FIRST_MINUTE[len(parts) - 1 :])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RefusedText(f"{year} is outside {FIRST_YEAR} to {LAST_YEAR}", TIMES)
    if month not in range(1, 13):
        raise RefusedText(f"there is no month {month}", TIMES)
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise RefusedText(f"{year}-{month:02} has {days} days", TIMES)
    if hour * HOUR + minute >= DAY or minute >= HOUR:
        raise RefusedText(f"there is no {hour:02}:{minute:02}", "a day runs from 00:00 to 23:59")
    widths = {1: (365 + isleap(year)) * DAY, 2: days * DAY, 3: DAY, 5: MINUTE}
    start = (date(year, month, day).toordinal() - _EPOCH) * DAY + hour * HOUR + minute
    return start, start + widths[len(parts)] - 1
