"""The adverse event: when it began, how it went, how sure it is, what it belongs to."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from causality.case.entry import Entry
from causality.case.values import ConditionId, EventId, Span, Time
from causality.datafile import Text, YesNoUnknown

__all__ = ["Course", "Event"]


class Course(Entry):
    """A change of the event, or its absence, at some time."""

    at: Time | None = Field(default=None, description="When this was so.")
    state: Literal[
        "improved", "partly improved", "resolved", "unchanged", "worsened", "recurred"
    ] = Field(description="The event, against what it was before.")


class Event(Entry):
    """An adverse event."""

    term: Text = Field(description="The event in words, or a coded term.")
    terms: tuple[Text, ...] = Field(default=(), description="Other names of the same event.")
    diagnosis: Literal["confirmed", "suspected", "refuted", "unknown"] = Field(
        default="unknown", description="Whether the event itself is established."
    )
    relation: Literal[
        "under drug", "withdrawal", "lack of effect", "aggravation", "late", "unknown"
    ] = Field(
        default="under drug",
        description="How it is said to relate to the drug: under it, after its withdrawal "
        "(rebound), as missing effect, as worsening of something older, or long after it.",
    )
    worsens: ConditionId | None = Field(
        default=None, description="The older condition it made worse, for an aggravation."
    )
    onset: Time | None = Field(default=None, description="First sign or symptom.")
    first_abnormal_result: Time | None = Field(default=None, description="First abnormal test.")
    last_known_normal: Time | None = Field(
        default=None, description="Last time it was certainly absent."
    )
    course: tuple[Course, ...] = Field(default=(), description="How it went on.")
    resolved: Time | None = Field(default=None, description="When it had gone.")
    treated: YesNoUnknown = Field(
        default="unknown",
        description="`no` where the report says that nothing was done against it; what was done "
        "stands under `treatments`.",
    )
    outcome: Literal["recovered", "recovering", "sequelae", "not recovered", "fatal", "unknown"] = (
        Field(default="unknown", description="At the last information (E2B E.i.7).")
    )
    natural_course: Literal[
        "self-limited", "relapsing", "progressive", "irreversible", "unknown"
    ] = Field(default="unknown", description="Without any intervention.")
    healing_time: Span | None = Field(
        default=None, description="How long it takes to improve once its cause is gone."
    )
    pattern: Literal["specific", "not specific", "unknown"] = Field(
        default="unknown",
        description="Whether it is an objective disorder specific for drugs, or a recognised "
        "pharmacological effect.",
    )
    confirmed_by_examination: YesNoUnknown = Field(
        default="unknown", description="Whether a clinician saw it (observations hold the tests)."
    )
    seriousness: tuple[
        Literal[
            "death",
            "life-threatening",
            "hospitalisation",
            "disability",
            "congenital anomaly",
            "other important",
            "not serious",
        ],
        ...,
    ] = Field(default=(), description="ICH E2A criteria.")
    severity: Literal["mild", "moderate", "severe", "life-threatening", "unknown"] = Field(
        default="unknown", description="Intensity; not seriousness."
    )
    part_of: EventId | None = Field(default=None, description="The event this one is a sign of.")
    consequence_of: EventId | None = Field(default=None, description="The event that led to it.")
