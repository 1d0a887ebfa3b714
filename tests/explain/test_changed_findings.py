"""A finding that is set is the case with a statement of it; flips do what they claim."""

from __future__ import annotations

from functools import cache
from itertools import combinations, product

import numpy as np
import pytest

from causality.assessment import Assessment, assess
from causality.assessment.parts import PairAssessment
from causality.case.case import Case
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.errors import NotFound
from causality.explain import flips
from causality.explain.changed_findings import (
    NEVER_LEARNT,
    FindingSet,
    finding_set,
    mask_of,
    reassessed,
    with_sets,
)
from causality.explain.flips import category_flips, share_flips
from causality.explain.open_findings import answers, open_findings
from causality.explain.standing import method_of
from causality.explain.weighed import Weighed
from causality.methods import Verdict, judge
from causality.network.differential.weigh import normalised, weigh
from causality.vocabulary import UNKNOWN, VOCABULARY
from tests.explain.weighings import CASES, explained, shipped_events, shipped_prepared

FEW = (
    "daratumumab-leukoencephalopathy",
    "synthetic-stopped-together",
    "synthetic-too-early",
    "lopinavir-ritonavir-valproate-mania",
)


@cache
def case_of(name: str) -> Case:
    return read_case(shipped_cases()[name])


@cache
def assessed(name: str) -> Assessment:
    return assess(case_of(name))


def categories(pair: PairAssessment) -> dict[str, object]:
    return {
        name: (one.category, one.score) if isinstance(one, Verdict) else None
        for name, one in pair.verdicts.items()
    }


@pytest.mark.parametrize("name", FEW)
def test_a_finding_that_is_set_counts_as_if_the_report_stated_it(name: str) -> None:
    given, before = shipped_prepared(name), assessed(name)
    tried = 0
    for one in open_findings(given):
        pair = before.pair(one.drug, one.event)
        finding = pair.findings[one.finding]
        if finding.value != UNKNOWN or finding.recorded or tried >= 12:
            continue
        value = one.values[tried % len(one.values)]
        stated = {
            "id": "said-so",
            "drug": one.drug,
            "event": one.event,
            "about": one.finding.replace("_", " "),
            "value": value,
        }
        data = case_of(name).model_dump(by_alias=True, mode="json", exclude_unset=True)
        data["statements"] = [*data.get("statements", ()), stated]
        told = assess(Case.model_validate(data)).pair(one.drug, one.event)
        if told.findings[one.finding].value != value:
            continue  # the record rules such a statement out
        set_ = reassessed(case_of(name), [one.answer(value)]).after.pair(one.drug, one.event)
        assert categories(set_) == categories(told), (one.finding, value)
        assert set_.involvement is not None
        assert told.involvement is not None
        if one.finding not in {"natural_course", "specific_pattern"}:
            share = pytest.approx(told.involvement.share, abs=1e-9)
            assert set_.involvement.share == share, (one.finding, value)
        tried += 1
    assert tried >= 4


def test_what_is_set_stands_with_its_reason_and_the_original_is_kept() -> None:
    name = "daratumumab-leukoencephalopathy"
    sets = finding_set([("dara", "lep")], "dechallenge", "positive", "the ward says so")
    told = reassessed(case_of(name), sets)
    assert told.before == assessed(name)
    finding = told.after.pair("dara", "lep").findings["dechallenge"]
    assert finding.value == "positive"
    assert "the ward says so" in finding.because
    assert told.unheard == ()


def test_nothing_set_changes_nothing() -> None:
    for name in FEW:
        after = reassessed(case_of(name), ()).after
        assert after == assessed(name)


def test_a_name_that_does_not_exist_is_named() -> None:
    pairs = [("dara", "lep")]
    for arguments, word in (
        (("dechalenge", "positive"), "finding"),
        (("dechallenge", "maybe"), "value of dechallenge"),
        (("dechallenge", "positive", "", "daratumab"), "drug"),
        (("dechallenge", "positive", "", None, "lepp"), "event"),
    ):
        with pytest.raises(NotFound) as fault:
            finding_set(pairs, *arguments)
        assert fault.value.kind == word


def test_a_latency_that_is_set_is_told_as_unheard() -> None:
    sets = finding_set([("dara", "lep")], "latency", "impossible")
    told = reassessed(case_of("daratumumab-leukoencephalopathy"), sets)
    assert told.unheard == ("latency",)
    shares = [
        one.pair("dara", "lep").involvement.share  # type: ignore[union-attr]
        for one in (told.before, told.after)
    ]
    assert shares[0] == shares[1]


@pytest.mark.parametrize("name", CASES)
def test_every_claim_that_a_category_flips_is_so_once_applied(name: str) -> None:
    given, before = shipped_prepared(name), assessed(name)
    for pair in before.pairs:
        for told in category_flips(given, pair, 2):
            assert told.complete
            now = pair.verdicts[told.method]
            assert isinstance(now, Verdict)
            instrument = method_of(now, pair.own)
            masks = {one: mask_of(pair.findings[one]) for one in instrument.looks_at}
            for number, flip in enumerate(told.flips):
                sets = {one.finding: VOCABULARY[one.finding].bit(one.value) for one in flip.sets}
                other = judge(instrument, masks | sets)
                assert isinstance(other, Verdict)
                assert other.category == flip.category != told.category
                if number == 0 and told.method in {"naranjo_1981", "who_umc"}:
                    again = reassessed(case_of(name), flip.sets, methods=[told.method]).after
                    verdict = again.pair(pair.drug, pair.event).verdicts[told.method]
                    assert isinstance(verdict, Verdict)
                    assert verdict.category == flip.category


@pytest.mark.parametrize("name", FEW)
def test_no_smaller_set_flips_a_category(name: str) -> None:
    given, before = shipped_prepared(name), assessed(name)
    for pair in before.pairs:
        usable = [
            one for one in open_findings(given) if (one.drug, one.event) == (pair.drug, pair.event)
        ]
        for told in category_flips(given, pair, 2):
            verdict = pair.verdicts[told.method]
            assert isinstance(verdict, Verdict)
            instrument = method_of(verdict, pair.own)
            masks = {one: mask_of(pair.findings[one]) for one in instrument.looks_at}
            mine = [one for one in usable if one.finding in instrument.reads]
            size = len(told.flips[0].sets) if told.flips else 3
            expected = set()
            for count in range(1, min(size, 2) + 1):
                for some in combinations(mine, count):
                    for values in product(*(one.values for one in some)):
                        sets = {
                            one.finding: VOCABULARY[one.finding].bit(value)
                            for one, value in zip(some, values, strict=True)
                        }
                        other = judge(instrument, masks | sets)
                        if isinstance(other, Verdict) and other.category != told.category:
                            expected.add(tuple(zip((o.finding for o in some), values, strict=True)))
            found = {tuple((one.finding, one.value) for one in flip.sets) for flip in told.flips}
            if size <= 2:
                assert found >= expected
                assert all(len(one) == size for one in expected)
            else:
                assert not expected


def share_with(name: str, weighed: Weighed, drug: str, sets: list[FindingSet]) -> float:
    """The share of a drug, the differential done again with these findings set."""
    changed = with_sets(shipped_prepared(name), sets)
    again = next(one for one in changed.weighed() if one.id == weighed.id)
    target = next(one for one in again.involvements() if one.id == drug)
    found = normalised(again.evidence.causes, 1, weigh(again.event, again.evidence).log)[0]
    return float(found[target.own].sum())


@pytest.mark.parametrize("name", CASES)
def test_every_claim_that_a_share_crosses_one_half_is_so_once_applied(name: str) -> None:
    given = shipped_prepared(name)
    for weighed in shipped_events(name):
        known = answers(given, weighed)
        for target in explained(weighed):
            told = share_flips(known, weighed, target, 2)
            random = np.random.default_rng(len(told.flips))
            for place in random.permutation(len(told.flips))[:6].tolist():
                flip = told.flips[place]
                again = share_with(name, weighed, target.id, list(flip.sets))
                assert again == pytest.approx(flip.share, abs=1e-9)
                assert (again >= 0.5) is not (told.share >= 0.5)


def test_a_claim_is_what_a_whole_assessment_says() -> None:
    name = "synthetic-stopped-together"
    (weighed,) = shipped_events(name)
    target = explained(weighed)[0]
    told = share_flips(answers(shipped_prepared(name), weighed), weighed, target)
    flip = told.flips[0]
    after = reassessed(case_of(name), flip.sets, methods=["who_umc"]).after
    involvement = after.pair(target.id, weighed.id).involvement
    assert involvement is not None
    assert involvement.share == pytest.approx(flip.share, abs=1e-9)


@pytest.mark.parametrize("name", ["synthetic-overdose", "synthetic-resolved-while-continued"])
def test_no_smaller_set_takes_a_share_across_one_half(name: str) -> None:
    given = shipped_prepared(name)
    (weighed,) = shipped_events(name)
    known = answers(given, weighed)
    target = explained(weighed)[0]
    told = share_flips(known, weighed, target, 3)
    size = len(told.flips[0].sets) if told.flips else 3
    crossing = set()
    for count in range(1, min(size, 2) + 1):
        for some in combinations(range(len(known.sets)), count):
            scopes = {known.questions[i].scope for i in some}
            if len(scopes) < count:
                continue
            share = share_with(name, weighed, target.id, [known.sets[i] for i in some])
            if (share >= 0.5) is not (told.share >= 0.5):
                crossing.add(frozenset(known.sets[i] for i in some))
    found = {frozenset(flip.sets) for flip in told.flips}
    assert crossing == (found if size <= 2 else set())


def test_neither_age_nor_a_settled_finding_is_ever_offered() -> None:
    for name in CASES:
        given = shipped_prepared(name)
        for one in open_findings(given):
            assert one.finding not in NEVER_LEARNT
            row = given.row(one.drug, one.event)
            mask = int(given.findings.mask(one.finding)[row])
            term = VOCABULARY[one.finding]
            assert term.learnable_mask(mask) != mask or mask.bit_count() > 1
            assert set(one.values) <= set(term.values) - {UNKNOWN, one.now}


def test_nothing_is_offered_where_no_follow_up_can_come_but_what_the_dates_leave_open() -> None:
    given = shipped_prepared("synthetic-fatal")
    closed = VOCABULARY["follow_up"].bit("impossible")
    if int(given.findings.mask("follow_up")[0]) == closed:
        for one in open_findings(given):
            mask = int(given.findings.mask(one.finding)[given.row(one.drug, one.event)])
            assert set(one.values) <= set(VOCABULARY[one.finding].named(mask))


def test_where_nothing_can_be_learnt_no_share_flips() -> None:
    given = shipped_prepared("synthetic-fatal")
    for weighed in shipped_events("synthetic-fatal"):
        known = answers(given, weighed)
        for target in explained(weighed):
            told = share_flips(known, weighed, target)
            assert (told.flips, told.complete) == ((), True)


def test_too_many_sets_to_try_are_told_as_incomplete(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "synthetic-stopped-together"
    monkeypatch.setattr(flips, "_MOST_SETS", 1)
    monkeypatch.setattr(flips, "_MOST_ANSWERS", 1)
    (pair, *_) = assessed(name).pairs
    for told in category_flips(shipped_prepared(name), pair):
        assert not told.complete
        assert told.flips == ()
    (weighed,) = shipped_events("synthetic-overdose")
    known = answers(shipped_prepared("synthetic-overdose"), weighed)
    (target,) = explained(weighed)
    assert not share_flips(known, weighed, target).complete
