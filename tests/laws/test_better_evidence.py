"""Law 2 for the methods: evidence for the drug never lowers it, evidence against never raises it.

It holds on the ordered categories. A category outside the order (not enough is known) is no lower
and no higher than any other, so a pair that enters or leaves it is not compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hypothesis import given, settings

from causality.assessment import PairAssessment
from causality.methods import Verdict
from tests.laws.random_case import Sample
from tests.laws.read import assessed
from tests.strategies import samples

Document = dict[str, Any]
Change = Callable[[Document, str, str], None]

ORDER: Mapping[str, tuple[str, ...]] = {
    "naranjo_1981": ("doubtful", "possible", "probable", "definite"),
    "who_umc": ("unlikely", "possible", "probable/likely", "certain"),
}
_AGAIN = {
    "id": "added",
    "agent": "drug",
    "before": "resolved",
    "dose": "same",
    "route": "same",
    "duration": "same",
    "premedicated": "no",
}


def suspects(document: Document) -> Iterator[tuple[str, str]]:
    """The drug and event of every pair."""
    for drug in document["drugs"]:
        if drug["role"] != "concomitant":
            for event in document["events"]:
                yield drug["id"], event["id"]


def rank(pair: PairAssessment, method: str) -> tuple[int, int] | None:
    """Place of the category in its order, and the score; None outside the order."""
    verdict = pair.verdicts[method]
    if not isinstance(verdict, Verdict) or verdict.category not in ORDER[method]:
        return None
    return ORDER[method].index(verdict.category), verdict.score or 0


def assert_moves(sample: Sample, change: Change, *, up: bool) -> None:
    """Changing one pair at a time moves neither of its verdicts the wrong way."""
    before = assessed(sample.document)
    for drug, event in suspects(sample.document):
        document = json.loads(json.dumps(sample.document))
        change(document, drug, event)
        after = assessed(document)
        for method in ORDER:
            old, new = (rank(one.pair(drug, event), method) for one in (before, after))
            if old is not None and new is not None:
                moved = (drug, event, method, old, new)
                assert new >= old if up else new <= old, moved


def exposed_again(result: str) -> Change:
    """The drug alone given again in the same way, with this result."""

    def change(document: Document, drug: str, event: str) -> None:
        again = {**_AGAIN, "drugs": [drug], "event": event, "result": result}
        document.setdefault("re-exposures", []).append(again)

    return change


def judged(status: str) -> Change:
    """Every competing cause of the event judged so."""

    def change(document: Document, _drug: str, event: str) -> None:
        for named in document.get("alternatives", ()):
            if named.get("role", "competing") == "competing" and named["of"] == event:
                named["status"] = status

    return change


def known(level: str) -> Change:
    """More knowledge of this drug and event on record."""

    def change(document: Document, drug: str, event: str) -> None:
        one = {"id": "added", "drug": drug, "event": event, "level": level}
        document.setdefault("knowledge", []).append(one)

    return change


def specifically(result: str) -> Change:
    """The only test that links this drug to this event came out so."""

    def change(document: Document, drug: str, event: str) -> None:
        for seen in document.get("observations", ()):
            if seen.get("specific for") == drug:
                seen["result"] = result
        one = {"id": "added", "test": "a test", "of": event, "specific for": drug}
        document.setdefault("observations", []).append({**one, "result": result})

    return change


@settings(max_examples=25)
@given(samples())
def test_a_positive_re_exposure_of_this_drug_alone_never_lowers_it(sample: Sample) -> None:
    assert_moves(sample, exposed_again("recurred"), up=True)


@settings(max_examples=25)
@given(samples())
def test_a_negative_re_exposure_never_raises_the_drug(sample: Sample) -> None:
    assert_moves(sample, exposed_again("did not recur"), up=False)


@settings(max_examples=25)
@given(samples())
def test_an_excluded_alternative_never_lowers_the_drug(sample: Sample) -> None:
    assert_moves(sample, judged("excluded"), up=True)


@settings(max_examples=25)
@given(samples())
def test_a_confirmed_alternative_never_raises_the_drug(sample: Sample) -> None:
    assert_moves(sample, judged("confirmed"), up=False)


@settings(max_examples=25)
@given(samples())
def test_stronger_knowledge_never_lowers_the_drug(sample: Sample) -> None:
    assert_moves(sample, known("listed"), up=True)


@settings(max_examples=25)
@given(samples())
def test_a_positive_specific_test_never_lowers_the_drug(sample: Sample) -> None:
    assert_moves(sample, specifically("positive"), up=True)


@settings(max_examples=25)
@given(samples())
def test_a_negative_specific_test_never_raises_the_drug(sample: Sample) -> None:
    assert_moves(sample, specifically("negative"), up=False)
