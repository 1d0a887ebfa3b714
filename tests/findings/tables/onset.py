"""When the event began: order, and whether the time to onset fits.

In most latency lines a row of the time-to-onset table calls days 5 to 10 highly suggestive and days
1 to 56 compatible, on the clock of the first dose.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.findings.tables.line import OPEN, Line, days, line

__all__ = ["TABLES"]

_BOTH = "unknown | drug first | event first"
_WITHDRAWAL = {"relation": "withdrawal"}

_SEQUENCE = (
    line(
        "dates that cannot all hold give no order",
        0,
        "contradictory",
        pair={"dates": "contradictory", "onset_after_start": days(5)},
    ),
    line("neither is dated against the other", 1, _BOTH),
    line(
        "for a withdrawal reaction the stop must be dated; the first dose does not help",
        1,
        _BOTH,
        pair={**_WITHDRAWAL, "onset_after_start": days(5)},
    ),
    line(
        "began a day after the stop",
        2,
        "drug first",
        pair={**_WITHDRAWAL, "onset_after_stop": days(1), "onset_after_start": days(-3)},
    ),
    line(
        "began in the minute of the stop",
        2,
        "drug first",
        pair={**_WITHDRAWAL, "onset_after_stop": days(0)},
    ),
    line(
        "began some time after the stop, no end known",
        2,
        "drug first",
        pair={**_WITHDRAWAL, "onset_after_stop": (1, OPEN[1])},
    ),
    line(
        "began some time before the stop",
        3,
        "event first",
        pair={**_WITHDRAWAL, "onset_after_stop": (OPEN[0], -1)},
    ),
    line(
        "began while the drug was taken: no withdrawal",
        3,
        "event first",
        pair={**_WITHDRAWAL, "onset_after_stop": days(-1), "onset_after_start": days(30)},
    ),
    line(
        "began five days after the first dose", 4, "drug first", pair={"onset_after_start": days(5)}
    ),
    line(
        "began in the minute of the first dose",
        4,
        "drug first",
        pair={"onset_after_start": days(0)},
    ),
    line(
        "some time after the first dose, no end known",
        4,
        "drug first",
        pair={"onset_after_start": (1, OPEN[1])},
    ),
    line(
        "under the drug it does not matter that it came before the stop",
        4,
        "drug first",
        pair={"relation": "under drug", "onset_after_start": days(5), "onset_after_stop": days(-9)},
    ),
    line(
        "began a minute before the first dose",
        5,
        "event first",
        pair={"onset_after_start": (-1, -1)},
    ),
    line(
        "some time before the first dose",
        5,
        "event first",
        pair={"onset_after_start": (OPEN[0], -1)},
    ),
    line(
        "the day before at the earliest, in the minute of the first dose at the latest",
        6,
        _BOTH,
        pair={"onset_after_start": days(-1, 0)},
    ),
    line(
        "a day before the stop at the earliest, in that minute at the latest",
        6,
        _BOTH,
        pair={**_WITHDRAWAL, "onset_after_stop": days(-1, 0)},
    ),
    line("the same day, the hour unknown", 6, _BOTH, pair={"onset_after_start": days(-0.9, 0.9)}),
    line(
        "bounded on one side only, and across the first dose",
        6,
        _BOTH,
        pair={"onset_after_start": (OPEN[0], 5)},
    ),
    line(
        "bounded on the other side only, and across the first dose",
        6,
        _BOTH,
        pair={"onset_after_start": (-5, OPEN[1])},
    ),
    line(
        "a withdrawal on the day of the stop, the hour unknown",
        6,
        _BOTH,
        pair={**_WITHDRAWAL, "onset_after_stop": days(-0.9, 0.9)},
    ),
)

_ROW = {
    "window_basis": "row",
    "suggestive_window": days(5, 10),
    "compatible_window": days(1, 56),
}
_FALLBACK = {"window_basis": "fallback", "compatible_window": days(0, 30)}


def after(lo: float, hi: float | None = None, **facts: Any) -> Mapping[str, Any]:
    """An onset so many days after the first dose, which is the clock."""
    span = days(lo, hi)
    return {**_ROW, "onset_after_start": span, "onset_after_clock": span, **facts}


def lingering(lo: float, hi: float | None = None, **facts: Any) -> Mapping[str, Any]:
    """An onset ninety days after the first dose and so many after the last; no row applies."""
    clock = {"onset_after_start": days(90), "onset_after_clock": days(lo, hi)}
    return {**_FALLBACK, **clock, **facts}


_LATENCY = (
    line(
        "dates that cannot all hold give no time to onset",
        0,
        "contradictory",
        pair=after(7, dates="contradictory"),
    ),
    line(
        "nothing is dated, so every value is open",
        1,
        "unknown | highly suggestive | compatible | improbable | impossible",
        pair=_ROW,
    ),
    line(
        "nothing is dated and no window is highly suggestive",
        1,
        "unknown | compatible | improbable | impossible",
        pair=_FALLBACK,
    ),
    line(
        "a withdrawal reaction before the stop",
        2,
        "impossible",
        pair=lingering(5, relation="withdrawal", onset_after_stop=days(-1)),
    ),
    line("onset before the first dose", 3, "impossible", pair=after(-3)),
    line("onset a minute before the first dose", 3, "impossible", pair=after(-1 / 1440)),
    line("day 7 of 5 to 10", 4, "highly suggestive", pair=after(7)),
    line("day 5, the edge, of 5 to 10", 4, "highly suggestive", pair=after(5)),
    line("day 10, the other edge, of 5 to 10", 4, "highly suggestive", pair=after(10)),
    line("day 6 to 9, all within 5 to 10", 4, "highly suggestive", pair=after(6, 9)),
    line("day 20: in 1 to 56, not in 5 to 10", 5, "compatible", pair=after(20)),
    line("day 1, the edge, of 1 to 56", 5, "compatible", pair=after(1)),
    line("day 56, the other edge, of 1 to 56", 5, "compatible", pair=after(56)),
    line("day 4, a minute before 5 to 10", 5, "compatible", pair=after(5 - 1 / 1440)),
    line("day 10 and a minute", 5, "compatible", pair=after(10 + 1 / 1440)),
    line(
        "a row without a highly suggestive window: day 7 is compatible",
        5,
        "compatible",
        pair=after(7, suggestive_window=OPEN),
    ),
    line(
        "a window of one minute is a window",
        4,
        "highly suggestive",
        pair=after(7, suggestive_window=days(7)),
    ),
    line(
        "a suggestive window open to below is a window",
        4,
        "highly suggestive",
        pair=after(7, suggestive_window=(OPEN[0], days(10)[0])),
    ),
    line(
        "a suggestive window open to above is a window",
        4,
        "highly suggestive",
        pair=after(7, suggestive_window=(days(5)[0], OPEN[1]), compatible_window=(0, OPEN[1])),
    ),
    line("day 57 of 1 to 56: too late", 6, "improbable", pair=after(57)),
    line("a minute short of day 1: too soon", 6, "improbable", pair=after(1 - 1 / 1440)),
    line("in the minute of the first dose, too soon", 6, "improbable", pair=after(0)),
    line("five days after the last dose, 30 allowed", 7, "compatible", pair=lingering(5)),
    line(
        "a withdrawal reaction is timed from the stop, whatever the first dose",
        7,
        "compatible",
        pair=lingering(
            5, relation="withdrawal", onset_after_stop=days(5), onset_after_start=days(-2)
        ),
    ),
    line("on the last day allowed", 7, "compatible", pair=lingering(30)),
    line("while the drug was being taken", 7, "compatible", pair=lingering(0)),
    line("a minute after the drug had gone", 8, "improbable", pair=lingering(30 + 1 / 1440)),
    line(
        "day 8 to 12, across the edge of 5 to 10",
        9,
        "unknown | highly suggestive | compatible",
        pair=after(8, 12),
    ),
    line(
        "day 3 to 5, across the other edge",
        9,
        "unknown | highly suggestive | compatible",
        pair=after(3, 5),
    ),
    line(
        "day 50 to 60, across the end of 1 to 56",
        9,
        "unknown | compatible | improbable",
        pair=after(50, 60),
    ),
    line(
        "day 0 to 2, across the beginning of 1 to 56",
        9,
        "unknown | compatible | improbable",
        pair=after(0, 2),
    ),
    line(
        "the day before to day 20",
        9,
        "unknown | highly suggestive | compatible | improbable | impossible",
        pair=after(-1, 20),
    ),
    line(
        "same day, hour unknown; no window opens before day 1",
        9,
        "unknown | improbable | impossible",
        pair=after(-0.9, 0.9),
    ),
    line(
        "across the first dose: what came before it is impossible, not merely improbable",
        9,
        "unknown | compatible | impossible",
        pair=lingering(0, 0, onset_after_start=days(-3, 3), onset_after_clock=days(-3, 3)),
    ),
    line(
        "a withdrawal reaction around the stop",
        9,
        "unknown | compatible | impossible",
        pair=lingering(5, relation="withdrawal", onset_after_stop=days(-1, 1)),
    ),
    line(
        "an aggravation has no forbidden order; before the drug it does not fit",
        6,
        "improbable",
        pair=after(-3, relation="aggravation"),
    ),
    line(
        "an aggravation in the minute of the first dose",
        7,
        "compatible",
        pair=lingering(0, relation="aggravation", onset_after_start=days(0)),
    ),
    line(
        "an aggravation across the first dose",
        9,
        "unknown | highly suggestive | compatible | improbable",
        pair=after(-3, 7, relation="aggravation"),
    ),
    line(
        "no window at all tells nothing but the order",
        9,
        "unknown | highly suggestive | compatible | improbable",
        pair={"onset_after_start": days(5), "onset_after_clock": days(5)},
    ),
    line(
        "no window at all, and the wrong order",
        3,
        "impossible",
        pair={"onset_after_start": days(-5), "onset_after_clock": days(-5)},
    ),
)

TABLES: Mapping[str, tuple[Line, ...]] = {"sequence": _SEQUENCE, "latency": _LATENCY}
