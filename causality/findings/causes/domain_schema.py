"""The form of a domain file: for one kind of event, what it can be, what causes it, what shows it.

A domain adds entities (what the event is) between cause and signs, names the rivals of a drug
(other causes, parts of the background), and says what a sign or a test tells of an entity.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from causality.datafile import Identifier, Record, Text, WholeNumber
from causality.findings.causes.uncertain import Amount, ShareRow
from causality.findings.latency_schema import Names

__all__ = ["DomainFile", "DrugProfile", "EntityRecord", "RaisedBy", "RivalRecord", "SignRecord"]


class EntityRecord(Record, defer_build=True):
    """One thing the event can be."""

    id: Identifier = Field(description="Name in the file.")
    title: Text = Field(description="In words.")
    natural_course: ShareRow | None = Field(
        None, description="How it runs without intervention; the general row if left out."
    )


class DrugProfile(Record, defer_build=True):
    """Which entities a drug leads to, if it is the cause."""

    drugs: Names = Field((), description="Drugs by name.")
    classes: Names = Field((), description="Classes of the time-to-onset table.")
    entities: ShareRow = Field(description="Entity: its probability if this drug is the cause.")


class RaisedBy(Amount, defer_build=True):
    """A condition of the patient that makes a rival more frequent, by which factor."""

    condition: Names = Field(description="Names of the condition.")
    present: Amount | None = Field(
        None, description="How often what the rival names is found in such patients, cause or not."
    )


class RivalRecord(Record, defer_build=True):
    """A cause that is no drug of the case: a part of the background."""

    id: Identifier = Field(description="Name in the file.")
    title: Text = Field(description="In words.")
    names: Names = Field((), description="Terms under which a case may name it.")
    share: Amount = Field(description="Its part of the background in a patient without more.")
    entities: ShareRow = Field(description="Entity: its probability if this is the cause.")
    present: Amount | None = Field(
        None, description="How often it is found in such patients, cause or not."
    )
    entity: Identifier | None = Field(
        None, description="Where naming it says what the event is, not what caused it."
    )
    raised_by: tuple[RaisedBy, ...] = Field((), description="Conditions that raise it.")


class SignRecord(Record, defer_build=True):
    """Something seen, and how often each entity shows it."""

    id: Identifier = Field(description="Name in the file.")
    title: Text = Field(description="In words.")
    names: Names = Field((), description="Words under which a case may list it.")
    seen: dict[Identifier, Amount] = Field(
        description="Entity: how often it shows this; `otherwise` for those left out."
    )


class DomainFile(Record):
    """One kind of event."""

    schema_: Literal["causality/domain/1"] = Field(description="Form of the file.")
    id: Identifier = Field(description="Name of the domain.")
    version: Annotated[WholeNumber, Field(ge=1)] = Field(description="Version of the numbers.")
    title: Text = Field(description="What it is about.")
    events: Names = Field(description="Terms of the events it is about.")
    window: Amount | None = Field(None, description="Days of the window; the general one else.")
    entities: tuple[EntityRecord, ...] = Field(min_length=1, max_length=8, description="Entities.")
    any_drug: ShareRow = Field(description="Entities of a drug without a profile of its own.")
    profiles: tuple[DrugProfile, ...] = Field((), description="Drugs with their own entities.")
    rivals: tuple[RivalRecord, ...] = Field(description="Parts of the background.")
    unexplained: RivalRecord = Field(description="The part of the background nobody can name.")
    signs: tuple[SignRecord, ...] = Field((), description="What is seen.")
