"""What the column executor reads and returns: one row a pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Columns", "FindingColumns"]


class FindingColumns(Protocol):
    """What a method sees of the findings of many pairs."""

    @property
    def n(self) -> int:
        """How many pairs there are."""

    def mask(self, name: str) -> NDArray[np.uint32]:
        """The values of one finding that are possible, as bits, one number a pair."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The verdicts of many pairs; one row a pair, codes as in the method.

    ``category`` indexes ``Method.categories`` and is -1 where ``outside`` (an index of
    ``Method.outside``, else -1) says that the method does not apply. ``answers`` and ``rows`` are
    one line a criterion. ``possible`` and ``learnable`` are categories as bits. ``warnings`` has
    one line a warning; one about several categories needs the ranges. A range is two lines, lowest
    and highest. Scores are None where the kind has none, ranges where they were not asked for.
    Every column is filled where the method does not apply, too; only ``category`` counts there.
    """

    category: NDArray[np.int8]
    outside: NDArray[np.int16]
    answers: NDArray[np.int8]
    rows: NDArray[np.int16]
    warnings: NDArray[np.bool_]
    score: NDArray[np.int16] | None
    possible: NDArray[np.uint16] | None
    learnable: NDArray[np.uint16] | None
    recorded_range: NDArray[np.int16] | None
    learnable_range: NDArray[np.int16] | None
