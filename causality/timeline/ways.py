"""The shortest ways over a few constraints, and which constraints each of them walks over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from causality.timeline.constraint import Constraint
from causality.timeline.distances import UNBOUNDED

__all__ = ["Cycle", "Ways", "places", "ways_over"]

Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cycle:
    """Constraints that cannot all hold, in the order of the walk, and the minutes they lack."""

    steps: tuple[Constraint, ...]
    lacks: int

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries walked over, in order of their ids."""
        return tuple(sorted({step.entry for step in self.steps if step.entry}))

    @property
    def rank(self) -> tuple[int, int, tuple[str, ...]]:
        """Fewest entries first, then what lacks most; ids decide only between equals."""
        return len(self.entries), -self.lacks, self.entries


@dataclass(frozen=True, slots=True)
class Ways:
    """``length[a, b]``: at most so many minutes from a to b; ``first[a, b]``: how the way begins.

    ``below_zero`` is a cycle shorter than zero; where there is one, the lengths mean nothing.
    """

    length: Mapping[Edge, int]
    first: Mapping[Edge, tuple[int, Constraint]]
    below_zero: Cycle | None = None

    def steps(self, start: int, end: int) -> tuple[Constraint, ...]:
        """The constraints on the way from ``start`` to ``end``; all the way round if the same."""
        steps = []
        while True:
            start, step = self.first[start, end]
            steps.append(step)
            if start == end:
                return tuple(steps)


def places(constraints: Sequence[Constraint]) -> dict[str, int]:
    """Every point that the constraints tie, numbered in order of the names."""
    names = sorted({name for one in constraints for name in (one.earlier, one.later)})
    return dict(zip(names, range(len(names)), strict=True))


def ways_over(constraints: Sequence[Constraint], place: Mapping[str, int]) -> Ways:
    """All shortest ways between the points that ``constraints`` tie."""
    length: dict[Edge, int] = {}
    first: dict[Edge, tuple[int, Constraint]] = {}
    for one in constraints:
        a, b = place[one.earlier], place[one.later]
        for edge, limit in (((a, b), one.hi), ((b, a), -one.lo)):
            if limit < length.get(edge, UNBOUNDED):
                length[edge], first[edge] = limit, (edge[1], one)
    if len(constraints) == 1 and a != b and one.lo <= one.hi:
        return Ways(length, first)
    return _joined(length, first)


def _joined(length: Mapping[Edge, int], first: Mapping[Edge, tuple[int, Constraint]]) -> Ways:
    """All shortest ways that these edges make together (Floyd and Warshall)."""
    points = sorted({point for edge in length for point in edge})
    at = dict(zip(points, range(len(points)), strict=True))
    table = np.full((len(points), len(points)), UNBOUNDED)
    np.fill_diagonal(table, 0)
    step = np.full(table.shape, -1)
    for (a, b), limit in length.items():
        if limit < table[at[a], at[b]]:
            table[at[a], at[b]], step[at[a], at[b]] = limit, at[b]
    below_zero = None
    for k, point in enumerate(points):
        if table[k, k] < 0:
            below_zero = point
            break
        over = table[:, k, None] + table[k]
        step = np.where(over < table, step[:, k, None], step)
        table = np.minimum(over, table)
    known = np.argwhere((step >= 0) & (table < UNBOUNDED // 2))
    ways = Ways(
        {(points[i], points[j]): int(table[i, j]) for i, j in known},
        {
            (points[i], points[j]): (points[step[i, j]], first[points[i], points[step[i, j]]][1])
            for i, j in known
        },
    )
    if below_zero is None:
        return ways
    steps = ways.steps(below_zero, below_zero)
    return replace(ways, below_zero=Cycle(steps, -ways.length[below_zero, below_zero]))
