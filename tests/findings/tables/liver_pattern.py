"""Liver injury and its pattern, derived by hand.

R is ALT over ALP, each in multiples of its upper limit; thousandths of the limit stand here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.findings.tables.line import OPEN, Line, days, line

__all__ = ["TABLES"]

_Rows = list[dict[str, Any]]


def first_values(alt: int, alp: int) -> _Rows:
    """One ALT and one ALP at the onset, day 0 of the clock."""
    return [
        {
            "analyte": analyte,
            "value": (value, value),
            "at": days(0),
            "after_onset": days(0),
            "phase": "first",
        }
        for analyte, value in (("ALT", alt), ("ALP", alp))
    ]


def _apart(alt: tuple[int, int], alp: tuple[int, int]) -> _Rows:
    rows = first_values(0, 0)
    return [{**rows[0], "value": alt}, {**rows[1], "value": alp}]


def _before(rows: _Rows, lo: float, hi: float) -> _Rows:
    """The same rows, from ``lo`` to ``hi`` days after the onset."""
    return [{**row, "at": days(lo, hi), "after_onset": days(lo, hi)} for row in rows]


_EDGE = "hepatocellular or mixed"
_LOWER = "mixed or cholestatic"
_PATTERN = (
    line("nothing measured", 0, "unknown"),
    line("an ALT alone has no R", 0, "unknown", laboratory=first_values(5000, 1000)[:1]),
    line(
        "both from before the onset",
        0,
        "unknown",
        laboratory=_before(first_values(9000, 1000), -9, -8),
    ),
    line("R of 5.001", 1, "hepatocellular", laboratory=first_values(5001, 1000)),
    line("R of exactly 5", 1, _EDGE, laboratory=first_values(5000, 1000)),
    line("R of 4.999", 1, "mixed", laboratory=first_values(4999, 1000)),
    line("R of 2.001", 1, "mixed", laboratory=first_values(2001, 1000)),
    line("R of exactly 2", 1, _LOWER, laboratory=first_values(2000, 1000)),
    line("R of 1.999", 1, "cholestatic", laboratory=first_values(1999, 1000)),
    line(
        "the first values count, not later ones",
        1,
        "hepatocellular",
        laboratory=[*first_values(9000, 1000), *_before(first_values(1000, 1000), 5, 6)],
    ),
    line(
        "values under a re-exposure do not count",
        1,
        "cholestatic",
        laboratory=[{**row, "phase": "again"} for row in _before(first_values(9000, 1000), -1, -1)]
        + first_values(1000, 1000),
    ),
    line(
        "perhaps from before the onset",
        2,
        "unknown | hepatocellular",
        laboratory=_before(first_values(9000, 1000), -1, 1),
    ),
    line(
        "the ALP perhaps from before the onset",
        2,
        "unknown | hepatocellular",
        laboratory=[
            first_values(9000, 1000)[0],
            _before(first_values(9000, 1000), -1, 1)[1],
        ],
    ),
    line(
        "perhaps from under a re-exposure",
        2,
        "unknown | hepatocellular",
        laboratory=[{**row, "phase": "possibly again"} for row in first_values(9000, 1000)],
    ),
    line(
        "the first values count by the calendar alone",
        1,
        "hepatocellular",
        laboratory=[
            *({**row, "at": OPEN, "on_calendar": days(0)} for row in first_values(9000, 1000)),
            *({**row, "at": OPEN, "on_calendar": days(5)} for row in first_values(1000, 1000)),
        ],
    ),
    line(
        "an ALT that is rounded across 5",
        3,
        f"unknown | hepatocellular | {_EDGE} | mixed",
        laboratory=_apart((4999, 5001), (1000, 1000)),
    ),
    line(
        "an ALP that is rounded across half",
        3,
        f"unknown | mixed | {_LOWER} | cholestatic",
        laboratory=_apart((2000, 2000), (999, 1001)),
    ),
    line(
        "two first values that cannot be told apart",
        3,
        f"unknown | hepatocellular | {_EDGE} | mixed | {_LOWER} | cholestatic",
        laboratory=[*first_values(9000, 1000), *first_values(1000, 1000)],
    ),
)

_INJURY = (
    line("a liver injury by its name", 0, "yes", pair={"liver_event": "yes"}),
    line("another event", 1, "no", pair={"liver_event": "no"}),
    line("the record is silent", 2, "unknown"),
)

TABLES: Mapping[str, tuple[Line, ...]] = {
    "liver_injury": _INJURY,
    "liver_pattern": _PATTERN,
}
