"""The form of ``models/rates.yaml`` and ``models/tests.yaml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from causality.datafile import Identifier, Record, Text, WholeNumber
from causality.findings.causes.uncertain import Amount
from causality.findings.latency_schema import Names

__all__ = ["RateFile", "RateRow", "TestFile", "TestRow"]


class RateRow(Record, defer_build=True):
    """How often an event comes with a drug and without it, in one population."""

    id: Identifier = Field(description="Name of the row, rate-<drug>-<event>.")
    kind: Literal["measured", "trial arms", "reports"] = Field(
        description="A measured excess, the arms of a trial, or a count of reports; in this order."
    )
    drugs: Names = Field((), description="Drugs by name.")
    classes: Names = Field((), description="Classes of the time-to-onset table.")
    events: Names = Field(description="Terms of the event.")
    unit: Text = Field(description="Of both rates: per person-year, per treated patient, ...")
    population: Text = Field(description="In whom both were counted.")
    window_days: Amount | None = Field(None, description="Days over which both were counted.")
    excess: Amount = Field(description="Rate with the drug minus rate without it.")
    background: Amount = Field(description="Rate without the drug.")
    corpus: Identifier = Field(
        description="Name of the data; the same data may not time the same pair."
    )
    note: Text | None = Field(None, description="What a reader should know.")

    @model_validator(mode="after")
    def _names_a_drug(self) -> RateRow:
        if not (self.drugs or self.classes):
            raise ValueError("say which drugs or classes the row is about")
        return self

    @property
    def odds(self) -> float:
        """Excess against background."""
        return self.excess.value / self.background.value


class RateFile(Record):
    """Rates by drug and event."""

    schema_: Literal["causality/rates/1"] = Field(description="Form of the file.")
    id: Identifier = Field(description="Id of the model.")
    version: Annotated[WholeNumber, Field(ge=1)] = Field(description="Version of the numbers.")
    title: Text = Field(description="What it is.")
    rows: tuple[RateRow, ...] = Field(description="The rows; of equals the first counts.")


class TestRow(Record, defer_build=True):
    """A test, what it looks for, and how well it finds it."""

    __test__ = False  # not a pytest class

    id: Identifier = Field(description="Name of the row.")
    names: Names = Field(description="Names of the test as a case may write them.")
    of: Names = Field(description="Terms of the cause or entity it looks for.")
    title: Text = Field(description="Test and cause in words.")
    sensitivity: Amount = Field(description="Share of positives where the cause is present.")
    specificity: Amount = Field(description="Share of negatives where it is absent.")
    note: Text | None = Field(None, description="What a reader should know.")

    @model_validator(mode="after")
    def _shares(self) -> TestRow:
        for number in (self.sensitivity, self.specificity):
            if number.value >= 1:
                raise ValueError("a sensitivity or specificity lies between 0 and 1; write 0.995")
        return self


class TestFile(Record):
    """Tests for other causes."""

    __test__ = False  # not a pytest class

    schema_: Literal["causality/tests/1"] = Field(description="Form of the file.")
    id: Identifier = Field(description="Id of the model.")
    version: Annotated[WholeNumber, Field(ge=1)] = Field(description="Version of the numbers.")
    title: Text = Field(description="What it is.")
    tempering: Amount = Field(
        description="Dependence of several tests for one thing: 0 none, 1 they count as one."
    )
    rows: tuple[TestRow, ...] = Field(description="The rows; of equals the first counts.")
