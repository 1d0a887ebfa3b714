"""What dates and open findings leave of a share: bounds that hold for every completion.

Two bounds are taken and the narrower counts. One puts a candidate's own weight at its least and all
others at their greatest. The other does so in each joint state of the shared nodes apart, where
only ratios count: a share is an average over those states, so it lies between the least and the
greatest of them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts
from causality.network.differential.evidence import Evidence
from causality.network.differential.weigh import base_of, own_ratios, states_of, timed

__all__ = ["share_ranges"]

Floats = NDArray[np.float64]
_PICK = (np.minimum, np.maximum)


def share_ranges(
    events: EventFacts, evidence: Evidence, shares: Floats, groups: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Least and greatest sum of shares over each group of candidates, at the model's numbers.

    ``groups`` is [groups, candidates], each within one event; ``shares`` are those at the point.
    """
    point = np.where(groups, shares, 0.0).sum(axis=1)
    if not _open(evidence):
        return point, point
    low, high = _weights(events, evidence)
    apart_low, apart_high = _ratios(events, evidence)
    event = evidence.causes.event
    least, most = point.copy(), point.copy()
    for i, group in enumerate(groups):
        others = (event == event[np.argmax(group)]) & ~group
        floor = _share(_sum(low[group]), _sum(high[others]))
        top = _share(_sum(high[group]), _sum(low[others]))
        floor_apart = _share(_sum(apart_low[group]), _sum(apart_high[others])).min()
        top_apart = _share(_sum(apart_high[group]), _sum(apart_low[others])).max()
        least[i] = min(max(floor, floor_apart), point[i])
        most[i] = max(min(top, top_apart), point[i])
    return least, most


def _sum(logs: Floats) -> Floats:
    """Log of the sum over candidates; of none, minus infinity."""
    found: Floats = np.logaddexp.reduce(logs, axis=0, initial=-np.inf)
    return found


def _share(own: Floats, others: Floats) -> Floats:
    """The part of one sum in both, from their logs; nothing where it is nothing itself."""
    none = np.isneginf(own)
    apart = np.where(none, 0.0, others) - np.where(none, 0.0, own)
    with np.errstate(over="ignore"):
        found: Floats = np.where(none, 0.0, 1.0 / (1.0 + np.exp(apart)))
    return found


def _open(evidence: Evidence) -> bool:
    """Whether any date or finding is left open."""
    if not np.array_equal(evidence.timing.lo, evidence.timing.hi):
        return True
    if not np.array_equal(evidence.causes.excluded, evidence.causes.perhaps_excluded):
        return True
    return any(block.open for block in evidence.blocks)


def _prior(events: EventFacts, evidence: Evidence, side: int) -> Floats:
    """Log prior with the least or greatest weight of the timing, [candidates]."""
    causes = evidence.causes
    times = evidence.timing.lo if side == 0 else evidence.timing.hi
    out = causes.perhaps_excluded if side == 0 else causes.excluded
    with np.errstate(divide="ignore"):
        prior = np.where(out, -np.inf, np.log(causes.odds[0]))
    found: Floats = prior + timed(events, causes, times[None], least=side == 0)[0]
    return found


def _weights(events: EventFacts, evidence: Evidence) -> tuple[Floats, Floats]:
    """Logs of the least and greatest weight of each candidate, summed over the joint states."""
    logs = []
    for side in (0, 1):
        told = [block for block in evidence.blocks if block.informative.any() or block.open]
        base = base_of(events, evidence, [block.other_range[side][None] for block in told])
        ratio = own_ratios(
            events,
            evidence,
            [(b.id, (b.me_range[side] - b.other_range[side])[None]) for b in told],
            _PICK[side],
        )
        states = states_of(events, evidence, base, ratio)[0]
        logs.append(states + _prior(events, evidence, side)[:, None])
    return np.logaddexp.reduce(logs[0], axis=1), np.logaddexp.reduce(logs[1], axis=1)


def _ratios(events: EventFacts, evidence: Evidence) -> tuple[Floats, Floats]:
    """The same in each joint state apart, [candidates, states]; only ratios within one count."""
    told = [block for block in evidence.blocks if block.informative.any() or block.open]
    base = base_of(events, evidence, [])
    logs = []
    for side in (0, 1):
        ratio = own_ratios(
            events, evidence, [(b.id, b.ratio_range[side][None]) for b in told], _PICK[side]
        )
        states = states_of(events, evidence, base, ratio)[0]
        logs.append(states + _prior(events, evidence, side)[:, None])
    return logs[0], logs[1]
