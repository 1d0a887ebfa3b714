"""Which category of one method stands beside which of another; for comparisons only."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from causality.citation import Origin
from causality.datafile import (
    Document,
    Identifier,
    Record,
    Text,
    WholeNumber,
    data_root,
    load_document,
    validate,
)
from causality.errors import ModelError, Problem, nearest
from causality.methods import method, method_ids

__all__ = ["Compared", "Levels", "levels", "read_levels"]


class Compared(Record):
    """One method: its categories as levels, and the key of its verdicts in a case, if any."""

    published_as: Text | None = None
    levels: Mapping[str, Text]


class Levels(Origin):
    """The levels, lowest first, and the methods whose categories are set against them."""

    schema_: Literal["causality/levels/1"] = Field(alias="schema")
    id: Identifier
    version: WholeNumber
    levels: tuple[Text, ...]
    methods: Mapping[str, Compared]

    def level(self, method_id: str, category: str) -> str | None:
        """The level beside a category; None for one outside the order."""
        return self.methods[method_id].levels.get(category)

    def category(self, method_id: str, level: str) -> str | None:
        """The category of the method beside a level, None if it has none."""
        found = self.methods[method_id].levels.items()
        return next((category for category, other in found if other == level), None)


@cache
def levels() -> Levels:
    """The levels that ship with the models."""
    return read_levels(data_root("models") / "levels.yaml")


def read_levels(path: Path) -> Levels:
    """The levels in one file; ModelError where it names what does not exist."""
    document = load_document(path, ModelError, name=path.name)
    found = validate(document, Levels, ModelError)
    problems = [*_problems(document, found)]
    if problems:
        raise ModelError(problems)
    return found


def _problems(document: Document, found: Levels) -> list[Problem]:
    problems = []
    for name, compared in found.methods.items():
        if name not in method_ids():
            wrong = f"there is no method {name!r}{nearest(name, method_ids())}"
            problems.append(document.problem(("methods", name), wrong))
            continue
        known = method(name).categories
        for category, level in compared.levels.items():
            place = ("methods", name, "levels", category)
            if category not in known:
                wrong = f"{name} has no category {category!r}{nearest(category, known)}"
                problems.append(document.problem(place, wrong))
            if level not in found.levels:
                wrong = f"there is no level {level!r}{nearest(level, found.levels)}"
                problems.append(document.problem(place, wrong))
    return problems
