"""Groups of candidates whose shares are told as one: each cause by name, each drug's part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts
from causality.network.differential.candidates import BACKGROUND, Candidates
from causality.network.differential.sums import added

__all__ = ["Groups", "by_name", "involvements"]

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Groups:
    """Sets of candidates, each of one event.

    ``event`` has one row a group; ``of`` and ``row`` say line by line which candidate is in which
    group, sorted by both. No group is empty.
    """

    event: Places
    of: Places
    row: Places

    @property
    def n(self) -> int:
        """Number of groups."""
        return len(self.event)

    def sums(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum over each group of [..., candidates], in the order of the candidates."""
        return added(self.of, self.n, values[..., self.row])

    def flags(self, candidates: int) -> NDArray[np.bool_]:
        """The groups as flags, [groups, candidates]."""
        found = np.zeros((self.n, candidates), dtype=np.bool_)
        found[self.of, self.row] = True
        return found

    def only(self, kept: NDArray[np.bool_]) -> Groups:
        """Some of the groups alone; candidates keep their rows."""
        lines = kept[self.of]
        number = np.cumsum(kept) - 1
        return Groups(self.event[kept], number[self.of[lines]], self.row[lines])

    def and_then(self, other: Groups) -> Groups:
        """These groups and after them those of ``other``."""
        return Groups(
            np.concatenate([self.event, other.event]),
            np.concatenate([self.of, other.of + self.n]),
            np.concatenate([self.row, other.row]),
        )


def by_name(causes: Candidates, events: int) -> Groups:
    """Each candidate that has a name, then the rest of each event together."""
    rest = causes.kind == BACKGROUND
    named, unnamed = np.flatnonzero(~rest), np.flatnonzero(rest)
    alone = Groups(causes.event[named], np.arange(len(named)), named)
    order = np.argsort(causes.event[unnamed], kind="stable")
    unnamed = unnamed[order]
    return alone.and_then(Groups(np.arange(events), causes.event[unnamed], unnamed))


def involvements(events: EventFacts) -> Groups:
    """For each drug of each event, the candidates that contain it."""
    event = events.events("member")
    drugs = np.arange(len(event))
    first, second = events.column("joint", "first"), events.column("joint", "second")
    if not len(first):
        return Groups(event, drugs, drugs)
    joints = len(event) + np.arange(len(first))
    both = (second >= 0) & (second != first)
    of = np.concatenate([drugs, first, second[both]])
    row = np.concatenate([drugs, joints, joints[both]])
    order = np.lexsort((row, of))
    return Groups(event, of[order], row[order])
