"""Numbers for one row or for a column of rows, looked up and told apart in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Index", "Lookup", "distinct", "distinct_rows", "pick"]

Index: TypeAlias = int | NDArray[np.int64]
"""A number for one row, or one number a row."""

_DENSE = 1 << 20  # keys below this are counted in a table, above it they are sorted


class Lookup:
    """A list of numbers that is indexed by one number or by a column of them."""

    __slots__ = ("_array", "listed")

    def __init__(self, values: Iterable[int]) -> None:
        self.listed = [int(value) for value in values]
        self._array = np.asarray(self.listed, dtype=np.int64)

    def at(self, which: Index) -> Index:
        """The numbers at these places."""
        return self.listed[which] if isinstance(which, int) else self._array[which]


def pick(values: Sequence[int], which: Index) -> Index:
    """``values`` at one place or at a column of places."""
    if isinstance(which, int):
        return values[which]
    return np.asarray(values, dtype=np.int64)[which]


def distinct(keys: Index) -> tuple[tuple[int, ...], Index]:
    """The distinct values of ``keys``, ascending, and which of them each row has."""
    if isinstance(keys, int):
        return (keys,), 0
    top = int(keys.max(initial=0)) + 1
    if top > _DENSE:
        found, which = np.unique(keys, return_inverse=True)
        return tuple(found.tolist()), which.astype(np.int64)
    seen = np.zeros(top, dtype=np.bool_)
    seen[keys] = True
    found = np.flatnonzero(seen)
    place = np.zeros(top, dtype=np.int64)
    place[found] = np.arange(len(found))
    return tuple(found.tolist()), place[keys]


def distinct_rows(columns: Sequence[Index]) -> tuple[tuple[tuple[int, ...], ...], Index]:
    """The distinct combinations across ``columns``, and which of them each row has."""
    combinations: tuple[tuple[int, ...], ...] = ((),)
    which: Index = 0
    for column in columns:
        values, place = distinct(column)
        keys, which = distinct(which * len(values) + place)
        combinations = tuple(
            (*combinations[key // len(values)], values[key % len(values)]) for key in keys
        )
    return combinations, which
