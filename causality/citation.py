"""Sources: the bibliography, and where a number of a model is from.

Every entry says in ``note`` how far its source was read, so that a report can show what a number
rests on. A number says ``from: published | derived | elicited | assumed``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, RootModel, model_validator

from causality.datafile import (
    Document,
    Identifier,
    Number,
    Record,
    Text,
    WholeNumber,
    data_root,
    load_document,
    validate,
)
from causality.errors import ModelError, NotFound, Problem

__all__ = ["Citation", "Origin", "bibliography", "cited", "read_bibliography"]


class Citation(Record):
    """One source: a paper, a guidance, a page, and how far it was read."""

    id: Identifier = Field(description="Name of the source in `cite`, such as naranjo1981.")
    title: Text = Field(description="Title as printed; a table or page without one is described.")
    authors: Text | None = Field(
        default=None, description="Authors as a reference list prints them."
    )
    year: Annotated[WholeNumber, Field(ge=1500, le=2200)] | None = Field(
        default=None, description="Year of publication; left out where the source is undated."
    )
    where: Text | None = Field(
        default=None, description="Journal, volume and pages, or the publisher."
    )
    doi: Annotated[Text, Field(pattern=r"^10\.[0-9]{4,9}/\S+$")] | None = Field(
        default=None, description="Digital object identifier, beginning with 10."
    )
    url: Annotated[Text, Field(pattern=r"^https?://\S+$")] | None = Field(
        default=None, description="Address of the page that was read."
    )
    note: Text = Field(description="How far it was read: in full, abstract, table, excerpt.")


class Origin(Record):
    """Where a number is from; a record that holds a number may extend this one."""

    from_: Literal["published", "derived", "elicited", "assumed"] = Field(
        description="published, derived (by formula), elicited (from experts) or assumed (by us)."
    )
    cite: Identifier | None = Field(
        default=None, description="Id of the source in the bibliography."
    )
    at: Text | None = Field(default=None, description="Table, page or question in the source.")
    formula: Text | None = Field(
        default=None, description="How the number follows from its inputs."
    )
    by: Text | None = Field(default=None, description="Who gave the number, when and how.")
    why: Text | None = Field(default=None, description="Reason for an assumption.")
    range: tuple[Number, Number] | None = Field(
        default=None,
        description="Low and high value to sweep; null where the number is a count or a label.",
    )
    note: Text | None = Field(default=None, description="What the source leaves open.")

    @model_validator(mode="after")
    def _complete(self) -> Origin:
        given = {name for name in self.model_fields_set if getattr(self, name) is not None}
        if "range" in self.model_fields_set:
            given.add("range")  # null is an answer here, silence is not
        missing = [name for name in _NEEDED[self.from_] if name not in given]
        if missing:
            lacking = " and ".join(f"'{name}'" for name in missing)
            raise ValueError(f"a number that is {self.from_} lacks {lacking}")
        if self.range is not None and self.range[0] > self.range[1]:
            raise ValueError("the range runs backwards; write the low value first")
        return self


_NEEDED = {
    "published": ("cite", "at"),
    "derived": ("formula",),
    "elicited": ("by",),
    "assumed": ("why", "range"),
}
"""The keys without which an origin says nothing."""


class _Entries(RootModel[tuple[Citation, ...]]):
    """A file of the bibliography: a list of sources."""


@cache
def bibliography() -> Mapping[str, Citation]:
    """Every source that ships with the models, by id."""
    return read_bibliography(data_root("models") / "bibliography")


def cited(name: str) -> Citation:
    """The source that ``cite: name`` means; raises ``NotFound`` for an unknown name."""
    sources = bibliography()
    if name not in sources:
        raise NotFound("source", name, sources)
    return sources[name]


def read_bibliography(folder: Path) -> Mapping[str, Citation]:
    """The sources in all ``*.yaml`` files of ``folder``, by id, in the order of files and entries.

    Raises ``ModelError`` with the problems of all files; an id may be used once.
    """
    sources: dict[str, Citation] = {}
    homes: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            document = load_document(path, ModelError, name=f"{folder.name}/{path.name}")
            entries = validate(document, _Entries, ModelError).root
        except ModelError as fault:
            problems += fault.problems
            continue
        for number, source in enumerate(entries):
            if source.id in sources:
                problems.append(_written_twice(document, number, source, homes[source.id]))
            sources[source.id] = source
            homes[source.id] = document.name
    if problems:
        raise ModelError(problems)
    return MappingProxyType(sources)


def _written_twice(document: Document, number: int, source: Citation, home: str) -> Problem:
    wrong = f"the id {source.id!r} is used twice"
    return document.problem((number, "id"), wrong, f"the first use is in {home}")
