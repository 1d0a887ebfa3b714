"""One event as an ordinary Bayesian network: to look at, to hand to other engines, to check ours.

Nodes of a template are written out once for each drug; what is no finding (dates, a course of
recovery, the tests of a rival) is a node ``seen`` whose table is the likelihood, scaled to at most
one. The answer of any exact engine to this network is the share of the differential.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts
from causality.findings.derive import Findings
from causality.network.differential.candidates import DRUG, JOINT, RIVAL, Candidates
from causality.network.differential.domain import Domain
from causality.network.differential.evidence import Evidence, event_masks
from causality.network.differential.model import Block, Model
from causality.network.differential.names import UNEXPLAINED, candidate_names
from causality.network.differential.pair_blocks import OF_JOINT
from causality.network.differential.weigh import timed_at_point
from causality.network.network import Network, Node, node

__all__ = ["Unrolled", "unrolled"]

Floats = NDArray[np.float64]
CAUSE, ENTITY, COURSE, RECORD = "cause", "entity", "natural course", "record"
_SEEN = ("seen", "not seen")


@dataclass(frozen=True, slots=True)
class Unrolled:
    """The network and what is known in it; ``log_scale`` was taken out of the likelihoods."""

    network: Network
    given: Mapping[str, str]
    likelihood: Mapping[str, tuple[float, ...]]
    log_scale: float


@dataclass(slots=True)
class _Builder:
    nodes: list[Node] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)
    likelihood: dict[str, tuple[float, ...]] = field(default_factory=dict)
    log_scale: float = 0.0

    def seen(self, name: str, parents: tuple[str, ...], log: Floats) -> None:
        """A node for a likelihood over its parents' states."""
        finite = log[np.isfinite(log)]
        top = float(finite.max()) if finite.size else 0.0
        self.log_scale += top
        share = np.exp(log - top)
        self.nodes.append(node(name, _SEEN, parents, table=np.stack([share, 1 - share], axis=-1)))
        self.given[name] = _SEEN[0]

    def read(
        self, name: str, block: Block, parents: tuple[str, ...], table: Floats, held: int
    ) -> None:
        """A node for a finding; ``held`` is the set of states that the record leaves."""
        self.nodes.append(node(name, block.states, parents, table=table))
        states = [i for i in range(len(block.states)) if held >> i & 1]
        if len(states) == 1:
            self.given[name] = block.states[states[0]]
        elif states:
            self.likelihood[name] = tuple(
                1.0 if i in states else 0.0 for i in range(len(block.states))
            )


def unrolled(
    findings: Findings, event: EventFacts, model: Model, domain: Domain, evidence: Evidence
) -> Unrolled:
    """The network of one event at the model's own numbers; ``evidence`` is that of the point."""
    causes = evidence.causes
    kept = np.flatnonzero(~causes.excluded & (causes.odds[0] > 0))
    builder = _Builder()
    eps = np.zeros((1, model.numbers.columns))
    _shared(builder, event, model, domain, evidence, kept)
    pairs = event.column("member", "pair").tolist()
    labels = event.labels.get("member", ())
    for block in model.drug:
        held = block.evidence(findings.mask(block.reads))
        rows = block.rows.at(eps)[0]
        for member, pair in enumerate(pairs):
            me = _is_me(event, causes, kept, member, block.id)
            table = np.empty((len(kept), rows.shape[1], 2, rows.shape[2]))
            table[:, :, 0] = np.where(me[:, None, None], rows[1], rows[0])
            table[:, :, 1] = rows[0]
            name = f"{block.title} ({labels[member]})"
            builder.read(name, block, (CAUSE, COURSE, RECORD), table, int(held[pair]))
    for block in model.event:
        rows = block.rows.at(eps)[0]
        drug = causes.drugs()[kept]
        table = np.empty((len(kept), 2, rows.shape[1]))
        table[:, 0] = np.where(drug[:, None], rows[1], rows[0])
        table[:, 1] = rows[0]
        left = int(block.evidence(event_masks(findings, event, block.reads))[0])
        builder.read(block.title, block, (CAUSE, RECORD), table, left)
    _densities(builder, event, evidence, kept)
    return Unrolled(
        Network(
            f"{model.id}-{event.labels['event'][0]}",
            tuple(builder.nodes),
            title=f"{model.title}: {event.labels['event'][0]}",
            target=CAUSE,
        ),
        builder.given,
        builder.likelihood,
        builder.log_scale,
    )


def _shared(
    builder: _Builder,
    event: EventFacts,
    model: Model,
    domain: Domain,
    evidence: Evidence,
    kept: NDArray[np.int64],
) -> None:
    causes = evidence.causes
    odds = causes.odds[0, kept]
    builder.nodes.append(node(CAUSE, _ids(event, causes, domain, kept), table=odds / odds.sum()))
    entity = np.exp(evidence.entity_prior[0, kept])
    entities = domain.entity_ids if len(domain.entity_ids) > 1 else (*domain.entity_ids, "other")
    if entity.shape[1] < len(entities):
        entity = np.concatenate([entity, np.zeros_like(entity)], axis=1)
    builder.nodes.append(node(ENTITY, entities, (CAUSE,), table=entity))
    natural = np.exp(evidence.natural_prior[0])
    natural = np.concatenate([natural, natural], axis=0)[: len(entities)]
    builder.nodes.append(node(COURSE, model.natural_states, (ENTITY,), table=natural))
    builder.nodes.append(node(RECORD, model.record_states, table=np.exp(evidence.quality_prior[0])))
    if np.any(evidence.information):
        builder.seen("information", (RECORD,), evidence.information[0, 0])
    if np.any(evidence.natural_said):
        builder.seen("natural course as stated", (COURSE,), evidence.natural_said[0, 0])
    for name, log in zip(evidence.marks.names, evidence.marks.log[0], strict=True):
        told = log if len(log) == len(entities) else np.concatenate([log, log])
        builder.seen(name.replace(".", " "), (ENTITY,), told)


def _ids(
    event: EventFacts, causes: Candidates, domain: Domain, kept: NDArray[np.int64]
) -> tuple[str, ...]:
    """A state for each candidate; parts of the background by the name of their rival."""
    names = candidate_names(event, causes)
    found = []
    for row in kept.tolist():
        if row < len(names) - 1:
            found.append(names[row].id)
        else:
            rival = domain.rival_ids[int(causes.row[row])]
            found.append(rival if rival == UNEXPLAINED else f"{UNEXPLAINED}: {rival}")
    return tuple(found)


def _is_me(
    event: EventFacts, causes: Candidates, kept: NDArray[np.int64], member: int, block: str
) -> NDArray[np.bool_]:
    """The candidates for which a block of this drug speaks as of the cause."""
    kind, row = causes.kind[kept], causes.row[kept]
    own: NDArray[np.bool_] = (kind == DRUG) & (row == member)
    if block in OF_JOINT:
        first = event.column("joint", "first")
        joint = kind == JOINT
        own[joint] = first[row[joint]] == member
    return own


def _densities(
    builder: _Builder, event: EventFacts, evidence: Evidence, kept: NDArray[np.int64]
) -> None:
    causes = evidence.causes
    kind, row = causes.kind[kept], causes.row[kept]
    first, second = event.column("joint", "first"), event.column("joint", "second")
    builder.seen("dates", (CAUSE,), timed_at_point(event, evidence)[0, kept])
    course = next(block for block in evidence.blocks if block.id == "recovery")
    pairs = event.column("member", "pair").tolist()
    for member, pair in enumerate(pairs):
        if not course.informative[pair]:
            continue
        me = (kind == DRUG) & (row == member)
        for place in np.flatnonzero(kind == JOINT).tolist():
            one, two = first[row[place]], second[row[place]]
            teller = two if two >= 0 and not course.informative[pairs[one]] else one
            me[place] = teller == member
        table = np.empty((len(kept), course.me.shape[-1], 2))
        table[:, :, 0] = np.where(me[:, None], course.me[0, pair], course.other[0, pair])
        table[:, :, 1] = course.other[0, pair]
        name = f"course ({event.labels['member'][member]})"
        builder.seen(name, (CAUSE, COURSE, RECORD), table)
    for table_name, own, likely in (
        ("member", DRUG, evidence.status),
        ("rival", RIVAL, evidence.rivals),
    ):
        for place in range(likely[0].shape[1]):
            other, mine = likely[0][0, place], likely[1][0, place]
            if other == mine == 0.0:
                continue
            is_me = (kind == own) & (row == place)
            table = np.empty((len(kept), 2))
            table[:, 0] = np.where(is_me, mine, other)
            table[:, 1] = other
            label = event.labels[table_name][place]
            builder.seen(f"what is known of {label}", (CAUSE, RECORD), table)
