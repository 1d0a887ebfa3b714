"""What the figures about shares show, in plain values; whoever knows them fills them in.

Shares and probabilities lie between 0 and 1. Log-odds are natural logarithms, towards the drug
where they are positive. A label may hold a term of the case; ``for_public`` is one that does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

__all__ = ["Bar", "Differential", "Kind", "Network", "Parts", "Share", "Swing", "Weight"]

Kind: TypeAlias = Literal["drug", "interaction", "alternative", "background", "entity"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One candidate: its share before the facts of the case and after, with the 90% interval.

    ``range`` is the hull over dates and unknowns on record, at the point numbers.
    """

    label: str
    before: float
    after: float
    lo: float | None = None
    hi: float | None = None
    range: tuple[float, float] | None = None
    kind: Kind = "drug"
    for_public: str | None = None


@dataclass(frozen=True, slots=True)
class Differential:
    """The candidate causes of one event; ``not_computable`` says why there are no shares."""

    event: str
    bars: tuple[Bar, ...]
    entities: tuple[tuple[str, float], ...] = ()
    not_computable: str | None = None


@dataclass(frozen=True, slots=True)
class Weight:
    """What one finding does to the log-odds of a candidate: left out, and in all orders.

    ``lo`` and ``hi`` are its least and most over the orders; ``words`` say what was found.
    """

    label: str
    weight: float
    lo: float | None = None
    hi: float | None = None
    words: str = ""
    for_public: str | None = None


@dataclass(frozen=True, slots=True)
class Swing:
    """What a number does to a share when it moves over its range.

    ``flips_at`` is the value at which the conclusion turns, in the words of its unit.
    """

    label: str
    low: str
    high: str
    at_low: float
    at_high: float
    flips_at: str | None = None
    for_public: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How likely one drug is involved in one event; ``abstain`` says why no share is shown."""

    share: float
    lo: float | None = None
    hi: float | None = None
    before: float | None = None
    abstain: str | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """What the network says about one pair, with the figures behind it."""

    share: Share
    weights: tuple[Weight, ...] = ()
    sensitivity: tuple[Swing, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """What a report may hold beside the assessment: by event, and by drug and event."""

    differentials: Mapping[str, Differential] = field(default_factory=lambda: MappingProxyType({}))
    networks: Mapping[tuple[str, str], Network] = field(
        default_factory=lambda: MappingProxyType({})
    )
