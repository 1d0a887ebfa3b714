"""The case without an entry is the case somebody would write without it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from causality.assessment import assess
from causality.case.case import Case
from causality.case.points import entries_of
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.explain.without_entry import entry_effects, without_entry
from tests.explain.weighings import CASES
from tests.network.differential.told import case_like


def made(**more: Any) -> Case:
    return read_case(json.dumps(case_like(**more)).encode(), "case")


@pytest.mark.parametrize("name", CASES)
def test_every_entry_goes_with_all_that_needs_it_or_says_why_not(name: str) -> None:
    case = read_case(shipped_cases()[name])
    before = set(entries_of(case))
    gone = 0
    for entry in before - {"patient", "day-0", "last"}:
        found = without_entry(case, entry)
        if isinstance(found, str):
            assert found
            continue
        other, taken = found
        inside = {
            one for one in before - set(entries_of(other)) if one != entry and one not in taken
        }
        left = set(entries_of(other))
        assert entry not in left
        assert not left & set(taken)
        assert left <= before
        # What went without being named stood inside what went.
        assert all(_inside(case, one, {entry, *taken}) for one in inside)
        gone += 1
    assert gone


def _inside(case: Case, entry: str, around: set[str]) -> bool:
    records = entries_of(case)
    mine = records[entry][1]
    return any(
        mine is item
        for name in around
        for value in vars(records[name][1]).values()
        for item in (value if isinstance(value, tuple) else (value,))
    )


def test_a_finding_goes_with_its_only_entry() -> None:
    again = {"id": "again", "drugs": ["d"], "event": "e", "at": "day 20", "result": "recurred"}
    case = made(**{"re-exposures": [{**again, "before": "resolved"}]})
    effects = {one.entry: one for one in entry_effects(case, assess(case))}
    effect = effects["again"]
    assert effect.because is None
    ((_, _, before, after),) = effect.shares
    assert before == pytest.approx(assess(case).pair("d", "e").involvement.share)  # type: ignore[union-attr]
    assert after == pytest.approx(assess(made()).pair("d", "e").involvement.share)  # type: ignore[union-attr]
    assert after < before


def test_an_entry_that_another_needs_takes_it_along() -> None:
    other = {"id": "x", "name": "another", "role": "concomitant"}
    cause = {"id": "by-x", "term": "another drug", "drug": "x", "role": "competing"}
    case = made(other_drugs=[other], alternatives=[{**cause, "status": "possible"}])
    found = without_entry(case, "x")
    assert not isinstance(found, str)
    assert found[1] == ("by-x",)


def test_the_only_drug_cannot_go() -> None:
    assert without_entry(made(), "d") == "without it there is no pair of a drug and an event"


def test_what_is_the_frame_of_a_case_cannot_go() -> None:
    case = made()
    effects = {one.entry: one for one in entry_effects(case, assess(case))}
    assert effects["day-0"].because == "it is the frame of the case"
    assert effects["patient"].because is not None


def test_what_day_0_counts_from_cannot_go() -> None:
    case = made(
        **{
            "day 0": {"what": "a scan", "at": "scan"},
            "observations": [{"id": "scan", "test": "MRI", "at": "2024-03-01"}],
        }
    )
    assert without_entry(case, "scan") == "day-0 refers to it and cannot go"
