"""The verdicts that authors printed, as a case file holds them under ``published``.

The engine never reads this part of a case; only this room does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from causality.agreement.levels import levels
from causality.assessment import Assessment, assess
from causality.case.read import read_case_file
from causality.datafile import Document, Identifier, Record, Text, WholeNumber, load_document
from causality.datafile import validate as typed
from causality.errors import CaseError, Problem, nearest

__all__ = ["Extent", "Printed", "PrintedItem", "PrintedPair", "Published", "PublishedCase", "read"]

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


@dataclass(frozen=True, slots=True)
class PublishedCase:
    """A case with its assessment and with what its authors made of it."""

    file: Path
    assessment: Assessment
    published: Published


def read(path: Path) -> PublishedCase | None:
    """The case in ``path``, assessed; None where nothing is published.

    Raises CaseError with every problem of the file.
    """
    file = read_case_file(path)
    if file.case.published is None:
        return None
    document = load_document(path, CaseError)
    published = typed(document, Published, CaseError, path=("published",))
    assessment = assess(file, methods=tuple(levels().methods))
    problems = [*_problems(document, published.pair, assessment)]
    if problems:
        raise CaseError(problems)
    return PublishedCase(path, assessment, published)


def _problems(document: Document, pair: PrintedPair, assessment: Assessment) -> Iterator[Problem]:
    """What was graded must be a pair that is assessed."""
    here = ("published", "pair")
    events = [one.event for one in assessment.pairs]
    if pair.event not in events:
        wrong = f"there is no event of this id{nearest(pair.event, dict.fromkeys(events))}"
        yield document.problem((*here, "event"), wrong)
    drugs = [one.drug for one in assessment.pairs]
    for place, drug in enumerate(pair.drugs):
        if drug not in drugs:
            wrong = f"no suspect or interacting drug{nearest(drug, dict.fromkeys(drugs))}"
            yield document.problem((*here, "drugs", place), wrong)
