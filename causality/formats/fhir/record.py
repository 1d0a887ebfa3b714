"""FHIR: the patient, the history and the tests that stand beside an adverse event."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from causality.case.dates import parse_time
from causality.findings.latency_names import plain_name
from causality.formats.fhir.element import Element, label
from causality.formats.fhir.medication import is_unusable
from causality.formats.reported import (
    ReportedCondition,
    ReportedPastDrug,
    ReportedPatient,
    ReportedTest,
)

__all__ = ["allergy", "condition", "patient", "test"]

Sex = Literal["female", "male", "other", "unknown"]

_SEX: Mapping[str, Sex] = {
    "male": "male",
    "female": "female",
    "other": "other",
    "unknown": "unknown",
}
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:\.[0-9]{1,6})?")
_ENDED = frozenset({"inactive", "remission", "resolved"})
_NOT_TRUE = frozenset({"refuted", "entered-in-error"})
_OLDEST = 150
_INFANT = 2


def patient(told: Element | None, onset: str | None) -> ReportedPatient:
    """The patient; of the date of birth nothing is kept but the age at the onset."""
    if told is None or told.kind != "Patient":
        return ReportedPatient()
    died, _ = told.date("deceasedDateTime")
    born, _ = told.date("birthDate")
    return ReportedPatient(
        age=_age(born, onset),
        sex=_SEX.get((told.text("gender") or "").casefold()),
        death=died,
        died=died is not None or told.text("deceasedBoolean") == "true",
        source=told.place("deceased"),
    )


def _age(born: str | None, onset: str | None) -> str | None:
    """Completed years between two dates, both ends where dates are coarse; months in infants."""
    if born is None or onset is None:
        return None
    birth, event = parse_time(born), parse_time(onset)
    months = (
        _months(_day(birth.hi), _day(event.lo)),
        _months(_day(birth.lo), _day(event.hi)),
    )
    if months[0] < 0 or months[1] >= _OLDEST * 12:
        return None
    unit, size = ("mo", 1) if months[1] < _INFANT * 12 else ("y", 12)
    low, high = (count // size for count in months)
    return f"{low} {unit}" if low == high else f"{low}-{high} {unit}"


def _day(minutes: int) -> date:
    return date(1970, 1, 1) + timedelta(minutes=minutes)


def _months(birth: date, day: date) -> int:
    whole = (day.year - birth.year) * 12 + day.month - birth.month
    return whole - (day.day < birth.day)


def condition(told: Element) -> ReportedCondition | None:
    """A condition, or one of a relative; None where it is withdrawn or has no name."""
    if is_unusable(told):
        return None
    verified = {
        one.text("code") for part in told.each("verificationStatus") for one in part.each("coding")
    }
    if verified & _NOT_TRUE:
        told.notes.add(told.place("verificationStatus"), "refuted, not used")
        return None
    clinical = {
        one.text("code") for part in told.each("clinicalStatus") for one in part.each("coding")
    }
    term = label(told.one("code"))
    if term is None:
        told.notes.add(told.place("code"), "a condition without a name")
        return None
    period = told.one("onsetPeriod")
    since, place = told.date("onsetDateTime")
    if since is None and period is not None:
        since, place = period.date("start")
    ended, _ = told.date("abatementDateTime")
    return ReportedCondition(
        term=term,
        since=since,
        ended=ended is not None or bool(clinical & _ENDED),
        continuing=True if "active" in clinical else None,
        source=", ".join(filter(None, (told.place("code"), place))),
    )


def allergy(told: Element, events: Mapping[str, str]) -> ReportedPastDrug | None:
    """An allergy to a substance is an earlier reaction to it, if it is one to a drug of the case.

    ``events`` gives the key of a reaction by its plain term.
    """
    name = label(told.one("code"))
    if name is None or is_unusable(told):
        return None
    shown = [
        label(part.one("concept") or part)
        for reaction in told.each("reaction")
        for part in reaction.each("manifestation")
    ]
    keys = [events.get(plain_name(term)) for term in shown if term]
    return ReportedPastDrug(
        name=name,
        reacted=True,
        events=tuple(dict.fromkeys(key for key in keys if key)),
        source=told.place("code"),
    )


def test(told: Element) -> ReportedTest | None:
    """An observation with its value and limits; None where it is withdrawn or has no name."""
    if is_unusable(told):
        return None
    name = label(told.one("code"))
    if name is None:
        told.notes.add(told.place("code"), "a test without a name")
        return None
    at, _ = told.date("effectiveDateTime", "effectiveInstant")
    quantity = told.one("valueQuantity")
    result = unit = None
    if quantity is not None:
        result = f"{quantity.text('comparator') or ''}{quantity.text('value') or ''}" or None
        unit = quantity.text("unit") or quantity.text("code")
    words = told.text("valueString") or label(told.one("valueCodeableConcept"))
    limits = next(told.each("referenceRange"), None)
    return ReportedTest(
        name=name,
        at=at,
        result=result or words or label(told.one("interpretation")),
        unit=unit,
        lower=_limit(limits, "low"),
        upper=_limit(limits, "high"),
        source=told.path or told.kind,
    )


def _limit(limits: Element | None, end: str) -> float | None:
    quantity = limits.one(end) if limits is not None else None
    number = quantity.text("value") if quantity is not None else None
    return float(number) if number and _NUMBER.fullmatch(number) else None
