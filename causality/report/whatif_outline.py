"""Two assessments of one case side by side: what was set, every verdict and every share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from causality.assessment.assessment import Assessment
from causality.assessment.contract import SUPPORT, as_dict
from causality.assessment.parts import PairAssessment
from causality.explain.changed_findings import FindingSet, Reassessed
from causality.explain.what_if import WhatIf
from causality.methods import NotApplicable, Verdict
from causality.report.blocks import Block, Heading, Item, Items, Outline, Paragraph, Table
from causality.report.explanation_data import sets_as_data
from causality.report.explanation_outline import set_words
from causality.report.words import in_100, listed
from causality.vocabulary import VOCABULARY

__all__ = ["override_as_data", "override_outline", "whatif_as_data", "whatif_outline"]

_NOTHING = "-"


def whatif_outline(told: WhatIf) -> Outline:
    """What if: what was set, then old and new side by side."""
    return (*_whatif(told), Paragraph(SUPPORT))


def override_outline(told: Reassessed) -> Outline:
    """An override with its reason, beside the original."""
    return (*_override(told), Paragraph(SUPPORT))


def _whatif(told: WhatIf) -> Iterator[Block]:
    yield Heading(f"What if: {told.before.case_title or told.before.case_id}", 1)
    fields = [
        Item(f"{one.entry}, {one.field}: {one.before or _NOTHING} -> {one.after or _NOTHING}")
        for one in told.settings.fields
    ]
    yield Items((*fields, *_sets(told.settings.findings, told.before)))
    if told.settled:
        yield Paragraph(
            f"No follow-up would find this, as the record settles: {listed(told.settled)}. To "
            "overrule the record, use override."
        )
    yield from _notes(told.unheard)
    yield from _side_by_side(told.before, told.after, "what if")


def _override(told: Reassessed) -> Iterator[Block]:
    yield Heading(f"Override: {told.before.case_title or told.before.case_id}", 1)
    yield Items(tuple(_sets(told.sets, told.before)))
    yield from _notes(told.unheard)
    yield from _side_by_side(told.before, told.after, "overridden")
    yield Paragraph("Both are kept; the original stands as it was.")


def _sets(sets: Sequence[FindingSet], before: Assessment) -> Iterator[Item]:
    pairs = {(pair.drug, pair.event): pair for pair in before.pairs}
    for one in sets:
        was = pairs[one.drug, one.event].findings[one.finding].value
        text = (
            f"{one.drug} -> {one.event}: {set_words(one, name=False)}, where the case gives {was}"
        )
        yield Item(text, (f"because: {one.reason}",) if one.reason else ())


def _notes(unheard: Sequence[str]) -> Iterator[Block]:
    if unheard:
        names = listed([VOCABULARY[name].title for name in unheard])
        yield Paragraph(
            f"The differential does not read {names}, as it weighs dates and entries themselves; "
            "only methods follow."
        )


def _side_by_side(before: Assessment, after: Assessment, second: str) -> Iterator[Block]:
    others = {(pair.drug, pair.event): pair for pair in after.pairs}
    for pair in before.pairs:
        other = others.get((pair.drug, pair.event))
        if other is None:
            continue
        yield Heading(f"{pair.drug_name} -> {pair.event_term}", 2)
        yield Table(("", "as it is", second, ""), tuple(_rows(pair, other)))
        moved = tuple(_moved(pair, other))
        if moved:
            yield Heading("Findings that moved", 3)
            yield Items(moved)


def _rows(pair: PairAssessment, other: PairAssessment) -> Iterator[tuple[str, ...]]:
    for name, one in pair.verdicts.items():
        old, new = _said(one), _said(other.verdicts[name])
        yield one.title, old, new, "" if old == new else "changed"
    if pair.involvement is not None and other.involvement is not None:
        shares = [in_100(each.share) for each in (pair.involvement, other.involvement)]
        moved = "" if pair.involvement.share == other.involvement.share else "changed"
        yield "had a part, in 100", shares[0], shares[1], moved
        ends = [
            f"{in_100(each.interval[0])} to {in_100(each.interval[1])}"
            for each in (pair.involvement, other.involvement)
        ]
        yield "its 90% interval", ends[0], ends[1], "" if ends[0] == ends[1] else "changed"


def _said(verdict: Verdict | NotApplicable) -> str:
    if isinstance(verdict, NotApplicable):
        return "not applicable"
    return verdict.category if verdict.score is None else f"{verdict.category}, {verdict.score:d}"


def _moved(pair: PairAssessment, other: PairAssessment) -> Iterator[Item]:
    for name, one in pair.findings.items():
        new = other.findings[name]
        if (one.value, one.recorded) != (new.value, new.recorded):
            yield Item(f"{one.title}: {one.value} -> {new.value}", (new.because,))


def whatif_as_data(told: WhatIf) -> dict[str, object]:
    """Both assessments and what was set, as plain data."""
    return {
        "schema": "causality/whatif/1",
        "set": {
            "fields": [
                {
                    "entry": one.entry,
                    "field": one.field,
                    "before": one.before,
                    "after": one.after,
                }
                for one in told.settings.fields
            ],
            "findings": sets_as_data(told.settings.findings),
        },
        "not_read_by_differential": list(told.unheard),
        "settled": list(told.settled),
        "before": as_dict(told.before),
        "after": as_dict(told.after),
    }


def override_as_data(told: Reassessed) -> dict[str, object]:
    """The original, the override and its reasons, as plain data."""
    return {
        "schema": "causality/override/1",
        "overrides": sets_as_data(told.sets),
        "not_read_by_differential": list(told.unheard),
        "original": as_dict(told.before),
        "overridden": as_dict(told.after),
    }
