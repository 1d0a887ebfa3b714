"""vigiGrade: how complete a report is. A share of what is left goes for each missing dimension."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import prod
from typing import Literal

from pydantic import Field

from causality.citation import Origin
from causality.datafile import Identifier, Number, Record, Text, data_root, load_document, validate
from causality.errors import ModelError

__all__ = [
    "Completeness",
    "DimensionRecord",
    "Lost",
    "StateRecord",
    "ThresholdRecord",
    "VigiGrade",
    "completeness",
    "vigigrade",
]

_FILE = "beside/vigigrade_2014.yaml"


class StateRecord(Origin):
    """A way in which a dimension falls short, and the share that it takes."""

    state: Text
    penalty: Number = Field(gt=0, lt=1)


class DimensionRecord(Record):
    """One thing that a report should say."""

    name: Text
    states: tuple[StateRecord, ...] = Field(min_length=1)


class ThresholdRecord(Origin):
    """What a well documented report must exceed."""

    value: Number


class VigiGrade(Record):
    """The file: dimensions with their penalties."""

    format_: Literal["causality/completeness/1"] = Field(alias="schema")
    id: Identifier
    title: Text
    edition: Text
    cite: Identifier
    read_in: tuple[Identifier, ...] = ()
    well_documented_above: ThresholdRecord
    dimensions: tuple[DimensionRecord, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """A dimension that falls short: in which state, and the share it takes."""

    dimension: str
    state: str
    penalty: float


@dataclass(frozen=True, slots=True)
class Completeness:
    """The score of one pair, from 0 to 1.

    ``lowest`` and ``highest`` differ where dimensions in ``not_asked`` have no place in the record:
    the lowest takes them as missing, the highest as given. ``well_documented`` is None where that
    decides.
    """

    instrument: str
    lowest: float
    highest: float
    well_documented: bool | None
    lost: tuple[Lost, ...]
    not_asked: tuple[str, ...]
    cite: str


@cache
def vigigrade() -> VigiGrade:
    """The instrument as its file says it."""
    document = load_document(data_root("models") / _FILE, ModelError, name=_FILE)
    return validate(document, VigiGrade, ModelError)


def completeness(states: Mapping[str, str], not_asked: Collection[str] = ()) -> Completeness:
    """The score where the dimensions in ``states`` fall short and all others are given.

    KeyError for a dimension or a state that the instrument does not have.
    """
    told = vigigrade()
    penalties = {
        (dimension.name, state.state): state.penalty
        for dimension in told.dimensions
        for state in dimension.states
    }
    lost = [Lost(name, state, penalties[name, state]) for name, state in states.items()]
    # Products of decimals are exact, so an edge is an edge.
    highest = prod((1 - Decimal(str(one.penalty)) for one in lost), start=Decimal(1))
    open_ = (1 - Decimal(str(penalties[name, "missing"])) for name in not_asked)
    lowest = prod(open_, start=highest)
    edge = Decimal(str(told.well_documented_above.value))
    well = {lowest > edge, highest > edge}
    return Completeness(
        told.id,
        float(lowest),
        float(highest),
        well.pop() if len(well) == 1 else None,
        tuple(lost),
        tuple(not_asked),
        told.cite,
    )
