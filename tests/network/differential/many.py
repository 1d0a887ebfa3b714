"""The facts of several records in one batch, as a database would hand them over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import COLUMNS, EventFacts
from causality.findings.derive import Findings
from causality.findings.facts import TABLES, Facts
from causality.network.differential.split import of_events

__all__ = ["Batch", "chosen", "labelled", "together"]

_ROWS_OF = {("member", "pair"): "pair", ("joint", "first"): "member", ("joint", "second"): "member"}
_ROWS_OF |= {("test", "rival"): "rival"}


class Batch(NamedTuple):
    """Pairs and events of any number of records."""

    facts: Facts
    findings: Findings
    events: EventFacts


def together(parts: Sequence[Batch]) -> Batch:
    """All records one after the other; words and grounds are left behind."""
    first = np.cumsum([0, *(part.facts.n for part in parts)])
    arrays: dict[str, dict[str, NDArray[Any]]] = {}
    for table in TABLES:
        arrays[table] = {
            name: np.concatenate([part.facts.arrays[table][name] for part in parts])
            for name in parts[0].facts.arrays[table]
        }
        if table != "pair":
            lengths = [len(part.facts.rows(table)) for part in parts]
            arrays[table]["pair"] = arrays[table]["pair"] + np.repeat(first[:-1], lengths)
    findings = Findings(
        int(first[-1]),
        *(
            {
                name: np.concatenate([getattr(part.findings, kind)[name] for part in parts])
                for name in parts[0].findings.masks
            }
            for kind in ("masks", "rules", "disagrees")
        ),
    )
    return Batch(Facts(int(first[-1]), arrays), findings, _events(parts, first))


def _events(parts: Sequence[Batch], first: NDArray[np.int64]) -> EventFacts:
    begin = {
        table: np.cumsum([0, *(len(next(iter(p.events.arrays[table].values()))) for p in parts)])
        for table in COLUMNS
    }
    begin["pair"] = first
    found: dict[str, dict[str, NDArray[Any]]] = {}
    for table, columns in COLUMNS.items():
        found[table] = {}
        for name in columns:
            values = [part.events.column(table, name) for part in parts]
            other = "event" if name == "event" else _ROWS_OF.get((table, name))
            if other is not None:
                moved = zip(values, begin[other].tolist(), strict=False)
                values = [np.where(each >= 0, each + by, each) for each, by in moved]
            found[table][name] = np.concatenate(values)
    return EventFacts(int(begin["event"][-1]), found)


def chosen(batch: Batch, numbers: NDArray[np.int64]) -> Batch:
    """Some events in the order asked for, with all pairs of the records."""
    picked = [of_events(batch.events, numbers[i : i + 1]) for i in range(len(numbers))]
    if not picked:
        return batch._replace(events=of_events(batch.events, numbers))
    facts, findings, _ = batch
    events = _events(
        [Batch(facts, findings, one) for one in picked], np.zeros(len(picked) + 1, np.int64)
    )
    return Batch(facts, findings, events)


def labelled(events: EventFacts) -> EventFacts:
    """The same facts, each row named by its number."""
    names = {
        table: tuple(map(str, range(len(columns["domain" if table == "event" else "event"]))))
        for table, columns in events.arrays.items()
    }
    return EventFacts(events.n, events.arrays, names, names)
