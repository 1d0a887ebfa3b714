"""Epidermal necrolysis: bands of delay and the drug at the onset, derived by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from causality.case.dates import OPEN_HI, OPEN_LO
from tests.findings.tables.line import OPEN, Line, days, line

__all__ = ["TABLES"]


def _day(number: int) -> dict[str, Any]:
    """``number`` completed days from the first intake to the onset."""
    lo, hi = days(number, number + 1)
    return {"onset_after_start": (lo, hi - 1)}


_INDEX, _LIKELY, _SUGGESTIVE = "on or after the index day", "1 to 4 d", "5 to 28 d"
_COMPATIBLE, _LATE = "29 to 56 d", "over 56 d"
_DELAY = (
    line("dates that cannot all hold", 0, "contradictory", pair={"dates": "contradictory"}),
    line(
        "no date at all",
        1,
        f"unknown | {_INDEX} | {_LIKELY} | {_SUGGESTIVE} | {_COMPATIBLE} | {_LATE}",
    ),
    line("started on the index day", 2, _INDEX, pair=_day(0)),
    line("started the day after", 2, _INDEX, pair=_day(-1)),
    line("a day and no more", 2, _LIKELY, pair=_day(1)),
    line("day 4 ends the band", 2, _LIKELY, pair=_day(4)),
    line("day 5 begins the next", 2, _SUGGESTIVE, pair=_day(5)),
    line("B8: day 28", 2, _SUGGESTIVE, pair=_day(28)),
    line("B8: day 29", 2, _COMPATIBLE, pair=_day(29)),
    line("B8: day 56", 2, _COMPATIBLE, pair=_day(56)),
    line("B8: day 57", 2, _LATE, pair=_day(57)),
    line(
        "day 4 or 5",
        3,
        f"unknown | {_LIKELY} | {_SUGGESTIVE}",
        pair={"onset_after_start": days(4.5, 5.5)},
    ),
    line(
        "day 28 or 29",
        3,
        f"unknown | {_SUGGESTIVE} | {_COMPATIBLE}",
        pair={"onset_after_start": days(28.5, 29.5)},
    ),
    line(
        "day 56 or 57",
        3,
        f"unknown | {_COMPATIBLE} | {_LATE}",
        pair={"onset_after_start": days(56.5, 57.5)},
    ),
    line(
        "the index day or the day after",
        3,
        f"unknown | {_INDEX} | {_LIKELY}",
        pair={"onset_after_start": days(0.5, 1.5)},
    ),
    line(
        "only that it was later",
        3,
        f"unknown | {_COMPATIBLE} | {_LATE}",
        pair={"onset_after_start": (days(30)[0], OPEN_HI)},
    ),
    line(
        "only that it was soon",
        3,
        f"unknown | {_INDEX} | {_LIKELY}",
        pair={"onset_after_start": (OPEN_LO, days(2)[0])},
    ),
)


def _last(since: tuple[int, int], washout: tuple[int, int] = OPEN) -> dict[str, Any]:
    return {"onset_after_start": days(30), "onset_after_last_dose": since, "washout": washout}


_EARLY: Mapping[str, Any] = {"onset_after_start": days(-1)}
_OPEN_ORDER: Mapping[str, Any] = {"onset_after_start": days(-1, 30)}
_AT_ONSET = (
    line("first taken a day after the onset", 0, "unknown", pair={**_last(OPEN), **_EARLY}),
    line(
        "first taken after the onset, within a day",
        1,
        "present",
        pair={**_last(OPEN), "onset_after_start": days(-0.9, -0.1)},
    ),
    line(
        "first taken after the onset, within a day or not",
        4,
        "unknown | present",
        pair={**_last(OPEN), "onset_after_start": days(-1, -0.1)},
    ),
    line(
        "first taken within a day of the onset, before or after it",
        1,
        "present",
        pair={**_last((0, 0), days(5)), "onset_after_start": days(-0.9, 0.9)},
    ),
    line(
        "long gone, or first taken within the day after the onset",
        4,
        "unknown | present | gone",
        pair={**_last(days(9), days(5)), "onset_after_start": days(-0.1, 0)},
    ),
    line(
        "taken at the onset, if it was taken before it",
        4,
        "unknown | present",
        pair={**_last((0, 0)), **_OPEN_ORDER},
    ),
    line(
        "taken at the onset, the first intake undated",
        4,
        "unknown | present",
        pair={**_last((0, 0)), "onset_after_start": OPEN},
    ),
    line(
        "long gone, if it was taken before the onset, or taken that day",
        4,
        "unknown | present | gone",
        pair={**_last(days(9), days(5)), **_OPEN_ORDER},
    ),
    line("taken at the onset, half-life unknown", 1, "present", pair=_last((0, 0))),
    line("stopped less than a day before", 1, "present", pair=_last(days(0, 0.9), days(0.1))),
    line(
        "stopped a day before, half-life unknown",
        2,
        "unknown | present | gone",
        pair=_last(days(1)),
    ),
    line("no last dose on record", 2, "unknown | present | gone", pair=_last(OPEN, days(5))),
    line("stopped 4 days before, gone after 5", 3, "present", pair=_last(days(4), days(5))),
    line("stopped 5 days before, gone after 5", 3, "gone", pair=_last(days(5), days(5))),
    line("stopped 9 days before, gone after 5", 3, "gone", pair=_last(days(9), days(5))),
    line("stopped 3 to 4, gone after 5 to 8", 3, "present", pair=_last(days(3, 4), days(5, 8))),
    line(
        "stopped 3 to 5, gone after 5 to 8",
        4,
        "unknown | present | gone",
        pair=_last(days(3, 5), days(5, 8)),
    ),
    line(
        "stopped 7 to 9, gone after 5 to 8",
        4,
        "unknown | present | gone",
        pair=_last(days(7, 9), days(5, 8)),
    ),
    line(
        "stopped 4 days before at least, gone after 5",
        4,
        "unknown | present | gone",
        pair=_last((days(4)[0], OPEN_HI), days(5)),
    ),
    line(
        "stopped at most 2 days before, gone in no time",
        4,
        "unknown | present | gone",
        pair=_last(days(0.5, 2), days(0)),
    ),
    line("stopped a day before, gone in no time", 3, "gone", pair=_last(days(1), days(0))),
    line("stopped 8 to 9, gone after 5 to 8", 3, "gone", pair=_last(days(8, 9), days(5, 8))),
)

TABLES: Mapping[str, tuple[Line, ...]] = {
    "necrolysis_delay": _DELAY,
    "drug_at_onset": _AT_ONSET,
    **{
        name: (line("without a statement, no word of it", 0, "unknown"),)
        for name in (
            "slow_elimination",
            "other_reaction_before",
            "necrolysis_notoriety",
            "rival_score",
        )
    },
}
