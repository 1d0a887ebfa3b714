"""The commands on tables: a quarter of FAERS, a year of VAERS, an answer of openFDA."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from causality.case.read import read_case
from tests.cli.console import run
from tests.formats.samples import DATA
from tests.formats.table_samples import Files, faers, laid, packed, vaers

FAERS = faers(
    demo=({"event_dt": "20240305", "age": "56", "age_cod": "YR", "sex": "F"},),
    drug=({"dechal": "Y"}, {"drug_seq": "2", "role_cod": "C", "drugname": "IBUPROFEN"}),
    ther=({"start_dt": "202403"},),
    indi=({"indi_pt": "Otitis media"},),
)
VAERS = vaers(({"VAX_DATE": "03/05/2024", "ONSET_DATE": "03/07/2024", "RECOVD": "Y"},))


@pytest.mark.parametrize(("files", "first"), [(FAERS, "DEMO24Q2.txt"), (VAERS, "2024VAERSVAX.csv")])
def test_a_case_file_made_of_tables_is_assessed_like_them(
    tmp_path: Path, files: Files, first: str
) -> None:
    where = laid(tmp_path / "tables", files)
    target, packet = tmp_path / "case.yaml", tmp_path / "tables.zip"
    packet.write_bytes(packed(files).getvalue())
    assert run("convert", where / first, "-o", target).code == 0
    wanted = run("assess", target, "--format", "json")
    assert wanted.code == 0
    for source in (where / first, packet):
        assert run("assess", source, "--format", "json").out == wanted.out
    # A folder asks for a list, even of one.
    of_folder = run("assess", where, "--format", "json")
    assert (of_folder.code, json.loads(of_folder.out)) == (0, [json.loads(wanted.out)])


def test_an_answer_of_openfda_becomes_case_files(tmp_path: Path) -> None:
    answer = DATA / "openfda" / "derived_from_faersxml_22Q1.json"
    assert run("convert", answer, "-o", tmp_path).code == 0
    assert len({read_case(file).id for file in tmp_path.glob("*.yaml")}) == 7
    one = DATA / "openfda" / "fda_aers_4562564_event.json"
    target = tmp_path / "one" / "case.yaml"
    target.parent.mkdir()
    assert run("convert", one, "-o", target).code == 0
    of_report = run("assess", one, "--format", "json", "--method", "who_umc")
    of_case = run("assess", target, "--format", "json", "--method", "who_umc")
    assert of_report.out == of_case.out


def test_refused_reports_of_a_quarter_are_named_and_the_others_go_on(tmp_path: Path) -> None:
    ended = run("convert", DATA / "faers_ascii" / "17Q2", "-o", tmp_path)
    assert ended.code == 3
    assert len(list(tmp_path.glob("*.yaml"))) == 44
    assert "causality: 4 of 48 reports could not be converted" in ended.err
    assert ended.err.count("the report names no adverse reaction, only how products were") == 4


def test_a_table_without_the_others_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "DEMO24Q2.txt"
    file.write_bytes(FAERS["DEMO24Q2.txt"])
    ended = run("assess", file)
    assert ended.code == 1
    assert "there is no table DRUG beside it" in ended.err
