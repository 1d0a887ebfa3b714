"""FHIR: one AdverseEvent, with what its references point at, to what it says."""

from __future__ import annotations

from dataclasses import replace

from causality.findings.latency_names import plain_name
from causality.formats.dates import iso_date
from causality.formats.fhir.codes import BACKPORT
from causality.formats.fhir.effects import happened
from causality.formats.fhir.element import Element, Resource
from causality.formats.fhir.mitigation import mitigation
from causality.formats.fhir.record import patient
from causality.formats.fhir.resources import Resources, element, subject_of
from causality.formats.fhir.surroundings import other_drugs, surroundings
from causality.formats.fhir.suspects import suspects
from causality.formats.notes import Notes
from causality.formats.reported import Reported

__all__ = ["KIND", "id_of", "refusal", "reported"]

KIND = "AdverseEvent"
"""The resource that is one report."""
_DIALECT = "FHIR"
_LONGEST_ID = 100
_KNOWN_MODIFIER = f"{BACKPORT}status"


def id_of(resource: Resource, place: str) -> str:
    """The business identifier of the event, else the id of the resource, else its place."""
    told = element(resource, Notes())
    values = (one.text("value") for one in told.each("identifier"))
    return (next(filter(None, values), None) or told.text("id") or place)[:_LONGEST_ID]


def refusal(resource: Resource) -> str | None:
    """Why a resource may not be scored; None where it may."""
    told = element(resource, Notes())
    statuses = {told.text("status")}
    for modifier in told.each("modifierExtension"):
        if modifier.text("url") != _KNOWN_MODIFIER:
            return "a modifierExtension that is not known here: it may change what all else means"
        statuses.add(modifier.text("valueCode"))
    if told.text("implicitRules") is not None:
        return "implicitRules: they may change what all else means"
    if "entered-in-error" in statuses:
        return "entered in error, so not scored"
    if told.text("actuality") == "potential":
        return "a potential event: nothing happened that could be judged"
    subject = told.one("subject")
    if subject is not None and (subject.text("reference") or "").startswith("Group/"):
        return "about a group, not one patient"
    return None


def reported(resource: Resource, resources: Resources, id_: str) -> Reported:
    """What the event says, with what the file says of its suspects and its patient."""
    notes = Notes()
    event = element(resource, notes)
    what = happened(event, resources)
    found = tuple(suspects(event, resources))
    drugs = tuple(one.drug for one in found)
    done = mitigation(event, drugs, resources)
    subject = subject_of(event, resources)
    used = what.paths | done.paths | {one.path for one in found if one.path is not None}
    terms = {
        plain_name(name): reaction.key
        for reaction in reversed(what.reactions)
        for name in (*reaction.other_terms, reaction.term)
    }
    around = surroundings(event, subject, terms, used, resources)
    first = what.reactions[0].onset if what.reactions else None
    onset = first or (what.date.text if what.date else None)
    if event.one("note") is not None or any(event.extensions("note", BACKPORT)):
        notes.add("note", "free text, not read")
    return Reported(
        id=id_,
        dialect=_DIALECT,
        drugs=(
            *(replace(drug, action=done.actions.get(drug.key)) for drug in drugs),
            *other_drugs(event, subject, drugs, used, resources),
        ),
        reactions=what.reactions,
        patient=patient(_patient(event, subject, resources), onset),
        conditions=around.conditions,
        past_drugs=around.past_drugs,
        tests=around.tests,
        treatments=done.treatments,
        opinions=tuple(opinion for one in found for opinion in one.opinions),
        event_date=what.date,
        received=_received(event),
        notes=tuple(notes.told),
    )


def _received(event: Element) -> str | None:
    """The day of the last change; the day it was first recorded ends no record."""
    meta = event.one("meta")
    return iso_date(meta.text("lastUpdated")) if meta is not None else None


def _patient(event: Element, subject: str | None, resources: Resources) -> Element | None:
    reference = event.one("subject")
    if reference is None:
        return None
    told = resources.follow(reference)
    if told is None or told.kind != "ResearchSubject":
        return told
    behind = told.one("individual") or told.one("subject")
    return resources.follow(behind) if behind is not None and subject is not None else None
