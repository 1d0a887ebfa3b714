"""The part of the installation that tables need, loaded when a run starts."""

from __future__ import annotations

from typing import Any

from causality.errors import MissingExtra

__all__ = ["arrow", "compute", "csv", "dataset", "parquet", "spark_types"]

_COMMAND = "python -m pip install 'causality-pv[batch]'"
_SPARK = "python -m pip install 'causality-pv[spark]'"


def arrow() -> Any:
    """The module ``pyarrow``; MissingExtra names the command that brings it."""
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtra(f"batch needs pyarrow; get it with: {_COMMAND}") from None
    return pa


def compute() -> Any:
    """The module ``pyarrow.compute``, on the same terms."""
    arrow()
    from pyarrow import compute as module

    return module


def parquet() -> Any:
    """The module ``pyarrow.parquet``, on the same terms."""
    arrow()
    from pyarrow import parquet as module

    return module


def dataset() -> Any:
    """The module ``pyarrow.dataset``, on the same terms."""
    arrow()
    from pyarrow import dataset as module

    return module


def spark_types() -> Any:
    """The module of pyspark that turns Arrow types into its own; MissingExtra as above."""
    try:
        from pyspark.sql.pandas import types as module
    except ImportError:
        raise MissingExtra(f"Spark needs pyspark; get it with: {_SPARK}") from None
    return module


def csv() -> Any:
    """The module ``pyarrow.csv``, on the same terms."""
    arrow()
    from pyarrow import csv as module

    return module
