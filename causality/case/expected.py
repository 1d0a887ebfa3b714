"""What a test case must give, written down with the reason before it is run."""

from __future__ import annotations

from pydantic import Field

from causality.case.values import DrugId, EventId
from causality.datafile import Record, Text, WholeNumber

__all__ = ["Expected", "ExpectedPair", "ExpectedVerdict"]


class ExpectedVerdict(Record):
    """What one method must say; what is left out is not checked."""

    score: WholeNumber | None = Field(default=None, description="Sum of the points.")
    category: Text | None = Field(default=None, description="As the method names it.")
    recorded_range: tuple[WholeNumber, WholeNumber] | None = Field(
        default=None, description="Lowest and highest score that the recorded dates allow."
    )
    learnable_range: tuple[WholeNumber, WholeNumber] | None = Field(
        default=None, description="The same, with all that a follow-up could still establish."
    )
    possible_categories: tuple[Text, ...] | None = Field(
        default=None, description="The categories that the recorded dates allow."
    )


class ExpectedPair(Record):
    """What must come out for one drug and one event, and why."""

    drug: DrugId = Field(description="The drug.")
    event: EventId = Field(description="The event.")
    findings: dict[str, Text] = Field(default_factory=dict, description="Finding: its value.")
    recorded: dict[str, tuple[Text, ...]] = Field(
        default_factory=dict,
        description="Finding: the values that the recorded dates leave open, beside `unknown`.",
    )
    minutes: dict[str, tuple[WholeNumber, WholeNumber]] = Field(
        default_factory=dict, description="Time: its bounds in minutes, both included."
    )
    verdicts: dict[str, ExpectedVerdict] = Field(
        default_factory=dict, description="Method: what it must say."
    )
    why: Text = Field(description="The derivation by hand, written before running it.")


class Expected(Record):
    """What a test case must give."""

    pairs: tuple[ExpectedPair, ...] = Field(description="One for each pair that is checked.")
    contradictions: tuple[tuple[Text, ...], ...] = Field(
        default=(), description="Each smallest set of entries whose dates cannot all hold."
    )
    why: Text | None = Field(default=None, description="What this case is there to show.")
