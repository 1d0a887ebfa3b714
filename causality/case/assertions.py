"""What others say: earlier knowledge, findings as reported, causality opinions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from causality.case.entry import Entry
from causality.case.values import DrugId, EventId, Time
from causality.datafile import Text
from causality.errors import nearest
from causality.vocabulary import VOCABULARY

__all__ = ["Knowledge", "Opinion", "Statement"]


def _finding(about: str) -> str:
    names = tuple(name.replace("_", " ") for name in VOCABULARY)
    if about not in names:
        raise ValueError(f"no finding of that name{nearest(about, names)}")
    return about


class Knowledge(Entry):
    """What was known of this drug and event when the case was reported."""

    drug: DrugId = Field(description="The drug it is about.")
    event: EventId | None = Field(default=None, description="The event; leave out for all events.")
    level: Literal[
        "listed",
        "conclusive reports",
        "isolated reports",
        "class effect",
        "none found",
        "not searched",
    ] = Field(description="How much was known.")
    as_of: Time | None = Field(default=None, description="Date of that knowledge.")
    citations: tuple[Text, ...] = Field(default=(), description="Where it stands.")


class Statement(Entry):
    """A finding as the reporter stated it; used where the timeline cannot decide."""

    drug: DrugId = Field(description="The drug it is about.")
    event: EventId = Field(description="The event it is about.")
    about: Annotated[Text, AfterValidator(_finding)] = Field(
        description="Name of the finding: `dechallenge`, `dose response`, ..."
    )
    value: Text = Field(description="One of the values of that finding.")

    @field_validator("value")
    @classmethod
    def _is_a_value_of_it(cls, value: str, info: ValidationInfo) -> str:
        about = info.data.get("about")
        known = VOCABULARY[about.replace(" ", "_")].values if about else (value,)
        if value not in known:
            raise ValueError(f"not a value of {about}{nearest(value, known)}")
        return value


class Opinion(Entry):
    """Somebody's causality assessment; carried along, never merged with ours."""

    drug: DrugId = Field(description="The drug it is about.")
    event: EventId = Field(description="The event it is about.")
    method: Text | None = Field(default=None, description="Instrument or `global introspection`.")
    result: Text = Field(description="As printed.")
    at: Time | None = Field(default=None, description="When it was given.")
