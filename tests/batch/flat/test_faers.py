"""FAERS by columns says of every report what the reader says of it, one by one."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.batch.flat.chunk import Chunk
from causality.batch.flat.faers import FaersColumns, chunks
from causality.batch.flat.of_cases import flat_of
from causality.batch.flat.record import COLUMNS, Flat
from causality.errors import CausalityError
from causality.formats import Report, read_reports
from causality.formats.tables import scan
from causality.formats.tables.files import OpenFiles, files_of
from causality.formats.tables.table import File
from tests.formats.samples import DATA
from tests.formats.table_mutation import mutated_file
from tests.formats.table_samples import Files, faers, folder, laid, packed

_ASCII = DATA / "faers_ascii"
_QUARTERS = ("17Q2", "25Q4", "22Q4_truncated_heads", "legacy_04Q1")
_WORDS = {"id", "case", "name", "route", "term"}
_NAME = "message"


class _Compared(NamedTuple):
    """How many reports went each way, all of them alike."""

    by_columns: int
    aside: int
    refused: int


def _words_told(flat: Flat) -> dict[str, dict[str, list[Any]]]:
    """The columns with words instead of their places."""
    told: dict[str, dict[str, list[Any]]] = {}
    for table, columns in flat.arrays.items():
        assert {name: column.dtype.type for name, column in columns.items()} == COLUMNS[table]
        told[table] = {
            name: [flat.words[place] if place >= 0 else None for place in column]
            if name in _WORDS
            else column.tolist()
            for name, column in columns.items()
        }
    return told


def _alike(stream: io.BytesIO, size: int = 3) -> _Compared:
    """Compare both ways of reading a packet."""
    reports, fault = _one_by_one(stream)
    stream.seek(0)
    found: list[Chunk] = []
    with OpenFiles() as stack:
        try:
            columns = FaersColumns(files_of(stream, _NAME, stack), _NAME)
            if not columns.regular:
                return _Compared(0, 0, 0)
            found = list(columns.chunks(size))
        except CausalityError as error:
            same = str(error) == str(fault)
        else:
            same = fault is None
        assert same, fault
        return _same(columns, found, reports) if found else _Compared(0, 0, 0)


def _one_by_one(stream: io.BytesIO) -> tuple[Sequence[Report], CausalityError | None]:
    try:
        return tuple(read_reports(stream, _NAME)), None
    except CausalityError as error:
        return (), error


def _same(columns: FaersColumns, chunks: Sequence[Chunk], reports: Sequence[Report]) -> _Compared:
    seen: list[int] = []
    refused = 0
    for chunk in chunks:
        found = [(at, reports[at]) for at in chunk.flat_at.tolist()]
        flat, chosen = flat_of([(_NAME, *_told(report)) for _, report in found])
        assert chosen.all()
        assert _words_told(chunk.flat) == _words_told(flat)
        for at, id_, reason in chunk.refused:
            assert (id_, reason) == (reports[at].id, reports[at].refusal)
            assert reports[at].case is None
        for at, key in zip(chunk.aside_at.tolist(), chunk.aside_key.tolist(), strict=True):
            assert columns.report(at) == reports[at]
            assert str(key) == reports[at].id
        seen += chunk.flat_at.tolist() + chunk.aside_at.tolist()
        seen += [at for at, _, _ in chunk.refused]
        refused += len(chunk.refused)
    assert sorted(seen) == list(range(len(reports)))
    flat_rows = sum(chunk.flat.rows("report") for chunk in chunks)
    return _Compared(flat_rows, len(reports) - flat_rows - refused, refused)


def _told(report: Report) -> tuple[str, int, Any]:
    assert report.case is not None
    return report.id, len(report.notes), report.case


@pytest.mark.parametrize("quarter", _QUARTERS)
def test_real_quarters_go_by_columns_and_say_the_same(quarter: str) -> None:
    found = _alike(packed(folder(_ASCII / quarter)), size=100)
    assert found.by_columns > 0
    assert found.aside == 0


def test_the_size_of_a_chunk_changes_nothing() -> None:
    files = [File(name, io.BytesIO(raw)) for name, raw in folder(_ASCII / "17Q2").items()]
    whole, parts = (
        [at for chunk in FaersColumns(files, _NAME).chunks(size) for at in chunk.flat_at.tolist()]
        for size in (1000, 7)
    )
    assert whole == parts


def test_quarters_and_lists_of_deleted_cases_are_read_together(tmp_path: Path) -> None:
    where = laid(tmp_path, folder(_ASCII / "17Q2") | folder(_ASCII / "25Q4"))
    demo = (where / "DEMO25Q4.txt").read_text().splitlines()
    cases = [line.split("$")[1] for line in demo[1:]]
    files = folder(where)
    files["DELETE25Q4.txt"] = "\n".join(cases[:5]).encode()
    # The first report of the later quarter once more, in the earlier one.
    lines = files["DEMO17Q2.txt"].splitlines(keepends=True)
    own = lines[1].split(b"$")
    own[1] = cases[7].encode()
    files["DEMO17Q2.txt"] = b"".join((lines[0], b"$".join(own), *lines[2:]))
    found = _alike(packed(files), size=64)
    assert found.refused >= 6
    assert found.aside == 0


def test_a_damaged_line_sets_aside_its_report_alone() -> None:
    files = folder(_ASCII / "17Q2")
    lines = files["DRUG17Q2.txt"].splitlines(keepends=True)
    lines[1] = lines[1].replace(b"$", b"", 1)
    lines[40] = lines[40].replace(b"$PO$", b"$").rstrip(b"\r\n") + b"\xe9\r\n"
    files["DRUG17Q2.txt"] = b"".join(lines)
    found = _alike(packed(files))
    assert 1 <= found.aside <= 2
    assert found.by_columns > 30


def test_rows_in_any_order_say_the_same() -> None:
    files = folder(_ASCII / "17Q2")
    for name, raw in files.items():
        head, *rows = raw.splitlines(keepends=True)
        rows = [row.rstrip(b"\r\n") + b"\r\n" for row in rows]
        files[name] = head + b"".join(rows[1::2] + rows[::2][::-1])
    found = _alike(packed(files))
    assert found.by_columns > 30
    assert found.aside == 0


@pytest.mark.parametrize("quarter", _QUARTERS)
def test_a_quarter_of_which_little_is_kept_in_memory_says_the_same(
    quarter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "MANY", 0)
    monkeypatch.setattr(scan, "BLOCK", 3_000)
    files = folder(_ASCII / quarter)
    for name, raw in files.items():
        head, *rows = raw.splitlines(keepends=True)
        numbered = sorted((int(row.partition(b"$")[0]), place) for place, row in enumerate(rows))
        files[name] = head + b"".join(rows[place] for _, place in numbered)
    assert _alike(packed(files), size=9).by_columns > 0


def test_files_that_are_no_tables_of_fda_are_left_to_the_reader() -> None:
    with OpenFiles() as stack:
        files = files_of(packed(folder(DATA / "faers_diana")), _NAME, stack)
        assert not FaersColumns(files, _NAME).regular


@pytest.mark.parametrize("dialect", ["faers", "legacy"])
def test_damaged_files_say_the_same(dialect: str) -> None:
    found = [_alike(mutated_file(dialect, number)) for number in range(60)]
    assert sum(one.by_columns for one in found) > 60
    assert sum(one.aside for one in found) > 5


_DATES = st.sampled_from(
    ("", "20240305", "20240229", "20230229", "202403", "2024", "2024030510", "20240305.0", " 2024 ")
)
_INDICATIONS = {
    "indi_drug_seq": st.sampled_from(("1", "2", "3")),
    "indi_pt": st.sampled_from(("Pain", "", " ")),
}
_ANSWERS = st.sampled_from(("", "", "Y", "N", "U", "D", "y", "X", "POS"))
_TERMS = st.sampled_from(
    (
        "Rash",
        "rash",
        "Rashes",
        "Nausea",
        "Overdose",
        "Off label use",
        "Accidental overdose",
        "Drug ineffective",
        "Withdrawal syndrome",
        "Amoxicillin",
        "Week",
        "2-ethoxy",
        "?",
    )
)
_DRUGS = {
    "drug_seq": st.sampled_from(("1", "1", "2", "2", "3", "4", "01", "")),
    "role_cod": st.sampled_from(("PS", "PS", "SS", "C", "I", "DN", "ss", "", "XX")),
    "drugname": st.sampled_from(("AMOXICILLIN", "Amoxil", "IBUPROFEN", "After", "", "...", "7UP")),
    "prod_ai": st.sampled_from(
        ("", "", "AMOXICILLIN", "IBUPROFEN", "A\\B", "B\\A", "\\", "AMOXICILLIN SODIUM", " B \\ A")
    ),
    "route": st.sampled_from(("", "Oral", "Oral", "Unknown", "Intravenous  drip")),
    "dose_vbm": st.sampled_from(("", "", "UNK", "unk, unknown freq.", "1 MG", "1 MG QD", '5" X')),
    "dechal": _ANSWERS,
    "rechal": _ANSWERS,
    "lot_num": st.sampled_from(("", "", "A1")),
    "dose_amt": st.sampled_from(("", "1", "1.0", "2")),
    "dose_unit": st.sampled_from(("", "MG", "MG QD")),
    "dose_form": st.sampled_from(("", "", "TABLET")),
    "dose_freq": st.sampled_from(("", "QD", "1X", "1x")),
}
_THERAPIES = {
    "dsg_drug_seq": st.sampled_from(("1", "1", "2", "3", "9", "")),
    "start_dt": _DATES,
    "end_dt": _DATES,
    "dur": st.sampled_from(("", "", "1", "14", "14.0", "1.5", "200", "x", "0")),
    "dur_cod": st.sampled_from(("", "DAY", "MON", "YR", "SEC", "wk")),
}
_REPORTS = {
    "event_dt": _DATES,
    "fda_dt": _DATES,
    "caseversion": st.sampled_from(("1", "2", "", "2.0", "x")),
    "age": st.sampled_from(("", "56", "5", "56.0", "1.5", "x", "200")),
    "age_cod": st.sampled_from(("YR", "DEC", "MON", "HR", "", "yr")),
    "age_grp": st.sampled_from(("", "A", "N", "x")),
    "sex": st.sampled_from(("F", "M", "UNK", "NS", "")),
    "wt": st.sampled_from(("", "70", "x", "70.5")),
    "wt_cod": st.sampled_from(("KG", "LBS", "")),
}
_KEYS = st.sampled_from(("100101", "100102", "100103", "0100101", "100101.0"))
_USUAL = st.sampled_from(("100101", "100102", "100103"))


_REACTIONS = {"pt": _TERMS, "drug_rec_act": st.one_of(st.just(""), st.just(""), _TERMS)}
_TAME = {
    "drug_seq": st.sampled_from(("1", "1", "2", "2", "3", "4")),
    "dsg_drug_seq": st.sampled_from(("1", "1", "2", "3", "9")),
    "drugname": st.sampled_from(("AMOXICILLIN", "Amoxil", "IBUPROFEN", "After", "7UP")),
    "pt": _TERMS.filter(lambda term: term != "?"),
}
"""Cells that keep a report among those that go by columns."""


def _rows(
    columns: dict[str, st.SearchStrategy[str]], most: int, key: st.SearchStrategy[str]
) -> Any:
    cells = st.fixed_dictionaries({"primaryid": key, **columns})
    return st.lists(cells, max_size=most).map(tuple)


@st.composite
def _quarters(draw: st.DrawFn) -> Files:
    """A quarter of three reports in which anything that a cell can say is said."""
    tame = draw(st.integers(0, 3)) > 0
    key = _USUAL if tame else _KEYS
    kinds = {"demo": _REPORTS, "drug": _DRUGS, "ther": _THERAPIES, "reac": _REACTIONS}
    demo, drug, ther, reac = (
        {name: _TAME.get(name, cells) if tame else cells for name, cells in columns.items()}
        for columns in kinds.values()
    )
    own = ({"primaryid": number} for number in ("100101", "100102", "100103"))
    first = tuple(own) if draw(st.booleans()) else ()
    reports = draw(st.lists(st.fixed_dictionaries(demo), min_size=3, max_size=3))
    files = faers(
        demo=tuple(
            {
                "primaryid": f"10010{at}",
                "caseid": draw(st.sampled_from((f"100001{at}",) * 3 + ("1000011", ""))),
                **one,
            }
            for at, one in enumerate(reports, 1)
        ),
        drug=(*first, *draw(_rows(drug, 14, key))),
        ther=draw(_rows(ther, 8, key)),
        reac=(*first, *draw(_rows(reac, 9, key))),
        outc=draw(_rows({"outc_cod": st.sampled_from(("DE", "DS", "OT", "zz", ""))}, 3, key)),
        indi=draw(_rows(_INDICATIONS, 4, key)),
    )
    return {
        name: raw if tame else _bent(draw, raw) for name, raw in files.items() if _kept(draw, name)
    }


def _kept(draw: st.DrawFn, name: str) -> bool:
    optional = name.startswith(("THER", "OUTC", "INDI"))
    return not (optional and draw(st.integers(0, 9)) == 0)


def _bent(draw: st.DrawFn, raw: bytes) -> bytes:
    """The table with other line ends, with a byte of old text, or as it was."""
    how = draw(st.integers(0, 14))
    if how == 0:
        return raw.replace(b"\r\n", b"\n").rstrip(b"\n")
    if how == 1:
        at = draw(st.integers(0, len(raw)))
        return raw[:at] + draw(st.sampled_from((b"\xe9", b"\t", b"\r", b"$", b"\n"))) + raw[at:]
    if how == 2:
        head, *lines = raw.split(b"\r\n")
        return b"\r\n".join((head, *(line + b"$" for line in lines if line), b""))
    return raw


@settings(max_examples=100, deadline=None)
@given(_quarters())
def test_whatever_the_cells_say_both_ways_say_the_same(files: Files) -> None:
    _alike(packed(files), size=2)


def test_the_quarters_of_that_law_mostly_go_by_columns() -> None:
    found: list[_Compared] = []

    @settings(max_examples=40, deadline=None, database=None, derandomize=True)
    @given(_quarters())
    def run(files: Files) -> None:
        found.append(_alike(packed(files)))

    run()
    assert sum(one.by_columns for one in found) > 20
    assert sum(one.aside for one in found) > 2
