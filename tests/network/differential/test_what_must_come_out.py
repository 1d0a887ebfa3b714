"""Which way a share must move, and how far, in cases that every reader would judge alike.

The inequalities were written before any share was looked at.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.network.differential.told import (
    case_like,
    decibans,
    differential,
    involvement,
    share,
    shipped,
)

SEED = "daratumumab-leukoencephalopathy"
ONSET = "onset: 0..30 d after dara.start"
LISTED = [{"id": "known", "drug": "d", "event": "e", "level": "listed"}]
STOPPED = {"stop": "day 2"}
GONE = {"course": [{"id": "gone", "at": "day 6", "state": "resolved"}], "outcome": "recovered"}
STILL_THERE = {"course": [{"id": "worse", "at": "day 40", "state": "unchanged"}]}
AGAIN = {
    "id": "again",
    "drugs": ["d"],
    "event": "e",
    "at": "day 40",
    "agent": "drug",
    "before": "resolved",
    "dose": "same",
    "route": "same",
    "duration": "same",
    "premedicated": "no",
    "result": "recurred",
}


def seed(old: str = "", new: str = "") -> str:
    text = shipped(SEED)
    assert old in text
    return text.replace(old, new)


def drug_share(**more: Any) -> float:
    return involvement(differential(case_like(**more)), "d")


def test_the_seed_is_less_likely_caused_by_the_drug_after_ninety_days_than_after_seven() -> None:
    early, late = (
        involvement(differential(seed(ONSET, f"onset: {days} d after dara.start")), "dara")
        for days in (7, 90)
    )
    assert late < early


def test_gone_after_the_stop_speaks_for_the_drug_and_gone_under_it_against() -> None:
    healing = {"healing time": "10 d"}
    stopped = drug_share(dose=STOPPED, event={**healing, **GONE}, knowledge=LISTED)
    nothing = drug_share(event=healing, knowledge=LISTED)
    continued = drug_share(drug={"continued": "yes"}, event={**healing, **GONE}, knowledge=LISTED)
    never = drug_share(dose=STOPPED, event={**healing, **STILL_THERE}, knowledge=LISTED)
    assert never < nothing < stopped
    assert continued < nothing


def test_what_was_better_before_the_stop_is_not_to_the_credit_of_the_stop() -> None:
    told = {"knowledge": LISTED}
    healing = {"healing time": "10 d"}
    before = drug_share(dose={"stop": "day 12"}, event={**healing, **GONE}, **told)
    after = drug_share(dose=STOPPED, event={**healing, **GONE}, **told)
    nothing = drug_share(dose={"stop": "day 12"}, event=healing, **told)
    assert before <= nothing < after


def natalizumab(**more: Any) -> Any:
    return differential(
        case_like(
            drug={"name": "natalizumab"},
            dose={"start": "day -800"},
            event={"term": "leukoencephalopathy"},
            **more,
        )
    )


def test_a_positive_jc_virus_test_does_not_acquit_natalizumab() -> None:
    jcv = {"id": "jcv", "test": "JC virus PCR in CSF", "at": "day 3", "result": "positive"}
    named = {"id": "pml", "term": "PML", "of": "e", "role": "competing"}
    found = natalizumab(alternatives=[{**named, "status": "confirmed", "tests": [jcv]}])
    before = natalizumab()
    entity = {each.id: each.share for each in found.entities}
    assert entity["pml"] > 0.9
    assert involvement(found, "d") >= involvement(before, "d")
    assert involvement(found, "d") > share(found, "pml")


@pytest.mark.parametrize("seed_case", [True, False])
def test_twenty_named_alternatives_that_nobody_assessed_move_no_share(seed_case: bool) -> None:  # noqa: FBT001
    if seed_case:
        many = "".join(
            f"  - {{id: a{i}, term: another cause {i}, of: lep, role: competing, "
            "status: not assessed}\n"
            for i in range(20)
        )
        before = differential(seed())
        after = differential(seed("alternatives:\n", f"alternatives:\n{many}"))
        drug = "dara"
    else:
        names = [
            {"id": f"a{i}", "term": f"cause {i}", "of": "e", "status": "not assessed"}
            for i in range(20)
        ]
        before = differential(case_like(knowledge=LISTED))
        after = differential(case_like(knowledge=LISTED, alternatives=names))
        drug = "d"
    assert len(after.candidates) == len(before.candidates) + 20
    assert involvement(after, drug) == pytest.approx(involvement(before, drug), abs=1e-12)


def angiography(document: str) -> str:
    """The vessels were imaged and a stenosis was found."""
    seen = "    tests: [{id: mra, test: MR angiography, result: positive}]\n"
    return document.replace("    status: not assessed\n", f"    status: not assessed\n{seen}")


def test_a_stenosis_that_half_of_such_patients_have_moves_little() -> None:
    """Found in 47.5% whatever the cause: a likelihood ratio of at most 1 / 0.475, 3.2 decibans."""
    before, after = differential(seed()), differential(angiography(seed()))
    assert -3.24 < decibans(involvement(after, "dara"), involvement(before, "dara")) <= 0
    elsewhere = seed("term: POEMS syndrome", "term: some other syndrome")
    rare = decibans(
        share(differential(angiography(elsewhere)), "vasculopathy"),
        share(differential(elsewhere), "vasculopathy"),
    )
    usual = decibans(share(after, "vasculopathy"), share(before, "vasculopathy"))
    assert 0 < usual < rare


def test_an_ulcer_that_bleeds_at_an_inr_of_eight_keeps_warfarin_and_ulcer_involved() -> None:
    drug = {"name": "warfarin", "levels": [{"id": "inr", "reading": "toxic"}]}
    ulcer = {"id": "bleeder", "term": "gastric ulcer", "of": "e", "role": "competing"}
    document = case_like(
        drug=drug,
        dose=STOPPED,
        event={"term": "gastrointestinal haemorrhage"},
        patient={"conditions": [{"id": "ulcer", "term": "gastric ulcer"}]},
        alternatives=[{**ulcer, "condition": "ulcer", "status": "confirmed", "present": "yes"}],
        interactions=[{"id": "both", "drug": "d", "condition": "ulcer", "mechanism known": "yes"}],
        knowledge=LISTED,
    )
    found = differential(document)
    with_ulcer = share(found, "bleeder") + share(found, "d+ulcer")
    assert involvement(found, "d") > 0.25
    assert with_ulcer > 0.25
    # An INR of eight speaks for warfarin, with and without the ulcer.
    document["drugs"][0]["levels"] = []
    silent = differential(document)
    assert involvement(found, "d") > involvement(silent, "d")
    assert share(found, "d+ulcer") > share(silent, "d+ulcer")


def test_a_headache_as_frequent_as_under_placebo_stays_unlikely_although_it_is_listed() -> None:
    headache = {"term": "headache", "natural course": "self-limited"}
    measured = drug_share(drug={"name": "montelukast"}, event=headache, knowledge=LISTED)
    merely_listed = drug_share(event=headache, knowledge=LISTED)
    assert measured < 0.1 < merely_listed


def test_a_cold_that_ends_after_an_antibiotic_was_stopped_says_nothing() -> None:
    cold = {
        "term": "common cold",
        "natural course": "self-limited",
        "healing time": "7-10 d",
    }
    drug = {"name": "amoxicillin", "half-life": "1 h"}
    before = drug_share(drug=drug, dose=STOPPED, event=cold)
    after = drug_share(drug=drug, dose=STOPPED, event={**cold, **GONE})
    assert abs(decibans(after, before)) < 1


def test_a_relapsing_illness_blunts_a_positive_rechallenge() -> None:
    gained = {}
    for course in ("relapsing", "self-limited", "progressive", "irreversible"):
        event = {**GONE, "natural course": course}
        before = drug_share(dose=STOPPED, event=event)
        after = drug_share(dose=STOPPED, event=event, **{"re-exposures": [AGAIN]})
        gained[course] = decibans(after, before)
    assert 0 < gained["relapsing"] < min(v for k, v in gained.items() if k != "relapsing") / 2
