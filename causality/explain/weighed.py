"""Every event of a case as the differential weighs it: its facts, its evidence, its parts.

The log weight of a candidate in a joint state of the shared nodes is a sum over the parts of the
evidence. What a part adds is therefore one matrix, and any subset of parts is a sum of matrices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.case.case import Case
from causality.case.points import points_of
from causality.findings.causes.event_facts import EventFacts
from causality.findings.causes.of_case import extract_events
from causality.findings.derive import Findings, derive
from causality.findings.extract import PairId, extract, pairs_of
from causality.findings.facts import Facts
from causality.network.differential.chain import Part, parts_of, with_parts
from causality.network.differential.domain import Domain, domain_at
from causality.network.differential.evidence import Evidence, gather
from causality.network.differential.groups import by_name, involvements
from causality.network.differential.heard import states_of
from causality.network.differential.model import Model
from causality.network.differential.names import candidate_names
from causality.network.differential.pair_blocks import base_of, own_ratios
from causality.network.differential.read import differential_model
from causality.network.differential.split import of_event
from causality.network.differential.weigh import timed_at_point
from causality.timeline.of_case import timeline_of

__all__ = [
    "Flags",
    "Floats",
    "Prepared",
    "Target",
    "Weighed",
    "joint_weights",
    "log_total",
    "prepared",
]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The facts of a case as the differential reads them; suspects' pairs come first.

    ``suspects`` is the number of pairs that are assessed; those of other drugs follow.
    """

    case: Case
    pairs: tuple[PairId, ...]
    suspects: int
    facts: Facts
    findings: Findings
    events: EventFacts

    def weighed(self) -> tuple[Weighed, ...]:
        """Each event at the numbers of the model."""
        model = differential_model()
        return tuple(
            _weighed(self, of_event(self.events, number), model) for number in range(self.events.n)
        )

    def row(self, drug: str, event: str) -> int:
        """The row of one pair; ValueError if there is none."""
        return self.pairs.index(PairId(drug, event))


@dataclass(frozen=True, slots=True)
class Target:
    """What is set against what: candidates against others, as flags over the candidates.

    ``kind`` is ``involvement`` (all causes that contain a drug), ``candidate``, or ``versus``.
    """

    id: str
    kind: str
    title: str
    own: Flags
    rest: Flags


@dataclass(frozen=True, slots=True)
class Weighed:
    """One event: what was gathered of it, and the parts of its evidence in the order of the chain.

    ``ids`` and ``groups`` are the candidates as a report names them, each with its flags.
    """

    id: str
    facts: Facts
    findings: Findings
    event: EventFacts
    model: Model
    domain: Domain
    evidence: Evidence
    parts: tuple[Part, ...]
    ids: tuple[str, ...]
    titles: tuple[str, ...]
    groups: NDArray[np.bool_]

    def matrices(self) -> tuple[Floats, Floats]:
        """Log weights before any part, [candidates, states]; what each part adds before them.

        Candidates that take no part are minus infinity in the first and 0 in the second.
        """
        before = joint_weights(self.event, with_parts(self.evidence, []))
        there = np.isfinite(before)
        added = [
            np.where(
                there,
                joint_weights(self.event, with_parts(self.evidence, [part]))
                - np.where(there, before, 0.0),
                0.0,
            )
            for part in self.parts
        ]
        return before, np.array(added).reshape(-1, *before.shape)

    def involvements(self) -> tuple[Target, ...]:
        """Each drug's part in the event, against all causes without it."""
        names = (self.event.labels.get("member", ()), self.event.titles.get("member", ()))
        held = involvements(self.event).flags(self.evidence.causes.n)
        return tuple(
            Target(drug, "involvement", title, own, ~own)
            for drug, title, own in zip(*names, held, strict=True)
        )

    def candidates(self) -> tuple[Target, ...]:
        """Each candidate against the rest."""
        return tuple(
            Target(name, "candidate", title, own, ~own)
            for name, title, own in zip(self.ids, self.titles, self.groups, strict=True)
        )

    def versus(self, one: str, other: str) -> Target:
        """One candidate against another; ValueError for an id that is no candidate."""
        first, second = self.ids.index(one), self.ids.index(other)
        title = f"{self.titles[first]} against {self.titles[second]}"
        return Target(f"{one} : {other}", "versus", title, self.groups[first], self.groups[second])


def prepared(case: Case, priors: Mapping[str, float] | None = None) -> Prepared:
    """The facts of a case; ``priors`` are a reader's own odds of drugs, by drug id."""
    points = points_of(case)
    timeline = timeline_of(case, points)
    suspects = pairs_of(case)
    aside = tuple(
        PairId(drug.id, event.id)
        for drug in case.drugs
        if drug.role == "concomitant"
        for event in case.events
    )
    pairs, facts = extract(case, timeline, points, (*suspects, *aside))
    events = extract_events(case, pairs, priors)
    return Prepared(case, pairs, len(suspects), facts, derive(facts), events)


def _weighed(given: Prepared, event: EventFacts, model: Model) -> Weighed:
    domain = domain_at(int(event.column("event", "domain")[0]), model)
    eps = np.zeros((1, model.numbers.columns)), np.zeros((1, domain.numbers.columns + 1))
    evidence = gather(given.facts, given.findings, event, model, domain, *eps)
    causes = evidence.causes
    names = candidate_names(event, causes)
    return Weighed(
        event.labels["event"][0],
        given.facts,
        given.findings,
        event,
        model,
        domain,
        evidence,
        tuple(parts_of(given.facts, given.findings, event, evidence)),
        tuple(name.id for name in names),
        tuple(name.title for name in names),
        by_name(causes, 1).flags(causes.n),
    )


def joint_weights(event: EventFacts, evidence: Evidence) -> Floats:
    """Log weight of each candidate in each joint state, [candidates, states], at the point."""
    causes = evidence.causes
    told = [block for block in evidence.blocks if block.informative.any()]
    base = base_of(event, evidence, [(block, block.other) for block in told])
    ratio = own_ratios(event, evidence, [(block, block.me - block.other) for block in told])
    with np.errstate(divide="ignore"):
        prior = np.where(causes.excluded, -np.inf, np.log(causes.odds))
    known = prior + timed_at_point(event, evidence)
    found: Floats = states_of(event, evidence, base, ratio)[0] + known[0][:, None]
    return found


def log_total(logs: Floats, axis: int = -1) -> Floats:
    """Log of the sum of exponentials over one axis; minus infinity of nothing."""
    if logs.shape[axis] == 0:
        return np.full(np.delete(logs.shape, axis), -np.inf)
    top = logs.max(axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        found: Floats = np.log(np.exp(logs - top).sum(axis=axis)) + np.squeeze(top, axis)
    return found
