"""A case and its timeline to facts: one row per suspect drug and event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from causality.case.case import Case
from causality.case.entries import Drug, Event
from causality.case.points import Points, points_of
from causality.findings.actions import SUSPECTS, Row
from causality.findings.beginning import beginning, dating
from causality.findings.facts import Facts, facts_from_rows
from causality.findings.intake import (
    Window,
    healing_time,
    lingering,
    since_last_dose,
    washout,
    window,
)
from causality.findings.liver_facts import (
    LaboratoryRows,
    is_liver_event,
    laboratory,
    liver_causes,
    of_liver,
)
from causality.findings.moments import Moments
from causality.findings.other_drugs import OtherDrugs
from causality.findings.re_exposures import re_exposures
from causality.findings.reaction_names import reaction_of
from causality.findings.row_grounds import RowGrounds
from causality.findings.said import earlier_of, said, statements, tests_for
from causality.findings.withdrawals import episodes
from causality.timeline.timeline import Timeline

__all__ = ["PairId", "extract", "pairs_of"]

_OF_EVENT = (
    "healing_time",
    "relation",
    "diagnosis",
    "pattern",
    "natural_course",
    "outcome",
    "examined",
)


class PairId(NamedTuple):
    """One suspect drug and one event; causality is always about a pair."""

    drug: str
    event: str


def pairs_of(case: Case) -> tuple[PairId, ...]:
    """Every suspect or interacting drug with every event, in the order of the file."""
    return tuple(
        PairId(drug.id, event.id)
        for drug in case.drugs
        if drug.role in SUSPECTS
        for event in case.events
    )


def extract(
    case: Case,
    timeline: Timeline,
    points: Points | None = None,
    pairs: Iterable[PairId] | None = None,
) -> tuple[tuple[PairId, ...], Facts]:
    """The facts of every pair of the case, and which entry filled which fact.

    ``pairs``: those of any drugs and events of the case in place of ``pairs_of(case)``.
    """
    moments = Moments(timeline, points_of(case) if points is None else points)
    pairs = pairs_of(case) if pairs is None else tuple(pairs)
    drugs = {drug.id: drug for drug in case.drugs}
    events = {event.id: event for event in case.events}
    rows: dict[str, list[dict[str, Any]]] = {"pair": []}
    told: dict[str, list[Mapping[str, tuple[str, ...]]]] = {"pair": []}
    sources: dict[tuple[int, str], str] = {}
    series, others = LaboratoryRows(), OtherDrugs(case, moments)
    for number, pair in enumerate(pairs):
        drug, event = drugs[pair.drug], events[pair.event]
        relation = _relation(case, drug, event, moments)
        chosen = window(case, drug, event, relation, moments)
        sources[number, "compatible_window"] = chosen.source
        healing, healing_row = healing_time(drug, event)
        if healing_row is not None:
            sources[number, "healing_time"] = healing_row
        row = _pair_row(case, drug, event, relation, chosen, moments)
        row.values["healing_time"] = healing
        rows["pair"].append(row.values)
        told["pair"].append(row.grounds)
        for table, child in _children(case, drug, event, moments):
            rows.setdefault(table, []).append({"pair": number, **child.values})
            told.setdefault(table, []).append(child.grounds)
        liver = _liver(event, moments)
        others.add(number, drug, event, liver=liver)
        if liver:
            series.add(number, *laboratory(case, drug, event, moments))
    made = facts_from_rows({**rows, **others.rows}, made={"laboratory": series.columns()})
    arrays = {**made.arrays, **others.columns(made.arrays)}
    grounds = RowGrounds({**told, **others.grounds(), "laboratory": series.grounds()})
    return pairs, Facts(made.n, arrays, grounds, sources)


def _liver(event: Event, moments: Moments) -> bool:
    return moments.once(
        ("liver event", event.id), lambda: is_liver_event((event.term, *event.terms))
    )


def _pair_row(
    case: Case, drug: Drug, event: Event, relation: str, chosen: Window, moments: Moments
) -> Row:
    onset, start, stop = f"{event.id}.onset", f"{drug.id}.start", f"{drug.id}.stop"
    begins = beginning(event, relation, start, moments)
    dated = dating(drug, event, moments, begins)
    last_dose, last_grounds = since_last_dose(drug, begins, moments)
    span, half_life = washout(drug)
    values: dict[str, Any] = {
        "role": None if drug.role == "not given" else drug.role,
        "dates": "contradictory" if begins.contradictory(start) else "consistent",
        "onset_after_start": begins.after(start),
        "onset_after_last_dose": last_dose,
        "onset_after_stop": begins.after(stop),
        "onset_after_clock": chosen.elapsed,
        "window_basis": chosen.basis,
        "suggestive_window": chosen.suggestive,
        "compatible_window": chosen.compatible,
        "washout": span,
        "lingering": lingering(drug),
        "relation": relation,
        "exposure": drug.exposure,
        "diagnosis": event.diagnosis,
        "pattern": event.pattern,
        "natural_course": event.natural_course,
        "outcome": event.outcome,
        "overdose": drug.overdose,
        "reaction": reaction_of((drug.name, *drug.classes), (event.term, *event.terms)),
        "examined": None
        if event.confirmed_by_examination == "unknown"
        else event.confirmed_by_examination,
        "follow_up": case.follow_up.state if case.follow_up else None,
    }
    grounds: dict[str, tuple[str, ...]] = {
        "role": (drug.id,),
        "onset_after_start": dated,
        "onset_after_last_dose": (*last_grounds, *moments.entries((onset,))),
        "onset_after_stop": (*_stops(drug, moments), *moments.entries((onset,))),
        "onset_after_clock": dated,
        "compatible_window": (drug.id, event.id, *chosen.grounds),
        "washout": half_life,
        "lingering": half_life,
        "exposure": (drug.id,),
        "overdose": (drug.id,),
        "reaction": (event.id,),
        **dict.fromkeys(_OF_EVENT, (event.id,)),
    }
    liver = of_liver(case, drug, event, moments, liver=_liver(event, moments))
    for name, value, ids in (*said(case, drug, event, moments), *liver):
        values[name], grounds[name] = value, ids
    return Row(values, grounds)


def _relation(case: Case, drug: Drug, event: Event, moments: Moments) -> str:
    """How the event relates to this drug: a statement about the pair goes before the event."""
    for about, value, _ in statements(case, drug, event, moments):
        if about == "relation":
            return value
    return event.relation


def _stops(drug: Drug, moments: Moments) -> tuple[str, ...]:
    return moments.once(
        ("entries of the stops", drug.id),
        lambda: moments.entries(f"{drug.id}.{dose.id}.stop" for dose in drug.doses),
    )


def _children(case: Case, drug: Drug, event: Event, moments: Moments) -> Iterator[tuple[str, Row]]:
    for row in episodes(case, drug, event, moments):
        yield "episode", row
    for row in re_exposures(case, drug, event, moments):
        yield "re_exposure", row
    yield from moments.once(
        ("rows of the event", event.id), lambda: tuple(_of_event(case, event, moments))
    )
    for earlier in earlier_of(case, drug, moments):
        if earlier.event in (None, event.id):
            result = None if earlier.result == "unknown" else earlier.result
            yield "earlier", _one(earlier.id, {"agent": earlier.agent, "result": result})
    for seen in tests_for(case, drug, moments):
        if seen.of in (None, event.id):
            yield "specific_test", _one(seen.id, {"result": seen.result})
    for level in drug.levels:
        yield "level", _one(level.id, {"reading": level.reading})


def _of_event(case: Case, event: Event, moments: Moments) -> Iterator[tuple[str, Row]]:
    """The rows that every drug has alike."""
    roles = {other.id: other.role for other in case.drugs}
    for item in case.alternatives:
        # Another suspect is judged by its own times; any other drug is an ordinary alternative.
        if item.of in (None, event.id) and roles.get(item.drug or "") not in SUSPECTS:
            yield "alternative", _one(item.id, {"role": item.role, "status": item.status})
    for seen in case.observations:
        if seen.of == event.id and seen.shows != "unknown":
            yield "observation", _one(seen.id, {"shows": seen.shows})
    if _liver(event, moments):
        yield from (("liver_cause", row) for row in liver_causes(case, event))


def _one(entry: str, values: Mapping[str, Any]) -> Row:
    return Row(dict(values), dict.fromkeys(values, (entry,)))
