"""Lengths of time as people write them, read as bounds in whole minutes.

A single number counts completed units: ``3 d`` is anything from three days to a minute short of
four. Two stated numbers are the bounds themselves: ``2-3 wk`` ends at three weeks exactly. A month
is as long as the calendar makes it, never 30 days. No length is negative, whatever its tolerance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from causality.case.refusals import (
    RefusedText,
    one_line,
    plain_signs,
    refused,
    why_no_length,
    why_no_unit,
)

__all__ = [
    "DAY",
    "HOUR",
    "LONGEST",
    "MINUTE",
    "OPEN_HI",
    "OPEN_LO",
    "WEEK",
    "Duration",
    "in_words",
    "parse_duration",
    "read_about",
    "read_amount",
]

MINUTE = 1
HOUR = 60
DAY = 24 * HOUR
WEEK = 7 * DAY

OPEN_LO, OPEN_HI = -(2**62), 2**62  # no bound on this side

# Longer than any life, and small enough that no sum over a case comes near OPEN_HI.
LONGEST_YEARS = 200
LONGEST = LONGEST_YEARS * 366 * DAY

_FIXED = {"min": MINUTE, "h": HOUR, "d": DAY, "wk": WEEK}
_MONTHS = {"mo": 1, "y": 12}
_NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
_SINGLE = re.compile(rf"{_NUMBER} ?([a-z]+)")
_RANGE = re.compile(rf"{_NUMBER} ?([a-z]*)(?: ?(?:\.\.|-) ?| to ){_NUMBER} ?([a-z]+)")
_SPREAD = re.compile(rf"{_NUMBER} ?([a-z]*) ?\+- ?{_NUMBER} ?([a-z]+)")
_ABOUT = re.compile(r"about ([^()]*[^() ]) ?\( ?\+- ?([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: ``lo <= length <= hi`` in minutes; ``OPEN_HI`` where no end is known."""

    text: str
    lo: int
    hi: int


def parse_duration(text: str) -> Duration:
    """The bounds that ``text`` states; ``ValueError`` says what is wrong and what to write.

    ``unknown`` is any length from nothing upwards: a length is never negative.
    """
    try:
        written = one_line(text)
        if written == "unknown":
            return Duration(written, 0, OPEN_HI)
        lo, hi = read_amount(plain_signs(written))
    except RefusedText as no:
        raise refused("a length of time", text, no) from None
    return Duration(written, lo, hi)


def read_amount(text: str) -> tuple[int, int]:
    """Bounds in minutes of a length written in plain signs (``-``, ``+-``), not ``unknown``."""
    if found := _SINGLE.fullmatch(text):
        return _completed(found[1], found[2])
    if found := _RANGE.fullmatch(text):
        lo, _ = _stated(found[1], found[2] or found[4])
        _, hi = _stated(found[3], found[4])
        if lo > hi:
            raise RefusedText("the range is reversed", "write the shorter length first")
        return lo, hi
    if found := _SPREAD.fullmatch(text):
        lo, hi = _stated(found[1], found[2] or found[4])
        _, either_way = _stated(found[3], found[4])
        return max(0, lo - either_way), hi + either_way
    if about := read_about(text):
        inner, either_way = about
        lo, hi = read_amount(inner)
        return max(0, lo - either_way), hi + either_way
    raise why_no_length(text)


def read_about(text: str) -> tuple[str, int] | None:
    """``about X (+-10 d)`` as X and the tolerance in minutes (of a month, the longest)."""
    found = _ABOUT.fullmatch(text)
    if found is None:
        return None
    tolerance = _SINGLE.fullmatch(found[2].strip())
    if tolerance is None:
        raise RefusedText("the tolerance is no length", "write it as in `(+-10 d)`")
    return found[1], _stated(tolerance[1], tolerance[2])[1]


def in_words(minutes: int) -> str:
    """``minutes`` in the largest unit of which they hold one or more, rounded down: ``2 d``."""
    for unit, width in (("d", DAY), ("h", HOUR)):
        if minutes >= width:
            return f"{minutes // width} {unit}"
    return f"{minutes} min"


def _completed(number: str, unit: str) -> tuple[int, int]:
    """From ``number`` units to the last minute before the next unit of its last digit."""
    lo, _ = _stated(number, unit)
    if unit in _MONTHS:
        _, end = _months((int(number) + 1) * _MONTHS[unit])
        return lo, end - 1
    decimals = len(number.partition(".")[2])
    step = -(-_FIXED[unit] // 10**decimals)  # a step of part of a minute ends in that minute
    return lo, lo + step - 1


def _stated(number: str, unit: str) -> tuple[int, int]:
    """The length of exactly ``number`` units; shortest and longest where months are counted."""
    if unit not in _FIXED and unit not in _MONTHS:
        raise why_no_unit(unit)
    whole, _, part = number.partition(".")
    if unit in _MONTHS:
        if part:
            raise RefusedText(
                "months and years have no fixed length to take a part of", "write days"
            )
        months = int(whole) * _MONTHS[unit]
        _check(months <= 12 * LONGEST_YEARS)
        return _months(months)
    minutes, rest = divmod(int(whole + part) * _FIXED[unit], 10 ** len(part))
    _check(minutes <= LONGEST)
    if rest:
        raise RefusedText("not a whole number of minutes", "write it in a smaller unit")
    return minutes, minutes


def _check(is_within_a_life: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if not is_within_a_life:
        raise RefusedText(f"more than {LONGEST_YEARS} years", "check the number and its unit")


@cache
def _months(count: int) -> tuple[int, int]:
    """Shortest and longest length of ``count`` calendar months in a row, in minutes.

    From first of month to first of month over the 400 years after which the calendar repeats. A
    day that the last month lacks (31 January and a month) ends that month; the length is then one
    that some other start has, so the first of the month speaks for every day.
    """
    firsts = _firsts_of_months()
    lengths = [end - start for start, end in zip(firsts[:4800], firsts[count:], strict=False)]
    return min(lengths) * DAY, max(lengths) * DAY


@cache
def _firsts_of_months() -> tuple[int, ...]:
    return tuple(
        date(year, month, 1).toordinal() for year in range(1600, 2400) for month in range(1, 13)
    )
