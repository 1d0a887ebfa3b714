"""Where rows stand in a table whose keys go up: its blocks are remembered, not its rows.

Reports that are asked for in order find theirs in the blocks that were looked at last.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from causality.formats.tables.place import Places, PlacesBuilder, Stretch

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PlacesInStep"]

Load = Callable[[int, int, int], Places]
"""The places of all rows from one offset (and the number of its line) to another."""


class PlacesInStep:
    """The same as ``Places``, of which no more than some blocks are there at a time."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._first, self._last = array("q"), array("q")
        self._begin, self._end, self._line = array("q"), array("q"), array("q")
        self._held = (0, 0)
        self._places = PlacesBuilder().places()

    def add(self, keys: NDArray[np.int64], begin: int, end: int, line: int) -> bool:
        """Put a block behind the others; false where its keys do not go up from theirs."""
        if not len(keys):
            return True
        if self._last and int(keys[0]) < self._last[-1]:
            return False
        if bool(np.any(keys[1:] < keys[:-1])):
            return False
        self._first.append(int(keys[0]))
        self._last.append(int(keys[-1]))
        self._begin.append(begin)
        self._end.append(end)
        self._line.append(line)
        return True

    def of(self, key: int) -> Iterator[Stretch]:
        """Every stretch of that key."""
        yield from self._between(key, key).of(key)

    def of_many(
        self, keys: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """The same of every one of ``keys``: its place among them, offset, length in bytes."""
        if not len(keys):
            return PlacesBuilder().places().of_many(keys)
        return self._between(int(keys.min()), int(keys.max())).of_many(keys)

    def keys(self) -> NDArray[np.int64]:
        """Every key once, in order."""
        return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *self.parts()]))

    def parts(self) -> Iterator[NDArray[np.int64]]:
        """The keys of one block after the other."""
        for at in range(len(self._first)):
            yield self._of_blocks(at, at + 1).keys()

    def _between(self, low: int, high: int) -> Places:
        first = int(np.searchsorted(np.frombuffer(self._last, dtype=np.int64), low, "left"))
        last = int(np.searchsorted(np.frombuffer(self._first, dtype=np.int64), high, "right"))
        if self._held[0] <= first and last <= self._held[1]:
            return self._places
        self._places = self._of_blocks(first, last)
        self._held = first, last
        return self._places

    def _of_blocks(self, first: int, last: int) -> Places:
        if first >= last:
            return PlacesBuilder().places()
        return self._load(self._begin[first], self._line[first], self._end[last - 1])
