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


def coded(texts: Sequence[str], places: Places, width: type[np.int8 | np.int16] = np.int8) -> Any:
    """The text at each place as a number of ``width`` beside the list of all texts."""
    pa = arrow()
    codes = np.ascontiguousarray(places, dtype=width)
    type_ = pa.int8() if width is np.int8 else pa.int16()
    held = pa.Array.from_buffers(type_, len(codes), [None, pa.py_buffer(codes)])
    return pa.DictionaryArray.from_arrays(held, array_of(texts, pa.string()))


def lists_at(texts: Sequence[str], lists: Sequence[Sequence[int]], places: Places) -> Any:
    """The list at each place; none where there is none. A list holds places of ``texts``."""
    inside = np.array([place for each in lists for place in each], dtype=np.int16)
    every = _lists(texts, inside, [len(each) for each in lists])
    return every.take(numbers(places, arrow().int32(), places >= 0))


def listed(texts: Sequence[str], lines: Sequence[int], flags: Sequence[Flags]) -> Any:
    """For each row the texts whose flag holds; ``lines`` says which text each flag is of."""
    row, which = np.stack(flags, axis=1).nonzero()
    sizes = np.bincount(row, minlength=len(flags[0]))
    return _lists(texts, np.array(lines, dtype=np.int16)[which], sizes)


def _lists(texts: Sequence[str], inside: Places, sizes: Any) -> Any:
    """Lists of so many texts each, one behind the other."""
    pa = arrow()
    values = coded(texts, inside, np.int16)
    ends = np.zeros(len(sizes) + 1, dtype=np.int32)
    np.cumsum(sizes, out=ends[1:])
    buffers = [None, pa.py_buffer(ends)]
    return pa.Array.from_buffers(pa.list_(values.type), len(sizes), buffers, children=[values])


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
