"""Reports that a reader of tables gives at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.record import Flat

__all__ = ["Chunk"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Reports that follow one another; places count all that the reader gives, from 0.

    ``flat`` holds the reports at ``flat_at``; those at ``aside_at``, with the numbers
    ``aside_key``, are to be read one by one (``report`` of the reader); ``refused`` gives place,
    number and reason of the others.
    """

    flat: Flat
    flat_at: NDArray[np.int64]
    aside_at: NDArray[np.int64]
    aside_key: NDArray[np.int64]
    refused: tuple[tuple[int, str, str], ...]
