"""The differential by its definition, written out: one product for each cause and shared state.

Nothing is shared with the package but the numbers as they stand in the files and the facts: plain
Python on one event at a time, from the words of design and model files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import exp, fsum, inf, isnan, log
from typing import NamedTuple

from causality.findings.causes.event_facts import STATUS, EventFacts
from causality.findings.causes.names import shipped_tests
from causality.findings.derive import Findings
from causality.findings.facts import Facts
from causality.network.differential.domain import Domain
from causality.network.differential.schema import BlockRecord, DifferentialFile
from causality.vocabulary import VOCABULARY
from tests.network.differential.slow_causes import Cause, Causes, chosen, likelihood
from tests.network.differential.slow_times import course_likelihood, middle_day

__all__ = ["Truth", "slow_truth"]

SOUND = "sound"
OF_FIRST = ("dose", "level", "overdose", "antidote")


class Truth(NamedTuple):
    """Shares by candidate (parts of the background by rival), and ln P(evidence)."""

    shares: Mapping[str, float]
    log_evidence: float


def slow_truth(
    facts: Facts,
    findings: Findings,
    event: EventFacts,
    file: DifferentialFile,
    domain: Domain,
) -> Truth:
    """The differential of one event at the numbers as written."""
    told = _Told(facts, findings, event, file, domain)
    weights = {}
    causes = list(told.causes())
    for cause in causes:
        terms = [
            told.log_joint(cause, entity, quality, course)
            for entity, quality, course in product(
                told.entities, file.record.states, file.natural_course.states
            )
        ]
        prior = log(cause.odds) if cause.odds else -inf
        weights[cause.name] = [prior + term for term in terms]
    top = max(term for terms in weights.values() for term in terms)
    sums = {name: fsum(exp(t - top) for t in terms) for name, terms in weights.items()}
    total = fsum(sums.values())
    return Truth(
        {name: value / total for name, value in sums.items()},
        log(total) + top - log(fsum(cause.odds for cause in causes)),
    )


def seen_states(block: BlockRecord, mask: int) -> tuple[str, ...]:
    """The states of a node that a finding leaves; none where it says nothing."""
    names = VOCABULARY[block.reads].values
    values = [names[i] for i in range(1, len(names)) if mask >> i & 1]
    groups = {**{state: (state,) for state in block.states}, **block.also}
    if mask & 1 and len(values) <= 1:  # it may as well stay unknown
        return ()
    if any(value not in groups for value in values):
        return ()
    return tuple(dict.fromkeys(state for value in values for state in groups[value]))


class _Told(Causes):
    """One event, and what each cause says of the evidence."""

    def log_joint(self, cause: Cause, entity: str, quality: str, course: str) -> float:
        """Ln P(entity, quality, course, all evidence | cause)."""
        heard = quality == SOUND
        terms = [
            log(cause.entities[entity]) if cause.entities[entity] > 0 else -inf,
            log(likelihood(self.file.record.prior.then, self.file.record.states, (quality,))),
            log(self.course_prior(entity, course)),
            self.time_of(cause),
            *self.about_event(cause, quality, course, heard=heard),
            *self.about_entity(entity),
        ]
        for member, pair in enumerate(self.pairs):
            terms += self.about_drug(cause if heard else None, member, pair, course)
        for rival in range(len(self.rivals)):
            me = heard and cause.kind == "rival" and cause.row == rival
            if self.rivals[rival]["entity"] < 0:
                terms.append(self.rival_known(rival, me=me))
        return fsum(terms) if -inf not in terms else -inf

    def time_of(self, cause: Cause) -> float:
        """The weight of the timing; of two drugs, that of the one begun last, if that is known."""
        starts = [middle_day(self.facts, self.pairs[i]) for i in cause.members]
        if len(starts) > 1 and starts[0] != starts[1] and not any(map(isnan, starts)):
            return self.times[cause.members[starts.index(min(starts))]]
        return min((self.times[i] for i in cause.members), default=0.0)

    def course_prior(self, entity: str, course: str) -> float:
        record = self.file.natural_course
        row = record.prior
        if self.domain.file is not None:
            own = {one.id: one.natural_course for one in self.domain.file.entities}[entity]
            row = own or row
        return likelihood(row.then, record.states, (course,))

    def about_event(
        self, cause: Cause, quality: str, course: str, *, heard: bool
    ) -> Iterator[float]:
        if not self.pairs:
            return
        kind = "drug" if heard and cause.kind in ("drug", "joint") else "other"
        for block in self.file.event:
            seen = seen_states(block, self.event_mask(block.reads))
            if seen:
                yield log(likelihood(chosen(block.rows, {"cause": kind}), block.states, seen))
        states = self.file.natural_course.states
        said = self.event_value(self.file.natural_course.reads)
        if said in states:
            right = self.file.natural_course.said_right.value
            wrong = (1 - right) / (len(states) - 1)
            yield log(right if said == course else wrong)
        held = VOCABULARY[self.file.record.reads].named(self.event_mask(self.file.record.reads))
        then = chosen(self.file.record.rows, {"record": quality})
        if "unknown" not in held:
            yield log(fsum(then[value] for value in held))

    def about_drug(
        self, cause: Cause | None, member: int, pair: int, course: str
    ) -> Iterator[float]:
        """``cause`` is None where the record is unsound: no drug is then heard as the cause."""
        mine = cause is not None and cause.kind == "drug" and cause.row == member
        with_mine = cause is not None and bool(cause.members) and cause.members[0] == member
        for block in self.file.drug:
            seen = seen_states(block, int(self.findings.mask(block.reads)[pair]))
            if seen:
                word = "yes" if mine or (with_mine and block.id in OF_FIRST) else "no"
                at = {"me": word, "natural course": course}
                yield log(likelihood(chosen(block.rows, at), block.states, seen))
        me = mine or (cause is not None and self.teller(cause) == member)
        told = self.course_told(pair, course, me=me)
        if told is not None:
            yield told
        status = self.members[member]["status"]
        if 0 <= status < len(self.file.status.states):
            then = chosen(self.file.status.rows, {"me": "yes" if mine else "no"})
            yield log(then[STATUS[status]])

    def course_told(self, pair: int, course: str, *, me: bool) -> float | None:
        return course_likelihood(self.facts, self.findings, pair, self.file, course, me=me)

    def teller(self, cause: Cause) -> int:
        """The drug of a joint cause whose stop tells: the first, the second where it is silent."""
        if cause.kind != "joint":
            return -1
        course = self.file.natural_course.states[0]
        first = self.course_told(self.pairs[cause.members[0]], course, me=True)
        return cause.members[-1] if first is None else cause.members[0]

    def about_entity(self, entity: str) -> Iterator[float]:
        file = self.domain.file
        if file is None:
            return
        for row in self.rows("sign"):
            seen = file.signs[row["sign"]].seen
            yield log(seen.get(entity, seen.get("otherwise")).value)
        for i, row in enumerate(self.rivals):
            if row["entity"] < 0:
                continue
            me = self.entities.index(entity) == row["entity"]
            yield self.tested(i, present=me)
            if 0 <= row["status"] < len(self.file.status.states):
                then = chosen(self.file.status.rows, {"me": "yes" if me else "no"})
                yield log(then[STATUS[row["status"]]])

    def tested(self, rival: int, *, present: bool) -> float:
        """All tests of a rival; m of them count as m / (1 + (m - 1) rho)."""
        logs = []
        for test in self.tests:
            if test["rival"] == rival:
                positive = test["sensitivity"] if present else 1 - test["specificity"]
                logs.append(log(positive if test["result"] == 1 else 1 - positive))
        rho = shipped_tests().tempering.value
        return fsum(logs) / (1 + max(len(logs) - 1, 0) * rho)

    def rival_known(self, rival: int, *, me: bool) -> float:
        row = self.rivals[rival]
        err = self.file.status.absent.value
        there, not_there = self.tested(rival, present=True), self.tested(rival, present=False)
        if row["present"] == 1:
            there, not_there = there + log(1 - err), not_there + log(err)
        if row["present"] == 0:
            there, not_there = there + log(err), not_there + log(1 - err)
        total = there
        if not me:
            often = self.prevalence(row["rival"])
            total = log(often * exp(there) + (1 - often) * exp(not_there))
        status = row["status"]
        tests_tell = status <= STATUS.index("unlikely") and any(
            test["rival"] == rival for test in self.tests
        )
        if 0 <= status < len(self.file.status.states) and not tests_tell:
            then = chosen(self.file.status.rows, {"me": "yes" if me else "no"})
            total += log(then[STATUS[status]])
        return total

    def prevalence(self, rival: int) -> float:
        found = self.file.background.present.value
        file = self.domain.file
        if rival < 0 or file is None:
            return found
        own = file.rivals[rival].present
        if own is not None:
            found = own.value
        raised = [(i, each) for i, one in enumerate(file.rivals) for each in one.raised_by]
        for row in self.rows("condition"):
            of, each = raised[row["raises"]]
            if of == rival and each.present is not None:
                found = each.present.value
        return found
