"""What moved between two versions of a case, in words and as data."""

from __future__ import annotations

from collections.abc import Iterator

from causality.assessment.contract import SUPPORT
from causality.explain.changed_facts import FactChange
from causality.explain.difference import (
    Difference,
    FindingChange,
    ModelChange,
    PairChange,
    ReadingChange,
    VerdictChange,
)
from causality.report.blocks import Block, Heading, Item, Items, Outline, Paragraph, Table
from causality.report.words import listed
from causality.vocabulary import MEASURES, VOCABULARY

__all__ = ["SCHEMA", "difference_as_data", "difference_outline"]

SCHEMA = "causality/diff/1"
_NOTHING = "-"


def difference_outline(found: Difference) -> Outline:
    """The difference: facts, then what they moved, pair by pair."""
    return (*_blocks(found), Paragraph(SUPPORT))


def _blocks(found: Difference) -> Iterator[Block]:
    same = found.old == found.new
    yield Heading(f"What moved in {found.new}" if same else f"From {found.old} to {found.new}", 1)
    if found.nothing:
        yield Paragraph("Nothing: facts, findings and verdicts are the same.")
        return
    yield Heading("Facts", 2)
    if found.facts:
        yield Items(tuple(map(_fact, found.facts)))
    else:
        yield Paragraph("No fact changed.")
    if found.models:
        yield Heading("Engine and models", 2)
        yield Items(tuple(map(_model, found.models)))
    if not found.pairs:
        yield Paragraph("No finding and no verdict moved.")
    for pair in found.pairs:
        yield from _pair(pair)


def _fact(fact: FactChange) -> Item:
    return Item(
        f"{fact.entry} ({fact.kind}): {fact.change}",
        tuple(f"{one.field}: {_moved(one.before, one.after)}" for one in fact.fields),
    )


def _moved(before: str | None, after: str | None) -> str:
    return f"{_NOTHING if before is None else before} -> {_NOTHING if after is None else after}"


def _model(one: ModelChange) -> Item:
    return Item(f"{one.name}: {_moved(one.before, one.after)}")


def _pair(pair: PairChange) -> Iterator[Block]:
    how = "" if pair.change == "changed" else f" ({pair.change})"
    yield Heading(f"{pair.drug} -> {pair.event}{how}", 2)
    if pair.verdicts:
        yield Table(
            ("method", "before", "after"),
            tuple(
                (one.title, one.before or _NOTHING, one.after or _NOTHING) for one in pair.verdicts
            ),
        )
    for verdict in pair.verdicts:
        if verdict.readings:
            yield Heading(f"{verdict.title}, criteria that are answered otherwise", 3)
            yield Items(tuple(map(_reading, verdict.readings)))
    if pair.findings:
        yield Heading("Findings that moved", 3)
        yield Items(tuple(map(_finding, pair.findings)))


def _reading(one: ReadingChange) -> Item:
    by = f", by {listed([_title(name) for name in one.findings])}" if one.findings else ""
    return Item(f"{one.number}: {_moved(one.before, one.after)}{by}", (f"because {one.because}",))


def _finding(one: FindingChange) -> Item:
    below = [f"because {one.because}"] if one.because else []
    if one.alone:
        below.append(f"moved so by {listed(one.alone, 'or')} alone")
    elif one.resting:
        below.append(f"rests on {listed(one.resting)}, changed")
    return Item(f"{_title(one.finding)}: {_moved(one.before, one.after)}", tuple(below))


def _title(name: str) -> str:
    known = VOCABULARY.get(name) or MEASURES.get(name)
    return name if known is None else known.title


def difference_as_data(found: Difference) -> dict[str, object]:
    """The difference as plain data: ``causality/diff/1``."""
    return {
        "schema": SCHEMA,
        "old": found.old,
        "new": found.new,
        "models": [
            {"name": one.name, "before": one.before, "after": one.after} for one in found.models
        ],
        "facts": [
            {
                "entry": fact.entry,
                "kind": fact.kind,
                "change": fact.change,
                "fields": [
                    {"field": one.field, "before": one.before, "after": one.after}
                    for one in fact.fields
                ],
            }
            for fact in found.facts
        ],
        "pairs": [_pair_data(pair) for pair in found.pairs],
    }


def _pair_data(pair: PairChange) -> dict[str, object]:
    return {
        "drug": pair.drug,
        "event": pair.event,
        "change": pair.change,
        "verdicts": [_verdict_data(one) for one in pair.verdicts],
        "findings": [
            {
                "finding": one.finding,
                "before": one.before,
                "after": one.after,
                "because": one.because,
                "moved_alone_by": list(one.alone),
                "rests_on_changed": list(one.resting),
            }
            for one in pair.findings
        ],
    }


def _verdict_data(one: VerdictChange) -> dict[str, object]:
    return {
        "method": one.method,
        "title": one.title,
        "before": one.before,
        "after": one.after,
        "criteria": [
            {
                "number": reading.number,
                "before": reading.before,
                "after": reading.after,
                "because": reading.because,
                "findings": list(reading.findings),
            }
            for reading in one.readings
        ],
    }
