"""Lengths of time become bounds in whole minutes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.case.durations import (
    DAY,
    HOUR,
    OPEN_HI,
    WEEK,
    Duration,
    in_words,
    parse_duration,
)

ONE_MINUTE = timedelta(minutes=1)


def minutes(length: timedelta) -> int:
    """Whole minutes by the datetime library: the second derivation of every expected value."""
    whole, rest = divmod(length, ONE_MINUTE)
    assert not rest
    return whole


def days(number: float) -> int:
    return minutes(timedelta(days=number))


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("3 d", days(3), days(4) - 1),
        ("3d", days(3), days(4) - 1),
        ("  3   d ", days(3), days(4) - 1),
        ("0 d", 0, days(1) - 1),
        ("2 wk", days(14), days(21) - 1),
        ("90 min", 90, 90),
        ("6 h", 360, 419),
        ("1.5 d", days(1.5), days(1.6) - 1),
        ("1.0 d", days(1), days(1.1) - 1),
        ("0.5 h", 30, 35),
        ("1.25 h", 75, 75),
        ("1 mo", days(28), days(62) - 1),
        ("1 y", days(365), days(731) - 1),
        ("3-5 d", days(3), days(5)),
        ("3 - 5 d", days(3), days(5)),
        ("3–5 d", days(3), days(5)),
        ("3..5 d", days(3), days(5)),
        ("3 to 5 d", days(3), days(5)),
        ("2-2 d", days(2), days(2)),
        ("0.25-1.5 d", 360, days(1.5)),
        ("18 h to 2 d", 18 * HOUR, days(2)),
        ("1-2 mo", days(28), days(62)),
        ("11-12 mo", days(334), days(366)),
        ("18 d +- 9 d", days(9), days(27)),
        ("18 d ± 9 d", days(9), days(27)),
        ("18 d +/- 9 d", days(9), days(27)),
        ("18 +- 9 d", days(9), days(27)),
        ("2 d +- 12 h", days(1.5), days(2.5)),
        ("6 mo +- 1 mo", days(181 - 31), days(184 + 31)),
        ("about 3 h (+-1 h)", 120, 299),
        ("about 3 h ( ± 30 min )", 150, 269),
        ("about 2-3 wk (+-2 d)", days(12), days(23)),
        ("9 d +- 18 d", 0, days(27)),
        ("about 3 h (+-4 h)", 0, 8 * HOUR - 1),
        ("about 1 mo (+-1 mo)", 0, days(62 + 31) - 1),
        ("unknown", 0, OPEN_HI),
    ],
)
def test_a_length_has_these_bounds(text: str, lo: int, hi: int) -> None:
    length = parse_duration(text)
    assert (length.lo, length.hi) == (lo, hi)
    assert length.text == " ".join(text.split())


def test_the_units_are_those_of_the_clock() -> None:
    assert minutes(timedelta(hours=1)) == HOUR
    assert minutes(timedelta(days=1)) == DAY
    assert minutes(timedelta(weeks=1)) == WEEK


@pytest.mark.parametrize("count", [1, 2, 3, 5, 11, 12, 13, 24, 48, 49, 120, 1200])
def test_months_are_as_long_as_the_calendar_makes_them(count: int) -> None:
    def later(day: date) -> date:
        """The same day ``count`` months on, or the last of that month."""
        year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
        for last in (day.day, 30, 29, 28):
            try:
                return date(year, month + 1, last)
            except ValueError:
                continue
        raise AssertionError

    starts = [
        date(year, month, day)
        for year in range(1800, 2200)
        for month in range(1, 13)
        for day in (1, 28, 30, 31)
        if day <= 28 or (month != 2 and (day == 30 or month in {1, 3, 5, 7, 8, 10, 12}))
    ]
    lengths = [(later(start) - start).days for start in starts]
    found = parse_duration(f"{count}-{count} mo")
    assert (found.lo, found.hi) == (days(min(lengths)), days(max(lengths)))


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("", "nothing is stated", "`unknown`"),
        ("?", "nothing is stated", "`unknown`"),
        ("not known", "nothing is stated", "`unknown`"),
        ("7", "the unit is missing", "`3 d`"),
        ("3 days", "'days' is not a unit of time", "write d"),
        ("2 weeks", "'weeks' is not a unit of time", "write wk"),
        ("2 hrs", "'hrs' is not a unit of time", "write h"),
        ("5 m", "'m' is not a unit of time", "min or mo"),
        ("5 fortnights", "'fortnights' is not a unit of time", "units are min"),
        ("1,5 d", "a decimal has a point", "1.5 d"),
        ("-3 d", "a length is never negative", "write"),
        ("1 h 30 min", "two units in one length", "90 min"),
        ("about 3 h", "it is not said how far off", "about 3 h (+-1 h)"),
        ("about 3 h (+-some)", "the tolerance is no length", "(+-10 d)"),
        ("about 3 h (+-2-3 h)", "the tolerance is no length", "(+-10 d)"),
        ("5-3 d", "the range is reversed", "shorter length first"),
        ("2-1 mo", "the range is reversed", "shorter length first"),
        ("0.3333 d", "not a whole number of minutes", "smaller unit"),
        ("0.5 min", "not a whole number of minutes", "smaller unit"),
        ("1.5 mo", "months and years have no fixed length", "write days"),
        ("1.5 y", "months and years have no fixed length", "write days"),
        ("73201 d", "more than 200 years", "check the number"),
        ("201 y", "more than 200 years", "check the number"),
        ("9" * 30 + " min", "more than 200 years", "check the number"),
        ("three days", "no known form", "write `3 d`"),
        ("٣ d", "no known form", "write `3 d`"),
    ],
)
def test_a_refused_length_says_what_to_write(text: str, wrong: str, right: str) -> None:
    with pytest.raises(ValueError, match="not a length of time") as refusal:
        parse_duration(text)
    said = str(refusal.value)
    found, _, remedy = said.partition("; ")
    assert wrong in found
    assert right in remedy
    assert not text.strip() or f"({text})" in found


@pytest.mark.parametrize("text", ["three days or so, the nurse who called was not sure", "3\x07d"])
def test_a_story_or_a_control_character_is_not_repeated(text: str) -> None:
    with pytest.raises(ValueError, match="not a length of time: no known form"):
        parse_duration(text)


def test_the_longest_length_is_read() -> None:
    assert parse_duration("73200 d").lo == days(73200)
    assert parse_duration("200 y").lo == days((date(2200, 1, 1) - date(2000, 1, 1)).days - 1)


@pytest.mark.parametrize(
    ("length", "text"),
    [(1, "1 min"), (59, "59 min"), (60, "1 h"), (1439, "23 h"), (1440, "1 d"), (99999, "69 d")],
)
def test_minutes_are_told_in_their_largest_unit(length: int, text: str) -> None:
    assert in_words(length) == text


@given(st.integers(0, 400), st.sampled_from(["min", "h", "d", "wk", "mo", "y"]), st.data())
def test_a_number_of_units_is_inside_every_range_around_it(
    number: int, unit: str, data: st.DataObject
) -> None:
    number = min(number, 199)
    single = parse_duration(f"{number} {unit}")
    until = parse_duration(f"{number}-{number + 1} {unit}")
    assert until.lo == single.lo <= single.hi == until.hi - 1
    off = data.draw(st.integers(0, 199))
    about = parse_duration(f"about {number} {unit} (+-{off} {unit})")
    assert about.lo <= single.lo <= single.hi <= about.hi


def test_a_length_is_a_value() -> None:
    assert parse_duration("3 d") == Duration("3 d", 4320, 5759)
    with pytest.raises(AttributeError):
        parse_duration("3 d").lo = 0  # type: ignore[misc]
