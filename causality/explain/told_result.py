"""A result of ours as another program hands it back: the parts of the contract that are compared.

Keys that are not read here are passed over, because a later version may have more of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from causality.assessment.assessment import Assessment
from causality.assessment.contract import as_dict
from causality.datafile import load_document, read_document, validate
from causality.errors import InputError

__all__ = [
    "MOST_BYTES",
    "ToldCase",
    "ToldEngine",
    "ToldEntry",
    "ToldFinding",
    "ToldModel",
    "ToldPair",
    "ToldReading",
    "ToldResult",
    "ToldVerdict",
    "as_told",
    "looks_like_result",
    "read_result",
]

_HEAD = 200
_RESULT = re.compile(rb'\s*\{\s*"schema"\s*:\s*"causality/assessment/')

MOST_BYTES = 50_000_000
"""Of a result: it repeats the case and gives every reason, so it is larger than a case may be."""


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class ToldEntry(_Told):
    """One entry of the case."""

    kind: str
    at: tuple[str, ...] = ()
    text: str
    source: str | None = None
    by: str | None = None
    assumed: str | None = None


class ToldFinding(_Told):
    """One finding: its value, or the bounds of a measure in days."""

    value: str | tuple[float | None, float | None]
    because: str = ""
    grounds: tuple[str, ...] = ()
    recorded: tuple[str, ...] = ()


class ToldReading(_Told):
    """One criterion as it was answered."""

    number: str
    answer: str
    points: int | None = None
    findings: tuple[str, ...] = ()
    because: str = ""


class ToldVerdict(_Told):
    """One method's verdict, or why it does not apply."""

    title: str
    category: str | None = None
    score: int | None = None
    recorded_range: tuple[int, int] | None = None
    possible_categories: tuple[str, ...] = ()
    not_applicable: str | None = None
    readings: tuple[ToldReading, ...] = ()


class ToldPair(_Told):
    """One drug and one event."""

    drug: str
    drug_name: str
    event: str
    event_term: str
    findings: Mapping[str, ToldFinding]
    verdicts: Mapping[str, ToldVerdict]


class ToldModel(_Told):
    """A model file that took part."""

    id: str
    version: str
    sha256: str


class ToldCase(_Told):
    """Which case, and the bytes it was."""

    id: str
    sha256: str | None = None


class ToldEngine(_Told):
    """Which program."""

    name: str
    version: str


class ToldResult(_Told):
    """A whole result."""

    schema_: Literal["causality/assessment/1"] = Field(alias="schema")
    engine: ToldEngine
    models: tuple[ToldModel, ...]
    case: ToldCase
    entries: Mapping[str, ToldEntry]
    pairs: tuple[ToldPair, ...]


def as_told(assessment: Assessment) -> ToldResult:
    """An assessment as its own contract tells it."""
    return ToldResult.model_validate(as_dict(assessment))


def read_result(source: Path | str | bytes, name: str | None = None) -> ToldResult:
    """The result in ``source``: a path, or the bytes of a file that messages call ``name``.

    Raises InputError with every problem where it is no result of ours.
    """
    if isinstance(source, bytes):
        document = read_document(source, name or "result", InputError, max_bytes=MOST_BYTES)
    else:
        document = load_document(Path(source), InputError, name=name, max_bytes=MOST_BYTES)
    return validate(document, ToldResult, InputError)


def looks_like_result(source: Path | bytes) -> bool:
    """Whether a file begins as a result in JSON does; whatever else it is, it may be a case."""
    head = source[:_HEAD] if isinstance(source, bytes) else b""
    if isinstance(source, Path):
        try:
            with source.open("rb") as file:
                head = file.read(_HEAD)
        except OSError:
            return False  # whoever reads it says what is wrong
    return _RESULT.match(head) is not None
