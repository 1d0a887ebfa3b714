"""Facts of reports as Arrow and back: every array the same, however batches are cut."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from causality.batch.arrow_facts import (
    as_record_batch,
    facts_schema,
    from_record_batch,
    is_facts_parquet,
    read_facts,
    write_facts,
)
from causality.batch.cut import joined, taken
from causality.batch.report_facts import ReportFacts
from causality.errors import InputError
from tests.batch.arrow_facts.told import of_shipped_cases, random_reports, real_reports
from tests.batch.same_facts import assert_same_facts
from tests.strategies import SEEDS


@pytest.fixture(params=[of_shipped_cases, real_reports], ids=["cases", "FAERS"])
def told(request: pytest.FixtureRequest) -> ReportFacts:
    facts: ReportFacts = request.param()
    return facts


def test_facts_come_back_as_they_were(told: ReportFacts) -> None:
    batch = as_record_batch(told)
    batch.validate(full=True)
    assert batch.schema.equals(facts_schema(), check_metadata=True)
    assert batch.num_rows == told.reports
    assert_same_facts(from_record_batch(batch), told)


@given(SEEDS)
@example(225844)  # a Weibull distribution with a shape above 10
@settings(max_examples=25)
def test_any_facts_come_back_as_they_were(seed: int) -> None:
    told = random_reports(seed)
    assert_same_facts(from_record_batch(as_record_batch(told)), told)


@given(st.data())
@settings(max_examples=15)
def test_a_batch_may_be_cut_between_any_two_reports(data: st.DataObject) -> None:
    told = of_shipped_cases()
    first = data.draw(st.integers(0, told.reports))
    last = data.draw(st.integers(first, told.reports))
    batch = as_record_batch(told).slice(first, last - first)
    assert_same_facts(from_record_batch(batch), taken(told, np.arange(first, last)))


def test_no_reports_are_a_batch_without_rows() -> None:
    empty = from_record_batch(as_record_batch(joined([])))
    assert_same_facts(empty, joined([]))
    assert (empty.reports, empty.facts.n, empty.events.n) == (0, 0, 0)


def test_names_that_are_a_dictionary_become_words(told: ReportFacts) -> None:
    coded = taken(told, np.arange(told.reports))
    for name in ("source", "drug_name", "event_term"):
        object.__setattr__(coded, name, getattr(coded, name).dictionary_encode())
    assert as_record_batch(coded).equals(as_record_batch(told))


def test_what_is_missing_is_null(told: ReportFacts) -> None:
    pairs = as_record_batch(told).column("pairs").flatten()
    code = told.facts.code("outcome")
    assert [value is None for value in pairs.field("outcome").to_pylist()] == (code < 0).tolist()
    low, high = told.facts.span("washout")
    silent = [value is None for value in pairs.field("washout_lo").to_pylist()]
    assert silent == (low == -(2**62)).tolist()
    assert pairs.field("washout_hi").null_count == np.count_nonzero(high == 2**62)


def test_a_file_gives_the_facts_that_were_written(told: ReportFacts, tmp_path: Path) -> None:
    file = tmp_path / "facts.parquet"
    half = told.reports // 2
    parts = [taken(told, np.arange(half)), taken(told, np.arange(half, told.reports))]
    write_facts(file, parts)
    assert is_facts_parquet(file)
    assert_same_facts(joined(list(read_facts(file))), told)


@given(st.data())
@settings(max_examples=12)
def test_reading_goes_on_behind_any_report(data: st.DataObject) -> None:
    told = real_reports()
    cuts = sorted(data.draw(st.lists(st.integers(0, told.reports), max_size=3)))
    parts = [
        taken(told, np.arange(first, last)) for first, last in pairwise([0, *cuts, told.reports])
    ]
    skip = data.draw(st.integers(0, told.reports))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "facts.parquet"
        write_facts(file, parts)
        found = joined(list(read_facts(file, skip=skip)))
    assert_same_facts(found, taken(told, np.arange(skip, told.reports)))


def test_a_long_row_group_is_read_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = real_reports()
    file = tmp_path / "facts.parquet"
    write_facts(file, [told])
    monkeypatch.setattr("causality.batch.arrow_facts.file.MOST_REPORTS", 7)
    pieces = list(read_facts(file, skip=10))
    assert [piece.reports for piece in pieces] == [4, *[7] * 6, told.reports - 56]
    assert_same_facts(joined(pieces), taken(told, np.arange(10, told.reports)))


def test_other_files_are_no_facts(tmp_path: Path) -> None:
    others = {
        "text.parquet": b"report,pairs,events\n",
        "damaged.parquet": b"PAR1 and nothing else",
        "empty.parquet": b"",
    }
    for name, content in others.items():
        (tmp_path / name).write_bytes(content)
        assert not is_facts_parquet(tmp_path / name)
    pairs = tmp_path / "pairs.parquet"
    pa.parquet.write_table(pa.table({"pairs": [1]}), pairs)
    assert not is_facts_parquet(pairs)


def test_a_damaged_file_is_a_problem_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "facts.parquet"
    write_facts(file, [real_reports()])
    whole = bytearray(file.read_bytes())
    middle = len(whole) // 2
    whole[middle : middle + 200] = bytes(200)
    file.write_bytes(whole)
    with pytest.raises(InputError, match=r"facts\.parquet: damaged"):
        list(read_facts(file))


def test_facts_are_read_without_pandas(tmp_path: Path) -> None:
    file = tmp_path / "facts.parquet"
    write_facts(file, [real_reports()])
    script = f"""
import sys
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from causality.batch.arrow_facts import as_record_batch, read_facts
for told in read_facts(Path({str(file)!r})):
    as_record_batch(told)
print(*sorted({{"pandas", "scipy", "polars"}} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])},
    )
    assert done.stdout.split() == []
