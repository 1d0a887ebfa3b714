"""What others say: earlier knowledge, findings as reported, causality opinions."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from causality.case.durations import OPEN_HI
from causality.case.entry import Entry
from causality.case.values import DrugId, EventId, Span, Time
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
    """What was known of this drug and event when the case was reported.

    How well known the reaction was, how long after the first dose it begins, or both.
    """

    drug: DrugId = Field(description="The drug it is about.")
    event: EventId | None = Field(default=None, description="The event; leave out for all events.")
    level: (
        Literal[
            "listed",
            "conclusive reports",
            "isolated reports",
            "class effect",
            "none found",
            "not searched",
        ]
        | None
    ) = Field(
        default=None,
        description="How much was known; leave out where only times to onset are told.",
    )
    earliest_onset: Span | None = Field(
        default=None,
        description="The shortest time from the first dose to the onset that is compatible; at "
        "once, where only the latest is told.",
    )
    latest_onset: Span | None = Field(
        default=None,
        description="The longest such time; without end, where only the earliest is told. The two "
        "go before the time-to-onset table.",
    )
    as_of: Time | None = Field(default=None, description="Date of that knowledge.")
    citations: tuple[Text, ...] = Field(default=(), description="Where it stands.")

    @model_validator(mode="after")
    def _tells_something(self) -> Self:
        if self.level is None and self.onsets is None:
            raise ValueError("tells nothing; give a `level`, an `earliest onset` or `latest onset`")
        if self.onsets is not None and self.onsets[0] > self.onsets[1]:
            raise ValueError("`earliest onset` is longer than `latest onset`; swap them")
        return self

    @property
    def onsets(self) -> tuple[int, int] | None:
        """The times to onset that are compatible, in minutes from the first dose, if told."""
        first, last = self.earliest_onset, self.latest_onset
        if all(one is None or one.text == "unknown" for one in (first, last)):
            return None
        return (0 if first is None else first.lo), (OPEN_HI if last is None else last.hi)


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
