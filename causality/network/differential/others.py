"""Sums over the candidates of a group, and over all others of the same event."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.network.differential.groups import Groups
from causality.network.differential.sums import between, within

__all__ = ["Layout", "own", "rest"]

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Layout:
    """Candidates event by event: ``order`` takes them there, ``place`` is where each has come to.

    The candidates of event ``i`` are the ``size[i]`` from ``start[i]`` on; every event has some.
    """

    order: Places
    place: Places
    start: Places
    size: Places

    @classmethod
    def of(cls, event: Places, events: int) -> Layout:
        """The layout of candidates of so many events; those of one keep their order."""
        order = np.argsort(event, kind="stable")
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        size = np.bincount(event, minlength=events)
        return cls(order, place, np.cumsum(size) - size, size)

    def only(self, events: NDArray[np.bool_]) -> Layout:
        """The layout of the candidates of some events alone, under the same numbers."""
        kept = np.repeat(events, self.size)
        size = np.where(events, self.size, 0)
        return Layout(
            self.order[kept], (np.cumsum(kept) - 1)[self.place], np.cumsum(size) - size, size
        )


def own(values: Floats, groups: Groups, layout: Layout, add: np.ufunc = np.add) -> Floats:
    """Sums over each group of [candidates, columns], which stand in the layout's order."""
    places = layout.place[groups.row]
    first, more = _lines(groups)
    total: Floats = values[places[first]]
    add.at(total, groups.of[more], values[places[more]])
    return total


def rest(values: Floats, groups: Groups, layout: Layout, add: np.ufunc = np.add) -> Floats:
    """Sums over all other candidates of the event of each group, likewise."""
    before, after = within(values, layout.start, layout.size, add)
    places = layout.place[groups.row]
    first, more = _lines(groups)
    last = np.append(first[1:], len(places)) - 1
    total: Floats = add(before[places[first]], after[places[last]])
    apart = more[places[more] - places[more - 1] > 1]
    if len(apart):
        of = groups.of[apart]
        rows = np.append(layout.start, len(values))
        ends = places[apart - 1] + 1, places[apart]
        add.at(total, of, between(values, groups.event[of], rows, ends, add))
    return total


def _lines(groups: Groups) -> tuple[Places, Places]:
    """The first line of each group, and every other."""
    begins = np.ones(len(groups.of), dtype=np.bool_)
    begins[1:] = groups.of[1:] != groups.of[:-1]
    return np.flatnonzero(begins), np.flatnonzero(~begins)
