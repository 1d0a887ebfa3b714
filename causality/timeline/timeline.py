"""The answer: bounds between any two points in time of a case, and what contradicts what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from causality.case.dates import DAY_0, OPEN_HI, OPEN_LO
from causality.timeline.constraint import Contradiction
from causality.timeline.distances import UNBOUNDED, Distances, Ints

__all__ = ["Timeline"]


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """What is certain about the order and distance of ``points``; immutable.

    ``contradictions`` names the entries that were left out because they cannot all hold; every
    bound rests on the others. The remaining fields are for this room.
    """

    points: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    index: Mapping[str, int] = field(repr=False)
    distances: Distances = field(repr=False)
    firsts: Mapping[int, Sequence[int]] = field(repr=False)
    lasts: Mapping[int, Sequence[int]] = field(repr=False)
    disputed: frozenset[str] = field(repr=False)

    def between(self, a: str, b: str) -> tuple[int, int]:
        """The bounds on ``time(b) - time(a)`` in minutes, ``OPEN_LO`` or ``OPEN_HI`` where none.

        ``KeyError`` names a point that the timeline does not have.
        """
        start, end = self.index[a], self.index[b]
        back, away = self._farthest(end, start), self._farthest(start, end)
        return (
            OPEN_LO if back == UNBOUNDED else -back,
            OPEN_HI if away == UNBOUNDED else away,
        )

    def bounds(self, point: str, reference: str = DAY_0) -> tuple[int, int]:
        """The bounds on the time from ``reference`` to ``point``."""
        return self.between(reference, point)

    def spans(self, starts: Sequence[str], ends: Sequence[str]) -> tuple[Ints, Ints]:
        """``between`` for many pairs at once, as int64 arrays ``lo`` and ``hi``."""
        a, b = (
            np.array([self.index[name] for name in names], np.int64) for names in (starts, ends)
        )
        away, back = np.split(self._upper(np.concatenate([a, b]), np.concatenate([b, a])), 2)
        return -_open(back), _open(away)

    def contradictory(self, *points: str) -> bool:
        """Whether an entry of a contradiction dates one of ``points``, or counts from it."""
        return not self.disputed.isdisjoint(points)

    def _farthest(self, start: int, end: int) -> int:
        """``_upper`` for one pair, in a tenth of the time."""
        limit = self.distances.farthest(start, end)
        if start in self.firsts:
            limit = min(limit, max(self._farthest(one, end) for one in self.firsts[start]))
        if end in self.lasts:
            limit = min(limit, max(self._farthest(start, one) for one in self.lasts[end]))
        return limit

    def _upper(self, start: Ints, end: Ints) -> Ints:
        """The largest possible ``time(end) - time(start)``, outermost points by their members."""
        upper = self.distances.upper(start, end)
        for point in self.firsts.keys() & set(start.tolist()):
            here = np.flatnonzero(start == point)
            by_member = [
                self._upper(np.full_like(here, member), end[here]) for member in self.firsts[point]
            ]
            upper[here] = np.minimum(upper[here], np.max(by_member, axis=0))
        for point in self.lasts.keys() & set(end.tolist()):
            here = np.flatnonzero(end == point)
            by_member = [
                self._upper(start[here], np.full_like(here, member)) for member in self.lasts[point]
            ]
            upper[here] = np.minimum(upper[here], np.max(by_member, axis=0))
        return upper


def _open(upper: Ints) -> Ints:
    """``OPEN_HI`` where there is no bound."""
    return np.where(upper == UNBOUNDED, OPEN_HI, upper)
