"""Draws with replacement, the same on every machine: the generator is these lines.

Numpy promises its raw streams for ever, but not what it makes of them; a printed interval must not
change with a new version.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["RESAMPLES", "SEED", "resampled"]

RESAMPLES = 2000
"""Draws behind an interval; its ends then rest on the fifty lowest and the fifty highest."""

SEED = 20_261_122
"""Where the stream begins; any number does, as long as it stays."""

# SplitMix64 (steele2014): a counter in steps of the odd number next to 2^64 over the golden ratio,
# stirred by two multiplications.
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def resampled(
    clusters: NDArray[np.int64], resamples: int = RESAMPLES, seed: int = SEED
) -> NDArray[np.int64]:
    """How often each unit is counted in each draw; units of one cluster are drawn together.

    A line a draw, a column a unit. Each draw takes as many clusters as there are.
    """
    names, places = np.unique(clusters, return_inverse=True)
    size = len(names)
    taken = _stream(resamples * size, seed) % np.uint64(max(size, 1))
    drawn = taken.astype(np.int64).reshape(resamples, size)
    counts = np.zeros((resamples, size), dtype=np.int64)
    np.add.at(counts, (np.arange(resamples)[:, None], drawn), 1)
    return counts[:, places]


def _stream(length: int, seed: int) -> NDArray[np.uint64]:
    """Whole numbers of 64 bits; the remainder by a small number is as good as even."""
    mixed = np.uint64(seed) + _STEP * np.arange(1, length + 1, dtype=np.uint64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
    return mixed ^ (mixed >> np.uint64(31))
