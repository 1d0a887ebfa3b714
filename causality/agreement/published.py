"""A graded case: assessed, with what its authors made of it.

The engine never reads that part of a case; only this room does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from causality.agreement.levels import levels
from causality.agreement.printed import PrintedPair, Published
from causality.agreement.printed_scale import impossible_prints
from causality.assessment import Assessment, assess
from causality.case.read import read_case_file
from causality.datafile import Document, load_document
from causality.datafile import validate as typed
from causality.errors import CaseError, Problem, nearest

__all__ = ["PublishedCase", "read"]


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
    problems = [
        *_not_assessed(document, published.pair, assessment),
        *impossible_prints(document, published),
    ]
    if problems:
        raise CaseError(problems)
    return PublishedCase(path, assessment, published)


def _not_assessed(
    document: Document, pair: PrintedPair, assessment: Assessment
) -> Iterator[Problem]:
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
