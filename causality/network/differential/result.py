"""What the differential says of one event, with everything a reader needs to doubt it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

__all__ = [
    "DECIBANS",
    "Abstention",
    "CandidateShare",
    "Differential",
    "EntityShare",
    "Excluded",
    "Involvement",
    "PriorOf",
    "Weight",
]

Interval = tuple[float, float]

DECIBANS = 10.0 / log(10.0)
"""Decibans in one unit of natural log-odds."""


@dataclass(frozen=True, slots=True)
class Excluded:
    """Why a candidate takes no part: the sentence and the entries it rests on."""

    because: str
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PriorOf:
    """Where the prior of a candidate is from: odds against the background, kind, source."""

    odds: float
    basis: str
    source: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """What one part of the evidence adds to the log-odds of a candidate, in decibans.

    In the order of the case's chain: prior, timing, the drug's own findings, the event's. The
    weights of one candidate and its prior add up to its log-odds. ``about`` is the id of a drug or
    of another cause, ``drugs`` or ``event``; ``finding`` is the name of the finding, if it is one.
    """

    id: str
    title: str
    decibans: float
    about: str
    grounds: tuple[str, ...] = ()
    finding: str | None = None


@dataclass(frozen=True, slots=True)
class CandidateShare:
    """One candidate cause: how likely it was before the case was read, and how likely it is now.

    ``interval`` is the 90 percent interval from the ranges of the numbers, the facts as given;
    ``share_range`` what dates and open findings leave at the model's own numbers.
    """

    id: str
    kind: str
    title: str
    members: tuple[str, ...]
    prior: float
    share: float
    interval: Interval
    share_range: Interval
    prior_of: PriorOf
    excluded: Excluded | None = None
    weights: tuple[Weight, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityShare:
    """What the event is, whatever caused it."""

    id: str
    title: str
    share: float


@dataclass(frozen=True, slots=True)
class Abstention:
    """Why no headline is given although a share could be computed."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Involvement:
    """How likely one drug had a part in one event: the sum of the candidates that contain it.

    ``other_priors`` are the shares under other readers' priors, ``reporting`` those if caused
    events were so many times as likely to be reported.
    """

    drug: str
    event: str
    share: float
    interval: Interval
    share_range: Interval
    prior: float
    abstain: Abstention | None
    other_priors: Mapping[str, float]
    reporting: tuple[tuple[float, float], ...]
    excluded: Excluded | None = None


@dataclass(frozen=True, slots=True)
class Differential:
    """The candidates of one event. Shares sum to one; excluded candidates have none.

    ``log_evidence`` is ln P(evidence), times as densities per day. ``event_real`` is the
    probability that the event took place. ``not_computable`` says why there are no shares.
    """

    event: str
    window_days: float
    candidates: tuple[CandidateShare, ...]
    involvements: tuple[Involvement, ...]
    entities: tuple[EntityShare, ...]
    event_real: float
    log_evidence: float
    domain: str | None
    not_computable: str | None = None
