"""What the blocks of pairs add up to: of a whole event, and of each candidate as its cause."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts
from causality.network.differential.evidence import Evidence, PairBlock
from causality.network.differential.sums import added

__all__ = ["OF_JOINT", "Said", "base_of", "own_ratios"]

Floats = NDArray[np.float64]

Said = tuple[PairBlock, Floats]
"""A block and something it says of every pair, [draws, pairs, natural course]."""

OF_JOINT = ("dose", "level", "overdose", "antidote")
"""Blocks of the first drug that speak of a joint cause as of the drug itself."""


def own_ratios(
    events: EventFacts,
    evidence: Evidence,
    blocks: Sequence[Said],
    pick: Callable[[Floats, Floats], Floats] | None = None,
) -> Floats:
    """Log ratio of each candidate's own blocks, if it is the cause to if not.

    The sum of ``blocks`` is [draws, candidates, natural course]. ``pick``: which of two ratios
    counts where dates leave open whose stop tells of a joint cause.
    """
    causes = evidence.causes
    draws = blocks[0][1].shape[0] if blocks else evidence.natural_prior.shape[0]
    found = np.zeros((draws, causes.n, evidence.natural_prior.shape[-1]))
    pairs = events.column("member", "pair")
    drugs = len(pairs)
    joints = slice(drugs, drugs + len(events.column("joint", "first")))
    first = pairs[events.column("joint", "first")]
    for block, ratio in blocks:
        heard = np.flatnonzero(block.heard[pairs])
        found[:, heard] += ratio[:, pairs[heard]]
        if not len(first) or block.id not in (*OF_JOINT, "recovery"):
            continue
        own = ratio[:, first]
        if block.id == "recovery":
            place = events.column("joint", "second")
            both, second = place >= 0, pairs[np.maximum(place, 0)]
            by_second = both & ~block.informative[first]
            own = np.where(by_second[None, :, None], ratio[:, second], own)
            if pick is not None:
                low, high = block.ratio_range
                either = both & (low[first] != high[first]).any(axis=1)
                own = np.where(either[None, :, None], pick(ratio[:, first], ratio[:, second]), own)
        found[:, joints] += own
    return found


def base_of(events: EventFacts, evidence: Evidence, others: Sequence[Said]) -> Floats:
    """All blocks of an event if none of their drugs is the cause, [draws, events, course]."""
    pairs, of = events.column("member", "pair"), events.events("member")
    draws, courses = evidence.natural_prior.shape[0], evidence.natural_prior.shape[-1]
    rest = np.zeros((draws, events.n))
    for table, log in (("rival", evidence.rivals[0]), ("member", evidence.status[0])):
        rest = rest + added(events.events(table), events.n, log)
    if not others:
        return np.repeat(rest[:, :, None], courses, axis=2)
    each = np.zeros((draws, len(pairs), courses))
    for block, other in others:
        heard = np.flatnonzero(block.heard[pairs])
        each[:, heard] += other[:, pairs[heard]]
    base = added(of, events.n, each.transpose(0, 2, 1)).transpose(0, 2, 1)
    return base + rest[:, :, None]
