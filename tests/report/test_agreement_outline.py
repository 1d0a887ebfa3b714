"""An agreement in words: numbers as people read them, and why some are missing."""

from __future__ import annotations

from pathlib import Path

from causality.agreement import agreement
from causality.report.agreement_outline import agreement_outline
from causality.report.as_text import outline_as_text
from tests.agreement.graded_cases import folder, items, text

POSSIBLE = "level: possible\nnaranjo: {category: possible, total: 3}"
PROBABLE = "level: probable\nnaranjo: {category: probable, total: 4}"


def told(path: Path, *texts: str) -> str:
    return outline_as_text(agreement_outline(agreement(folder(path, *texts))), width=120)


def test_where_all_agree_nothing_is_estimated_and_nothing_explained(tmp_path: Path) -> None:
    report = told(tmp_path, *(text(f"case-{number}", POSSIBLE) for number in range(6)))
    assert (
        "the same                                  100% (100 to 100)  100% (100 to 100)" in report
    )
    assert "Cohen's kappa                             not estimable      not estimable" in report
    assert "Not estimable where one category holds all." in report
    assert "\nDisagreements\n-------------\n\nNone.\n" in report


def test_a_disagreement_quotes_the_fact_and_lists_the_silence(tmp_path: Path) -> None:
    report = told(tmp_path, text("one", PROBABLE))
    for line in (
        "one: amoxicillin -> rash:",
        "Naranjo scale: published probable, 4 points; ours possible, 3 points. Between them: 1.",
        "- 5. unknown (0), because other causes were not looked for; 2 nearer if read otherwise",
        "    finding: other causes than drugs: not assessed",
        "    virus: alternative: viral rash, not assessed (page 2)",
        "Not stated: 1 (prior knowledge of this reaction, up to 1 nearer), 4 (rechallenge, up to 2",
    ):
        assert line in report
    assert "No interval from fewer than 5 cases" in report
    assert "The printed score lies outside the band of the" in " ".join(report.split())


def test_published_answers_stand_beside_ours(tmp_path: Path) -> None:
    verdict = f"level: probable\nnaranjo:\n  total: 6\n  category: probable\n{items()}"
    report = told(tmp_path, text("one", verdict))
    assert "published no (+2); 2 nearer" in report
    assert (
        "Not stated: 1 (prior knowledge of this reaction, up to 1 nearer, published yes (+1))."
        in report
    )
    assert "it needs what the case does not say" in report
    assert "\nQuestion by question\n" in report


def test_a_print_that_we_do_not_rate_is_told(tmp_path: Path) -> None:
    rucam = "level: probable\nrucam: {total: 8, category: probable}"
    report = told(tmp_path, text("one", rucam))
    assert (
        "Published, but not rated by us:\n\n- one, RUCAM (2016): not applicable, because" in report
    )
    assert "not estimable" in report
