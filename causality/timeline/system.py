"""All that must be true of the points of a case at once, and the bounds that follow from it.

Beside the constraints there are *outermost* points: the first start of a drug is the earliest of
its doses' starts, the last stop the latest of their stops. Which dose that is may be open, so it is
no constraint between two points. What follows from it all the same is added round by round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter

import numpy as np
import numpy.typing as npt

from causality.case.dates import CALENDAR, DAY_0, OPEN_HI, OPEN_LO
from causality.timeline.constraint import Constraint
from causality.timeline.distances import FARTHEST, UNBOUNDED, Distances, Ints, closed

__all__ = ["Outermost", "System", "edges_of", "system"]

Bools = npt.NDArray[np.bool_]

# Each round is sound, and a few reach the end: one for each first that hangs on another first.
_MOST_ROUNDS = 12
_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Outermost:
    """A point that equals the earliest of its members, or the latest where ``last`` is true."""

    point: int
    members: tuple[int, ...]
    last: bool

    def candidates(self, distances: Distances) -> Ints:
        """The members that can still be the outermost one."""
        members = np.array(self.members)
        point = np.full_like(members, self.point)
        gap = distances.upper(point, members) if self.last else distances.upper(members, point)
        return members[gap >= 0]

    def follows(self, distances: Distances) -> tuple[Ints, Ints, Ints]:
        """Edges that tighten ``distances``: the farthest candidate bounds the outermost point.

        They are drawn to the two hubs and to the members, so that the one member which is
        certainly outermost becomes the same moment as the point.
        """
        candidates = self.candidates(distances)
        if not candidates.size:
            nowhere = np.array([self.point])
            return nowhere, nowhere, np.array([-1])
        reference = np.array([0, 1, *self.members])
        point = np.full_like(reference, self.point)
        one, other = np.repeat(candidates, reference.size), np.tile(reference, candidates.size)
        if self.last:
            one, other, point, reference = other, one, reference, point
        farthest = distances.upper(one, other).reshape(candidates.size, -1).max(axis=0)
        tighter = farthest < distances.upper(point, reference)
        return point[tighter], reference[tighter], farthest[tighter]


@dataclass(frozen=True, slots=True)
class System:
    """Points, what entries say of them, and which of them are outermost.

    ``constraints`` holds what entries say and then the definitions, whose ``entry`` is empty. Edge
    e says ``time(end[e]) - time(start[e]) <= length[e]`` and comes from constraint ``source[e]``.
    """

    names: tuple[str, ...]
    index: Mapping[str, int]
    constraints: tuple[Constraint, ...]
    firsts: Mapping[str, Sequence[str]]
    lasts: Mapping[str, Sequence[str]]
    outermost: tuple[Outermost, ...]
    start: Ints
    end: Ints
    length: Ints
    source: Ints

    def settled(self, kept: Bools | None = None) -> Distances | None:
        """The bounds that follow from the ``kept`` constraints; None if they cannot all hold."""
        start, end, length = self.start, self.end, self.length
        if kept is not None:
            stays = kept[self.source]
            start, end, length = start[stays], end[stays], length[stays]
        distances = closed(len(self.names), start, end, length)
        for _ in range(_MOST_ROUNDS):
            if distances is None or not self.outermost:
                break
            found = [one.follows(distances) for one in self.outermost]
            if not any(edges[0].size for edges in found):
                break
            more = [np.concatenate(column) for column in zip(*found, strict=True)]
            start, end, length = (
                np.concatenate(pair) for pair in zip((start, end, length), more, strict=True)
            )
            distances = closed(len(self.names), start, end, length)
        return distances

    def around(self, points: Iterable[str]) -> System:
        """The same between these points and the hubs alone."""
        inside = {CALENDAR, DAY_0, *points}
        firsts, lasts = (
            {name: some for name, some in derived.items() if inside.issuperset((name, *some))}
            for derived in (self.firsts, self.lasts)
        )
        said = [one for one in self.constraints if one.entry and {one.earlier, one.later} <= inside]
        return system(sorted(inside), said, firsts, lasts)


def system(
    points: Iterable[str],
    constraints: Iterable[Constraint],
    firsts: Mapping[str, Sequence[str]],
    lasts: Mapping[str, Sequence[str]],
) -> System:
    """The system of these points, with the calendar and day 0 before all others.

    ``KeyError`` names a point that is not among ``points``; ``ValueError`` says which constraint
    has no entry or is out of range, or which outermost point is its own member.
    """
    names = tuple(dict.fromkeys((CALENDAR, DAY_0, *points)))
    index = dict(zip(names, range(len(names)), strict=True))
    stated = tuple(constraints)
    definitions: list[Constraint] = []
    outermost: list[Outermost] = []
    for last, derived in ((False, firsts), (True, lasts)):
        TopologicalSorter(derived).prepare()
        for name, members in derived.items():
            definitions += _definitions(name, members, last=last)
            if len(members) > 1:
                places = tuple(index[member] for member in members)
                outermost.append(Outermost(index[name], places, last))
    everything = (*stated, *definitions)
    if "" in [one.entry for one in stated]:
        raise ValueError("every constraint needs the entry that states it")

    start, end, length, source = edges_of(everything, index)
    return System(
        names, index, everything, firsts, lasts, tuple(outermost), start, end, length, source
    )


def edges_of(
    constraints: Sequence[Constraint], index: Mapping[str, int]
) -> tuple[Ints, Ints, Ints, Ints]:
    """``time(end) - time(start) <= length`` for each bounded side, and whose constraint it is."""
    count = len(constraints)
    earlier = np.fromiter([index[one.earlier] for one in constraints], np.int64, count)
    later = np.fromiter([index[one.later] for one in constraints], np.int64, count)
    lo = np.fromiter([one.lo for one in constraints], np.int64, count)
    hi = np.fromiter([one.hi for one in constraints], np.int64, count)
    start, end = np.concatenate([earlier, later]), np.concatenate([later, earlier])
    length, source = np.concatenate([hi, -lo]), np.tile(np.arange(count), 2)
    bounded = length < UNBOUNDED
    far = bounded & (np.abs(length) > FARTHEST)
    if far.any():
        raise ValueError(f"out of range: {constraints[source[far.argmax()]]}")
    return start[bounded], end[bounded], length[bounded], source[bounded]


def _definitions(name: str, members: Sequence[str], *, last: bool) -> Iterator[Constraint]:
    """What the meaning of an outermost point says about each of its members."""
    if len(members) == 1:
        yield Constraint(members[0], name, 0, 0, "", f"the same as {members[0]}")
        return
    shown = ", ".join(members[:_MOST_SHOWN]) + (", ..." if len(members) > _MOST_SHOWN else "")
    lo, hi, which = (0, OPEN_HI, "last") if last else (OPEN_LO, 0, "first")
    for member in members:
        yield Constraint(member, name, lo, hi, "", f"the {which} of {shown}")
