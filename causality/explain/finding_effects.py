"""What each finding does in every method: what the method would say if nothing were known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from causality.assessment.parts import PairAssessment
from causality.explain.changed_findings import mask_of
from causality.explain.standing import method_of
from causality.methods import Verdict, judge
from causality.vocabulary import UNKNOWN, VOCABULARY

__all__ = ["Effect", "finding_effects"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What one method would say without one finding; category None where it would not apply."""

    method: str
    title: str
    category: str | None
    score: int | None


def finding_effects(pair: PairAssessment) -> Mapping[str, tuple[Effect, ...]]:
    """For every known finding the methods that would say something else without it."""
    found = {
        name: tuple(_effects(pair, name))
        for name, finding in pair.findings.items()
        if finding.value != UNKNOWN or finding.recorded
    }
    return {name: effects for name, effects in found.items() if effects}


def _effects(pair: PairAssessment, name: str) -> Iterator[Effect]:
    silent = VOCABULARY[name].bit(UNKNOWN)
    for verdict in pair.verdicts.values():
        if not isinstance(verdict, Verdict):
            continue
        instrument = method_of(verdict, pair.own)
        if name not in instrument.looks_at:
            continue
        masks = {one: mask_of(pair.findings[one]) for one in instrument.looks_at}
        other = judge(instrument, {**masks, name: silent})
        if not isinstance(other, Verdict):
            yield Effect(verdict.method, verdict.title, None, None)
        elif (other.category, other.score) != (verdict.category, verdict.score):
            yield Effect(verdict.method, verdict.title, other.category, other.score)
