"""Exposure: the drugs, their doses and levels, and the drug given before or again."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from causality.case.entry import Entry
from causality.case.values import ConditionId, DrugId, EventId, Span, TextOrNumber, Time
from causality.datafile import Text, YesNoUnknown

__all__ = ["Dose", "Drug", "EarlierExposure", "Interaction", "Level", "ReExposure"]


class Dose(Entry):
    """One episode of taking a drug: a course, a cycle, a change of dose."""

    start: Time | None = Field(default=None, description="First administration of this episode.")
    stop: Time | None = Field(
        default=None,
        description="Last administration; leave out when it went on or is not recorded.",
    )
    amount: Text | None = Field(default=None, description="`50 mg`; per administration or per day.")
    schedule: Literal["once", "continuous", "intermittent", "unknown"] = Field(
        default="unknown", description="A single administration, regular intake, or cycles."
    )
    change: Literal["none", "reduced", "increased", "unknown"] = Field(
        default="unknown", description="Against the episode before it."
    )
    route: Text | None = Field(default=None, description="Oral, intravenous, ...")
    form: Text | None = Field(default=None, description="Tablet, infusion, ...")


class Level(Entry):
    """A drug concentration."""

    at: Time | None = Field(default=None, description="When the sample was taken.")
    value: Text | None = Field(default=None, description="With unit.")
    reading: Literal["toxic", "therapeutic", "low", "not interpretable", "unknown"] = Field(
        default="unknown", description="Against the known ranges."
    )


class Drug(Entry):
    """A drug, vaccine, herbal product or excipient the patient was exposed to."""

    name: Text = Field(description="Name as reported; the substance where known.")
    classes: tuple[Text, ...] = Field(default=(), description="Classes it belongs to, if useful.")
    role: Literal["suspect", "interacting", "concomitant", "not given"] = Field(
        description="As reported (E2B G.k.1), never inferred."
    )
    indication: Text | None = Field(default=None, description="What it was given for.")
    treats: ConditionId | None = Field(
        default=None, description="The condition of the patient it was given for, if listed."
    )
    started_for: EventId | None = Field(
        default=None, description="The event whose first sign it was given for (protopathic start)."
    )
    doses: tuple[Dose, ...] = Field(
        default=(),
        description="Episodes of intake; giving it again after the event is a re-exposure.",
    )
    continued: YesNoUnknown = Field(
        default="unknown", description="Whether intake went on unchanged after the event began."
    )
    action_taken: Literal[
        "withdrawn",
        "dose reduced",
        "dose increased",
        "dose not changed",
        "not applicable",
        "unknown",
    ] = Field(
        default="unknown", description="What was done with it in response to the event (E2B G.k.8)."
    )
    exposure: Literal["certain", "uncertain", "not taken", "unknown"] = Field(
        default="unknown", description="How sure it is that the patient took it."
    )
    overdose: YesNoUnknown = Field(
        default="unknown", description="Whether it was taken in overdose."
    )
    half_life: Span | None = Field(
        default=None, alias="half-life", description="Elimination half-life in such a patient."
    )
    levels: tuple[Level, ...] = Field(default=(), description="Measured concentrations.")
    batch: TextOrNumber | None = Field(default=None, description="Batch or lot.")
    excipient: Text | None = Field(
        default=None, description="The excipient, if that is the suspect."
    )


class Interaction(Entry):
    """A suspected interaction: of two drugs, or of a drug with a condition of the patient."""

    drug: DrugId = Field(description="The drug whose effect or level is changed (object drug).")
    precipitants: tuple[DrugId, ...] = Field(default=(), description="The drugs that change it.")
    condition: ConditionId | None = Field(
        default=None, description="The condition that changes it, if it is not a drug."
    )
    event: EventId | None = Field(default=None, description="The event; leave out for all events.")
    mechanism: Text | None = Field(default=None, description="As reported: `CYP3A4 inhibition`.")
    mechanism_known: YesNoUnknown = Field(
        default="unknown", description="Whether the report calls the mechanism established."
    )


class ReExposure(Entry):
    """The drug given again after the event, or a placebo in its place."""

    drugs: tuple[DrugId, ...] = Field(
        min_length=1,
        description="The drugs given again together, or those that the placebo stood for.",
    )
    event: EventId = Field(description="The event looked for.")
    agent: Literal["drug", "placebo"] = Field(default="drug", description="What was given.")
    intent: Literal["deliberate", "therapeutic", "accidental", "unknown"] = Field(
        default="unknown", description="To find out, because the drug was needed, or by mistake."
    )
    at: Time | None = Field(default=None, description="First administration.")
    stop: Time | None = Field(default=None, description="Last administration.")
    before: Literal["resolved", "stable", "not resolved", "unknown"] = Field(
        default="unknown", description="The event just before."
    )
    dose: Literal["same", "higher", "lower", "unknown"] = Field(
        default="unknown", description="Against the first exposure."
    )
    route: Literal["same", "different", "unknown"] = Field(
        default="unknown", description="Against the first exposure."
    )
    duration: Literal["same", "longer", "shorter", "unknown"] = Field(
        default="unknown", description="Against the time to the first onset."
    )
    premedicated: YesNoUnknown = Field(default="unknown", description="Under protective treatment.")
    blind: YesNoUnknown = Field(
        default="unknown", description="Whether the patient was kept unaware."
    )
    result: Literal["recurred", "did not recur", "not interpretable", "unknown"] = Field(
        description="What the event did; `unknown` where nobody says what came of it."
    )
    onset: Time | None = Field(default=None, description="First sign of the recurrence.")
    resolved: Time | None = Field(default=None, description="End of the recurrence.")


class EarlierExposure(Entry):
    """The drug, or a similar one, taken before the exposure that is assessed."""

    drug: DrugId = Field(description="The drug of this case it concerns.")
    agent: Literal["same drug", "similar drug"] = Field(
        default="same drug", description="What was taken."
    )
    event: EventId | None = Field(default=None, description="The event; leave out for all events.")
    at: Time | None = Field(default=None, description="When it was taken.")
    result: Literal["tolerated", "similar reaction", "never taken", "unknown"] = Field(
        description="What happened then."
    )
