"""E2B(R3): what each element becomes, and what is left alone."""

from __future__ import annotations

import io

import pytest

from causality.case.case import Case
from causality.case.entries import Drug, Event
from causality.formats.e2b_r3 import read_e2b_r3
from causality.formats.report import Report
from tests.formats.samples import DATA, r3

CODES = "2.16.840.1.113883.3.989.2.1.1."


def read(message: bytes) -> Report:
    (report,) = read_e2b_r3(io.BytesIO(message), "message")
    return report


def case_of(message: bytes) -> Case:
    report = read(message)
    assert report.case is not None, report.refusal
    return report.case


def the_drug(inside: str) -> Drug:
    return case_of(r3(drugs=(inside,))).drugs[0]


def the_event(inside: str) -> Event:
    return case_of(r3(reactions=(inside,))).events[0]


def observation(code: int, value: str) -> str:
    return (
        f'<outboundRelationship2><observation><code code="{code}" codeSystem="{CODES}19"/>'
        f"{value}</observation></outboundRelationship2>"
    )


@pytest.mark.parametrize(
    ("code", "role"),
    [("1", "suspect"), ("2", "concomitant"), ("3", "interacting"), ("4", "not given")],
)
def test_a_role_is_kept_as_reported(code: str, role: str) -> None:
    assert case_of(r3(roles=(code,))).drugs[0].role == role


def test_a_drug_that_was_not_given_was_not_taken() -> None:
    assert case_of(r3(roles=("4",))).drugs[0].exposure == "not taken"


def test_a_regional_role_beside_the_role_is_left_alone() -> None:
    # The FDA puts a similar device into a twin element, with a code list of its own.
    twin = (
        f'<component><causalityAssessment><code code="20" codeSystem="{CODES}19"/>'
        '<value code="2" codeSystem="2.16.840.1.113883.3.989.5.1.2.1.1.8"/><subject2>'
        '<productUseReference><id root="d1"/></productUseReference></subject2>'
        "</causalityAssessment></component>"
    )
    assert case_of(r3(assessments=twin)).drugs[0].role == "suspect"


def test_a_drug_without_a_role_is_no_suspect_and_that_is_told() -> None:
    report = read(r3(roles=()))
    assert report.case is not None
    assert report.case.drugs[0].role == "concomitant"
    assert "G.k.1[1]: no role that can be read; not taken for a suspect" in report.notes
    assert "no drug is suspect or interacting, so there is nothing to assess" in report.notes


@pytest.mark.parametrize(
    ("code", "action"),
    [
        ('code="1"', "withdrawn"),
        ('code="2"', "dose reduced"),
        ('code="3"', "dose increased"),
        ('code="4"', "dose not changed"),
        ('code="0"', "unknown"),
        ('code="9"', "not applicable"),
        ('nullFlavor="NA"', "not applicable"),
        ('nullFlavor="ASKU"', "unknown"),
        ('nullFlavor="NI"', "unknown"),
    ],
)
def test_the_action_taken_is_that_of_its_list(code: str, action: str) -> None:
    drug = the_drug(
        f'<inboundRelationship typeCode="CAUS"><act><code {code}/></act></inboundRelationship>'
    )
    assert drug.action_taken == action


def test_silence_about_the_action_is_not_a_statement_that_it_is_unknown() -> None:
    stated = the_drug(
        '<inboundRelationship typeCode="CAUS"><act><code code="0"/></act></inboundRelationship>'
    )
    assert "action_taken" in stated.model_fields_set
    assert stated.source == "G.k.1[1], G.k.8[1]"
    assert "action_taken" not in the_drug("").model_fields_set


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("1", "recovered"),
        ("2", "recovering"),
        ("3", "not recovered"),
        ("4", "sequelae"),
        ("5", "fatal"),
        ("0", "unknown"),
    ],
)
def test_an_outcome_is_that_of_its_list(code: str, outcome: str) -> None:
    assert the_event(observation(27, f'<value code="{code}"/>')).outcome == outcome


def test_a_code_outside_its_list_is_told_and_not_used() -> None:
    report = read(r3(reactions=(observation(27, '<value code="7"/>'),)))
    assert report.case is not None
    assert report.case.events[0].outcome == "unknown"
    assert "E.i.7[1]: a code that is not in its list" in report.notes


BOTH_SHAPES = [
    '<effectiveTime><low value="20240305"/><high value="202404"/></effectiveTime>',
    (
        '<effectiveTime xsi:type="SXPR_TS"><comp xsi:type="IVL_TS"><low value="20240305"/>'
        '<high value="202404"/></comp><comp xsi:type="IVL_TS" operator="A"/></effectiveTime>'
    ),
]


@pytest.mark.parametrize("shape", BOTH_SHAPES)
def test_both_shapes_of_time_give_the_same_dates(shape: str) -> None:
    event = the_event(shape + observation(27, '<value code="1"/>'))
    assert event.onset is not None
    assert event.resolved is not None
    assert (event.onset.text, event.resolved.text) == ("2024-03-05", "2024-04")
    assert event.source == "E.i.1[1], E.i.4[1], E.i.5[1], E.i.7[1]"
    dose = the_drug(
        f'<outboundRelationship2 typeCode="COMP"><substanceAdministration>{shape}'
        "</substanceAdministration></outboundRelationship2>"
    ).doses[0]
    assert dose.start is not None
    assert dose.stop is not None
    assert (dose.start.text, dose.stop.text) == ("2024-03-05", "2024-04")
    assert dose.source == "G.k.4.r.4[1][1], G.k.4.r.5[1][1]"


@pytest.mark.parametrize(
    ("flavour", "onset"),
    [("ASKU", "unknown"), ("UNK", "unknown"), ("NASK", None), ("NI", None), ("MSK", None)],
)
def test_asked_and_unknown_is_kept_apart_from_silence(flavour: str, onset: str | None) -> None:
    event = the_event(f'<effectiveTime><low nullFlavor="{flavour}"/></effectiveTime>')
    assert (event.onset.text if event.onset else None) == onset


def test_a_masked_date_is_told() -> None:
    masked = '<effectiveTime><low nullFlavor="MSK"/></effectiveTime>'
    assert "E.i.4[1]: masked by the sender" in read(r3(reactions=(masked,))).notes


def test_an_end_without_recovery_is_no_recovery() -> None:
    end = '<effectiveTime><high value="20240305"/></effectiveTime>'
    report = read(r3(reactions=(end + observation(27, '<value code="3"/>'),)))
    assert report.case is not None
    assert report.case.events[0].resolved is None
    assert "E.i.1[1]: an end, but the outcome is no recovery; the end is unused" in report.notes


def rechallenge(code: str, reaction: str = "r1") -> str:
    return observation(
        31,
        f'<value code="{code}"/><outboundRelationship1><actReference><id root="{reaction}"/>'
        "</actReference></outboundRelationship1>",
    )


@pytest.mark.parametrize(
    ("code", "result", "stated"),
    [
        ("1", "recurred", "positive"),
        ("2", "did not recur", "negative"),
        ("3", "unknown", None),
        ("4", None, "not done"),
    ],
)
def test_the_four_states_of_a_rechallenge_stay_four(
    code: str, result: str | None, stated: str | None
) -> None:
    case = case_of(r3(drugs=(rechallenge(code),)))
    assert [item.result for item in case.re_exposures] == ([result] if result else [])
    assert [item.value for item in case.statements] == ([stated] if stated else [])
    assert all(item.source == "G.k.9.i.4[1][1]" for item in (*case.re_exposures, *case.statements))


def test_a_rechallenge_belongs_to_its_reaction() -> None:
    case = case_of(r3(reactions=("", ""), drugs=(rechallenge("1", "R2"),)))
    assert [item.event for item in case.re_exposures] == ["rash-2"]


def test_a_reference_to_nothing_is_told() -> None:
    report = read(r3(drugs=(rechallenge("1", "nobody"),)))
    told = "G.k.9.i.4[1][?]: refers to a drug or reaction that is not in the report"
    assert told in report.notes


def interval(kind: str, value: str, reaction: str = "r1") -> str:
    return (
        f'<outboundRelationship1 typeCode="{kind}"><pauseQuantity {value}/><actReference>'
        f'<id root="{reaction}"/></actReference></outboundRelationship1>'
    )


def test_an_interval_dates_an_onset_that_has_no_date() -> None:
    case = case_of(r3(drugs=(interval("SAS", 'value="10" unit="d"'),)))
    onset = case.events[0].onset
    assert onset is not None
    assert onset.text == "10 d after drug-1.start"
    assert case.events[0].source == "E.i.1[1], G.k.9.i.3.1[1][1]"


def test_an_interval_from_the_last_dose_counts_from_the_stop() -> None:
    case = case_of(r3(drugs=(interval("SAE", 'value="2" unit="h"'),)))
    onset = case.events[0].onset
    assert onset is not None
    assert onset.text == "2 h after drug-1.stop"


def test_an_interval_in_a_unit_that_is_no_time_is_told() -> None:
    report = read(r3(drugs=(interval("SAS", 'value="1" unit="{Trimester}"'),)))
    assert "G.k.9.i.3.1[1][1]: no length that can be read" in report.notes


def assessment(inside: str) -> str:
    return (
        f'<component><causalityAssessment><code code="39" codeSystem="{CODES}19"/>{inside}'
        "<author><assignedEntity><code><originalText>Sponsor</originalText></code>"
        '</assignedEntity></author><subject1><adverseEffectReference><id root="r1"/>'
        "</adverseEffectReference></subject1><subject2><productUseReference>"
        '<id root="d1"/></productUseReference></subject2></causalityAssessment></component>'
    )


@pytest.mark.parametrize(
    ("inside", "method", "result"),
    [
        (
            (
                '<value xsi:type="ST">Suspected</value>'
                "<methodCode><originalText>FDA</originalText></methodCode>"
            ),
            "FDA",
            "Suspected",
        ),
        (
            (
                '<value xsi:type="CE" code="3" codeSystem="2.16.840.1.113883.3.989.5.1.10.1.5"/>'
                '<methodCode code="1" codeSystem="2.16.840.1.113883.3.989.5.1.10.1.4"/>'
            ),
            "WHO-UMC",
            "possible",
        ),
        (
            (
                '<value xsi:type="CE" code="1" codeSystem="2.16.840.1.113883.3.989.5.1.10.1.6"/>'
                '<methodCode code="2" codeSystem="2.16.840.1.113883.3.989.5.1.10.1.5"/>'
            ),
            "KRCT",
            "related",
        ),
        (
            '<value xsi:type="CE" code="2" codeSystem="2.16.840.1.113883.3.989.5.1.1.5.3"/>',
            None,
            "code 2",
        ),
    ],
)
def test_assessments_of_others_stay_opinions(inside: str, method: str | None, result: str) -> None:
    (opinion,) = case_of(r3(assessments=assessment(inside))).opinions
    assert (opinion.method, opinion.result, opinion.by) == (method, result, "Sponsor")
    assert opinion.source == "G.k.9.i.2.r.3[1][1][1]"


def test_several_assessors_of_one_pair_are_not_merged() -> None:
    first = assessment('<value xsi:type="ST">related</value>')
    second = assessment('<value xsi:type="ST">not related</value>')
    case = case_of(r3(assessments=first + second))
    assert [item.result for item in case.opinions] == ["related", "not related"]


def test_a_nullified_case_is_not_scored() -> None:
    nullified = (
        '<subjectOf2><investigationCharacteristic><code code="3"/><value code="1"/>'
        "</investigationCharacteristic></subjectOf2>"
    )
    report = read(r3(event=nullified))
    assert report.case is None
    assert report.id == "R3-1"
    assert report.refusal == "nullified by its sender (C.1.11.1), so not scored"


def test_an_amendment_is_read_and_told() -> None:
    amended = (
        '<subjectOf2><investigationCharacteristic><code code="3"/><value code="2"/>'
        "</investigationCharacteristic></subjectOf2>"
    )
    report = read(r3(event=amended))
    assert report.case is not None
    assert "C.1.11.1: an amendment of an earlier version of the report" in report.notes


def test_the_record_ends_on_the_day_the_last_information_came_in_or_before() -> None:
    case = case_of(r3(event='<availabilityTime value="20240305"/>'))
    assert case.last_information is not None
    assert case.last_information.text == "before 2024-03-06"


def test_a_reaction_to_a_past_drug_is_no_reaction_of_the_case() -> None:
    past = (
        f'<subjectOf2><organizer><code code="2" codeSystem="{CODES}20"/><component>'
        "<substanceAdministration><consumable><instanceOfKind><kindOfProduct><name>Drug 1</name>"
        "</kindOfProduct></instanceOfKind></consumable>"
        + observation(29, '<value code="10012345" codeSystem="2.16.840.1.113883.6.163"/>')
        + "</substanceAdministration></component></organizer></subjectOf2>"
    )
    case = case_of(r3(primary=past))
    assert len(case.events) == 1
    (earlier,) = case.earlier_exposures
    assert (earlier.drug, earlier.event, earlier.result) == ("drug-1", None, "unknown")
    assert earlier.note == "It was followed by another reaction."


def test_the_richest_sample_keeps_what_it_says() -> None:
    (report,) = read_e2b_r3(DATA / "e2b_r3" / "fda_FAERS2022Scenario6.xml")
    case = report.case
    assert case is not None
    assert case.patient.age == "10 y"
    assert case.patient.exposed_through == "mother"
    assert case.patient.death is not None
    assert case.patient.death.autopsy == "yes"
    # Seven tests; the third is written as an interval that ends at ten, ten included.
    assert [item.measures["result"].value for item in case.observations][:3] == [
        "10",
        "<10",
        "<=10",
    ]
    assert (case.observations[0].measures["result"].upper) == 110
    assert [condition.present for condition in case.patient.conditions] == ["unknown", "unknown"]
    assert [item.result for item in case.re_exposures] == ["did not recur", "recurred"]
    assert [item.role for item in case.drugs] == ["suspect", "interacting"]


def test_the_whole_patient_is_read() -> None:
    def seen(code: int, value: str) -> str:
        return (
            f'<subjectOf2><observation><code code="{code}" codeSystem="{CODES}19"/>{value}'
            "</observation></subjectOf2>"
        )

    primary = (
        '<player1><administrativeGenderCode nullFlavor="UNK"/><deceasedTime value="2024-03"/>'
        "</player1>"
        + seen(4, '<value code="6"/>')
        + seen(7, '<value value="70" unit="kg"/>')
        + seen(5, '<value value="false"/>')
        + seen(22, '<value value="202401"/>')
        + seen(32, "<value><originalText>sepsis</originalText></value>")
    )
    case = case_of(r3(primary=primary))
    assert (case.patient.age, case.patient.sex, case.patient.weight) == (
        "elderly",
        "unknown",
        "70 kg",
    )
    assert case.patient.death is not None
    assert (case.patient.death.cause, case.patient.death.autopsy) == ("sepsis", "no")


def test_what_cannot_be_used_is_told_by_place() -> None:
    masked = (
        '<player1><administrativeGenderCode nullFlavor="MSK"/><deceasedTime value="x"/></player1>'
    )
    drug = (
        '<inboundRelationship typeCode="CAUS"><act><code code="7"/></act></inboundRelationship>'
        '<outboundRelationship2 typeCode="COMP"><substanceAdministration><effectiveTime>'
        '<low value="20241399"/><width value="1" unit="{cyclical}"/></effectiveTime>'
        "</substanceAdministration></outboundRelationship2>" + rechallenge("8")
    )
    hidden = (
        '<inboundRelationship typeCode="CAUS"><act><code nullFlavor="MSK"/></act>'
        "</inboundRelationship>"
    )
    told = read(
        r3(
            primary=masked,
            drugs=(drug, hidden),
            roles=("1", "1"),
            reactions=(observation(27, '<value nullFlavor="MSK"/>'),),
            assessments=assessment('<value nullFlavor="NA"/>'),
        )
    ).notes
    assert set(told) >= {
        "D.5: masked by the sender",
        "D.9.1: no date that can be read",
        "G.k.8[1]: a code that is not in its list",
        "G.k.8[2]: masked by the sender",
        "G.k.4.r.4[1][1]: no date that can be read",
        "G.k.4.r.6[1][1]: no length that can be read",
        "G.k.9.i.4[1][1]: a code that is not in its list",
        "E.i.7[1]: masked by the sender",
        "G.k.9.i.2.r.3[1][1][1]: an assessment without a result",
    }


def test_a_father_who_took_the_drug_is_the_way_of_exposure() -> None:
    taken = observation(9, f'<value code="3" codeSystem="{CODES}17"/>')
    assert case_of(r3(drugs=(taken,))).patient.exposed_through == "father"


def test_an_overdose_is_told_by_its_code_and_not_by_a_regional_twin() -> None:
    ours = observation(9, f'<value code="2" codeSystem="{CODES}17"/>')
    twin = observation(9, '<value code="2" codeSystem="2.16.840.1.113883.3.989.5.1.2.1.1.7"/>')
    assert the_drug(ours).overdose == "yes"
    assert the_drug(twin).overdose == "unknown"


@pytest.mark.parametrize(
    ("cut", "why"),
    [
        ("investigationEvent", "no investigationEvent: the message holds no report"),
        ("primaryRole", "no primaryRole: the report names no patient"),
    ],
)
def test_a_message_that_is_no_report_is_refused(cut: str, why: str) -> None:
    report = read(r3().replace(cut.encode(), b"somethingElse"))
    assert (report.case, report.refusal) == (None, why)
