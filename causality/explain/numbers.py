"""Every number that a differential rests on, each on one common scale of change.

A number is changed on the scale on which its spread is written: the logarithm of an amount, the
log-odds of a probability; the other probabilities of its row keep their proportions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from math import exp, log
from typing import TypeVar, cast

import numpy as np

from causality.citation import Origin
from causality.network.differential.domain import Domain
from causality.network.differential.model import AmountSet, Block, Model, RowSet

__all__ = ["HALF_WIDTH", "ModelNumber", "domain_numbers", "model_numbers", "with_unit_spreads"]

_PARTS = (
    "latency.floor",
    "latency.misdated",
    "latency.any_time",
    "latency.immediate",
    "recovery.possible",
)
"""Amounts that are parts of a whole, so that they stay below one."""

HALF_WIDTH = 1.6448536269514722
"""Standard deviations from the middle to either end of a central 90 percent."""

_ALMOST_ALL = 0.99
M = TypeVar("M", Model, Domain)


@dataclass(frozen=True, slots=True)
class ModelNumber:
    """One number: its value, its spread on its own scale, its column of draws, its origin.

    ``share`` is true for a probability, which is changed by its odds.
    """

    name: str
    file: str
    value: float
    sigma: float
    share: bool
    column: int
    origin: Origin | None = None

    def at(self, change: float) -> float:
        """The number after a change of its logarithm, or of its log-odds."""
        if not self.share:
            return self.value * exp(change)
        odds = log(self.value) - log(1.0 - self.value) + change
        return 1.0 / (1.0 + exp(-odds)) if odds > 0 else exp(odds) / (1.0 + exp(odds))

    @property
    def most(self) -> float:
        """The greatest change that leaves a part of a whole below one."""
        if self.name not in _PARTS:
            return float("inf")
        return max(log(_ALMOST_ALL / self.value), self.ends[1])

    @property
    def ends(self) -> tuple[float, float]:
        """The ends of its central 90 percent, as changes."""
        return -HALF_WIDTH * self.sigma, HALF_WIDTH * self.sigma


def model_numbers(model: Model) -> tuple[ModelNumber, ...]:
    """Every number of the differential that has a spread, in the order of the file."""
    return tuple(_numbers(model, model.id))


def domain_numbers(domain: Domain) -> tuple[ModelNumber, ...]:
    """The same of a domain."""
    return tuple(_numbers(domain, domain.id or "differential"))


def _numbers(model: Model | Domain, file: str) -> Iterator[ModelNumber]:
    found: dict[int, tuple[float, float, bool]] = {}
    for one in _sets(model):
        share = isinstance(one, RowSet) or one.share
        for value, sigma, column in zip(
            one.values.ravel().tolist(),
            one.sigmas.ravel().tolist(),
            one.columns.ravel().tolist(),
            strict=True,
        ):
            if column >= 0 and sigma > 0:
                found.setdefault(column, (value, sigma, share))
    named: dict[str, int] = {}
    for column, (value, sigma, share) in sorted(found.items()):
        name, origin = model.numbers.names[column], model.numbers.origins[column]
        named[name] = named.get(name, 0) + 1
        name = name if named[name] == 1 else f"{name} ({named[name]})"
        yield ModelNumber(name, file, value, sigma, share, column, origin)


def _sets(model: Model | Domain) -> Iterator[AmountSet | RowSet]:
    for field in fields(model):
        held = getattr(model, field.name)
        for one in held if isinstance(held, tuple) else (held,):
            if isinstance(one, Block):
                yield one.rows
            elif isinstance(one, AmountSet | RowSet):
                yield one


def with_unit_spreads(model: M) -> M:
    """The same with every spread put to one, so that a draw is a change on the common scale."""
    changed: dict[str, object] = {}
    for field in fields(model):
        held = getattr(model, field.name)
        if isinstance(held, tuple) and held and isinstance(held[0], Block):
            changed[field.name] = tuple(
                replace(block, rows=cast("RowSet", _unit(block.rows))) for block in held
            )
        elif isinstance(held, AmountSet | RowSet):
            changed[field.name] = _unit(held)
    return replace(model, **changed)  # type: ignore[arg-type]  # fields of the same dataclass


def _unit(one: AmountSet | RowSet) -> AmountSet | RowSet:
    return replace(one, sigmas=np.where(one.sigmas > 0, 1.0, 0.0))
