"""Some events out of the facts of many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import REFERENCES, EventFacts
from causality.findings.derive import Findings
from causality.findings.facts import TABLES, Facts

__all__ = ["of_event", "of_events", "of_pairs", "without_others"]


def of_event(events: EventFacts, number: int) -> EventFacts:
    """The facts of event ``number`` alone; rows of the facts of pairs stay as they are."""
    if events.n == 1 and number == 0:
        return events
    kept, alone = _rows(events, np.array([number]))
    return EventFacts(
        1,
        alone.arrays,
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


def of_events(events: EventFacts, numbers: NDArray[np.int64]) -> EventFacts:
    """The facts of some events, in their order; words and grounds are left behind."""
    return _rows(events, numbers)[1]


def _rows(
    events: EventFacts, numbers: NDArray[np.int64]
) -> tuple[dict[str, NDArray[np.int64]], EventFacts]:
    """The rows of every table that belong to some events, and these rows alone."""
    place = np.full(events.n, -1, dtype=np.int64)
    place[numbers] = np.arange(len(numbers))
    kept = {
        table: numbers if table == "event" else np.flatnonzero(place[columns["event"]] >= 0)
        for table, columns in events.arrays.items()
    }
    arrays = {}
    for table, columns in events.arrays.items():
        taken = {name: values[kept[table]] for name, values in columns.items()}
        if table != "event":
            taken["event"] = place[taken["event"]]
        for (of, name), other in REFERENCES.items():
            if of == table:
                moved = np.searchsorted(kept[other], taken[name])
                taken[name] = np.where(taken[name] < 0, -1, moved)
        arrays[table] = taken
    return kept, EventFacts(len(numbers), arrays)


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
    alone, taken, moved = without_others(facts, findings, event)
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
    return Facts(alone.n, alone.arrays, grounds, sources), taken, moved


def without_others(
    facts: Facts, findings: Findings, events: EventFacts
) -> tuple[Facts, Findings, EventFacts]:
    """The facts and findings of the pairs of these events alone; grounds are left behind."""
    pairs = events.column("member", "pair")
    taken = Findings(
        len(pairs),
        {name: mask[pairs] for name, mask in findings.masks.items()},
        {name: rule[pairs] for name, rule in findings.rules.items()},
        {name: flags[pairs] for name, flags in findings.disagrees.items()},
    )
    member = {**events.arrays["member"], "pair": np.arange(len(pairs), dtype=np.int64)}
    return facts.take(pairs), taken, replace(events, arrays={**events.arrays, "member": member})
