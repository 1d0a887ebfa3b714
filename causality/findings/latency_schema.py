"""The form of a row of the time-to-onset table, and of a file of rows.

Every number carries its own origin. Where several share one, the file writes it once beside them
(``{mu: 3.37, sigma: 0.59, from: derived, formula: ...}``) and it is given to each on reading.
Inner records build their validators with the file that holds them, which halves the import.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from causality.citation import Origin
from causality.datafile import Identifier, Number, Record, Text, WholeNumber
from causality.findings.onset_density import Lognormal, Mixture, OnsetDensity, Weibull

__all__ = [
    "Clock",
    "Count",
    "LognormalNumbers",
    "MixturePart",
    "Names",
    "Onset",
    "OnsetRow",
    "OnsetRows",
    "Quantity",
    "Recovery",
    "Unit",
    "WeibullNumbers",
    "Window",
    "Windows",
]

Clock: TypeAlias = Literal["first dose", "last dose", "stop", "re-exposure"]
Unit: TypeAlias = Literal["min", "h", "d", "wk", "mo"]


def _listed(value: object) -> object:
    """The names in a text, separated by commas."""
    return tuple(value.split(", ")) if isinstance(value, str) else value


Names = Annotated[tuple[Text, ...], BeforeValidator(_listed)]
"""Names, written as one text with commas: long lists read aloud better and load faster so."""

Positive = Annotated[Number, Field(gt=0)]
Share = Annotated[Number, Field(ge=0, le=1)]
Count = Annotated[WholeNumber, Field(ge=1)]


class Quantity(Origin, defer_build=True):
    """One number with its origin."""

    value: Number = Field(description="The number, in the unit of its row.")


class _Numbers(Record, defer_build=True):
    """A record of quantities that may write one origin for all of them."""

    plain: ClassVar[frozenset[str]] = frozenset()
    """The keys that are no quantities and no part of an origin."""

    @model_validator(mode="before")
    @classmethod
    def _share_origin(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "from" not in data:
            return data
        origin = {key: data[key] for key in data if key in _ORIGIN_KEYS}
        own = {key: data[key] for key in data if key not in _ORIGIN_KEYS}
        for key, value in own.items():
            if key not in cls.plain:
                own[key] = _with_origin(value, origin)
        if "origin" in cls.model_fields:
            own["origin"] = origin
        return own


_ORIGIN_KEYS = frozenset({"from", "cite", "at", "formula", "by", "why", "range"})


def _with_origin(value: Any, origin: dict[str, Any]) -> Any:
    if isinstance(value, str):
        return {"value": value, **origin}
    if isinstance(value, list):
        return [_with_origin(item, origin) for item in value]
    return value


class LognormalNumbers(_Numbers, defer_build=True):
    """Parameters of a lognormal distribution, natural logarithms in the unit of the row."""

    mu: Quantity = Field(description="Mean of the logarithm; its exponential is the median.")
    sigma: Quantity = Field(description="Standard deviation of the logarithm.")


class WeibullNumbers(_Numbers, defer_build=True):
    """Parameters of a Weibull distribution in the unit of the row."""

    shape: Quantity = Field(description="Below 1 early failure, 1 constant hazard.")
    scale: Quantity = Field(description="Time before which 63 percent of onsets lie.")


class _Spread(Record, defer_build=True):
    lognormal: LognormalNumbers | None = Field(None, description="A lognormal distribution.")
    weibull: WeibullNumbers | None = Field(None, description="A Weibull distribution.")

    @property
    def distributions(self) -> tuple[Lognormal | Weibull, ...]:
        """The distributions written here: one, or none."""
        found: tuple[Lognormal | Weibull, ...] = ()
        if self.lognormal is not None:
            found = (Lognormal(self.lognormal.mu.value, self.lognormal.sigma.value),)
        if self.weibull is not None:
            found = (*found, Weibull(self.weibull.shape.value, self.weibull.scale.value))
        return found

    @property
    def parameters(self) -> tuple[Quantity, ...]:
        """The parameters of these distributions."""
        found: tuple[Quantity, ...] = ()
        if self.lognormal is not None:
            found = (self.lognormal.mu, self.lognormal.sigma)
        if self.weibull is not None:
            found = (*found, self.weibull.shape, self.weibull.scale)
        return found


class MixturePart(_Spread, defer_build=True):
    """One part of a mixture; the last part takes the rest of the weight."""

    weight: Quantity | None = Field(None, description="Share of the onsets in this part.")


class Window(Origin, defer_build=True):
    """Completed units, both ends included: 5 to 28 d ends with the last minute of day 28."""

    lo: Annotated[WholeNumber, Field(ge=0)] = Field(description="First unit of the window.")
    hi: Annotated[WholeNumber, Field(ge=0)] = Field(
        description="Last unit of the window; the range of an assumed window is about this end."
    )


class Windows(Record, defer_build=True):
    """Windows that a source or a reason gives; they win over those of the distribution."""

    suggestive: Window | None = Field(None, description="Onsets that are highly suggestive.")
    compatible: Window | None = Field(None, description="Onsets that are compatible.")


class Onset(Origin, defer_build=True):
    """What one source says of the time to onset, in the unit of the row."""

    says: Text | None = Field(None, description="In words: of whom, or what has no number.")
    median: Number | None = Field(None, description="Median time to onset.")
    mean: Number | None = Field(None, description="Mean time to onset.")
    sd: Number | None = Field(None, description="Standard deviation.")
    quartiles: tuple[Number, Number] | None = Field(None, description="First and third quartile.")
    between: tuple[Number, Number] | None = Field(None, description="Smallest and largest value.")
    n: Count | None = Field(None, description="Number of patients.")
    share: Share | None = Field(None, description="Share of onsets that came by `within`.")
    within: Number | None = Field(None, description="Time by which `share` of onsets had come.")
    shape: Positive | None = Field(None, description="Shape of a Weibull fit without its scale.")


class Recovery(_Numbers, defer_build=True):
    """How the event goes after the stop."""

    plain: ClassVar[frozenset[str]] = frozenset({"says", "unit"})

    says: Text = Field(description="In words.")
    unit: Unit = Field("d", description="Unit of the numbers; days where left out.")
    lo: Quantity | None = Field(None, description="Earliest usual time to improve; 0 if left out.")
    hi: Quantity | None = Field(None, description="Time by which improvement is to be expected.")
    central: tuple[Quantity, ...] = Field(
        (), description="Means or medians, where no more is told."
    )
    share: Quantity | None = Field(None, description="Share that had recovered by `within`.")
    within: Quantity | None = Field(None, description="Time by which `share` had recovered.")
    origin: Origin | None = Field(None, description="Origin of the words and plain numbers.")


class OnsetRow(_Spread, defer_build=True):
    """One drug or class with one event."""

    id: Identifier = Field(description="Name of the row, tto-<number>-<drug>-<event>.")
    number: Count = Field(description="Number of the row in the collection it was taken from.")
    any_drug: Literal["yes"] | None = Field(None, description="Whether it holds for every drug.")
    drugs: Names = Field((), description="Drugs by name.")
    classes: Names = Field((), description="Classes, as named in the file of rules.")
    events: Names = Field((), description="Events, as named in the file of rules.")
    clock: Clock | None = Field(None, description="From which moment the time is counted.")
    after: Literal["earlier exposure", "earlier reaction"] = Field(
        "earlier exposure", description="What a row counted from re-exposure needs."
    )
    only_when: Text | None = Field(
        None, description="A condition that no finding tells; such a row is never matched."
    )
    unit: Unit | None = Field(None, description="Unit of every time to onset in the row.")
    onset: tuple[Onset, ...] = Field((), description="What the sources say.")
    mixture: tuple[MixturePart, ...] = Field((), description="Several distributions, weighted.")
    windows: Windows | None = Field(None, description="Windows of this row.")
    window_set: Text | None = Field(None, description="Windows shared by several rows, by name.")
    recovery: Recovery | None = Field(None, description="Recovery after the stop.")
    note: Text | None = Field(None, description="What a reader should know.")

    @model_validator(mode="after")
    def _coherent(self) -> OnsetRow:
        if bool(self.any_drug) == bool(self.drugs or self.classes):
            raise ValueError("say either 'any drug: yes' or which drugs or classes")
        if sum(map(bool, (self.lognormal, self.weibull, self.mixture))) > 1:
            raise ValueError("one row has one distribution; write several as a mixture")
        if any(part.weight is None for part in self.mixture[:-1]) or any(
            part.weight is not None for part in self.mixture[-1:]
        ):
            raise ValueError("every part of a mixture but the last has a weight")
        if any(len(part.distributions) != 1 for part in self.mixture):
            raise ValueError("every part of a mixture has one distribution")
        if self.windows is not None and self.window_set is not None:
            raise ValueError("write 'windows' or 'window set', not both")
        if self.density is None and self.windows is not None and not self.windows.compatible:
            raise ValueError("without a distribution the windows need 'compatible'")
        timed = self.density is not None or self.windows or self.window_set or self.onset
        if timed and (self.unit is None or self.clock is None):
            raise ValueError("times to onset need a 'unit' and a 'clock'")
        return self

    @property
    def density(self) -> OnsetDensity | None:
        """The distribution in the unit of the row, or None."""
        if not self.mixture:
            return next(iter(self.distributions), None)
        parts: list[tuple[float, Lognormal | Weibull]] = []
        rest = 1.0
        for part in self.mixture:
            weight = rest if part.weight is None else part.weight.value
            parts += [(weight, single) for single in part.distributions]
            rest -= weight
        return Mixture(tuple(parts))

    @property
    def numbers(self) -> tuple[Quantity, ...]:
        """Every parameter of the distribution, weights included."""
        numbers = self.parameters
        for part in self.mixture:
            weight = () if part.weight is None else (part.weight,)
            numbers = (*numbers, *weight, *part.parameters)
        return numbers

    @property
    def cites(self) -> tuple[str, ...]:
        """Ids of the sources of its onsets, each once, in the order of the file."""
        return tuple(dict.fromkeys(said.cite for said in self.onset if said.cite is not None))


class OnsetRows(Record):
    """One file of rows: one body system."""

    schema_: Literal["causality/time-to-onset-rows/1"] = Field(description="Form of the file.")
    rows: tuple[OnsetRow, ...] = Field(description="The rows; the first of equals counts.")
