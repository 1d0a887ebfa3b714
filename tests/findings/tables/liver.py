"""Liver: timing, patient and other drugs, derived by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.findings.tables.line import OPEN, Line, days, line

__all__ = ["TABLES"]

_HEP: Mapping[str, Any] = {"stated_liver_pattern": "hepatocellular"}
_CHOL: Mapping[str, Any] = {"stated_liver_pattern": "cholestatic"}


def _time(
    pattern: Mapping[str, Any],
    start: tuple[int, int],
    last: tuple[int, int] = (0, 0),
    **more: Any,
) -> dict[str, Any]:
    return {
        **pattern,
        "onset_after_start": start,
        "onset_after_last_dose": last,
        "lingering": days(2),
        **more,
    }


def _day(number: int) -> tuple[int, int]:
    """``number`` completed days, as `5 d after the start` has them."""
    lo, hi = days(number, number + 1)
    return lo, hi - 1


_LATER: Mapping[str, Any] = {"course_number": "later"}
_SUGGESTIVE, _COMPATIBLE, _LATE = "suggestive", "compatible", "too late after the stop"
_TIMING = (
    line(
        "dates that cannot all hold",
        0,
        "contradictory",
        pair=_time(_HEP, _day(9), dates="contradictory"),
    ),
    line(
        "no date at all",
        1,
        f"unknown | {_SUGGESTIVE} | {_COMPATIBLE} | before the drug | {_LATE}",
        pair={**_HEP, "lingering": days(2)},
    ),
    line("B1: day 5 of a first treatment", 2, _SUGGESTIVE, pair=_time(_HEP, _day(5))),
    line("B1: day 90 of a first treatment", 2, _SUGGESTIVE, pair=_time(_HEP, _day(90))),
    line("B1: day 4 of a first treatment", 2, _COMPATIBLE, pair=_time(_HEP, _day(4))),
    line("B1: day 91 of a first treatment", 2, _COMPATIBLE, pair=_time(_HEP, _day(91))),
    line("day 15 of a later treatment", 2, _SUGGESTIVE, pair=_time(_HEP, _day(15), **_LATER)),
    line("day 16 of a later treatment", 2, _COMPATIBLE, pair=_time(_HEP, _day(16), **_LATER)),
    line("day 1 of a later treatment", 2, _SUGGESTIVE, pair=_time(_HEP, _day(1), **_LATER)),
    line(
        "cholestatic, day 90 of a later treatment",
        2,
        _SUGGESTIVE,
        pair=_time(_CHOL, _day(90), **_LATER),
    ),
    line(
        "cholestatic, day 91 of a later treatment",
        2,
        _COMPATIBLE,
        pair=_time(_CHOL, _day(91), **_LATER),
    ),
    line("cholestatic, day 5", 2, _SUGGESTIVE, pair=_time(_CHOL, _day(5))),
    line("15 days after the stop", 2, _COMPATIBLE, pair=_time(_HEP, _day(40), _day(15))),
    line(
        "B2: 16 days after the stop of a drug that is gone",
        2,
        _LATE,
        pair=_time(_HEP, _day(40), _day(16)),
    ),
    line("B3: cholestatic, 30 days", 2, _COMPATIBLE, pair=_time(_CHOL, _day(60), _day(30))),
    line("B3: cholestatic, 31 days", 2, _LATE, pair=_time(_CHOL, _day(60), _day(31))),
    line(
        "16 days after the stop of a drug that stays 20",
        2,
        _COMPATIBLE,
        pair=_time(_HEP, _day(40), _day(16), lingering=days(20)),
    ),
    line("the day of the stop is a day on the drug", 2, _SUGGESTIVE, pair=_time(_HEP, _day(9))),
    line("before the first dose", 2, "before the drug", pair=_time(_HEP, days(-3, -2))),
    line(
        "a date across the edge of day 5",
        3,
        f"unknown | {_SUGGESTIVE} | {_COMPATIBLE}",
        pair=_time(_HEP, days(4, 6)),
    ),
    line(
        "20 days after the stop, pattern unknown",
        3,
        f"unknown | {_COMPATIBLE} | {_LATE}",
        pair=_time({}, _day(60), _day(20)),
    ),
    line(
        "perhaps before the first dose",
        3,
        f"unknown | {_SUGGESTIVE} | before the drug | {_COMPATIBLE}",
        pair=_time(_HEP, days(-1, 9)),
    ),
    line(
        "perhaps a day after the stop already",
        3,
        f"unknown | {_SUGGESTIVE} | {_COMPATIBLE}",
        pair=_time(_HEP, _day(9), days(0, 2)),
    ),
    line(
        "begun in the very minute of the first dose",
        2,
        _COMPATIBLE,
        pair=_time(_HEP, days(0)),
    ),
    line("exactly a day after the stop", 2, _COMPATIBLE, pair=_time(_HEP, _day(9), days(1))),
    line(
        "up to exactly a day after the stop",
        3,
        f"unknown | {_SUGGESTIVE} | {_COMPATIBLE}",
        pair=_time(_HEP, _day(9), days(0, 1)),
    ),
    line(
        "up to exactly five days",
        3,
        f"unknown | {_SUGGESTIVE} | {_COMPATIBLE}",
        pair=_time(_HEP, days(3, 5)),
    ),
    line(
        "up to exactly 91 days",
        3,
        f"unknown | {_SUGGESTIVE} | {_COMPATIBLE}",
        pair=_time(_HEP, days(80, 91)),
    ),
    line(
        "up to exactly 16 days after the stop",
        3,
        f"unknown | {_COMPATIBLE} | {_LATE}",
        pair=_time(_HEP, _day(40), days(15, 16)),
    ),
    line(
        "a drug that may stay exactly as long",
        3,
        f"unknown | {_COMPATIBLE} | {_LATE}",
        pair=_time(_HEP, _day(40), days(16), lingering=days(2, 16)),
    ),
    line(
        "a drug that stays exactly as long",
        2,
        _COMPATIBLE,
        pair=_time(_HEP, _day(40), days(16), lingering=days(16)),
    ),
    line(
        "a drug that may be gone",
        3,
        f"unknown | {_COMPATIBLE} | {_LATE}",
        pair=_time(_HEP, _day(40), _day(16), lingering=days(2, 20)),
    ),
)

_AGE = (
    line("55 years", 0, "yes", pair={"age": (55, 55)}),
    line("54 years", 0, "no", pair={"age": (54, 54)}),
    line("from 54 to 55", 1, "unknown | yes | no", pair={"age": (54, 55)}),
    line("no age", 1, "unknown | yes | no"),
)
_PREGNANCY = (
    line("pregnant", 0, "yes", pair={"pregnant": "yes"}),
    line("not pregnant", 1, "no", pair={"pregnant": "no"}),
    line("no word of it", 2, "unknown"),
)
_ALCOHOL = (
    *(
        line(f"the record says {value}", 0, value, pair={"alcohol": value})
        for value in ("none", "within limits", "above limits")
    ),
    line("no word of alcohol", 1, "unknown"),
)


def _other(start: tuple[int, int], last: tuple[int, int], **more: str) -> Sequence[dict[str, Any]]:
    return [{"onset_after_start": start, "onset_after_last_dose": last, **more}]


_FITS = (days(20), (0, 0))
_CO = (
    line("nobody names another drug", 0, "none"),
    line("another drug was taken", 1, "compatible", other_drug=_other(*_FITS)),
    line(
        "stopped 15 days before", 1, "compatible", pair=_HEP, other_drug=_other(days(40), _day(15))
    ),
    line("stopped 16 days before", 1, "none", pair=_HEP, other_drug=_other(days(40), _day(16))),
    line(
        "cholestatic, stopped 30 days before",
        1,
        "compatible",
        pair=_CHOL,
        other_drug=_other(days(60), _day(30)),
    ),
    line(
        "cholestatic, stopped 31 days before",
        1,
        "none",
        pair=_CHOL,
        other_drug=_other(days(60), _day(31)),
    ),
    line(
        "begun in the minute of the onset",
        1,
        "compatible",
        other_drug=_other(days(0), (0, 0)),
    ),
    line(
        "begun in the minute of the onset at the earliest",
        2,
        "unknown | none | compatible",
        other_drug=_other(days(-1, 0), (0, 0)),
    ),
    line(
        "stopped up to exactly 16 days before",
        2,
        "unknown | none | compatible",
        pair=_HEP,
        other_drug=_other(days(40), days(15, 16)),
    ),
    line("begun after the onset", 1, "none", other_drug=_other(days(-2), (0, 0))),
    line("excluded by the report", 1, "none", other_drug=_other(*_FITS, status="excluded")),
    line("a known hepatotoxin", 1, "known hepatotoxin", other_drug=_other(*_FITS, known="yes")),
    line(
        "a re-exposure to it was positive",
        1,
        "implicated",
        other_drug=_other(*_FITS, known="yes", implicated="yes"),
    ),
    line(
        "the strongest of several counts",
        1,
        "known hepatotoxin",
        other_drug=[*_other(*_FITS), *_other(*_FITS, known="yes")],
    ),
    line(
        "a hepatotoxin that was not there does not count",
        1,
        "compatible",
        other_drug=[*_other(days(-2), (0, 0), known="yes", implicated="yes"), *_other(*_FITS)],
    ),
    line("no word of its times", 2, "unknown | none | compatible", other_drug=_other(OPEN, OPEN)),
    line(
        "perhaps begun before",
        2,
        "unknown | none | implicated",
        other_drug=_other(days(-1, 1), (0, 0), implicated="yes"),
    ),
    line(
        "a hepatotoxin perhaps, another certainly",
        2,
        "unknown | compatible | known hepatotoxin",
        other_drug=[*_other(days(-1, 1), (0, 0), known="yes"), *_other(*_FITS)],
    ),
    line(
        "20 days before an injury of unknown pattern",
        2,
        "unknown | none | compatible",
        other_drug=_other(days(60), _day(20)),
    ),
)

TABLES: Mapping[str, tuple[Line, ...]] = {
    "liver_timing": _TIMING,
    "alcohol": _ALCOHOL,
    "pregnancy": _PREGNANCY,
    "age_from_55": _AGE,
    "liver_co_drugs": _CO,
}
