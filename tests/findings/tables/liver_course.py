"""Liver: the course after the stop and the values at re-exposure, derived by hand.

B4 of the references: peak 440, limit 40, 240 on day 8. The excess is 400, half of it 200, so 240 is
just midway: 11.000 and 6.000 times the limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.findings.tables.line import Line, days, line

__all__ = ["TABLES"]

_HEP: Mapping[str, Any] = {"stated_liver_pattern": "hepatocellular"}
_CHOL: Mapping[str, Any] = {"stated_liver_pattern": "cholestatic"}
_STOP = [{"kind": "stop"}]
_PEAK = 11_000


def value(
    day: float | tuple[float, float],
    thousandths: int | tuple[int, int],
    analyte: str = "ALT",
    **more: Any,
) -> dict[str, Any]:
    """A value some days after the stop; one clock for all."""
    when = days(*day) if isinstance(day, tuple) else days(day)
    both = thousandths if isinstance(thousandths, tuple) else (thousandths, thousandths)
    return {
        "analyte": analyte,
        "value": both,
        "at": when,
        "after_stop": when,
        "phase": "first",
        **more,
    }


def _after(*values: tuple[float, int], analyte: str = "ALT") -> list[dict[str, Any]]:
    """A series with its peak on the day of the stop."""
    return [value(0, _PEAK, analyte), *(value(day, one, analyte) for day, one in values)]


_FAST, _SLOW, _LATE = "ALT half within 8 d", "ALT half within 30 d", "ALT half after 30 d"
_NOT = "ALT not half by 30 d, or rising again"
_HALF, _LESS, _FLAT = "ALP half within 180 d", "ALP down by less", "ALP not down"


def _alt(why: str, row: int, values: str, *series: dict[str, Any]) -> Line:
    return line(why, row, values, pair=_HEP, episode=_STOP, laboratory=series)


def _alp(why: str, row: int, values: str, *series: dict[str, Any]) -> Line:
    return line(why, row, values, pair=_CHOL, episode=_STOP, laboratory=series)


_COURSE = (
    line(
        "the drug went on",
        0,
        "drug continued",
        pair=_HEP,
        episode=[{"kind": "continuation"}],
        laboratory=_after((5, 2000)),
    ),
    line(
        "it went on at first and was stopped then",
        2,
        _FAST,
        pair=_HEP,
        episode=[{"kind": "continuation"}, *_STOP],
        laboratory=_after((5, 2000)),
    ),
    line("no value", 1, "unknown", pair=_HEP, episode=_STOP),
    line("no value and no stop", 1, "unknown", pair=_CHOL),
    _alt("a peak alone", 1, "unknown", value(0, _PEAK)),
    _alt("not half on day 20, nothing later", 1, "unknown", *_after((20, 7000))),
    _alt("B4: half of the excess by day 8", 2, _FAST, *_after((8, 6000))),
    _alt("just less than half by day 8, half by 30", 2, _SLOW, *_after((8, 6001), (30, 6000))),
    _alt("half on the first day after day 8", 2, _SLOW, *_after((9, 6000))),
    _alt("half on day 30", 2, _SLOW, *_after((30, 6000))),
    _alt("half on day 31", 2, _LATE, *_after((31, 6000))),
    _alt("not half on day 31", 2, _NOT, *_after((31, 6001))),
    _alt("not half on day 30 says nothing yet", 1, "unknown", *_after((30, 6001))),
    _alt("not half on day 40, half on day 60", 2, _LATE, *_after((40, 7000), (60, 5000))),
    _alt("half on day 5, back above on day 9", 2, _NOT, *_after((5, 3000), (9, 7000))),
    _alt("down, and up again below midway", 2, _FAST, *_after((5, 3000), (9, 6000))),
    _alt(
        "low before the peak is no fall",
        1,
        "unknown",
        value(1, 2000),
        value(3, _PEAK),
    ),
    _alt(
        "a fall while the drug went on does not count",
        1,
        "unknown",
        value(-9, _PEAK),
        value(-1, 2000),
    ),
    _alt(
        "the peak lies before the stop",
        2,
        _FAST,
        value(-3, _PEAK),
        value(2, 5000),
    ),
    _alt(
        "a value under the re-exposure is of another course",
        2,
        _FAST,
        *_after((5, 2000)),
        value(60, _PEAK, phase="again"),
    ),
    _alt("never above the limit: nothing to halve", 1, "unknown", value(0, 900), value(3, 800)),
    _alp("half of ALP on day 180", 2, _HALF, *_after((180, 6000), analyte="ALP")),
    _alp("half of ALP on day 181", 2, _FLAT, *_after((20, _PEAK), (181, 6000), analyte="ALP")),
    _alp("down by less than half", 2, _LESS, *_after((20, 6001), analyte="ALP")),
    _alp("not down", 2, _FLAT, *_after((20, _PEAK), analyte="ALP")),
    _alp("half of bilirubin", 2, _HALF, *_after((20, 6000), analyte="bilirubin")),
    _alp(
        "the better of the two counts",
        2,
        _HALF,
        *_after((20, _PEAK), analyte="ALP"),
        *_after((20, 6000), analyte="bilirubin"),
    ),
    _alp("ALT does not count here", 1, "unknown", *_after((5, 2000))),
    _alt(
        "perhaps from before the stop",
        3,
        f"unknown | {_FAST}",
        value(-9, _PEAK),
        value((-1, 2), 2000),
    ),
    line(
        "half by day 8 in both tables, pattern unknown",
        4,
        f"unknown | {_FAST} | {_HALF}",
        episode=_STOP,
        laboratory=[*_after((5, 2000)), *_after((5, 2000), analyte="ALP")],
    ),
    _alt(
        "a date across day 8",
        4,
        f"unknown | {_FAST} | {_SLOW}",
        *_after(),
        value((8, 10), 2000),
    ),
    _alt(
        "a date across day 30",
        4,
        f"unknown | {_SLOW} | {_LATE}",
        *_after(),
        value((30, 32), 2000),
    ),
    _alt(
        "a value across midway after day 30",
        4,
        f"unknown | {_LATE} | {_NOT}",
        *_after(),
        value(40, (5999, 6001)),
    ),
    _alt(
        "the order of a low and a high value is open",
        4,
        f"unknown | {_FAST} | {_NOT}",
        *_after(),
        value((3, 6), 2000),
        value((3, 6), 8000),
    ),
    _alp(
        "a date across day 180",
        4,
        f"unknown | {_HALF} | {_FLAT}",
        *_after((20, _PEAK), analyte="ALP"),
        value((180, 182), 2000, "ALP"),
    ),
)


def _again(
    before: int | tuple[int, int],
    under: int | tuple[int, int],
    analyte: str = "ALT",
) -> list[dict[str, Any]]:
    return [
        value(60, before, analyte, baseline="yes"),
        value(70, under, analyte, phase="again"),
    ]


_GIVEN = [{"agent": "drug", "company": "alone"}]
_SHARED = [{"agent": "drug", "company": "shared"}]


def _back(why: str, row: int, values: str, *series: dict[str, Any], **more: Any) -> Line:
    pair, given = more.get("pair", _HEP), more.get("given", _GIVEN)
    return line(why, row, values, pair=pair, re_exposure=given, laboratory=series)


_NEVER = "not interpretable"
_RE_EXPOSURE = (
    line("no word of a re-exposure", 0, "unknown", pair=_HEP),
    _back(
        "placebo is no re-exposure", 0, "unknown", *_again(900, 3000), given=[{"agent": "placebo"}]
    ),
    _back("given again without values", 1, _NEVER),
    _back("no value before", 1, _NEVER, _again(900, 3000)[1]),
    _back("no value under it", 1, _NEVER, _again(900, 3000)[0]),
    _back("twice the value before", 1, "doubled alone", *_again(900, 1800)),
    _back("with other drugs", 1, "doubled with other drugs", *_again(900, 1800), given=_SHARED),
    _back("less than twice, above the limit", 1, "not doubled", *_again(900, 1799)),
    _back("at the limit is not below it", 1, "not doubled", *_again(900, 1000)),
    _back("below the limit", 1, "within normal", *_again(900, 999)),
    _back("five times the limit before", 1, _NEVER, *_again(5000, 20000)),
    _back("just under five times before", 1, "doubled alone", *_again(4999, 9998)),
    _back("ALP twice its limit before", 1, _NEVER, *_again(2000, 9000, "ALP"), pair=_CHOL),
    _back("ALP under twice", 1, "doubled alone", *_again(1999, 3998, "ALP"), pair=_CHOL),
    _back("ALT where ALP leads", 1, _NEVER, *_again(900, 9000), pair=_CHOL),
    _back(
        "the highest value under it counts",
        1,
        "doubled alone",
        *_again(900, 1800),
        value(80, 950, phase="again"),
    ),
    _back(
        "a rounded value across twice",
        2,
        "unknown | doubled alone | not doubled",
        *_again(900, (1799, 1801)),
    ),
    _back(
        "two last values before, one too high",
        2,
        f"unknown | doubled alone | {_NEVER}",
        value(60, 5000, baseline="yes"),
        *_again(900, 20000),
    ),
    _back("pattern unknown", 2, f"unknown | doubled alone | {_NEVER}", *_again(900, 1800), pair={}),
)

TABLES: Mapping[str, tuple[Line, ...]] = {
    "liver_course": _COURSE,
    "liver_re_exposure": _RE_EXPOSURE,
}
