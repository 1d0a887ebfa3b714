"""FAERS files as they come: rows glued together, cells lost, columns renamed, packets cut short."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from pathlib import Path

import pytest

from causality.case.case import Case
from causality.errors import InputError
from causality.formats import Report, read_reports
from causality.formats.faers import read_faers
from causality.formats.tables import files as spool
from causality.formats.tables.lines import MAX_LINE
from tests.formats.samples import DATA
from tests.formats.table_samples import Files, faers, folder, laid, packed

SECOND = {"primaryid": "200202", "caseid": "1000020"}
TWO: tuple[dict[str, str], ...] = ({}, SECOND)


def by_id(files: Files) -> dict[str, Report]:
    return {report.id: report for report in read_reports(packed(files))}


def bent(kind: str, old: bytes, new: bytes) -> Files:
    """Two reports, of whose table ``kind`` one place reads otherwise."""
    files = faers(demo=TWO, drug=TWO, reac=TWO, ther=({"start_dt": "2024"},))
    name = f"{kind}24Q2.txt"
    assert old in files[name]
    files[name] = files[name].replace(old, new, 1)
    return files


def case_of(report: Report) -> Case:
    assert report.case is not None, report.refusal
    return report.case


def test_two_records_on_one_line_are_two_records() -> None:
    # As in the DRUG files of three quarters of 2011, whose rows end in a separator of their own.
    for glue in (b"$", b""):
        lines = folder(DATA / "faers_ascii" / "legacy_04Q1")
        plain = {report.id: report for report in read_reports(packed(lines))}
        head, first, second, *rest = lines["DRUG04Q1.TXT"].splitlines(keepends=True)
        head = head.replace(b"$v13$", b"")
        kept = [line.rstrip(b"\r\n").removesuffix(b"$") + b"$\r\n" for line in rest]
        one = first.rstrip(b"\r\n").removesuffix(b"$") + (glue or b"$")
        glued = one + second.rstrip(b"\r\n").removesuffix(b"$") + b"\r\n"
        lines["DRUG04Q1.TXT"] = head + glued + b"".join(kept)
        found = {report.id: report for report in read_reports(packed(lines))}
        for id_, report in found.items():
            assert (
                [drug.name for drug in case_of(report).drugs]
                == [drug.name for drug in case_of(plain[id_]).drugs]
                if report.case
                else plain[id_].case is None
            )


def test_glued_records_of_two_reports_go_to_their_own_reports() -> None:
    files = faers(demo=TWO, drug=({}, {**SECOND, "drugname": "IBUPROFEN"}), reac=TWO)
    head, first, second = files["DRUG24Q2.txt"].splitlines(keepends=True)
    files["DRUG24Q2.txt"] = head + first.rstrip() + b"$" + second
    found = by_id(files)
    assert [drug.name for drug in case_of(found["100101"]).drugs] == ["AMOXICILLIN"]
    assert [drug.name for drug in case_of(found["200202"]).drugs] == ["IBUPROFEN"]


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("DRUG", b"$gndr", b"$gndr"),
        ("DRUG", b"lot_num", b"lot_nbr"),
        ("OUTC", b"outc_cod", b"outc_code"),
        ("DEMO", b"$rept_dt", b"$ rept_dt"),
        ("DEMO", b"$sex$", b"$gndr_cod$"),
        ("DEMO", b"i_f_code", b"i_f_cod"),
        ("REAC", b"primaryid", b"PRIMARYID"),
        ("REAC", b"primaryid", b"\xef\xbb\xbfprimaryid"),
    ],
)
def test_names_that_columns_have_had_are_known(kind: str, old: bytes, new: bytes) -> None:
    files = faers(demo=({"sex": "F"},), drug=({"lot_num": "7A"},), outc=({"outc_cod": "HO"},))
    name = f"{kind}24Q2.txt"
    files[name] = files[name].replace(old, new, 1)
    (report,) = read_reports(packed(files))
    case = case_of(report)
    assert (case.patient.sex, case.drugs[0].batch) == ("female", "7A")
    assert case.events[0].seriousness == ("hospitalisation",)


def test_a_separator_too_many_spoils_its_report_and_no_other() -> None:
    # As in one line of DEMO12Q1.
    found = by_id(bent("DEMO", b"100101$1000010", b"100101$1000010$X"))
    assert (
        found["100101"].refusal == "not as many cells as the 25 columns of its file (DEMO line 2)"
    )
    assert found["200202"].case is not None


def test_a_line_that_lost_cells_is_left_out_and_named() -> None:
    report = by_id(bent("DRUG", b"$AMOXICILLIN" + b"$" * 15, b"$AMOXI"))["100101"]
    assert report.refusal == "the report names no drug"
    told = "DRUG (line 2): not as many cells as the 20 columns of its file; not used"
    assert told in report.notes


def test_a_text_with_a_line_end_in_it_costs_only_its_own_rows() -> None:
    found = by_id(bent("REAC", b"$Rash$", b"$Ra\r\nsh$"))
    assert found["100101"].refusal == "the report names no reaction"
    assert found["200202"].case is not None
    assert found["REAC24Q2.txt line 3"].refusal == "a line without the number of a report"


def test_quotes_are_text_like_any_other() -> None:
    case = case_of(by_id(bent("DRUG", b"AMOXICILLIN", b'"AMOXI" 5 ""'))["100101"])
    assert case.drugs[0].name == '"AMOXI" 5 ""'


def test_a_file_that_quotes_every_cell_is_read_without_the_quotes() -> None:
    files = faers(drug=({"dechal": "Y"},))
    for name, raw in files.items():
        lines = raw.decode().splitlines()
        quoted = ["$".join(f'"{cell}"' for cell in line.split("$")) for line in lines]
        files[name] = "\n".join(quoted).encode()
    case = case_of(by_id(files)["100101"])
    assert (case.drugs[0].name, case.statements[0].value) == ("AMOXICILLIN", "positive")


def test_bytes_of_any_encoding_are_read() -> None:
    # UTF-8; the single bytes of Windows; a byte that Windows does not have.
    for raw, term in ((b"Na\xc3\xafve", "Naïve"), (b"Crohn\x92s", "Crohn’s"), (b"a\x81\xe4", "aä")):
        case = case_of(by_id(bent("REAC", b"Rash", raw))["100101"])
        assert case.events[0].term == term


def test_control_characters_do_not_reach_a_case() -> None:
    case = case_of(by_id(bent("REAC", b"Rash", b"R\x00a\x1b[31msh"))["100101"])
    assert case.events[0].term == "Ra[31msh"


def test_sixteen_bit_text_is_refused_in_words(tmp_path: Path) -> None:
    files = faers()
    files["DEMO24Q2.txt"] = files["DEMO24Q2.txt"].decode().encode("utf-16")
    where = laid(tmp_path, files)
    for source in (where, where / "DEMO24Q2.txt", where / "REAC24Q2.txt"):
        with pytest.raises(InputError, match=r"DEMO24Q2\.txt:1:1: UTF-16, where such files are"):
            list(read_reports(source))


def test_a_giant_line_is_skipped_and_named() -> None:
    found = by_id(bent("REAC", b"Rash", b"x" * (3 * MAX_LINE)))
    assert found["100101"].refusal == "the report names no reaction"
    assert "REAC (line 2): a line of more than 262,144 bytes; not used" in found["100101"].notes
    assert found["200202"].case is not None


def test_a_number_that_is_none_makes_a_line_of_no_report() -> None:
    found = by_id(bent("DRUG", b"100101$", b"10O101$"))
    assert found["100101"].refusal == "the report names no drug"
    assert found["DRUG24Q2.txt line 2"].refusal == "a line without the number of a report"
    found = by_id(bent("DEMO", b"100101$", b"$"))
    assert found["DEMO line 2"].refusal == "a line without the number of a report (DEMO line 2)"
    assert found["100101"].refusal == "it has drugs or reactions, and no line in DEMO"


def test_a_report_without_a_line_in_demo_is_told() -> None:
    found = by_id(faers(drug=TWO, reac=TWO))
    assert found["200202"].refusal == "it has drugs or reactions, and no line in DEMO"


@pytest.mark.parametrize(
    ("kind", "column"),
    [("DRUG", "drug_seq"), ("DRUG", "role_cod"), ("REAC", "pt"), ("DEMO", "primaryid")],
)
def test_a_missing_column_is_named_with_its_file(kind: str, column: str) -> None:
    name = f"{kind}24Q2.txt"
    with pytest.raises(InputError, match=rf"{name}:1:1: the table {kind} has no column {column}"):
        by_id(bent(kind, column.encode(), b"other"))


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    for kind in ("DRUG", "REAC"):
        files = {name: raw for name, raw in faers().items() if not name.startswith(kind)}
        with pytest.raises(InputError, match=f"there is no table {kind} beside it"):
            by_id(files)
        where = laid(tmp_path / kind, files)
        with pytest.raises(InputError, match=f"DEMO24Q2.txt: there is no table {kind} beside it"):
            list(read_reports(where / "DEMO24Q2.txt"))
    with pytest.raises(InputError, match="there is no table DRUG beside it"):
        list(read_reports(io.BytesIO(faers()["DEMO24Q2.txt"])))


def test_two_tables_of_one_kind_are_not_mixed() -> None:
    files = faers()
    files["copy/REAC24Q2.txt"] = files["REAC24Q2.txt"]
    with pytest.raises(InputError, match=r"a second table REAC, beside the stream/REAC24Q2\.txt"):
        by_id(files)


def test_an_empty_table_and_a_list_of_deleted_cases_are_no_reports(tmp_path: Path) -> None:
    (tmp_path / "DEMO24Q2.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"DEMO24Q2\.txt: an empty file"):
        list(read_reports(tmp_path))
    with pytest.raises(InputError, match="a list of cases, which are no reports"):
        list(read_reports(DATA / "faers_ascii" / "deleted" / "DELETE21Q4.txt"))


def test_a_list_of_deleted_cases_with_anything_else_in_it_is_refused() -> None:
    files = {**faers(), "DELETE24Q2.txt": b"1000009\nQZXCANARY\n"}
    with pytest.raises(InputError, match=r"DELETE24Q2\.txt:2:1: .* no number$"):
        by_id(files)


def test_tables_may_be_packed_one_by_one(tmp_path: Path) -> None:
    for name, raw in faers().items():
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(raw))
    for source in (tmp_path, tmp_path / "DEMO24Q2.txt.gz"):
        (report,) = read_reports(source)
        assert report.case is not None


def test_a_packet_that_is_cut_short_is_refused() -> None:
    raw = packed(faers()).getvalue()
    for size in (len(raw) // 3, len(raw) - 30):
        with pytest.raises(InputError, match="a zip packet that cannot be unpacked"):
            list(read_reports(io.BytesIO(raw[:size])))
    damaged = raw[:60] + b"\x00\xff\x00\xff" + raw[64:]
    with pytest.raises(InputError, match="cannot be unpacked"):
        list(read_reports(io.BytesIO(damaged)))


def test_a_packet_that_unpacks_to_far_more_than_tables_do_is_refused() -> None:
    files = faers()
    files["DRUG24Q2.txt"] += b"0" * 3_000_000
    for read in (read_reports, read_faers):
        with pytest.raises(InputError, match=r"DRUG24Q2\.txt: unpacks to more than 200 times its"):
            list(read(packed(files)))


def test_tables_of_a_packet_are_limited_together(monkeypatch: pytest.MonkeyPatch) -> None:
    files = faers()
    monkeypatch.setattr(spool, "MAX_UNPACKED", sum(map(len, files.values())))
    assert len(by_id(files)) == 1
    monkeypatch.setattr(spool, "MAX_UNPACKED", sum(map(len, files.values())) - 1)
    with pytest.raises(InputError, match=r"bytes of tables$"):
        by_id(files)


def test_a_packet_with_a_path_out_of_itself_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("../DEMO24Q2.txt", faers()["DEMO24Q2.txt"])
    content.seek(0)
    with pytest.raises(InputError, match="a file name that is no plain name"):
        list(read_reports(content))


def test_whole_numbers_that_a_program_made_decimal_are_the_same() -> None:
    # What pandas leaves behind where a column has empty cells.
    plain = folder(DATA / "faers_ascii" / "17Q2")
    decimal = dict(plain)
    columns = {"DEMO": (4, 13, 18), "DRUG": (16,), "THER": (3, 4, 5)}
    for kind, places in columns.items():
        head, *lines = plain[f"{kind}17Q2.txt"].decode().splitlines()
        rows = [line.split("$") for line in lines]
        for cells in rows:
            for at in places:
                cells[at] += ".0" if cells[at].isdecimal() else ""
        text = "\r\n".join((head, *("$".join(cells) for cells in rows)))
        decimal[f"{kind}17Q2.txt"] = text.encode()
    assert decimal != plain
    assert list(read_reports(packed(decimal))) == list(read_reports(packed(plain)))


def test_the_same_tables_with_commas_are_the_same() -> None:
    plain = folder(DATA / "faers_ascii" / "17Q2")
    commas: Files = {}
    for name, raw in plain.items():
        out = io.StringIO(newline="")
        csv.writer(out).writerows(line.split("$") for line in raw.decode("latin-1").splitlines())
        commas[name] = out.getvalue().encode()
    assert list(read_reports(packed(commas))) == list(read_reports(packed(plain)))
