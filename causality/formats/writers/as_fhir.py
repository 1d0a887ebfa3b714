"""Cases with their assessments as a FHIR bundle, in the shape of release 4 or of release 5.

What FHIR has no element for stands in notes; what a person could be known by is not in a case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeAlias
from uuid import NAMESPACE_URL, uuid5

from causality.assessment.contract import json_text
from causality.assessment.parts import Assessed
from causality.case.assertions import Opinion
from causality.case.case import Case
from causality.case.dates import TimeExpression
from causality.case.event import Event
from causality.case.exposure import Dose, Drug
from causality.findings.actions import SUSPECTS
from causality.formats.writers.fhir_shapes import Release, Shape, fhir_date, shape_of
from causality.formats.writers.judgement import SOURCE, Judgement, judgements

__all__ = ["Release", "as_fhir"]

_Data: TypeAlias = dict[str, Any]

_OUTCOMES = {
    "recovered": "resolved",
    "recovering": "recovering",
    "not recovered": "ongoing",
    "sequelae": "resolvedWithSequelae",
    "fatal": "fatal",
    "unknown": "unknown",
}
_OUTCOME = "http://terminology.hl7.org/CodeSystem/adverse-event-outcome"


def as_fhir(
    assessed: Iterable[tuple[Case, Assessed]],
    release: Release,
    *,
    methods: Collection[str] | None = None,
    source: str = SOURCE,
) -> str:
    """One bundle: for each case the patient, the drugs as taken, and one AdverseEvent an event.

    Each suspect carries what others concluded and, beside it, what ``methods`` make of the pair.
    The same cases give the same bytes.
    """
    shape = shape_of(release)
    entries = [
        entry
        for number, (case, assessment) in enumerate(assessed, 1)
        for entry in _Writer(shape, case, number).entries(
            tuple(judgements(assessment, methods, source))
        )
    ]
    bundle: _Data = {"resourceType": "Bundle", "type": "collection"}
    if entries:
        bundle["entry"] = entries
    return f"{json_text(bundle)}\n"


class _Writer:
    """One case; its number keeps apart the names of cases with the same id."""

    def __init__(self, shape: Shape, case: Case, number: int) -> None:
        self.shape, self.case, self.number = shape, case, number
        self.patient = {"reference": self._address("patient")}

    def entries(self, told: tuple[Judgement, ...]) -> Iterator[_Data]:
        """Every resource with its address."""
        yield self._entry("patient", self._patient())
        for drug in self.case.drugs:
            for name, dose in _doses(drug):
                yield self._entry(name, self._intake(drug, dose))
        for event in self.case.events:
            yield self._entry(f"event:{event.id}", self._event(event, told))

    def _address(self, name: str) -> str:
        """A name for a resource that is the same each time."""
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'causality:{self.number}:{self.case.id}:{name}')}"

    def _entry(self, name: str, resource: _Data) -> _Data:
        return {"fullUrl": self._address(name), "resource": resource}

    def _patient(self) -> _Data:
        told = self.case.patient
        patient: _Data = {"resourceType": "Patient"}
        if told.sex is not None:
            patient["gender"] = told.sex
        if told.death is not None:
            patient["deceasedBoolean"] = True
        return patient

    def _intake(self, drug: Drug, dose: Dose | None) -> _Data:
        taken = drug.role != "not given" and drug.exposure != "not taken"
        intake = self.shape.intake(drug.name, self.patient, taken=taken)
        notes = [f"Role as reported: {drug.role}."]
        if drug.action_taken != "unknown":
            notes.append(f"Action taken: {drug.action_taken}.")
        if dose is not None:
            start, stop = _text(dose.start), _text(dose.stop)
            period = {"start": fhir_date(start), "end": fhir_date(stop)}
            if any(period.values()):
                intake["effectivePeriod"] = {key: date for key, date in period.items() if date}
            notes += _told("Start", start, period["start"])
            notes += _told("Stop", stop, period["end"])
            dosage: _Data = {"text": dose.amount} if dose.amount else {}
            if dose.route:
                dosage["route"] = {"text": dose.route}
            if dosage:
                intake["dosage"] = [dosage]
        if drug.indication:
            intake |= self.shape.reason(drug.indication)
        return intake | {"note": [{"text": " ".join(notes)}]}

    def _event(self, event: Event, told: tuple[Judgement, ...]) -> _Data:
        onset, resolved = _text(event.onset), _text(event.resolved)
        resource = self.shape.event(f"{self.case.id}/{event.id}", event.term, self.patient)
        began, ended = fhir_date(onset), fhir_date(resolved)
        resource |= self.shape.when(began, ended)
        if event.outcome in _OUTCOMES and "outcome" in event.model_fields_set:
            outcome = {"coding": [{"system": _OUTCOME, "code": _OUTCOMES[event.outcome]}]}
            resource["outcome"] = self.shape.outcome(outcome)
        if event.seriousness:
            resource["seriousness"] = self.shape.seriousness(event.seriousness)
        suspects = [
            entity
            for drug in self.case.drugs
            if drug.role in SUSPECTS
            for entity in self._suspect(drug, event, told)
        ]
        if suspects:
            resource["suspectEntity"] = suspects
        remarks = [
            *_told("Onset", onset, began),
            *_told("Resolved", resolved, ended if self.shape.keeps_end else None),
        ]
        return resource | (self.shape.note(" ".join(remarks)) if remarks else {})

    def _suspect(self, drug: Drug, event: Event, told: tuple[Judgement, ...]) -> Iterator[_Data]:
        name, _ = next(_doses(drug))
        opinions = (
            one for one in self.case.opinions if (one.drug, one.event) == (drug.id, event.id)
        )
        ours = (one for one in told if (one.drug, one.event) == (drug.id, event.id))
        causality = [*map(self._theirs, opinions), *map(self.shape.judged, ours)]
        return self.shape.suspects({"reference": self._address(name)}, causality)

    def _theirs(self, opinion: Opinion) -> _Data:
        return self.shape.reported(opinion.result, opinion.method, opinion.by)


def _doses(drug: Drug) -> Iterator[tuple[str, Dose | None]]:
    """Each dose with the name of its resource; a drug without doses is one resource as well."""
    if not drug.doses:
        yield f"drug:{drug.id}", None
    for dose in drug.doses:
        yield f"drug:{drug.id}:{dose.id}", dose


def _text(time: TimeExpression | None) -> str | None:
    return None if time is None else time.text


def _told(what: str, written: str | None, date: str | None) -> list[str]:
    """A time that FHIR's dates cannot say, in words."""
    return [f"{what}: {written}."] if written is not None and date != written else []
