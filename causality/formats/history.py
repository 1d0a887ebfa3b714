"""The patient, the history, the tests and the treatments of a report, as entries of a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from causality.formats.names import Fields, clean, record, slug
from causality.formats.reported import Reported, ReportedCondition, ReportedTest

__all__ = ["NewId", "observations", "patient", "treatments"]

NewId: TypeAlias = Callable[..., str]
"""Gives out an id that nothing in the case has yet."""


def patient(reported: Reported, new_id: NewId) -> Fields:
    """The patient, with what the history says."""
    told = reported.patient
    death = None
    if told.died or told.death is not None:
        death = record(
            id=new_id("death"),
            at=told.death,
            cause=clean(told.death_cause),
            autopsy=None if told.autopsy == "unknown" else told.autopsy,
            source=clean(told.source),
        )
    pregnancy = None
    if told.last_period is not None:
        pregnancy = record(
            id=new_id("last-menstruation"),
            state="unknown",
            last_period=told.last_period.text,
            source=told.last_period.source,
        )
    return record(
        age=told.age,
        sex=told.sex,
        weight=clean(told.weight),
        height=clean(told.height),
        # What a relative had is no condition of the patient.
        conditions=tuple(_condition(item, new_id) for item in reported.conditions if item.term),
        pregnancy=pregnancy,
        exposed_through=told.parent,
        death=death,
    )


def _condition(told: ReportedCondition, new_id: NewId) -> Fields:
    term = clean(told.term) or "not named"
    activity = None
    if not told.family:
        if told.ended or told.continuing is False:
            activity = "resolved"
        elif told.continuing:
            activity = "active"
    return record(
        id=new_id(slug(term, "condition")),
        term=clean(f"family history of {term}" if told.family else term),
        present="unknown" if told.family else None,
        since=None if told.family else told.since,
        activity=activity,
        note=clean(told.note),
        source=clean(told.source),
    )


def observations(reported: Reported, new_id: NewId) -> tuple[Fields, ...]:
    """The tests. No dialect says which reaction a test is about, so neither does the case."""
    return tuple(_observation(item, new_id) for item in reported.tests if clean(item.name))


def _observation(told: ReportedTest, new_id: NewId) -> Fields:
    name = clean(told.name) or ""
    result = clean(told.result)
    measure = record(value=result, unit=clean(told.unit), lower=told.lower, upper=told.upper)
    return record(
        id=new_id(slug(name, "test")),
        at=told.at,
        test=name,
        measures=None if result is None else {"result": measure},
        note=clean(told.note),
        source=clean(told.source),
    )


def treatments(reported: Reported, events: Mapping[str, str], new_id: NewId) -> tuple[Fields, ...]:
    """What was given against a reaction, where the dialect has a place for it."""
    return tuple(
        record(
            id=new_id(slug(item.name, "treatment")),
            name=clean(item.name),
            of=None if item.event is None else events[item.event],
            start=item.start,
            stop=item.stop,
            source=clean(item.source),
        )
        for item in reported.treatments
        if clean(item.name)
    )
