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
from causality.network.differential.groups import Groups
from causality.network.differential.heard import heard, summed
from causality.network.differential.others import Layout, own, rest
from causality.network.differential.pair_blocks import base_of, own_ratios
from causality.network.differential.sums import logsumexp
from causality.network.differential.weigh import Weights, timed

__all__ = ["share_ranges"]

Floats = NDArray[np.float64]
_PICK = (np.minimum, np.maximum)
_DEPTH = 650.0
"""Natural logs between two weights from which on one of them is lost without log."""


def share_ranges(
    events: EventFacts,
    evidence: Evidence,
    weights: Weights,
    groups: Groups,
    shares: Floats,
) -> tuple[Floats, Floats]:
    """Least and greatest share of each group, at the model's numbers.

    ``shares`` are those at the point, [groups].
    """
    left_open = _open(events, evidence)
    if not left_open.any():
        return shares, shares
    layout = Layout.of(evidence.causes.event, events.n)
    low, high = (logs.T[layout.order] for logs in _bounds(events, evidence, weights))
    top = np.maximum.reduceat(high, layout.start)
    floor, most = _linear(low, high, np.repeat(top, layout.size, axis=0), groups, layout)
    deep = _deep(low, top, layout)
    if deep.any():
        few, kept, rows = deep[groups.event], layout.only(deep), np.repeat(deep, layout.size)
        floor[few], most[few] = _in_logs(low[rows], high[rows], groups.only(few), kept)
    least = np.maximum(floor[:, 0], floor[:, 1:].min(axis=1))
    greatest = np.minimum(most[:, 0], most[:, 1:].max(axis=1))
    told = left_open[groups.event]
    return (
        np.where(told, np.minimum(least, shares), shares),
        np.where(told, np.maximum(greatest, shares), shares),
    )


def _deep(low: Floats, top: Floats, layout: Layout) -> NDArray[np.bool_]:
    """The events of which some weight is too small beside the greatest to be held without log."""
    finite = np.where(np.isneginf(low), np.inf, low)
    lost = np.minimum.reduceat(finite, layout.start) < top - _DEPTH
    found: NDArray[np.bool_] = np.logical_or.reduce(lost, axis=1)
    return found


def _linear(
    low: Floats, high: Floats, top: Floats, groups: Groups, layout: Layout
) -> tuple[Floats, Floats]:
    """Least and greatest share of each group in each column."""
    low, high = np.exp(low - top), np.exp(high - top)
    parts = []
    for mine, others in ((low, high), (high, low)):
        held = own(mine, groups, layout)
        total = held + rest(others, groups, layout)
        parts.append(held / np.where(total == 0, 1.0, total))
    return parts[0], parts[1]


def _in_logs(low: Floats, high: Floats, groups: Groups, layout: Layout) -> tuple[Floats, Floats]:
    """The same by sums of logs, which is slow and exact however far weights lie apart."""
    parts = []
    for mine, others in ((low, high), (high, low)):
        held = own(mine, groups, layout, np.logaddexp)
        none = np.isneginf(held)
        apart = rest(others, groups, layout, np.logaddexp) - np.where(none, 0.0, held)
        with np.errstate(over="ignore"):
            parts.append(np.where(none, 0.0, 1.0 / (1.0 + np.exp(apart))))
    return parts[0], parts[1]


def _open(events: EventFacts, evidence: Evidence) -> NDArray[np.bool_]:
    """The events of which any date or finding is left open."""
    causes, times = evidence.causes, evidence.timing
    found = np.zeros(events.n, dtype=np.bool_)
    found[causes.event[causes.excluded != causes.perhaps_excluded]] = True
    members, pairs = events.events("member"), events.column("member", "pair")
    found[members[times.lo != times.hi]] = True
    for block in evidence.blocks:
        if block.open:
            told = np.flatnonzero(block.heard[pairs])
            ends = [end[pairs[told]] for end in (*block.me_range, *block.other_range)]
            apart = (ends[0] != ends[1]) | (ends[2] != ends[3])
            found[members[told[apart.any(axis=1)]]] = True
    return found


def _prior(events: EventFacts, evidence: Evidence, side: int) -> Floats:
    """Log prior with the least or greatest weight of the timing, [candidates]."""
    causes = evidence.causes
    times = evidence.timing.lo if side == 0 else evidence.timing.hi
    out = causes.perhaps_excluded if side == 0 else causes.excluded
    with np.errstate(divide="ignore"):
        prior = np.where(out, -np.inf, np.log(causes.odds[0]))
    found: Floats = prior + timed(events, causes, times[None], least=side == 0)[0]
    return found


def _bounds(events: EventFacts, evidence: Evidence, weights: Weights) -> tuple[Floats, Floats]:
    """Logs of the least and greatest weight of each candidate, [1 + states, candidates].

    First that summed over the joint states, then in each state, without what all candidates of an
    event have in common. An unsound record says the same whatever the natural course.
    """
    told = [block for block in evidence.blocks if block.heard.any()]
    known = heard(events, evidence)
    sound, unsound = known.sound[0], known.unsound[0]
    found = []
    for side in (0, 1):
        whole, states = weights.shown, [sound]
        if told:
            base = base_of(events, evidence, [(b, b.other_range[side][None]) for b in told])
            each = [(b, (b.me_range[side] - b.other_range[side])[None]) for b in told]
            whole = summed(evidence, known, base, own_ratios(events, evidence, each, _PICK[side]))
            each = [(b, b.ratio_range[side][None]) for b in told]
            ratio = own_ratios(events, evidence, each, _PICK[side])[0]
            states = [sound + one for one in ratio.T]
        prior = _prior(events, evidence, side)
        rows = [logsumexp(whole[0])]
        for entity in known.entity[0].T:
            rows += [entity + one for one in (unsound, *states)]
        found.append(np.stack([row + prior for row in rows]))
    return found[0], found[1]
