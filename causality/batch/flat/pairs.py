"""Which pairs the reports of a flat record have, in the order of the facts, and where each is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.record import Flat
from causality.batch.flat.spans import Ints, firsts_of, spread

__all__ = ["Layout", "laid_out"]

_PART = np.array([0, 0, 1, 2], np.int8)
"""The part of the pairs that a drug of each role belongs to."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Pairs report by report, part by part, drug by drug, event by event; rows of the flat record.

    ``first`` is the first pair of each drug, which stands with the first event of the report;
    ``place`` the number of each drug in its report, by parts; ``judged`` and ``weighed`` count the
    drugs of each report that are judged, or at least weighed.
    """

    report: Ints
    drug: Ints
    event: Ints
    part: NDArray[np.int8]
    first: Ints
    place: Ints
    first_of_report: Ints
    judged: Ints
    weighed: Ints
    events: Ints
    """How many events each report has, and below where they begin."""
    first_event: Ints

    def pair(self, drug: NDArray[Any], event: NDArray[Any], report: NDArray[Any]) -> Ints:
        """The pairs of these drugs and events of a report."""
        found: Ints = self.first[drug] + event - self.first_event[report]
        return found


def laid_out(flat: Flat) -> Layout:
    """The pairs of every report."""
    reports = flat.rows("report")
    report_of = flat.column("drug", "report")
    part = _PART[flat.column("drug", "role")]
    order = np.lexsort((part, report_of))
    events = np.bincount(flat.column("event", "report"), minlength=reports)
    first_event = firsts_of(events)
    counts = events[report_of[order]]
    first = np.empty(len(order), np.int64)
    first[order] = firsts_of(counts)
    drugs = np.bincount(report_of, minlength=reports)
    place = np.empty(len(order), np.int64)
    place[order] = spread(drugs)[1]
    owner, number = spread(counts)
    drug = order[owner]
    report = report_of[drug]
    by_part = [
        np.bincount(report_of[part <= most], minlength=reports).astype(np.int64) for most in (0, 1)
    ]
    return Layout(
        report,
        drug,
        first_event[report] + number,
        part[drug],
        first,
        place,
        firsts_of(drugs * events),
        by_part[0],
        by_part[1],
        events,
        first_event,
    )
