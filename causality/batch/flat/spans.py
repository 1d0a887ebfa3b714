"""Moments on the calendar as bounds, what lies between two of them, and joins of rows.

Inside the closed form an open end is ``FAR`` away, so that a difference of two ends is a plain
subtraction; ``between`` gives the open ends of the facts.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from causality.case.dates import OPEN_HI, OPEN_LO

__all__ = [
    "FAR",
    "Flags",
    "Ints",
    "Span",
    "between",
    "blocks",
    "firsts_of",
    "moment",
    "spread",
    "where",
]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FAR = 2**60
"""Farther than any date; twice it is still nearer than the open ends of the facts."""

_BLOCK = 1 << 20


class Span(NamedTuple):
    """Lower and upper bounds, in minutes."""

    lo: Ints
    hi: Ints

    def at(self, rows: NDArray[Any]) -> Span:
        """Those of some rows."""
        return Span(self.lo[rows], self.hi[rows])


def moment(lo: NDArray[Any], hi: NDArray[Any]) -> Span:
    """Bounds as a flat record holds them, with ends that can be subtracted."""
    return Span(np.maximum(lo, -FAR), np.minimum(hi, FAR))


def between(earlier: Span, later: Span) -> Span:
    """Bounds on the minutes from one moment to another, by the calendar alone."""
    lo, hi = later.lo - earlier.hi, later.hi - earlier.lo
    return Span(np.where(lo < -FAR // 2, OPEN_LO, lo), np.where(hi > FAR // 2, OPEN_HI, hi))


def where(flags: Flags, one: Span, other: Span) -> Span:
    """``one`` where flagged, else ``other``."""
    return Span(np.where(flags, one.lo, other.lo), np.where(flags, one.hi, other.hi))


def spread(counts: Ints) -> tuple[Ints, Ints]:
    """For ``counts[i]`` rows of each i: the i of each row, and its number among those of i."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - firsts_of(counts)[owner]


def firsts_of(counts: Ints) -> Ints:
    """Where the rows of each i begin."""
    return np.cumsum(counts) - counts


def blocks(counts: Ints) -> list[slice]:
    """Stretches of the i, each with about a million rows at most (or of one i alone)."""
    ends = np.cumsum(counts)
    found, first = [], 0
    while first < len(counts):
        done = int(ends[first - 1]) if first else 0
        after = max(int(np.searchsorted(ends, done + _BLOCK, side="right")), first + 1)
        found.append(slice(first, after))
        first = after
    return found
