"""openFDA lines by columns say of every report what the reader says of it, one by one."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.batch.flat.openfda import OpenfdaColumns
from causality.formats.openfda import reports
from causality.formats.packets import packets
from causality.formats.report import Report
from causality.formats.tables.table import File
from tests.batch.flat.both_ways import Ways, compared, every_way, in_order
from tests.formats.samples import DATA

_FILE = DATA / "openfda" / "openfda_flat_reports.csv"
_NAME = "reports.csv"
_ODD = (
    b"",
    b"  ",
    b'"',
    b'""',
    b'"a; ""b""; c"',
    b'"a\nb"',
    b",",
    b"\n",
    b"\r",
    b"\x00",
    b"\xe9",
    b"\xc2\xa0",
    b"$",
    b"; ",
    b";",
    b"-",
    b"3",
    b"2.0",
    b"03",
    b"800",
    b"10013968",
    b"1; 2",
    b"4; 9",
    b"Overdose",
    b"Off label use",
    b"Crohn^s disease",
    b"male",
)
_HEAD = _FILE.read_bytes().partition(b"\n")[0].decode()
_ONE = {
    "report_id": "100",
    "patient_age": "56",
    "patient_age_unit": "801",
    "patient_sex": "female",
    "receipt_date": "2024-03-05",
    "all_drugs": "AMOXICILLIN; HEPARIN",
    "drug_roles": "1; 2",
    "administration_routes": "048; 042",
    "reactions": "Rash; Nausea",
    "reaction_outcomes": "1; 6",
    "num_drugs": "2",
    "num_reactions": "2",
}


def _alike(raw: bytes, size: int = 3) -> Ways | str:
    def one_by_one() -> Iterator[Report]:
        for packet in packets(io.BytesIO(raw), _NAME):
            yield from reports(packet)

    return compared(
        lambda: OpenfdaColumns(File(_NAME, io.BytesIO(raw)), "source"), one_by_one, size
    )


def _one(**columns: str) -> Ways | str:
    cells = _ONE | columns
    line = ",".join(cells.get(name, "") for name in _HEAD.split(","))
    return _alike(f"{_HEAD}\n{line}\n".encode())


def _damaged(number: int) -> bytes:
    """A few lines, and up to eight cells or bytes that are others."""
    rng = random.Random(number)  # noqa: S311 - a seed, not a secret
    head, *lines = _FILE.read_bytes().splitlines(keepends=True)
    at = rng.randrange(len(lines) - 6)
    raw = b"".join((head, *lines[at : at + 6], rng.choice(lines[at : at + 6])))
    for _ in range(rng.randrange(9)):
        at = rng.randrange(len(head), len(raw))
        if rng.random() < 0.8:
            sign = rng.choice((b",", b"; "))
            begin, end = raw.rfind(sign, 0, at) + len(sign), raw.find(sign, at)
            raw = raw[: max(begin, len(head))] + rng.choice(_ODD) + raw[max(end, at) :]
        else:
            raw = raw[:at] + rng.choice(_ODD) + raw[at + rng.randrange(2) :]
    return raw


def test_every_report_of_a_real_file_is_read_by_columns_but_those_refused() -> None:
    ways = _alike(_FILE.read_bytes(), 100)
    assert isinstance(ways, Ways)
    assert ways.aside == 0
    assert ways.by_columns > 5 * ways.refused > 0


@settings(max_examples=150)
@given(st.integers(0, 10_000_000))
def test_damaged_lines_are_read_alike(number: int) -> None:
    _alike(_damaged(number))


def test_damage_leaves_reports_for_every_way() -> None:
    assert every_way(map(_alike, map(_damaged, range(60))))


def test_chunks_of_a_file_keep_to_their_size_and_order() -> None:
    in_order(OpenfdaColumns(File(_NAME, io.BytesIO(_FILE.read_bytes())), "source"), 64)


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"patient_age_unit": ""},
        {"patient_age": "5", "patient_age_unit": "800"},
        {"patient_age": "many"},
        {"patient_sex": "MALE"},
        {"receipt_date": "2024-13-05"},
        {"serious": "0"},
        {"all_drugs": "Amoxicillin; amoxicillin", "drug_roles": "1; 1"},
        {"all_drugs": "Amoxicillin; amoxicillin", "drug_roles": "1; 2"},
        {"drug_roles": "2; 2"},
        {"drug_roles": "9; 3"},
        {"administration_routes": "048"},
        {"administration_routes": "999; "},
        {"reaction_outcomes": "1; 9"},
        {"reaction_outcomes": "1; 2; 3"},
        {"reactions": "Rash; rashes"},
        {"reactions": "Rash; Rash", "reaction_outcomes": "1; 1"},
        {"reactions": "Rash; Rash; Rash", "reaction_outcomes": "1; 9; ", "num_reactions": "3"},
        {"reactions": "Rash; Rash", "reaction_outcomes": "-; 9"},
        {"reactions": "Crohn^s disease; 10013968"},
        {"reactions": "Overdose; Rash", "drug_roles": "1; 2"},
        {"reactions": "Overdose; Rash", "drug_roles": "1; 3"},
        {"num_drugs": "2.0"},
        {"all_drugs": '"AMOXICILLIN; ""A, B"""'},
    ],
)
def test_what_one_report_says_is_the_same_by_columns(columns: dict[str, str]) -> None:
    assert _one(**columns) == Ways(1, 0, 0)


@pytest.mark.parametrize(
    ("columns", "ways"),
    [
        ({"num_drugs": "3"}, Ways(0, 0, 1)),
        ({"num_reactions": "02"}, Ways(0, 0, 1)),
        ({"all_drugs": "", "drug_roles": "", "num_drugs": "0"}, Ways(0, 0, 1)),
        ({"reactions": "", "num_reactions": "0"}, Ways(0, 0, 1)),
        ({"reactions": "Off label use", "num_reactions": "1"}, Ways(0, 0, 1)),
        # A drug without a name is told apart by its number alone.
        ({"all_drugs": "AMOXICILLIN;  "}, Ways(0, 0, 1)),
        (
            {"all_drugs": "AMOXICILLIN; ; X", "drug_roles": "1; 1; 1", "num_drugs": "3"},
            Ways(0, 1, 0),
        ),
        ({"all_drugs": "AMOXICILLIN; IM\u00c9"}, Ways(0, 1, 0)),
    ],
)
def test_what_is_refused_or_read_by_itself(columns: dict[str, str], ways: Ways) -> None:
    assert _one(**columns) == ways


def test_a_file_that_numbers_its_reports_twice_is_left_to_the_reader() -> None:
    assert _alike(_FILE.read_bytes().replace(b"query_drug", b"report_id", 1)) == "irregular"


def test_a_file_that_lacks_a_column_is_refused_in_the_same_words() -> None:
    assert _alike(_FILE.read_bytes().replace(b"num_drugs", b"drugs", 1)) == "no file"
