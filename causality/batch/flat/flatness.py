"""Whether a case is flat: nothing in it that a finding rests on but what flat records can hold.

What is not named here is not flat unless it stands at its default: when in doubt, a case goes the
general way.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from causality.case.case import Case
from causality.case.dates import CALENDAR, TimeExpression
from causality.case.entries import (
    Dose,
    Drug,
    Entry,
    Event,
    Knowledge,
    Patient,
    ReExposure,
    Statement,
)
from causality.datafile import Record

__all__ = ["VACCINE", "is_flat"]

VACCINE = ("vaccine",)

_WORDS = frozenset(Entry.model_fields)
_FREE: Mapping[type[Record], frozenset[str]] = MappingProxyType(
    {
        # No finding reads an opinion or what the authors expect. Day 0 is counted from another
        # point, never the other way round where no time counts from it.
        Case: frozenset(
            {
                "schema_",
                "id",
                "title",
                "provenance",
                "day_0",
                "last_information",
                "patient",
                "drugs",
                "events",
                "re_exposures",
                "statements",
                "knowledge",
                "opinions",
                "published",
                "expected",
            }
        ),
        Patient: frozenset({"age", "sex", "weight", "height", "death"}),
        Drug: _WORDS
        | {
            "name",
            "classes",
            "role",
            "indication",
            "doses",
            "action_taken",
            "exposure",
            "overdose",
            "batch",
        },
        Dose: _WORDS | {"start", "stop", "amount", "schedule", "route", "form"},
        Event: _WORDS | {"term", "relation", "onset", "outcome", "seriousness"},
        Statement: _WORDS | {"drug", "event", "about", "value"},
        ReExposure: _WORDS | {"drugs", "event", "result"},
        Knowledge: _WORDS
        | {"drug", "event", "level", "earliest_onset", "latest_onset", "citations"},
    }
)
"""Fields that a flat record holds, or that no finding reads; any other stands at its default."""


def is_flat(case: Case) -> bool:
    """Whether the columns of a flat record can hold all that findings read of the case."""
    records = (
        case,
        case.patient,
        *case.drugs,
        *(dose for drug in case.drugs for dose in drug.doses),
        *case.events,
        *case.statements,
        *case.re_exposures,
        *case.knowledge,
    )
    return (
        all(map(_is_plain, records))
        and all(map(_is_flat_drug, case.drugs))
        and all(_on_calendar(event.onset) for event in case.events)
        and _on_calendar(case.last_information)
        and all(len(set(item.drugs)) == len(item.drugs) for item in case.re_exposures)
    )


def _is_plain(record: Record) -> bool:
    fields: Mapping[str, Any] = type(record).model_fields
    told = record.model_fields_set - _FREE[type(record)]
    return all(
        getattr(record, name) == fields[name].get_default(call_default_factory=True)
        for name in told
    )


def _is_flat_drug(drug: Drug) -> bool:
    return (
        drug.classes in {(), VACCINE}
        and drug.exposure in {"unknown", "not taken"}
        and all(_is_flat_dose(dose, f"{drug.id}.{dose.id}") for dose in drug.doses)
    )


def _is_flat_dose(dose: Dose, name: str) -> bool:
    by_length = _counts_from(dose.start, f"{name}.stop"), _counts_from(dose.stop, f"{name}.start")
    return (
        dose.schedule in {"unknown", "once"}
        and not all(by_length)
        and (by_length[0] or _on_calendar(dose.start))
        and (by_length[1] or _on_calendar(dose.stop))
    )


def _counts_from(time: TimeExpression | None, point: str) -> bool:
    return time is not None and time.anchor == point


def _on_calendar(time: TimeExpression | None) -> bool:
    return time is None or time.anchor in {None, CALENDAR}
