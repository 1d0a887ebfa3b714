"""What an assessment holds: the verdicts, the findings behind them, the entries behind those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from causality.assessment.beside import Beside
from causality.methods import Method, NotApplicable, Verdict
from causality.timeline.constraint import Contradiction

if TYPE_CHECKING:
    from causality.network.differential.result import Differential, Involvement
    from causality.network.reading import NetworkReading

__all__ = [
    "Assessed",
    "CaseWarning",
    "EntryView",
    "Finding",
    "MeasureFinding",
    "ModelReference",
    "OpinionView",
    "PairAssessment",
    "Placed",
]


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry of the case as a report shows it: kind, times as written, words, source."""

    id: str
    kind: str
    text: str
    at: tuple[str, ...] = ()
    source: str | None = None
    by: str | None = None
    assumed: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a point lies, in minutes after the reference; ``None`` where there is no bound."""

    point: str
    entry: str
    lo: int | None
    hi: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one pair.

    ``value`` is the reading every method used. ``recorded`` are the values that the dates on
    record leave (empty where ``value`` is settled), ``learnable`` those that follow-up could still
    establish. ``stated`` is the reporter's word where it disagrees with the timeline.
    """

    name: str
    title: str
    value: str
    recorded: tuple[str, ...]
    learnable: tuple[str, ...]
    because: str
    grounds: tuple[str, ...]
    sources: tuple[str, ...] = ()
    stated: str | None = None


@dataclass(frozen=True, slots=True)
class MeasureFinding:
    """A finding that is a span of time, in minutes; ``None`` where there is no bound."""

    name: str
    title: str
    lo: int | None
    hi: int | None
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairAssessment:
    """One drug and one event: findings and what each instrument makes of them.

    ``beside`` is what is not about causality; None where nobody asked. ``own`` are the methods at
    work where a folder of one's own was among them. ``networks`` holds what each network made of
    the findings that was asked for; ``involvement`` what the differential of the event says.
    """

    drug: str
    event: str
    drug_name: str
    event_term: str
    findings: Mapping[str, Finding]
    measures: Mapping[str, MeasureFinding]
    verdicts: Mapping[str, Verdict | NotApplicable]
    beside: Beside | None = None
    own: Mapping[str, Method] = field(default_factory=dict, repr=False)
    networks: Mapping[str, NetworkReading] = field(default_factory=dict)
    involvement: Involvement | None = None


@dataclass(frozen=True, slots=True)
class OpinionView:
    """Somebody else's assessment, carried along unchanged."""

    id: str
    drug: str
    event: str
    result: str
    method: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class CaseWarning:
    """Something a reader must know before believing a verdict."""

    id: str
    text: str
    pair: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ModelReference:
    """A model file that took part: its id, version, and the SHA-256 of its bytes."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """Everything that follows from one case, with every reason."""

    case_id: str
    case_title: str | None
    case_sha256: str | None
    day_0: str | None
    models: tuple[ModelReference, ...]
    entries: Mapping[str, EntryView]
    timeline: tuple[Placed, ...]
    contradictions: tuple[Contradiction, ...]
    pairs: tuple[PairAssessment, ...]
    opinions: tuple[OpinionView, ...]
    warnings: tuple[CaseWarning, ...]
    differentials: tuple[Differential, ...] = ()
