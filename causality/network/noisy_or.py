"""Noisy-OR with a leak, and its graded form noisy-MAX: causes that act on their own.

Each cause, in each of its states, would lift the effect to some grade if nothing else acted; the
leak stands for everything not modelled; the effect has the highest grade that any of them reaches:

    P(Y <= k | x) = P_leak(Y <= k) * prod_i P_i(Y <= k | x_i)

With two states this is P(Y=1 | x) = 1 - (1 - leak) * prod_i (1 - lambda_i)^x_i. A cause's numbers
are net of the leak ("only this cause present"), not the gross numbers of Henrion's form.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from causality.network.network import Table

__all__ = ["noisy_or"]


def noisy_or(leak: ArrayLike, causes: Sequence[ArrayLike]) -> Table:
    """The full table of an effect whose states run from absent to worst.

    ``leak``: one number per state of the effect. ``causes``: per parent an array
    [parent state, effect state]; a parent state that causes nothing is all absent (1, 0, ...).
    Returns [parent states..., effect state].
    """
    up_to = _up_to(leak)
    for cause in causes:
        up_to = up_to[..., None, :] * _up_to(cause)
    return np.diff(up_to, axis=-1, prepend=0.0)


def _up_to(shares: ArrayLike) -> Table:
    """P(Y <= k), of which sums of decimal fractions may miss the last, one, by a rounding."""
    found = np.minimum(np.cumsum(np.asarray(shares, dtype=np.float64), axis=-1), 1.0)
    found[..., -1] = 1.0
    return found
