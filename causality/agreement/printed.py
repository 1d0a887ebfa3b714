"""The verdicts that authors printed, as a case file holds them under ``published``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from causality.datafile import Identifier, Record, Text, WholeNumber

__all__ = ["Extent", "Printed", "PrintedItem", "PrintedPair", "Published"]

Extent = Literal[
    "full text",
    "case section",
    "abstract and table",
    "abstract",
    "part of an abstract",
    "tables",
    "secondary summary",
]
"""How much of the source was visible to whoever encoded the case."""


class PrintedPair(Record):
    """What the authors graded: one drug, or several drugs as one cause, and one event."""

    drugs: tuple[Identifier, ...] = Field(min_length=1)
    event: Identifier


class PrintedItem(Record):
    """One question as the authors answered it."""

    answer: Literal["yes", "no", "unknown", "no or unknown"]
    points: WholeNumber


class Printed(Record):
    """What the authors printed for one instrument."""

    total: WholeNumber | None = None
    category: Text | None = None
    items: Mapping[str, PrintedItem | Annotated[int, WholeNumber]] = Field(default_factory=dict)
    as_printed: Text | None = None
    note: Text | None = None


class Published(Record):
    """The authors' verdicts on one pair of the case."""

    pair: PrintedPair
    extent: Extent | None = None
    level: Text | None = None
    level_basis: Text | None = None
    naranjo: Printed | None = None
    who_umc: Printed | None = None
    rucam: Printed | None = None
    dips: Printed | None = None
    other: dict[str, Any] | None = None
    conclusion: Text | None = None
    note: Text | None = None

    def printed(self, key: str) -> Printed | None:
        """What stands under ``key``, the name of an instrument as a case file writes it."""
        found = getattr(self, key.replace(" ", "_"))
        return found if isinstance(found, Printed) else None
