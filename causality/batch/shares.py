"""The shares of many events, as columns of the table of pairs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.extra import arrow
from causality.batch.report_facts import ReportFacts
from causality.batch.texts import numbers, texts_at
from causality.findings.causes.event_facts import EventFacts
from causality.findings.derive import Findings

__all__ = ["shares"]

_NUMBERS = (
    "share",
    "share_prior",
    "share_range_from",
    "share_range_to",
    "share_from",
    "share_to",
)

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]


def shares(
    told: ReportFacts, findings: Findings, rows: Rows, *, intervals: bool
) -> Mapping[str, Any]:
    """What the differential says of the pairs in ``rows``, by the names of columns."""
    place = np.full(told.facts.n, -1, dtype=np.int64)
    pairs = told.events.column("member", "pair")
    place[pairs] = np.arange(len(pairs))
    weigh = _with_intervals if intervals else _at_the_point
    return weigh(told, findings, place[rows])


def _at_the_point(told: ReportFacts, findings: Findings, at: Rows) -> Mapping[str, Any]:
    """The shares at the numbers of the model, of members of events."""
    from causality.network.differential.columns import share_columns
    from causality.network.differential.shares import WITHHELD

    found = share_columns(told.facts, findings, told.events)
    return {
        "share": _numbers(found.share[at]),
        "share_prior": _numbers(found.prior[at]),
        "share_range_from": _numbers(found.range_lo[at]),
        "share_range_to": _numbers(found.range_hi[at]),
        "abstain": texts_at(WITHHELD, found.abstain[at]),
        "excluded": texts_at(found.because, found.excluded[at]),
    }


def _with_intervals(told: ReportFacts, findings: Findings, at: Rows) -> Mapping[str, Any]:
    """The same with the interval of each share; event by event, which takes its time."""
    from causality.network.differential.differential import differentials

    events = _labelled(told.events)
    weighed = differentials(told.facts, findings, events, intervals=True, reasons=False)
    involved = [one for each in weighed for one in each.involvements]
    chosen = [involved[member] for member in at.tolist()]
    told_of = [(one.share, one.prior, *one.share_range, *one.interval) for one in chosen]
    columns = np.array(told_of, dtype=np.float64).reshape(-1, len(_NUMBERS)).T
    return {
        **{name: _numbers(values) for name, values in zip(_NUMBERS, columns, strict=True)},
        "abstain": _texts([one.abstain and one.abstain.reason for one in chosen]),
        "excluded": _texts([one.excluded and one.excluded.because for one in chosen]),
    }


def _labelled(events: EventFacts) -> EventFacts:
    """The same facts, each row named by its number."""
    labels = {
        table: tuple(map(str, range(len(next(iter(columns.values()))))))
        for table, columns in events.arrays.items()
    }
    return EventFacts(events.n, events.arrays, labels, labels)


def _numbers(values: Floats) -> Any:
    return numbers(values, arrow().float64())


def _texts(texts: list[str | None]) -> Any:
    return texts_at(texts, np.arange(len(texts)))
