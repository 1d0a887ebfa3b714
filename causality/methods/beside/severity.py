"""Hartwig and Siegel: how severe a reaction was, from the worst level downwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field

from causality.citation import Origin
from causality.datafile import (
    Identifier,
    Record,
    Text,
    WholeNumber,
    data_root,
    load_document,
    validate,
)
from causality.errors import ModelError

__all__ = ["LevelRecord", "Severity", "SeverityScale", "severity", "severity_scale"]

_FILE = "beside/hartwig_1992.yaml"


class LevelRecord(Origin):
    """A level, the facts that all must hold, and its coarse grade."""

    level: WholeNumber
    grade: Text
    when: tuple[Text, ...]
    meaning: Text


class SeverityScale(Record):
    """The file: levels, worst first."""

    format_: Literal["causality/severity/1"] = Field(alias="schema")
    id: Identifier
    title: Text
    edition: Text
    cite: Identifier
    read_in: tuple[Identifier, ...] = ()
    levels: tuple[LevelRecord, ...]


@dataclass(frozen=True, slots=True)
class Severity:
    """The level that is established, and the highest that the record does not rule out."""

    instrument: str
    level: int
    grade: str
    because: str
    could_be: int
    cite: str


@cache
def severity_scale() -> SeverityScale:
    """The scale as its file says it."""
    document = load_document(data_root("models") / _FILE, ModelError, name=_FILE)
    return validate(document, SeverityScale, ModelError)


def severity(facts: Mapping[str, bool | None]) -> Severity:
    """The level by facts that hold, do not hold, or (None) are not on record."""
    told = severity_scale()
    could_be = next(
        one.level for one in told.levels if all(facts.get(name) is not False for name in one.when)
    )
    found = next(one for one in told.levels if all(facts.get(name) for name in one.when))
    return Severity(told.id, found.level, found.grade, found.meaning, could_be, told.cite)
