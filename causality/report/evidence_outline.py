"""The findings of one pair in words: for, against, contradictory, not known, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from causality.assessment.parts import Finding, PairAssessment
from causality.explain.evidence import Leaning, Use, by_itself, uses
from causality.report.blocks import Block, Heading, Item, Items, Paragraph
from causality.report.words import either, listed, sentence
from causality.vocabulary import UNKNOWN, VOCABULARY

__all__ = ["evidence"]

_CONTRADICTORY = "contradictory"
_FOR, _AGAINST = "For the drug", "Against the drug"
_CLASH, _UNKNOWN, _REST = "Contradictory", "Not known", "Also on record"


def evidence(pair: PairAssessment) -> Iterator[Block]:
    """Every finding of the pair under its heading; one that leans both ways stands twice."""
    used = uses(pair)
    found: dict[str, list[Item]] = {one: [] for one in (_FOR, _AGAINST, _CLASH, _UNKNOWN, _REST)}
    silent = []
    for name, finding in pair.findings.items():
        if VOCABULARY[name].special and not used[name]:
            continue
        if finding.value == UNKNOWN and not used[name]:
            silent.append(finding.title)
        for heading, item in _items(finding, used[name]):
            found[heading].append(item)
    for heading, items in found.items():
        if items or heading in {_FOR, _AGAINST}:
            yield Heading(heading, 3)
            yield Items(tuple(items)) if items else Paragraph("Nothing on record.")
    if silent:
        yield Paragraph(f"Not on record either, and read by no method here: {listed(silent)}.")


def _items(finding: Finding, used: Sequence[Use]) -> Iterator[tuple[str, Item]]:
    leanings = {use.leaning for use in used}
    if finding.value == UNKNOWN:
        if used:
            yield _UNKNOWN, _missing(finding, used)
    elif finding.value == _CONTRADICTORY:
        yield _CLASH, _known(finding, used, "neither")
    elif "for" in leanings or "against" in leanings:
        if "for" in leanings:
            yield _FOR, _known(finding, used, "for")
        if "against" in leanings:
            yield _AGAINST, _known(finding, used, "against")
    else:
        place = {"for": _FOR, "against": _AGAINST, "neither": _REST}[by_itself(finding)]
        yield place, _known(finding, used, "neither")


def _known(finding: Finding, used: Sequence[Use], leaning: Leaning) -> Item:
    below = []
    if leaning == "neither" and by_itself(finding) != "neither":
        below.append("counted by no method here")
    if finding.sources:
        below.append(f"rests on {listed(finding.sources)}")
    lacking = [f"{use.title} {use.number}" for use in used if not use.judged]
    if leaning == "neither" and lacking:
        below.append(f"not enough for an answer to {listed(lacking)}")
    if leaning == "neither" and (learnable := _learnable(finding)):
        below.append(f"could still turn out {either(learnable)}")
    if finding.stated is not None:
        below.append(f"the report states {finding.stated}; the timeline decides")
    leaning_uses = [use for use in used if use.leaning == leaning and leaning != "neither"]
    where = f" ({'; '.join(map(_use, leaning_uses))})" if leaning_uses else ""
    text = f"{finding.title}: {finding.value}{where}. {sentence(finding.because, finding.grounds)}"
    return Item(text, tuple(below))


def _missing(finding: Finding, used: Sequence[Use]) -> Item:
    below = []
    if finding.recorded:
        below.append(f"the dates on record leave {either(finding.recorded)}")
    if learnable := _learnable(finding):
        below.append(f"follow-up could find {either(learnable)}")
    if finding.stated is not None:
        below.append(f"the report states {finding.stated}")
    readers = listed(list(dict.fromkeys(f"{use.title} {use.number}" for use in used)))
    return Item(
        f"{finding.title} ({readers}). {sentence(finding.because, finding.grounds)}", tuple(below)
    )


def _learnable(finding: Finding) -> tuple[str, ...]:
    known = {finding.value, *finding.recorded, UNKNOWN}
    return tuple(value for value in finding.learnable if value not in known)


def _use(use: Use) -> str:
    points = "" if use.points is None else f" {use.points:+d}"
    return f"{use.title} {use.number}:{points}" if points else f"{use.title} {use.number}"
