"""The table of pairs: cells as Arrow holds them, columns that are told in the documentation."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from causality.batch.arrays import Cell, array_of
from causality.batch.table import as_ipc, as_part, columns, from_ipc, schema
from causality.methods import method_ids

ROOT = Path(__file__).resolve().parents[2]
TEXT = st.text(st.characters(codec="utf-8"))
CELLS: dict[Any, st.SearchStrategy[Cell]] = {
    pa.string(): TEXT,
    pa.list_(pa.string()): st.lists(TEXT).map(tuple),
    pa.int32(): st.integers(-(2**31), 2**31 - 1),
    pa.float64(): st.floats(allow_nan=False),
}


@pytest.mark.parametrize("type_", CELLS, ids=str)
@given(data=st.data())
def test_an_array_holds_what_arrow_itself_makes_of_the_cells(
    type_: pa.DataType, data: st.DataObject
) -> None:
    cells: list[Cell] = data.draw(st.lists(st.none() | CELLS[type_]))
    made = array_of(cells, type_)
    made.validate(full=True)
    assert made.equals(pa.array(cells, type=type_))


def test_however_rows_are_cut_into_batches_the_part_is_the_same() -> None:
    told = columns(["who_umc"])
    rows = [
        (*(f"{n}" if one.kind == "text" else None for one in told[:-1]), (f"W{n}",) * (n % 3))
        for n in range(7)
    ]
    by_column = zip(*rows, strict=True)
    arrays = [pa.array(cells, one.type) for cells, one in zip(by_column, schema(told), strict=True)]
    batch = pa.record_batch(arrays, schema=schema(told))
    parts = {
        as_part(told, from_ipc([as_ipc(batch[:cut]), as_ipc(batch[cut:])]), {"of": "a test"})
        for cut in range(8)
    }
    (part,) = parts
    read = parquet.read_table(io.BytesIO(part))
    assert read.column_names == [one.name for one in told]
    assert read.column("warnings").to_pylist() == [[f"W{n}"] * (n % 3) for n in range(7)]
    assert read.schema.metadata[b"causality"] == b'{"of":"a test"}'


def test_no_two_columns_have_one_name() -> None:
    names = [one.name for one in columns(method_ids())]
    assert len(names) == len(set(names))


def test_a_run_loads_no_pandas(tmp_path: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from causality.batch import Options, run_batch
from causality.case.shipped import shipped_cases
options = Options(methods=("who_umc",))
run_batch({{"a": shipped_cases()["synthetic-fatal"]}}, Path({str(tmp_path / "out")!r}), options)
print(*sorted({{"pandas", "pgmpy", "networkx", "scipy", "polars"}} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "\n"
