"""Columns of a table out of numbers: a text, a list of texts or a bound for each code.

A text that many rows share is written down once and taken by number; ``-1`` is no value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.arrays import array_of
from causality.batch.extra import arrow

__all__ = ["coded", "listed", "lists_at", "numbers", "plain", "texts_at"]

Places = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


def texts_at(texts: Sequence[str | None], places: Places) -> Any:
    """The text at each place, as an array of strings; none where there is none."""
    pa = arrow()
    return array_of(texts, pa.string()).take(numbers(places, pa.int32(), places >= 0))


def coded(texts: Sequence[str], places: Places) -> Any:
    """The text at each place as a number beside the list of all texts, which are few."""
    pa = arrow()
    held = pa.py_buffer(np.ascontiguousarray(places, dtype=np.int8))
    codes = pa.Array.from_buffers(pa.int8(), len(places), [None, held])
    return pa.DictionaryArray.from_arrays(codes, array_of(texts, pa.string()))


def lists_at(lists: Sequence[tuple[str, ...]], places: Places) -> Any:
    """The list at each place, as an array of lists of strings."""
    pa = arrow()
    return array_of(lists, pa.list_(pa.string())).take(numbers(places, pa.int32(), places >= 0))


def listed(texts: Sequence[str], flags: NDArray[np.bool_]) -> Any:
    """For each row the texts whose line of ``flags`` holds there, in their order."""
    pa = arrow()
    row, which = np.ascontiguousarray(flags.T).nonzero()
    ends = np.zeros(flags.shape[1] + 1, dtype=np.int32)
    np.cumsum(np.bincount(row, minlength=flags.shape[1]), out=ends[1:])
    return pa.Array.from_buffers(
        pa.list_(pa.string()),
        flags.shape[1],
        [None, pa.py_buffer(ends)],
        children=[texts_at(texts, which)],
    )


def numbers(values: NDArray[Any], type_: Any, known: Flags | None = None) -> Any:
    """The values as numbers of ``type_``, 32-bit whole or 64-bit; none where not ``known``."""
    pa = arrow()
    dtype = np.int32 if type_ == pa.int32() else np.float64
    held = np.ascontiguousarray(values, dtype=dtype)
    mask = None
    if known is not None and not known.all():
        held = np.where(known, held, dtype(0))
        mask = pa.py_buffer(np.packbits(known, bitorder="little"))
    return pa.Array.from_buffers(type_, len(held), [mask, pa.py_buffer(held)])


def plain(texts: Any, places: Places) -> Any:
    """An array of strings, plain or dictionary, at these places, as plain strings."""
    pa = arrow()
    return texts.take(numbers(places, pa.int32())).cast(pa.string())
