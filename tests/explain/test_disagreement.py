"""Why two methods differ: opposite readings first, the fewest findings, published names."""

from __future__ import annotations

from itertools import combinations

import pytest

from causality.assessment import assess
from causality.assessment.parts import PairAssessment
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.explain.disagreement import Disagreement, disagreements
from causality.methods import Verdict
from causality.report.disagreement_outline import disagreement_sentence
from tests.report.examples import pair


def between(one: PairAssessment, first: str, second: str) -> Disagreement:
    (found,) = (each for each in disagreements(one) if each.methods == (first, second))
    return found


KNOWN = {
    "sequence": ("drug first",),
    "latency": ("compatible",),
    "information": ("sufficient",),
    "dechallenge": ("positive",),
    "stop_shared": ("alone",),
    "exposure": ("certain",),
    "event_established": ("confirmed",),
}


def test_opposite_readings_are_told_before_one_sided_ones() -> None:
    # SEFV counts a cause judged unlikely against the drug; WHO-UMC needs just that for probable.
    found = between(pair({**KNOWN, "alternatives": ("unlikely",), "co_suspects": ("none",)}), *SEFV)
    assert found.categories == ("probable/likely", "conditional")
    assert {one.finding for one in found.partings} == {"alternatives"}
    (parting,) = found.partings
    assert parting.directions == ("for", "against")
    assert [one.number for side in parting.readers for one in side] == ["D", "5"]


SEFV = ("who_umc", "sefv")


def test_a_question_that_only_one_method_asks_is_told_as_such() -> None:
    known = {**KNOWN, "prior_knowledge": ("listed",), "specific_pattern": ("not specific",)}
    found = between(pair(known), "naranjo_1981", "sefv")
    told = disagreement_sentence(found)
    assert "is not asked for in Naranjo scale" in told
    assert told.startswith("Naranjo scale says possible, SEFV scale probable: they part on ")
    assert told.endswith(".")


def test_a_method_that_gives_no_step_says_why_instead() -> None:
    found = between(pair(KNOWN), "naranjo_1981", "karch_lasagna_table")
    assert found.partings == ()
    assert found.outside == ("Karch-Lasagna table: no column of the table fits these answers",)
    assert "no step of a scale" in disagreement_sentence(found)


def test_equal_names_are_no_disagreement_and_no_name_is_turned_into_another() -> None:
    one = pair(KNOWN)
    verdicts = [each for each in one.verdicts.values() if isinstance(each, Verdict)]
    expected = {
        (first.method, second.method)
        for first, second in combinations(verdicts, 2)
        if first.category != second.category
    }
    assert {each.methods for each in disagreements(one)} == expected
    only = disagreements(one, of="naranjo_1981")
    assert {each.methods for each in only} == {each for each in expected if "naranjo_1981" in each}


@pytest.mark.parametrize("id_", shipped_cases())
def test_every_disagreement_of_a_shipped_case_has_its_sentence(id_: str) -> None:
    for one in assess(read_case(shipped_cases()[id_])).pairs:
        for found in disagreements(one):
            assert disagreement_sentence(found).count(" says ") >= 1
            criteria = {
                (side, reader.number)
                for each in found.partings
                for side, readers in enumerate(each.readers)
                for reader in readers
            }
            # No finding could be left out without losing a criterion.
            for each in found.partings:
                rest = {
                    (side, reader.number)
                    for other in found.partings
                    if other is not each
                    for side, readers in enumerate(other.readers)
                    for reader in readers
                }
                assert rest < criteria
