"""Cells to Arrow arrays by way of their buffers; ``pyarrow.array`` would load pandas."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from causality.batch.extra import arrow

__all__ = ["Cell", "array_of", "plain", "same_text"]

Cell: TypeAlias = str | int | float | tuple[str, ...] | None


def array_of(cells: Sequence[Cell], type_: Any) -> Any:
    """The cells as an array of texts, lists of texts, 32-bit or 64-bit numbers; None is null."""
    pa = arrow()
    known = np.array([cell is not None for cell in cells], dtype=np.bool_)
    mask = None if known.all() else pa.py_buffer(np.packbits(known, bitorder="little").tobytes())
    if type_ == pa.string():
        texts = [cast("str", cell or "").encode() for cell in cells]
        buffers = [mask, _offsets(texts), pa.py_buffer(b"".join(texts))]
        return pa.Array.from_buffers(type_, len(cells), buffers)
    if pa.types.is_list(type_):
        lists = [cast("tuple[str, ...]", cell or ()) for cell in cells]
        inside = array_of(tuple(chain.from_iterable(lists)), type_.value_type)
        return pa.Array.from_buffers(type_, len(cells), [mask, _offsets(lists)], children=[inside])
    dtype = np.int32 if type_ == pa.int32() else np.float64
    numbers: NDArray[Any] = np.array([0 if cell is None else cell for cell in cells], dtype=dtype)
    return pa.Array.from_buffers(type_, len(cells), [mask, pa.py_buffer(numbers.tobytes())])


def _offsets(parts: Sequence[Sequence[object]]) -> Any:
    ends = np.cumsum([0, *map(len, parts)], dtype=np.int32)
    return arrow().py_buffer(ends.tobytes())


def same_text(text: str, times: int) -> Any:
    """One text so many times, written down once."""
    pa = arrow()
    zeros = pa.Array.from_buffers(
        pa.int32(), times, [None, pa.py_buffer(np.zeros(times, dtype=np.int32).tobytes())]
    )
    return pa.DictionaryArray.from_arrays(zeros, array_of([plain(text)], pa.string()))


def plain(text: str) -> str:
    """A text that has bytes; a file name may hold some that are no characters."""
    return text.encode("utf-8", "backslashreplace").decode()
