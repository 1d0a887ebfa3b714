"""The form of a network file: what may be written, and what each key means."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from causality.citation import Origin
from causality.datafile import Identifier, Number, Record, Text, WholeNumber

__all__ = ["SCHEMA", "UNIFORM", "NetworkFile", "NodeRecord", "NoisyOrRecord", "RowRecord"]

SCHEMA = "causality/network/1"
"""What the first key of a network file says."""

_FRACTION = re.compile(r"([0-9]{1,15})/([1-9][0-9]{0,14})")


def _fraction(value: Any) -> Any:
    """``3/7`` as a number; anything else is left to ``Number``."""
    found = _FRACTION.fullmatch(value.strip()) if isinstance(value, str) else None
    return int(found[1]) / int(found[2]) if found else value


Share = Annotated[
    Annotated[Number, Field(ge=0, le=1)],
    BeforeValidator(_fraction),
    WithJsonSchema({"type": ["number", "string"], "pattern": "^[0-9]+/[1-9][0-9]*$"}),
]
"""A probability: a decimal, or a fraction such as 3/7 where the decimals would not end."""

UNIFORM = "(uniform)"
"""The one key of shares that were written as the word ``uniform``."""


def _spelled_out(value: Any) -> Any:
    return {UNIFORM: "1"} if value == "uniform" else value


Name = Annotated[Text, Field(max_length=100)]
"""The name of a node or a state: any words on one line."""


Shares = Annotated[
    dict[Name, Share],
    BeforeValidator(_spelled_out),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "object", "additionalProperties": {"type": ["number", "string"]}},
                {"const": "uniform"},
            ]
        }
    ),
]
"""A probability for each state, or the word ``uniform``."""


class RowRecord(Record):
    """Numbers for one or several combinations of parent states."""

    when: dict[Name, Name | tuple[Name, ...]] = Field(
        default_factory=dict,
        description="Parent: its state, or a list of states; a parent left out may have any.",
    )
    then: Shares = Field(
        description="Own state: its probability. They sum to 1; `uniform` gives each the same."
    )
    support: Annotated[WholeNumber, Field(ge=0)] | None = Field(
        None, description="Number of cases behind the row; 0: the source had none."
    )
    origin: Identifier | Origin | None = Field(
        None, description="Where the row is from: a name under `origins`, or the origin itself."
    )


class NoisyOrRecord(Record):
    """Causes that act on their own; the states run from absent to worst."""

    leak: RowRecord = Field(description="The effect when none of the causes is present.")
    causes: tuple[RowRecord, ...] = Field(
        description="The effect of one state of one parent, if nothing else acted, leak left out."
    )


class NodeRecord(Record):
    """One variable: its states, what it depends on, and its numbers."""

    name: Name = Field(description="Name of the node.")
    title: Text | None = Field(None, description="What the node stands for, in words.")
    role: Text | None = Field(None, description="What part it plays in the model.")
    states: tuple[Name, ...] = Field(description="Names of the states, in order.")
    parents: tuple[Name, ...] = Field((), description="Nodes that it depends on directly.")
    rows: tuple[RowRecord, ...] | None = Field(
        None, description="Each combination of parent states, exactly once."
    )
    noisy_or: NoisyOrRecord | None = Field(
        None, description="In place of rows: independent causes with a leak."
    )
    origin: Identifier | Origin | None = Field(
        None, description="Where the rows are from that do not say it themselves."
    )


class NetworkFile(Record):
    """A Bayesian network with the source of every number."""

    schema_: Literal["causality/network/1"] = Field(description="The form of this file.")
    id: Identifier = Field(description="Name of the network.")
    title: Text = Field(description="What the network is, in one line.")
    version: Text | None = Field(None, description="Version of the numbers or the structure.")
    licence: Text | None = Field(None, description="Under which terms the source may be used.")
    note: Text | None = Field(None, description="What a user of the network has to know.")
    cite: tuple[Identifier, ...] = Field((), description="Sources, by id in the bibliography.")
    target: Name | None = Field(None, description="The node that is usually asked for.")
    findings: tuple[Name, ...] = Field((), description="Nodes that usually carry evidence.")
    order: tuple[Name, ...] = Field((), description="Stored elimination order, for speed only.")
    decimals: Annotated[WholeNumber, Field(ge=1, le=15)] | None = Field(
        None, description="The source rounded to so many decimals; rows may miss 1 by the rounding."
    )
    origins: dict[Identifier, Origin] = Field(
        default_factory=dict, description="Origins that several rows share, by name."
    )
    origin: Identifier | Origin | None = Field(
        None, description="Where the rows are from whose node does not say it either."
    )
    nodes: tuple[NodeRecord, ...] = Field(description="The nodes; parents may follow children.")
