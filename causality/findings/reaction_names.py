"""Which reactions with an instrument of their own an event is, by its names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal

from causality.citation import Origin
from causality.datafile import (
    Identifier,
    Record,
    Text,
    WholeNumber,
    data_root,
    load_document,
    validate,
)
from causality.errors import ModelError

__all__ = ["lists_naming", "reaction_of"]

_FILE = "reactions.yaml"


class _Reactions(Record):
    """The file of names."""

    schema_: Literal["causality/reactions/1"]
    id: Identifier
    version: WholeNumber
    title: Text
    labels: Origin
    dress: tuple[Text, ...]
    thrombocytopenia: tuple[Text, ...]
    heparins: tuple[Text, ...]
    necrolysis: tuple[Text, ...]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    document = load_document(data_root("models") / _FILE, ModelError, name=_FILE)
    read = validate(document, _Reactions, ModelError)
    return {
        kind: re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
        for kind, names in (
            ("dress", read.dress),
            ("thrombocytopenia", read.thrombocytopenia),
            ("heparins", read.heparins),
            ("necrolysis", read.necrolysis),
        )
    }


def lists_naming(names: Iterable[str]) -> tuple[str, ...]:
    """The lists of the file that hold one of ``names``, of a drug or of an event."""
    told = tuple(names)
    return tuple(kind for kind in _patterns() if _named(kind, told))


def reaction_of(drug_names: Sequence[str], event_terms: Sequence[str]) -> str:
    """The kind of reaction, in the words of the vocabulary."""
    if _named("dress", event_terms):
        return "DRESS"
    if _named("necrolysis", event_terms):
        return "epidermal necrolysis"
    if _named("heparins", drug_names) and _named("thrombocytopenia", event_terms):
        return "thrombocytopenia under heparin"
    return "other"


def _named(kind: str, names: Iterable[str]) -> bool:
    return any(_patterns()[kind].search(name.casefold()) for name in names)
