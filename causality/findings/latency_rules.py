"""The form of ``models/time_to_onset.yaml``: rules for windows, the fallback, and all names."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from causality.citation import Origin
from causality.datafile import Identifier, Record, Text
from causality.findings.latency_schema import Count, Names, Quantity, Windows

__all__ = ["DrugClass", "FallbackRules", "OnsetRules", "WindowRules"]


class WindowRules(Record, defer_build=True):
    """How a distribution becomes windows."""

    suggestive_share: Quantity = Field(description="Central share called highly suggestive.")
    compatible_share: Quantity = Field(description="Central share called compatible.")
    widening: Quantity = Field(description="Factor on the log spread before `compatible`.")
    least_gain: Quantity = Field(description="Least ratio of density to a uniform background.")
    background: Quantity = Field(description="Days over which that background is spread.")


class FallbackRules(Record, defer_build=True):
    """What counts where no row fits."""

    half_lives: Quantity = Field(description="Half-lives after the last dose.")
    days: Quantity = Field(description="Days after the last dose, half-life unknown.")
    withdrawal_half_lives: Quantity = Field(description="Half-lives after the stop.")
    withdrawal_days: Quantity = Field(description="Further days after the stop.")
    healing_days: Quantity = Field(description="Days to improve.")
    healing_factor: Quantity = Field(description="Multiple of a mean or median recovery.")


class DrugClass(Record, defer_build=True):
    """Drugs that share rows."""

    names: Names = Field((), description="Other names of the class.")
    drugs: Names = Field(description="Its members.")
    includes: Names = Field((), description="Classes whose members belong to it too.")


class OnsetRules(Record):
    """The file of rules and names."""

    schema_: Literal["causality/time-to-onset/1"] = Field(description="Form of the file.")
    id: Identifier = Field(description="Id of the model.")
    version: Count = Field(description="Version of the numbers.")
    title: Text = Field(description="What it is.")
    windows: WindowRules = Field(description="From distributions to windows.")
    fallback: FallbackRules = Field(description="Where no row fits.")
    floor: Quantity = Field(description="Least sigma of a tiny sample.")
    window_sets: dict[str, Windows] = Field(description="Windows shared by several rows.")
    labels: Origin = Field(description="Where the names and memberships are from.")
    salts: Names = Field(description="Last words of a drug name that do not matter.")
    classes: dict[str, DrugClass] = Field(description="Drug classes.")
    events: dict[str, dict[str, Names]] = Field(
        description="By body system: each event with its other names."
    )
