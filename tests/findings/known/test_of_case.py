"""What a user's table adds to a case, and what follows from it."""

from __future__ import annotations

from causality.assessment import Assessment, assess
from causality.case.case import Case
from causality.case.read import read_case
from causality.case.write import write_case
from causality.findings.known import read_known, with_known
from causality.methods import Verdict

CASE = """
schema: causality/case/1
id: small
day 0: {what: first dose, at: amox.start}
drugs:
  - {id: amox, name: Amoxicillin sodium, role: suspect, doses: [{id: first, start: unknown}]}
  - {id: known-1, name: heparin, role: concomitant}
events:
  - {id: rash, term: eruption, terms: [rash], onset: 2 d after amox.start}
  - {id: fever, term: fever, onset: 9 d after amox.start%s}
"""


def case(more: str = "") -> Case:
    return read_case((CASE % more).encode())


def with_rows(told: Case, *rows: str) -> Case:
    text = "\n".join(("drug,event,level,from,to,source", *rows))
    return with_known(told, read_known(text.encode(), "mine.csv"))


def latency(assessment: Assessment, event: str) -> tuple[str, tuple[str, ...], bool]:
    (pair,) = (one for one in assessment.pairs if one.event == event)
    finding = pair.findings["latency"]
    return finding.value, finding.sources, "known-2" in finding.grounds


def test_an_entry_is_added_for_each_pair_that_the_table_names() -> None:
    told = with_rows(
        case(),
        "amoxicillin,RASH,listed,,,label",
        "Heparin,fever,class effect,1 d,2 wk,",
        "amoxicillin,nausea,listed,,,",
    )
    rash, fever = told.knowledge
    # The id known-1 is taken by a drug.
    assert (rash.id, rash.drug, rash.event, rash.level) == ("known-2", "amox", "rash", "listed")
    assert (rash.source, rash.onsets) == ("mine.csv, line 2: label", None)
    assert (fever.id, fever.drug, fever.event) == ("known-3", "known-1", "fever")
    assert fever.source == "mine.csv, line 3"
    assert fever.onsets is not None


def test_a_case_that_the_table_does_not_name_is_left_alone() -> None:
    # Whole names: neither is "rash" found in "crash" nor "amox" in "amoxicillin".
    told = case()
    assert with_rows(told, "amox,rash,listed,,,", "amoxicillin,crash,listed,,,") is told


def test_a_listed_reaction_answers_the_first_question_of_naranjo() -> None:
    def points(told: Case) -> tuple[int | None, int | None]:
        (verdict,) = (
            one.verdicts["naranjo_1981"]
            for one in assess(told, differential=False).pairs
            if one.event == "rash"
        )
        assert isinstance(verdict, Verdict)
        (first,) = (one.points for one in verdict.readings if one.number == "1")
        return first, verdict.score

    before, after = points(case()), points(with_rows(case(), "amoxicillin,rash,listed,,,"))
    assert (before[0], after[0]) == (0, 1)
    assert before[1] is not None
    assert after[1] == before[1] + 1


def test_times_to_onset_go_before_the_shipped_table() -> None:
    plain = assess(case(), differential=False)
    told = with_rows(case(), "amoxicillin,rash,,1 wk,2 wk,")
    changed = assess(told, differential=False)
    assert latency(plain, "rash")[0] == "compatible"
    assert latency(changed, "rash") == ("improbable", ("known-2",), True)
    assert latency(changed, "fever") == latency(plain, "fever")
    fits = assess(with_rows(case(), "amoxicillin,rash,,1 d,,"), differential=False)
    assert latency(fits, "rash") == ("compatible", ("known-2",), True)
    # Times alone say nothing of whether the reaction was known.
    for one in (plain, changed, fits):
        assert one.pairs[0].findings["prior_knowledge"].value == "unknown"
    assert changed.entries["known-2"].text == "onset 1 wk to 2 wk"
    assert changed.entries["known-2"].source == "mine.csv, line 2"


def test_only_what_happens_under_the_drug_is_timed_by_it() -> None:
    row = "amoxicillin,fever,,1 d,2 d,"
    for relation in ("withdrawal", "late", "aggravation"):
        told = case(f", relation: {relation}")
        plain, changed = (assess(one, differential=False) for one in (told, with_rows(told, row)))
        assert latency(changed, "fever") == latency(plain, "fever")
    assert latency(assess(with_rows(case(), row), differential=False), "fever")[0] == "improbable"


def test_a_window_opens_downwards_after_an_earlier_exposure() -> None:
    earlier = "\nearlier exposures: [{id: once, drug: amox, result: tolerated}]"
    text = (CASE % "") + earlier
    told = with_rows(read_case(text.encode()), "amoxicillin,rash,,1 wk,2 wk,")
    assert latency(assess(told, differential=False), "rash")[0] == "compatible"


def test_the_table_and_the_case_speak_side_by_side() -> None:
    own = "\nknowledge: [{id: own, drug: amox, event: rash, level: none found, latest onset: 1 d}]"
    read = read_case(((CASE % "") + own).encode())
    told = with_rows(read, "amoxicillin,rash,isolated reports,3 d,2 wk,")
    (pair,) = (one for one in assess(told, differential=False).pairs if one.event == "rash")
    # The strongest word on what is known, and times from the earliest to the latest of both.
    assert pair.findings["prior_knowledge"].value == "isolated reports"
    assert pair.findings["latency"].value == "compatible"
    assert {"own", "known-2"} <= set(pair.findings["latency"].grounds)


def test_the_order_of_entries_changes_nothing() -> None:
    told = with_rows(
        case(), "amoxicillin,rash,listed,3 d,2 wk,", "amoxicillin,eruption,none found,1 d,1 d,"
    )
    assert len(told.knowledge) == 2
    turned = told.model_copy(update={"knowledge": told.knowledge[::-1]})
    one, other = (assess(each, differential=False) for each in (told, turned))
    assert latency(one, "rash") == latency(other, "rash")
    assert latency(one, "rash")[0] == "compatible"


def test_a_case_with_a_table_in_it_can_be_written_and_read_again() -> None:
    told = with_rows(case(), "amoxicillin,rash,,1 d,2 wk,label", "heparin,fever,listed,,,")
    assert read_case(write_case(told).encode()) == told
