"""Terms that reports list among the reactions and that are none: a small open list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pydantic import Field

from causality.citation import Origin
from causality.datafile import Identifier, Record, Text, WholeNumber, data_root, load_document
from causality.datafile import validate as validated
from causality.errors import ModelError
from causality.findings.latency_names import plain_name

__all__ = ["OpenList", "is_no_reaction", "open_list", "relation_of"]


class _Group(Record):
    """Terms of one sort, and why they are no reaction."""

    what: Text = Field(description="What such a term tells.")
    terms: tuple[Text, ...] = Field(min_length=1, description="The terms, as reports write them.")


class _Relations(Record):
    """Terms that say by themselves how an event relates to a drug."""

    lack_of_effect: tuple[Text, ...] = Field(description="The drug did not work.")
    withdrawal: tuple[Text, ...] = Field(description="The event follows the end of intake.")


class _File(Record):
    """The file as written."""

    id: Identifier
    version: WholeNumber
    origin: Origin
    no_reaction: tuple[_Group, ...]
    relations: _Relations


@dataclass(frozen=True, slots=True)
class OpenList:
    """Plain names of terms that are no reaction, with what they tell; and relations by term."""

    no_reaction: Mapping[str, str]
    relations: Mapping[str, str]


@cache
def open_list() -> OpenList:
    """The list in ``models/not_reactions.yaml``; ``ModelError`` where it cannot be read."""
    path = data_root("models") / "not_reactions.yaml"
    file = validated(load_document(path, ModelError, name=path.name), _File, ModelError)
    told = {plain_name(term): group.what for group in file.no_reaction for term in group.terms}
    relations = {plain_name(term): "lack of effect" for term in file.relations.lack_of_effect}
    relations |= {plain_name(term): "withdrawal" for term in file.relations.withdrawal}
    return OpenList(MappingProxyType(told), MappingProxyType(relations))


def is_no_reaction(term: str) -> bool:
    """Whether the list names ``term``, whole and in any case."""
    return plain_name(term) in open_list().no_reaction


def relation_of(term: str) -> str:
    """How an event of that name relates to a drug: ``under drug`` unless the list says more."""
    return open_list().relations.get(plain_name(term), "under drug")
