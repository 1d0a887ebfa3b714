"""``causality assess``: what is printed where, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from causality.assessment.contract import SUPPORT, assessment_schema
from causality.case.shipped import shipped_cases
from tests.cli.console import BROKEN, CASE, SEED, run

VALIDATOR = jsonschema.Draft7Validator(assessment_schema())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two cases that can be used, one that cannot, and files that are no cases."""
    (tmp_path / "a.yaml").write_text(CASE)
    (tmp_path / "b.yml").write_text(BROKEN)
    (tmp_path / "c.json").write_text(
        json.dumps({"schema": "causality/case/1", "id": "c", "drugs": [], "events": []})
    )
    (tmp_path / "notes.txt").write_text("no case")
    (tmp_path / ".hidden.yaml").write_text("no case")
    return tmp_path


def test_the_result_is_all_there_is_on_standard_output(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(CASE)
    ended = run("assess", case)
    assert ended.code == 0
    assert ended.out.splitlines()[-1] == SUPPORT
    assert not ended.err


def test_what_the_reader_left_out_is_a_note_on_standard_error(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(CASE.replace("term: rash", 'term: "ra\\u0007sh"'))
    ended = run("assess", case, "--format", "json")
    assert ended.code == 0
    assert json.loads(ended.out)["pairs"][0]["event_term"] == "rash"
    assert ended.err.startswith("note: ")
    assert "\x07" not in ended.err


@pytest.mark.parametrize("name", shipped_cases())
def test_every_shipped_case_is_valid_against_the_shipped_schema(name: str) -> None:
    ended = run("assess", f"example:{name}", "--format", "json")
    assert ended.code == 0
    told = json.loads(ended.out)
    VALIDATOR.validate(told)
    assert told["case"]["id"] == name
    entries = set(told["entries"])
    for pair in told["pairs"]:
        for finding in pair["findings"].values():
            assert set(finding["grounds"]) <= entries


def test_a_case_from_standard_input_is_assessed() -> None:
    ended = run("assess", "-", "--format", "json", stdin=CASE)
    assert ended.code == 0
    assert json.loads(ended.out)["case"]["id"] == "small"


def test_problems_of_standard_input_name_it() -> None:
    ended = run("assess", "-", stdin=BROKEN)
    assert ended.code == 1
    assert ended.err.startswith("standard input:5:")
    assert not ended.out


def test_drugs_events_and_methods_can_be_chosen() -> None:
    ended = run(
        "assess",
        "example:synthetic-stopped-together",
        *("--drug", "sert", "--event", "hyponatraemia", "--method", "who_umc"),
        *("--format", "json"),
    )
    (pair,) = json.loads(ended.out)["pairs"]
    assert (pair["drug"], pair["event"]) == ("sert", "hyponatraemia")
    assert set(pair["verdicts"]) == {"who_umc"}


@pytest.mark.parametrize(
    ("option", "value", "suggestion"),
    [
        ("--drug", "serr", "sert"),
        ("--event", "hyponatremia", "hyponatraemia"),
        ("--method", "who-umc", "who_umc"),
    ],
)
def test_a_mistyped_name_is_answered_with_the_right_one(
    option: str, value: str, suggestion: str
) -> None:
    ended = run("assess", "example:synthetic-stopped-together", option, value)
    assert ended.code == 1
    assert f"did you mean '{suggestion}'?" in ended.err
    assert not ended.out


def test_a_mistyped_example_is_answered_with_the_right_one() -> None:
    ended = run("assess", "example:synthetic-stoped-together")
    assert (ended.code, ended.out) == (1, "")
    assert "did you mean 'synthetic-stopped-together'?" in ended.err


def test_a_folder_is_assessed_and_its_bad_cases_are_named(folder: Path) -> None:
    ended = run("assess", folder, "--format", "ndjson")
    assert ended.code == 3
    assert [json.loads(line)["case"]["id"] for line in ended.out.splitlines()] == ["small", "c"]
    assert f"{folder / 'b.yml'}:5:" in ended.err
    assert ended.err.splitlines()[-1] == "causality: 1 of 3 cases could not be assessed"


def test_several_cases_are_a_list_in_json(folder: Path) -> None:
    (folder / "b.yml").unlink()
    ended = run("assess", folder, "--format", "json")
    assert ended.code == 0
    assert [one["case"]["id"] for one in json.loads(ended.out)] == ["small", "c"]
    one = folder / "a.yaml"
    assert len(json.loads(run("assess", one, one, "--format", "json").out)) == 2
    # A folder is a list, however many cases are in it; a file is not.
    (folder / "c.json").unlink()
    assert len(json.loads(run("assess", folder, "--format", "json").out)) == 1
    assert json.loads(run("assess", one, "--format", "json").out)["case"]["id"] == "small"


def test_a_folder_of_bad_cases_is_still_a_list(folder: Path) -> None:
    (folder / "a.yaml").unlink()
    (folder / "c.json").unlink()
    ended = run("assess", folder, "--format", "json")
    assert (ended.code, json.loads(ended.out)) == (3, [])
    assert run("assess", folder, "--format", "ndjson").out == ""


def test_texts_of_several_cases_stand_apart(folder: Path) -> None:
    (folder / "b.yml").unlink()
    out = run("assess", folder).out
    assert out.count(SUPPORT) == 2
    assert f"{SUPPORT}\n\n\nc\n=\n" in out


def test_a_folder_without_cases_is_an_input_problem(tmp_path: Path) -> None:
    ended = run("assess", tmp_path)
    assert ended.code == 1
    assert "holds no case file" in ended.err


def test_a_file_that_is_not_there_is_named() -> None:
    ended = run("assess", "missing.yaml")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "missing.yaml: cannot be read (no such file or directory)\n"


def test_all_pairs_are_told_on_demand() -> None:
    short = run("assess", "example:synthetic-contradictory-dates").out
    long = run("assess", "example:synthetic-contradictory-dates", "--all").out
    assert "\n4. " not in short
    assert "\n4. " in long


def test_an_output_file_holds_what_would_have_been_printed(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    ended = run("assess", SEED, "-o", file)
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert file.read_text(encoding="utf-8") == run("assess", SEED).out


def test_nothing_is_printed_in_bold_where_there_is_no_terminal() -> None:
    assert "\x1b" not in run("assess", SEED).out


def test_the_command_line_must_be_right() -> None:
    assert run("assess").code == 2
    assert run("assess", SEED, "--format", "xml").code == 2
    ended = run("assess", SEED, "--methods", "who_umc")
    assert ended.code == 2
    assert "--method" in ended.err
    assert not ended.out
