"""Dates as safety reports write them, as time expressions: as precise as written, never padded."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Literal, TypeAlias

from causality.case.dates import FIRST_YEAR, LAST_YEAR, parse_duration

__all__ = ["Unit", "age", "day_after", "digits_date", "iso_date", "length", "step", "us_date"]

# The whole of an HL7 time stamp: digits, a fraction of a second, a zone with two or four digits.
_DIGITS = re.compile(r"([0-9]{4}(?:[0-9]{2}){0,5})(?:\.[0-9]{1,6})?(?:[+-][0-9]{2}(?:[0-9]{2})?)?")
_ISO = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::[0-9.]+)?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)
_US = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AGE = re.compile(r"([0-9]{1,3})(?:\.([0-9])[0-9]*)?")
_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,3})?")
_HOUR_ONLY = 4

Unit: TypeAlias = Literal["min", "h", "d", "wk", "mo", "y"]

_SHORTEST_DAYS = {"d": 1, "wk": 7, "mo": 28, "y": 365}


@lru_cache(maxsize=4_096)
def digits_date(text: str | None) -> str | None:
    """``CCYY[MM[DD[hh[mm[ss]]]]]`` with or without a zone; None where it is no date.

    The zone is dropped: the clock where it happened is what a time expression means. A trailing
    ``.0``, which spreadsheets leave behind, is dropped as well.
    """
    if text is None:
        return None
    found = _DIGITS.fullmatch(text.strip())
    if found is None:
        return None
    digits = found[1]
    parts = [digits[:4], *(digits[i : i + 2] for i in range(4, min(len(digits), 12), 2))]
    return _written(parts)


def iso_date(text: str | None) -> str | None:
    """``2024``, ``2024-03``, ``2024-03-05`` or an instant with a zone; None where it is no date."""
    found = _ISO.fullmatch(text.strip()) if text else None
    return None if found is None else _written([part for part in found.groups() if part])


def us_date(text: str | None) -> str | None:
    """``MM/DD/YYYY``; None where it is no date."""
    found = _US.fullmatch(text.strip()) if text else None
    return None if found is None else _written([found[3], found[1].zfill(2), found[2].zfill(2)])


def _written(parts: list[str]) -> str | None:
    """Year, month, day, hour, minute as far as given; None where there is no such moment."""
    month, day = parts[1:2] or ["01"], parts[2:3] or ["01"]
    try:
        date(int(parts[0]), int(month[0]), int(day[0]))
        clock = time(int((parts[3:4] or ["0"])[0]), int((parts[4:5] or ["0"])[0]))
    except ValueError:
        return None
    if not FIRST_YEAR <= int(parts[0]) <= LAST_YEAR:
        return None
    on_day = "-".join(parts[:3])
    if len(parts) == _HOUR_ONLY:
        return f"{on_day}T{parts[3]}:00/{on_day}T{parts[3]}:59"
    return f"{on_day}T{clock:%H:%M}" if len(parts) > _HOUR_ONLY else on_day


def day_after(text: str) -> str | None:
    """The day after a date of day precision or finer, for ``before`` it; None for coarser dates."""
    day = text[:10]
    if not _DAY.fullmatch(day):
        return None
    following = date.fromisoformat(day) + timedelta(days=1)
    return following.isoformat() if following.year <= LAST_YEAR else None


def length(number: str | None, unit: Unit | None) -> str | None:
    """A duration from a number and one of our units; None where it is none."""
    written = (number or "").strip()
    if unit is None or not _NUMBER.fullmatch(written):
        return None
    whole, _, rest = written.partition(".")
    text = f"{written} {unit}" if rest.strip("0") else f"{whole} {unit}"
    try:
        return parse_duration(text).text
    except ValueError:  # a part of a month, or longer than any life
        return None


def age(number: str | None, unit: str | None) -> str | None:
    """An age in ``y``, ``mo``, ``wk``, ``d``, ``h`` or ``decade``, as a case writes it."""
    found = _AGE.fullmatch((number or "").strip())
    if found is None:
        return None
    whole, tenth = found[1].lstrip("0") or "0", found[2]
    if unit == "decade":
        return f"{whole}0-{whole}9 y" if len(whole) == 1 and whole != "0" else None
    if unit == "h":
        return f"{int(whole) // 24} d"
    if unit not in {"y", "mo", "wk", "d"}:
        return None
    return f"{whole}.{tenth} {unit}" if tenth and tenth != "0" else f"{whole} {unit}"


def step(duration: str) -> str:
    """The time from a first to a last administration that lasted ``duration``.

    Five days of treatment end four to five days after they began: the day itself counts.
    """
    number, _, unit = duration.partition(" ")
    days = _SHORTEST_DAYS.get(unit)
    if days is None or "." in number:
        return duration
    count = int(number)
    if unit == "d":
        return f"{max(count - 1, 0)}-{count} d"
    return f"{max(count * days - 1, 0)} d-{count + 1} {unit}"
