"""Distributions of a time to onset or to recovery: share before a time, density, quantile.

Times are positive numbers in one unit, days where nothing else is said. The families and their
formulas are those of ``docs/time-to-onset.md``; no scipy is needed for any of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, expm1, inf, log, log1p, pi, sqrt
from statistics import NormalDist
from typing import TypeAlias

__all__ = ["Lognormal", "Mixture", "OnsetDensity", "Weibull"]

_NORMAL = NormalDist()
_HALVINGS = 64
"""Of an interval of logarithms: enough for every digit of a double."""


@dataclass(frozen=True, slots=True)
class Lognormal:
    """ln(time) is normal with mean ``mu`` and standard deviation ``sigma``."""

    mu: float
    sigma: float

    def share_before(self, time: float) -> float:
        """Share of onsets up to ``time``."""
        return _NORMAL.cdf((log(time) - self.mu) / self.sigma) if time > 0 else 0.0

    def density(self, time: float) -> float:
        """Probability density at ``time``, per unit of time; 0 at and before 0."""
        if time <= 0:
            return 0.0
        z = (log(time) - self.mu) / self.sigma
        return exp(-z * z / 2) / (time * self.sigma * sqrt(2 * pi))

    def quantile(self, share: float) -> float:
        """The time before which ``share`` of the onsets lie, 0 < share < 1."""
        return exp(self.mu + self.sigma * _NORMAL.inv_cdf(share))

    def widened(self, factor: float) -> Lognormal:
        """The same median with ``factor`` times the spread on the log scale."""
        return Lognormal(self.mu, self.sigma * factor)

    def in_unit(self, units: float) -> Lognormal:
        """The same distribution where one old unit is ``units`` new ones."""
        return Lognormal(self.mu + log(units), self.sigma)


@dataclass(frozen=True, slots=True)
class Weibull:
    """Share before t = 1 - exp(-(t/scale)^shape); shape < 1 is early failure, 1 constant hazard."""

    shape: float
    scale: float

    def share_before(self, time: float) -> float:
        """Share of onsets up to ``time``."""
        return -expm1(-((time / self.scale) ** self.shape)) if time > 0 else 0.0

    def density(self, time: float) -> float:
        """Probability density at ``time``, per unit of time; 0 at and before 0."""
        if time <= 0:
            return 0.0
        relative = time / self.scale
        power: float = relative**self.shape
        return self.shape * power / time * exp(-power)

    def quantile(self, share: float) -> float:
        """The time before which ``share`` of the onsets lie, 0 < share < 1."""
        time: float = self.scale * (-log1p(-share)) ** (1 / self.shape)
        return time

    def widened(self, factor: float) -> Weibull:
        """The same median with ``factor`` times the spread on the log scale."""
        shape = self.shape / factor
        return Weibull(shape, self.quantile(0.5) / log(2) ** (1 / shape))

    def in_unit(self, units: float) -> Weibull:
        """The same distribution where one old unit is ``units`` new ones."""
        return Weibull(self.shape, self.scale * units)


@dataclass(frozen=True, slots=True)
class Mixture:
    """Several distributions, each with its weight; the weights sum to one."""

    parts: tuple[tuple[float, Lognormal | Weibull], ...]

    def share_before(self, time: float) -> float:
        """Share of onsets up to ``time``."""
        return sum(weight * part.share_before(time) for weight, part in self.parts)

    def density(self, time: float) -> float:
        """Probability density at ``time``, per unit of time; 0 at and before 0."""
        return sum(weight * part.density(time) for weight, part in self.parts)

    def quantile(self, share: float) -> float:
        """The time before which ``share`` of the onsets lie, 0 < share < 1; by bisection."""
        # It lies between the quantiles of the parts.
        low, high = inf, 0.0
        for _, part in self.parts:
            time = part.quantile(share)
            low, high = min(low, time), max(high, time)
        for _ in range(_HALVINGS):
            middle = sqrt(low * high)
            low, high = (middle, high) if self.share_before(middle) < share else (low, middle)
        return high

    def widened(self, factor: float) -> Mixture:
        """Every part widened, the weights kept."""
        return self._each(lambda part: part.widened(factor))

    def in_unit(self, units: float) -> Mixture:
        """The same distribution where one old unit is ``units`` new ones."""
        return self._each(lambda part: part.in_unit(units))

    def _each(self, change: Callable[[Lognormal | Weibull], Lognormal | Weibull]) -> Mixture:
        return Mixture(tuple((weight, change(part)) for weight, part in self.parts))


OnsetDensity: TypeAlias = Lognormal | Weibull | Mixture
