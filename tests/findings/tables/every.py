"""Every truth table, by rule file and by finding."""

from __future__ import annotations

from collections.abc import Mapping

from tests.findings.tables import (
    alternatives,
    circumstances,
    dechallenge,
    event,
    liver,
    liver_causes,
    liver_course,
    liver_pattern,
    necrolysis,
    on_drug,
    onset,
    reactions,
    rechallenge,
)
from tests.findings.tables.line import Line

__all__ = ["BY_FILE", "TABLES"]

BY_FILE: Mapping[str, Mapping[str, tuple[Line, ...]]] = {
    "alternatives": alternatives.TABLES,
    "circumstances": circumstances.TABLES,
    "dechallenge": dechallenge.TABLES,
    "event": event.TABLES,
    "liver": liver.TABLES,
    "liver_causes": liver_causes.TABLES,
    "liver_course": liver_course.TABLES,
    "liver_pattern": liver_pattern.TABLES,
    "necrolysis": necrolysis.TABLES,
    "on_drug": on_drug.TABLES,
    "onset": onset.TABLES,
    "reactions": reactions.TABLES,
    "rechallenge": rechallenge.TABLES,
}
"""Rule file: finding: lines."""

TABLES: Mapping[str, tuple[Line, ...]] = {
    name: lines for tables in BY_FILE.values() for name, lines in tables.items()
}
