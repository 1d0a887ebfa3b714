"""A decision table that is read with a set of answers a side, not only with one.

Which categories can come out of sets of answers is the union over all their combinations. Side by
side, the union folds one axis of the table away; what is left after some sides is a smaller table,
and few different ones occur. So every fold is done once and remembered, for one row and for a
column of rows alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import prod

import numpy as np
from numpy.typing import NDArray

from causality.methods.joint import Spread
from causality.methods.lookup import Index, distinct, pick

__all__ = ["SetTable"]

_BITS = np.uint16
_REMEMBERED = 1 << 14  # folds kept ready


class SetTable:
    """Sets of categories, as bits, over the joint answers of groups; at most 16 categories."""

    __slots__ = ("_fold", "_order", "_sizes", "_whole")

    def __init__(self, categories: NDArray[np.uint16]) -> None:
        # Long sides first: what is left to fold shrinks fastest.
        self._order = sorted(range(categories.ndim), key=lambda side: -categories.shape[side])
        self._sizes = [categories.shape[side] for side in self._order]
        self._whole = np.ascontiguousarray(categories.transpose(self._order), _BITS).tobytes()
        self._fold = lru_cache(maxsize=_REMEMBERED)(self._folded)

    def reached(self, spreads: Sequence[Spread]) -> Index:
        """The categories, as bits, that the sets of answers can lead to."""
        tables = [self._whole]
        which: Index = 0
        for depth, side in enumerate(self._order):
            spread = spreads[side]
            width = len(spread.sets)
            keys, at = distinct(which * width + spread.which)
            folded = [
                self._fold(depth, tables[key // width], spread.sets[key % width]) for key in keys
            ]
            places = {table: i for i, table in enumerate(dict.fromkeys(folded))}
            tables = list(places)
            which = pick([places[table] for table in folded], at)
        return pick([int.from_bytes(table, "little") for table in tables], which)

    def _folded(self, depth: int, table: bytes, answers: tuple[int, ...]) -> bytes:
        """``table`` without its first side: the union over ``answers``."""
        rest = prod(self._sizes[depth + 1 :])
        sheets = np.frombuffer(table, dtype=_BITS).reshape(self._sizes[depth], rest)
        union = np.bitwise_or.reduce(sheets[list(answers)], axis=0, dtype=_BITS)
        return bytes(union.tobytes())
