"""Code lists of the FAERS quarterly files, as the words of our cases.

What the codes mean: the description that FDA ships with every quarter (ASC_NTS).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from causality.formats.dates import Unit
from causality.formats.reported import Role

__all__ = [
    "AGE_GROUPS",
    "AGE_UNITS",
    "ANSWERS",
    "DEATH",
    "ONCE",
    "OUTCOMES",
    "ROLES",
    "SEXES",
    "TIME_UNITS",
    "WEIGHT_UNITS",
]

ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "PS": "suspect",
        "SS": "suspect",
        "I": "interacting",
        "C": "concomitant",
        "DN": "not given",
    }
)
"""In the order in which they count, where rows of one drug differ."""
ANSWERS: Mapping[str, str] = MappingProxyType(
    {"Y": "positive", "N": "negative", "U": "unknown", "D": "does not apply"}
)
"""Of ``dechal`` and ``rechal``; an empty cell says nothing at all."""
OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "DE": "death",
        "LT": "life-threatening",
        "HO": "hospitalisation",
        "DS": "disability",
        "CA": "congenital anomaly",
        "RI": "other important",
        "OT": "other important",
    }
)
"""Reasons why the report as a whole is serious; RI is an intervention to prevent damage."""
DEATH = "DE"
AGE_UNITS: Mapping[str, str] = MappingProxyType(
    {"DEC": "decade", "YR": "y", "MON": "mo", "WK": "wk", "DY": "d", "HR": "h"}
)
AGE_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "N": "neonate",
        "I": "infant",
        "C": "child",
        "T": "adolescent",
        "A": "adult",
        "E": "elderly",
    }
)
SEXES: Mapping[str, Literal["female", "male", "unknown"]] = MappingProxyType(
    {"F": "female", "M": "male", "UNK": "unknown"}
)
"""NS, not specified, is silence."""
WEIGHT_UNITS: Mapping[str, str] = MappingProxyType({"KG": "kg", "LBS": "lb", "GMS": "g"})
TIME_UNITS: Mapping[str, Unit] = MappingProxyType(
    {"YR": "y", "MON": "mo", "WK": "wk", "DAY": "d", "HR": "h", "MIN": "min"}
)
"""Seconds are finer than a case is."""
ONCE = "1X"
"""The frequency of what was given one time."""
