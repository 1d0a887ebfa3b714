"""Methods that judge the event: they rank no pair, part from no method, lean neither way."""

from __future__ import annotations

from dataclasses import replace

from causality.assessment import assess
from causality.assessment.parts import PairAssessment
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.explain.disagreement import disagreements
from causality.explain.evidence import uses
from causality.explain.standing import ranked
from causality.methods import NotApplicable, Verdict, methods
from causality.report.blocks import Paragraph, Table
from causality.report.outline import outline

DRESS = assess(read_case(shipped_cases()["synthetic-dress"]))


def the_pair() -> PairAssessment:
    (pair,) = DRESS.pairs
    return pair


def test_two_methods_judge_the_event() -> None:
    assert {one.id for one in methods() if one.told.judges == "the event"} == {
        "four_ts",
        "regiscar_dress",
    }


def test_every_verdict_says_what_it_judges() -> None:
    told = {one.id: one.told.judges for one in methods()}
    assert {name: one.judges for name, one in the_pair().verdicts.items()} == told
    contract = DRESS.to_dict()["pairs"][0]["verdicts"]
    assert {name: one["judges"] for name, one in contract.items()} == told


def test_it_is_set_against_no_method() -> None:
    found = disagreements(the_pair())
    assert found
    assert all("regiscar_dress" not in one.methods for one in found)
    assert disagreements(the_pair(), of="regiscar_dress") == ()


def test_it_ranks_no_pair_whether_it_applies_or_not() -> None:
    pair = the_pair()
    dress = pair.verdicts["regiscar_dress"]
    assert isinstance(dress, Verdict)
    none = NotApplicable(dress.method, dress.title, "another event", dress.cite, dress.judges)
    worse = replace(dress, category="no case", score=-2)
    for other in (none, worse):
        twin = replace(pair, drug="twin", verdicts={**pair.verdicts, "regiscar_dress": other})
        assert [one.drug for one in ranked((twin, pair))] == ["twin", "allopurinol"]
        assert [one.drug for one in ranked((pair, twin))] == ["allopurinol", "twin"]


def test_what_it_reads_speaks_neither_for_the_drug_nor_against_it() -> None:
    used = uses(the_pair())
    assert {use.method for use in used["dress_eosinophils"]} == {"regiscar_dress"}
    assert {use.leaning for use in used["dress_eosinophils"]} == {"neither"}
    assert {use.points for use in used["dress_eosinophils"]} == {2}


def test_a_report_has_a_table_of_its_own_for_it() -> None:
    blocks = list(outline(DRESS))
    at = blocks.index(Paragraph("What the event is, whatever caused it:"))
    table = blocks[at + 1]
    assert isinstance(table, Table)
    assert [row[1:] for row in table.rows] == [("RegiSCAR (validates DRESS)", "definite, 7")]
    others = [block for block in blocks[:at] if isinstance(block, Table)]
    assert all("RegiSCAR (validates DRESS)" not in block.columns for block in others)
