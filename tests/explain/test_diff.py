"""What moved between two versions, and which fact moved it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from causality.assessment import assess
from causality.case.case import Case
from causality.case.read import read_case, read_case_file
from causality.case.shipped import shipped_cases
from causality.errors import InputError
from causality.explain.changed_facts import (
    FactChange,
    FieldChange,
    changed_facts,
    data_of,
    make,
    with_one_change,
)
from causality.explain.diff import MOST_ALONE, diff
from causality.explain.difference import Difference, FindingChange, PairChange, VerdictChange
from causality.explain.told_result import as_told, looks_like_result, read_result

RASH = """\
schema: causality/case/1
id: rash
day 0: {what: first dose, at: amox.start}
patient:
  age: 40 y
  conditions: [{id: asthma, term: asthma}]
drugs:
  - id: amox
    name: amoxicillin
    role: suspect
    doses: [{id: course, start: day 0, stop: day 6}]
events:
  - id: rash
    term: rash
    onset: day 5
    course: [{id: gone, at: day 9, state: resolved}]
alternatives:
  - {id: virus, term: viral rash, of: rash, status: not assessed}
"""


def case(*changes: tuple[str, str], text: str = RASH) -> Case:
    """The case with these words exchanged, each of which must be there."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read_case(text.encode(), "rash.yaml")


def only_pair(found: Difference) -> PairChange:
    (pair,) = found.pairs
    return pair


def finding(found: Difference, name: str) -> FindingChange:
    return next(one for one in only_pair(found).findings if one.finding == name)


def verdict(found: Difference, name: str) -> VerdictChange:
    return next(one for one in only_pair(found).verdicts if one.method == name)


@pytest.mark.parametrize("name", shipped_cases())
def test_a_case_does_not_differ_from_itself(name: str) -> None:
    file = read_case_file(shipped_cases()[name])
    assert diff(file, file).nothing
    assert diff(file.case, assess(file.case)).nothing


def test_one_fact_moves_a_finding_a_criterion_and_a_verdict() -> None:
    found = diff(case(), case(("not assessed", "excluded")))
    assert found.facts == (
        FactChange(
            "virus",
            "alternative",
            "changed",
            (FieldChange("status", "not assessed", "excluded"),),
        ),
    )
    assert not found.models
    moved = finding(found, "alternatives")
    assert (moved.before, moved.after) == ("not assessed", "none after search")
    assert moved.alone == moved.resting == ("virus",)
    naranjo = verdict(found, "naranjo_1981")
    assert naranjo.moved
    # Question 5 goes from unknown, 0, to no, +2: 3 points become 5, which is probable.
    assert (naranjo.before, naranjo.after) == ("possible, 3", "probable, 5")
    (reading,) = naranjo.readings
    assert (reading.number, reading.before, reading.after) == ("5", "unknown (0)", "no (+2)")
    assert reading.findings == ("alternatives",)


def test_of_two_changes_the_one_that_moves_a_finding_is_named() -> None:
    found = diff(case(), case(("not assessed", "excluded"), ("stop: day 6", "stop: day 7")))
    assert {fact.entry for fact in found.facts} == {"virus", "amox.course"}
    assert finding(found, "alternatives").alone == ("virus",)


def test_two_changes_that_only_together_move_a_finding_are_told_as_what_it_rests_on() -> None:
    # Improved on day 9, the stop on day 6: to make the improvement come first both must move.
    new = case(("stop: day 6", "stop: day 8"), ("at: day 9", "at: day 7"))
    moved = finding(diff(case(), new), "dechallenge")
    assert (moved.before, moved.after) == ("positive", "not interpretable")
    assert moved.alone == ()
    assert set(moved.resting) == {"amox.course", "gone"}


def test_a_fact_that_no_finding_reads_moves_nothing() -> None:
    found = diff(case(), case(("term: asthma", "term: mild asthma")))
    assert [fact.entry for fact in found.facts] == ["asthma"]
    assert not found.pairs
    assert not found.nothing


def test_what_is_added_or_removed_is_told_whole() -> None:
    cream = "treatments: [{id: cream, name: cream, of: rash, start: day 6, kind: effective}]\n"
    more = case(("alternatives:\n", f"{cream}alternatives:\n"))
    found = diff(case(), more)
    assert found.facts == (FactChange("cream", "treatment", "added"),)
    assert finding(found, "dechallenge").alone == ("cream",)
    back = diff(more, case())
    assert back.facts == (FactChange("cream", "treatment", "removed"),)
    assert finding(back, "dechallenge").alone == ("cream",)
    assert finding(back, "dechallenge").after == finding(found, "dechallenge").before


def test_a_new_event_brings_a_new_pair() -> None:
    more = case(("alternatives:\n", "  - {id: fever, term: fever, onset: day 6}\nalternatives:\n"))
    found = diff(case(), more)
    assert [(pair.event, pair.change) for pair in found.pairs] == [("fever", "added")]
    assert all(one.before is None for one in found.pairs[0].verdicts)
    assert [pair.change for pair in diff(more, case()).pairs] == ["removed"]


def test_parts_without_an_id_of_their_own_are_compared_too() -> None:
    new = case(
        ("age: 40 y", "age: 41 y"),
        ("what: first dose", "what: first capsule"),
        ("patient:\n", "last information: day 30\nfollow-up: {state: pending}\npatient:\n"),
    )
    found = {fact.entry: fact for fact in changed_facts(case(), new)}
    assert set(found) == {"patient", "day-0", "last", "follow-up"}
    assert found["patient"].fields == (FieldChange("age", "40 y", "41 y"),)
    assert found["last"].change == "added"
    assert finding(diff(case(), new), "follow_up").alone == ("follow-up",)


def test_a_measure_deep_inside_an_entry_is_named_by_its_keys() -> None:
    scan = (
        "observations:\n  - {id: scan, at: day 6, test: MRI, of: rash, "
        "measures: {ADC: {value: low, marks recovery: no}}}\nalternatives:\n"
    )
    old = case(("alternatives:\n", scan))
    new = case(("alternatives:\n", scan.replace("recovery: no", "recovery: yes")))
    (fact,) = changed_facts(old, new)
    assert fact.fields == (FieldChange("measures.ADC.marks recovery", "no", "yes"),)


@pytest.mark.parametrize("name", shipped_cases())
def test_all_differences_together_make_the_new_case(name: str) -> None:
    old, new = case(), read_case(shipped_cases()[name])
    made, after = data_of(old), data_of(new)
    for change in changed_facts(old, new):
        assert make(made, after, change)
    assert changed_facts(Case.model_validate(made), new) == ()


def test_a_difference_that_has_no_place_is_not_made() -> None:
    old, new = case(), case(("{id: gone, at: day 9, state: resolved}", ""))
    (removed,) = changed_facts(old, new)
    assert not make(data_of(new), data_of(old), removed)
    event = case(
        ("  - id: rash\n    term: rash", "  - id: weal\n    term: rash"), ("of: rash", "of: weal")
    )
    assert not make(data_of(event), data_of(old), changed_facts(new, old)[0])


def test_what_is_inside_a_new_entry_is_told_with_it() -> None:
    more = case(
        (
            "alternatives:\n",
            "  - {id: fever, term: fever, course: [{id: up, state: worsened}]}\nalternatives:\n",
        )
    )
    assert changed_facts(case(), more) == (FactChange("fever", "event", "added"),)
    assert changed_facts(more, case()) == (FactChange("fever", "event", "removed"),)


def test_a_difference_that_cannot_stand_alone_is_passed_over() -> None:
    old, new = case(), case(("id: gone", "id: better"), ("stop: day 6", "stop: 3 d before better"))
    found = diff(old, new)
    assert {fact.entry for fact in found.facts} == {"better", "gone", "amox.course"}
    stop = next(fact for fact in found.facts if fact.entry == "amox.course")
    assert with_one_change(old, new, stop) is None


def test_so_many_differences_are_not_made_one_by_one() -> None:
    many = "".join(
        f"    - {{id: c{number}, term: condition {number}}}\n" for number in range(MOST_ALONE)
    )
    text = RASH.replace("  conditions: [{id: asthma, term: asthma}]\n", f"  conditions:\n{many}")
    found = diff(case(), case(("not assessed", "excluded"), text=text))
    assert len(found.facts) > MOST_ALONE
    assert finding(found, "alternatives").alone == ()
    assert finding(found, "alternatives").resting == ("virus",)


# --- results


def result(one: Case, **changes: Any) -> bytes:
    data = {**assess(one).to_dict(), **changes}
    return json.dumps(data).encode()


def test_a_result_read_back_is_the_assessment() -> None:
    assert read_result(result(case()), "r.json") == as_told(assess(case()))
    assert diff(read_result(result(case())), case()).nothing


def test_two_results_differ_as_their_cases_do_but_for_what_is_made_alone(tmp_path: Path) -> None:
    new = case(("not assessed", "excluded"))
    (tmp_path / "new.json").write_bytes(result(new))
    found = diff(read_result(result(case())), read_result(tmp_path / "new.json"))
    (fact,) = found.facts
    words = ("viral rash, not assessed", "viral rash, excluded")
    assert fact == FactChange("virus", "alternative", "changed", (FieldChange("text", *words),))
    assert finding(found, "alternatives").alone == ()
    assert finding(found, "alternatives").resting == ("virus",)
    assert verdict(found, "naranjo_1981") == verdict(diff(case(), new), "naranjo_1981")


def test_entries_of_results_are_told_as_added_and_removed() -> None:
    less = case(("  conditions: [{id: asthma, term: asthma}]\n", ""))
    told = [read_result(result(one)) for one in (case(), less)]
    assert diff(*told).facts == (FactChange("asthma", "condition", "removed"),)
    assert diff(*reversed(told)).facts == (FactChange("asthma", "condition", "added"),)


def test_another_engine_and_another_model_are_no_change_of_the_case() -> None:
    models = [{"id": "new_model", "version": "1", "sha256": "a" * 64}]
    new = result(case(), engine={"name": "causality", "version": "99"}, models=models)
    found = diff(case(), read_result(new))
    assert not found.facts
    assert not found.pairs
    by_name = {one.name: (one.before, one.after) for one in found.models}
    assert by_name["engine"][1] == "causality 99"
    assert by_name["new_model"] == (None, "1 (aaaaaaaaaaaa)")
    assert by_name["naranjo_1981"][1] is None


def test_what_is_no_result_is_refused_with_its_place() -> None:
    with pytest.raises(InputError, match=r"r\.json:1:"):
        read_result(b'{"schema": "causality/assessment/1", "pairs": 3}', "r.json")


def test_a_result_is_told_from_a_case_by_how_it_begins(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_bytes(result(case()))
    assert looks_like_result(tmp_path / "r.json")
    assert looks_like_result(result(case()))
    assert not looks_like_result(RASH.encode())
    assert not looks_like_result(tmp_path / "nothing.json")


def test_a_measure_that_was_not_there_is_told_as_new() -> None:
    moved = finding(diff(case((", stop: day 6", "")), case()), "time_from_stop_to_improvement")
    assert (moved.before, moved.after) == (None, "2.001 to 3.999 d")


def test_a_measure_without_bounds_is_not_known() -> None:
    quiet = ("    course: [{id: gone, at: day 9, state: resolved}]\n", "")
    found = diff(case(quiet), case(quiet, ("onset: day 5", "onset: unknown")))
    moved = finding(found, "time_to_onset")
    # From the last minute of day 0 to the first of day 5, and the other way round.
    assert (moved.before, moved.after) == ("4.001 to 5.999 d", "not known")
