"""The form of ``models/networks/differential.yaml``: the templates, and what each key means.

Every node of a template belongs to one candidate, to the event as a whole, or to the record. It
may depend on ``me`` (whether its candidate is the cause), on ``cause`` (a drug or something else),
and on the two shared nodes ``natural course`` and ``record``. Anything else is refused: this shape
is what keeps the differential exact and its cost linear in the candidates.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from causality.datafile import Identifier, Record, Text, WholeNumber
from causality.findings.causes.uncertain import Amount, ShareRow

__all__ = [
    "AbstainRecord",
    "BackgroundRecord",
    "BlockRecord",
    "DifferentialFile",
    "LatencyRecord",
    "NaturalCourseRecord",
    "RealRecord",
    "RecordRecord",
    "RecoveryRecord",
    "StatusRecord",
]

Rows = Annotated[tuple[ShareRow, ...], Field(min_length=1)]


class BackgroundRecord(Record, defer_build=True):
    """How the background is divided among named causes."""

    named: Amount = Field(
        description="Part given to one named cause about which something is known."
    )
    unexplained: Amount = Field(description="Least part that stays unexplained.")
    present: Amount = Field(description="How often a named cause is found, cause or not.")


class LatencyRecord(Record, defer_build=True):
    """Times to onset beyond the rows of the time-to-onset table."""

    floor: Amount = Field(description="Weight of a uniform density mixed into every other.")
    misdated: Amount = Field(description="Weight of an onset before the exposure.")
    any_time: Amount = Field(
        description="Share of reactions that may come at any time of the window, where no row fits."
    )
    median: Amount = Field(description="Days to onset of the others, where no row fits.")
    sigma: Amount = Field(description="Spread of their logarithm.")
    immediate: Amount = Field(description="Share of them that come at once.")
    delay: Amount = Field(description="Median days of those that come at once.")
    shift: Amount = Field(description="Factor on every median.")
    widening: Amount = Field(description="Factor on every spread.")


class RecoveryRecord(Record, defer_build=True):
    """How long improvement takes with and without the cause."""

    median: Amount = Field(description="Median as a part of the awaited time.")
    healing: Amount = Field(description="Days awaited where nothing tells.")
    continued: Amount = Field(description="Factor on the time while the cause goes on.")
    treated: Amount = Field(description="Factor on the time under treatment.")
    possible: Amount = Field(description="Probability of an action the dates leave open.")
    pace: dict[str, Amount] = Field(description="Natural course: factor on the time by itself.")
    removed: Rows = Field(description="Whether it improves once the cause is gone.")
    by_itself: Rows = Field(description="Whether it improves otherwise.")


class NaturalCourseRecord(Record, defer_build=True):
    """The shared node of the natural course."""

    reads: Identifier = Field(description="Finding that states it.")
    states: tuple[Text, ...] = Field(description="Its states.")
    prior: ShareRow = Field(description="Before anything is known.")
    said_right: Amount = Field(description="Probability that a statement of it is right.")


class RecordRecord(Record, defer_build=True):
    """The shared node of report quality; in an unsound record nothing speaks for any cause."""

    reads: Identifier = Field(description="Finding that depends on it.")
    states: tuple[Text, ...] = Field(description="sound and unsound.")
    prior: ShareRow = Field(description="Before anything is known.")
    rows: Rows = Field(description="The finding in either state.")


class BlockRecord(Record, defer_build=True):
    """One node of a template: a finding, and how likely each of its values is."""

    id: Identifier = Field(description="Name of the node.")
    reads: Identifier = Field(description="The finding.")
    title: Text = Field(description="In words.")
    states: tuple[Text, ...] = Field(
        min_length=2, description="Values of the finding that say something; no other does."
    )
    also: dict[Text, tuple[Text, ...]] = Field(
        default_factory=dict, description="A value that stands for any of several states."
    )
    rows: Rows = Field(description="The first row whose conditions hold counts.")


class RealRecord(Record, defer_build=True):
    """Whether the event took place."""

    prior: ShareRow = Field(description="Before anything is known.")
    least: Amount = Field(description="Below this the question of the cause is not put.")
    evidence: tuple[BlockRecord, ...] = Field(description="Findings that depend on it.")


class AbstainRecord(Record, defer_build=True):
    """When no headline share is given."""

    least_move: Amount = Field(description="Decibans by which the case must move the prior.")
    widest: Amount = Field(description="Widest 90 percent interval.")


class StatusRecord(Record, defer_build=True):
    """What a report says of a named cause."""

    states: tuple[Text, ...] = Field(description="Statuses in order.")
    rows: Rows = Field(description="If it is the cause, and if not.")
    absent: Amount = Field(description="Probability of a cause that was said to be absent.")


class DifferentialFile(Record):
    """The differential: every number with its source."""

    schema_: Literal["causality/differential/1"] = Field(description="Form of the file.")
    id: Identifier = Field(description="Id of the model.")
    version: Annotated[WholeNumber, Field(ge=1)] = Field(description="Version of the numbers.")
    title: Text = Field(description="What it is.")
    window: Amount = Field(description="Days.")
    background: BackgroundRecord = Field(description="Named causes and what stays unexplained.")
    prior: dict[str, Amount] = Field(description="Excess over background by knowledge.")
    alternative_priors: dict[str, Amount] = Field(description="Other readers: factor on the odds.")
    reporting: tuple[Amount, ...] = Field(description="Factors of reporting that are swept.")
    exposure: dict[Literal["uncertain"], Amount] = Field(description="Probability of intake.")
    latency: LatencyRecord = Field(description="Times to onset.")
    recovery: RecoveryRecord = Field(description="Times to recovery.")
    natural_course: NaturalCourseRecord = Field(description="Shared node.")
    record: RecordRecord = Field(description="Shared node.")
    event_real: RealRecord = Field(description="Whether there was an event.")
    drug: tuple[BlockRecord, ...] = Field(description="Template of a drug.")
    dechallenge: Rows = Field(description="A stated dechallenge.")
    event: tuple[BlockRecord, ...] = Field(description="Template of the event.")
    abstain: AbstainRecord = Field(description="When no headline is given.")
    status: StatusRecord = Field(description="Template of a named cause.")
