"""What a row of the time-to-onset table makes of a pair: windows in minutes, distribution in days.

``suggestive`` is the central share of the distribution, where it stands out against a uniform
background; ``compatible`` a wider share of the distribution with its spread widened. Windows that
the row itself gives win over both. All shares and factors are numbers of the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor
from typing import Literal, TypeAlias

from causality.case.dates import DAY, HOUR, MINUTE, WEEK
from causality.findings.latency_rules import OnsetRules, WindowRules
from causality.findings.latency_schema import Clock, OnsetRow, Recovery, Unit, Window
from causality.findings.onset_density import OnsetDensity

__all__ = [
    "CLOCKS",
    "MINUTES",
    "NO_ROW",
    "Basis",
    "Fallback",
    "Healing",
    "LatencyRow",
    "clock_of",
    "decides",
    "fallback_of",
    "healing_of",
    "latency_of",
]

Basis: TypeAlias = Literal["drug", "class", "any drug"]

CLOCKS: tuple[Clock, ...] = ("first dose", "last dose", "stop")
"""From when the rows count in one course of a drug."""

NO_ROW = ("withdrawal", "late", "lack of effect")
"""Relations of an event to a drug that no row times."""

MINUTES: Mapping[Unit, float] = {
    "min": MINUTE,
    "h": HOUR,
    "d": DAY,
    "wk": WEEK,
    "mo": 365.25 / 12 * DAY,  # a mean month: these times are statistics, not dates
}

# Sources that count in days (weeks, months) give no time of day, so edges lie between days.
_GRAIN: Mapping[Unit, int] = {"min": MINUTE, "h": HOUR, "d": DAY, "wk": DAY, "mo": DAY}


@dataclass(frozen=True, slots=True)
class LatencyRow:
    """The row that fits a pair, and what it makes of times to onset.

    Windows are minutes on ``clock``, both ends included; ``suggestive`` is None where no onset is
    highly suggestive. ``verified`` says that no number behind windows and distribution is assumed.
    ``density`` is in days. ``row`` keeps every number with its origin.
    """

    id: str
    basis: Basis
    clock: Clock
    suggestive: tuple[int, int] | None
    compatible: tuple[int, int]
    verified: bool
    cites: tuple[str, ...]
    density: OnsetDensity | None
    row: OnsetRow


@dataclass(frozen=True, slots=True)
class Healing:
    """How long after the stop an event takes to improve, in minutes: earliest, awaited until."""

    lo: int
    hi: int
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Fallback:
    """What counts where no row fits; times in minutes, a drug's presence in half-lives.

    ``lingering``: after the last dose, half-life unknown. ``withdrawal``: how long after the drug
    has gone a withdrawal reaction may still begin. ``healing``: time to improve.
    """

    half_lives: float
    lingering: int
    withdrawal_half_lives: float
    withdrawal: int
    healing: int
    source: str = "fallback"

    def after_last_dose(self, half_life: tuple[int, int] | None) -> tuple[int, int]:
        """How long after the last dose the drug may still act, at least and at most."""
        return _times(self.half_lives, half_life, self.lingering)

    def after_stop(self, half_life: tuple[int, int] | None) -> tuple[int, int]:
        """How long after the stop a withdrawal reaction may begin, at least and at most."""
        low, high = _times(self.withdrawal_half_lives, half_life, self.lingering)
        return low + self.withdrawal, high + self.withdrawal


def decides(row: OnsetRow) -> bool:
    """Whether ``row`` can decide on a time to onset."""
    timed = row.density is not None or row.windows is not None or row.window_set is not None
    return timed and row.only_when is None


def clock_of(row: LatencyRow) -> int:
    """The place in ``CLOCKS`` of the clock of a row; a re-exposure is a first dose once more."""
    return CLOCKS.index(row.clock) if row.clock in CLOCKS else 0


def latency_of(
    row: OnsetRow, basis: Basis, rules: OnsetRules, *, early: bool = False
) -> LatencyRow:
    """Windows and distribution of ``row``; ``early`` opens its lower edge down to 0.

    A sensitised patient reacts sooner, by how much is unknown where no row tells. Raises
    ValueError for a row that decides nothing.
    """
    if row.unit is None or row.clock is None:
        raise ValueError(row.id)
    minutes, grain = MINUTES[row.unit], _GRAIN[row.unit]
    windows = rules.window_sets[row.window_set] if row.window_set else row.windows
    given = () if windows is None else (windows.suggestive, windows.compatible)
    suggestive, compatible = (_edges(window, minutes) for window in given or (None, None))
    in_days = None
    if row.density is not None:
        in_days = row.density.in_unit(minutes / DAY)
        suggestive = suggestive or _suggestive(in_days, grain, rules.windows)
        compatible = compatible or _compatible(in_days, grain, rules.windows)
    if compatible is None:
        raise ValueError(row.id)
    used = [number for number in (*row.numbers, *given) if number is not None]
    return LatencyRow(
        id=row.id,
        basis=basis,
        clock=row.clock,
        suggestive=suggestive,
        compatible=(0, compatible[1]) if early else compatible,
        verified=all(number.from_ != "assumed" for number in used),
        cites=row.cites,
        density=in_days,
        row=row,
    )


def healing_of(row: OnsetRow, rules: OnsetRules) -> Healing | None:
    """The time to improve that ``row`` gives, or None."""
    recovery = row.recovery
    if recovery is None or row.only_when is not None:
        return None
    minutes = MINUTES[recovery.unit]
    if recovery.hi is not None:
        low = 0.0 if recovery.lo is None else recovery.lo.value
        high, verified = recovery.hi.value, recovery.hi.from_ != "assumed"
    elif recovery.central:
        low, high = _from_centres(recovery, rules)
        verified = False  # the factor is assumed
    else:
        return None
    return Healing(round(low * minutes), round(high * minutes), row.id, verified)


def fallback_of(rules: OnsetRules) -> Fallback:
    """What counts where no row fits."""
    numbers = rules.fallback
    return Fallback(
        half_lives=numbers.half_lives.value,
        lingering=round(numbers.days.value * DAY),
        withdrawal_half_lives=numbers.withdrawal_half_lives.value,
        withdrawal=round(numbers.withdrawal_days.value * DAY),
        healing=round(numbers.healing_days.value * DAY),
    )


def _times(factor: float, half_life: tuple[int, int] | None, otherwise: int) -> tuple[int, int]:
    if half_life is None:
        return otherwise, otherwise
    return round(factor * half_life[0]), round(factor * half_life[1])


def _from_centres(recovery: Recovery, rules: OnsetRules) -> tuple[float, float]:
    centres = [number.value for number in recovery.central]
    return min(centres), max(centres) * rules.fallback.healing_factor.value


def _edges(window: Window | None, minutes: float) -> tuple[int, int] | None:
    if window is None:
        return None
    return round(window.lo * minutes), round((window.hi + 1) * minutes) - 1


def _suggestive(density: OnsetDensity, grain: int, rules: WindowRules) -> tuple[int, int] | None:
    share = rules.suggestive_share.value
    low, high = _central(density, share)
    gain = share / ((high - low) / rules.background.value)
    return _rounded(low, high, grain) if gain >= rules.least_gain.value else None


def _compatible(density: OnsetDensity, grain: int, rules: WindowRules) -> tuple[int, int]:
    wider = density.widened(rules.widening.value)
    return _rounded(*_central(wider, rules.compatible_share.value), grain)


def _central(density: OnsetDensity, share: float) -> tuple[float, float]:
    return density.quantile((1 - share) / 2), density.quantile((1 + share) / 2)


def _rounded(low: float, high: float, grain: int) -> tuple[int, int]:
    """Days as minutes, outwards to whole grains: a lower edge on day 0 admits the same day."""
    return floor(low * DAY / grain) * grain, (floor(high * DAY / grain) + 1) * grain - 1
