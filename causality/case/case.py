"""A case: what was reported about one patient, nothing inferred."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from causality.case.entries import (
    Alternative,
    Drug,
    EarlierExposure,
    Event,
    Interaction,
    Knowledge,
    Observation,
    Opinion,
    Patient,
    ReExposure,
    Statement,
    Treatment,
    Workup,
)
from causality.case.expected import Expected
from causality.case.values import Time
from causality.datafile import Identifier, Record, Text

__all__ = ["SCHEMA", "Case", "DayZero", "FollowUp", "Provenance"]

SCHEMA = "causality/case/1"


class Provenance(Record):
    """Where the case comes from and under which terms it may be used."""

    kind: Literal["published", "synthetic", "report"] = Field(description="Kind of case.")
    citation: Text | None = Field(default=None, description="The publication or message.")
    licence: Text | None = Field(default=None, description="Terms of the source.")
    encoding: Text | None = Field(default=None, description="Who encoded what from what, and how.")


class DayZero(Record):
    """What `day N` counts from."""

    what: Text = Field(description="In words: `initial brain MRI`.")
    at: Time | None = Field(default=None, description="When that was, if it can be said.")
    assumed: Text | None = Field(
        default=None, description="What of this is the encoder's assumption."
    )


class FollowUp(Record):
    """Whether more information can be had."""

    state: Literal["pending", "possible", "impossible", "unknown"] = Field(
        description="Asked and awaited, could be asked, cannot come any more."
    )
    note: Text | None = Field(default=None, description="Why.")


class Case(Record):
    """One individual case: a patient, drugs, events, and what was found."""

    schema_: Literal["causality/case/1"] = Field(alias="schema", description="Always this text.")
    id: Identifier = Field(description="Short name of the case.")
    title: Text | None = Field(default=None, description="One line for people.")
    provenance: Provenance | None = Field(default=None, description="Where the case comes from.")
    day_0: DayZero | None = Field(default=None, description="What `day N` counts from.")
    last_information: Time | None = Field(default=None, description="When the record ends.")
    patient: Patient = Field(default_factory=Patient, description="The patient.")
    drugs: tuple[Drug, ...] = Field(description="Every drug the report names.")
    events: tuple[Event, ...] = Field(description="Every adverse event the report names.")
    observations: tuple[Observation, ...] = Field(default=(), description="Examinations and tests.")
    treatments: tuple[Treatment, ...] = Field(
        default=(), description="What was done against the event."
    )
    alternatives: tuple[Alternative, ...] = Field(default=(), description="Other possible causes.")
    workup: tuple[Workup, ...] = Field(default=(), description="Searches reported as a whole.")
    re_exposures: tuple[ReExposure, ...] = Field(
        default=(), alias="re-exposures", description="The drug given again."
    )
    earlier_exposures: tuple[EarlierExposure, ...] = Field(default=(), description="Taken before.")
    interactions: tuple[Interaction, ...] = Field(default=(), description="Suspected interactions.")
    knowledge: tuple[Knowledge, ...] = Field(default=(), description="What was known.")
    statements: tuple[Statement, ...] = Field(default=(), description="Findings as reported.")
    opinions: tuple[Opinion, ...] = Field(default=(), description="Assessments by others.")
    follow_up: FollowUp | None = Field(
        default=None, alias="follow-up", description="Whether more can be learnt."
    )
    published: dict[str, Any] | None = Field(
        default=None, description="The authors' own verdicts; the engine never reads this."
    )
    expected: Expected | None = Field(
        default=None,
        description="What must come out and why, in a test case; the engine never reads it.",
    )
