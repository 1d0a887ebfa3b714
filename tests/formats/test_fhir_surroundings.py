"""FHIR: what stands around an adverse event - history, tests, orders, remedies, other drugs."""

from __future__ import annotations

from typing import Any

import pytest

from causality.case.case import Case
from tests.formats.fhir_samples import bundle, intake, one, r4, r5

GUIDE = "http://hl7.org/fhir/uv/ae-research-backport-ig/StructureDefinition/"
ABOUT = {"subject": {"reference": "Patient/p1"}}

Resource = dict[str, Any]


def case_of(*resources: Resource) -> Case:
    report = one(bundle(*resources))
    assert report.case is not None, report.refusal
    return report.case


def notes_of(*resources: Resource) -> str:
    return " | ".join(one(bundle(*resources)).notes)


def condition(name: str, **told: object) -> Resource:
    return {"resourceType": "Condition", "id": name, "code": {"text": name}, **told}


def refer(kind: str, name: str) -> dict[str, str]:
    return {"reference": f"{kind}/{name}"}


def test_history_is_found_wherever_the_event_points_at_it() -> None:
    four = r4(
        subjectMedicalHistory=[refer("Condition", "asthma")],
        extension=[
            {
                "url": f"{GUIDE}supporting-info",
                "extension": [{"url": "item", "valueReference": refer("Condition", "gout")}],
            }
        ],
    )
    known = case_of(four, intake(), condition("asthma"), condition("gout")).patient.conditions
    assert {item.term for item in known} == {"asthma", "gout"}
    five = r5(
        supportingInfo=[{"itemReference": refer("Condition", "asthma")}],
        contributingFactor=[{"itemReference": refer("Condition", "gout")}],
    )
    again = case_of(five, intake(), condition("asthma"), condition("gout")).patient.conditions
    assert {item.term for item in again} == {"asthma", "gout"}


def test_a_condition_that_ended_is_resolved_and_a_nameless_one_is_noted() -> None:
    ended = condition("flu", onsetPeriod={"start": "2020"}, abatementDateTime="2021", **ABOUT)
    nameless = {"resourceType": "Condition", "id": "n", **ABOUT}
    (known,) = case_of(r4(), intake(), ended, nameless).patient.conditions
    assert known.activity == "resolved"
    assert known.since is not None
    assert known.since.text == "2020"
    assert "a condition without a name" in notes_of(r4(), intake(), nameless)


def test_what_a_relative_had_is_no_condition_of_the_patient() -> None:
    family = {
        "resourceType": "FamilyMemberHistory",
        "id": "f",
        "patient": {"reference": "Patient/p1"},
        "condition": [{"code": {"text": "porphyria"}}, {"code": {}}],
    }
    (known,) = case_of(r4(), intake(), family).patient.conditions
    assert (known.term, known.present) == ("family history of porphyria", "unknown")


@pytest.mark.parametrize("kind", ["Condition", "Observation", "AllergyIntolerance"])
def test_what_was_entered_in_error_is_no_history(kind: str) -> None:
    wrong = {
        "resourceType": kind,
        "id": "w",
        "status": "entered-in-error",
        "code": {"text": "amoxicillin"},
        "valueString": "high",
        **ABOUT,
    }
    case = case_of(r4(), intake(), wrong)
    assert (case.patient.conditions, case.observations, case.earlier_exposures) == ((), (), ())


def test_an_extension_that_changes_the_meaning_keeps_a_resource_out() -> None:
    changed = condition("asthma", modifierExtension=[{"url": "http://x"}], **ABOUT)
    assert case_of(r4(), intake(), changed).patient.conditions == ()
    assert "modifierExtension: not known here; not used" in notes_of(r4(), intake(), changed)


def test_tests_are_numbers_words_or_a_verdict() -> None:
    values: tuple[Resource, ...] = (
        {"valueString": "cloudy"},
        {"valueCodeableConcept": {"text": "positive"}},
        {"interpretation": {"text": "high"}},
        {},
    )
    tests = [
        {"resourceType": "Observation", "id": f"o{n}", "code": {"text": f"T{n}"}, **value, **ABOUT}
        for n, value in enumerate(values)
    ]
    nameless = {"resourceType": "Observation", "id": "n", **ABOUT}
    case = case_of(r4(), intake(), *tests, nameless)
    found = {
        item.test: [measure.value for measure in item.measures.values()]
        for item in case.observations
    }
    assert found == {"T0": ["cloudy"], "T1": ["positive"], "T2": ["high"], "T3": []}
    assert "a test without a name" in notes_of(r4(), intake(), nameless)


def test_other_resources_that_an_event_points_at_are_noted_as_not_read() -> None:
    document = {"resourceType": "DocumentReference", "id": "d"}
    event = r4(subjectMedicalHistory=[refer("DocumentReference", "d")])
    assert "entry[2].resource: not read" in notes_of(event, intake(), document)


def test_a_drug_without_a_name_is_no_concomitant() -> None:
    nameless = intake(id="m2")
    del nameless["medicationCodeableConcept"]
    assert len(case_of(r4(), intake(), nameless).drugs) == 1
    assert "entry[2].resource: a drug without a name, not used" in notes_of(
        r4(), intake(), nameless
    )
    wrong = intake(id="m3", status="entered-in-error")
    assert len(case_of(r4(), intake(), wrong).drugs) == 1


def test_a_medication_without_a_name_is_called_what_the_reference_calls_it() -> None:
    medication = {"resourceType": "Medication", "id": "x"}
    direct = r4(suspectEntity=[{"instance": {**refer("Medication", "x"), "display": "cefalexin"}}])
    assert case_of(direct, medication).drugs[0].name == "cefalexin"
    taken = intake(medicationReference={"display": "cefalexin"})
    del taken["medicationCodeableConcept"]
    assert case_of(r4(), taken).drugs[0].name == "cefalexin"


def test_reasons_and_amounts_of_either_release() -> None:
    four = intake(
        reasonCode=[{"text": "otitis"}],
        reasonReference=[refer("Condition", "angina"), refer("Condition", "nowhere")],
        dosage=[{"text": "daily", "doseAndRate": [{"doseQuantity": {"value": 500, "unit": "mg"}}]}],
    )
    (drug,) = case_of(r4(), four, condition("angina")).drugs
    assert drug.indication == "otitis; angina"
    five = intake(
        reason=[{"concept": {"text": "otitis"}}, {"reference": refer("Condition", "angina")}]
    )
    assert case_of(r5(), five, condition("angina")).drugs[0].indication == "otitis; angina"


def test_an_amount_stands_with_what_the_text_adds() -> None:
    quantity = {"doseQuantity": {"value": 500, "code": "mg"}}
    taken = intake(
        effectiveDateTime="2024-03-01", dosage=[{"text": "daily", "doseAndRate": [quantity]}]
    )
    assert case_of(r4(), taken).drugs[0].doses[0].amount == "500 mg (daily)"


def test_a_patient_who_died_is_told_as_dead() -> None:
    dead = {"resourceType": "Patient", "id": "p1", "deceasedDateTime": "2024-04-01"}
    death = case_of(r4(), intake(), dead).patient.death
    assert death is not None
    assert death.at is not None
    flagged = {"resourceType": "Patient", "id": "p1", "deceasedBoolean": True}
    assert case_of(r4(), intake(), flagged).patient.death is not None


@pytest.mark.parametrize("born", ["2025", "1800"])
def test_an_age_that_nobody_has_is_not_told(born: str) -> None:
    patient = {"resourceType": "Patient", "id": "p1", "birthDate": born}
    assert case_of(r4(date="2024-03"), intake(), patient).patient.age is None


def test_actions_that_do_not_agree_are_not_used() -> None:
    words = [{"itemCodeableConcept": {"text": text}} for text in ("withdrawn", "dose reduced")]
    event = r5(mitigatingAction=words)
    assert case_of(event, intake()).drugs[0].action_taken == "unknown"
    assert "mitigatingAction: actions that do not agree; not used" in notes_of(event, intake())


def test_remedies_are_treatments_in_words_by_procedure_and_by_drug() -> None:
    procedure = {
        "resourceType": "Procedure",
        "id": "p",
        "code": {"text": "dialysis"},
        "performedDateTime": "2024-03-07",
    }
    given = intake(
        id="m2",
        medicationCodeableConcept={"text": "adrenaline"},
        effectivePeriod={"start": "2024-03-06", "end": "2024-03-07"},
    )
    withdrawn = intake(id="m3", status="entered-in-error")
    event = r5(
        mitigatingAction=[
            {"itemCodeableConcept": {"text": "cooling"}},
            {"itemReference": refer("Procedure", "p")},
            {"itemReference": refer("MedicationStatement", "m2")},
            {"itemReference": refer("MedicationStatement", "m3")},
            {"itemReference": refer("MedicationStatement", "nowhere")},
            {},
        ]
    )
    case = case_of(event, intake(), procedure, given, withdrawn)
    told = {item.name: item.start and item.start.text for item in case.treatments}
    assert told == {"cooling": None, "dialysis": "2024-03-07", "adrenaline": "2024-03-06"}
    assert [drug.name for drug in case.drugs] == ["amoxicillin"]


def test_a_suspect_that_is_not_named_is_noted() -> None:
    event = r4(suspectEntity=[{}, {"instance": refer("MedicationStatement", "m1")}])
    assert len(case_of(event, intake()).drugs) == 1
    assert "suspectEntity[0]: a suspect that is not named" in notes_of(event, intake())


def test_an_assessment_without_a_result_is_noted() -> None:
    told = {"method": {"text": "introspection"}}
    event = r4(
        suspectEntity=[{"instance": refer("MedicationStatement", "m1"), "causality": [told]}]
    )
    assert case_of(event, intake()).opinions == ()
    assert "causality[0]: an assessment without a result" in notes_of(event, intake())
