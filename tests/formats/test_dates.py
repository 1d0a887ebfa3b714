"""Dates and lengths of safety reports become time expressions, no more precise than written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.case.dates import parse_duration, parse_time
from causality.formats.dates import age, day_after, digits_date, iso_date, length, step, us_date


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024", "2024"),
        ("202403", "2024-03"),
        ("20240305", "2024-03-05"),
        ("2024030514", "2024-03-05T14:00/2024-03-05T14:59"),
        ("202403051430", "2024-03-05T14:30"),
        ("20240305143015.25-0500", "2024-03-05T14:30"),
        ("20240305143015+09", "2024-03-05T14:30"),
        ("20141226.0", "2014-12-26"),
        (" 2024 ", "2024"),
        ("20240230", None),
        ("20241301", None),
        ("2024030525", None),
        ("202403051461", None),
        ("2024131", None),
        ("17990101", None),
        ("22010101", None),
        ("", None),
        (None, None),
        ("2024-03-05", None),
    ],
)
def test_a_time_stamp_is_as_precise_as_its_digits(written: str | None, read: str | None) -> None:
    assert digits_date(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T14:30:00.5+02:00", "2024-03-05T14:30"),
        ("2024-03-05T14:30:00Z", "2024-03-05T14:30"),
        ("2024-3-5", None),
        (None, None),
    ],
)
def test_an_iso_date_is_read(written: str | None, read: str | None) -> None:
    assert iso_date(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [("3/5/1999", "1999-03-05"), ("13/5/1999", None), ("1999", None), (None, None)],
)
def test_a_date_with_the_month_first_is_read(written: str | None, read: str | None) -> None:
    assert us_date(written) == read


@given(st.text(alphabet="0123456789.+-", max_size=20))
def test_what_is_read_is_a_time_expression(text: str) -> None:
    read = digits_date(text)
    assert read is None or parse_time(read).anchor == "calendar"


def test_the_day_after_a_date_is_the_next_in_the_calendar() -> None:
    assert day_after("2024-02-28") == "2024-02-29"
    assert day_after("2023-12-31T10:00") == "2024-01-01"
    assert day_after("2024-02") is None
    assert day_after("2200-12-31") is None


@pytest.mark.parametrize(
    ("number", "unit", "read"),
    [
        ("10", "d", "10 d"),
        ("10.0", "d", "10 d"),
        ("1.5", "h", "1.5 h"),
        ("1.5", "mo", None),
        ("999999", "y", None),
        ("010", "d", None),
        ("-1", "d", None),
        ("10", None, None),
        (None, "d", None),
    ],
)
def test_a_length_needs_a_number_and_a_unit(
    number: str | None, unit: str | None, read: str | None
) -> None:
    assert length(number, unit) == read  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lasted", "between"),
    # The days on which something was given are counted, both ends included.
    [
        ("5 d", "4-5 d"),
        ("1 d", "0-1 d"),
        ("2 wk", "13 d-3 wk"),
        ("2 h", "2 h"),
        ("1 mo", "27 d-2 mo"),
    ],
)
def test_the_last_dose_of_five_days_is_given_on_the_fifth(lasted: str, between: str) -> None:
    assert step(lasted) == between
    assert parse_duration(between).lo <= parse_duration(lasted).lo <= parse_duration(between).hi


@pytest.mark.parametrize(
    ("number", "unit", "read"),
    [
        ("56", "y", "56 y"),
        ("056", "y", "56 y"),
        ("1.5", "y", "1.5 y"),
        ("3.0", "mo", "3 mo"),
        ("50", "h", "2 d"),
        ("5", "decade", "50-59 y"),
        ("12", "decade", None),
        ("5", "min", None),
        ("old", "y", None),
        (None, "y", None),
    ],
)
def test_an_age_is_written_as_a_case_does(
    number: str | None, unit: str | None, read: str | None
) -> None:
    assert age(number, unit) == read
