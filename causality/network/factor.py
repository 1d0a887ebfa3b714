"""Tables over numbered variables with a batch axis, multiplied and summed in a fixed order.

Everything is elementwise multiplication and addition along whole arrays: one case gives the same
bits alone and inside any batch, which neither BLAS nor numpy's own reductions promise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "LINEAR",
    "LOG",
    "Arithmetic",
    "Array",
    "Factor",
    "multiplied",
    "onto",
    "rescaled",
    "spread",
    "summed_out",
]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How probabilities are held: as they are, or as natural logarithms that cannot underflow."""

    times: np.ufunc
    plus: np.ufunc
    one: float
    zero: float
    held: Callable[[Array], Array]


def _unchanged(values: Array) -> Array:
    return values


def _logarithms(values: Array) -> Array:
    with np.errstate(divide="ignore"):
        return np.log(values)


LINEAR = Arithmetic(np.multiply, np.add, 1.0, 0.0, _unchanged)
LOG = Arithmetic(np.add, np.logaddexp, 0.0, -np.inf, _logarithms)


@dataclass(frozen=True, slots=True)
class Factor:
    """``values`` has one leading axis per variable of ``axes`` (ascending) and the batch last.

    The batch axis has length one where all cases share the numbers.
    """

    axes: tuple[int, ...]
    values: Array


def spread(factor: Factor, axes: Sequence[int]) -> Array:
    """The values as a view that broadcasts over ``axes``, which hold those of the factor."""
    own = set(factor.axes)
    return factor.values[tuple(slice(None) if axis in own else None for axis in axes)]


def multiplied(factors: Sequence[Factor], arithmetic: Arithmetic = LINEAR) -> Factor:
    """The product of at least one factor, over all their axes."""
    axes = tuple(sorted({axis for factor in factors for axis in factor.axes}))
    ordered = sorted(factors, key=lambda factor: len(factor.axes))
    values = spread(ordered[0], axes)
    for factor in ordered[1:]:
        values = arithmetic.times(values, spread(factor, axes))
    return Factor(axes, values)


def summed_out(factors: Sequence[Factor], variable: int, arithmetic: Arithmetic = LINEAR) -> Factor:
    """The sum over one variable of the product of all factors, each of which holds it."""
    states = factors[0].values.shape[factors[0].axes.index(variable)]
    total = multiplied([_at(factor, variable, 0) for factor in factors], arithmetic)
    for state in range(1, states):
        term = multiplied([_at(factor, variable, state) for factor in factors], arithmetic)
        total = Factor(total.axes, arithmetic.plus(total.values, term.values))
    return total


def onto(factor: Factor, axes: Sequence[int]) -> Factor:
    """The sum over every axis that is not among ``axes``."""
    for axis in factor.axes:
        if axis not in axes:
            factor = summed_out([factor], axis)
    return factor


def rescaled(factor: Factor) -> tuple[Factor, Array]:
    """The factor brought near one, case by case, and the logarithm of what was taken out.

    Only powers of two are taken out, so no digit changes.
    """
    top = factor.values.max(axis=tuple(range(len(factor.axes))))
    exponent = np.frexp(top)[1]
    return Factor(factor.axes, np.ldexp(factor.values, -exponent)), exponent * np.log(2.0)


def _at(factor: Factor, variable: int, state: int) -> Factor:
    """The factor where the variable has this state."""
    place = factor.axes.index(variable)
    values = factor.values[(slice(None),) * place + (state,)]
    return Factor(factor.axes[:place] + factor.axes[place + 1 :], values)
