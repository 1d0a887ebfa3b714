"""The weights of all candidates of many events at once: log-sum-exp over the shared states.

P(evidence, cause = c, s) = prior_c x timing_c x P(s | c) x P(shared | s) x B(s) x R_c(s): B is the
product over all blocks of their probability if their drug is not the cause, R_c the ratio of
candidate c's own blocks, s runs over entity, report quality and natural course. Sums run in the
order of the rows, so an event has the same bits alone and among others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts
from causality.network.differential.candidates import DRUG, JOINT, RIVAL, Candidates
from causality.network.differential.evidence import Evidence
from causality.network.differential.sums import added, logsumexp

__all__ = [
    "OF_JOINT",
    "Weights",
    "base_of",
    "normalised",
    "own_ratios",
    "states_of",
    "timed",
    "timed_at_point",
    "weigh",
]

Floats = NDArray[np.float64]

OF_JOINT = ("dose", "level", "overdose", "antidote")
"""Blocks of the first drug that speak of a joint cause as of the drug itself."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Unnormalised log weights, [draws, candidates]; minus infinity where excluded.

    ``by_entity`` has a further axis of entities. ``total`` is [draws, events]: ln P(evidence) up
    to the densities of times. ``prior`` are the weights before any evidence of the case.
    """

    log: Floats
    by_entity: Floats
    total: Floats
    prior: Floats


def weigh(events: EventFacts, evidence: Evidence) -> Weights:
    """The weight of every candidate under each draw."""
    causes = evidence.causes
    told = [block for block in evidence.blocks if block.informative.any()]
    base = base_of(events, evidence, [block.other for block in told])
    ratio = own_ratios(events, evidence, [(block.id, block.me - block.other) for block in told])
    with np.errstate(divide="ignore"):
        prior = np.where(causes.excluded, -np.inf, np.log(causes.odds))
    known = prior + timed_at_point(events, evidence)
    by_entity = known[:, :, None] + _summed(events, evidence, base, ratio)
    log = logsumexp(by_entity)
    total = _total(causes.event, events.n, log) - _total(causes.event, events.n, prior)
    return Weights(log, by_entity, total, prior)


def own_ratios(
    events: EventFacts,
    evidence: Evidence,
    blocks: list[tuple[str, Floats]],
    pick: Callable[[Floats, Floats], Floats] | None = None,
) -> Floats:
    """Log ratio of each candidate's own blocks, if it is the cause to if not.

    ``blocks`` are [draws, pairs, natural course]; the sum is [draws, candidates, natural course].
    ``pick``: which of two ratios counts where dates leave open whose stop tells of a joint cause.
    """
    causes = evidence.causes
    draws = blocks[0][1].shape[0] if blocks else evidence.natural_prior.shape[0]
    found = np.zeros((draws, causes.n, evidence.natural_prior.shape[-1]))
    pairs = events.column("member", "pair")
    drugs = len(pairs)
    joints = slice(drugs, drugs + len(events.column("joint", "first")))
    first = pairs[events.column("joint", "first")]
    for name, ratio in blocks:
        found[:, :drugs] = found[:, :drugs] + ratio[:, pairs]
        if not len(first) or name not in (*OF_JOINT, "recovery"):
            continue
        own = ratio[:, first]
        if name == "recovery":
            place = events.column("joint", "second")
            both, second = place >= 0, pairs[np.maximum(place, 0)]
            course = next(block for block in evidence.blocks if block.id == name)
            by_second = both & ~course.informative[first]
            own = np.where(by_second[None, :, None], ratio[:, second], own)
            if pick is not None:
                low, high = course.ratio_range
                either = both & (low[first] != high[first]).any(axis=1)
                own = np.where(either[None, :, None], pick(ratio[:, first], ratio[:, second]), own)
        found[:, joints] = found[:, joints] + own
    return found


def base_of(events: EventFacts, evidence: Evidence, others: list[Floats]) -> Floats:
    """All blocks of an event if none of their drugs is the cause, [draws, events, course]."""
    pairs, of = events.column("member", "pair"), events.events("member")
    draws, courses = evidence.natural_prior.shape[0], evidence.natural_prior.shape[-1]
    each = np.zeros((draws, len(pairs), courses))
    for other in others:
        each = each + other[:, pairs]
    base = added(of, events.n, each.transpose(0, 2, 1)).transpose(0, 2, 1)
    rest = np.zeros((draws, events.n))
    for table, log in (("rival", evidence.rivals[0]), ("member", evidence.status[0])):
        rest = rest + added(events.events(table), events.n, log)
    return base + rest[:, :, None]


def timed_at_point(events: EventFacts, evidence: Evidence) -> Floats:
    """The weight of the timing of each candidate, [draws, candidates].

    A joint cause is there from the later of both starts, so its clock is that of the drug begun
    last; where that is not known, both have to fit.
    """
    log, since = evidence.timing.mean, evidence.timing.since_start
    found = timed(events, evidence.causes, log, least=True)
    first, second = events.column("joint", "first"), events.column("joint", "second")
    other = np.maximum(second, 0)
    joint = evidence.causes.kind == JOINT
    second_last = (second >= 0) & (since[other] < since[first])
    first_last = (second < 0) | (since[first] < since[other])
    alone = np.where(first_last, log[:, first], found[:, joint])
    found[:, joint] = np.where(second_last, log[:, other], alone)
    return found


def timed(events: EventFacts, causes: Candidates, log: Floats, *, least: bool) -> Floats:
    """The least or greatest of the weights given for the drugs of each candidate."""
    draws = log.shape[0]
    found = np.zeros((draws, causes.n))
    found[:, causes.kind == DRUG] = log
    first, second = events.column("joint", "first"), events.column("joint", "second")
    pick = np.minimum if least else np.maximum
    both = np.where(second >= 0, pick(log[:, first], log[:, np.maximum(second, 0)]), log[:, first])
    found[:, causes.kind == JOINT] = both
    return found


@dataclass(frozen=True, slots=True)
class _Heard:
    """What an event shows given each shared state, for each candidate.

    ``sound`` and ``unsound`` are the two qualities of the record, [draws, candidates, natural
    course]; ``entity`` is [draws, candidates, entities], ``natural`` [draws, entities, course].
    """

    sound: Floats
    unsound: Floats
    entity: Floats
    natural: Floats


def _heard(events: EventFacts, evidence: Evidence, base: Floats, ratio: Floats) -> _Heard:
    """In an unsound record no block speaks for any cause, and any stated course is as likely."""
    causes = evidence.causes
    kind = causes.drugs().astype(np.int64)
    draws, of = base.shape[0], causes.event
    said = np.zeros((draws, events.n, 2))
    for _, log in evidence.kinds:
        said = said + log
    marks = evidence.marks
    seen = added(marks.event, events.n, marks.log.transpose(0, 2, 1)).transpose(0, 2, 1)
    quality = evidence.quality_prior[:, None, :] + evidence.information
    own = _fixed(causes, evidence, 1) - _fixed(causes, evidence, 0)
    sound = (quality[:, of, 0] + said[:, of, kind] + own)[:, :, None]
    unsound = (quality[:, of, 1] + said[:, of, 0])[:, :, None]
    of_event = (base + evidence.natural_said)[:, of]
    return _Heard(
        sound + of_event + ratio,
        unsound + of_event,
        evidence.entity_prior + seen[:, of],
        evidence.natural_prior,
    )


def _summed(events: EventFacts, evidence: Evidence, base: Floats, ratio: Floats) -> Floats:
    """Log of the sum over report quality and natural course, [draws, candidates, entities]."""
    heard = _heard(events, evidence, base, ratio)
    course = np.logaddexp(heard.sound, heard.unsound)
    terms = [
        course[:, :, None, place] + heard.natural[:, None, :, place]
        for place in range(course.shape[-1])
    ]
    return heard.entity + logsumexp(np.stack(terms, axis=-1))


def states_of(events: EventFacts, evidence: Evidence, base: Floats, ratio: Floats) -> Floats:
    """Log weight of each candidate in each joint state, [draws, candidates, states]."""
    heard = _heard(events, evidence, base, ratio)
    found = []
    for place in range(heard.entity.shape[-1]):
        shared = heard.entity[..., place, None] + heard.natural[:, None, place, :]
        found += [shared + heard.sound, shared + heard.unsound]
    return np.concatenate(found, axis=-1)


def _fixed(causes: Candidates, evidence: Evidence, me: int) -> Floats:
    """What is said of a candidate itself, whatever the shared states, [draws, candidates]."""
    found = np.zeros((evidence.natural_prior.shape[0], causes.n))
    found[:, causes.kind == DRUG] = evidence.status[me]
    found[:, causes.kind == RIVAL] = evidence.rivals[me]
    return found


def _total(of: NDArray[np.int64], events: int, log: Floats) -> Floats:
    """Log of the sum over the candidates of each event, [draws, events]."""
    top = np.full((log.shape[0], events), -np.inf)
    bins = np.broadcast_to(of, log.shape)
    np.maximum.at(top, (np.arange(log.shape[0])[:, None], bins), log)
    finite = np.where(np.isfinite(top), top, 0.0)
    summed = added(of, events, np.exp(log - finite[:, of]))
    with np.errstate(divide="ignore"):
        found: Floats = finite + np.log(summed)
    return found


def normalised(causes: Candidates, events: int, log: Floats) -> Floats:
    """Shares of the candidates of each event, [draws, candidates]; they sum to one."""
    total = _total(causes.event, events, log)
    found: Floats = np.exp(log - total[:, causes.event])
    return found
