"""Which way a finding leans: for the drug, against it, or neither, as each criterion reads it.

Nothing is weighed a second time. In a scale the sign of the points decides. In a category table the
finding is taken back to unknown: if the category gets worse without it, it speaks for the drug, if
better, against it. A criterion that holds the case back from the next category speaks against it.
What a method reads that judges the event leans neither way: it says nothing of the drug.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from causality.assessment.parts import Finding, PairAssessment
from causality.explain.standing import method_of, position
from causality.methods import Method, Reading, Verdict, judge
from causality.vocabulary import UNKNOWN, VOCABULARY

__all__ = ["Leaning", "Use", "by_itself", "uses"]

Leaning: TypeAlias = Literal["for", "against", "neither"]


@dataclass(frozen=True, slots=True)
class Use:
    """One criterion that reads a finding, and which way it leans because of it.

    ``points`` are those of the criterion's answer; None where the method has none. ``judged`` is
    false where all that the criterion reads is not enough for an answer.
    """

    method: str
    title: str
    number: str
    points: int | None
    judged: bool
    leaning: Leaning


_FOR = {
    "latency": ("highly suggestive",),
    "dechallenge": ("positive",),
    "rechallenge": ("positive",),
    "previous_reaction": ("same drug", "similar drug"),
    "dose_response": ("present",),
    "drug_level": ("toxic",),
    "antidote_response": ("improved",),
    "placebo": ("no reaction",),
    "prior_knowledge": ("listed", "conclusive reports"),
    "specific_pattern": ("specific",),
    "specific_test": ("positive",),
    "risk_factors": ("present",),
}
_AGAINST = {
    "exposure": ("not taken",),
    "event_established": ("refuted",),
    "sequence": ("event first",),
    "latency": ("improbable", "impossible"),
    "dechallenge": ("negative",),
    "course_on_drug": ("resolved", "improved"),
    "rechallenge": ("negative",),
    "tolerated_exposure": ("tolerated",),
    "placebo": ("reaction",),
    "prior_knowledge": ("none found",),
    "alternatives": ("possible", "likely", "confirmed"),
    "co_suspects": ("present",),
    "underlying_disease": ("active", "present"),
    "protopathic": ("yes",),
    "specific_test": ("negative",),
}


def by_itself(finding: Finding) -> Leaning:
    """Which way a finding leans by its meaning, for those that no method at hand counts."""
    if finding.value in _FOR.get(finding.name, ()):
        return "for"
    return "against" if finding.value in _AGAINST.get(finding.name, ()) else "neither"


def uses(pair: PairAssessment) -> Mapping[str, tuple[Use, ...]]:
    """For every finding of the pair, the criteria that read it, in the order of the methods."""
    found: dict[str, list[Use]] = {name: [] for name in pair.findings}
    for verdict in pair.verdicts.values():
        if isinstance(verdict, Verdict):
            for name, use in _uses(pair, verdict):
                found[name].append(use)
    return {name: tuple(several) for name, several in found.items()}


def _uses(pair: PairAssessment, verdict: Verdict) -> Iterator[tuple[str, Use]]:
    instrument = method_of(verdict, pair.own)
    of_drug = verdict.judges == "causality"
    masks = {name: _mask(pair.findings[name]) for name in instrument.looks_at}
    holding = {
        lever.criterion
        for levers in (verdict.kept_from_next.sets if verdict.kept_from_next else ())
        for lever in levers
    }
    for criterion, reading in zip(instrument.criteria, verdict.readings, strict=True):
        moving = _moving(instrument, masks, reading)
        leaning = _leaning(instrument, masks, verdict, reading, moving)
        if leaning == "neither" and moving and reading.points is None:
            leaning = "against" if reading.judged and reading.criterion in holding else leaning
        for name in criterion.reads:
            how = leaning if of_drug and name in moving else "neither"
            yield (
                name,
                Use(
                    verdict.method,
                    verdict.title,
                    reading.number,
                    reading.points,
                    reading.judged,
                    how,
                ),
            )


def _mask(finding: Finding) -> int:
    return VOCABULARY[finding.name].bit(finding.value, *finding.recorded)


def _leaning(
    instrument: Method,
    masks: Mapping[str, int],
    verdict: Verdict,
    reading: Reading,
    moving: Iterable[str],
) -> Leaning:
    if reading.points is not None:
        return "for" if reading.points > 0 else "against" if reading.points < 0 else "neither"
    other = judge(instrument, _without(masks, moving))
    if not reading.judged or not isinstance(other, Verdict):
        return "neither"
    worse = position(instrument, other.category) - position(instrument, verdict.category)
    return "for" if worse > 0 else "against" if worse < 0 else "neither"


def _moving(instrument: Method, masks: Mapping[str, int], reading: Reading) -> tuple[str, ...]:
    """The known findings of the deciding row without which the answer would be another.

    Where none of them alone would change it, each of them carries it.
    """
    known = tuple(name for name in reading.findings if not masks[name] & _unknown(name))
    moving = tuple(
        name
        for name in known
        if _answer(instrument, _without(masks, (name,)), reading) != reading.answer
    )
    return moving or known


def _answer(instrument: Method, masks: Mapping[str, int], reading: Reading) -> str | None:
    verdict = judge(instrument, masks)
    readings = verdict.readings if isinstance(verdict, Verdict) else ()
    return next((one.answer for one in readings if one.criterion == reading.criterion), None)


def _without(masks: Mapping[str, int], names: Iterable[str]) -> dict[str, int]:
    return {**masks, **{name: _unknown(name) for name in names}}


def _unknown(name: str) -> int:
    return VOCABULARY[name].bit(UNKNOWN)
