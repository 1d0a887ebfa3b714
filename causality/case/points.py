"""The entries of a case and the points in time that they name.

Every time field of every entry is a point that other time expressions may refer to:
``dara.first.start``, ``lep.onset``, ``mri45``. ``dara.start`` and ``dara.stop`` are the first
start and the last stop of all doses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

from causality.case.case import Case, DayZero, FollowUp
from causality.case.dates import TimeExpression
from causality.case.entries import (
    Alternative,
    Condition,
    Course,
    Death,
    Dose,
    Drug,
    EarlierExposure,
    Entry,
    Event,
    Interaction,
    Knowledge,
    Level,
    Observation,
    Opinion,
    OrganFunction,
    Patient,
    Pregnancy,
    ReExposure,
    Statement,
    Test,
    Treatment,
    Workup,
)

__all__ = [
    "DOSE_WORDS",
    "KINDS",
    "POINTS",
    "RESERVED",
    "Named",
    "Points",
    "entries_of",
    "point_names",
    "points_of",
]

Named: TypeAlias = Entry | Patient | DayZero | FollowUp | TimeExpression
"""What an id can stand for; only the reserved ids stand for something that is no ``Entry``."""

Points: TypeAlias = Mapping[str, tuple[str, TimeExpression | None]]
"""Every point of a case: the entry it belongs to, and its time as written."""

KINDS: Mapping[type[Entry], str] = MappingProxyType(
    {
        Condition: "condition",
        OrganFunction: "organ function",
        Pregnancy: "pregnancy",
        Death: "death",
        Drug: "drug",
        Dose: "dose",
        Level: "level",
        Event: "event",
        Course: "course",
        Observation: "observation",
        Treatment: "treatment",
        Alternative: "alternative",
        Test: "test",
        Workup: "work-up",
        ReExposure: "re-exposure",
        EarlierExposure: "earlier exposure",
        Interaction: "interaction",
        Knowledge: "knowledge",
        Statement: "statement",
        Opinion: "opinion",
    }
)
"""Every kind of entry by its class, as people call it."""

POINTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "condition": {"since": "since"},
        "organ function": {"": "at"},
        "pregnancy": {"last-period": "last_period"},
        "death": {"": "at"},
        "drug": {"start": "", "stop": ""},
        "dose": {"start": "start", "stop": "stop"},
        "level": {"": "at"},
        "event": {
            "onset": "onset",
            "first-abnormal": "first_abnormal_result",
            "last-normal": "last_known_normal",
            "resolved": "resolved",
        },
        "course": {"": "at"},
        "observation": {"": "at"},
        "treatment": {"start": "start", "stop": "stop"},
        "test": {"": "at"},
        "re-exposure": {"": "at", "stop": "stop", "onset": "onset", "resolved": "resolved"},
        "earlier exposure": {"": "at"},
        "knowledge": {"": "as_of"},
        "opinion": {"": "at"},
    }
)
"""Kind: what follows the id in the point's name (nothing: the id alone), and the field.

The field is empty where the time is not written down but follows from the doses.
"""

RESERVED: Mapping[str, str] = MappingProxyType(
    {
        "patient": "the patient",
        "day-0": "what `day N` counts from",
        "day": "`day N` in time expressions",
        "last": "the last information",
        "follow-up": "the state of the follow-up",
        "unexplained": "the cause that nobody named",
        "calendar": "the calendar in time expressions",
        "unknown": "a time that is not known",
        "about": "time expressions",
        "after": "time expressions",
        "before": "time expressions",
        "hour": "time expressions",
        "week": "time expressions",
    }
)
"""Ids that no entry may take, and what they stand for."""

DOSE_WORDS = frozenset({"start", "stop"})
"""Ids that no dose may take: ``dara.start`` is the first start of the drug."""


def entries_of(case: Case) -> dict[str, tuple[str, Named]]:
    """Id: kind and record of everything in the case that findings may cite.

    A dose stands under ``drug.dose``. The patient, day 0, the last information and the follow-up
    stand under their reserved ids.
    """
    found: dict[str, tuple[str, Named]] = {"patient": ("patient", case.patient)}
    if case.day_0 is not None:
        found["day-0"] = ("day 0", case.day_0)
    if case.last_information is not None:
        found["last"] = ("last information", case.last_information)
    if case.follow_up is not None:
        found["follow-up"] = ("follow-up", case.follow_up)
    for record in (case.patient, case):
        found.update(_inside(record, ""))
    return found


def _inside(record: Case | Patient | Entry, prefix: str) -> Iterator[tuple[str, tuple[str, Named]]]:
    """The entries directly and indirectly inside ``record``."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Entry):
                local = f"{prefix}{item.id}" if isinstance(item, Dose) else item.id
                yield local, (KINDS[type(item)], item)
                yield from _inside(item, f"{item.id}.")


def point_names(kind: str, entry: str) -> tuple[str, ...]:
    """The points that an entry of this kind names, whether or not their time is known."""
    return tuple(f"{entry}.{suffix}" if suffix else entry for suffix in POINTS.get(kind, {}))


def points_of(case: Case) -> dict[str, tuple[str, TimeExpression | None]]:
    """Point: the entry it belongs to, and its time as written (None: nothing is written).

    ``last`` is the last information. The first start and the last stop of a drug are None: they
    follow from its doses.
    """
    points: dict[str, tuple[str, TimeExpression | None]] = {"last": ("last", case.last_information)}
    for entry, (kind, record) in entries_of(case).items():
        fields = POINTS.get(kind, {}).values()
        for point, field in zip(point_names(kind, entry), fields, strict=True):
            points[point] = (entry, getattr(record, field) if field else None)
    return points
