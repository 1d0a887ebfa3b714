"""The facts of the events of flat records: their domain, and the drugs that may have done it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.names import Names
from causality.batch.flat.pairs import Layout
from causality.batch.flat.record import Flat
from causality.batch.flat.spans import spread
from causality.findings.causes.event_facts import COLUMNS, EventFacts

__all__ = ["events_of"]


def events_of(flat: Flat, layout: Layout, names: Names) -> EventFacts:
    """Every event with its judged and weighed drugs, in the order of their pairs."""
    report_of = flat.column("event", "report")
    event, number = spread(layout.weighed[report_of])
    report = report_of[event]
    pair = layout.first_of_report[report] + number * layout.events[report]
    pair += event - layout.first_event[report]
    meant = names.of_pairs(layout.drug[pair], event)
    told: dict[str, dict[str, NDArray[Any]]] = {
        "event": {"domain": names.domain},
        "member": {
            "event": event,
            "pair": pair,
            "status": np.full(len(pair), -1, np.int8),
            **meant.member,
        },
    }
    arrays = {
        table: {
            name: told[table][name] if table in told else np.zeros(0, kind)
            for name, kind in columns.items()
        }
        for table, columns in COLUMNS.items()
    }
    return EventFacts(flat.rows("event"), arrays)
