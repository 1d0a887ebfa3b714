"""``explain``, ``whatif``, ``questions``, ``override`` and ``reproduce`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.console import run

SEED = "example:daratumumab-leukoencephalopathy"


def test_explain_tells_weights_flips_numbers_questions_and_entries() -> None:
    ended = run("explain", SEED, "--versus", "dara:unexplained", "--numbers", 3)
    assert (ended.code, ended.err) == (0, "")
    for words in (
        "daratumumab in acute leukoencephalopathy: what moved the share",
        "daratumumab against another or no known cause in acute leukoencephalopathy",
        "The findings fit together",
        "For the drug:",
        "What would change it",
        "rechallenge positive: probable",
        "Numbers that the share of daratumumab rests on",
        "What to ask next",
        "The case without one entry",
        "Cannot be taken out",
    ):
        assert words in ended.out


def test_explain_in_json_adds_up() -> None:
    ended = run("explain", SEED, "--format", "json", "--no-entries")
    data = json.loads(ended.out)
    assert data["schema"] == "causality/explanation/1"
    assert data["assessment"]["schema"] == "causality/assessment/1"
    assert data["without_entry"] == []
    (event,) = data["events"]
    (one,) = event["attributions"]
    total = one["prior_db"] + sum(part["shapley"] for part in one["parts"])
    assert total == pytest.approx(one["posterior_db"], abs=1e-6)
    shares = {each["target"]: each["share"] for each in event["candidates"]}
    assert sum(shares.values()) == pytest.approx(1, abs=1e-8)
    assert shares["dara"] == one["share"]
    grounds = {entry for part in one["parts"] for entry in part["grounds"]}
    assert grounds <= set(data["assessment"]["entries"])
    assert event["sensitivities"][0]["numbers"]
    assert data["uses"][0]["findings"]["sequence"]


def test_a_case_of_several_drugs_is_explained_by_one_method_alone(tmp_path: Path) -> None:
    target = tmp_path / "why.txt"
    ended = run(
        "explain",
        "example:meropenem-cholestasis",
        "--method",
        "who_umc",
        "--no-entries",
        "-o",
        target,
    )
    assert (ended.code, ended.out) == (0, "")
    text = target.read_text(encoding="utf-8")
    assert "(s.e. " in text
    assert "Naranjo" not in text
    assert run("explain", SEED, "-o", target).code == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--versus", "dara"), 2, "names no two causes"),
        (("--versus", "dara:dara"), 2, "names no two causes"),
        (("--versus", "dara:daro"), 1, "no candidate 'daro'"),
    ],
)
def test_two_causes_that_are_none_are_refused(
    arguments: tuple[str, ...], code: int, words: str
) -> None:
    ended = run("explain", SEED, *arguments)
    assert ended.code == code
    assert words in ended.err


def test_a_case_without_a_computable_share_is_explained_as_far_as_it_goes() -> None:
    for name in ("synthetic-onset-before-drug", "synthetic-contradictory-dates", "synthetic-fatal"):
        ended = run("explain", f"example:{name}", "--numbers", 0)
        assert ended.code == 0, ended.err


def test_a_folder_is_no_case(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("schema: causality/case/1\n")
    ended = run("questions", tmp_path)
    assert ended.code == 1
    assert "takes one case" in ended.err


def test_questions_are_a_letter_and_what_each_answer_would_do() -> None:
    ended = run("questions", SEED, "--most", 2)
    assert ended.code == 0
    assert "Dear colleague" in ended.out
    assert "1. Was daratumumab given again" in ended.out
    assert "more questions promise less" in ended.out
    data = json.loads(run("questions", SEED, "--format", "json").out)
    assert data["schema"] == "causality/questions/1"
    first = data["questions"][0]
    assert first["finding"] == "rechallenge"
    assert sum(one["probability"] or 0 for one in first["answers"]) == pytest.approx(1)


def test_nothing_is_asked_where_nothing_can_be_learnt() -> None:
    ended = run("questions", "example:synthetic-fatal")
    assert ended.code == 0
    assert "Nothing that could still be learnt" in ended.out


def test_what_if_sets_old_and_new_side_by_side() -> None:
    ended = run("whatif", SEED, "--set", "rechallenge=positive", "--set", "dara.first.start=day -3")
    assert ended.code == 0
    assert "dara.first, start: unknown -> day -3" in ended.out
    assert "probable, 5" in ended.out
    assert "had a part, in 100" in ended.out
    assert "Findings that moved" in ended.out


def test_what_if_says_what_the_record_settles_and_what_no_share_follows() -> None:
    ended = run("whatif", SEED, "--set", "latency=highly suggestive")
    assert "The differential does not read compatibility of the time to onset" in ended.out
    assert "To overrule the record, use override." in " ".join(ended.out.split())
    data = json.loads(run("whatif", SEED, "--set", "mri45.at=", "--format", "json").out)
    assert data["schema"] == "causality/whatif/1"
    assert data["set"]["fields"] == [
        {"entry": "mri45", "field": "at", "before": "day 45", "after": ""}
    ]
    assert data["before"]["case"]["sha256"]
    assert data["after"]["case"]["sha256"] is None


def test_a_drug_that_a_what_if_takes_out_stands_in_no_column() -> None:
    ended = run("whatif", "example:synthetic-stopped-together", "--set", "hct.role=concomitant")
    assert ended.code == 0
    assert "sertraline ->" in ended.out
    assert "hydrochlorothiazide ->" not in ended.out


def test_override_keeps_both_and_the_reason() -> None:
    asked = (
        SEED,
        "--finding",
        "dechallenge",
        "--value",
        "positive",
        "--reason",
        "seen on the ward",
    )
    ended = run("override", *asked, "--drug", "dara", "--event", "lep")
    assert ended.code == 0
    assert "because: seen on the ward" in ended.out
    assert "Both are kept" in ended.out
    data = json.loads(run("override", *asked, "--format", "json", "--method", "naranjo_1981").out)
    assert data["schema"] == "causality/override/1"
    scores = [
        data[side]["pairs"][0]["verdicts"]["naranjo_1981"]["score"]
        for side in ("original", "overridden")
    ]
    assert scores == [3, 4]
    assert data["overrides"][0]["reason"] == "seen on the ward"


def test_an_override_needs_a_reason() -> None:
    ended = run(
        "override", SEED, "--finding", "dechallenge", "--value", "positive", "--reason", " "
    )
    assert ended.code == 2
    assert "needs a reason" in ended.err


def test_a_result_is_made_again(tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    assert run("assess", SEED, "--format", "json", "-o", target).code == 0
    ended = run("reproduce", target, SEED)
    assert ended.code == 0
    assert "the same bytes" in ended.out
    assert json.loads(run("reproduce", target, SEED, "--format", "json").out)["same"]
    target.write_text(target.read_text().replace('"score": 3', '"score": 4', 1))
    ended = run("reproduce", target, SEED)
    assert ended.code == 1
    assert "score: 4 in the result, 3 here" in ended.out
    ended = run("reproduce", target, "example:synthetic-fatal")
    assert ended.code == 1
    assert "another file of the case" in ended.err
    assert "cannot be read" in run("reproduce", tmp_path / "nothing.json", SEED).err
