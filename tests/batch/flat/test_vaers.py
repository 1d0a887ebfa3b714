"""VAERS by columns says of every report what the reader says of it, one by one."""

from __future__ import annotations

import io
import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.batch.flat.vaers import VaersColumns
from causality.formats.tables.table import File
from causality.formats.vaers import reports
from tests.batch.flat.both_ways import Ways, compared, every_way, in_order
from tests.formats.samples import DATA
from tests.formats.table_samples import Files, folder, vaers

_FOLDER = DATA / "vaers"
_ODD = (
    b"",
    b"  ",
    b'"',
    b'""',
    b'"a ""b"" c"',
    b'"a\nb"',
    b'"a\n0117872,b"',
    b",",
    b"\n",
    b"\r",
    b"\r\n",
    b"\x00",
    b"\x0b",
    b"\xe9",
    b"\xc2\xa0",
    b"$",
    b"-",
    b"12",
    b"1.5",
    b"Y",
    b"N",
    b"UNK",
    b"02/30/1999",
    b"0117872,",
    b"Overdose",
    b"Drug ineffective",
    b"Rash",
)


def _opened(files: Files) -> list[File]:
    return [File(name, io.BytesIO(raw)) for name, raw in files.items()]


def _alike(files: Files, size: int = 3) -> Ways | str:
    return compared(
        lambda: VaersColumns(_opened(files), "source"), lambda: reports(_opened(files)), size
    )


def _one(**columns: str) -> Ways | str:
    return _alike(vaers(data=(columns,)))


@cache
def _pool() -> tuple[Files, ...]:
    """The real tables, cut to some reports each."""
    tables = {name: raw.splitlines(keepends=True) for name, raw in folder(_FOLDER).items()}
    data = next(lines for name, lines in tables.items() if "DATA" in name)
    keys = [line.partition(b",")[0] for line in data[1:]]
    return tuple(
        {
            name: b"".join((head, *(line for line in lines if line.partition(b",")[0] in wanted)))
            for name, (head, *lines) in tables.items()
        }
        for wanted in (set(keys[at : at + 6]) for at in range(0, 120, 6))
    )


def _damaged(number: int) -> Files:
    """A few reports, and up to eight cells or bytes that are others."""
    rng = random.Random(number)  # noqa: S311 - a seed, not a secret
    files = dict(rng.choice(_pool()))
    for _ in range(rng.randrange(9)):
        name = rng.choice(sorted(files))
        raw = files[name]
        at = rng.randrange(raw.index(b"\n"), len(raw))
        if rng.random() < 0.7:
            begin, end = raw.rfind(b",", 0, at) + 1, raw.find(b",", at)
            end = len(raw) if end < 0 else end
            raw = raw[:begin] + rng.choice(_ODD) + raw[end:]
        else:
            raw = raw[:at] + rng.choice(_ODD) + raw[at + rng.randrange(2) :]
        files[name] = raw
    if rng.random() < 0.2:
        files |= {f"2000{name[4:]}": raw for name, raw in files.items()}
    return files


def test_every_report_of_the_real_tables_is_read_by_columns_but_those_refused() -> None:
    ways = _alike(folder(_FOLDER), 100)
    assert isinstance(ways, Ways)
    assert ways.aside == 0
    assert ways.by_columns > 50 * ways.refused > 0


@settings(max_examples=150)
@given(st.integers(0, 10_000_000))
def test_damaged_tables_are_read_alike(number: int) -> None:
    _alike(_damaged(number))


def test_damaged_tables_are_read_alike_wherever_a_block_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for size in (300, 700, 2_500):
        monkeypatch.setattr("causality.batch.flat.commas.records._LARGEST", size)
        monkeypatch.setattr("causality.batch.flat.commas.records._SMALLEST", size // 2)
        for number in range(40):
            _alike(_damaged(number))


def test_damage_leaves_reports_for_every_way() -> None:
    assert every_way(map(_alike, map(_damaged, range(60))))


def test_chunks_of_a_folder_keep_to_their_size_and_order() -> None:
    in_order(VaersColumns(_opened(folder(_FOLDER)), "source"), 64)


@pytest.mark.parametrize(
    "columns",
    [
        {"SYMPTOM_TEXT": '"one line\r\nand another, with a comma"'},
        {"SYMPTOM_TEXT": '""""'},
        {"SYMPTOM_TEXT": '" "'},
        {"SYMPTOM_TEXT": "d\u00e9j\u00e0 vu"},
        {"SYMPTOM_TEXT": "x" * 131_000},
        {"LAB_DATA": '"in the last cell"'},
        {"AGE_YRS": "0.7"},
        {"AGE_YRS": "old", "CAGE_YR": "64"},
        {"AGE_YRS": "old"},
        {"VAX_DATE": "13/45/2024"},
        {"RECVDATE": "12/31/2024"},
        {"DIED": "Y", "DATEDIED": "soon"},
        {"DISABLE": "Y", "RECOVD": "N"},
        {"RECOVD": "?"},
        {"VAX_DATE": "03/05/2024", "NUMDAYS": "many"},
        {"SEX": "m"},
    ],
)
def test_what_one_report_says_is_the_same_by_columns(columns: dict[str, str]) -> None:
    assert _one(**columns) == Ways(1, 0, 0)


@pytest.mark.parametrize(
    ("columns", "ways"),
    [
        # Days to onset in place of a date: told from one point to another, which is not flat.
        ({"VAX_DATE": "03/05/2024", "NUMDAYS": "3"}, Ways(0, 1, 0)),
        # A space that is not ASCII's may be all that the cell says.
        ({"SYMPTOM_TEXT": "\u00a0"}, Ways(0, 1, 0)),
        ({"SEX": "\u00e9"}, Ways(0, 1, 0)),
        ({"SYMPTOM_TEXT": 'a "quote" inside'}, Ways(0, 1, 0)),
        # More than one cell can hold, and more than one line.
        ({"SYMPTOM_TEXT": "x" * 131_100}, Ways(0, 0, 1)),
        ({"SYMPTOM_TEXT": "x" * 270_000}, Ways(0, 0, 1)),
    ],
)
def test_what_can_be_read_in_more_than_one_way_is_set_aside(
    columns: dict[str, str], ways: Ways
) -> None:
    assert _one(**columns) == ways


def test_doses_of_one_vaccine_are_doses_of_one_drug_in_their_order() -> None:
    rows = (
        {"VAX_NAME": "HEP B", "VAX_ROUTE": "IM", "VAX_DOSE_SERIES": "1"},
        {"VAX_NAME": "", "VAX_TYPE": "FLU", "VAX_ROUTE": "SC LA"},
        {"VAX_NAME": "hep-b", "VAX_ROUTE": "ZZ"},
    )
    assert _alike(vaers(vax=rows)) == Ways(1, 0, 0)


def test_an_overdose_is_that_of_the_only_vaccine() -> None:
    terms = ({"SYMPTOM1": "Overdose", "SYMPTOM2": "Rash"},)
    assert _alike(vaers(symptoms=terms)) == Ways(1, 0, 0)


def test_a_report_in_two_years_is_read_once() -> None:
    second = {f"2025{name[4:]}": raw for name, raw in vaers().items()}
    assert _alike({**vaers(), **second}) == Ways(1, 0, 1)


def test_files_without_commas_are_left_to_the_reader() -> None:
    assert _alike({name: raw.replace(b",", b"$") for name, raw in vaers().items()}) == "irregular"


def test_a_file_that_lacks_a_table_is_refused_in_the_same_words() -> None:
    files = vaers()
    files.pop(next(name for name in files if "SYMPTOMS" in name))
    assert _alike(files) == "no file"
