"""Other causes than the drug: what was considered, and how it was looked for."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from causality.case.entry import Entry
from causality.case.values import ConditionId, DrugId, EventId, Time
from causality.datafile import Text, YesNoUnknown

__all__ = ["Alternative", "Test", "Workup"]


class Test(Entry):
    """One test done for a possible other cause."""

    __test__ = False  # not a pytest class

    test: Text = Field(description="JC virus PCR, blood culture, angiography, ...")
    at: Time | None = Field(default=None, description="When the sample was taken.")
    specimen: Text | None = Field(
        default=None, description="Tests on one specimen are not independent."
    )
    result: Literal["negative", "positive", "not interpretable", "not done", "unknown"] = Field(
        description="`positive` speaks for that cause, `negative` against it."
    )
    found: Text | None = Field(default=None, description="What was found, in words or numbers.")


class Alternative(Entry):
    """Something other than this drug that might have caused the event."""

    term: Text = Field(description="The cause in words.")
    of: EventId | None = Field(default=None, description="The event; leave out for all events.")
    role: Literal["competing", "trigger", "risk factor", "mediator", "consequence"] = Field(
        default="competing", description="Only a competing cause could have done it alone."
    )
    status: Literal["excluded", "unlikely", "possible", "likely", "confirmed", "not assessed"] = (
        Field(description="As this cause of the event; never `excluded` because nobody looked.")
    )
    present: YesNoUnknown = Field(
        default="unknown", description="Whether it was there at all, cause or not."
    )
    drug: DrugId | None = Field(default=None, description="If it is another drug of this case.")
    condition: ConditionId | None = Field(
        default=None, description="If it is a condition of the patient."
    )
    tests: tuple[Test, ...] = Field(default=(), description="What was done to find out.")


class Workup(Entry):
    """A search for other causes, reported as a whole."""

    of: EventId | None = Field(default=None, description="The event; leave out for all events.")
    extent: Literal["extensive", "limited", "none", "unknown"] = Field(
        default="unknown", description="How much was done."
    )
    itemised: YesNoUnknown = Field(
        default="unknown", description="Whether the report names the causes and tests."
    )
    found: Literal["no other cause", "other cause", "unknown"] = Field(
        default="unknown", description="What came out of it as a whole."
    )
