"""What moved between two versions, in words and as data."""

from __future__ import annotations

import json

from causality.assessment.contract import SUPPORT
from causality.case.case import Case
from causality.case.read import read_case
from causality.explain.diff import diff
from causality.explain.difference import Difference, FindingChange, ModelChange, PairChange
from causality.report.as_text import outline_as_text
from causality.report.difference_outline import difference_as_data, difference_outline

RASH = """\
schema: causality/case/1
id: rash
drugs: [{id: amox, name: amoxicillin, role: suspect, doses: [{id: course, start: day 0}]}]
events: [{id: rash, term: rash, onset: day 5}]
alternatives: [{id: virus, term: viral rash, of: rash, status: not assessed}]
"""


def case(old: str = "", new: str = "") -> Case:
    assert old in RASH
    return read_case(RASH.replace(old, new).encode() if old else RASH.encode())


def told(found: Difference) -> str:
    return outline_as_text(difference_outline(found))


def test_nothing_is_said_of_nothing() -> None:
    assert told(diff(case(), case())).endswith(
        f"\nNothing: facts, findings and verdicts are the same.\n\n{SUPPORT}\n"
    )


def test_a_fact_is_told_with_what_it_moves() -> None:
    text = told(diff(case(), case("not assessed", "excluded")))
    for line in (
        "What moved in rash",
        "- virus (alternative): changed",
        "    status: not assessed -> excluded",
        "amox -> rash",
        "Naranjo scale, criteria that are answered otherwise:",
        "- 5: unknown (0) -> no (+2), by other causes than drugs",
        "    because other causes were looked for, and each was excluded",
        "- other causes than drugs: not assessed -> none after search",
        "    moved so by virus alone",
    ):
        assert f"{line}\n" in text


def test_a_fact_that_moves_nothing_says_so() -> None:
    text = told(diff(case(), case("term: viral rash", "term: rash of a virus")))
    assert "No finding and no verdict moved.\n" in text


def test_another_case_is_named_and_its_pairs_come_and_go() -> None:
    text = told(diff(case(), case("id: amox", "id: amoxi")))
    assert "amoxi -> rash (added)\n" in text
    assert "amox -> rash (removed)\n" in text
    other = told(diff(case(), case("id: rash\ndrugs", "id: exanthema\ndrugs")))
    assert other.startswith("From rash to exanthema\n")


def test_a_changed_model_stands_apart_from_the_facts() -> None:
    found = Difference("rash", "rash", (ModelChange("naranjo_1981", "1981 (a)", None),), (), ())
    text = told(found)
    assert "No fact changed.\n" in text
    assert "- naranjo_1981: 1981 (a) -> -\n" in text


def test_the_data_say_what_the_words_say() -> None:
    data = json.loads(
        json.dumps(difference_as_data(diff(case(), case("not assessed", "excluded"))))
    )
    assert data["schema"] == "causality/diff/1"
    assert data["facts"][0]["fields"] == [
        {"field": "status", "before": "not assessed", "after": "excluded"}
    ]
    (pair,) = data["pairs"]
    moved = next(one for one in pair["findings"] if one["finding"] == "alternatives")
    assert (moved["before"], moved["after"]) == ("not assessed", "none after search")
    assert moved["moved_alone_by"] == moved["rests_on_changed"] == ["virus"]
    naranjo = next(one for one in pair["verdicts"] if one["method"] == "naranjo_1981")
    assert naranjo["criteria"][0]["number"] == "5"


def test_a_finding_that_no_fact_moves_alone_names_those_it_rests_on() -> None:
    moved = FindingChange(
        "dechallenge", "unknown", "positive", "it improved", (), ("stop", "course")
    )
    bare = FindingChange("new_finding", None, "yes", "", (), ())
    pair = PairChange("amox", "rash", "changed", (moved, bare), ())
    text = told(Difference("rash", "rash", (), (), (pair,)))
    lines = ("because it improved", "rests on stop and course, changed")
    assert "- dechallenge: unknown -> positive\n    " + "\n    ".join(lines) in text
    assert "- new_finding: - -> yes\n" in text
    assert "method" not in text
