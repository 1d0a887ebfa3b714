"""The shares of many events, as columns of the table of pairs."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.extra import arrow
from causality.batch.report_facts import ReportFacts
from causality.batch.texts import numbers, texts_at
from causality.findings.causes.event_facts import EventFacts
from causality.findings.derive import Findings
from causality.methods.lookup import Index

__all__ = ["shares"]

_NUMBERS = ("share", "share_prior", "share_range_from", "share_range_to")
_BOUNDS = ("share_from", "share_to")


def shares(
    told: ReportFacts, findings: Findings, rows: NDArray[np.int64], *, intervals: bool
) -> dict[str, Any]:
    """What the differential says of the pairs in ``rows``, by the names of columns."""
    from causality.network.differential.differential import differentials

    events = _labelled(told.events)
    weighed = differentials(told.facts, findings, events, intervals=intervals, reasons=False)
    involved = [one for each in weighed for one in each.involvements]
    place = np.full(told.facts.n, -1, dtype=np.int64)
    place[told.events.column("member", "pair")] = np.arange(len(involved))
    at = place[rows]
    values = [
        (one.share, one.prior, *one.share_range, *(one.interval if intervals else ()))
        for one in involved
    ]
    names = _NUMBERS + (_BOUNDS if intervals else ())
    table = np.array(values, dtype=np.float64).reshape(-1, len(names))
    columns = {
        name: numbers(table[at, i], arrow().float64(), at >= 0) for i, name in enumerate(names)
    }
    withheld = [None if one.abstain is None else one.abstain.reason for one in involved]
    out = [None if one.excluded is None else one.excluded.because for one in involved]
    return {**columns, "abstain": _texts(withheld, at), "excluded": _texts(out, at)}


def _labelled(events: EventFacts) -> EventFacts:
    """The same facts, each row named by its number."""
    labels = {
        table: tuple(map(str, range(len(next(iter(columns.values()))))))
        for table, columns in events.arrays.items()
    }
    return EventFacts(events.n, events.arrays, labels, labels)


def _texts(texts: list[str | None], at: Index) -> Any:
    known = tuple(dict.fromkeys(text for text in texts if text is not None))
    codes = np.array([-1 if text is None else known.index(text) for text in texts] + [-1])
    return texts_at(known, codes[at])
