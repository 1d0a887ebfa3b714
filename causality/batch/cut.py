"""Facts of reports put together and taken apart, by whole reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.arrays import array_of
from causality.batch.extra import arrow
from causality.batch.report_facts import DOCUMENTED, ReportFacts
from causality.findings.causes.event_facts import COLUMNS, REFERENCES, EventFacts, event_facts
from causality.findings.facts import TABLES, Facts, facts_from_rows

__all__ = ["joined", "taken"]

_Rows = NDArray[np.int64]

_NAMED: Mapping[tuple[str, str], str] = {
    **REFERENCES,
    ("member", "pair"): "pair",
    **{(table, "event"): "event" for table in COLUMNS},
}
"""Columns of the facts of events that name a row, and the table it is in; -1 names none."""


def joined(parts: Sequence[ReportFacts]) -> ReportFacts:
    """All reports of ``parts``, one after the other."""
    parts = parts or (_nothing(),)
    first_report = _starts([part.reports for part in parts])
    first_event = _starts([part.events.n for part in parts])
    return ReportFacts(
        reports=sum(part.reports for part in parts),
        source=_texts([part.source for part in parts]),
        report=_texts([part.report for part in parts]),
        case=_texts([part.case for part in parts]),
        notes=np.concatenate([part.notes for part in parts]),
        contradictions=np.concatenate([part.contradictions for part in parts]),
        facts=_joined_facts([part.facts for part in parts]),
        pair_report=_shifted([part.pair_report for part in parts], first_report),
        pair_event=_shifted([part.pair_event for part in parts], first_event),
        part=np.concatenate([part.part for part in parts]),
        drug=_texts([part.drug for part in parts]),
        drug_name=_texts([part.drug_name for part in parts]),
        documented={
            name: np.concatenate([part.documented[name] for part in parts]) for name in DOCUMENTED
        },
        events=_joined_events(parts),
        event_report=_shifted([part.event_report for part in parts], first_report),
        event=_texts([part.event for part in parts]),
        event_term=_texts([part.event_term for part in parts]),
    )


def taken(told: ReportFacts, reports: _Rows) -> ReportFacts:
    """The facts of some reports, each once, in the order asked for."""
    place = _places(told.reports, reports)
    pairs = _kept(told.pair_report, place)
    events = _kept(told.event_report, place)
    chosen, of_events, of_pairs = _indices(reports), _indices(events), _indices(pairs)
    return ReportFacts(
        reports=len(reports),
        source=told.source.take(chosen),
        report=told.report.take(chosen),
        case=told.case.take(chosen),
        notes=told.notes[reports],
        contradictions=told.contradictions[reports],
        facts=told.facts.take(pairs),
        pair_report=place[told.pair_report[pairs]],
        pair_event=_places(told.events.n, events)[told.pair_event[pairs]],
        part=told.part[pairs],
        drug=told.drug.take(of_pairs),
        drug_name=told.drug_name.take(of_pairs),
        documented={name: values[pairs] for name, values in told.documented.items()},
        events=_taken_events(told, pairs, events),
        event_report=place[told.event_report[events]],
        event=told.event.take(of_events),
        event_term=told.event_term.take(of_events),
    )


def _nothing() -> ReportFacts:
    none = np.zeros(0, dtype=np.int64)
    words = array_of((), arrow().string())
    return ReportFacts(
        reports=0,
        source=words,
        report=words,
        case=words,
        notes=none.astype(np.int32),
        contradictions=none.astype(np.int32),
        facts=facts_from_rows({}),
        pair_report=none,
        pair_event=none,
        part=none.astype(np.int8),
        drug=words,
        drug_name=words,
        documented={name: none.astype(np.int8) for name in DOCUMENTED},
        events=event_facts({}),
        event_report=none,
        event=words,
        event_term=words,
    )


def _starts(sizes: Sequence[int]) -> list[int]:
    """Where each of several stretches begins."""
    starts: list[int] = np.cumsum([0, *sizes[:-1]]).tolist()
    return starts


def _shifted(columns: Sequence[_Rows], starts: Sequence[int]) -> _Rows:
    """Columns that name rows, after the tables they name were put together."""
    return np.concatenate(
        [
            np.where(rows < 0, rows, rows + start)
            for rows, start in zip(columns, starts, strict=True)
        ]
    )


def _joined_facts(parts: Sequence[Facts]) -> Facts:
    starts = _starts([part.n for part in parts])
    arrays: dict[str, dict[str, NDArray[Any]]] = {}
    for table in TABLES:
        arrays[table] = {}
        for name in parts[0].arrays[table]:
            columns = [part.arrays[table][name] for part in parts]
            index = name == "pair"
            arrays[table][name] = _shifted(columns, starts) if index else np.concatenate(columns)
    return Facts(sum(part.n for part in parts), arrays)


def _joined_events(parts: Sequence[ReportFacts]) -> EventFacts:
    events = [part.events for part in parts]
    sizes = {
        "pair": [part.facts.n for part in parts],
        "event": [each.n for each in events],
        **{
            table: [len(each.events(table)) for each in events]
            for table in COLUMNS
            if table != "event"
        },
    }
    arrays: dict[str, dict[str, NDArray[Any]]] = {}
    for table, names in COLUMNS.items():
        arrays[table] = {}
        for name in names:
            columns = [each.column(table, name) for each in events]
            named = _NAMED.get((table, name))
            arrays[table][name] = (
                np.concatenate(columns)
                if named is None
                else _shifted(columns, _starts(sizes[named]))
            )
    return EventFacts(sum(sizes["event"]), arrays)


def _taken_events(told: ReportFacts, pairs: _Rows, events: _Rows) -> EventFacts:
    """The facts of some events, whose pairs are ``pairs``."""
    old = told.events
    place = _places(old.n, events)
    rows = {"event": events}
    for table in COLUMNS:
        if table != "event":
            rows[table] = _kept(old.events(table), place)
    moved = {"pair": _places(told.facts.n, pairs), "event": place}
    for table in ("member", "rival"):
        moved[table] = _places(len(old.events(table)), rows[table])
    arrays: dict[str, dict[str, NDArray[Any]]] = {}
    for table, names in COLUMNS.items():
        arrays[table] = {}
        for name in names:
            values = old.column(table, name)[rows[table]]
            named = _NAMED.get((table, name))
            if named is not None:
                values = np.where(values < 0, values, moved[named][values])
            arrays[table][name] = values
    return EventFacts(len(events), arrays)


def _places(size: int, chosen: _Rows) -> _Rows:
    """Where each of ``size`` rows stands among the chosen; -1 where it does not."""
    place = np.full(size, -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    return place


def _kept(parents: _Rows, place: _Rows) -> _Rows:
    """The rows whose parent has a place, by that place; rows of one parent keep their order."""
    moved = place[parents]
    keep = np.flatnonzero(moved >= 0)
    return keep[np.argsort(moved[keep], kind="stable")]


def _texts(parts: Sequence[Any]) -> Any:
    """Texts one after the other; a dictionary stays one where all are."""
    pa = arrow()
    if len({part.type for part in parts}) > 1:
        decoded = (
            part.dictionary_decode() if pa.types.is_dictionary(part.type) else part
            for part in parts
        )
        parts = [part.cast(pa.string()) for part in decoded]
    return pa.concat_arrays(list(parts))


def _indices(rows: _Rows) -> Any:
    """Rows as Arrow wants them."""
    pa = arrow()
    return pa.Array.from_buffers(pa.int64(), len(rows), [None, pa.py_buffer(rows.tobytes())])
