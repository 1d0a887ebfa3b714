"""The part of the installation that tables need, loaded when a run starts."""

from __future__ import annotations

from typing import Any

from causality.errors import MissingExtra

__all__ = ["arrow", "dataset", "parquet"]

_COMMAND = "python -m pip install 'causality-pv[batch]'"


def arrow() -> Any:
    """The module ``pyarrow``; MissingExtra names the command that brings it."""
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtra(f"batch needs pyarrow; get it with: {_COMMAND}") from None
    return pa


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
