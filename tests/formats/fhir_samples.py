"""The FHIR files under ``tests/data``, and small resources that tests can bend."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from causality.formats import Report, read_reports
from tests.formats.samples import DATA

__all__ = [
    "EVENTS",
    "FHIR",
    "as_bytes",
    "bundle",
    "example",
    "intake",
    "one",
    "r4",
    "r5",
    "read",
    "with_referenced",
]

FHIR = DATA / "fhir"
EVENTS = tuple(sorted(FHIR.glob("*/AdverseEvent-*.json")))
_REFERENCED = tuple(sorted((FHIR / "r4_ae_research_backport" / "referenced").glob("*.json")))

Resource = dict[str, Any]


def as_bytes(data: object) -> bytes:
    """A resource as a file."""
    return json.dumps(data).encode()


def read(data: object) -> tuple[Report, ...]:
    """Every report in a resource, or in the bytes of a file."""
    raw = data if isinstance(data, bytes) else as_bytes(data)
    return tuple(read_reports(io.BytesIO(raw), "file"))


def one(data: object) -> Report:
    """The only report."""
    (report,) = read(data)
    return report


def bundle(*resources: Resource) -> Resource:
    """A bundle of resources, each under its own address."""
    entries = [
        {"fullUrl": f"http://example.org/{one_['resourceType']}/{one_['id']}", "resource": one_}
        if "id" in one_
        else {"resource": one_}
        for one_ in resources
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def example(file: Path) -> Resource:
    """One file as data."""
    data: Resource = json.loads(file.read_text(encoding="utf-8"))
    return data


def with_referenced(file: Path) -> Resource:
    """An event of the research guides in a bundle with all that its guide refers to."""
    return bundle(example(file), *map(example, _REFERENCED))


def r4(**told: object) -> Resource:
    """An adverse event of release 4: a rash under amoxicillin."""
    return {
        "resourceType": "AdverseEvent",
        "id": "e1",
        "actuality": "actual",
        "subject": {"reference": "Patient/p1"},
        "event": {"text": "Rash"},
        "suspectEntity": [{"instance": {"reference": "MedicationStatement/m1"}}],
        **told,
    }


def r5(**told: object) -> Resource:
    """The same of release 5."""
    return {
        "resourceType": "AdverseEvent",
        "id": "e1",
        "status": "completed",
        "actuality": "actual",
        "subject": {"reference": "Patient/p1"},
        "code": {"text": "Rash"},
        "suspectEntity": [{"instanceReference": {"reference": "MedicationStatement/m1"}}],
        **told,
    }


def intake(**told: object) -> Resource:
    """What the patient took, as release 4 writes it."""
    return {
        "resourceType": "MedicationStatement",
        "id": "m1",
        "status": "active",
        "medicationCodeableConcept": {"text": "amoxicillin"},
        "subject": {"reference": "Patient/p1"},
        **told,
    }
