"""FHIR: history, tests and other drugs of the patient, wherever in the file they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from causality.formats.fhir.codes import BACKPORT
from causality.formats.fhir.element import Element, label
from causality.formats.fhir.medication import INTAKE, is_unusable, taken
from causality.formats.fhir.mitigation import drug_names
from causality.formats.fhir.record import allergy, condition, test
from causality.formats.fhir.resources import Resources, element, pointed
from causality.formats.reported import (
    ReportedCondition,
    ReportedDrug,
    ReportedPastDrug,
    ReportedTest,
)

__all__ = ["Surroundings", "other_drugs", "surroundings"]

_RECORD = frozenset({"AllergyIntolerance", "Condition", "FamilyMemberHistory", "Observation"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the record says of the patient besides the event."""

    conditions: tuple[ReportedCondition, ...]
    past_drugs: tuple[ReportedPastDrug, ...]
    tests: tuple[ReportedTest, ...]


def surroundings(
    event: Element,
    subject: str | None,
    events: Mapping[str, str],
    used: frozenset[str],
    resources: Resources,
) -> Surroundings:
    """Whatever the event points at, and what else the file holds about the same patient.

    ``events`` gives the key of a reaction by its plain term, ``used`` the paths already read.
    """
    conditions: list[ReportedCondition | None] = []
    past: list[ReportedPastDrug | None] = []
    tests: list[ReportedTest | None] = []
    found = {told.path: told for told in _pointed_at(event, resources)}
    for resource in resources.about(subject):
        if resource.kind in _RECORD:
            found.setdefault(resource.path, element(resource, event.notes))
    for path, told in found.items():
        if path in used:
            continue
        match told.kind:
            case "Condition":
                conditions.append(condition(told))
            case "FamilyMemberHistory":
                conditions += _family(told)
            case "AllergyIntolerance":
                past.append(allergy(told, events))
            case "Observation":
                tests.append(test(told))
            case _ if told.kind not in INTAKE:
                event.notes.add(path, "not read")
    return Surroundings(
        tuple(filter(None, conditions)), tuple(filter(None, past)), tuple(filter(None, tests))
    )


def _pointed_at(event: Element, resources: Resources) -> Iterator[Element]:
    for reference in event.each("subjectMedicalHistory"):
        if (told := resources.follow(reference)) is not None:
            yield told
    for key in ("supportingInfo", "contributingFactor"):
        for one in event.each(key):
            if (what := pointed(one, "item", resources)) is not None and what.resource:
                yield what.resource
    for extension in event.extensions("supporting-info", BACKPORT):
        for one in extension.each("extension"):
            what = pointed(one, "value", resources) if one.text("url") == "item" else None
            if what is not None and what.resource is not None:
                yield what.resource


def _family(told: Element) -> Iterator[ReportedCondition]:
    if not is_unusable(told):
        for one in told.each("condition"):
            term = label(one.one("code"))
            if term is not None:
                yield ReportedCondition(term, family=True, source=one.place("code"))


def other_drugs(
    event: Element,
    subject: str | None,
    suspects: tuple[ReportedDrug, ...],
    used: frozenset[str],
    resources: Resources,
) -> Iterator[ReportedDrug]:
    """Every other recorded intake: of a suspect, one more dose of it; else a concomitant drug."""
    for number, resource in enumerate(resources.about(subject), 1):
        if resource.kind not in INTAKE or resource.path in used:
            continue
        told = element(resource, event.notes)
        if is_unusable(told):
            continue
        drug = taken(told, f"taken {number}", "concomitant", resources)
        names = drug_names(drug)
        if not names:
            event.notes.add(told.path, "a drug without a name, not used")
            continue
        same = next((one for one in suspects if drug_names(one) & names), None)
        if same is not None and drug.role != "not given":
            drug = replace(drug, name=same.name, substances=same.substances, role=same.role)
        yield drug
