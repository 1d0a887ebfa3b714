"""Numbers with a spread: a positive amount, and the probabilities of a few states.

A spread is the central 90 percent. ``range`` gives both ends of an amount; ``within: 3`` says that
the amount, or the odds of a state, may be three times lower or higher.
"""

from __future__ import annotations

from math import log
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from causality.citation import Origin
from causality.datafile import Number, Text

__all__ = [
    "Amount",
    "Draws",
    "NumberTable",
    "ShareRow",
    "Shares",
    "amounts_at",
    "odds_at",
    "shares_at",
]

_HALF_WIDTH = 1.6448536269514722  # standard deviations from the middle to either end of 90 percent
_SUM = 1e-9
_LEAST = 1e-6

Draws = NDArray[np.float64]
"""Standard normal draws, one row a draw, one column a number; a row of zeros is the model."""

Positive = Annotated[Number, Field(gt=0)]
Factor = Annotated[Number, Field(ge=1)]
Share = Annotated[Number, Field(gt=0, lt=1)]


class _Spread(Origin, defer_build=True):
    """An origin whose spread may be written as a factor."""

    within: Factor | None = Field(
        None, description="The number (or its odds) may be so many times lower or higher."
    )

    @model_validator(mode="before")
    @classmethod
    def _factor_is_a_range(cls, data: Any) -> Any:
        if isinstance(data, dict) and "within" in data and "range" not in data:
            return {**data, "range": None}
        return data

    @property
    def factor_sigma(self) -> float:
        """The spread as a standard deviation of the logarithm; 0 where none is written."""
        return 0.0 if self.within is None else log(self.within) / _HALF_WIDTH


class Amount(_Spread, defer_build=True):
    """One positive number with its origin and its spread."""

    value: Positive = Field(description="The number.")

    @property
    def sigma(self) -> float:
        """Standard deviation of the logarithm of the number."""
        if self.within is not None or self.range is None or self.range[0] <= 0:
            return self.factor_sigma
        return log(self.range[1] / self.range[0]) / (2 * _HALF_WIDTH)

    @property
    def odds_sigma(self) -> float:
        """Standard deviation of the log-odds, for an amount that is a probability."""
        if self.within is not None or self.range is None:
            return self.factor_sigma
        low, high = (min(max(end, _LEAST), 1 - _LEAST) for end in self.range)
        return (log(high / (1 - high)) - log(low / (1 - low))) / (2 * _HALF_WIDTH)


class ShareRow(_Spread, defer_build=True):
    """Probabilities of states under one condition; one state left out takes the rest."""

    when: dict[str, Text] = Field(
        default_factory=dict, description="Condition: its state; what is left out may be anything."
    )
    then: dict[str, Share] = Field(description="State: its probability.")


Shares = tuple[float, ...]


class NumberTable:
    """Gives every number of a model its own column of draws."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.origins: list[Origin] = []

    @property
    def columns(self) -> int:
        """Number of columns given out."""
        return len(self.names)

    def column(self, name: str, origin: Origin) -> int:
        """A new column for the number called ``name``."""
        self.names.append(name)
        self.origins.append(origin)
        return len(self.names) - 1

    def amount(self, name: str, amount: Amount, *, share: bool = False) -> tuple[float, float, int]:
        """Value, spread and column of an amount; see ``amounts_at`` and ``odds_at``."""
        sigma = amount.odds_sigma if share else amount.sigma
        return amount.value, sigma, self.column(name, amount)

    def shares(
        self, name: str, row: ShareRow, states: tuple[str, ...]
    ) -> tuple[Shares, float, tuple[int, ...]]:
        """Probabilities in the order of ``states``, spread and columns; see ``shares_at``.

        ValueError where the row names other states or does not sum to one.
        """
        if unknown := [state for state in row.then if state not in states]:
            raise ValueError(f"unknown state {unknown[0]!r}; one of: {', '.join(states)}")
        left = [state for state in states if state not in row.then]
        total = sum(row.then.values())
        if len(left) > 1:
            raise ValueError(f"no number for {', '.join(left)}; at most one state takes the rest")
        if left and total >= 1:
            raise ValueError(f"the numbers sum to {total:g}; nothing is left for {left[0]}")
        if not left and abs(total - 1) > _SUM:
            raise ValueError(f"the numbers sum to {total:g}, not to 1")
        values = tuple(row.then.get(state, 1 - total) for state in states)
        columns = tuple(self.column(f"{name} = {state}", row) for state in states[:-1])
        return values, row.factor_sigma, (*columns, -1)


def amounts_at(
    values: NDArray[np.float64], sigmas: NDArray[np.float64], columns: NDArray[np.int64], eps: Draws
) -> NDArray[np.float64]:
    """Amounts under each draw, float64[draws, ...]; a draw of zeros gives the values themselves."""
    found: NDArray[np.float64] = values * np.exp(sigmas * eps[:, columns])
    return found


def odds_at(
    values: NDArray[np.float64], sigmas: NDArray[np.float64], columns: NDArray[np.int64], eps: Draws
) -> NDArray[np.float64]:
    """Probabilities under each draw, float64[draws, ...]; their odds are lognormal."""
    raised = values * np.exp(sigmas * eps[:, columns])
    found: NDArray[np.float64] = raised / (raised + (1.0 - values))
    return found


def shares_at(
    values: NDArray[np.float64], sigmas: NDArray[np.float64], columns: NDArray[np.int64], eps: Draws
) -> NDArray[np.float64]:
    """Probabilities under each draw, float64[draws, ..., states], each row summing to one.

    Odds against the last state are lognormal; column -1 marks a number that is not drawn.
    """
    drawn = np.where(columns >= 0, eps[:, np.maximum(columns, 0)], 0.0)
    raised = values * np.exp(sigmas * drawn)
    total = raised[..., 0]
    for state in range(1, raised.shape[-1]):
        total = total + raised[..., state]
    found: NDArray[np.float64] = raised / total[..., None]
    return found
