"""What if: a case with a fact set is the case as it would be written with that fact."""

from __future__ import annotations

from dataclasses import replace

import pytest

from causality.assessment import assess
from causality.case.read import read_case, read_case_file
from causality.case.shipped import shipped_cases
from causality.errors import CaseError, CausalityError, NotFound
from causality.explain.what_if import FieldSet, Settings, settings, what_if

SEED = "daratumumab-leukoencephalopathy"
CASE = read_case_file(shipped_cases()[SEED])


def test_a_field_that_is_set_gives_the_case_that_says_so() -> None:
    text = shipped_cases()[SEED].read_text(encoding="utf-8")
    (line,) = [one for one in text.splitlines() if "id: first" in one]
    written = read_case(
        text.replace(line, line.replace("start: unknown", "start: day -3")).encode()
    )
    assert written != CASE.case
    told = what_if(CASE, settings(CASE.case, ["dara.first.start=day -3"]))
    expected = assess(written)
    assert told.after.pairs == expected.pairs
    assert told.after.differentials == expected.differentials
    assert told.before == assess(CASE)
    assert told.after.case_sha256 is None


def test_an_empty_value_takes_a_field_out() -> None:
    told = what_if(CASE, settings(CASE.case, ["mri45.at="]))
    placed = {one.point for one in told.after.timeline}
    assert "mri45" not in placed
    assert told.settings.fields == (FieldSet("mri45", "at", "day 45", ""),)


def test_points_in_time_and_keys_of_the_file_name_the_same_field() -> None:
    both = [settings(CASE.case, [f"{name}=day 3"]) for name in ("lep.onset", "mri45", "mri45.at")]
    assert [one.fields[0].field for one in both] == ["onset", "at", "at"]
    (one,) = settings(CASE.case, ["lep.last-normal=day -1"]).fields
    assert (one.entry, one.field) == ("lep", "last known normal")


def test_a_finding_without_a_pair_is_set_for_every_pair() -> None:
    case = read_case(shipped_cases()["synthetic-stopped-together"])
    every = settings(case, ["rechallenge=positive"]).findings
    assert [one.drug for one in every] == ["sert", "hct"]
    (one,) = settings(case, ["hct:rechallenge = positive"]).findings
    assert (one.drug, one.finding, one.value) == ("hct", "rechallenge", "positive")
    (other,) = settings(case, [f"hct/{one.event}:dose response=present"]).findings
    assert other.finding == "dose_response"


def test_all_settings_hold_together() -> None:
    told = what_if(CASE, settings(CASE.case, ["rechallenge=positive", "dara.first.start=day -3"]))
    alone = what_if(CASE, settings(CASE.case, ["rechallenge=positive"]))
    pairs = [one.after.pair("dara", "lep") for one in (told, alone)]
    assert all(pair.findings["rechallenge"].value == "positive" for pair in pairs)
    assert pairs[0].measures["time_to_onset"].lo is not None
    shares = [pair.involvement.share for pair in pairs if pair.involvement is not None]
    assert shares[0] > shares[1]


def test_a_settled_finding_is_told_to_need_an_override() -> None:
    told = what_if(CASE, settings(CASE.case, ["sequence=event first"]))
    assert told.settled == ("order of drug and event of dara in lep: drug first",)
    involvement = told.after.pair("dara", "lep").involvement
    assert involvement is not None
    assert involvement.share == 0
    assert what_if(CASE, settings(CASE.case, ["rechallenge=negative"])).settled == ()


@pytest.mark.parametrize("text", ["patient.age=70 y", "patient.sex=female", "age_from_55=yes"])
def test_age_and_sex_are_never_set(text: str) -> None:
    with pytest.raises(CausalityError, match="nothing that could be learnt"):
        settings(CASE.case, [text])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rechallenge", "sets nothing"),
        ("=positive", "sets nothing"),
        ("last=day 100", "is no field"),
    ],
)
def test_a_text_that_sets_nothing_is_told(text: str, words: str) -> None:
    with pytest.raises(CausalityError, match=words):
        what_if(CASE, settings(CASE.case, [text]))


@pytest.mark.parametrize("text", ["rechalenge=positive", "lepp.outcome=fatal", "x:rechallenge=x"])
def test_a_name_that_is_not_there_is_named(text: str) -> None:
    with pytest.raises(NotFound):
        settings(CASE.case, [text])


@pytest.mark.parametrize("text", ["lep.outcome=bad", "lep.outcom=fatal", "mri45.at=day x"])
def test_a_value_that_no_case_may_hold_is_refused(text: str) -> None:
    with pytest.raises(CaseError):
        what_if(CASE, settings(CASE.case, [text]))


def test_an_entry_without_fields_cannot_be_set() -> None:
    with pytest.raises(CausalityError, match="no fields"):
        what_if(CASE, replace(Settings((), ()), fields=(FieldSet("last", "at", "", "day 1"),)))
