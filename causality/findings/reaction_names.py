"""Which reactions with an instrument of their own an event is, by its names."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from causality.case.entries import Drug, Event
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

__all__ = ["reaction_of"]

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


def reaction_of(drug: Drug, event: Event) -> str:
    """The kind of reaction, in the words of the vocabulary."""

    def named(kind: str, *names: str) -> bool:
        return any(_patterns()[kind].search(name.casefold()) for name in names)

    if named("dress", event.term, *event.terms):
        return "DRESS"
    if named("necrolysis", event.term, *event.terms):
        return "epidermal necrolysis"
    heparin = named("heparins", drug.name, *drug.classes)
    if heparin and named("thrombocytopenia", event.term, *event.terms):
        return "thrombocytopenia under heparin"
    return "other"
