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
_TINY = 1e-300
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
        floor = _share(low[group].sum(), high[others].sum())
        top = _share(high[group].sum(), low[others].sum())
        floor_apart = _share(apart_low[group].sum(axis=0), apart_high[others].sum(axis=0)).min()
        top_apart = _share(apart_high[group].sum(axis=0), apart_low[others].sum(axis=0)).max()
        least[i] = min(max(floor, floor_apart), point[i])
        most[i] = max(min(top, top_apart), point[i])
    return least, most


def _share(own: Floats, others: Floats) -> Floats:
    found: Floats = np.asarray(own / np.maximum(own + others, _TINY))
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
    """Least and greatest weight of each candidate, summed over the joint states."""
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
    return _raised(logs, axis=(0, 1))


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
    return _raised(logs, axis=(0,))


def _raised(logs: list[Floats], axis: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Both out of logarithms, scaled together so that nothing under- or overflows."""
    top = np.max(np.where(np.isfinite(logs[1]), logs[1], -np.inf), axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    low, high = np.exp(logs[0] - top), np.exp(logs[1] - top)
    if len(axis) == 1:
        return low, high
    return low.sum(axis=1), high.sum(axis=1)
