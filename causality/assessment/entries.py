"""The entries of a case as a report shows them: one line of words for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from causality.assessment.assessment import EntryView
from causality.case.case import Case
from causality.case.points import entries_of, points_of

__all__ = ["entry_views"]


def entry_views(case: Case) -> Mapping[str, EntryView]:
    """Every entry by id, with its times as written."""
    times: dict[str, list[str]] = {}
    for entry, expression in points_of(case).values():
        if expression is not None:
            times.setdefault(entry, []).append(expression.text)
    return {
        id_: EntryView(
            id=id_,
            kind=kind,
            text=_words(kind, record),
            at=tuple(dict.fromkeys(times.get(id_, ()))),
            source=getattr(record, "source", None),
            by=getattr(record, "by", None),
            assumed=getattr(record, "assumed", None),
        )
        for id_, (kind, record) in entries_of(case).items()
    }


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


def _words(kind: str, record: Any) -> str:
    parts = [
        str(value)
        for name in _TELLING
        if (value := getattr(record, name, None)) not in (None, "unknown", ())
    ]
    measures = getattr(record, "measures", None) or {}
    parts += [
        f"{name} {measure.value}{f' {measure.unit}' if measure.unit else ''}"
        for name, measure in measures.items()
    ]
    return ", ".join(dict.fromkeys(parts)) or kind
