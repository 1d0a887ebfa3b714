"""FHIR: what each element of an adverse event becomes, and what is left alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from causality.case.case import Case
from causality.case.read import read_case
from causality.case.write import write_case
from causality.formats import Report
from tests.formats.fhir_samples import (
    EVENTS,
    FHIR,
    as_bytes,
    bundle,
    example,
    intake,
    one,
    r4,
    r5,
    read,
    with_referenced,
)

GUIDE = "http://hl7.org/fhir/uv/ae-research-backport-ig/StructureDefinition/"
OUTCOMES = "http://terminology.hl7.org/CodeSystem/adverse-event-outcome"
PATIENT = {"resourceType": "Patient", "id": "p1", "gender": "female", "birthDate": "1980-05-17"}


def case_of(report: Report) -> Case:
    assert report.case is not None, report.refusal
    return report.case


def both(**resources: dict[str, Any]) -> list[Case]:
    """The case of either release, with the same resources beside the event."""
    return [case_of(one(bundle(event, *resources.values()))) for event in (r4(), r5())]


def coded(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}


def test_either_release_gives_drug_event_and_dates() -> None:
    taken = intake(effectivePeriod={"start": "2024-03", "end": "2024-03-20"})
    four = case_of(one(bundle(r4(date="2024-03-15"), taken)))
    five = case_of(one(bundle(r5(occurrenceDateTime="2024-03-15"), taken)))
    for case in (four, five):
        (drug,), (event,) = case.drugs, case.events
        assert (drug.name, drug.role, event.term) == ("amoxicillin", "suspect", "Rash")
        (dose,) = drug.doses
        assert dose.start is not None
        assert dose.stop is not None
        assert event.onset is not None
        assert (dose.start.text, dose.stop.text) == ("2024-03", "2024-03-20")
        assert event.onset.text == "2024-03-15"


def test_a_medication_of_release_5_may_be_a_concept_or_a_reference() -> None:
    medication = {"resourceType": "Medication", "id": "x", "code": {"text": "amoxicillin"}}
    for told in (
        {"concept": {"text": "amoxicillin"}},
        {"reference": {"reference": "Medication/x"}},
    ):
        taken = intake(status="recorded", medication=told)
        del taken["medicationCodeableConcept"]
        assert case_of(one(bundle(r5(), taken, medication))).drugs[0].name == "amoxicillin"


def test_substances_and_batch_come_from_the_medication() -> None:
    medication = {
        "resourceType": "Medication",
        "id": "x",
        "code": {"text": "Augmentan"},
        "batch": {"lotNumber": "B7"},
        "ingredient": [
            {"itemCodeableConcept": {"text": "amoxicillin"}},
            {"item": {"concept": {"text": "clavulanic acid"}}},
        ],
    }
    taken = intake(medicationReference={"reference": "Medication/x"}, dosage=[{"text": "daily"}])
    del taken["medicationCodeableConcept"]
    (drug,) = case_of(one(bundle(r4(), taken, medication))).drugs
    assert (drug.name, drug.batch) == ("amoxicillin / clavulanic acid", "B7")
    assert drug.note == "Reported as Augmentan."


def test_a_contained_resource_is_found() -> None:
    event = r4(
        contained=[intake(id="inside", effectiveDateTime="2024-03-01")],
        suspectEntity=[{"instance": {"reference": "#inside"}}],
    )
    (drug,) = case_of(one(event)).drugs
    assert drug.doses[0].start is not None
    assert drug.doses[0].source == "contained[0].effectiveDateTime"


def test_one_administration_that_is_over_was_given_once() -> None:
    given = {
        "resourceType": "MedicationAdministration",
        "id": "m1",
        "status": "completed",
        "medicationCodeableConcept": {"text": "amoxicillin"},
        "subject": {"reference": "Patient/p1"},
        "occurenceDateTime": "2024-03-01T08:30:00+02:00",
        "dosage": {"dose": {"value": 3.60, "unit": "mg"}, "route": {"text": "oral"}},
    }
    event = r4(suspectEntity=[{"instance": {"reference": "MedicationAdministration/m1"}}])
    (dose,) = case_of(one(bundle(event, given))).drugs[0].doses
    assert dose.start is not None
    assert dose.stop == dose.start
    assert (dose.start.text, dose.schedule) == ("2024-03-01T08:30", "once")
    assert (dose.amount, dose.route) == ("3.6 mg", "oral")


def test_a_vaccine_is_a_drug() -> None:
    vaccine = {
        "resourceType": "Immunization",
        "id": "v",
        "status": "completed",
        "vaccineCode": {"text": "MMR"},
        "patient": {"reference": "Patient/p1"},
        "occurrenceDateTime": "2024-03-01",
        "lotNumber": "L1",
    }
    event = r4(suspectEntity=[{"instance": {"reference": "Immunization/v"}}])
    (drug,) = case_of(one(bundle(event, vaccine))).drugs
    assert (drug.name, drug.batch, drug.doses[0].schedule) == ("MMR", "L1", "once")


@pytest.mark.parametrize("status", ["not-taken", "not-done", "intended"])
def test_what_was_not_taken_is_kept_as_not_given(status: str) -> None:
    (drug,) = case_of(one(bundle(r4(), intake(status=status)))).drugs
    assert (drug.role, drug.exposure) == ("not given", "not taken")


def test_other_drugs_of_the_patient_are_concomitant_and_more_doses_are_doses() -> None:
    other = intake(id="m2", medicationCodeableConcept={"text": "ibuprofen"})
    again = intake(id="m3", effectiveDateTime="2024-05-01")
    elsewhere = intake(id="m4", subject={"reference": "Patient/p2"})
    (case, _) = both(a=intake(effectiveDateTime="2024-03-01"), b=other, c=again, d=elsewhere)
    roles = {drug.name: (drug.role, len(drug.doses)) for drug in case.drugs}
    assert roles == {"amoxicillin": ("suspect", 2), "ibuprofen": ("concomitant", 0)}


def test_a_device_is_no_drug() -> None:
    event = r4(
        suspectEntity=[
            {"instance": {"reference": "Device/d"}},
            {"instance": {"reference": "MedicationStatement/m1"}},
        ]
    )
    report = one(bundle(event, intake()))
    assert [drug.name for drug in case_of(report).drugs] == ["amoxicillin"]
    assert "entry[0].resource.suspectEntity[0].instance: no drug that can be used; left out" in (
        report.notes
    )


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("resolved", "recovered"),
        ("recovering", "recovering"),
        ("ongoing", "not recovered"),
        ("resolvedWithSequelae", "sequelae"),
        ("fatal", "fatal"),
        ("unknown", "unknown"),
    ],
)
def test_outcomes_are_those_of_e2b(code: str, outcome: str) -> None:
    concept = coded(OUTCOMES, code)
    assert case_of(one(r4(outcome=concept))).events[0].outcome == outcome
    assert case_of(one(r5(outcome=[concept]))).events[0].outcome == outcome


def test_outcomes_that_do_not_agree_are_not_used() -> None:
    report = one(r5(outcome=[coded(OUTCOMES, "fatal"), coded(OUTCOMES, "resolved")]))
    assert "outcome" not in case_of(report).events[0].model_fields_set
    assert "outcome: outcomes that do not agree; not used" in report.notes


def test_the_end_of_an_occurrence_is_a_recovery_where_the_outcome_allows_it() -> None:
    period = {"start": "2024-03-01", "end": "2024-03-09"}
    (event,) = case_of(one(r5(occurrencePeriod=period))).events
    assert event.resolved is not None
    assert event.resolved.text == "2024-03-09"
    ongoing = one(r5(occurrencePeriod=period, outcome=[coded(OUTCOMES, "ongoing")]))
    assert case_of(ongoing).events[0].resolved is None


def test_what_the_reporter_thinks_dates_the_event_where_nothing_else_does() -> None:
    (event,) = case_of(one(r4(detected="2024-02"))).events
    assert event.onset is not None
    assert event.onset.text == "2024-02"
    (event,) = case_of(one(r4(detected="2024-02", date="2024-01-31"))).events
    assert event.onset is not None
    assert event.onset.text == "2024-01-31"


def test_effects_with_names_of_their_own_are_the_events() -> None:
    conditions = [
        {"resourceType": "Condition", "id": name, "code": {"text": name}, "onsetDateTime": onset}
        for name, onset in (("fever", "2024-03-02"), ("rash", "2024-03-05"))
    ]
    references = [{"reference": f"Condition/{name}"} for name in ("fever", "rash")]
    told = {"outcome": coded(OUTCOMES, "resolved"), "resultingCondition": references}
    report = one(bundle(r4(event={"text": "Incident"}, **told), *conditions))
    case = case_of(report)
    assert [(event.term, event.onset and event.onset.text) for event in case.events] == [
        ("fever", "2024-03-02"),
        ("rash", "2024-03-05"),
    ]
    assert {event.outcome for event in case.events} == {"unknown"}
    assert any(
        note.startswith("entry[0].resource.outcome: of the event as") for note in report.notes
    )


def test_one_effect_is_another_name_of_the_event() -> None:
    condition = {"resourceType": "Condition", "id": "c", "code": {"text": "exanthema"}}
    event = r5(resultingEffect=[{"reference": "Condition/c"}])
    (found,) = case_of(one(bundle(event, condition))).events
    assert (found.term, found.terms) == ("Rash", ("exanthema",))


def test_the_age_is_that_at_the_onset_and_nothing_else_of_the_birth_is_kept() -> None:
    # The day before a birthday, the day itself, and a date that leaves it open.
    for date, age in (("2024-05-16", "43 y"), ("2024-05-17", "44 y"), ("2024-05", "43-44 y")):
        case = case_of(one(bundle(r4(date=date), PATIENT)))
        assert (case.patient.age, case.patient.sex) == (age, "female")
        assert "1980" not in write_case(case)


def test_an_infant_has_an_age_in_months() -> None:
    born = {**PATIENT, "birthDate": "2024-01-31"}
    assert case_of(one(bundle(r4(date="2024-03-30"), born))).patient.age == "1 mo"


def test_the_patient_of_a_study_is_found_behind_the_subject() -> None:
    subject = {
        "resourceType": "ResearchSubject",
        "id": "s",
        "individual": {"reference": "Patient/p1"},
    }
    event = r4(subject={"reference": "ResearchSubject/s"})
    assert case_of(one(bundle(event, subject, PATIENT))).patient.sex == "female"


def test_history_and_tests_of_the_patient_are_read() -> None:
    about = {"subject": {"reference": "Patient/p1"}}
    condition = {
        "resourceType": "Condition",
        "id": "c",
        "code": {"text": "asthma"},
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "onsetDateTime": "2001",
        **about,
    }
    refuted = {
        **condition,
        "id": "r",
        "code": {"text": "lupus"},
        "verificationStatus": {"coding": [{"code": "refuted"}]},
    }
    value = {
        "resourceType": "Observation",
        "id": "o",
        "code": {"text": "ALT"},
        "effectiveDateTime": "2024-03-04",
        "valueQuantity": {"value": 131, "unit": "U/l", "comparator": ">"},
        "referenceRange": [{"high": {"value": 35}}],
        **about,
    }
    case = case_of(one(bundle(r4(), intake(), condition, refuted, value)))
    (known,) = case.patient.conditions
    assert (known.term, known.activity) == ("asthma", "active")
    (test,) = case.observations
    assert test.test == "ALT"
    result = test.measures["result"]
    assert (result.value, result.unit, result.upper) == (">131", "U/l", 35.0)


def test_an_allergy_to_the_suspect_is_an_earlier_reaction() -> None:
    allergy = {
        "resourceType": "AllergyIntolerance",
        "id": "a",
        "patient": {"reference": "Patient/p1"},
        "code": {"text": "Amoxicillin"},
        "reaction": [{"manifestation": [{"text": "rash"}]}],
    }
    (earlier,) = case_of(one(bundle(r4(), intake(), allergy))).earlier_exposures
    assert (earlier.drug, earlier.event, earlier.result) == (
        "amoxicillin",
        "rash",
        "similar reaction",
    )


def test_opinions_of_either_release_stay_opinions() -> None:
    system = "http://terminology.hl7.org/CodeSystem/adverse-event-causality-"
    author = {"display": "Sponsor"}
    four: dict[str, Any] = {
        "assessment": coded(f"{system}assess", "Conditional-Classified"),
        "productRelatedness": "Naranjo 6",
        "method": coded(f"{system}method", "ProbabilityScale"),
        "author": author,
    }
    five: dict[str, Any] = {
        "assessmentMethod": {"text": "introspection"},
        "entityRelatedness": {"text": "likely"},
    }
    suspect: dict[str, Any] = {
        "instance": {"reference": "MedicationStatement/m1"},
        "causality": [four],
    }
    (opinion,) = case_of(one(bundle(r4(suspectEntity=[suspect]), intake()))).opinions
    assert opinion.result == "conditional/unclassified (Naranjo 6)"
    assert (opinion.method, opinion.by) == ("probability scale", "Sponsor")
    suspect = {"instanceReference": {"reference": "MedicationStatement/m1"}, "causality": five}
    twice = r5(suspectEntity=[suspect, {**suspect, "causality": {**five, "author": author}}])
    case = case_of(one(bundle(twice, intake())))
    assert [(item.result, item.by) for item in case.opinions] == [
        ("likely", None),
        ("likely", "Sponsor"),
    ]
    assert len(case.drugs) == 1


def test_the_name_of_who_judged_is_not_taken_from_their_record() -> None:
    doctor = {"resourceType": "Practitioner", "id": "d", "name": [{"family": "Somebody"}]}
    told = {"assessment": {"text": "likely"}, "author": {"reference": "Practitioner/d"}}
    suspect = {"instance": {"reference": "MedicationStatement/m1"}, "causality": [told]}
    case = case_of(one(bundle(r4(suspectEntity=[suspect]), intake(), doctor)))
    assert case.opinions[0].by == "Practitioner"
    assert "Somebody" not in write_case(case)


def test_a_role_that_is_written_as_relatedness_is_a_role() -> None:
    file = FHIR / "r4_icsr_ae_reporting" / "AdverseEvent-VaccinationExampleEvent.json"
    case = case_of(one(example(file)))
    assert [drug.role for drug in case.drugs] == ["suspect", "concomitant"]
    assert case.opinions == ()


def test_an_action_in_words_is_that_of_the_only_suspect() -> None:
    action = {"mitigatingAction": [{"itemCodeableConcept": {"text": "study drug withdrawn"}}]}
    assert case_of(one(bundle(r5(**action), intake()))).drugs[0].action_taken == "withdrawn"
    two = [
        {"instanceReference": {"reference": f"MedicationStatement/{name}"}} for name in ("m1", "m2")
    ]
    other = intake(id="m2", medicationCodeableConcept={"text": "ibuprofen"})
    report = one(bundle(r5(**action, suspectEntity=two), intake(), other))
    assert {drug.action_taken for drug in case_of(report).drugs} == {"unknown"}
    assert any("on which drug is not said" in note for note in report.notes)


def test_an_order_that_was_stopped_and_a_remedy_are_told_apart() -> None:
    stopped = {
        "resourceType": "MedicationRequest",
        "id": "q",
        "status": "stopped",
        "medicationCodeableConcept": {"text": "Amoxicillin"},
    }
    remedy = {**stopped, "id": "z", "status": "active"}
    remedy["medicationCodeableConcept"] = {"text": "prednisolone"}
    event = r5(
        mitigatingAction=[
            {"itemReference": {"reference": f"MedicationRequest/{name}"}} for name in ("q", "z")
        ]
    )
    case = case_of(one(bundle(event, intake(), stopped, remedy)))
    assert case.drugs[0].action_taken == "withdrawn"
    assert [item.name for item in case.treatments] == ["prednisolone"]


def test_the_guide_for_research_is_read_from_its_extensions() -> None:
    file = FHIR / "r4_ae_research_backport" / "AdverseEvent-SeriousAdverseEventResearchStudy.json"
    case = case_of(one(with_referenced(file)))
    (drug,), (event,) = case.drugs, case.events
    assert (drug.name, drug.action_taken) == ("warafin sodium", "withdrawn")
    assert event.resolved is not None
    assert event.resolved.text == "2021-12-09"
    assert event.seriousness == ("hospitalisation", "life-threatening", "other important")
    assert [item.result for item in case.opinions] == ["possibly related"]
    assert len(case.treatments) == 1


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"status": "entered-in-error"}, "entered in error, so not scored"),
        (
            {"modifierExtension": [{"url": f"{GUIDE}status", "valueCode": "entered-in-error"}]},
            "entered in error, so not scored",
        ),
        ({"modifierExtension": [{"url": "http://x"}]}, "a modifierExtension that is not known"),
        ({"implicitRules": "http://x"}, "implicitRules: they may change"),
        ({"actuality": "potential"}, "a potential event: nothing happened"),
        ({"subject": {"reference": "Group/g"}}, "about a group, not one patient"),
        ({"suspectEntity": []}, "the report names no drug"),
        ({"event": None}, "the report names no reaction"),
    ],
)
def test_what_may_not_be_scored_is_refused(told: dict[str, Any], refusal: str) -> None:
    report = one(r4(**told))
    assert report.case is None
    assert (report.refusal or "").startswith(refusal)


def test_a_resource_entered_in_error_is_not_used() -> None:
    report = one(bundle(r4(), intake(status="entered-in-error")))
    assert report.refusal == "the report names no drug"


def test_lists_and_lines_hold_reports_as_bundles_do() -> None:
    resources = [r4(), intake(effectiveDateTime="2024-03-01"), r4(id="e2")]
    lines = b"\n".join(as_bytes(resource) for resource in resources)
    pretty = "\n".join(json.dumps(resource, indent=1) for resource in resources).encode()
    known = [report.case and report.case.drugs[0].doses[0].start for report in read(resources)]
    assert len(known) == 2
    for raw in (lines, b"\xef\xbb\xbf" + lines + b"\n", pretty, as_bytes(bundle(*resources))):
        found = read(raw)
        assert [one_.case and one_.case.drugs[0].doses[0].start for one_ in found] == known


def test_every_event_is_a_report_of_its_own() -> None:
    other = r4(id="e2", subject={"reference": "Patient/p2"}, event={"text": "Fever"})
    found = read(bundle(r4(), other, r4(id="e3", status="entered-in-error"), intake()))
    assert [(report.id, report.case is None) for report in found] == [
        ("e1", False),
        ("e2", False),
        ("e3", True),
    ]


@pytest.mark.parametrize("file", EVENTS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_example_becomes_a_case_that_reads_back(file: Any) -> None:
    for data in (example(file), with_referenced(file)):
        case = case_of(one(data))
        assert read_case(write_case(case).encode()) == case
