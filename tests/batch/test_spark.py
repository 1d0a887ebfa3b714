"""What Spark calls on each machine, without Spark: ``spark_local.py`` asks a real one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from causality.batch.arrow_facts import as_record_batch
from causality.batch.cut import taken
from causality.batch.options import Options
from causality.batch.score import scored
from causality.batch.spark import score_batch, score_frame
from causality.errors import MissingExtra, NotFound
from tests.batch.arrow_facts.told import of_shipped_cases, real_reports

OPTIONS = Options()


@dataclass(frozen=True)
class Frame:
    """Batches where Spark has a data frame; it hands them to the function as Spark does."""

    batches: tuple[pa.RecordBatch, ...]

    def mapInArrow(  # noqa: N802 - the name that Spark gives it
        self, score: Callable[[Iterable[Any]], Iterator[Any]], form: pa.Schema
    ) -> pa.Table:
        return pa.Table.from_batches(list(score(self.batches)), schema=form)


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_rows_do_not_depend_on_where_batches_are_cut(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("causality.batch.spark.spark_types", SameTypes)
    told = taken(real_reports(), np.arange(20))
    whole = as_record_batch(told)
    cut = tuple(whole.slice(first, size) for first in range(0, told.reports, size))
    made = score_frame(Frame(cut), OPTIONS)
    assert made.combine_chunks().equals(pa.Table.from_batches([scored(told, OPTIONS)]))


class SameTypes:
    """Stands for the types of Spark: those of Arrow."""

    @staticmethod
    def from_arrow_schema(form: pa.Schema) -> pa.Schema:
        return form


def test_a_batch_without_reports_gives_the_columns_alone() -> None:
    empty = score_batch(as_record_batch(of_shipped_cases()).slice(0, 0), OPTIONS)
    assert empty.num_rows == 0
    assert empty.schema.equals(scored(of_shipped_cases(), OPTIONS).schema)


def test_a_method_that_is_unknown_is_told_before_anything_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("causality.batch.spark.spark_types", SameTypes)
    with pytest.raises(NotFound, match="naranj"):
        score_frame(Frame(()), Options(methods=("naranj",)))


def test_without_pyspark_the_command_that_brings_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql.pandas", None)
    with pytest.raises(MissingExtra, match=r"pip install 'causality-pv\[spark\]'"):
        score_frame(Frame(()), OPTIONS)
