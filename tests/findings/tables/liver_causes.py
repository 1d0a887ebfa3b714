"""Causes of a liver injury other than drugs, derived by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.findings.tables.line import Line, line

__all__ = ["TABLES"]

_Rows = list[dict[str, Any]]

_SIX = (
    "hepatitis A",
    "hepatitis B",
    "hepatitis C",
    "biliary obstruction",
    "alcohol",
    "hypotension",
)
_FURTHER = ("underlying disease", "cytomegalovirus", "Epstein-Barr virus", "herpes simplex")


def _excluded(*causes: str) -> _Rows:
    return [{"cause": cause, "status": "excluded"} for cause in causes]


_CAUSES = (
    line(
        "an unlisted cause is likely",
        0,
        "one highly probable",
        liver_cause=[*_excluded(*_SIX), {"cause": "other", "status": "likely"}],
    ),
    line(
        "hepatitis A is confirmed",
        0,
        "one highly probable",
        liver_cause=[{"cause": "hepatitis A", "status": "confirmed"}],
    ),
    line("six excluded", 1, "all six", liver_cause=_excluded(*_SIX)),
    *(
        line(
            f"all but {cause}",
            2,
            "five",
            liver_cause=_excluded(*(one for one in _SIX if one != cause)),
        )
        for cause in _SIX
    ),
    line(
        "one of six only unlikely",
        2,
        "five",
        liver_cause=[*_excluded(*_SIX[1:]), {"cause": _SIX[0], "status": "unlikely"}],
    ),
    line("four excluded", 3, "four", liver_cause=_excluded(*_SIX[:4])),
    line("three excluded", 4, "three or fewer", liver_cause=_excluded(*_SIX[3:])),
    line(
        "one cause twice is one cause",
        4,
        "three or fewer",
        liver_cause=_excluded(*_SIX[:3], *_SIX[:3]),
    ),
    line(
        "named, not assessed",
        4,
        "three or fewer",
        liver_cause=[{"cause": "hypotension", "status": "not assessed"}],
    ),
    line("only others named", 5, "unknown", liver_cause=_excluded("other", *_FURTHER)),
    line("no cause named", 5, "unknown"),
)
_E = (
    line("excluded", 0, "excluded", liver_cause=_excluded("hepatitis E")),
    line(
        "considered",
        1,
        "not excluded",
        liver_cause=[{"cause": "hepatitis E", "status": "possible"}],
    ),
    line("another virus was excluded", 2, "unknown", liver_cause=_excluded("hepatitis A")),
)
_REST = (
    line("all five", 0, "all", liver_cause=_excluded(*_FURTHER, "varicella zoster")),
    line("four without varicella", 1, "all but varicella", liver_cause=_excluded(*_FURTHER)),
    *(
        line(
            f"all but {cause}",
            2,
            "not all",
            liver_cause=_excluded(*(one for one in _FURTHER if one != cause), "varicella zoster"),
        )
        for cause in _FURTHER
    ),
    line("varicella alone", 2, "not all", liver_cause=_excluded("varicella zoster")),
    line("none of them named", 3, "unknown", liver_cause=_excluded(*_SIX)),
)

TABLES: Mapping[str, tuple[Line, ...]] = {
    "liver_causes_excluded": _CAUSES,
    "hepatitis_e": _E,
    "liver_further_causes": _REST,
}
