"""E2B(R2) and its dialects: what each tag becomes."""

from __future__ import annotations

import io

import pytest

from causality.case.case import Case
from causality.formats.e2b_r2 import read_e2b_r2
from causality.formats.report import Report
from tests.formats.samples import DATA, r2

RASH = "<reaction><reactionmeddrapt>Rash</reactionmeddrapt></reaction>"
ITCH = "<reaction><reactionmeddrapt>Pruritus</reactionmeddrapt></reaction>"


def drug(inside: str = "", role: str = "1", name: str = "amoxicillin") -> str:
    return (
        f"<drug><drugcharacterization>{role}</drugcharacterization>"
        f"<medicinalproduct>{name}</medicinalproduct>{inside}</drug>"
    )


def read(patient: str) -> Report:
    (report,) = read_e2b_r2(io.BytesIO(r2(patient)), "message")
    return report


def case_of(patient: str) -> Case:
    report = read(patient)
    assert report.case is not None, report.refusal
    return report.case


@pytest.mark.parametrize(
    ("code", "action"),
    [
        ("1", "withdrawn"),
        ("4", "dose not changed"),
        ("5", "unknown"),
        ("6", "not applicable"),
        ("0", "unknown"),
    ],
)
def test_actions_have_codes_of_their_own(code: str, action: str) -> None:
    case = case_of(RASH + drug(f"<actiondrug>{code}</actiondrug>"))
    assert case.drugs[0].action_taken == action


@pytest.mark.parametrize(
    ("format_", "digits", "read_as"),
    [
        ("102", "20240305", "2024-03-05"),
        ("610", "202403", "2024-03"),
        ("602", "2024", "2024"),
        ("203", "202403051430", "2024-03-05T14:30"),
        ("204", "20240305143059", "2024-03-05T14:30"),
        ("102", "202007", "2020-07"),
        ("610", "20240301", "2024-03"),
        ("", "20240305", "2024-03-05"),
    ],
)
def test_a_date_is_as_precise_as_its_format_says(format_: str, digits: str, read_as: str) -> None:
    tags = (
        f"<drugstartdateformat>{format_}</drugstartdateformat>"
        f"<drugstartdate>{digits}</drugstartdate>"
    )
    dose = case_of(RASH + drug(tags)).drugs[0].doses[0]
    assert dose.start is not None
    assert dose.start.text == read_as
    assert dose.source == "drugstartdate[1]"


def test_a_date_that_is_none_is_told() -> None:
    report = read(RASH + drug("<drugstartdate>20241399</drugstartdate>"))
    assert "drugstartdate[1]: no date that can be read" in report.notes


AGAIN = "<drugrecurreadministration>{}</drugrecurreadministration>"
WHICH = "<drugrecurrence><drugrecuraction>{}</drugrecuraction></drugrecurrence>"


@pytest.mark.parametrize(
    ("reactions", "told", "events"),
    [
        (RASH, AGAIN.format(1), [("rash", "recurred")]),
        (RASH, AGAIN.format(2), [("rash", "did not recur")]),
        (RASH, AGAIN.format(3), []),
        (RASH + ITCH, AGAIN.format(1) + WHICH.format("pruritus"), [("pruritus", "recurred")]),
        (RASH + ITCH, AGAIN.format(1), []),
    ],
)
def test_a_rechallenge_is_told_of_the_reactions_it_names(
    reactions: str, told: str, events: list[tuple[str, str]]
) -> None:
    case = case_of(reactions + drug(told))
    assert [(item.event, item.result) for item in case.re_exposures] == events


def test_a_recurrence_of_nobody_knows_what_is_told() -> None:
    report = read(RASH + ITCH + drug(AGAIN.format(1)))
    told = "drugrecurreadministration[1]: a recurrence, but which reaction came back is not said"
    assert told in report.notes


FLAG = "<drugadditional>{}</drugadditional>"


@pytest.mark.parametrize(
    ("flag", "values"),
    [("1", ["positive"]), ("2", ["negative"]), ("3", []), ("4", []), ("taken at night", [])],
)
def test_faers_tells_a_dechallenge_where_others_have_free_text(
    flag: str, values: list[str]
) -> None:
    case = case_of(RASH + drug(FLAG.format(flag)))
    assert [item.value for item in case.statements] == values


def test_a_dechallenge_that_several_suspects_carry_is_confounded() -> None:
    two = drug(FLAG.format(1)) + drug(FLAG.format(1), name="ibuprofen")
    assert {item.value for item in case_of(RASH + two).statements} == {"confounded"}
    beside = drug(FLAG.format(1)) + drug(FLAG.format(1), name="ibuprofen", role="2")
    assert {item.value for item in case_of(RASH + beside).statements} == {"positive"}


def test_a_dechallenge_of_several_reactions_is_marked_as_one_of_the_drug() -> None:
    case = case_of(RASH + ITCH + drug(FLAG.format(1)))
    assert [item.event for item in case.statements] == ["rash", "pruritus"]
    assert all("of the drug" in (item.assumed or "") for item in case.statements)


def test_a_latency_of_the_drug_serves_where_there_is_one_reaction() -> None:
    tags = "<drugstartperiod>10</drugstartperiod><drugstartperiodunit>804</drugstartperiodunit>"
    onset = case_of(RASH + drug(tags)).events[0].onset
    assert onset is not None
    assert onset.text == "10 d after amoxicillin.start"
    report = read(RASH + ITCH + drug(tags))
    assert "drugstartperiod[1]: given for the drug, not for one reaction" in report.notes


def test_assessments_name_their_reaction_by_its_term() -> None:
    told = (
        "<drugreactionrelatedness><drugreactionasses>{}</drugreactionasses>"
        "<drugassessmentsource>Sponsor</drugassessmentsource><drugresult>related</drugresult>"
        "</drugreactionrelatedness>"
    )
    case = case_of(RASH + ITCH + drug(told.format("PRURITUS")))
    assert [(item.event, item.by, item.result) for item in case.opinions] == [
        ("pruritus", "Sponsor", "related")
    ]
    report = read(RASH + drug(told.format("Headache")))
    assert "drugreactionasses[1][1]: a term that is none of the reactions" in report.notes


def test_one_event_date_is_not_the_onset_of_each_reaction() -> None:
    tag = "narrativeincludeclinical"
    date = f"<summary><{tag}>CASE EVENT DATE: 20240305</{tag}></summary>"
    (event,) = case_of(RASH + drug() + date).events
    assert event.onset is not None
    assert (event.onset.text, event.assumed) == ("2024-03-05", None)
    both = case_of(RASH + ITCH + drug() + date).events
    assert {item.assumed for item in both} == {
        "the report has one event date, not one for each reaction"
    }


def test_an_apostrophe_of_faers_is_an_apostrophe() -> None:
    case = case_of(RASH + drug("<drugindication>Parkinson^s disease</drugindication>"))
    assert case.drugs[0].indication == "Parkinson's disease"


def test_an_age_without_a_unit_is_not_guessed() -> None:
    report = read(f"<patientonsetage>55</patientonsetage>{RASH}{drug()}")
    assert report.case is not None
    assert report.case.patient.age is None
    assert "patientonsetage: without a unit, not used" in report.notes


def test_unknown_tags_are_accepted_and_told() -> None:
    report = read(f"<houseplants>3</houseplants>{RASH}{drug()}")
    assert "unknown tags: houseplants" in report.notes


def test_a_nullified_report_is_not_scored() -> None:
    raw = r2(RASH + drug()).replace(
        b"<patient>", b"<casenullification>1</casenullification><patient>"
    )
    (report,) = read_e2b_r2(io.BytesIO(raw))
    assert (report.case, report.refusal) == (None, "nullified by its sender, so not scored")


def test_first_days_of_months_in_old_data_are_marked() -> None:
    (report,) = read_e2b_r2(DATA / "e2b_r2" / "fda_aers_event_sgml_2005.xml")
    # The dates 20010501, 20000101, 19990101 stand in the file under the format for whole days.
    assert sum("may mean the month" in note for note in report.notes) == 6


def test_attributions_of_a_trial_are_opinions_on_its_drugs() -> None:
    (report,) = read_e2b_r2(DATA / "e2b_r2" / "nci_caaers_attributions_sample1.xml")
    assert report.case is not None
    (opinion,) = report.case.opinions
    # Factor 703813, attribution 4: the agent of the course, probable.
    assert (opinion.drug, opinion.result, opinion.by) == ("drug-703813", "probable", "investigator")
    assert [item.role for item in report.case.drugs] == ["suspect"]


def test_a_hybrid_in_a_foreign_namespace_is_read() -> None:
    reports = tuple(read_e2b_r2(DATA / "e2b_r2_nonconforming" / "namespaced_hybrid_sample.xml"))
    assert [report.refusal for report in reports] == [
        None,
        "the report names no drug",
        "the report names no drug",
        "nullified by its sender, so not scored",
        "the report names no drug",
    ]
    first = reports[0].case
    assert first is not None
    assert [item.name for item in first.drugs] == ["SubstanceX", "SubstanceY / SubstanceZ"]
    assert first.observations[0].measures["result"].unit == "mmHg"


def test_the_whole_patient_is_read() -> None:
    told = """
    <patientonsetage>5</patientonsetage><patientonsetageunit>800</patientonsetageunit>
    <patientsex>2</patientsex><patientweight>70</patientweight><patientheight>172</patientheight>
    <lastmenstrualdateformat>610</lastmenstrualdateformat>
    <patientlastmenstrualdate>202401</patientlastmenstrualdate>
    <medicalhistoryepisode><patientepisodename>asthma</patientepisodename>
      <patientmedicalcontinue>1</patientmedicalcontinue></medicalhistoryepisode>
    <medicalhistoryepisode><patientmedicalcomment>no name</patientmedicalcomment>
      </medicalhistoryepisode>
    <patientpastdrugtherapy><patientdrugname>amoxicillin</patientdrugname>
      <patientdrugreaction>rash</patientdrugreaction></patientpastdrugtherapy>
    <patientpastdrugtherapy><patientdrugreaction>rash</patientdrugreaction></patientpastdrugtherapy>
    <patientdeath><patientdeathdateformat>102</patientdeathdateformat>
      <patientdeathdate>20240309</patientdeathdate>
      <patientautopsyyesno>1</patientautopsyyesno>
      <patientdeathcause><patientdeathreport>sepsis</patientdeathreport></patientdeathcause>
      </patientdeath>
    <test><testname>ALT</testname><testresult>131</testresult><testunit>U/L</testunit>
      <lowtestrange>10</lowtestrange><hightestrange>n/a</hightestrange></test>
    <test><testresult>5</testresult></test>
    <parent><parentsex>2</parentsex></parent>
    """
    report = read(told + RASH + drug())
    case = report.case
    assert case is not None
    assert (case.patient.age, case.patient.sex) == ("50-59 y", "female")
    assert (case.patient.weight, case.patient.height) == ("70 kg", "172 cm")
    assert case.patient.exposed_through == "mother"
    assert [item.activity for item in case.patient.conditions] == ["active"]
    assert case.patient.death is not None
    assert (case.patient.death.cause, case.patient.death.autopsy) == ("sepsis", "yes")
    assert case.patient.pregnancy is not None
    assert [(item.event, item.result) for item in case.earlier_exposures] == [
        ("rash", "similar reaction")
    ]
    measure = case.observations[0].measures["result"]
    assert (measure.value, measure.unit, measure.lower, measure.upper) == ("131", "U/L", 10, None)
    assert "patientepisodename[2]: a condition without a name" in report.notes
    assert "testname[2]: a test without a name" in report.notes


def test_what_cannot_be_used_is_told_by_place() -> None:
    broken = (
        "<reaction><reactionmeddrapt>Rash</reactionmeddrapt><reactionduration>x</reactionduration>"
        "<reactionoutcome>9</reactionoutcome></reaction>"
        "<drug><drugcharacterization>8</drugcharacterization><actiondrug>8</actiondrug>"
        "<drugadditional>7</drugadditional><drugstartperiod>x</drugstartperiod>"
        "<drugtreatmentduration>x</drugtreatmentduration>"
        "<drugrecurreadministration>1</drugrecurreadministration>"
        "<drugrecurrence><drugrecuraction>Headache</drugrecuraction></drugrecurrence>"
        "<drugreactionrelatedness><drugassessmentsource>x</drugassessmentsource>"
        "</drugreactionrelatedness></drug>"
    )
    assert set(read(broken).notes) >= {
        "reactionduration[1]: no length that can be read",
        "reactionoutcome[1]: a code that is not in its list",
        "drugcharacterization[1]: no role that can be read; not taken for a suspect",
        "medicinalproduct[1]: a drug without a name",
        "actiondrug[1]: a code that is not in its list",
        "drugadditional[1]: a code that is not in its list",
        "drugstartperiod[1]: no length that can be read",
        "drugtreatmentduration[1]: no length that can be read",
        "drugrecuraction[1]: a term that is none of the reactions",
        "drugresult[1][1]: an assessment without a result",
    }


def test_a_dose_is_written_with_its_unit_and_its_interval() -> None:
    dose = """<drugstructuredosagenumb>20</drugstructuredosagenumb>
    <drugstructuredosageunit>003</drugstructuredosageunit>
    <drugintervaldosageunitnumb>2</drugintervaldosageunitnumb>
    <drugintervaldosagedefinition>804</drugintervaldosagedefinition>
    <drugdosagetext>with food</drugdosagetext>
    <drugadministrationroute>048</drugadministrationroute>
    <drugtreatmentduration>5</drugtreatmentduration>
    <drugtreatmentdurationunit>804</drugtreatmentdurationunit>"""
    (first,) = case_of(RASH + drug(dose)).drugs[0].doses
    assert (first.amount, first.route) == ("20 mg every 2 d (with food)", "oral")
    assert first.source == "drugtreatmentduration[1]"


def test_reasons_for_seriousness_are_those_of_an_only_reaction() -> None:
    raw = r2(RASH + drug()).replace(
        b"<patient>", b"<serious>1</serious><seriousnessdeath>1</seriousnessdeath><patient>"
    )
    (report,) = read_e2b_r2(io.BytesIO(raw))
    assert report.case is not None
    assert report.case.events[0].seriousness == ("death",)
