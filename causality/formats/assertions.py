"""What a report says of pairs: given again, taken before, judged by somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from causality.findings.actions import SUSPECTS
from causality.findings.latency_names import plain_name
from causality.formats.history import NewId
from causality.formats.names import Fields, clean, record
from causality.formats.reported import (
    Reported,
    ReportedPastDrug,
    ReportedRechallenge,
    ReportedStatement,
)

__all__ = ["earlier_exposures", "opinions", "re_exposures", "statements"]

_Ids = Mapping[str, str]

_OF_THE_DRUG = "the report says it of the drug, not of this reaction alone"
_TOGETHER = "that the drugs were given again together; the report says it of each of them"
_SHARED = {"dechallenge": "confounded", "rechallenge": "not interpretable"}
"""What a positive statement is worth where several suspects carry it."""

_RECHALLENGE = {
    "recurred": "positive",
    "did not recur": "negative",
    "not done": "not done",
}


def _spread(
    items: Iterable[ReportedRechallenge], events: Iterable[str], notes: list[str]
) -> Iterator[tuple[ReportedRechallenge, str]]:
    """Each statement with each reaction it is about; a recurrence of nobody knows what is lost."""
    keys = tuple(events)
    for item in items:
        if item.event is not None:
            yield item, item.event
        elif item.result == "recurred" and len(keys) > 1:
            notes.append(f"{item.source}: a recurrence, but which reaction came back is not said")
        else:
            yield from ((item, key) for key in keys)


def re_exposures(
    reported: Reported, drugs: _Ids, events: _Ids, new_id: NewId, notes: list[str]
) -> tuple[Fields, ...]:
    """One entry for each reaction and result; drugs with the same result stand in one."""
    groups: dict[tuple[str, str], list[ReportedRechallenge]] = {}
    for item, event in _spread(reported.rechallenges, events, notes):
        if item.result != "not done":
            groups.setdefault((event, item.result), []).append(item)
    found = []
    for (event, result), items in groups.items():
        given = tuple(dict.fromkeys(drugs[item.drug] for item in items))
        found.append(
            record(
                id=new_id("again", events[event]),
                drugs=given,
                event=events[event],
                result=result,
                assumed=_TOGETHER if len(given) > 1 else None,
                source=clean(", ".join(dict.fromkeys(item.source for item in items))),
            )
        )
    return tuple(found)


def statements(reported: Reported, drugs: _Ids, events: _Ids, new_id: NewId) -> tuple[Fields, ...]:
    """Findings as reported; what several suspects claim at once cannot be told of any of them."""
    told = [*_stated(reported.statements, events), *_rechallenged(reported, events)]
    suspects = {drug.key for drug in reported.drugs if drug.role in SUSPECTS}
    claims: dict[tuple[str | None, str], set[str]] = {}
    for item in told:
        if item.value == "positive" and item.drug in suspects:
            claims.setdefault((item.event, item.about), set()).add(item.drug)
    several = len(events) > 1
    spread_over = {item.source for item in reported.statements if item.event is None}
    found = []
    for item in told:
        shared = len(claims.get((item.event, item.about), ())) > 1 and item.value == "positive"
        parts = [_OF_THE_DRUG] if several and item.source in spread_over else []
        if shared:
            parts.append("reported as positive for several suspects")
        found.append(
            record(
                id=new_id(item.about.replace(" ", "-"), drugs[item.drug], events[item.event or ""]),
                drug=drugs[item.drug],
                event=events[item.event or ""],
                about=item.about,
                value=_SHARED.get(item.about, item.value) if shared else item.value,
                assumed="; ".join(parts) or None,
                by="reporter",
                source=clean(item.source),
            )
        )
    return tuple(found)


def _stated(
    items: Iterable[ReportedStatement], events: Iterable[str]
) -> Iterator[ReportedStatement]:
    keys = tuple(events)
    for item in items:
        for key in keys if item.event is None else (item.event,):
            yield replace(item, event=key)


def _rechallenged(reported: Reported, events: Iterable[str]) -> Iterator[ReportedStatement]:
    """The reporter's word on a re-exposure, for where its circumstances are not on record."""
    for item, event in _spread(reported.rechallenges, events, []):
        if item.result in _RECHALLENGE:
            value = _RECHALLENGE[item.result]
            yield ReportedStatement(item.drug, event, "rechallenge", value, item.source)


def opinions(reported: Reported, drugs: _Ids, events: _Ids, new_id: NewId) -> tuple[Fields, ...]:
    """Assessments by others, one for each pair they are about, none merged."""
    return tuple(
        record(
            id=new_id("opinion"),
            drug=drugs[item.drug],
            event=events[key],
            method=clean(item.method),
            result=clean(item.result),
            by=clean(item.by),
            note=f"{_OF_THE_DRUG}." if item.event is None and len(events) > 1 else None,
            source=clean(item.source),
        )
        for item in reported.opinions
        if clean(item.result)
        for key in (tuple(events) if item.event is None else (item.event,))
    )


def earlier_exposures(
    reported: Reported, drugs: _Ids, events: _Ids, new_id: NewId, notes: list[str]
) -> tuple[Fields, ...]:
    """Past use of a drug of this report. That nothing is said of a reaction is not tolerance."""
    names = {
        plain_name(name): drugs[drug.key]
        for drug in reversed(reported.drugs)
        for name in (*drug.substances, drug.name)
        if plain_name(name)
    }
    found: list[Fields] = []
    for past in reported.past_drugs:
        known = [names.get(plain_name(name)) for name in (*past.substances, past.name)]
        drug = next(filter(None, known), None)
        if drug is None:
            place = past.source.partition(",")[0]
            notes.append(f"{place}: a past drug that is none of the drugs of this report")
        else:
            found += _earlier(past, drug, events, new_id)
    return tuple(found)


def _earlier(past: ReportedPastDrug, drug: str, events: _Ids, new_id: NewId) -> Iterator[Fields]:
    note = "It was followed by another reaction." if past.reacted and not past.events else None
    for key in past.events or (None,):
        yield record(
            id=new_id("earlier", drug),
            drug=drug,
            event=None if key is None else events[key],
            at=past.start,
            result="unknown" if key is None else "similar reaction",
            note=note,
            source=clean(past.source),
        )
