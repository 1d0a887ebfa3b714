"""The entries of a case as a report shows them: one line of words for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from pydantic import BaseModel

from causality.assessment.parts import EntryView
from causality.case.case import Case
from causality.case.entries import Entry, Knowledge, Observation
from causality.case.points import Named, Points, entries_of

__all__ = ["entry_views"]


def entry_views(case: Case, points: Points) -> Mapping[str, EntryView]:
    """Every entry by id, with its times as written."""
    times: dict[str, list[str]] = {}
    for entry, expression in points.values():
        if expression is not None:
            times.setdefault(entry, []).append(expression.text)
    return {
        id_: _view(id_, kind, record, tuple(dict.fromkeys(times.get(id_, ()))))
        for id_, (kind, record) in entries_of(case).items()
    }


def _view(id_: str, kind: str, record: Named, at: tuple[str, ...]) -> EntryView:
    words = ", ".join(dict.fromkeys(_words(record))) or kind
    if isinstance(record, Entry):
        return EntryView(id_, kind, words, at, record.source, record.by, record.assumed)
    return EntryView(id_, kind, words, at)


# What says most about an entry, in the order in which it is said.
_TELLING = (
    "name",
    "term",
    "test",
    "what",
    "organ",
    "state",
    "amount",
    "route",
    "status",
    "result",
    "value",
    "reading",
    "response",
    "level",
    "activity",
    "found",
    "shows",
    "about",
    "outcome",
)


@cache
def _telling(kind: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name in _TELLING if name in kind.model_fields)


def _words(record: Named) -> Iterator[str]:
    if not isinstance(record, BaseModel):
        return
    for name in _telling(type(record)):
        value = getattr(record, name)
        if value is not None and value != "unknown":
            yield str(value)
    if isinstance(record, Knowledge) and record.onsets is not None:
        first, last = record.earliest_onset, record.latest_onset
        yield f"onset {first.text if first else 'at once'}" + (
            f" to {last.text}" if last else " on"
        )
    if isinstance(record, Observation):
        for name, measure in record.measures.items():
            yield f"{name} {measure.value}{f' {measure.unit}' if measure.unit else ''}"
