"""What of a case could still be learnt: findings that are open, and what each answer would do.

An answer is weighed by doing the differential again with the finding set. On the logarithmic scale
the effect is one matrix over candidates and joint states, and answers to different questions add
up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from causality.explain.changed_findings import (
    NEVER_LEARNT,
    FindingSet,
    event_wide,
    heard,
    with_sets,
)
from causality.explain.weighed import Floats, Prepared, Weighed, joint_weights
from causality.network.differential.evidence import gather
from causality.vocabulary import FOLLOW_UP, UNKNOWN, VOCABULARY, reading_of

__all__ = ["Answers", "OpenFinding", "answers", "open_findings"]


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """One finding of one pair that follow-up could settle: its value now, the possible answers."""

    drug: str
    event: str
    finding: str
    now: str
    values: tuple[str, ...]

    @property
    def scope(self) -> tuple[str, ...]:
        """What only one answer can be given to: the event, or the pair, and the finding."""
        if self.finding in event_wide():
            return self.event, self.finding
        return self.event, self.drug, self.finding

    def answer(self, value: str) -> FindingSet:
        """One answer as something that can be set."""
        return FindingSet(self.drug, self.event, self.finding, value)


def open_findings(given: Prepared) -> tuple[OpenFinding, ...]:
    """Every open finding of the pairs that are assessed, in the order of the vocabulary.

    Where no follow-up can come any more, only what the dates on record leave open. Never the
    patient's age or sex, and nothing that is settled.
    """
    return tuple(_open(given))


def _open(given: Prepared) -> Iterator[OpenFinding]:
    impossible = VOCABULARY[FOLLOW_UP].bit("impossible")
    for row in range(given.suspects):
        pair = given.pairs[row]
        closed = int(given.findings.mask(FOLLOW_UP)[row]) == impossible
        for name in VOCABULARY:
            if name in NEVER_LEARNT or name == "information":
                continue
            reading = reading_of(name, int(given.findings.mask(name)[row]))
            possible = {*reading.recorded, *(() if closed else reading.learnable)}
            values = tuple(
                value
                for value in VOCABULARY[name].values
                if value in possible - {UNKNOWN, reading.value}
            )
            if values:
                yield OpenFinding(pair.drug, pair.event, name, reading.value, values)


@dataclass(frozen=True, slots=True)
class Answers:
    """Every answer about one event that the differential hears, each question once.

    ``logs`` are log weights of candidates in joint states after each answer, [answers, candidates,
    states]; ``now`` those of the case as it stands.
    """

    sets: tuple[FindingSet, ...]
    questions: tuple[OpenFinding, ...]
    logs: Floats
    now: Floats

    def changes(self) -> Floats:
        """What each answer multiplies the weights with, [answers, candidates, states]."""
        there = np.isfinite(self.now)
        with np.errstate(invalid="ignore"):
            found: Floats = np.exp(np.where(there, self.logs - self.now, 0.0))
        return found


def answers(given: Prepared, weighed: Weighed) -> Answers:
    """The effect of every answer to every open question about one event."""
    now = joint_weights(weighed.event, weighed.evidence)
    sets: list[FindingSet] = []
    questions: list[OpenFinding] = []
    logs: list[Floats] = []
    asked: set[tuple[str, ...]] = set()
    open_ = [one for one in open_findings(given) if one.event == weighed.id]
    pairs = sum(pair.event == weighed.id for pair in given.pairs[: given.suspects])
    for one in open_:
        if one.finding not in heard() or one.scope in asked:
            continue
        # What is settled for one drug of the event is no open question about the event.
        if one.finding in event_wide() and sum(each.scope == one.scope for each in open_) < pairs:
            continue
        asked.add(one.scope)
        for value in one.values:
            sets.append(one.answer(value))
            questions.append(one)
            logs.append(_after(given, weighed, one.answer(value)))
    return Answers(tuple(sets), tuple(questions), np.array(logs).reshape(-1, *now.shape), now)


def _after(given: Prepared, weighed: Weighed, one: FindingSet) -> Floats:
    changed = with_sets(given, (one,))
    evidence = gather(
        changed.facts,
        changed.findings,
        weighed.event,
        weighed.model,
        weighed.domain,
        np.zeros((1, weighed.model.numbers.columns)),
        np.zeros((1, weighed.domain.numbers.columns + 1)),
    )
    return joint_weights(weighed.event, evidence)
