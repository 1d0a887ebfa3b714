"""Where rows stand: bytes of a file by the key of the report they belong to."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Places", "PlacesBuilder", "Stretch"]

_LONGEST = 2**31 - 1
"""Bytes of one stretch at most; a longer line is none that can be used."""

Stretch = tuple[int, int, int]
"""Offset, length in bytes, and number of the first line."""


class Places:
    """Stretches of lines by key; looked up by halving, kept in the order of the file."""

    def __init__(self, columns: tuple[array[int], ...]) -> None:
        keys, *rest = (np.frombuffer(column, dtype=f"i{column.itemsize}") for column in columns)
        if not np.all(keys[1:] >= keys[:-1]):
            order = np.argsort(keys, kind="stable")
            keys, *rest = (column[order] for column in (keys, *rest))
        self._keys: NDArray[np.int64] = keys
        self._rest = tuple(rest)

    def of(self, key: int) -> Iterator[Stretch]:
        """Every stretch of that key."""
        first = int(np.searchsorted(self._keys, key, "left"))
        last = int(np.searchsorted(self._keys, key, "right"))
        offsets, lengths, lines = self._rest
        for at in range(first, last):
            yield int(offsets[at]), int(lengths[at]), int(lines[at])

    def of_many(
        self, keys: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """The same of every one of ``keys``: its place among them, offset, length in bytes."""
        first = np.searchsorted(self._keys, keys, "left")
        count = np.searchsorted(self._keys, keys, "right") - first
        before = np.cumsum(count) - count
        which = np.repeat(np.arange(len(keys), dtype=np.int64), count)
        at = np.arange(len(which)) + np.repeat(first - before, count)
        offsets, lengths, _ = self._rest
        return which, offsets[at], lengths[at].astype(np.int64)

    def keys(self) -> NDArray[np.int64]:
        """Every key once, in order."""
        return np.unique(self._keys)

    def parts(self) -> Iterator[NDArray[np.int64]]:
        """All keys at once."""
        yield self.keys()


class PlacesBuilder:
    """Takes lines one after the other; lines of one key that touch become one stretch."""

    def __init__(self) -> None:
        self._keys, self._offsets = array("q"), array("q")
        self._lengths, self._lines = array("i"), array("i")
        self._last = -1
        self._end = -1

    def add(self, key: int, offset: int, length: int, line: int) -> None:
        """A line, or several, that belong to ``key``."""
        if key == self._last and offset == self._end and self._lengths[-1] + length <= _LONGEST:
            self._lengths[-1] += length
        else:
            self._keys.append(key)
            self._offsets.append(offset)
            self._lengths.append(min(length, _LONGEST))
            self._lines.append(line)
            self._last = key
        self._end = offset + length

    def add_many(
        self,
        keys: NDArray[np.int64],
        offsets: NDArray[np.int64],
        lengths: NDArray[np.int64],
        lines: NDArray[np.int64],
    ) -> None:
        """The same for many lines, in the order of the file."""
        if not len(keys):
            return
        ends = offsets + lengths
        begins = np.ones(len(keys), dtype=np.bool_)
        begins[1:] = (keys[1:] != keys[:-1]) | (offsets[1:] != ends[:-1])
        first = np.flatnonzero(begins)
        last = np.append(first[1:], len(keys)) - 1
        self._keys.frombytes(keys[first].tobytes())
        self._offsets.frombytes(offsets[first].tobytes())
        self._lengths.frombytes((ends[last] - offsets[first]).astype(np.int32).tobytes())
        self._lines.frombytes(lines[first].astype(np.int32).tobytes())
        self._last, self._end = int(keys[-1]), int(ends[-1])

    def keys(self) -> NDArray[np.int64]:
        """The key of every stretch so far, in the order of the file."""
        return np.array(self._keys, dtype=np.int64)

    def places(self) -> Places:
        """All of them, ready to be looked up."""
        return Places((self._keys, self._offsets, self._lengths, self._lines))
