"""What differs between the releases of FHIR where an adverse event is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias
from xml.sax.saxutils import escape

from causality.formats.writers.judgement import Judgement

__all__ = ["Release", "Shape", "fhir_date", "shape_of"]

_Data: TypeAlias = dict[str, Any]

_SYSTEMS = "http://terminology.hl7.org/CodeSystem/adverse-event-"
_NOT_SERIOUS = "not serious"
_WHO_UMC = "who_umc"
_CODES: Mapping[str, str] = MappingProxyType(
    {
        "certain": "Certain",
        "probable/likely": "Probably-Likely",
        "possible": "Possible",
        "unlikely": "Unlikely",
        "conditional/unclassified": "Conditional-Classified",
        "unassessable/unclassifiable": "Unassessable-Unclassifiable",
    }
)
"""The official codes are the categories of WHO-UMC; another method's are not mapped to them."""
_SCALES = frozenset({"dips_2007", "naranjo_1981"})
"""Methods that call themselves a probability scale."""

_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_MINUTE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9]{2}:[0-9]{2}")


class Release(StrEnum):
    """The releases that are written; 4B has the shapes of 4."""

    R4 = "r4"
    R5 = "r5"


class Shape(Protocol):
    """The elements of one release."""

    keeps_end: bool

    def intake(self, name: str, patient: _Data, *, taken: bool) -> _Data:
        """What was taken, or was not."""

    def reason(self, words: str) -> _Data:
        """What it was taken for."""

    def event(self, name: str, term: str, patient: _Data) -> _Data:
        """What happened, to whom."""

    def when(self, began: str | None, ended: str | None) -> _Data:
        """When it happened."""

    def outcome(self, concept: _Data) -> object:
        """How it ended."""

    def seriousness(self, criteria: Sequence[str]) -> _Data:
        """Whether it was serious."""

    def note(self, words: str) -> _Data:
        """What no other element says."""

    def suspects(self, instance: _Data, causality: list[_Data]) -> Iterator[_Data]:
        """The entries of one suspect."""

    def judged(self, judgement: Judgement) -> _Data:
        """Our assessment."""

    def reported(self, result: str, method: str | None, by: str | None) -> _Data:
        """Somebody else's."""


def fhir_date(written: str | None) -> str | None:
    """A FHIR date; minutes would need a time zone, so a minute becomes its day."""
    if written is None:
        return None
    if _DAY.fullmatch(written):
        return written
    found = _MINUTE.fullmatch(written)
    return found[1] if found else None


def _words(text: str) -> _Data:
    return {"text": text}


def _coded(kind: str, code: str, text: str) -> _Data:
    return {"coding": [{"system": f"{_SYSTEMS}{kind}", "code": code}], "text": text}


def _method(judgement: Judgement) -> _Data:
    if judgement.method in _SCALES:
        return _coded("causality-method", "ProbabilityScale", judgement.title)
    return _words(judgement.title)


def _category(judgement: Judgement, text: str) -> _Data:
    code = _CODES.get(judgement.category) if judgement.method == _WHO_UMC else None
    return _words(text) if code is None else _coded("causality-assess", code, text)


def _serious(criteria: Sequence[str], serious: str, not_serious: str) -> _Data:
    if _NOT_SERIOUS in criteria:
        return _coded("seriousness", not_serious, _NOT_SERIOUS)
    return _coded("seriousness", serious, ", ".join(criteria))


class _R4:
    keeps_end = False

    def intake(self, name: str, patient: _Data, *, taken: bool) -> _Data:
        return {
            "resourceType": "MedicationStatement",
            "status": "unknown" if taken else "not-taken",
            "medicationCodeableConcept": _words(name),
            "subject": patient,
        }

    def reason(self, words: str) -> _Data:
        return {"reasonCode": [_words(words)]}

    def event(self, name: str, term: str, patient: _Data) -> _Data:
        return {
            "resourceType": "AdverseEvent",
            "identifier": {"value": name},
            "actuality": "actual",
            "event": _words(term),
            "subject": patient,
        }

    def when(self, began: str | None, ended: str | None) -> _Data:
        del ended  # release 4 has no element for it
        return {} if began is None else {"date": began}

    def outcome(self, concept: _Data) -> object:
        return concept

    def seriousness(self, criteria: Sequence[str]) -> _Data:
        return _serious(criteria, "Serious", "Non-serious")

    def note(self, words: str) -> _Data:
        return {"text": {"status": "additional", "div": _narrative(words)}}

    def suspects(self, instance: _Data, causality: list[_Data]) -> Iterator[_Data]:
        yield {"instance": instance} | ({"causality": causality} if causality else {})

    def judged(self, judgement: Judgement) -> _Data:
        told: _Data = {"assessment": _category(judgement, judgement.category)}
        if judgement.points is not None:
            told |= {"productRelatedness": judgement.points}
        return told | {"author": {"display": judgement.source}, "method": _method(judgement)}

    def reported(self, result: str, method: str | None, by: str | None) -> _Data:
        told: _Data = {"assessment": _words(result)}
        if by is not None:
            told["author"] = {"display": by}
        if method is not None:
            told["method"] = _words(method)
        return told


class _R5:
    keeps_end = True

    def intake(self, name: str, patient: _Data, *, taken: bool) -> _Data:
        told: _Data = {
            "resourceType": "MedicationStatement",
            "status": "recorded",
            "medication": {"concept": _words(name)},
            "subject": patient,
        }
        if not taken:
            told["adherence"] = {"code": _words("not taken")}
        return told

    def reason(self, words: str) -> _Data:
        return {"reason": [{"concept": _words(words)}]}

    def event(self, name: str, term: str, patient: _Data) -> _Data:
        return {
            "resourceType": "AdverseEvent",
            "identifier": [{"value": name}],
            "status": "unknown",
            "actuality": "actual",
            "code": _words(term),
            "subject": patient,
        }

    def when(self, began: str | None, ended: str | None) -> _Data:
        if began is None and ended is None:
            return {}
        if ended is None:
            return {"occurrenceDateTime": began}
        return {"occurrencePeriod": {"start": began, "end": ended} if began else {"end": ended}}

    def outcome(self, concept: _Data) -> object:
        return [concept]

    def seriousness(self, criteria: Sequence[str]) -> _Data:
        return _serious(criteria, "serious", "non-serious")

    def note(self, words: str) -> _Data:
        return {"note": [{"text": words}]}

    def suspects(self, instance: _Data, causality: list[_Data]) -> Iterator[_Data]:
        """One entry an assessment: release 5 allows no second one in the same."""
        for told in causality or [{}]:
            yield {"instanceReference": instance} | ({"causality": told} if told else {})

    def judged(self, judgement: Judgement) -> _Data:
        return {
            "assessmentMethod": _method(judgement),
            "entityRelatedness": _category(judgement, judgement.result),
            "author": {"display": judgement.source},
        }

    def reported(self, result: str, method: str | None, by: str | None) -> _Data:
        told: _Data = {} if method is None else {"assessmentMethod": _words(method)}
        told["entityRelatedness"] = _words(result)
        if by is not None:
            told["author"] = {"display": by}
        return told


def _narrative(words: str) -> str:
    return f'<div xmlns="http://www.w3.org/1999/xhtml">{escape(words)}</div>'


def shape_of(release: Release) -> Shape:
    """The elements of a release."""
    return _R4() if release is Release.R4 else _R5()
