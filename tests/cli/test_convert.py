"""``causality convert`` and what assess and check make of files of safety reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from causality.case.read import read_case
from causality.cli import inputs as module
from tests.cli.console import CASE, SEED, run
from tests.formats.samples import DATA, r3

ONE = DATA / "e2b_r3_derived" / "derived_faers25q4_rechal_259978791.xml"
SEVEN = DATA / "e2b_r2" / "fda_faers_ADR22Q1_7reports.xml"
SOME = DATA / "e2b_r2_nonconforming" / "namespaced_hybrid_sample.xml"
HOSTILE = DATA / "hostile_xml" / "billion_laughs.xml"


def test_a_report_becomes_a_case_file(tmp_path: Path) -> None:
    target = tmp_path / "case.yaml"
    ended = run("convert", ONE, "-o", target)
    assert (ended.code, ended.out) == (0, "")
    case = read_case(target)
    assert case.id == "us-fda-25q4-259978791"
    assert run("convert", ONE).out == target.read_text(encoding="utf-8")


def test_assessing_the_case_file_gives_what_assessing_the_report_gives(tmp_path: Path) -> None:
    target = tmp_path / "case.yaml"
    run("convert", ONE, "-o", target)
    of_report = run("assess", ONE, "--format", "json")
    assert of_report.code == 0
    assert of_report.out == run("assess", target, "--format", "json").out


def test_what_could_not_be_used_is_told_on_standard_error() -> None:
    assert f"note: {ONE}: H.1: the narrative, not read" in run("assess", ONE).err


def test_many_reports_become_many_files(tmp_path: Path) -> None:
    ended = run("convert", SEVEN, "-o", tmp_path)
    assert ended.code == 0
    assert len({read_case(file).id for file in tmp_path.glob("*.yaml")}) == 7
    assert run("convert", SEVEN, "-o", tmp_path).code == 3
    assert run("convert", SEVEN, "-o", tmp_path, "--force").code == 0


def test_many_reports_need_a_folder() -> None:
    ended = run("convert", SEVEN)
    assert ended.code == 1
    assert "holds 7 reports; --output with a folder writes a file for each" in ended.err


def test_a_refused_report_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    ended = run("convert", SOME, "-o", tmp_path)
    assert ended.code == 3
    assert [file.name for file in tmp_path.iterdir()] == ["test-case-001.yaml"]
    assert "TEST-CASE-002: nullified by its sender, so not scored" in ended.err
    assert "4 of 5 reports could not be converted" in ended.err
    assessed = run("assess", SOME, "--format", "json")
    assert assessed.code == 3
    assert len(json.loads(assessed.out)) == 1


def test_reports_of_one_number_get_files_of_their_own(tmp_path: Path) -> None:
    whole = r3().decode()
    message = whole[whole.index("<PORR") : whole.index("</MCCI")]
    batch = tmp_path / "batch.xml"
    batch.write_text(whole.replace(message, message * 2), encoding="utf-8")
    assert run("convert", batch, "-o", tmp_path).code == 0
    assert sorted(file.name for file in tmp_path.glob("*.yaml")) == ["r3-1-2.yaml", "r3-1.yaml"]


def test_a_file_of_many_reports_gives_a_list_and_one_of_one_gives_one() -> None:
    assert len(json.loads(run("assess", SEVEN, "--format", "json").out)) == 7
    assert json.loads(run("assess", ONE, "--format", "json").out)["case"]["id"]


def test_a_hostile_file_ends_with_its_reason() -> None:
    for command in ("assess", "convert", "check"):
        ended = run(command, HOSTILE)
        assert (ended.code, ended.out.count(".xml")) in {(1, 0), (1, 1)}
        assert "declares a document type" in ended.err + ended.out


def test_a_report_on_standard_input_is_read() -> None:
    assert run("convert", "-", stdin=ONE.read_text(encoding="utf-8")).out == run("convert", ONE).out
    several = run("assess", "-", stdin=SEVEN.read_text(encoding="utf-8"))
    assert several.code == 1
    assert "standard input: several reports; name their file instead" in several.err
    assert run("assess", "-", stdin="<html/>").code == 1
    assert run("assess", "-", stdin=CASE).code == 0


def test_a_folder_of_reports_is_a_list(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(ONE.read_bytes())
    (tmp_path / "b.yaml").write_text(CASE, encoding="utf-8")
    assert len(json.loads(run("assess", tmp_path, "--format", "json").out)) == 2


def test_a_case_file_is_tidied() -> None:
    ended = run("convert", SEED)
    assert ended.code == 0
    assert ended.out.startswith("schema: causality/case/1\nid: daratumumab-leukoencephalopathy\n")


def test_a_file_of_too_many_reports_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_REPORTS", 3)
    ended = run("assess", SEVEN)
    assert ended.code == 1
    assert "holds more than 3 reports" in ended.err
