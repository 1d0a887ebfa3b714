"""Ids that the drugs and events of each report get, as a case would number them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.grouping import grouped
from causality.case.points import DOSE_WORDS, RESERVED

__all__ = ["Words", "numbered"]

_TAKEN = frozenset(RESERVED) | DOSE_WORDS


class Words:
    """Every text once, with its place."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, text: str) -> int:
        """Where a text stands."""
        return self._places.setdefault(text, len(self._places))

    def places(self, texts: list[str]) -> NDArray[np.int64]:
        """Where each stands."""
        put, known = self._places.setdefault, self._places
        return np.array([put(text, len(known)) for text in texts], dtype=np.int64)

    def all(self) -> tuple[str, ...]:
        """The texts in order of their places."""
        return tuple(self._places)


def numbered(
    report: NDArray[np.int64], wanted: NDArray[np.int64], texts: list[str], words: Words
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places of the ids of all entries, which stand report by report in the order of the case.

    ``wanted`` is a place in ``texts``, the ids that are asked for: the second of a name gets a 2
    behind it. Also returned are reports in which such a number meets a name that has it by itself.
    """
    same = grouped(report, wanted)
    order = np.argsort(same.of, kind="stable")
    begins = np.flatnonzero(np.diff(same.of[order], prepend=-1))
    rank = np.empty(len(report), dtype=np.int64)
    rank[order] = np.arange(len(report)) - np.repeat(
        begins, np.diff(np.append(begins, len(report)))
    )
    taken = np.array([text in _TAKEN for text in texts], dtype=np.int64)
    rank += taken[wanted] if len(texts) else 0
    most = int(rank.max(initial=0)) + 1
    distinct, of = np.unique(wanted * most + rank, return_inverse=True)
    found = [_with_number(texts[code // most], code % most) for code in distinct.tolist()]
    places = words.places(found)[of]
    twice = grouped(report, places)
    clash = np.ones(len(report), dtype=np.bool_)
    clash[twice.first] = False
    reserved = np.array([text in _TAKEN for text in found], dtype=np.bool_)
    clash |= reserved[of]
    return places, report[clash]


def _with_number(text: str, rank: int) -> str:
    return f"{text}-{rank + 1}" if rank else text
