"""E2B(R2): assessments as elements ``drugreactionrelatedness`` of a message."""

from __future__ import annotations

from dataclasses import dataclass

from causality.formats.e2b_r2 import REPORT
from causality.formats.tagged import Tagged, each, one, text
from causality.formats.writers.judgement import cut
from causality.formats.writers.splice import Insertion, Spot, plain
from causality.formats.writers.variant import Stated

__all__ = ["LONGEST", "LONGEST_SOURCE", "Term", "addition", "in_reading_order", "terms", "wanted"]

LONGEST = 35
"""Characters of the method and of the result."""
LONGEST_SOURCE = 60
_LONGEST_TERM = 250

_DRUG = "drug"
_TERMS = (
    ("reactionmeddrallt", "reactionmeddraversionllt"),
    ("reactionmeddrapt", "reactionmeddraversionpt"),
    ("primarysourcereaction", ""),
)


@dataclass(frozen=True, slots=True)
class Term:
    """What a reaction is called in the message, and by which version of MedDRA."""

    text: str
    version: str | None


def wanted(path: tuple[str, ...]) -> bool:
    """Whether an element is a drug of a report, inside the patient or beside."""
    return (path[-3:-1] == (REPORT, "patient") and path[-1] == _DRUG) or path[-2:] == (
        REPORT,
        _DRUG,
    )


def in_reading_order(spots: list[Spot]) -> list[Spot]:
    """The drugs of one report as the reader counts them: those inside the patient first."""
    return sorted(spots, key=lambda spot: (spot.path[-2] == REPORT, spot.tag))


def terms(record: Tagged) -> tuple[Term | None, ...]:
    """What the reactions of a report are called, as the reader counts them."""
    told = [item for part in (one(record, "patient"), record) for item in each(part, "reaction")]
    return tuple(_term(item) for item in told if "attribution" not in item)


def _term(reaction: Tagged) -> Term | None:
    for tag, version in _TERMS:
        if (found := text(reaction, tag)) is not None:
            return Term(found, text(reaction, version) if version else None)
    return None


def addition(
    spot: Spot, raw: bytes, told: list[tuple[Term, str, Stated]], indent: str
) -> Insertion | None:
    """All assessments of one drug, as its last elements.

    Each is the term of the reaction, the source and what is stated; ``indent`` is the line break
    and indentation of the drug's other elements.
    """
    if not told:
        return None
    at = len(raw[: spot.close].rstrip())
    return Insertion(at, "".join(f"{indent}{_element(spot.prefix, *one)}" for one in told))


def _element(p: str, term: Term, source: str, said: Stated) -> str:
    parts = (
        ("drugreactionassesmeddraversion", term.version),
        ("drugreactionasses", cut(term.text, _LONGEST_TERM)),
        ("drugassessmentsource", cut(source, LONGEST_SOURCE)),
        ("drugassessmentmethod", cut(said.method, LONGEST)),
        ("drugresult", cut(said.result, LONGEST)),
    )
    inside = "".join(f"<{p}{tag}>{plain(value)}</{p}{tag}>" for tag, value in parts if value)
    return f"<{p}drugreactionrelatedness>{inside}</{p}drugreactionrelatedness>"
