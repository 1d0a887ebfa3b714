"""``check``, ``cases``, ``new``, ``schema``."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from causality.case.shipped import shipped_cases
from tests.cli.console import BROKEN, CASE, SEED, run


def test_a_case_that_can_be_used_is_said_to_be_so(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CASE)
    ended = run("check", file)
    assert (ended.code, ended.out, ended.err) == (0, f"{file}: can be used\n", "")


def test_every_problem_of_every_file_is_the_result_of_a_check(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(CASE)
    bad.write_text(BROKEN.replace("id: small", "id: small\nsex: male"))
    ended = run("check", bad, good)
    assert ended.code == 1
    lines = ended.out.splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"{bad}:3:1", f"{bad}:6:41", str(good)]
    assert not ended.err


def test_contradictory_dates_are_remarked_on_and_are_no_problem() -> None:
    ended = run("check", "example:synthetic-contradictory-dates")
    assert ended.code == 0
    assert "  amox.first, rash: these cannot all hold" in ended.out


def test_a_check_reads_standard_input() -> None:
    assert run("check", "-", stdin=CASE).out == "standard input: can be used\n"


def test_every_shipped_case_can_be_used() -> None:
    assert run("check", *(f"example:{name}" for name in shipped_cases())).code == 0


def test_the_cases_that_ship_are_listed_with_their_titles() -> None:
    ended = run("cases")
    lines = ended.out.splitlines()
    assert [line.split()[0] for line in lines] == list(shipped_cases())
    seed = next(line for line in lines if line.startswith("daratumumab"))
    assert seed.endswith(
        " Acute leukoencephalopathy shortly after the start of daratumumab in POEMS syndrome"
    )


def test_a_case_that_ships_is_printed_as_it_is() -> None:
    name = SEED.removeprefix("example:")
    told = shipped_cases()[name].read_text(encoding="utf-8")
    assert run("cases", name).out == told
    assert run("cases", SEED).out == told
    assert run("cases", "daratumumab").code == 1


def test_the_template_is_a_case_that_can_be_assessed() -> None:
    template = run("new").out
    assert template.startswith("# yaml-language-server:")
    assert run("assess", "-", stdin=template).code == 0


def test_a_new_case_never_overwrites_unless_told_to(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    assert run("new", "-o", file).code == 0
    file.write_text("mine")
    ended = run("new", "-o", file)
    assert ended.code == 1
    assert ended.err == f"causality: {file} exists; --force overwrites it\n"
    assert file.read_text() == "mine"
    assert run("new", "-o", file, "--force").code == 0
    assert file.read_text() == run("new").out


@pytest.mark.parametrize("name", ["case", "assessment"])
def test_a_schema_is_a_schema(name: str) -> None:
    schema = json.loads(run("schema", name).out)
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_the_schema_of_a_case_is_what_is_asked_for_most() -> None:
    assert run("schema").out == run("schema", "case").out
    assert run("schema", "report").code == 2
