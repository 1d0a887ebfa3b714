"""A table of pairs as Parquet, for those who go on with it in a program."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from causality.assessment.parts import Assessed
from causality.errors import MissingExtra
from causality.formats.writers.pairs import table

__all__ = ["as_parquet"]

_COMMAND = "python -m pip install 'causality-pv[batch]'"


def as_parquet(assessments: Iterable[Assessed]) -> bytes:
    """The file: texts as they are, points as 32-bit integers, days as 64-bit numbers.

    The same assessments give the same bytes with the same version of pyarrow. MissingExtra
    without it.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise MissingExtra(f"writing Parquet needs pyarrow; get it with: {_COMMAND}") from None
    types: dict[str, Any] = {
        "text": pa.string(),
        "whole": pa.int32(),
        "days": pa.float64(),
        "share": pa.float64(),
    }
    found = table(assessments)
    schema = pa.schema([(column.name, types[column.kind]) for column in found.columns])
    names = [column.name for column in found.columns]
    rows = [dict(zip(names, row, strict=True)) for row in found.rows]
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows, schema=schema), file)
    return file.getvalue()
