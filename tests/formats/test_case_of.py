"""What a report says becomes a case, the same way for every dialect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from causality.assessment import assess
from causality.case.case import Case
from causality.case.entries import Event
from causality.formats.case_of import report_of
from causality.formats.names import LONGEST_TEXT, Names, clean, slug
from causality.formats.not_reactions import is_no_reaction, open_list, relation_of
from causality.formats.reported import (
    Reported,
    ReportedCondition,
    ReportedDose,
    ReportedDrug,
    ReportedInterval,
    ReportedPastDrug,
    ReportedPatient,
    ReportedReaction,
    ReportedRechallenge,
    ReportedTreatment,
    Sourced,
)

DRUG = ReportedDrug("d", "amoxicillin", "suspect", source="G.k[1]")
OTHER = ReportedDrug("o", "ibuprofen", "suspect", source="G.k[2]")
RASH = ReportedReaction("r", "Rash", source="E.i[1]")
ITCH = ReportedReaction("i", "Itch", source="E.i[2]")
TOLD = Reported("1", "test", drugs=(DRUG,), reactions=(RASH,))


def case_of(told: Reported) -> Case:
    report = report_of(told)
    assert report.case is not None, report.refusal
    return report.case


def taken(start: str | None, **values: object) -> ReportedDrug:
    return replace(DRUG, doses=(ReportedDose(start=start, source="start", **values),))  # type: ignore[arg-type]


def onset(event: Event) -> str | None:
    return event.onset.text if event.onset else None


def pair(start: str | None, began: str | None, span: str) -> Reported:
    return Reported(
        "1",
        "test",
        drugs=(taken(start),),
        reactions=(replace(RASH, onset=began),),
        intervals=(ReportedInterval("d", "r", "first dose", span, "interval"),),
    )


@pytest.mark.parametrize(
    ("start", "began", "span", "reads"),
    [
        # Ten minutes within one day: the interval is finer than two dates of a day.
        ("2024-03-05", "2024-03-05", "10 min", ("2024-03-05", "10 min after amoxicillin.start")),
        # Both dates hold to the day: nothing to gain.
        ("2024-03-05", "2024-03-15", "10 d", ("2024-03-05", "2024-03-15")),
        # The coarser of the two gives way.
        ("2024", "2024-03-15", "10 d", ("10 d before rash.onset", "2024-03-15")),
        ("2024-03-05", "2024", "10 d", ("2024-03-05", "10 d after amoxicillin.start")),
        ("2024-03-05", None, "10 d", ("2024-03-05", "10 d after amoxicillin.start")),
        (None, "2024-03-15", "10 d", ("10 d before rash.onset", "2024-03-15")),
        ("unknown", "unknown", "10 d", ("unknown", "10 d after amoxicillin.start")),
    ],
)
def test_an_interval_speaks_where_the_dates_do_not(
    start: str | None, began: str | None, span: str, reads: tuple[str, str]
) -> None:
    case = case_of(pair(start, began, span))
    dose = case.drugs[0].doses[0].start
    assert ((dose.text if dose else None), onset(case.events[0])) == reads
    assert assess(case).contradictions == ()


def test_an_interval_that_contradicts_the_dates_is_told() -> None:
    report = report_of(pair("2024-03-05", "2024-03-06", "10 d"))
    assert "interval: does not agree with the dates, which were kept" in report.notes


def test_intervals_never_lead_round_in_a_circle() -> None:
    told = replace(
        TOLD,
        reactions=(RASH, ITCH),
        drugs=(DRUG, OTHER),
        intervals=tuple(
            ReportedInterval(drug, event, "first dose", "3 d", f"{drug}{event}")
            for drug in "do"
            for event in "ri"
        ),
    )
    assert assess(case_of(told)).contradictions == ()


def test_five_days_of_treatment_end_on_the_fifth() -> None:
    case = case_of(replace(TOLD, drugs=(taken("2024-03-05", duration="5 d"),)))
    stop = case.drugs[0].doses[0].stop
    assert stop is not None
    assert stop.text == "4-5 d after amoxicillin.dose.start"


def test_a_length_and_an_end_give_the_beginning() -> None:
    told = replace(RASH, end="2024-03-09", duration="2 d", outcome="recovered")
    event = case_of(replace(TOLD, reactions=(told,))).events[0]
    assert onset(event) == "2 d before rash.resolved"


@pytest.mark.parametrize(
    ("outcome", "resolved", "better"),
    [
        ("recovered", True, False),
        (None, True, False),
        ("sequelae", False, True),
        ("fatal", False, False),
        ("not recovered", False, False),
    ],
)
def test_an_end_is_a_recovery_only_where_the_outcome_lets_it_be(
    outcome: str | None, *, resolved: bool, better: bool
) -> None:
    told = replace(RASH, end="2024-03-09", outcome=outcome)  # type: ignore[arg-type]
    event = case_of(replace(TOLD, reactions=(told,))).events[0]
    assert (event.resolved is not None, bool(event.course)) == (resolved, better)


def test_a_product_that_is_listed_twice_is_no_rival_of_itself() -> None:
    again = replace(taken("2024-03-05"), key="x", name="AMOXICILLIN", source="G.k[2]")
    report = report_of(replace(TOLD, drugs=(DRUG, again)))
    assert report.case is not None
    (drug,) = report.case.drugs
    assert len(drug.doses) == 1
    assert "G.k[2]: the same as G.k[1], read as one" in report.notes


def test_the_same_substance_in_another_role_stays_apart() -> None:
    again = replace(DRUG, key="x", role="concomitant")
    assert len(case_of(replace(TOLD, drugs=(DRUG, again))).drugs) == 2


def test_two_actions_on_one_product_are_neither() -> None:
    first = replace(DRUG, action="withdrawn")
    second = replace(DRUG, key="x", action="dose not changed", source="G.k[2]")
    report = report_of(replace(TOLD, drugs=(first, second)))
    assert report.case is not None
    assert report.case.drugs[0].action_taken == "unknown"
    assert "G.k[2]: another action taken than in G.k[1]; neither used" in report.notes


def test_terms_that_are_no_reaction_are_not_scored_but_not_lost() -> None:
    use = ReportedReaction("u", "OFF LABEL USE", source="E.i[2]")
    report = report_of(replace(TOLD, reactions=(RASH, use)))
    assert report.case is not None
    assert [event.term for event in report.case.events] == ["Rash"]
    assert report.case.provenance is not None
    assert "OFF LABEL USE (E.i[2])" in (report.case.provenance.encoding or "")
    assert "E.i[2]: no adverse reaction by its term, not scored" in report.notes
    assert not any("OFF LABEL" in note for note in report.notes)


def test_an_overdose_among_the_terms_is_one_of_the_only_suspect() -> None:
    overdose = ReportedReaction("u", "Intentional overdose")
    case = case_of(replace(TOLD, reactions=(RASH, overdose)))
    assert case.drugs[0].overdose == "yes"
    two = case_of(replace(TOLD, reactions=(RASH, overdose), drugs=(DRUG, OTHER)))
    assert {drug.overdose for drug in two.drugs} == {"unknown"}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (replace(TOLD, drugs=()), "the report names no drug"),
        (replace(TOLD, reactions=()), "the report names no reaction"),
        (
            replace(TOLD, reactions=(replace(RASH, term="Medication error"),)),
            "the report names no adverse reaction, only how products were used or handled",
        ),
    ],
)
def test_a_report_without_drug_or_reaction_is_refused(told: Reported, why: str) -> None:
    report = report_of(told)
    assert (report.case, report.refusal) == (None, why)


def test_drugs_that_came_back_with_the_event_together_stand_in_one_entry() -> None:
    again = tuple(ReportedRechallenge(key, "r", "recurred", key) for key in "do")
    case = case_of(replace(TOLD, drugs=(DRUG, OTHER), rechallenges=again))
    (entry,) = case.re_exposures
    assert entry.drugs == ("amoxicillin", "ibuprofen")
    assert {item.value for item in case.statements} == {"not interpretable"}


def test_past_use_without_a_word_on_reactions_is_no_tolerance() -> None:
    past = (ReportedPastDrug("AMOXICILLIN", source="p1"), ReportedPastDrug("aspirin", source="p2"))
    report = report_of(replace(TOLD, past_drugs=past))
    assert report.case is not None
    assert [item.result for item in report.case.earlier_exposures] == ["unknown"]
    assert "p2: a past drug that is none of the drugs of this report" in report.notes
    reacted = replace(past[0], reacted=True, events=("r",))
    case = case_of(replace(TOLD, past_drugs=(reacted,)))
    assert [(item.event, item.result) for item in case.earlier_exposures] == [
        ("rash", "similar reaction")
    ]


def test_history_and_treatments_are_kept_with_their_source() -> None:
    told = replace(
        TOLD,
        conditions=(
            ReportedCondition("asthma", continuing=True, source="D.7"),
            ReportedCondition("gout", ended=True),
            ReportedCondition("diabetes", family=True, since="2001"),
        ),
        treatments=(ReportedTreatment("prednisone", "r", "2024-03-05", source="t"),),
        patient=ReportedPatient(
            sex="female", died=True, last_period=Sourced("2024-01", "D.6"), parent="mother"
        ),
    )
    case = case_of(told)
    assert [item.activity for item in case.patient.conditions] == ["active", "resolved", "unknown"]
    assert [item.present for item in case.patient.conditions] == ["yes", "yes", "unknown"]
    assert case.patient.conditions[2].since is None
    assert case.treatments[0].of == "rash"
    assert case.patient.death is not None
    assert case.patient.pregnancy is not None


def test_a_report_of_very_many_pairs_is_told() -> None:
    drugs = tuple(replace(DRUG, key=str(n), name=f"drug {n}") for n in range(40))
    reactions = tuple(replace(RASH, key=str(n), term=f"term {n}") for n in range(40))
    report = report_of(Reported("1", "test", drugs, reactions))
    assert "40 drugs and 40 events make 1,600 pairs" in report.notes


def test_ids_are_plain_unique_and_free() -> None:
    names = Names()
    assert [names.new("day"), names.new("day"), names.new("stop")] == ["day-2", "day-3", "stop-2"]
    assert slug("Ménière's disease (acute)", "event") == "meniere-s-disease-acute"
    assert slug("703813", "drug") == "drug-703813"
    assert slug("Лекарство", "drug") == "drug"
    assert slug("antineutrophil cytoplasmic antibody positive vasculitis", "e") == (
        "antineutrophil-cytoplasmic"
    )


def test_texts_are_cut_to_what_a_case_holds_and_cleaned() -> None:
    assert clean(" a\n\tb\x1b[2J\u202e ") == "a b[2J"
    assert clean(" \n") is None
    long = clean("x" * 9_000)
    assert long is not None
    assert len(long) <= LONGEST_TEXT
    case = case_of(replace(TOLD, reactions=(replace(RASH, note="y " * 9_000),)))
    assert (case.events[0].note or "").endswith("[...]")


def test_what_does_not_fit_a_case_is_refused_by_place_alone() -> None:
    told = replace(TOLD, patient=ReportedPatient(age="as old as CANARY"))
    report = report_of(told)
    assert report.case is None
    assert report.refusal == "does not fit a case: patient.age"


def test_the_open_list_names_no_term_twice_and_no_reaction() -> None:
    assert is_no_reaction("Product storage error")
    assert not is_no_reaction("Overdose reaction")
    assert relation_of("DRUG INEFFECTIVE") == "lack of effect"
    assert relation_of("Withdrawal syndrome") == "withdrawal"
    assert relation_of("Rash") == "under drug"
    told = open_list()
    assert not set(told.no_reaction) & set(told.relations)
