"""Which way findings lean, read off the methods."""

from __future__ import annotations

import pytest

from causality.assessment import assess
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.explain import evidence
from causality.explain.evidence import Leaning, uses
from causality.explain.standing import method_of, position, ranked
from causality.methods import Verdict, method, methods
from causality.vocabulary import VOCABULARY
from tests.report.examples import LITTLE_KNOWN, pair

GOOD = {
    **LITTLE_KNOWN,
    "alternatives": ("none after search",),
    "underlying_disease": ("none",),
    "dechallenge": ("positive",),
    "stop_shared": ("alone",),
}


def leanings(known: dict[str, tuple[str, ...]], name: str, method_id: str) -> set[Leaning]:
    found = uses(pair(known))[name]
    return {one.leaning for one in found if one.method == method_id} - {"neither"}


@pytest.mark.parametrize(
    ("name", "value", "leaning"),
    [
        ("sequence", "drug first", "for"),  # +2
        ("sequence", "event first", "against"),  # -1
        ("rechallenge", "positive", "for"),  # +2
        ("rechallenge", "negative", "against"),  # -1
        ("placebo", "reaction", "against"),  # -1
        ("dose_response", "present", "for"),  # +1
    ],
)
def test_in_a_scale_the_sign_of_the_points_decides(name: str, value: str, leaning: Leaning) -> None:
    known = {**LITTLE_KNOWN, name: (value,)}
    assert leanings(known, name, "naranjo_1981") == {leaning}


@pytest.mark.parametrize(
    ("name", "value", "leaning"),
    [
        ("dechallenge", "positive", "for"),  # without it: possible
        ("alternatives", "none after search", "for"),  # without it: not investigated, possible
        ("alternatives", "possible", "against"),  # it is what keeps the case from probable
        ("dechallenge", "negative", "against"),
        ("co_suspects", "present", "against"),
    ],
)
def test_in_a_category_table_the_category_without_it_decides(
    name: str, value: str, leaning: Leaning
) -> None:
    assert leanings({**GOOD, name: (value,)}, name, "who_umc") == {leaning}


def test_an_impossible_time_speaks_against_the_drug() -> None:
    known = {**GOOD, "sequence": ("event first",), "latency": ("impossible",)}
    assert leanings(known, "sequence", "who_umc") == {"against"}


def test_what_is_unknown_or_open_leans_neither_way() -> None:
    known = {**GOOD, "rechallenge": ("positive", "negative")}
    assert leanings(known, "rechallenge", "naranjo_1981") == set()
    assert leanings(known, "drug_level", "naranjo_1981") == set()


def test_a_finding_beside_the_deciding_one_is_given_no_weight() -> None:
    # The answer to item 3 is yes whether or not the stop was shared.
    known = {**GOOD, "stop_shared": ("shared",)}
    assert leanings(known, "stop_shared", "naranjo_1981") == set()
    assert leanings(known, "dechallenge", "naranjo_1981") == {"for"}


def test_a_finding_knows_every_criterion_that_reads_it() -> None:
    found = uses(pair(GOOD))
    readers = [(one.title, one.number) for one in found["dechallenge"]]
    assert readers[:2] == [("Naranjo scale", "3"), ("WHO-UMC system", "E")]
    assert set(readers[2:]) == {
        (one.title, criterion.told.number)
        for one in methods()[2:]
        for criterion in one.criteria
        if "dechallenge" in criterion.reads and one.id not in {"dips_2007", "who_aefi_2018"}
    }
    assert found["overdose"] == ()


def test_a_method_that_does_not_apply_weighs_nothing() -> None:
    assert not any(uses(pair({**GOOD, "exposure": ("not taken",)})).values())


def test_unclassified_stands_between_possible_and_unlikely() -> None:
    who_umc = method("who_umc")
    places = [position(who_umc, category) for category in who_umc.categories]
    assert places == [0, 1, 2, 3, 2.5, 2.5]


def test_a_verdict_leads_back_to_its_method() -> None:
    verdict = pair().verdicts["who_umc"]
    assert isinstance(verdict, Verdict)
    assert method_of(verdict) is method("who_umc")


def test_pairs_are_ranked_by_category_then_score_then_as_in_the_case() -> None:
    better_score = {**LITTLE_KNOWN, "dose_response": ("present",)}
    pairs = [
        pair({**GOOD, "exposure": ("not taken",)}, "outside"),
        pair(LITTLE_KNOWN, "first"),
        pair(better_score, "score"),
        pair(LITTLE_KNOWN, "second"),
        pair(GOOD, "good"),
    ]
    order = [one.drug for one in ranked(pairs)]
    assert order == ["good", "score", "first", "second", "outside"]


def test_what_leans_by_itself_is_in_the_vocabulary_and_leans_one_way() -> None:
    for table in (evidence._FOR, evidence._AGAINST):
        for name, values in table.items():
            assert set(values) <= set(VOCABULARY[name].values)
    for name in evidence._FOR.keys() & evidence._AGAINST.keys():
        assert not set(evidence._FOR[name]) & set(evidence._AGAINST[name])


def test_a_disease_that_explains_the_event_speaks_against_although_no_method_counts_it() -> None:
    case = read_case(shipped_cases()["daratumumab-leukoencephalopathy"])
    finding = assess(case).pair("dara", "lep").findings["underlying_disease"]
    assert finding.value == "present"
    assert evidence.by_itself(finding) == "against"
