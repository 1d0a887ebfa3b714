"""Rows that belong together, by columns of numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Groups", "counted", "first_true", "grouped", "looked_up"]

Ints = NDArray[np.int64]

_LARGEST = 1 << 62


class Groups:
    """Groups in the order in which they appear: ``of`` each row its own, ``first`` row of each."""

    def __init__(self, of: Ints, first: Ints) -> None:
        self.of, self.first = of, first

    def __len__(self) -> int:
        return len(self.first)

    def any(self, flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether a flag is set in any row of each."""
        found = np.zeros(len(self), dtype=np.bool_)
        found[self.of[flags]] = True
        return found


def grouped(*columns: Ints) -> Groups:
    """Rows that agree in all columns, which hold numbers from -1 upwards."""
    size = len(columns[0])
    if not size:
        return Groups(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    key = _joined(columns)
    begins = np.ones(size, dtype=np.bool_)
    if bool(np.all(key[1:] >= key[:-1])):
        begins[1:] = key[1:] != key[:-1]
        return Groups(np.cumsum(begins) - 1, np.flatnonzero(begins))
    order = np.argsort(key, kind="stable")
    begins[1:] = np.diff(key[order]) != 0
    first = order[begins]
    by_place = np.argsort(first, kind="stable")
    rank = np.empty(len(first), dtype=np.int64)
    rank[by_place] = np.arange(len(first))
    of = np.empty(size, dtype=np.int64)
    of[order] = rank[np.cumsum(begins) - 1]
    return Groups(of, first[by_place])


def _joined(columns: tuple[Ints, ...]) -> Ints:
    """One number for each row, in the order of the columns and different where any of them is."""
    key, most = columns[0] + 1, int(columns[0].max()) + 2
    for column in columns[1:]:
        part, width = column + 1, int(column.max()) + 2
        if most * width > _LARGEST:
            (key, most), (part, width) = _ranked(key), _ranked(part)
        key = key * width + part
        most *= width
    return key


def _ranked(numbers: Ints) -> tuple[Ints, int]:
    """Small numbers that are alike where these are, and more than the largest of them."""
    distinct, of = np.unique(numbers, return_inverse=True)
    return of, len(distinct)


def looked_up(known: tuple[Ints, Ints], asked: tuple[Ints, Ints]) -> Ints:
    """The place of each pair of numbers among the ``known`` ones, which differ; -1 if nowhere."""
    size, count = len(known[0]), len(asked[0])
    if not size or not count:
        return np.full(count, -1, dtype=np.int64)
    key = _joined((np.append(known[0], asked[0]), np.append(known[1], asked[1])))
    order = np.argsort(key[:size], kind="stable")
    there, wanted = key[:size][order], key[size:]
    at = np.minimum(np.searchsorted(there, wanted), size - 1)
    return np.where(there[at] == wanted, order[at], -1)


def first_true(groups: Groups, flags: NDArray[np.bool_]) -> Ints:
    """The first row of each group whose flag is set; -1 where there is none."""
    found = np.full(len(groups), -1, dtype=np.int64)
    rows = np.flatnonzero(flags)[::-1]
    found[groups.of[rows]] = rows
    return found


def counted(rows: Ints, size: int) -> Ints:
    """How often each of the first ``size`` numbers stands in ``rows``."""
    return np.bincount(rows, minlength=size)
