"""Draws of all numbers of a model at once: a Latin hypercube that is the same on every machine."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from causality.network.differential.special import normal_quantile

__all__ = ["DRAWS", "drawn"]

DRAWS = 256
"""Number of draws behind an interval."""

_SEED = 20241022
_STRIDE = 1_000_003


@lru_cache(maxsize=8)
def drawn(columns: int, stream: int = 0) -> NDArray[np.float64]:
    """Standard normal values, float64[DRAWS, columns]: each column has one in each of its strata.

    Every column is a permutation from the raw output of PCG64, which numpy keeps stable, so a
    number added to a model leaves the draws of those before it alone.
    """
    strata = normal_quantile((np.arange(DRAWS) + 0.5) / DRAWS)
    out = np.empty((DRAWS, columns))
    for column in range(columns):
        raw = np.random.PCG64(_SEED + _STRIDE * stream + column).random_raw(DRAWS)
        out[:, column] = strata[np.argsort(raw, kind="stable")]
    out.setflags(write=False)
    return out
