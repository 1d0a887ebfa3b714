"""What is said of groups of candidates: share, prior, range, and whether a headline is given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts
from causality.network.differential.evidence import Evidence
from causality.network.differential.groups import Groups
from causality.network.differential.model import Model
from causality.network.differential.ranges import share_ranges
from causality.network.differential.result import DECIBANS
from causality.network.differential.weigh import Weights, normalised

__all__ = ["WITHHELD", "GroupShares", "group_shares", "withheld"]

Floats = NDArray[np.float64]

WITHHELD = ("event not established", "prior only", "too uncertain")
"""Why no headline share is given."""


@dataclass(frozen=True, slots=True)
class GroupShares:
    """Of each group: its share and prior, and the bounds that dates and open findings leave it.

    ``each`` are the shares of all candidates.
    """

    each: Floats
    share: Floats
    prior: Floats
    low: Floats
    high: Floats


def group_shares(
    events: EventFacts, evidence: Evidence, weights: Weights, groups: Groups
) -> GroupShares:
    """The shares of groups of candidates at the first draw."""
    causes = evidence.causes
    each = normalised(causes, events.n, weights.log[:1])[0]
    share = groups.sums(each)
    prior = groups.sums(normalised(causes, events.n, weights.prior[:1])[0])
    return GroupShares(each, share, prior, *share_ranges(events, evidence, weights, groups, share))


def withheld(
    model: Model, real: Floats, share: Floats, prior: Floats, width: Floats
) -> NDArray[np.int8]:
    """A place in ``WITHHELD`` for each share, or -1: the first of its reasons.

    ``real`` is the probability that the event took place, ``width`` that of the 90% interval.
    """
    rules = model.file.abstain
    inside = (prior > 0) & (prior < 1) & (share > 0) & (share < 1)
    moved = np.abs(_log_odds(share, inside) - _log_odds(prior, inside)) * DECIBANS
    found = np.where(inside & (width > rules.widest.value), 2, -1)
    found = np.where(inside & (moved < rules.least_move.value), 1, found)
    return np.where(real < model.least_real, 0, found).astype(np.int8)


def _log_odds(share: Floats, inside: NDArray[np.bool_]) -> Floats:
    safe = np.where(inside, share, 0.5)
    found: Floats = np.log(safe) - np.log1p(-safe)
    return found
