"""One event out of the facts of many."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts
from causality.findings.derive import Findings
from causality.findings.facts import TABLES, Facts

__all__ = ["of_event", "of_pairs"]

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


def of_pairs(
    facts: Facts, findings: Findings, event: EventFacts
) -> tuple[Facts, Findings, EventFacts]:
    """The facts and findings of the pairs of one event alone, and the event that refers to them.

    What stands for other events would otherwise be weighed again with each of them.
    """
    pairs = event.column("member", "pair")
    if len(pairs) == facts.n and np.array_equal(pairs, np.arange(facts.n)):
        return facts, findings, event
    alone = facts.take(pairs)
    place = {pair: new for new, pair in enumerate(pairs.tolist())}
    rows: dict[str, dict[int, int]] = {"pair": place}
    for table in TABLES:
        if table != "pair":
            of = facts.rows(table).tolist()
            held = [row for row, pair in enumerate(of) if pair in place]
            held.sort(key=lambda row: (place[of[row]], row))
            rows[table] = {old: new for new, old in enumerate(held)}
    grounds = {
        (table, rows[table][row], name): ids
        for (table, row, name), ids in facts.grounds.items()
        if row in rows[table]
    }
    sources = {
        (place[row], name): source for (row, name), source in facts.sources.items() if row in place
    }
    taken = Findings(
        len(pairs),
        {name: mask[pairs] for name, mask in findings.masks.items()},
        {name: rule[pairs] for name, rule in findings.rules.items()},
        {name: flags[pairs] for name, flags in findings.disagrees.items()},
    )
    member = {**event.arrays["member"], "pair": np.arange(len(pairs), dtype=np.int64)}
    moved = EventFacts(
        event.n,
        {**event.arrays, "member": member},
        event.labels,
        event.titles,
        event.grounds,
        event.sources,
    )
    return Facts(alone.n, alone.arrays, grounds, sources), taken, moved
