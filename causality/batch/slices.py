"""Facts of many reports in slices of whole reports, so that what is in between stays small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.report_facts import ReportFacts
from causality.findings.causes.event_facts import REFERENCES, EventFacts
from causality.findings.facts import Facts

__all__ = ["slices"]

Table = Mapping[str, NDArray[Any]]


def slices(told: ReportFacts, most: int) -> Iterator[ReportFacts]:
    """All reports in order, as many at a time as have ``most`` pairs together; one at least.

    Nothing is copied but what has to move: the rest looks at the same memory.
    """
    if told.facts.n <= most:
        yield told
        return
    ends = np.searchsorted(told.pair_report, np.arange(told.reports), side="right")
    first = 0
    while first < told.reports:
        before = int(ends[first - 1]) if first else 0
        last = int(np.searchsorted(ends, before + most, side="right"))
        last = max(last, first + 1)
        yield _slice(told, first, last)
        first = last


def _slice(told: ReportFacts, first: int, last: int) -> ReportFacts:
    reports = slice(first, last)
    pairs = _part(told.pair_report, first, last)
    events = _part(told.event_report, first, last)
    arrays = {"pair": _cut(told.facts.arrays["pair"], pairs)}
    for table, columns in told.facts.arrays.items():
        if table != "pair":
            rows = _part(columns["pair"], pairs.start, pairs.stop)
            arrays[table] = _cut(columns, rows, pair=pairs.start)
    return ReportFacts(
        reports=last - first,
        source=told.source[reports],
        report=told.report[reports],
        case=told.case[reports],
        notes=told.notes[reports],
        contradictions=told.contradictions[reports],
        facts=Facts(pairs.stop - pairs.start, arrays),
        pair_report=told.pair_report[pairs] - first,
        pair_event=told.pair_event[pairs] - events.start,
        part=told.part[pairs],
        drug=told.drug[pairs],
        drug_name=told.drug_name[pairs],
        documented=dict(_cut(told.documented, pairs)),
        events=_events(told.events, events, pairs.start),
        event_report=told.event_report[events] - first,
        event=told.event[events],
        event_term=told.event_term[events],
    )


def _events(told: EventFacts, events: slice, first_pair: int) -> EventFacts:
    rows = {
        table: events if table == "event" else _part(columns["event"], events.start, events.stop)
        for table, columns in told.arrays.items()
    }
    arrays = {}
    for table, columns in told.arrays.items():
        moves = {name: rows[of].start for (own, name), of in REFERENCES.items() if own == table}
        if table != "event":
            moves["event"] = events.start
        if table == "member":
            moves["pair"] = first_pair
        arrays[table] = _cut(columns, rows[table], **moves)
    return EventFacts(events.stop - events.start, arrays)


def _part(parents: NDArray[np.int64], first: int, last: int) -> slice:
    """The rows of a sorted table whose parents are these."""
    low, high = np.searchsorted(parents, (first, last))
    return slice(int(low), int(high))


def _cut(columns: Table, rows: slice, **moves: int) -> Table:
    """A stretch of each column; those in ``moves`` name rows that begin elsewhere now."""
    cut = {name: values[rows] for name, values in columns.items()}
    for name, by in moves.items():
        cut[name] = np.where(cut[name] < 0, cut[name], cut[name] - by)
    return cut
