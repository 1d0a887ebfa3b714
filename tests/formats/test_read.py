"""Every real file is recognised by content and read, or refused for the right reason."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from causality.assessment import assess
from causality.assessment.contract import as_json
from causality.case.read import read_case, read_case_file
from causality.case.shipped import shipped_cases
from causality.case.write import write_case
from causality.errors import InputError
from causality.findings.extract import pairs_of
from causality.formats import Report, read_reports
from causality.formats.packets import Packet
from causality.formats.recognise import Format, is_case_file, recognise
from causality.formats.tables.files import is_folder_of_tables
from tests.formats.samples import DATA, files, r2, r3

READ = {
    # folder: reports read, suspect drug and event pairs, reports refused (counted by hand from
    # the drugs, reactions and repetitions that the files list)
    "e2b_r3": (6, 19, 1),
    "e2b_r3_derived": (19, 105, 0),
    "e2b_r3_broken": (0, 0, 1),
    "e2b_r2": (13, 126, 0),
    "e2b_r2_nonconforming": (1, 2, 4),
}
HOSTILE = "it declares a document type with entities or elements of its own"
WHOLE = [file for folder in READ for file in files(folder) if file.name != "ack_positive.xml"]


def reports_of(folder: str) -> list[Report]:
    chosen = [file for file in WHOLE if file.parent.name == folder]
    return [report for file in chosen for report in read_reports(file)]


@pytest.mark.parametrize("folder", READ)
def test_every_real_file_is_read(folder: str) -> None:
    reports = reports_of(folder)
    cases = [report.case for report in reports if report.case is not None]
    pairs = sum(len(pairs_of(case)) for case in cases)
    assert (len(cases), pairs, len(reports) - len(cases)) == READ[folder]
    assert all(report.refusal for report in reports if report.case is None)


@pytest.mark.parametrize("file", files("hostile_xml"), ids=lambda file: file.name)
def test_hostile_files_are_refused_for_what_they_are(file: Path) -> None:
    with pytest.raises(InputError, match=HOSTILE):
        tuple(read_reports(file))


def test_an_acknowledgement_holds_no_report() -> None:
    with pytest.raises(InputError, match="an acknowledgement, which holds no report"):
        tuple(read_reports(DATA / "e2b_r3" / "ack_positive.xml"))


def test_a_broken_message_is_named_by_its_id() -> None:
    (report,) = read_reports(DATA / "e2b_r3_broken" / "not_wellformed_ich_literature.xml")
    assert report.id == "DSJP-B0123456-Lit1"
    assert report.refusal == "damaged XML: an element that is closed by another's end"


@pytest.mark.parametrize("file", WHOLE, ids=lambda file: file.name)
def test_a_report_written_as_a_case_file_reads_back_and_is_assessed_alike(file: Path) -> None:
    for report in read_reports(file):
        if report.case is None or len(pairs_of(report.case)) > 20:
            continue
        text = write_case(report.case)
        again = read_case(text.encode())
        assert again == report.case
        assert as_json(assess(again)) == as_json(assess(report.case))


@pytest.mark.parametrize("file", WHOLE, ids=lambda file: file.name)
def test_every_entry_says_where_it_stands(file: Path) -> None:
    for report in read_reports(file):
        case = report.case
        if case is None:
            continue
        entries = (
            *case.drugs,
            *(dose for drug in case.drugs for dose in drug.doses),
            *case.events,
            *case.observations,
            *case.re_exposures,
            *case.statements,
            *case.opinions,
            *case.earlier_exposures,
            *case.patient.conditions,
        )
        assert all(entry.source for entry in entries)


@pytest.mark.parametrize(
    ("raw", "format_"),
    [
        (r3(), Format.E2B_R3),
        (r2(""), Format.E2B_R2),
        (r2("").decode().encode("utf-16"), Format.E2B_R2),
        (b"<safetyreport/>", Format.E2B_R2),
        (b'{"results": [{"safetyreportid": "1"}]}', Format.OPENFDA),
        (b'[{"resourceType": "AdverseEvent"}]', Format.FHIR),
        (b"primaryid$caseid$drug_seq\r\n", Format.FAERS),
        (b"ISR$CASE$\r\n", Format.FAERS),
        (b"VAERS_ID,RECVDATE\r\n", Format.VAERS),
        (b'{"schema": "causality/case/1"}', Format.CASE),
        (b"schema: causality/case/1", Format.CASE),
        (b"anything else", Format.CASE),
        (b"", Format.CASE),
    ],
)
def test_a_format_is_told_by_content(raw: bytes, format_: Format) -> None:
    assert recognise(Packet("file", io.BytesIO(raw))) is format_


def test_other_xml_is_refused() -> None:
    with pytest.raises(InputError, match="XML of a kind that holds no safety reports"):
        tuple(read_reports(io.BytesIO(b"<html/>")))


def test_packets_are_read_as_what_they_hold(tmp_path: Path) -> None:
    message = (DATA / "e2b_r2" / "fda_faers_ADR22Q1_7reports.xml").read_bytes()
    packed = tmp_path / "reports.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.xml", message)
        archive.writestr("2.xml", r3())
    assert len(tuple(read_reports(packed))) == 8
    assert len(tuple(read_reports(io.BytesIO(gzip.compress(message))))) == 7


def test_a_case_file_is_a_report_of_its_own() -> None:
    for name, path in shipped_cases().items():
        (report,) = read_reports(path)
        assert (report.id, report.case) == (name, read_case_file(path).case)
        assert is_case_file(path)
    with pytest.raises(InputError, match="larger than"):
        tuple(read_reports(io.BytesIO(b"# " + b"x" * 1_100_000)))


def test_a_folder_is_told_from_a_quarter_of_faers(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder; name a file of it"):
        tuple(read_reports(tmp_path))
    assert not is_folder_of_tables(tmp_path)
    (tmp_path / "DEMO25Q4.txt").write_bytes(b"")
    assert is_folder_of_tables(tmp_path)


def test_what_cannot_be_opened_is_left_to_the_reader_of_cases(tmp_path: Path) -> None:
    assert is_case_file(tmp_path / "nothing.yaml")
