"""One event out of the facts of many."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts

__all__ = ["of_event"]

# Columns that hold rows of another table, which move when rows are taken out.
_REFERENCES = {
    ("joint", "first"): "member",
    ("joint", "second"): "member",
    ("test", "rival"): "rival",
}


def of_event(events: EventFacts, number: int) -> EventFacts:
    """The facts of event ``number`` alone; rows of the facts of pairs stay as they are."""
    if events.n == 1 and number == 0:
        return events
    kept = {
        table: np.array([number])
        if table == "event"
        else np.flatnonzero(columns["event"] == number)
        for table, columns in events.arrays.items()
    }
    arrays = {}
    for table, columns in events.arrays.items():
        taken = {name: values[kept[table]] for name, values in columns.items()}
        if table != "event":
            taken["event"] = np.zeros(len(kept[table]), dtype=np.int64)
        for name in taken:
            other = _REFERENCES.get((table, name))
            if other is not None:
                place = np.full(len(events.arrays[other]["event"]) + 1, -1, dtype=np.int64)
                place[kept[other]] = np.arange(len(kept[other]))
                taken[name] = place[taken[name]]
        arrays[table] = taken
    return EventFacts(
        1,
        arrays,
        _kept(events.labels, kept),
        _kept(events.titles, kept),
        {
            (table, new): events.grounds[table, old]
            for table, rows in kept.items()
            for new, old in enumerate(rows.tolist())
            if (table, old) in events.grounds
        },
        {
            (table, new): events.sources[table, old]
            for table, rows in kept.items()
            for new, old in enumerate(rows.tolist())
            if (table, old) in events.sources
        },
    )


def _kept(
    words: Mapping[str, tuple[str, ...]], kept: Mapping[str, NDArray[np.int64]]
) -> dict[str, tuple[str, ...]]:
    return {
        table: tuple(each[row] for row in kept[table].tolist()) for table, each in words.items()
    }
