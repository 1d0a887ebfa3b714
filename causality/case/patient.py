"""The patient: age and sex, conditions, organ function, pregnancy, death."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from causality.case.entry import Entry
from causality.case.values import Age, EventId, Time
from causality.datafile import Record, Text, YesNoUnknown

__all__ = ["Condition", "Death", "OrganFunction", "Patient", "Pregnancy"]


class Condition(Entry):
    """A disease, finding or habit of the patient, or one the report says was not there."""

    term: Text = Field(description="The condition in words.")
    present: YesNoUnknown = Field(
        default="yes", description="`no` where the report says that the patient did not have it."
    )
    since: Time | None = Field(default=None, description="When it began.")
    activity: Literal["active", "quiescent", "resolved", "unknown"] = Field(
        default="unknown", description="Its activity when the event began."
    )
    explains: tuple[EventId, ...] = Field(
        default=(), description="Events that this condition can produce by itself."
    )
    favours: tuple[EventId, ...] = Field(
        default=(), description="Events for which it is a risk factor under the drug."
    )


class OrganFunction(Entry):
    """How well an organ worked before the event."""

    organ: Text = Field(description="Kidney, liver, heart, ...")
    state: Text = Field(description="Normal, impaired, eGFR 30, Child-Pugh B, ...")
    at: Time | None = Field(default=None, description="When this was so.")


class Pregnancy(Entry):
    """A pregnancy during exposure."""

    state: Literal["pregnant", "not pregnant", "breast-feeding", "unknown"] = Field(
        description="At the time of exposure."
    )
    last_period: Time | None = Field(
        default=None, description="First day of the last menstrual period."
    )


class Death(Entry):
    """The patient's death, whatever its cause; an event that led to it has `outcome: fatal`."""

    at: Time | None = Field(default=None, description="When the patient died.")
    cause: Text | None = Field(default=None, description="As reported.")
    autopsy: YesNoUnknown = Field(default="unknown", description="Whether one was done.")


class Patient(Record):
    """The person the event happened to; never anything that identifies them."""

    age: Age | None = Field(default=None, description="At onset.")
    sex: Literal["female", "male", "other", "unknown"] | None = Field(
        default=None, description="Sex."
    )
    weight: Text | None = Field(default=None, description="With unit: `70 kg`.")
    height: Text | None = Field(default=None, description="With unit: `172 cm`.")
    conditions: tuple[Condition, ...] = Field(
        default=(), description="Diseases, findings and habits, also those reported as absent."
    )
    organ_function: tuple[OrganFunction, ...] = Field(
        default=(), description="Organs before the event."
    )
    alcohol: Literal["none", "within limits", "above limits", "unknown"] = Field(
        default="unknown",
        description="Drinks a day: none; up to 2 for a woman and 3 for a man; or more.",
    )
    pregnancy: Pregnancy | None = Field(default=None, description="Where a pregnancy matters.")
    exposed_through: Literal["own", "mother", "father", "breast milk"] = Field(
        default="own", description="Whose intake exposed the patient (parent-child reports)."
    )
    death: Death | None = Field(default=None, description="If the patient died.")
