"""Where rows stand: bytes of a file by the key of the report they belong to."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Places", "PlacesBuilder", "Stretch"]

Stretch = tuple[int, int, int]
"""Offset, length in bytes, and number of the first line."""


class Places:
    """Stretches of lines by key; looked up by halving, kept in the order of the file."""

    def __init__(self, columns: tuple[array[int], ...]) -> None:
        keys, *rest = (np.frombuffer(column, dtype=np.int64) for column in columns)
        order = np.argsort(keys, kind="stable")
        self._keys: NDArray[np.int64] = keys[order]
        self._rest = tuple(column[order] for column in rest)

    def of(self, key: int) -> Iterator[Stretch]:
        """Every stretch of that key."""
        first = int(np.searchsorted(self._keys, key, "left"))
        last = int(np.searchsorted(self._keys, key, "right"))
        offsets, lengths, lines = self._rest
        for at in range(first, last):
            yield int(offsets[at]), int(lengths[at]), int(lines[at])

    def keys(self) -> NDArray[np.int64]:
        """Every key once, in order."""
        return np.unique(self._keys)


class PlacesBuilder:
    """Takes lines one after the other; lines of one key that touch become one stretch."""

    def __init__(self) -> None:
        self._keys, self._offsets = array("q"), array("q")
        self._lengths, self._lines = array("q"), array("q")
        self._last = -1
        self._end = -1

    def add(self, key: int, offset: int, length: int, line: int) -> None:
        """A line, or several, that belong to ``key``."""
        if key == self._last and offset == self._end:
            self._lengths[-1] += length
        else:
            self._keys.append(key)
            self._offsets.append(offset)
            self._lengths.append(length)
            self._lines.append(line)
            self._last = key
        self._end = offset + length

    def places(self) -> Places:
        """All of them, ready to be looked up."""
        return Places((self._keys, self._offsets, self._lengths, self._lines))
