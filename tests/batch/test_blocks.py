"""Sources that are read as columns: each gives the rows that its reports have one by one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from causality.batch import Options, blocks, run_batch
from causality.batch.arrow_facts import as_record_batch, write_facts
from causality.batch.block import Block
from causality.batch.of_cases import facts_of_cases
from causality.batch.sources import sources
from causality.batch.tasks import tasks
from causality.errors import CausalityError
from causality.formats import read_reports
from tests.batch.generated import generated
from tests.batch.mixed_inputs import table
from tests.formats.samples import DATA
from tests.formats.table_samples import faers, laid, packed

OPTIONS = Options(methods=("naranjo_1981", "who_umc"), part_units=50)
KINDS = ("tables", "packet", "one table", "VAERS", "openFDA")


def source_of(kind: str, where: Path) -> Path:
    """An input of that kind."""
    if kind == "VAERS":
        return DATA / "vaers"
    if kind == "openFDA":
        return DATA / "openfda" / "openfda_flat_reports.csv"
    files = generated(90, seed=23)
    if kind == "packet":
        (where / "24q2.zip").write_bytes(packed(files).getvalue())
        return where / "24q2.zip"
    laid(where / "in", files)
    return where / "in" if kind == "tables" else where / "in" / "DEMO24Q2.txt"


def rows(source: Path, out: Path, options: Options = OPTIONS) -> list[dict[str, Any]]:
    run_batch({"in": source}, out, options, workers=1)
    return table(out)


@pytest.mark.parametrize("kind", KINDS)
def test_the_rows_are_those_of_the_reports_one_by_one(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("causality.batch.sources.SMALL", 0)
    source = source_of(kind, tmp_path)
    (found,) = sources({"in": source}, tmp_path / "out")
    contents = [unit.content for task in tasks([found], part_units=50) for unit in task.units]
    assert all(isinstance(one, Block) for one in contents)
    told = [one for one in contents if isinstance(one, Block)]
    assert sum(one.reports for one in told) == sum(1 for _ in read_reports(source))
    # Nearly all go by columns; what cannot is among the others.
    assert sum(len(one.places) for one in told) > 0.7 * sum(one.reports for one in told)
    by_columns = rows(source, tmp_path / "columns")
    with monkeypatch.context() as patch:
        patch.setattr(blocks, "_tables_in", lambda _: None)
        assert rows(source, tmp_path / "alone") == by_columns
    failures = [(tmp_path / one / "failures.ndjson").read_text() for one in ("columns", "alone")]
    assert failures[0] == failures[1]


def test_a_file_of_facts_gives_the_rows_of_what_it_was_made_from(tmp_path: Path) -> None:
    quarter = laid(tmp_path / "in", generated(60, seed=29))
    reports = [one for one in read_reports(quarter) if one.case is not None]
    told = [("x", one.id, len(one.notes), one.case) for one in reports if one.case is not None]
    write_facts(tmp_path / "facts.parquet", [facts_of_cases(told[:20]), facts_of_cases(told[20:])])
    assert rows(tmp_path / "facts.parquet", tmp_path / "a") == rows(quarter, tmp_path / "b")


def test_facts_are_found_in_a_folder_and_tables_of_pairs_are_not(tmp_path: Path) -> None:
    case = next(iter(read_reports(laid(tmp_path / "q", faers())))).case
    assert case is not None
    (tmp_path / "in").mkdir()
    write_facts(tmp_path / "in" / "facts.parquet", [facts_of_cases([("x", "1", 0, case)])])
    run_batch({"q": tmp_path / "q"}, tmp_path / "in" / "pairs", OPTIONS, workers=1)
    found = sources({"in": tmp_path / "in"}, tmp_path / "out")
    assert [one.name for one in found if one.name.endswith(".parquet")] == ["in/facts.parquet"]


def test_damaged_facts_are_told_and_cost_no_other_input(tmp_path: Path) -> None:
    quarter = laid(tmp_path / "q", faers())
    case = next(iter(read_reports(quarter))).case
    assert case is not None
    write_facts(tmp_path / "facts.parquet", [facts_of_cases([("x", "1", 0, case)])])
    raw = (tmp_path / "facts.parquet").read_bytes()
    (tmp_path / "facts.parquet").write_bytes(raw[:40] + bytes(40) + raw[80:])
    inputs = {"facts": tmp_path / "facts.parquet", "q": quarter}
    ended = run_batch(inputs, tmp_path / "out", OPTIONS, workers=1)
    assert (ended.summary["reports"], ended.summary["failed"]) == (1, 1)
    assert "facts" in (tmp_path / "out" / "failures.ndjson").read_text()


def test_a_report_of_facts_that_cannot_be_used_costs_itself_alone(tmp_path: Path) -> None:
    quarter = laid(tmp_path / "q", generated(8, seed=37))
    reports = [one for one in read_reports(quarter) if one.case is not None]
    told = [("x", one.id, 0, one.case) for one in reports if one.case is not None]
    whole = as_record_batch(facts_of_cases(told))
    numbers = whole.column("notes").to_pylist()
    bad = pa.array([-5 if place == 2 else number for place, number in enumerate(numbers)])
    field = whole.schema.field("notes")
    damaged = whole.set_column(whole.schema.get_field_index("notes"), field, bad.cast(field.type))
    parquet.write_table(pa.Table.from_batches([damaged]), tmp_path / "facts.parquet")
    found = rows(tmp_path / "facts.parquet", tmp_path / "out", replace(OPTIONS, part_units=3))
    lost = told[2][1]
    wanted = [row for row in rows(quarter, tmp_path / "whole") if row["report"] != lost]
    assert [row["share"] for row in found] == [row["share"] for row in wanted]
    (failure,) = (tmp_path / "out" / "failures.ndjson").read_text().splitlines()
    assert json.loads(failure)["report"] == lost
    assert "notes" in json.loads(failure)["reason"]


def test_parquet_without_facts_is_told_before_the_run_begins(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"a": [1]}), tmp_path / "other.parquet")
    with pytest.raises(CausalityError, match="other holds no facts of reports"):
        run_batch({"other": tmp_path / "other.parquet"}, tmp_path / "out", OPTIONS)


def test_intervals_are_computed_for_the_reports_that_are_named(tmp_path: Path) -> None:
    quarter = laid(tmp_path / "in", generated(12, seed=31))
    plain = rows(quarter, tmp_path / "plain")
    every = rows(quarter, tmp_path / "every", replace(OPTIONS, intervals=True))
    named = plain[len(plain) // 2]["report"]
    some = rows(quarter, tmp_path / "some", replace(OPTIONS, intervals_of=(named,)))
    assert some == [
        full if full["report"] == named else short for full, short in zip(every, plain, strict=True)
    ]
    assert some != plain
