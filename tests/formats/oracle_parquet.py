"""Our Parquet, read by pyarrow: every cell as CSV has it, with types and without apostrophes.

Not part of the ordinary run: pyarrow is in no lock. ``make oracles`` runs it.
"""

from __future__ import annotations

import io

import pyarrow as pa
import pytest
from pyarrow import parquet

from causality.assessment import Assessment
from causality.formats.writers import as_parquet
from causality.formats.writers.pairs import table
from tests.formats.written_cases import assessed_cases


@pytest.fixture(scope="module")
def assessments() -> list[Assessment]:
    return [assessment for _, assessment in assessed_cases()]


def test_every_cell_is_read_back(assessments: list[Assessment]) -> None:
    written = parquet.read_table(io.BytesIO(as_parquet(assessments)))
    wanted = table(assessments)
    assert written.column_names == [column.name for column in wanted.columns]
    rows = [tuple(row.values()) for row in written.to_pylist()]
    assert rows == list(wanted.rows)
    assert len(rows) > 100


def test_numbers_are_numbers(assessments: list[Assessment]) -> None:
    schema = parquet.read_schema(io.BytesIO(as_parquet(assessments)))
    assert schema.field("naranjo_1981_score").type == pa.int32()
    assert schema.field("time_to_onset_from").type == pa.float64()
    assert schema.field("drug_name").type == pa.string()


def test_the_same_assessments_give_the_same_bytes(assessments: list[Assessment]) -> None:
    assert as_parquet(assessments) == as_parquet(assessments)


def test_a_table_without_a_pair_has_its_columns() -> None:
    assert parquet.read_table(io.BytesIO(as_parquet([]))).num_rows == 0
