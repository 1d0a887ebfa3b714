"""openFDA JSON: the same report as in other brackets, and damage that costs one report only."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.assessment import assess
from causality.assessment.contract import as_json
from causality.case.case import Case
from causality.case.read import read_case
from causality.case.write import write_case
from causality.errors import InputError
from causality.findings.extract import pairs_of
from causality.formats import Report, read_reports
from causality.formats.openfda import read_openfda
from causality.formats.openfda.items import MAX_DAMAGED, MAX_DEPTH, items
from tests.formats.samples import DATA

FOLDER = DATA / "openfda"
READ = {
    # file: reports, suspect drug and event pairs
    "derived_from_faersxml_22Q1.json": (7, 34),
    "fda_aers_4562564_event.json": (1, 86),
    "fda_aers_4562564_event_annotated.json": (1, 86),
    "openfda_api_docs_example.json": (1, 3),
}


def one(number: int = 1, **drug: Any) -> dict[str, Any]:
    """A report with one drug and one reaction; ``drug`` adds to the drug."""
    given_ = {"medicinalproduct": "AMOXICILLIN", "drugcharacterization": "1", **drug}
    return {
        "safetyreportid": str(1000 + number),
        "safetyreportversion": "1",
        "receiptdate": "20240601",
        "receiptdateformat": "102",
        "patient": {"drug": [given_], "reaction": [{"reactionmeddrapt": "Rash"}]},
    }


def read(data: Any) -> list[Report]:
    raw = data if isinstance(data, bytes) else json.dumps(data, indent=1).encode()
    return list(read_reports(io.BytesIO(raw)))


def case_of(data: Any) -> Case:
    (report,) = read(data)
    assert report.case is not None, report.refusal
    return report.case


def three() -> list[str]:
    """The text of three reports, as openFDA answers it."""
    text = json.dumps({"meta": {"license": "CC0"}, "results": [one(1), one(2), one(3)]}, indent=2)
    return text.splitlines(keepends=True)


@pytest.mark.parametrize("name", READ)
def test_every_real_file_is_read(name: str) -> None:
    reports = list(read_openfda(FOLDER / name))
    cases = [report.case for report in reports if report.case is not None]
    assert len(cases) == len(reports)
    assert (len(cases), sum(len(pairs_of(case)) for case in cases)) == READ[name]


def test_json_and_xml_of_one_report_say_the_same() -> None:
    # One was made of the other: only the name of the dialect differs.
    xml = list(read_reports(DATA / "e2b_r2" / "fda_faers_ADR22Q1_7reports.xml"))
    found = list(read_openfda(FOLDER / "derived_from_faersxml_22Q1.json"))
    assert len(found) == len(xml) == 7
    for ours, theirs in zip(found, xml, strict=True):
        assert ours.case is not None
        assert theirs.case is not None
        told = write_case(theirs.case).replace("ICH E2B(R2) report", "openFDA report")
        assert write_case(ours.case) == told


def test_what_openfda_adds_by_matching_names_is_not_read() -> None:
    plain, annotated = (
        list(read_openfda(FOLDER / f"fda_aers_4562564_event{more}.json"))
        for more in ("", "_annotated")
    )
    assert annotated == plain


def test_a_case_file_made_of_a_report_is_assessed_alike() -> None:
    for report in read_openfda(FOLDER / "derived_from_faersxml_22Q1.json"):
        assert report.case is not None
        again = read_case(write_case(report.case).encode())
        assert again == report.case
        assert as_json(assess(again)) == as_json(assess(report.case))


def test_a_report_is_read_wherever_it_stands() -> None:
    wanted = case_of(one())
    for shape in ({"meta": {}, "results": [one()]}, [one()]):
        assert case_of(shape) == wanted
        assert case_of(json.dumps(shape).encode()) == wanted
    lines = b"\n".join(json.dumps(one(number)).encode() for number in (1, 2, 3))
    assert [report.id for report in read(lines)] == ["1001", "1002", "1003"]
    assert case_of(b"\xef\xbb\xbf" + json.dumps(one()).encode()) == wanted


@pytest.mark.parametrize(
    ("written", "format_", "read_as"),
    [
        ("20240305", "102", "2024-03-05"),
        ("202403", "610", "2024-03"),
        ("2024", "602", "2024"),
        ("202403", "102", "2024-03"),  # the digits say less than the format
    ],
)
def test_a_partial_date_stays_partial(written: str, format_: str, read_as: str) -> None:
    case = case_of(one(drugstartdate=written, drugstartdateformat=format_))
    (dose,) = case.drugs[0].doses
    assert dose.start is not None
    assert (dose.start.text, dose.source) == (read_as, "drugstartdate[1]")


def test_a_dechallenge_that_several_suspects_carry_is_confounded() -> None:
    report = one(drugadditional="1")
    assert case_of(report).statements[0].value == "positive"
    report["patient"]["drug"].append(
        {"medicinalproduct": "IBUPROFEN", "drugcharacterization": "1", "drugadditional": "1"}
    )
    assert {item.value for item in case_of(report).statements} == {"confounded"}
    # 3: the question does not apply; nothing is said by it.
    assert case_of(one(drugadditional="3")).statements == ()


def test_a_single_entry_and_a_list_of_one_are_the_same() -> None:
    report = one()
    patient = report["patient"]
    single = {"drug": patient["drug"][0], "reaction": patient["reaction"][0]}
    assert case_of({**report, "patient": single}) == case_of(report)


def test_null_and_numbers_are_taken_as_silence_and_as_text() -> None:
    report = one(drugindication=None)
    report["patient"]["patientonsetage"] = 56
    report["patient"]["patientonsetageunit"] = 801
    case = case_of(report)
    assert (case.drugs[0].indication, case.patient.age) == (None, "56 y")


def test_a_repeated_report_is_read_once_and_an_older_version_not_at_all() -> None:
    first, again, newer, older = one(), one(), one(), one()
    newer["safetyreportversion"], older["safetyreportversion"] = "10", "9"
    reports = read([first, again, newer, older])
    assert [report.refusal for report in reports] == [
        None,
        "the same report and version as one before it",
        None,
        "superseded by a version that stands before it",
    ]
    told = "safetyreportversion: an earlier version stands before this one; this one counts"
    assert told in reports[2].notes


# Flattened to one line each

FLAT = (
    "report_id,serious,receipt_date,patient_age,patient_age_unit,patient_sex,patient_weight,"
    "all_drugs,drug_roles,reactions,reaction_outcomes,administration_routes,num_drugs,num_reactions"
)
LINE = "15778937,0,2019-03-19,32,801,female,119,AJOVY; IBUPROFEN,1; 2,Rash; Fever,3; 1,048,2,2\n"


def test_lines_made_of_reports_are_read() -> None:
    with (FOLDER / "openfda_flat_reports.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    reports = list(read_reports(FOLDER / "openfda_flat_reports.csv"))
    assert [report.id for report in reports] == [row["report_id"] for row in rows]
    read_ = {report.id: report.case for report in reports if report.case is not None}
    assert len(read_) == 543
    # A report stands once for each drug it was asked for.
    again = [report for report in reports if str(report.refusal).startswith("the same report as")]
    assert len(again) == len(rows) - len({row["report_id"] for row in rows}) == 65
    for row in rows:
        if row["report_id"] in read_:
            suspects = [drug for drug in read_[row["report_id"]].drugs if drug.role == "suspect"]
            names = dict.fromkeys(
                " ".join(name.strip(" .").split()) for name in row["suspect_drugs"].split("; ")
            )
            assert [drug.name.strip(" .") for drug in suspects] == list(names)


def test_a_line_says_of_which_columns_it_was_read() -> None:
    case = case_of(f"{FLAT}\n{LINE}".encode())
    assert [drug.role for drug in case.drugs] == ["suspect", "concomitant"]
    assert case.drugs[1].source == "all_drugs[2] (line 2), drug_roles[2] (line 2)"
    assert [(event.term, event.outcome) for event in case.events] == [
        ("Rash", "not recovered"),
        ("Fever", "recovered"),
    ]
    assert (case.patient.age, case.patient.sex, case.patient.weight) == ("32 y", "female", "119 kg")
    # One route for two drugs: whose it is, nobody knows.
    assert all(dose.route is None for drug in case.drugs for dose in drug.doses)


def test_lists_that_do_not_fit_together_are_refused() -> None:
    (report,) = read(f"{FLAT}\n{LINE.replace('1; 2,', '1,')}".encode())
    assert report.refusal == "lists that are not as long as the line says (line 2)"
    broken, whole = read(f"{FLAT}\n{LINE.replace(',2,2', ',2')}{LINE}".encode())
    assert broken.refusal == "not as many cells as the 14 columns of its file (line 2)"
    assert whole.case is not None


# Damage


def test_a_damaged_report_is_named_and_the_others_are_read() -> None:
    lines = three()
    at = next(number for number, line in enumerate(lines) if '"1002"' in line)
    lines[at + 1] = lines[at + 1].replace('"', "", 1)  # a quotation mark that opens nothing
    first, second, third = read("".join(lines).encode())
    assert (first.case is not None, third.case is not None) == (True, True)
    assert second.id == "1002"
    assert second.refusal is not None
    # The report begins in the line before its number.
    assert second.refusal.startswith("damaged JSON")
    assert second.refusal.endswith(f"(line {at})")


def test_a_cut_file_gives_what_is_whole() -> None:
    text = "".join(three()).encode()
    at = text.index(b'"1003"')
    reports = read(text[: at + 30])
    assert [report.case is not None for report in reports] == [True, True, False]
    assert reports[2].id == "1003"
    assert str(reports[2].refusal).startswith("it ends in the middle (line ")


def test_bytes_of_another_encoding_cost_only_their_report() -> None:
    text = "".join(three()).encode().replace(b'"Rash"', b'"Ausschl\xe4ge"', 1)
    reports = read(text)
    assert [report.refusal for report in reports[1:]] == [None, None]
    assert str(reports[0].refusal).startswith("bytes that are not UTF-8 (line ")


def test_deep_nesting_and_endless_numbers_are_no_burden() -> None:
    deep = "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)
    text = "".join(three()).replace('"Rash"', deep, 1).encode()
    reports = read(text)
    assert str(reports[0].refusal).startswith("lists and objects more than 32 deep")
    assert [report.case is not None for report in reports[1:]] == [True, True]
    report = one()
    raw = json.dumps(report).replace('"20240601"', "9" * 10_000).encode()
    (only,) = read(raw)
    assert only.case is not None


def test_sixteen_bit_text_and_files_without_reports_are_refused() -> None:
    with pytest.raises(InputError, match="UTF-16, where JSON is UTF-8"):
        list(read_openfda(io.BytesIO(json.dumps(one()).encode("utf-16"))))
    with pytest.raises(InputError, match="holds no report"):
        list(read_openfda(io.BytesIO(b'{"meta": {}, "results": []}')))
    answer = {"error": {"code": "NOT_FOUND", "message": "No matches found!"}}
    (report,) = read_openfda(io.BytesIO(json.dumps(answer).encode()))
    assert report.refusal == "an object that is no safety report"


def test_a_file_of_damage_is_given_up() -> None:
    found = list(read_openfda(io.BytesIO(b"[" + b'{"patient": },' * (MAX_DAMAGED + 50) + b"]")))
    assert len(found) == MAX_DAMAGED + 1
    assert str(found[-1].refusal).startswith(f"more than {MAX_DAMAGED} damaged reports; given up")


def _cut(raw: bytes, size: int) -> Iterator[bytes]:
    return (raw[at : at + size] for at in range(0, len(raw), size))


texts = st.text(max_size=8)
values = st.recursive(
    texts | st.none() | st.booleans() | st.integers(-9, 9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60)
@given(st.lists(st.dictionaries(texts, values, max_size=4), max_size=4), st.integers(1, 40))
def test_reports_are_found_however_the_bytes_arrive(data: list[Any], size: int) -> None:
    raw = json.dumps({"meta": {}, "results": data}).encode()
    found = [item.data for item in items(_cut(raw, size))]
    as_text = json.loads(raw, parse_int=str, parse_float=str, parse_constant=str)
    assert found == as_text["results"]
