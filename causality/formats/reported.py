"""What a safety report says, in the words of no dialect: the readers fill it, ``case_of`` reads it.

Times are time expressions as text (see ``formats.dates``), lengths are durations as text. ``key``
is whatever the dialect joins its parts by; it never reaches a case. ``source`` names the element or
column a thing was read from (``G.k.8[2]``, ``THER.start_dt``). None and ``unknown`` are different:
the report is silent, or somebody said that it is not known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

__all__ = [
    "Action",
    "Outcome",
    "Recurrence",
    "Reported",
    "ReportedCondition",
    "ReportedDose",
    "ReportedDrug",
    "ReportedInterval",
    "ReportedOpinion",
    "ReportedPastDrug",
    "ReportedPatient",
    "ReportedReaction",
    "ReportedRechallenge",
    "ReportedStatement",
    "ReportedTest",
    "ReportedTreatment",
    "Role",
    "Sourced",
]

Role: TypeAlias = Literal["suspect", "interacting", "concomitant", "not given"]
Action: TypeAlias = Literal[
    "withdrawn",
    "dose reduced",
    "dose increased",
    "dose not changed",
    "not applicable",
    "unknown",
]
Outcome: TypeAlias = Literal[
    "recovered", "recovering", "sequelae", "not recovered", "fatal", "unknown"
]
Recurrence: TypeAlias = Literal["recurred", "did not recur", "unknown", "not done"]


@dataclass(frozen=True, slots=True)
class Sourced:
    """A text and the element it stands in."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class ReportedDose:
    """One dosage: a start, an end or a length, an amount. ``batch`` goes to the drug."""

    start: str | None = None
    stop: str | None = None
    duration: str | None = None
    amount: str | None = None
    route: str | None = None
    form: str | None = None
    batch: str | None = None
    once: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReportedDrug:
    """One drug; entries with the same name, substances and role become one drug of the case."""

    key: str
    name: str
    role: Role
    substances: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    indications: tuple[str, ...] = ()
    doses: tuple[ReportedDose, ...] = ()
    action: Action | None = None
    overdose: bool = False
    note: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReportedReaction:
    """One reaction term. ``end`` counts as recovery only where the outcome allows it."""

    key: str
    term: str
    other_terms: tuple[str, ...] = ()
    onset: str | None = None
    end: str | None = None
    duration: str | None = None
    outcome: Outcome | None = None
    seriousness: tuple[str, ...] = ()
    assumed: str | None = None
    note: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReportedInterval:
    """The time to onset as the report computed it; ``event`` None: for the drug as a whole."""

    drug: str
    event: str | None
    since: Literal["first dose", "last dose"]
    span: str
    source: str


@dataclass(frozen=True, slots=True)
class ReportedRechallenge:
    """What is said of giving the drug again; ``event`` None: which reaction is not said."""

    drug: str
    event: str | None
    result: Recurrence
    source: str


@dataclass(frozen=True, slots=True)
class ReportedStatement:
    """A finding as reported, by its name and value in the vocabulary; None: for every reaction."""

    drug: str
    event: str | None
    about: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class ReportedOpinion:
    """Somebody's causality assessment; ``event`` None: of the drug as a whole."""

    drug: str
    event: str | None
    result: str
    method: str | None = None
    by: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReportedCondition:
    """Something of the medical history; ``family`` means a relative had it."""

    term: str
    since: str | None = None
    ended: bool = False
    continuing: bool | None = None
    family: bool = False
    note: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReportedPastDrug:
    """A drug of the past; ``events`` are keys of reactions of this report that it caused then."""

    name: str
    substances: tuple[str, ...] = ()
    start: str | None = None
    reacted: bool = False
    events: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReportedTest:
    """One test result; limits are kept only where they are numbers."""

    name: str
    at: str | None = None
    result: str | None = None
    unit: str | None = None
    lower: float | None = None
    upper: float | None = None
    note: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReportedTreatment:
    """Something given against a reaction (``event`` None: it is not said which)."""

    name: str
    event: str | None = None
    start: str | None = None
    stop: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReportedPatient:
    """The patient; ``age`` as in ``56 y``, ``parent`` whose intake exposed the patient."""

    age: str | None = None
    sex: Literal["female", "male", "other", "unknown"] | None = None
    weight: str | None = None
    height: str | None = None
    last_period: Sourced | None = None
    death: str | None = None
    died: bool = False
    death_cause: str | None = None
    autopsy: Literal["yes", "no", "unknown"] = "unknown"
    parent: Literal["mother", "father", "breast milk"] | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """One report. ``event_date`` is one date for all reactions, where the dialect has no other.

    ``received`` is the day the last information came in: the record ends then or before. ``notes``
    tell what could not be used, by place and never by content.
    """

    id: str
    dialect: str
    drugs: tuple[ReportedDrug, ...] = ()
    reactions: tuple[ReportedReaction, ...] = ()
    patient: ReportedPatient = field(default_factory=ReportedPatient)
    conditions: tuple[ReportedCondition, ...] = ()
    past_drugs: tuple[ReportedPastDrug, ...] = ()
    tests: tuple[ReportedTest, ...] = ()
    treatments: tuple[ReportedTreatment, ...] = ()
    intervals: tuple[ReportedInterval, ...] = ()
    rechallenges: tuple[ReportedRechallenge, ...] = ()
    statements: tuple[ReportedStatement, ...] = ()
    opinions: tuple[ReportedOpinion, ...] = ()
    event_date: Sourced | None = None
    received: str | None = None
    notes: tuple[str, ...] = ()
