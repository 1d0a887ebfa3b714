"""Rows that belong together, by columns of numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Groups", "counted", "first_true", "grouped", "looked_up", "spread"]

Ints = NDArray[np.int64]


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
    """Rows that agree in all columns."""
    size = len(columns[0])
    if not size:
        return Groups(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    order = np.lexsort(columns[::-1])
    begins = np.ones(size, dtype=np.bool_)
    begins[1:] = False
    for column in columns:
        sorted_ = column[order]
        begins[1:] |= sorted_[1:] != sorted_[:-1]
    first = order[begins]
    by_place = np.argsort(first, kind="stable")
    rank = np.empty(len(first), dtype=np.int64)
    rank[by_place] = np.arange(len(first))
    of = np.empty(size, dtype=np.int64)
    of[order] = rank[np.cumsum(begins) - 1]
    return Groups(of, first[by_place])


def looked_up(known: tuple[Ints, Ints], asked: tuple[Ints, Ints]) -> Ints:
    """The place of each pair of numbers among the ``known`` ones, which differ; -1 if nowhere."""
    size = len(known[0])
    if not size:
        return np.full(len(asked[0]), -1, dtype=np.int64)
    seconds = np.unique(known[1])
    of_known = known[0] * len(seconds) + np.searchsorted(seconds, known[1])
    place = np.minimum(np.searchsorted(seconds, asked[1]), len(seconds) - 1)
    of_asked = asked[0] * len(seconds) + place
    order = np.argsort(of_known, kind="stable")
    at = order[np.minimum(np.searchsorted(of_known[order], of_asked), size - 1)]
    return np.where((of_known[at] == of_asked) & (seconds[place] == asked[1]), at, -1)


def first_true(groups: Groups, flags: NDArray[np.bool_]) -> Ints:
    """The first row of each group whose flag is set; -1 where there is none."""
    found = np.full(len(groups), -1, dtype=np.int64)
    rows = np.flatnonzero(flags)[::-1]
    found[groups.of[rows]] = rows
    return found


def counted(rows: Ints, size: int) -> Ints:
    """How often each of the first ``size`` numbers stands in ``rows``."""
    return np.bincount(rows, minlength=size)


def spread(counts: Ints) -> tuple[Ints, Ints]:
    """For each row as many as its count: the row, and which of them it is."""
    row = np.repeat(np.arange(len(counts)), counts)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
