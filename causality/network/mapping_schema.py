"""The form of a file that says which findings of a case are which evidence of a network."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from causality.citation import Origin
from causality.datafile import Identifier, Record, Text, WholeNumber

__all__ = ["SCHEMA", "EvidenceRecord", "MappingFile", "OutcomeRecord", "ReadingRecord"]

SCHEMA = "causality/network-findings/1"
"""What the first key of such a file says."""


class ReadingRecord(Record):
    """What some values of some findings say of a node."""

    when: dict[Identifier, Text | tuple[Text, ...]] = Field(
        description="Finding: its value, or a list of values."
    )
    state: Text = Field(description="The state of the node.")
    because: Text = Field(description="The reason, as a clause.")


class EvidenceRecord(Record):
    """One node that may carry evidence: the findings it reads; the first row that holds decides."""

    node: Text = Field(description="A node of the network.")
    reads: Annotated[tuple[Identifier, ...], Field(max_length=4)] = Field(
        (), description="Findings that its rows ask for, at most four."
    )
    rows: tuple[ReadingRecord, ...] = Field((), description="Rows, in order.")
    otherwise: Text = Field(description="Why nothing is entered where no row holds.")


class OutcomeRecord(Record):
    """A state of a node that the network is asked for."""

    node: Text = Field(description="A node of the network.")
    state: Text = Field(description="The state whose share is reported.")


class MappingFile(Record):
    """Findings of a case as evidence of a network."""

    schema_: Literal["causality/network-findings/1"] = Field(description="The form of this file.")
    network: Identifier = Field(description="The network, by its id.")
    version: Annotated[WholeNumber, Field(ge=1)] = Field(description="Version of this file.")
    title: Text = Field(description="What the file is, in one line.")
    origin: Origin = Field(description="Where the reading of the findings is from.")
    outcomes: tuple[OutcomeRecord, ...] = Field(description="What the network is asked for.")
    warnings: tuple[Text, ...] = Field((), description="What a reader has to know of any answer.")
    nodes: tuple[EvidenceRecord, ...] = Field(
        description="Every node that usually carries evidence, mapped or not."
    )
