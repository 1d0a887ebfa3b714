"""The WHO-UMC system: one category for every combination, its gaps, the next category."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.methods import Method, Verdict, judge, method
from causality.vocabulary import VOCABULARY
from tests.methods import slow
from tests.methods.columns import facts, masks_for

WHO = method("who_umc")
STRICT = method("who_umc", options={"require rechallenge for certain": True})
ORDER = {name: i for i, name in enumerate(WHO.categories[: -WHO.kind.unordered])}

CERTAIN = {
    "information": "sufficient",
    "sequence": "drug first",
    "latency": "compatible",
    "alternatives": "none after search",
    "co_suspects": "none",
    "underlying_disease": "none",
    "dechallenge": "positive",
    "stop_shared": "alone",
    "specific_pattern": "specific",
    "event_established": "confirmed",
    "rechallenge": "positive",
}


def who(one: Method = WHO, /, **values: str) -> Verdict:
    result = judge(one, facts(one, **values))
    assert isinstance(result, Verdict)
    return result


def warned(result: Verdict) -> set[str]:
    return {one.id for one in result.warnings}


def all_answers(one: Method) -> list[dict[str, str]]:
    names = [criterion.id for criterion in one.criteria]
    choices = [criterion.answers for criterion in one.criteria]
    return [dict(zip(names, chosen, strict=True)) for chosen in product(*choices)]


@cache
def categories_row_by_row() -> dict[tuple[str, ...], str]:
    """The category of every combination of answers, by the rows of the file read one by one."""
    return {
        tuple(answers.values()): slow.category(WHO.told, answers, WHO.options)
        for answers in all_answers(WHO)
    }


def category_of(one: Method, answers: dict[str, str]) -> str:
    """The compiled category of answers: a joint answer of a group is an answer here."""
    numbers = [criterion.answers.index(answers[criterion.id]) for criterion in one.criteria]
    joint = [
        group.joint_answers.index(tuple(numbers[place] for place in group.criteria))
        for group in one.groups
    ]
    return one.categories[int(one.kind.standing(joint).category)]


def test_the_categories_are_called_as_published() -> None:
    assert WHO.categories == (
        "certain",
        "probable/likely",
        "possible",
        "unlikely",
        "conditional/unclassified",
        "unassessable/unclassifiable",
    )
    assert WHO.kind.unordered == 2
    assert WHO.kind.points is None


@pytest.mark.parametrize("one", [WHO, STRICT], ids=["as published", "strict"])
def test_every_combination_of_answers_has_exactly_one_category(one: Method) -> None:
    combinations = all_answers(one)
    assert len(combinations) == 3 * 4 * 5 * 5 * 8 * 3 * 5
    found = {category_of(one, answers) for answers in combinations}
    assert found == set(one.categories)
    # The rows read one by one agree; every seventh combination keeps this quick.
    for answers in combinations[::7]:
        assert category_of(one, answers) == slow.category(one.told, answers, one.options)


def test_every_answer_can_be_given_by_findings() -> None:
    for group in WHO.groups:
        for i, place in enumerate(group.criteria):
            given_ = {joint[i] for joint in group.joint_answers}
            assert given_ == set(range(len(WHO.criteria[place].answers)))


def test_w1_all_points_and_a_positive_rechallenge_are_certain() -> None:
    result = who(**CERTAIN)
    assert result.category == "certain"
    assert result.kept_from_next is None
    assert warned(result) == set()


def test_w2_a_reasonable_stop_and_unlikely_alternatives_are_probable() -> None:
    result = who(
        information="sufficient",
        sequence="drug first",
        alternatives="unlikely",
        co_suspects="none",
        dechallenge="positive",
        stop_shared="alone",
        rechallenge="not done",
    )
    assert result.category == "probable/likely"


def test_w3_an_alternative_and_an_unknown_stop_are_possible() -> None:
    result = who(
        information="sufficient",
        sequence="drug first",
        latency="compatible",
        alternatives="possible",
        co_suspects="none",
    )
    assert result.category == "possible"


def test_w4_an_improbable_time_and_a_disease_are_unlikely() -> None:
    result = who(
        information="sufficient",
        sequence="drug first",
        latency="improbable",
        alternatives="likely",
    )
    assert (result.category, warned(result)) == ("unlikely", set())


def test_w5_missing_dates_with_a_query_out_are_conditional() -> None:
    result = who(information="insufficient", follow_up="pending")
    assert result.category == "conditional/unclassified"


def test_w6_contradictory_dates_and_a_lost_reporter_are_unassessable() -> None:
    result = who(information="contradictory", sequence="contradictory", follow_up="impossible")
    assert result.category == "unassessable/unclassifiable"


NO_STOP = ("unknown", "not done", "not interpretable", "too early", "confounded", "conflicting")


@pytest.mark.parametrize("stop", NO_STOP)
def test_a_missing_response_to_the_stop_caps_at_possible(stop: str) -> None:
    result = who(**{**CERTAIN, "dechallenge": stop})
    assert result.category == "possible"
    assert warned(result) == {"POSSIBLE_BY_MISSING_DECHALLENGE"}
    pending = who(**{**CERTAIN, "dechallenge": stop, "follow_up": "pending"})
    assert pending.category == "conditional/unclassified"


@pytest.mark.parametrize(
    ("change", "category", "warnings"),
    [
        pytest.param(
            {"dechallenge": "negative"},
            "possible",
            {"POSSIBLE_DESPITE_NEGATIVE_DECHALLENGE"},
            id="negative stop",
        ),
        pytest.param(
            {"latency": "improbable"},
            "conditional/unclassified",
            {"NO_ALTERNATIVE_FOUND"},
            id="improbable time, no other cause, open",
        ),
        pytest.param(
            {"latency": "improbable", "follow_up": "impossible"},
            "unlikely",
            {"NO_ALTERNATIVE_FOUND"},
            id="improbable time, no other cause, closed",
        ),
        pytest.param(
            {"rechallenge": "not done"},
            "certain",
            {"CERTAIN_WITHOUT_RECHALLENGE"},
            id="no re-exposure",
        ),
        pytest.param(
            {"rechallenge": "negative"},
            "probable/likely",
            {"NEGATIVE_RECHALLENGE"},
            id="negative re-exposure",
        ),
        pytest.param(
            {"sequence": "event first", "latency": "impossible"},
            "unlikely",
            {"IMPOSSIBLE_TIMING"},
            id="event first",
        ),
        pytest.param({"co_suspects": "present"}, "possible", set(), id="another suspect"),
        pytest.param({"underlying_disease": "active"}, "possible", set(), id="active disease"),
        pytest.param(
            {"alternatives": "searched, not itemised"},
            "probable/likely",
            {"WORKUP_NOT_ITEMISED"},
            id="search without parts",
        ),
        pytest.param(
            {"alternatives": "not assessed"},
            "possible",
            {"POSSIBLE_WITHOUT_SEARCH"},
            id="no search",
        ),
        pytest.param({"stop_shared": "shared"}, "probable/likely", {"STOPPED_TOGETHER"}, id="two"),
        pytest.param({"specific_pattern": "not specific"}, "probable/likely", set(), id="vague"),
        pytest.param({"latency": "unknown"}, "probable/likely", set(), id="order only"),
        pytest.param(
            {
                "latency": "unknown",
                "alternatives": "confirmed",
                "dechallenge": "unknown",
                "rechallenge": "unknown",
            },
            "unlikely",
            {"ALTERNATIVE_DOMINATES"},
            id="another cause confirmed, weak time",
        ),
        pytest.param(
            {"alternatives": "confirmed"}, "possible", set(), id="another cause, good time"
        ),
        pytest.param(
            {"sequence": "unknown", "latency": "unknown"},
            "conditional/unclassified",
            set(),
            id="order unknown",
        ),
        pytest.param(
            {"sequence": "event first", "relation": "aggravation"},
            "conditional/unclassified",
            {"AGGRAVATION"},
            id="a worsening is older by nature",
        ),
    ],
)
def test_the_gaps_of_the_guidance_are_settled_as_documented(
    change: dict[str, str], category: str, warnings: set[str]
) -> None:
    result = who(**{**CERTAIN, **change})
    assert (result.category, warned(result)) == (category, warnings)


def test_certain_can_be_made_to_need_a_rechallenge() -> None:
    masks = {**CERTAIN, "rechallenge": "not done"}
    assert who(**masks).category == "certain"
    strict = who(STRICT, **masks)
    assert strict.category == "probable/likely"
    assert strict.options == (("require rechallenge for certain", True),)
    assert who(STRICT, **CERTAIN).category == "certain"


def test_what_kept_a_case_from_the_next_category_is_named() -> None:
    result = who(**{**CERTAIN, "specific_pattern": "not specific", "stop_shared": "shared"})
    kept = result.kept_from_next
    assert kept is not None
    assert kept.categories == ("certain",)
    (levers,) = kept.sets
    assert [(lever.criterion, lever.now, lever.needed) for lever in levers] == [
        ("withdrawal", "reasonable", ("plausible",)),
        ("definitive_event", "not definitive", ("definitive",)),
    ]
    assert levers[0].findings == ("dechallenge", "stop_shared")
    assert kept.points_missing is None


def test_a_case_outside_the_order_is_kept_from_any_step_of_it() -> None:
    kept = who(information="insufficient", sequence="drug first").kept_from_next
    assert kept is not None
    assert kept.categories == tuple(ORDER)
    assert [[lever.criterion for lever in one] for one in kept.sets] == [["information"]]


@given(data=st.data())
@settings(max_examples=30)
def test_the_smallest_sets_are_those_of_a_full_search(data: st.DataObject) -> None:
    masks = data.draw(masks_for(WHO))
    masks |= {"exposure": 1, "event_established": masks["event_established"] & 0b111 or 1}
    result = judge(WHO, masks)
    assert isinstance(result, Verdict)
    answers = {reading.criterion: reading.answer for reading in result.readings}
    kept = result.kept_from_next
    if kept is None:
        assert result.category == "certain"
        return
    if result.category in ORDER:
        target = {WHO.categories[ORDER[result.category] - 1]}
    else:
        target = set(ORDER)
    assert set(kept.categories) == target
    ways: dict[frozenset[str], set[tuple[str, str]]] = {}
    for other, category in categories_row_by_row().items():
        if category in target:
            pairs = set(zip(answers, other, strict=True)) - set(answers.items())
            ways.setdefault(frozenset(name for name, _ in pairs), set()).update(pairs)
    least = min(map(len, ways))
    expected = {changed: needed for changed, needed in ways.items() if len(changed) == least}
    shown = {
        frozenset(lever.criterion for lever in one): {
            (lever.criterion, needed) for lever in one for needed in lever.needed
        }
        for one in kept.sets
    }
    assert shown == expected


def test_what_was_not_done_is_not_judged() -> None:
    result = who(
        **{
            **CERTAIN,
            "alternatives": "not assessed",
            "dechallenge": "not done",
            "rechallenge": "not done",
        }
    )
    assert result.not_judged == ("follow_up", "other_explanations", "withdrawal", "rechallenge")


def test_prior_knowledge_is_not_asked() -> None:
    assert "prior_knowledge" not in WHO.looks_at


def test_every_pair_of_findings_leads_to_some_category() -> None:
    # A walk over all single values of two findings at a time, from a case with all points.
    base = facts(WHO, **CERTAIN)
    seen = set()
    for first, second in product(WHO.reads, repeat=2):
        for i, j in product(range(len(VOCABULARY[first].values)), repeat=2):
            if j < len(VOCABULARY[second].values):
                result = judge(WHO, {**base, first: 1 << i, second: 1 << j})
                seen.add(getattr(result, "category", "not applicable"))
    assert seen == {*WHO.categories, "not applicable"}


def test_categories_as_columns_are_the_table() -> None:
    numbers = np.asarray(
        [
            [one.answers.index(answer) for one, answer in zip(WHO.criteria, answers, strict=True)]
            for answers in categories_row_by_row()
        ],
        dtype=np.int64,
    ).T
    standing = WHO.kind.standing(list(numbers))
    names = [WHO.categories[code] for code in np.asarray(standing.category)]
    assert names == list(categories_row_by_row().values())
