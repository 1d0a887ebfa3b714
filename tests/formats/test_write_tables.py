"""Pairs as tables: every cell where it belongs, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.assessment import Assessment, assess
from causality.case.read import read_case
from causality.errors import MissingExtra
from causality.formats.writers import as_csv, as_parquet
from causality.formats.writers.as_csv import _harmless
from causality.formats.writers.pairs import table
from causality.methods import method_ids
from causality.network.differential.result import Abstention, Excluded

CASE = """\
schema: causality/case/1
id: one
title: One
drugs:
  - id: a
    name: =HYPERLINK("http://example.org","a")
    role: suspect
    doses: [{id: first, start: 2024-03-01, stop: 2024-03-10}]
  - {id: b, name: "b; @SUM(1)", role: suspect}
  - {id: c, name: c, role: concomitant}
events:
  - {id: rash, term: "- rash", onset: 2024-03-05}
opinions:
  - {id: o, drug: a, event: rash, method: introspection, result: likely, by: Sponsor}
  - {id: p, drug: a, event: rash, result: "+1"}
"""
START = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
"""What begins a formula, also in full width."""


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return assess(read_case(CASE.encode()))


def rows(assessments: list[Assessment]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(as_csv(assessments)), newline="")))


def test_one_row_a_pair(assessment: Assessment) -> None:
    found = rows([assessment, assessment])
    assert [(row["case"], row["drug"], row["event"]) for row in found] == [
        ("one", "a", "rash"),
        ("one", "b", "rash"),
    ] * 2


def test_cells_are_those_of_the_assessment(assessment: Assessment) -> None:
    row, other = rows([assessment])
    pair = assessment.pair("a", "rash")
    naranjo = pair.verdicts["naranjo_1981"]
    assert row["naranjo_1981"] == naranjo.category  # type: ignore[union-attr]
    assert row["naranjo_1981_score"] == str(naranjo.score)  # type: ignore[union-attr]
    low, high = naranjo.recorded_range or (None, None)  # type: ignore[union-attr]
    assert (row["naranjo_1981_score_from"], row["naranjo_1981_score_to"]) == (str(low), str(high))
    assert row["rucam_2016"] == "not applicable"
    assert row["sequence"] == pair.findings["sequence"].value
    # From the first to the fifth of March, each known to the day: four days, a day either way.
    assert float(row["time_to_onset_from"]) == pytest.approx(3 + 1 / 1440)
    assert float(row["time_to_onset_to"]) == pytest.approx(5 - 1 / 1440)
    assert other["time_to_onset_from"] == ""


def test_columns_have_names_of_their_own_and_every_method_has_some(assessment: Assessment) -> None:
    columns = [column.name for column in table([assessment]).columns]
    assert len(columns) == len(set(columns))
    assert set(method_ids()) <= set(columns)


def test_a_case_without_a_pair_has_no_row_and_takes_no_columns(assessment: Assessment) -> None:
    empty = assess(read_case(CASE.replace("suspect", "concomitant").encode()))
    assert rows([empty]) == []
    assert rows([empty, assessment]) == rows([assessment])


def test_opinions_of_others_stand_together_in_a_column_of_their_own(
    assessment: Assessment,
) -> None:
    row, other = rows([assessment])
    assert row["reported_opinions"] == "Sponsor, introspection: likely;' +1"
    assert other["reported_opinions"] == ""


def test_nothing_that_a_spreadsheet_would_run_comes_through(assessment: Assessment) -> None:
    row, other = rows([assessment])
    assert row["drug_name"] == """'=HYPERLINK("http://example.org","a")"""
    assert row["event_term"] == "'- rash"
    assert other["drug_name"] == "b;' @SUM(1)"


def test_the_share_of_the_differential_stands_with_its_interval(assessment: Assessment) -> None:
    for row, drug in zip(rows([assessment]), ("a", "b"), strict=True):
        told = assessment.pair(drug, "rash").involvement
        assert told is not None
        if told.abstain is None:
            assert float(row["share"]) == pytest.approx(told.share, rel=1e-11)
            assert float(row["share_from"]) <= float(row["share"]) <= float(row["share_to"])
        else:
            assert (row["share"], row["share_withheld"]) == ("", told.abstain.text)


def test_a_share_is_given_withheld_or_nothing_and_the_row_says_why(assessment: Assessment) -> None:
    pair = assessment.pair("a", "rash")
    assert pair.involvement is not None
    told = replace(pair.involvement, share=0.3, interval=(0.2, 0.4), prior=0.1, abstain=None)
    ways = (
        (told, ("0.3", "0.2", "0.4", "0.1", "")),
        (replace(told, abstain=Abstention("thin", "too thin")), ("", "", "", "", "too thin")),
        (replace(told, excluded=Excluded("taken later", ())), ("0.0", "", "", "", "taken later")),
        (None, ("", "", "", "", "")),
    )
    names = ("share", "share_from", "share_to", "share_prior", "share_withheld")
    for one, wanted in ways:
        (row,) = rows([replace(assessment, pairs=(replace(pair, involvement=one),))])
        assert tuple(row[name] for name in names) == wanted


def test_numbers_stay_numbers() -> None:
    assert [_harmless(cell) for cell in (-1, -0.5, None)] == [-1, -0.5, None]


@given(st.text(st.sampled_from([*"=+-@;|'\" ab1", "\t", "\r", "\n", *START]), max_size=12))
def test_no_text_begins_a_formula_in_any_country(text: str) -> None:
    cell = str(_harmless(text))
    for separator in ";|\t\n\r":
        for part in cell.split(separator):
            assert not part.lstrip(' "').startswith(START)
    # What was added is all that changed, so that a program can undo it.
    kept = iter(cell)
    assert all(sign in kept for sign in text)


def test_lines_end_as_the_standard_says(assessment: Assessment) -> None:
    text = "".join(as_csv([assessment]))
    assert text.count("\r\n") == text.count("\n") == 3
    assert text == "".join(as_csv([assessment]))


def test_parquet_without_its_extra_is_told_with_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"causality-pv\[batch\]"):
        as_parquet([])


def test_parquet_gets_types_and_texts_as_they_are(
    assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a stand-in for pyarrow; ``oracle_parquet.py`` asks the real one."""
    seen: dict[str, Any] = {}
    arrow, parquet = ModuleType("pyarrow"), ModuleType("pyarrow.parquet")
    tables = type("Table", (), {"from_pylist": lambda rows, **_: seen.update(rows=rows)})
    told = {"string": str, "int32": int, "float64": float}
    for name, kind in told.items():
        setattr(arrow, name, lambda kind=kind: kind)
    vars(arrow).update(schema=lambda columns: seen.update(schema=dict(columns)), Table=tables)
    vars(arrow).update(parquet=parquet)
    vars(parquet).update(write_table=lambda _, file: file.write(b"PAR1"))
    monkeypatch.setitem(sys.modules, "pyarrow", arrow)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", parquet)
    assert as_parquet([assessment]) == b"PAR1"
    assert seen["schema"]["naranjo_1981_score"] is int
    assert seen["schema"]["time_to_onset_to"] is float
    assert seen["rows"][0]["drug_name"].startswith("=HYPERLINK")
    assert list(seen["schema"]) == list(seen["rows"][0])
