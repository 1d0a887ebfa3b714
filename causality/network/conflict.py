"""Which findings contradict each other: a smallest set that cannot all be true."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, islice
from math import comb

import numpy as np
from numpy.typing import NDArray

__all__ = ["smallest_conflict"]

Impossible = Callable[[NDArray[np.bool_]], NDArray[np.bool_]]

_MOST_TRIED = 50_000  # sets; sixteen findings have 65,536
_TOGETHER = 1024


def smallest_conflict(findings: int, impossible: Impossible) -> tuple[tuple[int, ...], bool]:
    """Positions of a smallest set of findings that is impossible, and whether none is smaller.

    ``impossible`` takes rows of flags [set, finding] and says of each set whether P(set) = 0; all
    findings together must be impossible. Among sets of equal size the first in order wins. Beyond
    a fixed number of tries the answer is a set of which no member can be spared.
    """
    irreducible = _irreducible(findings, impossible)
    tried = length = 0
    while True:  # ends at the length of the irreducible set at the latest
        length += 1
        tried += comb(findings, length)
        if tried > _MOST_TRIED:
            return irreducible, length == len(irreducible)
        sets_of_length = combinations(range(findings), length)
        while some := list(islice(sets_of_length, _TOGETHER)):
            flags = np.zeros((len(some), findings), dtype=np.bool_)
            np.put_along_axis(flags, np.array(some), values=True, axis=1)
            hits = impossible(flags)
            if hits.any():
                return some[int(hits.argmax())], True


def _irreducible(findings: int, impossible: Impossible) -> tuple[int, ...]:
    """What is left when every finding that can be spared, one after another, is left out."""
    kept = np.ones(findings, dtype=np.bool_)
    for finding in range(findings):
        kept[finding] = False
        kept[finding] = not impossible(kept[None, :])[0]
    return tuple(int(finding) for finding in np.flatnonzero(kept))
