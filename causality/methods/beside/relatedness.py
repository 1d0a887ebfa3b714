"""Two-way readings of a category (related or not): mappings with sources of their own."""

from __future__ import annotations

from collections.abc import Mapping as Table
from functools import cache
from typing import Literal

from pydantic import Field

from causality.citation import Origin
from causality.datafile import Identifier, Record, Text, data_root, load_document, validate
from causality.errors import ModelError

__all__ = ["Given", "Mapping", "mappings"]

_FILE = "beside/relatedness.yaml"


class Given(Origin):
    """What one category becomes, and who says so."""

    value: Text


class Mapping(Record):
    """One two-way reading of the categories of one method."""

    id: Identifier
    title: Text
    of: Identifier
    cite: Identifier
    gives: Table[str, Given] = Field(min_length=1)


class _Mappings(Record):
    format_: Literal["causality/relatedness/1"] = Field(alias="schema")
    mappings: tuple[Mapping, ...]


@cache
def mappings() -> tuple[Mapping, ...]:
    """Every mapping that ships."""
    document = load_document(data_root("models") / _FILE, ModelError, name=_FILE)
    return validate(document, _Mappings, ModelError).mappings
