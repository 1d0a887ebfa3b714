"""A folder of graded cases compared: counts, ranges, levels, and what is behind a difference."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from causality.agreement import Agreement, Comparison, Disagreement, agreement
from causality.agreement.levels import levels, read_levels
from causality.case.shipped import shipped_cases
from causality.errors import CaseError, CausalityError, ModelError
from tests.agreement.graded_cases import OTHER_DRUG, folder, items, text


def naranjo(category: str, total: int | None = None) -> str:
    score = "" if total is None else f", total: {total}"
    return f"level: {category}\nnaranjo: {{category: {category}{score}}}"


@pytest.fixture
def found(tmp_path: Path) -> Agreement:
    return agreement(
        folder(
            tmp_path,
            # Ours possible, 3 points; probable, 5; possible, 2.
            text("a-same", naranjo("possible", 3)),
            text("b-higher", naranjo("probable", 6)),
            text("c-same", naranjo("probable"), "excluded", extent="full text"),
            text("d-lower", naranjo("doubtful"), "likely"),
            text("e-rucam", "level: definite\nrucam: {total: 9, category: highly probable}"),
            "schema: causality/case/1\nid: f-ungraded\ndrugs: []\nevents: []\n",
        )
    )


def comparison(found: Agreement, about: str, group: str = "all") -> Comparison:
    every = (*found.published, *found.items, *found.methods)
    return next(one for one in every if (one.about, one.group) == (about, group))


def disagreement(found: Agreement, case: str) -> Disagreement:
    return next(one for one in found.disagreements if one.case == case)


def test_cases_are_counted_by_whether_they_are_graded(found: Agreement) -> None:
    assert found.cases == ("a-same", "b-higher", "c-same", "d-lower", "e-rucam")
    assert found.other == 1


def test_our_category_stands_beside_the_published_one(found: Agreement) -> None:
    category = comparison(found, "Naranjo scale, category")
    assert category.categories == ("doubtful", "possible", "probable", "definite")
    # Published doubtful and possible are both possible to us, probable is possible and probable.
    assert category.given == (
        ("doubtful", "possible", 1),
        ("possible", "possible", 1),
        ("probable", "possible", 1),
        ("probable", "probable", 1),
    )
    assert (category.rated, category.same, category.missing, category.furthest) == (4, 2, 0, 1)
    assert category.measures["exact"].value == pytest.approx(1 / 2)
    assert category.measures["within_one"].value == 1
    # Cohen: observed 2/4; by chance (1*0 + 1*3 + 2*1)/16 = 5/16; (8 - 5)/(16 - 5).
    assert category.measures["conger"].value == pytest.approx(3 / 11)
    assert category.measures["conger"].because == "no interval from fewer than 5 cases"


def test_full_texts_stand_apart(found: Agreement) -> None:
    whole = comparison(found, "Naranjo scale, category", "full text or case section")
    part = comparison(found, "Naranjo scale, category", "less than that")
    assert (whole.rated, whole.same) == (1, 1)
    assert (part.rated, part.same) == (3, 1)


def test_scores_are_compared_where_a_total_is_printed(found: Agreement) -> None:
    score = comparison(found, "Naranjo scale, score")
    assert (score.units, score.same, score.furthest) == (2, 1, 3)
    assert score.categories[0] == "-4"
    assert score.categories[-1] == "13"


def test_the_level_of_any_instrument_is_compared_with_each_method(found: Agreement) -> None:
    levels_of = [one for one in found.methods if one.first == "published"]
    by_naranjo = next(one for one in levels_of if one.second == "Naranjo scale")
    assert by_naranjo.units == 5
    assert by_naranjo.categories == levels().levels
    # The fifth case, definite by another instrument, is possible by Naranjo: two apart.
    assert by_naranjo.furthest == 2


def test_ranges_are_asked_whether_they_hold_the_print(found: Agreement) -> None:
    by_about = {(one.about, one.group): one for one in found.containments}
    category, score = by_about["category", "all"], by_about["score", "all"]
    assert (category.n, category.recorded, category.learnable) == (4, 2, 4)
    # 3 is our score; 6 could be reached by what is not yet known.
    assert (score.n, score.recorded, score.learnable) == (2, 1, 2)
    assert category.outside == score.outside == ()


def test_a_print_that_nothing_could_lead_to_is_named(tmp_path: Path) -> None:
    (outside,) = {
        one.outside
        for one in agreement(folder(tmp_path, text("a", naranjo("doubtful", -4)))).containments
        if one.about == "score"
    }
    assert outside == ("a",)


def test_a_gap_is_closed_by_what_is_stated_or_only_by_what_is_not(found: Agreement) -> None:
    higher = disagreement(found, "b-higher")
    assert (higher.published, higher.total, higher.ours, higher.score) == (
        "probable",
        6,
        "possible",
        3,
    )
    assert higher.gap == 3
    stated = {cause.number: cause.nearer for cause in higher.causes if not cause.silent}
    # The virus that nobody assessed is on record: read as excluded it would give 2 of the 3 points.
    assert stated == {"5": 2}
    assert higher.needs == "what the case does not say"
    (cause,) = (one for one in higher.causes if one.number == "5")
    assert [fact.entry for fact in cause.facts] == ["virus"]
    assert cause.facts[0].source == "page 2"
    assert cause.because == "other causes were not looked for"
    silent = {cause.number: cause.nearer for cause in higher.causes if cause.silent}
    assert silent == {"1": 1, "4": 2, "6": 1, "7": 1, "8": 1, "9": 1, "10": 1}


def test_where_we_are_higher_the_causes_are_the_answers_that_gave_us_points(
    found: Agreement,
) -> None:
    lower = disagreement(found, "d-lower")
    # Doubtful ends at 0; ours is 2 + 1 - 1.
    assert lower.gap == -2
    assert {cause.number for cause in lower.causes} == {"2", "3"}
    assert lower.needs == "another reading"


def test_agreement_is_no_disagreement(found: Agreement) -> None:
    assert [one.case for one in found.disagreements] == ["b-higher", "d-lower"]


def test_printed_answers_are_compared_question_by_question(tmp_path: Path) -> None:
    verdict = f"level: probable\nnaranjo:\n  total: 6\n  category: probable\n{items()}"
    found = agreement(folder(tmp_path, text("a", verdict)))
    five = comparison(found, "Naranjo scale, question 5, points")
    assert (five.rated, five.same) == (1, 0)
    assert five.categories == ("-1", "0", "+2")
    pooled = comparison(found, "Naranjo scale, all questions, points")
    assert (pooled.rated, pooled.same) == (10, 8)
    answers = comparison(found, "Naranjo scale, all questions, answers")
    # Six questions are printed without telling no from unknown.
    assert (answers.units, answers.missing) == (10, 6)
    one = disagreement(found, "a")
    assert [(cause.number, cause.printed) for cause in one.causes] == [
        ("1", "yes (+1)"),
        ("5", "no (+2)"),
    ]
    # Question 1 has no fact at all, so another reading cannot explain it.
    assert one.needs == "what the case does not say"


def test_of_answers_printed_in_part_the_rest_may_be_anything(tmp_path: Path) -> None:
    part = items((0, 2, 1, 0), first=1)
    verdict = f"level: possible\nnaranjo:\n  total: 4\n  category: possible\n{part}"
    one = disagreement(agreement(folder(tmp_path, text("a", verdict))), "a")
    assert [cause.number for cause in one.causes] == ["5", "6", "7", "8", "9", "10"]


def test_items_may_be_printed_as_points_alone(tmp_path: Path) -> None:
    verdict = "level: possible\nnaranjo: {total: 3, category: possible, items: {1: 1, 2: 2, 5: 0}}"
    found = agreement(folder(tmp_path, text("a", verdict)))
    assert comparison(found, "Naranjo scale, question 2, points").same == 1
    answers = comparison(found, "Naranjo scale, all questions, answers")
    assert (answers.units, answers.missing) == (10, 10)
    assert found.disagreements == ()  # same score, same category
    more = verdict.replace("total: 3", "total: 4")
    one = disagreement(agreement(folder(tmp_path, text("a", more))), "a")
    assert [(cause.number, cause.printed) for cause in one.causes] == [("1", "+1")]


def test_a_print_that_no_instrument_could_give_is_refused(tmp_path: Path) -> None:
    verdict = (
        "level: likely\n"
        "naranjo: {category: probably, total: 14, items: {6: 2, 11: 5}}\n"
        "who umc: {total: 3}"
    )
    with pytest.raises(CaseError) as caught:
        agreement(folder(tmp_path, text("a", verdict)))
    told = "\n".join(map(str, caught.value.problems))
    for words in (
        "published.level: there is no level 'likely'",
        "published.naranjo.category: naranjo_1981 has no category 'probably'; did you mean 'pro",
        "published.naranjo.total: naranjo_1981 has no score 14; its scores run from -4 to 13",
        "cannot have 2 points; it can have -1, 0, 1",
        "published.who umc.total: who_umc has no score 3; it has no points",
    ):
        assert words in told
    assert len(caught.value.problems) == 5  # a question of another number is passed over


def test_a_method_that_does_not_apply_leaves_the_print_unrated(found: Agreement) -> None:
    (one,) = found.unrated
    assert (one.case, one.method) == ("e-rucam", "rucam_2016")
    assert one.because.startswith("not applicable, because ")


def test_a_total_without_a_category_is_read_by_its_band(tmp_path: Path) -> None:
    verdict = "level: definite\nnaranjo: {total: 9}"
    one = disagreement(agreement(folder(tmp_path, text("a", verdict))), "a")
    assert one.published == "definite"
    assert not one.contradicts_itself


def test_neither_total_nor_category_leaves_the_level(tmp_path: Path) -> None:
    verdict = "level: definite\nnaranjo: {as printed: more than 8}"
    one = disagreement(agreement(folder(tmp_path, text("a", verdict))), "a")
    # To the lowest score of that band: 9 less 3.
    assert (one.published, one.total, one.gap) == ("definite", None, 6)


def test_a_total_outside_its_band_is_pointed_out(tmp_path: Path) -> None:
    found = agreement(folder(tmp_path, text("a", naranjo("possible", 5))))
    assert disagreement(found, "a").contradicts_itself


def test_drugs_graded_together_are_held_against_the_foremost(tmp_path: Path) -> None:
    more = OTHER_DRUG.replace("start: day 0, stop: day 6", "start: day 8")
    found = agreement(folder(tmp_path, text("a", naranjo("probable"), "excluded", more=more)))
    # Ibuprofen came after the rash; amoxicillin is probable without it.
    category = comparison(found, "Naranjo scale, category")
    assert category.same == 1
    both = agreement(folder(tmp_path, text("a", naranjo("probable"), "excluded", more=OTHER_DRUG)))
    assert disagreement(both, "a").as_a_set


def test_a_table_of_categories_tells_the_criteria_that_hold_it_back(tmp_path: Path) -> None:
    verdict = "level: probable\nwho umc: {category: probable/likely}"
    one = disagreement(agreement(folder(tmp_path, text("a", verdict))), "a")
    assert (one.method, one.ours, one.gap) == ("who_umc", "possible", None)
    assert [cause.number for cause in one.causes] == ["D"]
    assert one.needs == "another reading"


def test_a_category_outside_the_order_counts_as_missing(tmp_path: Path) -> None:
    unknown = text("a", "level: possible\nwho umc: {category: possible}").replace(
        "start: day 0, stop: day 6", "start: unknown"
    )
    found = agreement(folder(tmp_path, unknown))
    category = comparison(found, "WHO-UMC system, category")
    assert (category.units, category.missing) == (1, 1)
    assert category.measures["exact"].because == "nothing was rated by two"
    assert [one.case for one in found.unrated] == ["a"]
    assert found.unrated[0].because.startswith("conditional/unclassified stands outside the order")


def test_the_contract_is_plain_json(found: Agreement) -> None:
    told = json.loads(found.to_json())
    assert told == found.to_dict() == json.loads(found.to_json(indent=None))
    assert told["schema"] == "causality/agreement/1"
    causes = {one["number"]: one["entries"] for one in told["disagreements"][0]["causes"]}
    assert causes["5"] == ["virus"]
    assert causes["4"] == []
    assert set(told["measures"]) == set(told["published"][0]["measures"])


def test_every_problem_of_every_file_is_named(tmp_path: Path) -> None:
    bad = text("a", naranjo("possible")).replace("drugs: [amox]", "drugs: [amoxi]")
    worse = text("b", naranjo("possible")).replace("event: rash}", "event: rush}")
    worst = text("c", "levell: possible")
    with pytest.raises(CaseError) as caught:
        agreement(folder(tmp_path, bad, worse, worst))
    told = "\n".join(map(str, caught.value.problems))
    assert "a.yaml:" in told
    assert "published.pair.drugs[0]: no suspect or interacting drug; did you mean 'amox'?" in told
    assert "published.pair.event: there is no event of this id; did you mean 'rash'?" in told
    assert "levell" in told


def test_a_folder_without_graded_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CausalityError, match="no case with published verdicts"):
        agreement(tmp_path)
    with pytest.raises(CausalityError, match="no case with published verdicts"):
        agreement(tmp_path / "nowhere")


def test_levels_name_methods_categories_and_levels_that_exist(tmp_path: Path) -> None:
    (tmp_path / "levels.yaml").write_text(
        "schema: causality/levels/1\nid: levels\nversion: 1\nfrom: assumed\nwhy: a test\n"
        "range: null\nlevels: [low, high]\nmethods:\n"
        "  naranja: {levels: {definite: high}}\n"
        "  who_umc: {levels: {certaim: high, possible: lo}}\n"
    )
    with pytest.raises(ModelError) as caught:
        read_levels(tmp_path / "levels.yaml")
    told = [str(problem) for problem in caught.value.problems]
    assert len(told) == 3
    assert "did you mean 'naranjo_1981'?" in told[0]
    assert "did you mean 'certain'?" in told[1]
    assert "did you mean 'low'?" in told[2]


def test_every_method_has_its_categories_in_the_order_of_the_levels() -> None:
    from causality.methods import method

    for name, compared in levels().methods.items():
        ordered = [one for one in reversed(method(name).categories) if one in compared.levels]
        places = [levels().levels.index(compared.levels[one]) for one in ordered]
        assert places == sorted(set(places))


def test_the_shipped_cases_can_be_compared() -> None:
    (path, *_) = shipped_cases().values()
    found = agreement(path.parent)
    assert len(found.cases) == 36
    assert {one.n for one in found.containments if one.group == "all"} >= {10, 28}
