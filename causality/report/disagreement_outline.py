"""Why methods differ, in one sentence for each two of them, and all verdicts side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from causality.assessment.assessment import Assessment
from causality.assessment.contract import SUPPORT
from causality.assessment.parts import PairAssessment
from causality.explain.disagreement import Direction, Disagreement, Parting, Reader, disagreements
from causality.methods import NotApplicable, Verdict
from causality.report.blocks import Block, Heading, Item, Items, Outline, Paragraph, Table
from causality.report.words import listed
from causality.vocabulary import VOCABULARY

__all__ = ["comparison_as_data", "comparison_outline", "disagreement_sentence"]

_SAYS: dict[Direction, str] = {
    "for": "speaks for the drug",
    "against": "speaks against the drug",
    "both": "speaks both for and against the drug",
    "neither": "does not move",
    "not read": "is not asked for",
}


def disagreement_sentence(told: Disagreement) -> str:
    """One sentence: the two verdicts, and the findings and criteria on which they part."""
    verdicts = f"{told.titles[0]} says {told.categories[0]}, {told.titles[1]} {told.categories[1]}"
    if told.outside:
        return f"{verdicts}: no step of a scale, as {'; '.join(told.outside)}."
    if not told.partings:
        return (
            f"{verdicts}: both lean the same way on every finding; they differ in weights and in "
            "what their categories ask for."
        )
    return f"{verdicts}: they part on {listed([_parting(one, told) for one in told.partings])}."


def _parting(parting: Parting, told: Disagreement) -> str:
    sides = [
        _side(direction, readers, title)
        for direction, readers, title in zip(
            parting.directions, parting.readers, told.titles, strict=True
        )
    ]
    return f"{VOCABULARY[parting.finding].title}: {parting.value} ({'; '.join(sides)})"


def _side(direction: Direction, readers: Sequence[Reader], title: str) -> str:
    if not readers:
        return (
            f"{_SAYS[direction]} in {title}"
            if direction == "not read"
            else (f"{_SAYS[direction]} {title}")
        )
    where = listed([f"{one.number} {one.answer}" for one in readers])
    return f"{_SAYS[direction]} in {title} {where}"


def comparison_outline(assessment: Assessment) -> Outline:
    """Every pair: its verdicts side by side, then one sentence a disagreement."""
    blocks: list[Block] = [Heading(assessment.case_title or assessment.case_id, 1)]
    for pair in assessment.pairs:
        blocks += _pair(pair)
    if not assessment.pairs:
        blocks.append(Paragraph("The case holds no pair of a suspect drug and an event."))
    return (*blocks, Paragraph(SUPPORT))


def _pair(pair: PairAssessment) -> Iterator[Block]:
    yield Heading(f"{pair.drug_name} -> {pair.event_term}", 2)
    yield Table(
        ("method", "category", "points", "because"), tuple(map(_row, pair.verdicts.values()))
    )
    items = tuple(Item(disagreement_sentence(one)) for one in disagreements(pair))
    yield Heading("Why they differ", 3)
    yield Items(items) if items else Paragraph("All categories have the same name.")


def _row(verdict: Verdict | NotApplicable) -> tuple[str, str, str, str]:
    if isinstance(verdict, NotApplicable):
        return (verdict.title, "not applicable", "", verdict.because)
    score = "" if verdict.score is None else str(verdict.score)
    return (verdict.title, verdict.category, score, verdict.because)


def comparison_as_data(assessment: Assessment) -> list[dict[str, object]]:
    """The same for programs."""
    return [
        {
            "drug": pair.drug,
            "event": pair.event,
            "verdicts": {
                name: {"not_applicable": one.because}
                if isinstance(one, NotApplicable)
                else {"category": one.category, "score": one.score}
                for name, one in pair.verdicts.items()
            },
            "disagreements": [_as_data(one) for one in disagreements(pair)],
        }
        for pair in assessment.pairs
    ]


def _as_data(told: Disagreement) -> dict[str, object]:
    return {
        "methods": list(told.methods),
        "categories": list(told.categories),
        "outside": list(told.outside),
        "partings": [
            {
                "finding": one.finding,
                "value": one.value,
                "directions": list(one.directions),
                "criteria": [
                    [{"number": each.number, "answer": each.answer} for each in side]
                    for side in one.readers
                ],
            }
            for one in told.partings
        ],
        "sentence": disagreement_sentence(told),
    }
