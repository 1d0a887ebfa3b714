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
        "it went on or not, by the dates",
        1,
        f"unknown | drug continued | {_FAST}",
        pair=_HEP,
        episode=[{"kind": "continuation", "certainty": "possible"}],
        laboratory=_after((5, 2000)),
    ),
    line(
        "it went on, or was stopped, by the dates",
        1,
        f"unknown | drug continued | {_FAST}",
        pair=_HEP,
        episode=[{"kind": "continuation"}, {"kind": "stop", "certainty": "possible"}],
        laboratory=_after((5, 2000)),
    ),
    line(
        "it went on at first and was stopped then",
        3,
        _FAST,
        pair=_HEP,
        episode=[{"kind": "continuation"}, *_STOP],
        laboratory=_after((5, 2000)),
    ),
    line("no value", 2, "unknown", pair=_HEP, episode=_STOP),
    line("no value and no stop", 2, "unknown", pair=_CHOL),
    _alt("a peak alone", 2, "unknown", value(0, _PEAK)),
    _alt("not half on day 20, nothing later", 2, "unknown", *_after((20, 7000))),
    _alt("B4: half of the excess by day 8", 3, _FAST, *_after((8, 6000))),
    _alt("just less than half by day 8, half by 30", 3, _SLOW, *_after((8, 6001), (30, 6000))),
    _alt("half on the first day after day 8", 3, _SLOW, *_after((9, 6000))),
    _alt("half on day 30", 3, _SLOW, *_after((30, 6000))),
    _alt("half on day 31", 3, _LATE, *_after((31, 6000))),
    _alt("not half on day 31", 3, _NOT, *_after((31, 6001))),
    _alt("not half on day 30 says nothing yet", 2, "unknown", *_after((30, 6001))),
    _alt("not half on day 40, half on day 60", 3, _LATE, *_after((40, 7000), (60, 5000))),
    _alt("half on day 5, back above on day 9", 3, _NOT, *_after((5, 3000), (9, 7000))),
    _alt("down, and up again below midway", 3, _FAST, *_after((5, 3000), (9, 6000))),
    _alt(
        "low before the peak is no fall",
        2,
        "unknown",
        value(1, 2000),
        value(3, _PEAK),
    ),
    _alt(
        "a fall while the drug went on does not count",
        2,
        "unknown",
        value(-9, _PEAK),
        value(-1, 2000),
    ),
    _alt(
        "the peak lies before the stop",
        3,
        _FAST,
        value(-3, _PEAK),
        value(2, 5000),
    ),
    _alt(
        "a value under the re-exposure is of another course",
        3,
        _FAST,
        *_after((5, 2000)),
        value(60, _PEAK, phase="again"),
    ),
    _alt(
        "half by day 5 perhaps only under a re-exposure",
        4,
        f"unknown | {_FAST}",
        *_after(),
        value(5, 2000, phase="possibly again"),
    ),
    _alt(
        "the peak perhaps of another course, so either peak may count for either value",
        4,
        f"unknown | {_FAST} | {_NOT}",
        value(0, _PEAK, phase="possibly again"),
        value(2, 3000),
        value(5, 2500),
    ),
    _alt(
        "the peak perhaps of another course, half of each peak by day 8",
        3,
        _FAST,
        value(0, _PEAK, phase="possibly again"),
        value(2, 3000),
        value(5, 1500),
    ),
    _alt(
        "above midway after day 30, perhaps of another course",
        4,
        f"unknown | {_NOT}",
        *_after(),
        value(40, 9000, phase="possibly again"),
    ),
    _alt(
        "half, and above again perhaps of another course",
        5,
        f"unknown | {_FAST} | {_NOT}",
        *_after((5, 2000)),
        value(9, 9000, phase="possibly again"),
    ),
    _alt(
        "half perhaps of another course, and above again",
        4,
        f"unknown | {_FAST} | {_NOT}",
        *_after(),
        value(5, 2000, phase="possibly again"),
        value(9, 9000),
    ),
    _alp(
        "seen once more, perhaps of another course",
        4,
        f"unknown | {_FLAT}",
        value(-5, _PEAK, "ALP"),
        value(20, _PEAK, "ALP", phase="possibly again"),
    ),
    *(
        _alt(
            f"after the peak by {clock} alone",
            3,
            _FAST,
            {**value((-20, 5), _PEAK), clock: days(0)},
            {**value((-20, 5), 2000), "after_stop": days(3), clock: days(3)},
        )
        for clock in ("on_calendar", "after_start", "after_stop")
    ),
    _alt(
        "back above by the calendar alone",
        3,
        _NOT,
        {**value(0, _PEAK), "on_calendar": days(0)},
        {**value((3, 9), 2000), "on_calendar": days(5)},
        {**value((3, 9), 9000), "on_calendar": days(6)},
    ),
    _alt("never above the limit: nothing to halve", 2, "unknown", value(0, 900), value(3, 800)),
    _alp("half of ALP on day 180", 3, _HALF, *_after((180, 6000), analyte="ALP")),
    _alp("half of ALP on day 181", 3, _FLAT, *_after((20, _PEAK), (181, 6000), analyte="ALP")),
    _alp("down by less than half", 3, _LESS, *_after((20, 6001), analyte="ALP")),
    _alp("not down", 3, _FLAT, *_after((20, _PEAK), analyte="ALP")),
    _alp("half of bilirubin", 3, _HALF, *_after((20, 6000), analyte="bilirubin")),
    _alp(
        "the better of the two counts",
        3,
        _HALF,
        *_after((20, _PEAK), analyte="ALP"),
        *_after((20, 6000), analyte="bilirubin"),
    ),
    _alp("ALT does not count here", 2, "unknown", *_after((5, 2000))),
    _alt(
        "perhaps from before the stop",
        4,
        f"unknown | {_FAST}",
        value(-9, _PEAK),
        value((-1, 2), 2000),
    ),
    line(
        "half by day 8 in both tables, pattern unknown",
        5,
        f"unknown | {_FAST} | {_HALF}",
        episode=_STOP,
        laboratory=[*_after((5, 2000)), *_after((5, 2000), analyte="ALP")],
    ),
    _alt(
        "a date across day 8",
        5,
        f"unknown | {_FAST} | {_SLOW}",
        *_after(),
        value((8, 10), 2000),
    ),
    _alt(
        "a date across day 30",
        5,
        f"unknown | {_SLOW} | {_LATE}",
        *_after(),
        value((30, 32), 2000),
    ),
    _alt(
        "a value across midway after day 30",
        5,
        f"unknown | {_LATE} | {_NOT}",
        *_after(),
        value(40, (5999, 6001)),
    ),
    _alt(
        "the order of a low and a high value is open",
        5,
        f"unknown | {_FAST} | {_NOT}",
        *_after(),
        value((3, 6), 2000),
        value((3, 6), 8000),
    ),
    _alp(
        "a date across day 180",
        5,
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
    _back(
        "given again or not, by the dates",
        1,
        "unknown | doubled alone",
        *_again(900, 1800),
        given=[{"agent": "drug", "certainty": "possible"}],
    ),
    _back(
        "given again, perhaps with another suspect",
        3,
        "unknown | doubled alone | doubled with other drugs",
        *_again(900, 1800),
        given=[{"agent": "drug", "company": "possibly shared"}],
    ),
    _back(
        "given again, and perhaps once more with another suspect",
        3,
        "unknown | doubled alone | doubled with other drugs",
        *_again(900, 1800),
        given=[
            {"agent": "drug", "company": "alone"},
            {"agent": "drug", "company": "shared", "certainty": "possible"},
        ],
    ),
    _back("given again without values", 2, _NEVER),
    _back("no value before", 2, _NEVER, _again(900, 3000)[1]),
    _back("no value under it", 2, _NEVER, _again(900, 3000)[0]),
    _back("twice the value before", 2, "doubled alone", *_again(900, 1800)),
    _back("with other drugs", 2, "doubled with other drugs", *_again(900, 1800), given=_SHARED),
    _back("less than twice, above the limit", 2, "not doubled", *_again(900, 1799)),
    _back("at the limit is not below it", 2, "not doubled", *_again(900, 1000)),
    _back("below the limit", 2, "within normal", *_again(900, 999)),
    _back("five times the limit before", 2, _NEVER, *_again(5000, 20000)),
    _back("just under five times before", 2, "doubled alone", *_again(4999, 9998)),
    _back("ALP twice its limit before", 2, _NEVER, *_again(2000, 9000, "ALP"), pair=_CHOL),
    _back("ALP under twice", 2, "doubled alone", *_again(1999, 3998, "ALP"), pair=_CHOL),
    _back("ALT where ALP leads", 2, _NEVER, *_again(900, 9000), pair=_CHOL),
    _back(
        "the highest value under it counts",
        2,
        "doubled alone",
        *_again(900, 1800),
        value(80, 950, phase="again"),
    ),
    _back(
        "the value under it perhaps from before",
        3,
        f"unknown | doubled alone | {_NEVER}",
        _again(900, 1800)[0],
        value(70, 1800, phase="possibly again"),
    ),
    _back(
        "the value before perhaps from under it",
        3,
        f"unknown | doubled alone | {_NEVER}",
        value(60, 900, baseline="yes", phase="possibly again"),
        _again(900, 1800)[1],
    ),
    _back(
        "a low value under it, a higher one perhaps",
        3,
        "unknown | doubled alone | within normal | not doubled",
        *_again(900, 950),
        value(80, 1800, phase="possibly again"),
    ),
    _back(
        "a high value under it, a lower one perhaps",
        2,
        "doubled alone",
        *_again(900, 1800),
        value(80, 950, phase="possibly again"),
    ),
    _back(
        "two values that may be under it, at least one of them is",
        3,
        f"unknown | within normal | not doubled | {_NEVER}",
        _again(900, 950)[0],
        value(70, 950, phase="possibly again"),
        value(80, 1100, phase="possibly again"),
    ),
    _back(
        "a rounded value across twice",
        3,
        "unknown | doubled alone | not doubled",
        *_again(900, (1799, 1801)),
    ),
    _back(
        "two last values before, one too high",
        3,
        f"unknown | doubled alone | {_NEVER}",
        value(60, 5000, baseline="yes"),
        *_again(900, 20000),
    ),
    _back("pattern unknown", 3, f"unknown | doubled alone | {_NEVER}", *_again(900, 1800), pair={}),
)

TABLES: Mapping[str, tuple[Line, ...]] = {
    "liver_course": _COURSE,
    "liver_re_exposure": _RE_EXPOSURE,
}
