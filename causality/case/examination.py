"""What was examined and what was done: observations with their measures, treatments."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from causality.case.entry import Entry
from causality.case.values import DrugId, EventId, TextOrNumber, Time
from causality.datafile import Number, Record, Text, YesNoUnknown

__all__ = ["Measure", "Observation", "Treatment"]


class Measure(Record):
    """One value of an examination; a bare text stands for its `value` alone."""

    value: TextOrNumber = Field(description="As reported, a number or words.")
    unit: Text | None = Field(default=None, description="Unit of a number.")
    lower: Number | None = Field(default=None, description="Lower limit of normal.")
    upper: Number | None = Field(default=None, description="Upper limit of normal (ULN).")
    change: Literal["better", "worse", "same", "unknown"] = Field(
        default="unknown", description="Against the examination before."
    )
    marks_recovery: YesNoUnknown = Field(
        default="unknown", description="Whether this value says that the event improved."
    )


def _as_measure(value: Any) -> Any:
    return {"value": value} if isinstance(value, str) else value


class Observation(Entry):
    """An examination or laboratory result."""

    at: Time | None = Field(default=None, description="When it was done.")
    test: Text = Field(description="Brain MRI, ALT, biopsy, ...")
    of: EventId | None = Field(default=None, description="The event it is about.")
    shows: Literal["event", "no event", "not interpretable", "unknown"] = Field(
        default="unknown", description="Whether it confirms that the event is there."
    )
    measures: dict[
        str,
        Annotated[
            Measure, BeforeValidator(_as_measure, json_schema_input_type=TextOrNumber | Measure)
        ],
    ] = Field(default_factory=dict, description="What was found, by measure.")
    signs: tuple[Text, ...] = Field(
        default=(),
        description="What was seen, in words that a domain knows: `raised CSF myelin basic "
        "protein`; what no domain knows is kept and moves nothing.",
    )
    specific_for: DrugId | None = Field(
        default=None, description="The drug this test would link to the event."
    )
    result: Literal["positive", "negative", "not interpretable", "not done", "unknown"] = Field(
        default="unknown", description="Of a test that would link that drug to the event."
    )


class Treatment(Entry):
    """Something done against the event."""

    name: Text = Field(description="Drug or procedure.")
    of: EventId | None = Field(default=None, description="The event it treats.")
    start: Time | None = Field(default=None, description="First given.")
    stop: Time | None = Field(default=None, description="Last given.")
    amount: Text | None = Field(default=None, description="Dose, as reported.")
    kind: Literal["antidote", "effective", "supportive", "unknown"] = Field(
        default="unknown",
        description="A specific antidote; something that could by itself explain improvement; or "
        "mere support.",
    )
    antidote_to: DrugId | None = Field(default=None, description="The drug it reverses.")
    response: Literal["improved", "not improved", "unknown"] = Field(
        default="unknown", description="What the event did after it."
    )
