"""Which points hang together once the hubs are taken out, and which points are hubs.

The calendar and day 0 (points 0 and 1) always are. Where more points hang together than can be
closed at once, as when a thousand rows are counted from one dose or each from the row before, the
point that divides them best becomes a hub too.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

__all__ = ["LARGEST_GROUP", "MOST_HUBS", "MOST_TOGETHER", "TooManyPoints", "groups_and_hubs"]

Ints = npt.NDArray[np.int64]

LARGEST_GROUP = 256  # points closed at once before a hub is looked for
MOST_TOGETHER = 1_000  # points that no hub divides: about a second
MOST_HUBS = 256  # as many as twenty thousand rows need, each counted from the row before
_PATIENCE = 4  # hubs tried before a group counts as one that they do not divide
_DIVIDED = 0.9  # its largest part is smaller than this share


class TooManyPoints(ValueError):
    """More points hang together, and each on many others, than can be closed."""


def groups_and_hubs(count: int, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """For each point the number of its group, and its number as a hub or -1.

    The edges go from ``start`` to ``end``; points 0 and 1 are hubs; a hub stands alone.
    """
    hub_of = np.full(count, -1)
    hub_of[:2] = 0, 1
    inside = (start > 1) & (end > 1)
    start, end = start[inside], end[inside]
    group = _components(count, start, end)
    sizes = np.bincount(group)
    large = [np.flatnonzero(group == g).tolist() for g in np.flatnonzero(sizes > LARGEST_GROUP)]
    if large:
        neighbours = _neighbours(start, end)
        hubs = 2
        while large:
            part = large.pop()
            found, pieces = _divided(part, neighbours)
            if (not found and len(part) > MOST_TOGETHER) or hubs + len(found) > MOST_HUBS:
                raise TooManyPoints(
                    f"{len(group)} points in time, {len(part)} of them tied to one another too "
                    "closely; make it several cases"
                )
            for hub in found:
                group[hub], hub_of[hub] = hub, hubs
                hubs += 1
            for piece in pieces:
                group[piece] = min(piece)
                if found and len(piece) > LARGEST_GROUP:
                    large.append(piece)
    return group, hub_of


def _components(count: int, start: Ints, end: Ints) -> Ints:
    """For each point the smallest point that it is tied to, directly or over others."""
    group = np.arange(count)
    while True:
        lowest = np.minimum(group[start], group[end])
        joined = group.copy()
        np.minimum.at(joined, group[start], lowest)
        np.minimum.at(joined, group[end], lowest)
        while (joined[joined] != joined).any():
            joined = joined[joined]
        if (joined == group).all():
            return group
        group = joined


def _neighbours(start: Ints, end: Ints) -> dict[int, set[int]]:
    neighbours: dict[int, set[int]] = {}
    for a, b in zip(start.tolist(), end.tolist(), strict=True):
        neighbours.setdefault(a, set()).add(b)
        neighbours.setdefault(b, set()).add(a)
    return neighbours


def _divided(part: list[int], neighbours: dict[int, set[int]]) -> tuple[list[int], list[list[int]]]:
    """A few hubs that divide ``part``, and the pieces between them; no hubs if none do."""
    hubs, pieces, rest = [], [], part
    for _ in range(_PATIENCE):
        hub = _middle(rest, neighbours)
        hubs.append(hub)
        parts = sorted(_parts({*rest} - {hub}, neighbours), key=len)
        rest = parts.pop()
        pieces += parts
        if len(rest) < _DIVIDED * len(part):
            return hubs, [*pieces, rest]
    return [], [part]


def _parts(points: set[int], neighbours: dict[int, set[int]]) -> Iterator[list[int]]:
    """The components of ``points``; takes every point out of it."""
    for first in sorted(points):
        if first in points:
            yield list(_search(first, points, neighbours))


def _search(first: int, points: set[int], neighbours: dict[int, set[int]]) -> dict[int, int]:
    """Every point that hangs together with ``first``, nearest first, and the one before it.

    Takes them out of ``points``.
    """
    before = {first: first}
    points.discard(first)
    queue = [first]
    for point in queue:
        found = sorted(neighbours[point] & points)
        before.update(dict.fromkeys(found, point))
        points.difference_update(found)
        queue += found
    return before


def _middle(part: list[int], neighbours: dict[int, set[int]]) -> int:
    """The point whose loss leaves the smallest largest piece of a tree that spans ``part``."""
    before = _search(part[0], {*part}, neighbours)
    below = dict.fromkeys(before, 1)  # points from here outwards
    largest = dict.fromkeys(before, 0)  # piece of the tree outwards from here
    for point, above in reversed(before.items()):
        if point != above:
            below[above] += below[point]
            largest[above] = max(largest[above], below[point])
    return min(before, key=lambda point: max(largest[point], len(part) - below[point]))
