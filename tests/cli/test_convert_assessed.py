"""``causality convert --to``: assessments back where they go."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from causality.case.read import read_case
from causality.formats import read_reports
from causality.formats.writers import SOURCE
from tests.cli.console import CASE, SEED, run
from tests.formats.samples import DATA, r2

ONE = DATA / "e2b_r3_derived" / "derived_faers25q4_rechal_259978791.xml"
SEVEN = DATA / "e2b_r2" / "fda_faers_ADR22Q1_7reports.xml"
SOME = DATA / "e2b_r2_nonconforming" / "namespaced_hybrid_sample.xml"
FHIR = DATA / "fhir" / "r4_core" / "AdverseEvent-example.json"


def by(file: Path) -> list[str | None]:
    return [
        one.by
        for report in read_reports(file)
        if report.case is not None
        for one in report.case.opinions
    ]


def test_a_message_gets_our_assessments_and_keeps_all_else(tmp_path: Path) -> None:
    target = tmp_path / "out.xml"
    ended = run("convert", ONE, "--to", "e2b", "-o", target)
    assert (ended.code, ended.out) == (0, "")
    assert "causality: 2 assessments added" in ended.err
    assert by(target) == [SOURCE, SOURCE]
    added = [line for line in target.read_bytes().splitlines() if SOURCE.encode() in line]
    rest = [line for line in target.read_bytes().splitlines() if line not in added]
    assert rest == ONE.read_bytes().splitlines()


def test_the_sender_may_stand_for_an_assessment_and_choose_the_method(tmp_path: Path) -> None:
    target = tmp_path / "out.xml"
    told = ("--method", "naranjo_1981", "--source", "Sponsor")
    assert run("convert", ONE, "--to", "e2b", *told, "-o", target).code == 0
    (report,) = read_reports(target)
    assert report.case is not None
    (opinion,) = report.case.opinions
    assert (opinion.by, opinion.method) == ("Sponsor", "Naranjo scale")


def test_a_region_gets_what_it_wants(tmp_path: Path) -> None:
    target = tmp_path / "kr.xml"
    assert run("convert", ONE, "--to", "e2b-kr", "-o", target).code == 0
    assert "2.16.840.1.113883.3.989.5.1.10.1.5" in target.read_text(encoding="utf-8")
    assert run("convert", ONE, "--to", "e2b-fda", "-o", tmp_path / "fda.xml").code == 0


def test_a_corrected_case_is_what_is_assessed(tmp_path: Path) -> None:
    case, target = tmp_path / "case.yaml", tmp_path / "out.xml"
    run("convert", ONE, "-o", case)
    text = case.read_text(encoding="utf-8")
    name = read_case(case).drugs[0].id
    stated = f"dechallenge-{name}"
    event = read_case(case).events[0].id
    text += "" if "statements:" in text else "statements:\n"
    line = (
        f"  - {{id: {stated}, drug: {name}, event: {event}, about: placebo, value: no reaction}}\n"
    )
    case.write_text(text.replace("statements:\n", f"statements:\n{line}"), encoding="utf-8")
    ended = run("convert", ONE, "--to", "e2b", "--corrected", case, "-o", target)
    assert ended.code == 0, ended.err
    plain = run("convert", ONE, "--to", "e2b").out
    assert plain != target.read_text(encoding="utf-8")


def test_a_corrected_case_that_the_message_does_not_hold_is_named(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(CASE, encoding="utf-8")
    ended = run("convert", ONE, "--to", "e2b", "--corrected", case)
    assert ended.code == 1
    assert "the message holds no report for the corrected case" in ended.err
    ended = run("convert", ONE, "--to", "csv", "--corrected", case)
    assert "--corrected goes with --to e2b" in ended.err


@pytest.mark.parametrize(
    ("file", "wrong"),
    [
        (SEED, "is a case; assessments are added to E2B messages"),
        (FHIR, "FHIR JSON; assessments are written into E2B messages only"),
        (DATA / "nowhere.xml", "cannot be read (no such file or directory)"),
        (DATA, "cannot be read (is a directory)"),
    ],
)
def test_what_is_no_message_is_named(file: object, wrong: str) -> None:
    ended = run("convert", file, "--to", "e2b")
    assert ended.code == 1
    assert wrong in ended.err


def test_reports_that_are_refused_stay_and_are_named() -> None:
    ended = run("convert", SOME, "--to", "e2b")
    assert ended.code == 0
    assert "TEST-CASE-002" in ended.err
    assert "left as it is" in ended.err


def test_a_message_on_standard_input_goes_to_standard_output() -> None:
    text = ONE.read_text(encoding="utf-8")
    assert (
        run("convert", "-", "--to", "e2b", stdin=text).out == run("convert", ONE, "--to", "e2b").out
    )


def test_a_packed_message_is_unpacked(tmp_path: Path) -> None:
    packed = tmp_path / "one.xml.gz"
    packed.write_bytes(gzip.compress(ONE.read_bytes()))
    assert run("convert", packed, "--to", "e2b").out == run("convert", ONE, "--to", "e2b").out


def test_a_table_has_all_pairs_of_all_reports(tmp_path: Path) -> None:
    target = tmp_path / "pairs.csv"
    assert run("convert", SEVEN, "--to", "csv", "-o", target).code == 0
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["case"] for row in rows}) == 7
    assert {"naranjo_1981", "who_umc", "rucam_2016"} <= set(rows[0])
    only = run("convert", ONE, "--to", "csv", "--method", "who_umc").out
    assert "naranjo_1981" not in only
    assert only.count("\n") == 2


def test_what_fails_is_named_and_the_others_are_written(tmp_path: Path) -> None:
    target = tmp_path / "pairs.csv"
    ended = run("convert", SOME, "--to", "csv", "-o", target)
    assert ended.code == 3
    assert "4 of 5 reports could not be converted" in ended.err
    assert target.exists()
    hostile = DATA / "hostile_xml" / "billion_laughs.xml"
    assert run("convert", hostile, "--to", "csv", "-o", tmp_path / "none.csv").code == 1
    assert not (tmp_path / "none.csv").exists()


@pytest.mark.parametrize("release", ["r4", "r5"])
def test_a_case_becomes_a_bundle(release: str) -> None:
    ended = run("convert", SEED, "--to", f"fhir-{release}")
    assert ended.code == 0
    bundle = json.loads(ended.out)
    kinds = {entry["resource"]["resourceType"] for entry in bundle["entry"]}
    assert kinds == {"Patient", "MedicationStatement", "AdverseEvent"}


def test_fhir_is_read_as_reports_are(tmp_path: Path) -> None:
    target = tmp_path / "case.yaml"
    assert run("convert", FHIR, "-o", target).code == 0
    assert read_case(target).events[0].term == "O/E - itchy rash"
    assert run("assess", FHIR, "--format", "json").code == 0


def test_a_target_that_exists_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "out.xml"
    target.write_text("mine", encoding="utf-8")
    assert run("convert", ONE, "--to", "e2b", "-o", target).code == 1
    assert target.read_text(encoding="utf-8") == "mine"
    assert run("convert", ONE, "--to", "e2b", "-o", target, "--force").code == 0


def test_mistyped_words_are_named() -> None:
    ended = run("convert", ONE, "--to", "e2b", "--method", "naranjo")
    assert ended.code == 1
    assert "naranjo_1981" in ended.err
    assert run("convert", ONE, "--method", "naranjo_1981").code == 2
    assert run("convert", ONE, "--to", "pdf").code == 2


def test_no_message_repeats_what_a_report_says(tmp_path: Path) -> None:
    file = tmp_path / "report.xml"
    file.write_bytes(
        r2(
            "<reaction><reactionmeddrapt>QZXCANARY</reactionmeddrapt></reaction>"
            "<drug><drugcharacterization>1</drugcharacterization>"
            "<medicinalproduct>QZXCANARY</medicinalproduct></drug>"
        )
    )
    for to in ("e2b", "fhir-r4", "csv"):
        ended = run("convert", file, "--to", to)
        assert "QZXCANARY" in ended.out
        assert "QZXCANARY" not in ended.err
