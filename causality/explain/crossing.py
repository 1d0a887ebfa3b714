"""Where many functions of one variable vanish, closed in on all together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from causality.explain.weighed import Floats

__all__ = ["Places", "crossings_between"]

Places: TypeAlias = NDArray[np.int64]
Evaluate: TypeAlias = Callable[[Floats, Places], Floats]
"""Where to look, and which functions are meant; their values there."""

_CLOSE = 1e-10
_MOST_STEPS = 60


def crossings_between(
    ends: tuple[Floats, Floats], values: tuple[Floats, Floats], evaluate: Evaluate
) -> Floats:
    """For each function a place between its two ends at which it is 0 to ten digits.

    ``values`` at the ends have opposite signs. Inverse quadratic steps where they are safe, halves
    elsewhere (Chandrupatla 1997), so that no bracket is ever left.
    """
    (low, high), (at_low, at_high) = ends, values
    old, at_old = high.copy(), at_high.copy()
    middle, step = low.copy(), np.full(len(low), 0.5)
    open_ = np.ones(len(low), dtype=np.bool_)
    for _ in range(_MOST_STEPS):
        chosen = np.flatnonzero(open_)
        if not len(chosen):
            break
        guess = low + step * (high - low)
        middle[chosen] = guess[chosen]
        value = np.zeros(len(low))
        value[chosen] = evaluate(guess[chosen], chosen)
        same = np.sign(value) == np.sign(at_low)
        old, at_old = np.where(same, low, high), np.where(same, at_low, at_high)
        high, at_high = np.where(same, high, low), np.where(same, at_high, at_low)
        low, at_low = guess, value
        wide = np.abs(high - low) > _CLOSE
        open_[chosen] = (np.abs(value) > _CLOSE)[chosen] & wide[chosen]
        step = _step((low, high, old), (at_low, at_high, at_old))
    return middle


def _step(at: tuple[Floats, Floats, Floats], values: tuple[Floats, Floats, Floats]) -> Floats:
    """Where to look next, as a part of the way from the newest place to the other end."""
    (low, high, old), (at_low, at_high, at_old) = at, values
    with np.errstate(divide="ignore", invalid="ignore"):
        across = (low - high) / (old - high)
        risen = (at_low - at_high) / (at_old - at_high)
        safe = (risen**2 < across) & ((1 - risen) ** 2 < 1 - across)
        first = at_low / (at_high - at_low) * at_old / (at_high - at_old)
        second = (old - low) / (high - low) * at_low / (at_old - at_low)
        part = first + second * at_high / (at_old - at_high)
        least = np.minimum(_CLOSE / np.abs(high - low) / 4, 0.5)
    found: Floats = np.where(safe & np.isfinite(part), np.clip(part, least, 1 - least), 0.5)
    return found
