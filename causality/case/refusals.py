"""Texts that are neither a time nor a length: what is likely wrong, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = [
    "LENGTHS",
    "MOST_CHARACTERS",
    "TIMES",
    "RefusedText",
    "one_line",
    "plain_signs",
    "refused",
    "why_no_length",
    "why_no_time",
    "why_no_unit",
]

MOST_CHARACTERS = 200
_SHOWN_CHARACTERS = 40  # a longer value is not repeated: it may be somebody's story

LENGTHS = "write `3 d`, `2-3 wk`, `18 d +- 9 d`, `about 3 h (+-1 h)` or `unknown`"
TIMES = "write year, year-month, a day, `day N`, or `3 d after dara.start`"

_CLOCK = r"[0-9]{1,2}:[0-9]{2}"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"  # others get TIMES

# (pattern of the whole text, letters in any case; what is wrong; what is right). The first speaks.
_TIME_HINTS = (
    (r"|[?-]+|n/?a|not (known|stated|recorded)", "nothing is stated", "write `unknown`"),
    (
        rf"{_DAY}[T ]{_CLOCK}(:[0-9.]+)? ?([A-Z]+|[+-][0-9:]+)",
        "time zones are not read",
        "write the time on the clock where it happened, 2024-03-05T14:30",
    ),
    (rf"{_DAY}[T ]{_CLOCK}:[0-9.]+", "times go down to the minute", "write 2024-03-05T14:30"),
    (rf"{_DAY}[T ]{_CLOCK}", "no known form", "write 2024-03-05T14:30"),
    (
        rf"{_DAY}[T ][0-9]+",
        "the minutes are missing",
        "write 2024-03-05T14:00/2024-03-05T14:59 for the hour",
    ),
    (_CLOCK, "the day is missing", "write 2024-03-05T14:30"),
    (
        r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{4}",
        "it is not said which number is the month",
        "write 2024-03-05 for 5 March",
    ),
    (r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}", "a year has four digits", "write 2024-03-05"),
    (
        r"[0-9]{4}([/.-])[0-9]{1,2}(\1[0-9]{1,2})?|[0-9]{6}|[0-9]{8}",
        "a date has four, two and two digits, joined by hyphens",
        "write 2024-03 or 2024-03-05",
    ),
    (r"[0-9]{1,2}[/.-][0-9]{4}", "the year comes first", "write 2024-03"),
    (r"[0-9]{4} ?- ?[0-9]{4}", "two years are joined by a slash", "write 2023/2024"),
    (r"[0-9]+(-[0-9-]*)?", "a year has four digits", TIMES),
    (
        rf"([0-9]{{1,2}}\.? )?{_MONTH}( [0-9]{{1,2}},?)?( [0-9]{{2,4}})?",
        "months are written as numbers",
        "write 2024-03 or 2024-03-05",
    ),
    (
        r"(months?|mo) ?-?[0-9].*",
        "months differ in length, so they are not counted from day 0",
        "write `day 60..91`, or `2 mo after` a point",
    ),
    (
        r"(years?|y) ?-?[0-9].*",
        "years differ in length, so they are not counted from day 0",
        "write `day 365..730`, or `1 y after` a point",
    ),
    (
        r"min(utes?)? ?-?[0-9].*",
        "minutes are not counted from day 0",
        "write `10 min after` a point",
    ),
    (r"(days?|d) ?-?[0-9].*", "no known form", "write `day 3` or `day 3..8`"),
    (r"(hours?|h) ?-?[0-9].*", "no known form", "write `hour 6` or `hour 6..12`"),
    (r"(weeks?|wk?) ?-?[0-9].*", "no known form", "write `week 2` or `week 2..3`"),
    (r"day|hour|week", "the number is missing", "write `day 3`, `hour 6` or `week 2`"),
    (r"calendar", "the calendar is no moment", "write a date"),
    (r"before|after", "the date or point is missing", "write `before lep.onset`"),
    (
        r"(about|around|circa|ca\.?|~) ?[^()]*",
        "it is not said how far off it may be",
        "write `about 2024-03 (+-10 d)`",
    ),
    (r".*\(.*", "a tolerance belongs to `about`", "write `about 2024-03 (+-10 d)`"),
    (r"within .*", "no known form", "write `0..24 h after` a point"),
    (r"(between|from) .*", "no known form", "write 2024-03-01/2024-03-09 or `day 3..8`"),
    (
        r"unknown|(before|after) .*",
        "nothing can be counted from a moment that is open at one side",
        "write `before lep.onset` alone",
    ),
    (
        r".+ (before|after) .+",
        "one expression takes one step",
        "write the moment between as an entry of its own",
    ),
    (r".*\b(before|after)", "no date or point is named", "write `3 d after dara.start`"),
    (r".*\b(ago|later|earlier)", "it is not said from when", "write `3 d after dara.start`"),
    (
        r"[0-9.]+ ?(min|h|d|wk|mo|y|minutes?|hours?|days?|weeks?|months?|years?)",
        "this is a length, not a moment",
        "write `3 d after dara.start`",
    ),
    (r".*(?-i:[A-Z]).*", "no known form", "write words and names in lower case"),
)

_LENGTH_HINTS = (
    (r"|[?-]+|n/?a|not (known|stated|recorded)", "nothing is stated", "write `unknown`"),
    (
        r"(about|around|circa|ca\.?|~) ?[^()]*",
        "it is not said how far off it may be",
        "write `about 3 h (+-1 h)`",
    ),
    (r"-.*", "a length is never negative", LENGTHS),
    (r".*[0-9],[0-9].*", "a decimal has a point, not a comma", "write `1.5 d`"),
    (r"[0-9.]+", "the unit is missing", "write `3 d`; units are min, h, d, wk, mo, y"),
    (r"([0-9.]+ ?[a-z]+,? ?(and )?){2,}", "two units in one length", "write `90 min`"),
)

_UNITS_MEANT = {
    "min": "mins|minutes?",
    "h": "hrs?|hours?",
    "d": "days?",
    "wk": "w|wks|weeks?",
    "mo": "mos|mths?|months?",
    "y": "yrs?|years?",
    "min or mo": "m",
}

_SIGNS = str.maketrans({"–": "-", "‑": "-", "−": "-", "±": "+-"})


class RefusedText(ValueError):
    """A text that cannot be read: what is wrong with it, and what would be right."""

    def __init__(self, wrong: str, right: str) -> None:
        self.wrong, self.right = wrong, right
        super().__init__(f"{wrong}; {right}")


def one_line(text: str) -> str:
    """``text`` with single spaces; refuses what is too long to be a time."""
    if len(text) > MOST_CHARACTERS:
        raise RefusedText(
            f"{len(text)} characters are more than {MOST_CHARACTERS}",
            "write the time alone, and the rest as a note",
        )
    return " ".join(text.split())


def plain_signs(text: str) -> str:
    """``text`` with ``-`` for every dash and ``+-`` for every plus-minus."""
    return text.translate(_SIGNS).replace("+/-", "+-")


def refused(what: str, text: str, no: RefusedText) -> ValueError:
    """The error for people: not ``what``, the text where short and printable, wrong, right."""
    shown = " ".join(text.split()) if len(text) <= _SHOWN_CHARACTERS else ""
    start = f"not {what} ({shown})" if shown and shown.isprintable() else f"not {what}"
    return ValueError(f"{start}: {no.wrong}; {no.right}")


def why_no_time(text: str) -> RefusedText:
    """The likeliest fault of ``text``, which has no known form of a time."""
    return _first_hint(text, _TIME_HINTS, TIMES)


def why_no_length(text: str) -> RefusedText:
    """The likeliest fault of ``text``, which has no known form of a length."""
    return _first_hint(text, _LENGTH_HINTS, LENGTHS)


def why_no_unit(unit: str) -> RefusedText:
    """What to write instead of ``unit``."""
    meant = [short for short, words in _UNITS_MEANT.items() if re.fullmatch(words, unit)]
    right = f"write {meant[0]}" if meant else "units are min, h, d, wk, mo and y"
    return RefusedText(f"{unit!r} is not a unit of time", right)


def _first_hint(text: str, hints: Iterable[tuple[str, str, str]], otherwise: str) -> RefusedText:
    for pattern, wrong, right in hints:
        if re.fullmatch(pattern, text, re.IGNORECASE | re.ASCII):
            return RefusedText(wrong, right)
    return RefusedText("no known form", otherwise)
