"""Every likelihood of the evidence of events, under each draw, before anything is summed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts
from causality.findings.derive import Findings
from causality.findings.facts import Facts
from causality.network.differential.candidates import RIVAL, Candidates, candidates
from causality.network.differential.domain import Domain
from causality.network.differential.model import Block, Model
from causality.network.differential.recovery import Recovery, recovery
from causality.network.differential.rivals import (
    Marks,
    judged_drugs,
    marks_of_entities,
    rival_evidence,
)
from causality.network.differential.timing import Timing, timing
from causality.vocabulary import VOCABULARY

__all__ = ["Evidence", "PairBlock", "event_masks", "gather"]

Floats = NDArray[np.float64]
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class PairBlock:
    """What one block says of every pair: log likelihoods, [draws, pairs, natural course].

    ``me`` if its drug is the cause, ``other`` if not; bounds of both and of their difference are
    [pairs, natural course]. All are 0 but where ``heard``; ``informative``: it says something.
    """

    id: str
    reads: str
    me: Floats
    other: Floats
    me_range: tuple[Floats, Floats]
    other_range: tuple[Floats, Floats]
    ratio_range: tuple[Floats, Floats]
    informative: NDArray[np.bool_]
    heard: NDArray[np.bool_]

    @property
    def open(self) -> bool:
        """Whether dates or open findings leave it several likelihoods for any pair."""
        ranges = (self.me_range, self.other_range)
        return any(low is not high and not np.array_equal(low, high) for low, high in ranges)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Every likelihood of the evidence, before anything is summed.

    ``blocks`` speak of pairs. ``kinds`` (id, [draws, events, 2]: another cause, a drug) and
    ``natural_said`` and ``information`` speak of events, ``marks`` of what an event is; ``rivals``
    are (other, me) of each named rival, ``status`` of each drug the report names as a cause.
    """

    causes: Candidates
    timing: Timing
    blocks: tuple[PairBlock, ...]
    kinds: tuple[tuple[str, Floats], ...]
    natural_said: Floats
    information: Floats
    marks: Marks
    rivals: tuple[Floats, Floats]
    status: tuple[Floats, Floats]
    entity_prior: Floats
    natural_prior: Floats
    quality_prior: Floats
    real: Floats
    windows: Floats


def gather(
    facts: Facts,
    findings: Findings,
    events: EventFacts,
    model: Model,
    domain: Domain,
    eps: Floats,
    domain_eps: Floats,
) -> Evidence:
    """Every likelihood of the evidence of events that share one domain, under each draw."""
    causes = candidates(facts, findings, events, model, domain, eps, domain_eps)
    window = model.window if domain.window is None else domain.window
    days = window.at(eps if domain.window is None else domain_eps)
    windows = np.broadcast_to(days, (eps.shape[0], events.n))
    course = event_masks(findings, events, model.file.natural_course.reads)
    held = event_masks(findings, events, model.file.record.reads)
    entity_rows = np.concatenate(
        [domain.profiles.at(domain_eps), domain.entities.at(domain_eps)], 1
    )
    place = causes.profile + np.where(causes.kind >= RIVAL, domain.profiles.values.shape[0], 0)
    return Evidence(
        causes=causes,
        timing=timing(facts, events, windows, model.latency.at(eps)),
        blocks=(
            *(_pair_block(block, findings, eps) for block in model.drug),
            _course(recovery(facts, findings, model, eps)),
        ),
        kinds=tuple(
            (block.id, _of_event(block, event_masks(findings, events, block.reads), eps))
            for block in model.event
        ),
        natural_said=_natural(model, course, eps),
        information=_information(model, held, eps),
        marks=marks_of_entities(events, model, domain, eps, domain_eps),
        rivals=rival_evidence(events, model, domain, eps, domain_eps),
        status=judged_drugs(events, model, eps),
        entity_prior=np.log(entity_rows[:, place]),
        natural_prior=np.log(domain.natural.at(domain_eps)),
        quality_prior=np.log(model.quality.at(eps)),
        real=_real(model, findings, events, eps),
        windows=windows,
    )


def event_masks(findings: Findings, events: EventFacts, name: str) -> NDArray[np.uint32]:
    """A finding about whole events: every value that any pair of the event leaves possible.

    The pairs of one event agree on it unless a statement was made about one of them; taking all
    values together depends on no order. An event without pairs says nothing.
    """
    masks = findings.mask(name)[events.column("member", "pair")]
    found = np.zeros(events.n, dtype=np.uint32)
    np.bitwise_or.at(found, events.events("member"), masks)
    # A value beside silence is the value; silence alone is silence.
    told = found & ~np.uint32(1)
    return np.where(told != 0, told, np.uint32(1))


def _pair_block(block: Block, findings: Findings, eps: Floats) -> PairBlock:
    masks = findings.mask(block.reads)
    held = block.evidence(masks)
    several = (masks & (masks - np.uint32(1))) != 0
    if not (held.any() or several.any()):
        return _silent(block, eps.shape[0], len(masks))
    logs = np.log(block.likelihoods(eps))
    point = np.log(block.likelihoods(np.zeros((1, eps.shape[1]))))[0]
    other, me = (logs[:, i].transpose(0, 2, 1)[:, held] for i in (0, 1))
    bounds = [[point[i].T[held], point[i].T[held]] for i in (1, 0)]
    bounds.append([bounds[0][0] - bounds[1][0]] * 2)
    if several.any():
        for bound in bounds:
            bound[:] = [bound[0].copy(), bound[1].copy()]
        for mask in np.unique(masks[several]).tolist():
            rows = masks == np.uint32(mask)
            options = list(block.options(mask))
            mine, not_mine = point[1].T[options], point[0].T[options]
            for bound, each in zip(bounds, (mine, not_mine, mine - not_mine), strict=True):
                bound[0][rows], bound[1][rows] = each.min(axis=0), each.max(axis=0)
    informative = held != 0
    apart = bounds[0][0][several] != bounds[0][1][several]
    informative[several] |= apart.any(axis=1)
    own, others, ratios = ((bound[0], bound[1]) for bound in bounds)
    heard = informative | several
    return PairBlock(block.id, block.reads, me, other, own, others, ratios, informative, heard)


def _silent(block: Block, draws: int, pairs: int) -> PairBlock:
    """A block that says nothing of any pair."""
    courses = block.rows.values.shape[1]
    nothing = np.zeros((draws, pairs, courses))
    none = (nothing[0], nothing[0])
    heard = np.zeros(pairs, dtype=np.bool_)
    return PairBlock(block.id, block.reads, nothing, nothing, none, none, none, heard, heard)


def _course(found: Recovery) -> PairBlock:
    return PairBlock(
        "recovery",
        "dechallenge",
        found.me,
        found.other,
        found.me_range,
        found.other_range,
        found.ratio_range,
        found.informative,
        found.heard,
    )


def _of_event(block: Block, masks: NDArray[np.uint32], eps: Floats) -> Floats:
    """Log likelihood by the parent of the block (no, yes), [draws, events, 2]."""
    held = block.evidence(masks)
    if not held.any():
        return np.zeros((eps.shape[0], len(masks), block.rows.values.shape[0]))
    return np.log(block.likelihoods(eps)).transpose(0, 2, 1)[:, held]


def _natural(model: Model, masks: NDArray[np.uint32], eps: Floats) -> Floats:
    """Log likelihood of the stated natural course, [draws, events, natural course].

    Where several courses are stated, nothing is.
    """
    term = VOCABULARY[model.file.natural_course.reads]
    right = model.said_right.at(eps)[:, 0]
    states = model.natural_states
    found = np.zeros((eps.shape[0], len(masks), len(states)))
    wrong = np.log((1 - right) / (len(states) - 1))
    for said, state in enumerate(states):
        events = masks == np.uint32(term.bit(state))
        for place in range(len(states)):
            value = np.log(right) if place == said else wrong
            found[:, events, place] = value[:, None]
    return found


def _information(model: Model, masks: NDArray[np.uint32], eps: Floats) -> Floats:
    """Log likelihood of how much the record holds, [draws, events, report quality].

    Pairs of one event may hold more or less; the set of what they hold counts.
    """
    term = VOCABULARY[model.file.record.reads]
    rows = model.information.at(eps)
    likely = np.zeros((eps.shape[0], len(masks), rows.shape[1]))
    for place, value in enumerate(("sufficient", "insufficient", "contradictory")):
        held = (masks & np.uint32(term.bit(value))) != 0
        likely = likely + np.where(held[None, :, None], rows[:, None, :, place], 0.0)
    told = (masks & np.uint32(1)) == 0
    return np.where(told[None, :, None], np.log(np.maximum(likely, _TINY)), 0.0)


def _real(model: Model, findings: Findings, events: EventFacts, eps: Floats) -> Floats:
    """Probability that the event took place, [draws, events]."""
    log = np.log(model.real.at(eps))
    not_real = np.broadcast_to(log[:, 0, None], (eps.shape[0], events.n))
    real = np.broadcast_to(log[:, 1, None], (eps.shape[0], events.n))
    for block in model.real_evidence:
        said = _of_event(block, event_masks(findings, events, block.reads), eps)
        not_real, real = not_real + said[..., 0], real + said[..., 1]
    found: Floats = 1.0 / (1.0 + np.exp(not_real - real))
    return found
