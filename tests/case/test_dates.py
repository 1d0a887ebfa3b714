"""Time expressions become bounds in whole minutes from an anchor."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.case.dates import (
    OPEN_HI,
    OPEN_LO,
    TimeExpression,
    parse_time,
)

EPOCH = datetime(1970, 1, 1)
ONE_MINUTE = timedelta(minutes=1)


def at(text: str) -> int:
    """Minutes from 1970 to the moment, by the datetime library: the second derivation."""
    whole, rest = divmod(datetime.fromisoformat(text) - EPOCH, ONE_MINUTE)
    assert not rest
    return whole


def days(number: float) -> int:
    return timedelta(days=number) // ONE_MINUTE


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01T00:00", "2024-12-31T23:59"),
        ("2023", "2023-01-01T00:00", "2023-12-31T23:59"),
        ("1900", "1900-01-01T00:00", "1900-12-31T23:59"),
        ("2024-03", "2024-03-01T00:00", "2024-03-31T23:59"),
        ("2024-02", "2024-02-01T00:00", "2024-02-29T23:59"),
        ("2023-12", "2023-12-01T00:00", "2023-12-31T23:59"),
        ("2024-03-05", "2024-03-05T00:00", "2024-03-05T23:59"),
        ("2024-02-29", "2024-02-29T00:00", "2024-02-29T23:59"),
        ("1800-01-01", "1800-01-01T00:00", "1800-01-01T23:59"),
        ("2200-12-31", "2200-12-31T00:00", "2200-12-31T23:59"),
        ("2024-03-05T14:30", "2024-03-05T14:30", "2024-03-05T14:30"),
        ("2024-03-05T00:00", "2024-03-05T00:00", "2024-03-05T00:00"),
        ("2024-03-01/2024-03-09", "2024-03-01T00:00", "2024-03-09T23:59"),
        ("2024-03-01 / 2024-03-09", "2024-03-01T00:00", "2024-03-09T23:59"),
        ("2024-03-01..2024-03-09", "2024-03-01T00:00", "2024-03-09T23:59"),
        ("2024-03-01 to 2024-03-09", "2024-03-01T00:00", "2024-03-09T23:59"),
        ("2024-03-01 – 2024-03-09", "2024-03-01T00:00", "2024-03-09T23:59"),
        ("2023/2024", "2023-01-01T00:00", "2024-12-31T23:59"),
        ("2023-11/2024-02-10", "2023-11-01T00:00", "2024-02-10T23:59"),
        ("2024-03-05T08:00/2024-03-05T09:30", "2024-03-05T08:00", "2024-03-05T09:30"),
        ("about 2024-03 (+-10 d)", "2024-02-20T00:00", "2024-04-10T23:59"),
        ("about 2024-03 (± 10 d)", "2024-02-20T00:00", "2024-04-10T23:59"),
        ("about 2024-03-05 (+-2 h)", "2024-03-04T22:00", "2024-03-06T01:59"),
        ("about 2024-03-05 (+-1 mo)", "2024-02-03T00:00", "2024-04-05T23:59"),
        ("about 2024-03-01/2024-03-09 (+-1 d)", "2024-02-29T00:00", "2024-03-10T23:59"),
        ("3 d after 2024-03-05", "2024-03-08T00:00", "2024-03-09T23:58"),
        ("3 d after 2024-03-05T10:00", "2024-03-08T10:00", "2024-03-09T09:59"),
        ("2-3 wk before 2024-03-05T10:00", "2024-02-13T10:00", "2024-02-20T10:00"),
    ],
)
def test_a_calendar_expression_has_these_bounds(text: str, first: str, last: str) -> None:
    found = parse_time(text)
    assert found == TimeExpression(" ".join(text.split()), "calendar", at(first), at(last))
    assert found.names is None


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("day 0", days(0), days(1)),
        ("day 3", days(3), days(4)),
        ("day -3", days(-3), days(-2)),
        ("day −3", days(-3), days(-2)),
        ("day 3..8", days(3), days(9)),
        ("day 3-8", days(3), days(9)),
        ("day 3 – 8", days(3), days(9)),
        ("day 3 to 8", days(3), days(9)),
        ("day 3..day 8", days(3), days(9)),
        ("day -3..2", days(-3), days(3)),
        ("day -3--1", days(-3), days(0)),
        ("day 73199", days(73199), days(73200)),
        ("hour 6", 6 * 60, 7 * 60),
        ("hour -2", -2 * 60, -1 * 60),
        ("hour 6..12", 6 * 60, 13 * 60),
        ("week 2", days(14), days(21)),
        ("week -1", days(-7), days(0)),
        ("week 2..3", days(14), days(28)),
        ("about day 3 (+-1 d)", days(2), days(5)),
        ("2 h after day 3", days(3) + 120, days(4) + 179),
    ],
)
def test_a_counted_expression_starts_with_day_0(text: str, first: int, end: int) -> None:
    assert parse_time(text) == TimeExpression(text, "day 0", first, end - 1)
    assert parse_time(text).names is None


@pytest.mark.parametrize(
    ("text", "point", "lo", "hi"),
    [
        ("dara.start", "dara.start", 0, 0),
        ("mri45", "mri45", 0, 0),
        ("dara.first-dose.start", "dara.first-dose.start", 0, 0),
        ("3 d after dara.start", "dara.start", days(3), days(4) - 1),
        ("3d after dara.start", "dara.start", days(3), days(4) - 1),
        ("3 d before dara.start", "dara.start", 1 - days(4), -days(3)),
        ("2-3 wk after dara.stop", "dara.stop", days(14), days(21)),
        ("2–3 wk after dara.stop", "dara.stop", days(14), days(21)),
        ("2 to 3 wk after dara.stop", "dara.stop", days(14), days(21)),
        ("0..30 d after dara.start", "dara.start", 0, days(30)),
        ("2-3 wk before dara.start", "dara.start", -days(21), -days(14)),
        ("18 h - 2 d after x", "x", 18 * 60, days(2)),
        ("18 d +- 9 d after x", "x", days(9), days(27)),
        ("3 d +- 5 d after x", "x", 0, days(8)),
        ("about 3 d after x (+-1 d)", "x", days(2), days(5) - 1),
        ("about 3 d (+-1 d) after x", "x", days(2), days(5) - 1),
        ("about 3 d before x (+-1 d)", "x", 1 - days(5), -days(2)),
        ("about 1 d after x (+-3 d)", "x", -days(2), days(5) - 1),
        ("about x (+-2 h)", "x", -120, 120),
        ("1.5 d after x", "x", days(1.5), days(1.6) - 1),
        ("1 mo after x", "x", days(28), days(62) - 1),
        ("1-2 y after x", "x", days(365), days(731)),
        ("before lep.onset", "lep.onset", OPEN_LO, -1),
        ("after lep.onset", "lep.onset", 1, OPEN_HI),
        ("before day 3", "day 0", OPEN_LO, days(3) - 1),
        ("after day 3", "day 0", days(4), OPEN_HI),
        ("before week -1", "day 0", OPEN_LO, days(-7) - 1),
        ("before 2024-03", "calendar", OPEN_LO, at("2024-02-29T23:59")),
        ("after 2024-03", "calendar", at("2024-04-01T00:00"), OPEN_HI),
        ("before 2024-03-05T14:30", "calendar", OPEN_LO, at("2024-03-05T14:29")),
    ],
)
def test_a_relative_expression_is_counted_from_its_point(
    text: str, point: str, lo: int, hi: int
) -> None:
    found = parse_time(text)
    assert found == TimeExpression(text, point, lo, hi)
    assert found.names == (None if point in {"calendar", "day 0"} else point)


def test_unknown_says_nothing() -> None:
    assert parse_time("unknown") == TimeExpression("unknown", None, OPEN_LO, OPEN_HI)
    assert parse_time("unknown").names is None


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("2024-13", "there is no month 13", "write year, year-month, a day, `day N`, or"),
        ("2024-00", "there is no month 0", "write year"),
        ("2024-02-30", "2024-02 has 29 days", "write year"),
        ("2023-02-29", "2023-02 has 28 days", "write year"),
        ("2024-03-00", "2024-03 has 31 days", "write year"),
        ("2024-03-01/2024-03-32", "2024-03 has 31 days", "write year"),
        ("2024-03-05T24:00", "there is no 24:00", "from 00:00 to 23:59"),
        ("2024-03-05T23:60", "there is no 23:60", "from 00:00 to 23:59"),
        ("1799", "1799 is outside 1800 to 2200", "write year"),
        ("2201-01", "2201 is outside 1800 to 2200", "write year"),
        ("0000", "0 is outside 1800 to 2200", "write year"),
        ("5/3/2024", "it is not said which number is the month", "2024-03-05 for 5 March"),
        ("05.03.2024", "it is not said which number is the month", "2024-03-05 for 5 March"),
        ("3 d after 5/3/2024", "it is not said which number is the month", "2024-03-05"),
        ("5/3/24", "a year has four digits", "2024-03-05"),
        ("24-03-05", "a year has four digits", "2024-03-05"),
        ("24-03", "a year has four digits", "write year"),
        ("20240305", "four, two and two digits", "2024-03-05"),
        ("202403", "four, two and two digits", "2024-03"),
        ("2024/03/05", "four, two and two digits", "2024-03-05"),
        ("2024-3-5", "four, two and two digits", "2024-03-05"),
        ("03/2024", "the year comes first", "2024-03"),
        ("2023-2024", "joined by a slash", "2023/2024"),
        ("5 March 2024", "months are written as numbers", "2024-03-05"),
        ("Mar 2024", "months are written as numbers", "2024-03"),
        ("2024-03-05T14:30Z", "time zones are not read", "the clock where it happened"),
        ("2024-03-05T14:30+01:00", "time zones are not read", "the clock where it happened"),
        ("2024-03-05 14:30 CET", "time zones are not read", "the clock where it happened"),
        ("2024-03-05T14:30:15", "times go down to the minute", "2024-03-05T14:30"),
        ("2024-03-05 14:30", "no known form", "2024-03-05T14:30"),
        ("2024-03-05T14", "the minutes are missing", "T14:00/2024-03-05T14:59"),
        ("14:30", "the day is missing", "2024-03-05T14:30"),
        ("2024-03-09/2024-03-01", "the range is reversed", "2024-03-01/2024-03-09"),
        ("2024/2023", "the range is reversed", "2023/2024"),
        ("day 8..3", "the range is reversed", "`day 3..8`"),
        ("3-2 d after x", "the range is reversed", "shorter length first"),
        ("day 73200", "more than 200 years", "check the number"),
        ("day -99999", "more than 200 years", "check the number"),
        ("week " + "9" * 30, "more than 200 years", "check the number"),
        ("73201 d after x", "more than 200 years", "check the number"),
        ("days 3", "no known form", "`day 3`"),
        ("Day 3", "no known form", "`day 3`"),
        ("day 3.5", "no known form", "`day 3`"),
        ("hours 3", "no known form", "`hour 6`"),
        ("w 3", "no known form", "`week 2`"),
        ("day", "the number is missing", "`day 3`"),
        ("month 2", "months differ in length", "`day 60..91`"),
        ("year 1", "years differ in length", "`day 365..730`"),
        ("minute 10", "minutes are not counted from day 0", "`10 min after`"),
        ("calendar", "the calendar is no moment", "write a date"),
        ("before", "the date or point is missing", "before lep.onset"),
        ("3 d after", "no date or point is named", "3 d after dara.start"),
        ("before 2024-01/2024-02", "not said before which end", "name one"),
        ("after day 3..8", "not said after which end", "name one"),
        ("before 3 d after x", "one expression takes one step", "an entry of its own"),
        ("3 d after 2 d before x", "one expression takes one step", "an entry of its own"),
        ("about 2024", "it is not said how far off", "(+-10 d)"),
        ("~2024", "it is not said how far off", "(+-10 d)"),
        ("about before 2024 (+-1 d)", "open at one side", "alone"),
        ("about unknown (+-1 d)", "open at one side", "alone"),
        ("before unknown", "open at one side", "alone"),
        ("about 2024 (+-soon)", "the tolerance is no length", "(+-10 d)"),
        ("2024-03 (+-10 d)", "a tolerance belongs to `about`", "about 2024-03 (+-10 d)"),
        ("within 24 h of x", "no known form", "`0..24 h after`"),
        ("between 2024-01 and 2024-02", "no known form", "2024-03-01/2024-03-09"),
        ("10 d ago", "it is not said from when", "3 d after dara.start"),
        ("3 d", "this is a length, not a moment", "3 d after dara.start"),
        ("3 days after x", "'days' is not a unit of time", "write d"),
        ("-3 d after x", "a length is never negative", "write `3 d`"),
        ("", "nothing is stated", "`unknown`"),
        ("?", "nothing is stated", "`unknown`"),
        ("Dara.Start", "no known form", "in lower case"),
        ("a.b.c.d", "no known form", "write year"),
        ("day ٣", "no known form", "write year"),
        ("tomorrow at noon", "no known form", "write year"),
    ],
)
def test_a_refused_time_says_what_to_write(text: str, wrong: str, right: str) -> None:
    with pytest.raises(ValueError, match="not a time") as refusal:
        parse_time(text)
    found, _, remedy = str(refusal.value).partition("; ")
    assert wrong in found
    assert right in remedy
    assert not text or len(text) > 40 or f"({text})" in found


def test_the_message_of_the_design_stands_word_for_word() -> None:
    with pytest.raises(ValueError, match="not a time") as refusal:
        parse_time("2024-13")
    assert str(refusal.value) == (
        "not a time (2024-13): there is no month 13; "
        "write year, year-month, a day, `day N`, or `3 d after dara.start`"
    )


@pytest.mark.parametrize(
    "text", ["she felt dizzy on the Tuesday before her birthday", "day\x003", "2024\u202e-03"]
)
def test_a_story_or_a_control_character_is_not_repeated(text: str) -> None:
    with pytest.raises(ValueError, match="not a time: "):
        parse_time(text)


@pytest.mark.parametrize(
    "text",
    ["x" * 201, " " * 100_000, "3 d after " * 10_000, "2024-03-05/" * 9_091, "day " + "-" * 99_996],
)
def test_a_text_that_is_too_long_is_refused_at_once(text: str) -> None:
    start = time.perf_counter()
    with pytest.raises(ValueError, match="more than 200"):
        parse_time(text)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    "unit",
    ["3 d after ", "about ", "before ", "(+-", "day -", "9", "2024-", "a.", "a", "to ", "- ", " x"],
)
def test_a_repetitive_text_takes_no_longer(unit: str) -> None:
    text = (unit * 200)[:200]
    start = time.perf_counter()
    with suppress(ValueError):
        parse_time(text)
    assert time.perf_counter() - start < 1


WORDS = (
    "about before after unknown day hour week month to x dara.start 2024 2024-03 2024-03-05 "
    "2024-03-05T14:30 3 -3 1.5 9999999999 min h d wk mo y days (+-1 +- ± .. - – / ( )"
)


@given(
    st.one_of(
        st.text(max_size=60), st.lists(st.sampled_from(WORDS.split()), max_size=7).map(" ".join)
    )
)
def test_any_text_is_bounds_or_a_refusal(text: str) -> None:
    refusal = ""
    try:
        found = parse_time(text)
    except ValueError as no:
        refusal = str(no)
    if refusal:
        assert refusal.startswith("not a time")
        assert "; " in refusal
    else:
        assert found.lo <= found.hi
        assert found.text == " ".join(text.split())
        assert parse_time(found.text) == found
        assert all(abs(end) < 2**40 or end in {OPEN_LO, OPEN_HI} for end in (found.lo, found.hi))


@given(st.datetimes(datetime(1800, 1, 1), datetime(2200, 12, 31)))
def test_a_wider_unit_holds_every_narrower_one(moment: datetime) -> None:
    text = moment.strftime("%Y-%m-%dT%H:%M").rjust(16, "0")
    minute, day, month, year = (parse_time(text[:length]) for length in (16, 10, 7, 4))
    assert year.lo <= month.lo <= day.lo <= minute.lo == minute.hi
    assert minute.hi <= day.hi <= month.hi <= year.hi
    assert minute.lo == (moment.replace(second=0, microsecond=0) - EPOCH) // ONE_MINUTE


@given(st.integers(0, 500), st.integers(0, 500), st.sampled_from(["min", "h", "d", "wk"]))
def test_before_mirrors_after(first: int, more: int, unit: str) -> None:
    for amount in (f"{first} {unit}", f"{first}-{first + more} {unit}"):
        after, before = parse_time(f"{amount} after x"), parse_time(f"{amount} before x")
        assert (before.lo, before.hi) == (-after.hi, -after.lo)


def test_reading_dates_needs_no_numpy() -> None:
    program = "import sys, causality.case.dates; assert 'numpy' not in sys.modules"
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", program], cwd=root, check=True)
