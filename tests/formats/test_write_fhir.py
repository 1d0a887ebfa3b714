"""Cases and assessments as FHIR: the shapes of each release, the official codes, read back equal.

``oracle_fhir.py`` has the same bundles judged by the models of another project.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from causality.assessment import Assessment, assess
from causality.case.case import Case
from causality.case.read import read_case
from causality.findings.latency_names import plain_name
from causality.formats import read_reports
from causality.formats.writers import SOURCE, Release, as_fhir, judgements
from tests.formats.samples import DATA
from tests.formats.written_cases import assessed_cases

CASE = """\
schema: causality/case/1
id: one
patient: {age: 50 y, sex: female, death: {id: died}}
drugs:
  - id: a
    name: drug a
    role: suspect
    indication: pain
    action taken: withdrawn
    doses:
      - {id: first, start: 2024-03, stop: 2024-03-20T14:30, amount: 5 mg, route: oral}
      - {id: second, start: 3 d after rash.onset}
  - {id: b, name: drug b, role: interacting}
  - {id: c, name: drug c, role: concomitant, doses: [{id: only, start: unknown}]}
  - {id: d, name: drug d, role: not given}
events:
  - id: rash
    term: Rash
    onset: 2024-03-05
    resolved: 2024-03-09
    outcome: recovered
    seriousness: [hospitalisation]
  - {id: fever, term: Fever, onset: about 2024-03 (+-10 d), seriousness: [not serious]}
opinions:
  - {id: o, drug: a, event: rash, method: introspection, result: likely, by: Sponsor}
"""
SYSTEM = "http://terminology.hl7.org/CodeSystem/adverse-event-"


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case(CASE.encode())


@pytest.fixture(scope="module")
def assessment(case: Case) -> Assessment:
    return assess(case)


def resources(case: Case, assessment: Assessment, release: Release) -> list[dict[str, Any]]:
    text = as_fhir([(case, assessment)], release)
    return [entry["resource"] for entry in json.loads(text)["entry"]]


def event_of(found: list[dict[str, Any]], name: str) -> dict[str, Any]:
    events = [one for one in found if one["resourceType"] == "AdverseEvent"]
    return next(one for one in events if name in json.dumps(one["identifier"]))


@pytest.mark.parametrize("release", Release)
def test_a_bundle_holds_patient_drugs_and_events(
    case: Case, assessment: Assessment, release: Release
) -> None:
    found = resources(case, assessment, release)
    kinds = [one["resourceType"] for one in found]
    # The first drug has two doses, the others one resource each.
    assert kinds == ["Patient", *["MedicationStatement"] * 5, *["AdverseEvent"] * 2]
    assert found[0] == {"resourceType": "Patient", "gender": "female", "deceasedBoolean": True}
    assert all(one["actuality"] == "actual" for one in found[6:])


def test_release_4_has_one_suspect_with_several_causalities(
    case: Case, assessment: Assessment
) -> None:
    event = event_of(resources(case, assessment, Release.R4), "rash")
    assert event["event"] == {"text": "Rash"}
    assert event["date"] == "2024-03-05"
    assert event["outcome"]["coding"] == [{"system": f"{SYSTEM}outcome", "code": "resolved"}]
    assert event["seriousness"]["coding"][0]["code"] == "Serious"
    assert "2024-03-09" in event["text"]["div"]
    first, second = event["suspectEntity"]
    theirs, naranjo, who = first["causality"]
    assert theirs == {
        "assessment": {"text": "likely"},
        "author": {"display": "Sponsor"},
        "method": {"text": "introspection"},
    }
    scale = {"system": f"{SYSTEM}causality-method", "code": "ProbabilityScale"}
    assert naranjo["method"] == {"coding": [scale], "text": "Naranjo scale"}
    assert "coding" not in naranjo["assessment"]  # its categories are not those of WHO-UMC
    assert naranjo["productRelatedness"].endswith("points")
    assert who["assessment"]["coding"][0]["system"] == f"{SYSTEM}causality-assess"
    assert who["author"] == {"display": SOURCE}
    assert len(second["causality"]) == 2


def test_release_5_has_one_suspect_for_each_causality(case: Case, assessment: Assessment) -> None:
    event = event_of(resources(case, assessment, Release.R5), "rash")
    assert event["status"] == "unknown"
    assert event["code"] == {"text": "Rash"}
    assert event["occurrencePeriod"] == {"start": "2024-03-05", "end": "2024-03-09"}
    assert event["outcome"][0]["coding"][0]["code"] == "resolved"
    assert event["seriousness"]["coding"][0]["code"] == "serious"
    assert [one["causality"]["author"]["display"] for one in event["suspectEntity"]] == [
        "Sponsor",
        *[SOURCE] * 4,
    ]
    assert len({json.dumps(one["instanceReference"]) for one in event["suspectEntity"]}) == 2
    naranjo = event["suspectEntity"][1]["causality"]
    assert naranjo["entityRelatedness"]["text"].endswith("points)")


CATEGORIES = (
    ("certain", "Certain"),
    ("probable/likely", "Probably-Likely"),
    ("possible", "Possible"),
    ("unlikely", "Unlikely"),
    ("conditional/unclassified", "Conditional-Classified"),
    ("unassessable/unclassifiable", "Unassessable-Unclassifiable"),
)


@pytest.mark.parametrize(("category", "code"), CATEGORIES)
def test_the_codes_are_the_official_ones(category: str, code: str) -> None:
    # Reference: the code systems of HL7 Terminology; "Conditional-Classified" is spelt so.
    from causality.formats.writers import Judgement
    from causality.formats.writers.fhir_shapes import shape_of

    judged = Judgement("a", "e", "who_umc", "WHO-UMC system", category, None)
    four, five = (shape_of(release).judged(judged) for release in (Release.R4, Release.R5))
    assert four["assessment"]["coding"][0]["code"] == code
    assert five["entityRelatedness"]["coding"][0]["code"] == code


def test_dates_are_never_padded_and_never_lost(case: Case, assessment: Assessment) -> None:
    for release in Release:
        found = resources(case, assessment, release)
        first, second = found[1], found[2]
        # A minute would need a time zone, which a case does not have.
        assert first["effectivePeriod"] == {"start": "2024-03", "end": "2024-03-20"}
        assert "Stop: 2024-03-20T14:30." in first["note"][0]["text"]
        assert "effectivePeriod" not in second
        assert "Start: 3 d after rash.onset." in second["note"][0]["text"]
        fever = event_of(found, "fever")
        assert not {"date", "occurrenceDateTime", "occurrencePeriod"} & set(fever)
        assert "about 2024-03 (+-10 d)" in json.dumps(fever)


def test_what_was_not_given_is_no_intake(case: Case, assessment: Assessment) -> None:
    four, five = (resources(case, assessment, release)[5] for release in Release)
    assert four["status"] == "not-taken"
    assert five["adherence"] == {"code": {"text": "not taken"}}


def test_the_same_cases_give_the_same_bytes_and_two_of_one_name_stay_apart(
    case: Case, assessment: Assessment
) -> None:
    pairs = [(case, assessment), (case, assessment)]
    text = as_fhir(pairs, Release.R4)
    assert text == as_fhir(pairs, Release.R4)
    addresses = [entry["fullUrl"] for entry in json.loads(text)["entry"]]
    assert len(addresses) == len(set(addresses)) == 16


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (value["reference"],) if isinstance(value.get("reference"), str) else ()
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from references(one)


def empties(value: Any) -> Iterator[Any]:
    """What FHIR does not allow: empty objects, lists and texts, and null."""
    if value in ({}, [], "", None):
        yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inside:
        yield from empties(one)


ALLOWED = {
    Release.R4: {
        "AdverseEvent": "resourceType identifier actuality event subject date outcome seriousness "
        "suspectEntity text",
        "MedicationStatement": "resourceType status medicationCodeableConcept subject "
        "effectivePeriod dosage reasonCode note",
        "Patient": "resourceType gender deceasedBoolean",
    },
    Release.R5: {
        "AdverseEvent": "resourceType identifier status actuality code subject occurrencePeriod "
        "occurrenceDateTime outcome seriousness suspectEntity note",
        "MedicationStatement": "resourceType status medication subject effectivePeriod dosage "
        "reason note adherence",
        "Patient": "resourceType gender deceasedBoolean",
    },
}


@pytest.mark.parametrize("release", Release)
def test_every_case_becomes_a_bundle_whose_references_hold(release: Release) -> None:
    """A check of our own: elements of the release only, nothing empty, nothing dangling."""
    for case, assessment in assessed_cases():
        bundle = json.loads(as_fhir([(case, assessment)], release))
        assert list(empties(bundle)) == []
        addresses = {entry["fullUrl"] for entry in bundle["entry"]}
        assert set(references(bundle)) <= addresses
        for entry in bundle["entry"]:
            resource = entry["resource"]
            assert set(resource) <= set(ALLOWED[release][resource["resourceType"]].split())


@pytest.mark.parametrize("release", Release)
def test_what_is_written_is_read_back_equal(release: Release) -> None:
    for case, assessment in assessed_cases():
        suspects = [drug for drug in case.drugs if drug.role in {"suspect", "interacting"}]
        if len({plain_name(drug.name) for drug in suspects}) < len(suspects):
            continue  # drugs of one name are read as one
        text = as_fhir([(case, assessment)], release)
        found = {
            report.id.removeprefix(f"{case.id}/"): sorted(
                (one.by or "", one.method or "", one.result) for one in report.case.opinions
            )
            for report in read_reports(io.BytesIO(text.encode()), "bundle")
            if report.case is not None
        }
        for event in case.events:
            wanted = [
                (one.by or "", one.method or "", one.result)
                for one in case.opinions
                if one.event == event.id and one.drug in {drug.id for drug in suspects}
            ]
            ours = [one for one in judgements(assessment) if one.event == event.id]
            wanted += [(one.source, one.title, one.result) for one in ours]
            if event.id in found:  # a term that is no reaction is refused on reading
                assert found[event.id] == sorted(wanted), case.id


def test_a_date_that_is_read_is_written_again() -> None:
    file = DATA / "fhir" / "r5_ae_research" / "AdverseEvent-SeriousAdverseEventResearchStudy.json"
    (report,) = read_reports(file)
    assert report.case is not None
    text = as_fhir([(report.case, assess(report.case))], Release.R5)
    assert '"occurrencePeriod": {\n' in text
    assert '"start": "2021-12-02"' in text
    assert '"end": "2021-12-09"' in text
