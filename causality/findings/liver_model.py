"""What ``models/liver.yaml`` says: names of liver events, analytes and causes, edges of bands."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from causality.case.dates import DAY
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

__all__ = ["LiverModel", "liver_model"]

_FILE = "liver.yaml"


class _Days(Origin):
    """A number of days, and where it is from."""

    days: WholeNumber = Field(description="Completed days that still belong to the band.")


class _Limit(Origin):
    """A multiple of the upper limit of normal, in thousandths."""

    thousandths: WholeNumber = Field(description="1000 is the upper limit itself.")


class _Age(Origin):
    """An age in completed years."""

    years: WholeNumber = Field(description="Completed years.")


class _Bands(Record):
    """Edges of the bands of time."""

    first_from: _Days
    first_to: _Days
    hepatocellular_again_to: _Days
    cholestatic_again_to: _Days
    hepatocellular_after_stop: _Days
    cholestatic_after_stop: _Days
    fast: _Days
    slow: _Days
    cholestatic_course: _Days


class _Limits(Record):
    """Edges of laboratory values."""

    hepatocellular_baseline: _Limit
    cholestatic_baseline: _Limit


class LiverModel(Record):
    """The file."""

    schema_: Literal["causality/liver/1"] = Field(alias="schema")
    id: Identifier
    version: WholeNumber
    title: Text
    labels: Origin
    events: tuple[Text, ...]
    analytes: dict[str, tuple[Text, ...]]
    causes: dict[str, tuple[Text, ...]]
    bands: _Bands
    limits: _Limits
    age: _Age

    def within(self, band: str) -> int:
        """Minutes that are too many for a band: the day after its last completed day."""
        edge: _Days = getattr(self.bands, band)
        return (edge.days + 1) * DAY

    def reached(self, band: str) -> int:
        """Minutes from which a band is reached."""
        edge: _Days = getattr(self.bands, band)
        return edge.days * DAY


@cache
def liver_model() -> LiverModel:
    """The model, read once; ``ModelError`` where its file is wrong."""
    document = load_document(data_root("models") / _FILE, ModelError, name=_FILE)
    return validate(document, LiverModel, ModelError)
