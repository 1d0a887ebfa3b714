"""Spans and enumerations in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.case.dates import DAY, HOUR, MINUTE
from causality.report.words import cited, day, either, listed, ranged, span


@pytest.mark.parametrize(
    ("lo", "hi", "words"),
    [
        (0, 30 * DAY, "0 to 30 d"),
        (3 * DAY, 4 * DAY - MINUTE, "3 d"),  # "3 d after" counts completed days
        (2 * DAY, 2 * DAY, "2 d"),
        (6 * HOUR, 7 * HOUR - MINUTE, "6 h"),
        (30 * MINUTE, 30 * MINUTE, "30 min"),
        (0, 0, "0 min"),
        (0, DAY - MINUTE, "0 d"),
        (-3 * DAY, -MINUTE, "-3 to -1 d"),
        (-2 * DAY, 3 * DAY, "-2 to 3 d"),
        (10 * MINUTE, 3 * HOUR, "0 to 3 h"),
        (400 * DAY, 400 * DAY + 5 * MINUTE, "400 d"),
        (5 * DAY, None, "at least 5 d"),
        (None, 5 * DAY, "at most 5 d"),
        (None, 20 * MINUTE, "at most 20 min"),
        (None, 6 * DAY - MINUTE, "less than 6 d"),
        (None, 0, "at most 0 min"),
        (None, None, "not known"),
    ],
)
def test_a_length_of_time_keeps_its_width(lo: int | None, hi: int | None, words: str) -> None:
    assert span(lo, hi) == words


@pytest.mark.parametrize(
    ("lo", "hi", "words"),
    [
        (0, DAY - MINUTE, "0"),
        (0, 30 * DAY, "0 to 30"),
        (45 * DAY, 46 * DAY - MINUTE, "45"),
        (None, -MINUTE, "up to -1"),
        (46 * DAY, None, "from 46"),
        (None, None, "?"),
    ],
)
def test_a_moment_lies_on_a_day_or_on_a_range_of_days(
    lo: int | None, hi: int | None, words: str
) -> None:
    assert day(lo, hi) == words


@given(st.integers(-(10**7), 10**7), st.integers(0, 10**6))
def test_the_days_shown_hold_both_ends(lo: int, width: int) -> None:
    words = day(lo, lo + width).split(" to ")
    assert int(words[0]) * DAY <= lo
    assert lo + width < (int(words[-1]) + 1) * DAY


@given(st.integers(-(10**7), 10**7), st.integers(0, 10**6))
def test_the_span_shown_holds_both_ends(lo: int, width: int) -> None:
    numbers, unit = span(lo, lo + width).rsplit(" ", 1)
    minutes = {"d": DAY, "h": HOUR, "min": MINUTE}[unit]
    ends = numbers.split(" to ")
    assert int(ends[0]) * minutes <= lo
    assert lo + width < (int(ends[-1]) + 1) * minutes


def test_enumerations_read_like_prose() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert either(["a", "b", "c"]) == "a, b or c"
    assert ranged((2, 2)) == "2"
    assert ranged((-1, 4)) == "-1 to 4"
    assert cited(["mri0", "mri45"]) == " [mri0, mri45]"
    assert not cited([])
