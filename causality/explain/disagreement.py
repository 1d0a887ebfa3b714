"""Why two methods differ: the fewest findings, and the criteria, that they read in two directions.

A finding leans for the drug, against it or neither way in every method that reads it. Two methods
part on the findings that lean one way in one and another way in the other. Where some lean in
opposite directions, those are told, else the ones that move only one of the two. Of these, the
smallest set is told that touches every criterion concerned. Category names are compared as
published, never turned into one another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeAlias

from causality.assessment.parts import PairAssessment
from causality.explain.evidence import Use, uses
from causality.explain.standing import method_of
from causality.methods import Verdict

__all__ = ["Direction", "Disagreement", "Parting", "Reader", "disagreements"]

Direction: TypeAlias = Literal["for", "against", "both", "neither", "not read"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A criterion that leans one way because of a finding: its number and its answer."""

    number: str
    answer: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Parting:
    """A finding that two methods read in two directions; each with the criteria that lean."""

    finding: str
    value: str
    directions: tuple[Direction, Direction]
    readers: tuple[tuple[Reader, ...], tuple[Reader, ...]]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two methods that give categories of different names, and what they part on.

    ``outside`` says why a method gave no step of its scale; then no finding is told. No partings
    and nothing outside: both read every finding alike and their categories ask for other things.
    """

    methods: tuple[str, str]
    titles: tuple[str, str]
    categories: tuple[str, str]
    partings: tuple[Parting, ...]
    outside: tuple[str, ...] = ()


def disagreements(pair: PairAssessment, *, of: str | None = None) -> tuple[Disagreement, ...]:
    """Every two methods whose categories have different names; with ``of``, those of one method.

    Only methods that judge causality: one that judges the event answers another question.
    """
    verdicts = [
        one
        for one in pair.verdicts.values()
        if isinstance(one, Verdict) and one.judges == "causality"
    ]
    used = uses(pair)
    return tuple(
        _disagreement(pair, used, first, second)
        for first, second in combinations(verdicts, 2)
        if first.category != second.category and (of is None or of in {first.method, second.method})
    )


def _disagreement(
    pair: PairAssessment, used: Mapping[str, tuple[Use, ...]], first: Verdict, second: Verdict
) -> Disagreement:
    both = (first, second)
    outside = tuple(f"{one.title}: {one.because}" for one in both if _is_outside(pair, one))
    partings = () if outside else _smallest(_partings(pair, used, first, second))
    return Disagreement(
        (first.method, second.method),
        (first.title, second.title),
        (first.category, second.category),
        partings,
        outside,
    )


def _is_outside(pair: PairAssessment, verdict: Verdict) -> bool:
    instrument = method_of(verdict, pair.own)
    ordered = len(instrument.categories) - instrument.kind.unordered
    return instrument.categories.index(verdict.category) >= ordered


def _partings(
    pair: PairAssessment, used: Mapping[str, tuple[Use, ...]], first: Verdict, second: Verdict
) -> list[Parting]:
    """The findings that lean two ways: the opposite ones where there are any."""
    found = []
    for name, readers in used.items():
        sides = [_side(readers, verdict) for verdict in (first, second)]
        directions = (_direction(readers, first, sides[0]), _direction(readers, second, sides[1]))
        leans = {"for", "against", "both"} & set(directions)
        if directions[0] != directions[1] and leans:
            value = pair.findings[name].value
            found.append(Parting(name, value, directions, (sides[0], sides[1])))
    opposite = [one for one in found if set(one.directions) <= {"for", "against", "both"}]
    return opposite or found


def _side(readers: Sequence[Use], verdict: Verdict) -> tuple[Reader, ...]:
    answers = {reading.number: reading.answer for reading in verdict.readings if reading.asked}
    return tuple(
        Reader(use.number, answers[use.number], use.leaning)
        for use in readers
        if use.method == verdict.method and use.leaning != "neither" and use.number in answers
    )


def _direction(readers: Sequence[Use], verdict: Verdict, side: Sequence[Reader]) -> Direction:
    leaning = {one.direction for one in side}
    if len(leaning) > 1:
        return "both"
    if leaning:
        return leaning.pop()
    return "neither" if any(use.method == verdict.method for use in readers) else "not read"


def _smallest(partings: Sequence[Parting]) -> tuple[Parting, ...]:
    """The first smallest set that touches every criterion which any of them touches."""
    touched = [
        {(side, one.number) for side, readers in enumerate(each.readers) for one in readers}
        for each in partings
    ]
    everything = set().union(*touched)
    for size in range(len(partings) + 1):
        for chosen in combinations(range(len(partings)), size):
            if set().union(*(touched[place] for place in chosen)) == everything:
                return tuple(partings[place] for place in chosen)
    raise AssertionError(everything)
