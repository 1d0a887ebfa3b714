"""The next best questions: what an answer is expected to tell, and which categories it may change.

Two figures are kept apart. ``bits`` is the expected information on which cause it is: how far the
answer is expected to lower the entropy of the shares, by the model's own probabilities of each
answer. ``changing`` is the expected number of verdicts whose category changes. Where the model has
no probability for the answers, each counts the same for the verdicts, and no information is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from causality.assessment import Assessment
from causality.assessment.parts import PairAssessment
from causality.datafile import (
    Identifier,
    Record,
    Text,
    WholeNumber,
    data_root,
    load_document,
    validate,
)
from causality.errors import ModelError, nearest
from causality.explain.changed_findings import FindingSet, event_wide, mask_of
from causality.explain.open_findings import Answers, OpenFinding, answers, open_findings
from causality.explain.standing import method_of
from causality.explain.weighed import Flags, Floats, Prepared, Weighed, log_total
from causality.methods import Verdict, judge
from causality.vocabulary import VOCABULARY

__all__ = ["Answer", "CategoryChange", "Question", "phrases", "questions"]

_LEAST = 1e-3  # bits; less is told of no question
_PROBABILISTIC = frozenset({"dechallenge"})


@dataclass(frozen=True, slots=True)
class CategoryChange:
    """A verdict that an answer would change."""

    drug: str
    method: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer: how likely it is, the shares of the drugs after it, what it changes.

    ``probability`` is None where the answer says nothing to the model.
    """

    value: str
    probability: float | None
    shares: tuple[tuple[str, float], ...]
    changes: tuple[CategoryChange, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a letter. ``drug`` is None where it is about the event.

    ``modelled`` is false where the chances of the answers are taken as equal.
    """

    event: str
    drug: str | None
    finding: str
    now: str
    ask: str
    answers: tuple[Answer, ...]
    bits: float
    changing: float
    modelled: bool


class _Phrase(Record, defer_build=True):
    """How to ask for one finding."""

    finding: Identifier
    ask: Text


class _Phrases(Record):
    """The file of questions: words, no numbers."""

    schema_: Literal["causality/questions/1"]
    id: Identifier
    version: WholeNumber
    title: Text
    questions: tuple[_Phrase, ...]


@cache
def phrases() -> Mapping[str, str]:
    """How each finding is asked for, with ``{drug}`` and ``{event}`` to be filled in.

    Raises ModelError where the file names a finding that does not exist.
    """
    name = "questions.yaml"
    document = load_document(data_root("models") / name, ModelError, name=name)
    told = validate(document, _Phrases, ModelError)
    problems = [
        document.problem(
            ("questions", i, "finding"), "no such finding", nearest(one.finding, VOCABULARY)
        )
        for i, one in enumerate(told.questions)
        if one.finding not in VOCABULARY
    ]
    if problems:
        raise ModelError(problems)
    return {one.finding: one.ask for one in told.questions}


def questions(
    given: Prepared,
    assessment: Assessment,
    known: Mapping[str, tuple[Weighed, Answers]] | None = None,
) -> tuple[Question, ...]:
    """Every question worth asking, the one that promises most first.

    Ordered by bits plus the share of verdicts expected to change; those that promise nothing are
    left out. Only findings that follow-up can still settle. ``known`` are the answers about each
    event, where somebody has them already.
    """
    if known is None:
        known = {one.id: (one, answers(given, one)) for one in given.weighed()}
    pairs = {(pair.drug, pair.event): pair for pair in assessment.pairs}
    asked: dict[tuple[str, ...], list[OpenFinding]] = {}
    for one in open_findings(given):
        if (one.drug, one.event) in pairs and one.finding in phrases():
            asked.setdefault(one.scope, []).append(one)
    found = []
    for several in asked.values():
        weighed, effects = known[several[0].event]
        mine = [pairs[one.drug, one.event] for one in several]
        question = _question(given, weighed, effects, several, mine)
        if question.bits > _LEAST or question.changing > 0:
            found.append(question)
    verdicts = sum(
        isinstance(one, Verdict) for pair in assessment.pairs for one in pair.verdicts.values()
    )
    return tuple(sorted(found, key=lambda one: -(one.bits + one.changing / max(verdicts, 1))))


def _question(
    given: Prepared,
    weighed: Weighed,
    effects: Answers,
    several: Sequence[OpenFinding],
    pairs: Sequence[PairAssessment],
) -> Question:
    first = several[0]
    places = {
        effects.sets[i].value: i
        for i, one in enumerate(effects.questions)
        if one.scope == first.scope
    }
    values = tuple(dict.fromkeys(value for one in several for value in one.values))
    speaking = [value for value in values if value in places and _speaks(weighed, first, value)]
    modelled = bool(speaking) and first.finding in _drawn(weighed)
    chances = dict.fromkeys(values, 1.0 / len(values))
    now = log_total(effects.now)
    logs = {value: log_total(effects.logs[place]) for value, place in places.items()}
    if modelled:
        totals = np.array([log_total(logs[value]) for value in speaking])
        drawn = np.exp(totals - log_total(totals))
        chances = dict.fromkeys(values, 0.0) | dict(zip(speaking, drawn.tolist(), strict=True))
    changes = {
        value: tuple(
            change
            for one, pair in zip(several, pairs, strict=True)
            if value in one.values
            for change in _changes(pair, one.answer(value))
        )
        for value in values
    }
    targets = [one for one in weighed.involvements() if one.id in {pair.drug for pair in pairs}]
    return Question(
        event=first.event,
        drug=None if first.finding in event_wide() else first.drug,
        finding=first.finding,
        now=first.now,
        ask=_asked(given, first),
        answers=tuple(
            Answer(
                value,
                chances[value] if modelled and value in speaking else None,
                tuple((target.id, _share(logs.get(value, now), target.own)) for target in targets),
                changes[value],
            )
            for value in values
        ),
        bits=_bits(weighed, logs, chances) if modelled else 0.0,
        changing=sum(chances[value] * len(changes[value]) for value in values),
        modelled=modelled,
    )


def _drawn(weighed: Weighed) -> frozenset[str]:
    """The findings whose values have a probability in the model."""
    blocks = (*weighed.model.drug, *weighed.model.event)
    course = weighed.model.file.natural_course.reads
    return _PROBABILISTIC | {course, *(block.reads for block in blocks)}


def _speaks(weighed: Weighed, one: OpenFinding, value: str) -> bool:
    """Whether an answer says anything to the model."""
    if one.finding in _PROBABILISTIC:
        return value in {"positive", "negative"}
    place = VOCABULARY[one.finding].values.index(value)
    for block in (*weighed.model.drug, *weighed.model.event):
        if block.reads == one.finding:
            return block.sets[place] != 0
    return True


def _bits(weighed: Weighed, logs: Mapping[str, Floats], chances: Mapping[str, float]) -> float:
    """Mean fall of the entropy from the expected shares to those after an answer, in bits."""
    mixed = np.zeros(len(weighed.groups))
    after = 0.0
    whole = sum(chances[value] for value in logs)
    for value, log in logs.items():
        if chances[value]:
            shares = weighed.groups.astype(np.float64) @ np.exp(log - log_total(log))
            mixed += chances[value] / whole * shares
            after += chances[value] / whole * _entropy(shares)
    return max(_entropy(mixed) - after, 0.0)


def _entropy(shares: Floats) -> float:
    held = shares[shares > 0]
    return float(-(held * np.log2(held)).sum())


def _share(log: Floats, own: Flags) -> float:
    return float(np.exp(log_total(log[own]) - log_total(log)))


def _changes(pair: PairAssessment, one: FindingSet) -> Iterator[CategoryChange]:
    bit = VOCABULARY[one.finding].bit(one.value)
    for verdict in pair.verdicts.values():
        if not isinstance(verdict, Verdict):
            continue
        instrument = method_of(verdict, pair.own)
        if one.finding not in instrument.looks_at or one.finding in instrument.fixed:
            continue
        masks = {name: mask_of(pair.findings[name]) for name in instrument.looks_at}
        other = judge(instrument, {**masks, one.finding: bit})
        if isinstance(other, Verdict) and other.category != verdict.category:
            yield CategoryChange(
                pair.drug, verdict.method, verdict.title, verdict.category, other.category
            )


def _asked(given: Prepared, one: OpenFinding) -> str:
    drug = next(each.name for each in given.case.drugs if each.id == one.drug)
    event = next(each.term for each in given.case.events if each.id == one.event)
    return phrases()[one.finding].replace("{drug}", drug).replace("{event}", event)
