"""The tightest bounds that follow from a set of bounds: a simple temporal network, closed in numpy.

Every constraint is two distances: ``time(b) - time(a) <= hi`` and ``time(a) - time(b) <= -lo``. The
tightest bounds are the shortest paths (Dechter, Meiri and Pearl 1991, doi
10.1016/0004-3702(91)90006-6); a cycle shorter than zero is a contradiction.

Most points of a case hang on a few *hubs* only, the calendar and day 0. So the hubs are taken out,
what still hangs together is closed group by group, and the groups meet again in the hubs: a path
visits each hub at most once, so the distance of two points is the shortest way over one hub, or
within their group. A point without a group costs a few additions, in one pass for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from causality.timeline.groups import groups_and_hubs

__all__ = ["FARTHEST", "UNBOUNDED", "Distances", "Ints", "closed", "cut"]

Ints = npt.NDArray[np.int64]

FARTHEST = 2**40  # a stated bound in minutes, some two million years
# Half a million steps of the farthest length stay below half of it, and twice it is an int64.
UNBOUNDED = 2**61
_NARROW = 2**30 - 1  # the same for sums that fit 32 bits, which take half the time


@dataclass(frozen=True, slots=True)
class Distances:
    """Shortest distances between ``n`` points over ``h`` hubs; ``UNBOUNDED`` where there is none.

    ``to_hub[p, i]`` is the distance from point i to hub p, ``from_hub[p, i]`` the way back. Within
    a group of m points the distances stand in ``blocks`` as an m x m matrix, whose row for point i
    begins at ``row[i]`` and whose column for point j is ``column[j]``.
    """

    to_hub: Ints
    from_hub: Ints
    group: Ints
    row: Ints
    column: Ints
    blocks: Ints

    def farthest(self, start: int, end: int) -> int:
        """The largest possible ``time(end) - time(start)``."""
        limit = int((self.to_hub[:, start] + self.from_hub[:, end]).min())
        if self.group[start] == self.group[end]:
            limit = min(limit, int(self.blocks[self.row[start] + self.column[end]]))
        return UNBOUNDED if limit > UNBOUNDED // 2 else limit

    def upper(self, start: Ints, end: Ints) -> Ints:
        """``farthest`` for many pairs at once."""
        over_hub = (self.to_hub[:, start] + self.from_hub[:, end]).min(axis=0)
        same = self.group[start] == self.group[end]
        within = self.blocks[np.where(same, self.row[start] + self.column[end], 0)]
        return cut(np.where(same, np.minimum(over_hub, within), over_hub))


def closed(count: int, start: Ints, end: Ints, length: Ints) -> Distances | None:
    """Shortest distances between ``count`` points; None if a cycle is shorter than zero.

    ``time(end) - time(start) <= length`` for every edge. Points 0 and 1 are hubs in any case.
    """
    loop = start == end
    if (length[loop] < 0).any():
        return None
    start, end, length = start[~loop], end[~loop], length[~loop]

    group, hub_of = groups_and_hubs(count, start, end)
    hubs = np.flatnonzero(hub_of >= 0)
    hubs = hubs[np.argsort(hub_of[hubs])]

    to_hub = _shortest_edges((len(hubs), count), hub_of[end], start, length)
    from_hub = _shortest_edges((len(hubs), count), hub_of[start], end, length)
    row, column, blocks, batches = _layout(group)
    inside = (hub_of[start] < 0) & (hub_of[end] < 0)
    np.minimum.at(blocks, row[start[inside]] + column[end[inside]], length[inside])

    between_hubs = to_hub[:, hubs].T.copy()  # [p, q]: from hub p to hub q
    np.fill_diagonal(between_hubs, 0)
    to_hub[:, hubs] = from_hub[:, hubs] = UNBOUNDED
    enter = from_hub.copy()
    for members, place in batches:
        within = blocks[place].reshape(*members.shape, members.shape[1])
        if not _close(within):
            return None
        to_hub[:, members] = _through(within, to_hub[:, members])
        from_hub[:, members] = _through(within.swapaxes(1, 2), from_hub[:, members])
    for way, entering in zip(between_hubs, enter, strict=True):
        np.minimum(way, (entering + to_hub).min(axis=1), out=way)
    if not _close(between_hubs[None]):
        return None
    to_hub, from_hub = _over(between_hubs, to_hub), _over(between_hubs.T, from_hub)
    to_hub[:, hubs], from_hub[:, hubs] = between_hubs.T, between_hubs
    return Distances(to_hub, from_hub, group, row, column, blocks)


def _shortest_edges(shape: tuple[int, int], hub: Ints, point: Ints, length: Ints) -> Ints:
    """The shortest edge between each hub and each point; ``hub`` is -1 where the end is none."""
    table = np.full(shape, UNBOUNDED)
    known = hub >= 0
    np.minimum.at(table.ravel(), hub[known] * shape[1] + point[known], length[known])
    return table


def _layout(group: Ints) -> tuple[Ints, Ints, Ints, list[tuple[Ints, slice]]]:
    """Rows, columns, empty blocks, and the groups of each size as members [groups, m] and place.

    ``blocks[0]`` is the zero that a point alone has to itself.
    """
    size = np.bincount(group, minlength=len(group))[group]
    row, column = np.zeros_like(group), np.zeros_like(group)
    together = np.flatnonzero(size > 1)
    order = together[np.argsort(group[together], kind="stable")]
    batches, place = [], 1
    for m in np.flatnonzero(np.bincount(size[together])).tolist():
        members = order[size[order] == m].reshape(-1, m)
        starts = place + m * np.arange(members.size).reshape(members.shape)
        row[members], column[members] = starts, np.arange(m)
        batches.append((members, slice(place, place + members.size * m)))
        place += members.size * m
    blocks = np.full(place, UNBOUNDED)
    blocks[row + column] = 0
    return row, column, blocks, batches


def _close(distance: Ints) -> bool:
    """Shortest paths in each of a stack of square matrices, in place; False on a cycle below zero.

    Floyd and Warshall: before step k, ``distance[k, k]`` is the shortest cycle through k over the
    points before it, so every cycle is met in the step of its last point.
    """
    points = distance.shape[1]
    open_, work = UNBOUNDED, distance
    if points * int(np.abs(np.where(distance == UNBOUNDED, 0, distance)).max()) < _NARROW // 2:
        open_, work = _NARROW, np.minimum(distance, _NARROW).astype(np.int32)
    over = np.empty_like(work)
    for k in range(points):
        if work[:, k, k].min() < 0:
            return False
        np.add(work[:, :, k, None], work[:, k, None, :], out=over)
        np.minimum(work, over, out=work)
    distance[...] = np.where(work > open_ // 2, np.int64(UNBOUNDED), work)
    return True


def _through(within: Ints, ways: Ints) -> Ints:
    """``ways`` [hubs, groups, m] to each hub, now also through the other points of the group."""
    return cut(np.array([(within + way[:, None, :]).min(axis=-1) for way in ways]))


def _over(between_hubs: Ints, ways: Ints) -> Ints:
    """``ways`` [hubs, points] to each hub, now also over every other hub."""
    shortest = ways
    for way, onward in zip(ways, between_hubs, strict=True):
        shortest = np.minimum(shortest, way + onward[:, None])
    return cut(shortest)


def cut(distance: Ints) -> Ints:
    """``UNBOUNDED`` again wherever a path holds an edge that is."""
    return np.where(distance > UNBOUNDED // 2, UNBOUNDED, distance)
