"""Figures for other readers: ids as the redacted assessment has them, labels without terms."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from causality.assessment.assessment import Assessment
from causality.report.figures.values import Bar, Differential, Network, Parts, Swing, Weight
from causality.report.redaction import Redaction
from causality.vocabulary import VOCABULARY

__all__ = ["redacted_parts"]

_TITLES = frozenset(term.title for term in VOCABULARY.values())


def redacted_parts(parts: Parts, before: Assessment, after: Assessment, level: Redaction) -> Parts:
    """The parts of ``before`` for its redacted form ``after``.

    Of the labels the public sees names of drugs assessed, titles of findings, and what was written
    for it (``for_public``); anything else has a number.
    """
    if level is not Redaction.PUBLIC:
        return parts
    both = tuple(zip(before.pairs, after.pairs, strict=True))
    events = {old.event: new.event for old, new in both}
    drugs = frozenset(pair.drug_name for pair in after.pairs)
    return Parts(
        {
            events[event]: _differential(told, drugs)
            for event, told in parts.differentials.items()
            if event in events
        },
        {
            (new.drug, new.event): _network(parts.networks[old.drug, old.event])
            for old, new in both
            if (old.drug, old.event) in parts.networks
        },
    )


def _differential(told: Differential, drugs: Collection[str]) -> Differential:
    bars = tuple(_bar(bar, number, drugs) for number, bar in enumerate(told.bars, 1))
    # A reason may name what conflicts.
    reason = None if told.not_computable is None else "the evidence conflicts"
    return replace(told, bars=bars, not_computable=reason)


def _bar(bar: Bar, number: int, drugs: Collection[str]) -> Bar:
    kept = bar.kind in {"background", "entity"} or bar.label in drugs
    return replace(bar, label=bar.for_public or (bar.label if kept else f"candidate {number}"))


def _network(told: Network) -> Network:
    return replace(
        told,
        weights=tuple(_weight(one, number) for number, one in enumerate(told.weights, 1)),
        sensitivity=tuple(_swing(one, number) for number, one in enumerate(told.sensitivity, 1)),
    )


def _weight(one: Weight, number: int) -> Weight:
    kept = one.label in _TITLES
    label = one.for_public or (one.label if kept else f"finding {number}")
    return replace(one, label=label, words=one.words if kept else "")


def _swing(one: Swing, number: int) -> Swing:
    return replace(one, label=one.for_public or f"number {number}")
