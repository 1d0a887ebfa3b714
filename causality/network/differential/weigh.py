"""The weights of all candidates of many events at once: log-sum-exp over the shared states.

P(evidence, cause = c, s) = prior_c x timing_c x P(s | c) x P(shared | s) x B(s) x R_c(s): B is the
product over all blocks of their probability if their drug is not the cause, R_c the ratio of
candidate c's own blocks, s runs over entity, report quality and natural course. Sums run in the
order of the rows, so an event has the same bits alone and among others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts
from causality.network.differential.candidates import DRUG, JOINT, Candidates
from causality.network.differential.evidence import Evidence
from causality.network.differential.heard import heard, summed
from causality.network.differential.pair_blocks import base_of, own_ratios
from causality.network.differential.sums import added, logsumexp

__all__ = [
    "Weights",
    "normalised",
    "timed",
    "timed_at_point",
    "weigh",
]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """Unnormalised log weights, [draws, candidates]; minus infinity where excluded.

    ``by_entity`` has a further axis of entities. ``total`` is [draws, events]: ln P(evidence) up
    to the densities of times. ``prior`` are the weights before any evidence of the case, ``shown``
    what findings add, by entity.
    """

    log: Floats
    by_entity: Floats
    total: Floats
    prior: Floats
    shown: Floats


def weigh(events: EventFacts, evidence: Evidence) -> Weights:
    """The weight of every candidate under each draw."""
    causes = evidence.causes
    told = [block for block in evidence.blocks if block.informative.any()]
    base = base_of(events, evidence, [(block, block.other) for block in told])
    ratio = own_ratios(events, evidence, [(block, block.me - block.other) for block in told])
    with np.errstate(divide="ignore"):
        prior = np.where(causes.excluded, -np.inf, np.log(causes.odds))
    known = prior + timed_at_point(events, evidence)
    shown = summed(evidence, heard(events, evidence), base, ratio if told else None)
    by_entity = known[:, :, None] + shown
    log = logsumexp(by_entity)
    total = _total(causes.event, events.n, log) - _total(causes.event, events.n, prior)
    return Weights(log, by_entity, total, prior, shown)


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


def _total(of: NDArray[np.int64], events: int, log: Floats) -> Floats:
    """Log of the sum over the candidates of each event, [draws, events]."""
    top = np.full((log.shape[0], events), -np.inf)
    bins = (np.arange(log.shape[0]) * events)[:, None] + of
    np.maximum.at(top.reshape(-1), bins.ravel(), log.ravel())
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
