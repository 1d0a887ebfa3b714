"""A column of texts: for each row a place among those that differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Texts"]


@dataclass(frozen=True, slots=True)
class Texts:
    """A column: for each row a place in ``values``, which are distinct and without space around."""

    codes: NDArray[np.int64]
    values: tuple[str, ...]

    @property
    def told(self) -> NDArray[np.bool_]:
        """Whether a cell says anything."""
        blank = self.values.index("") if "" in self.values else -1
        told: NDArray[np.bool_] = self.codes != blank
        return told

    def true(self, what: Callable[[str], object]) -> NDArray[np.bool_]:
        """Whether something holds for each cell, asked once of every text."""
        return np.array([bool(what(text)) for text in self.values], dtype=np.bool_)[self.codes]

    def numbers(self, what: Callable[[str], int]) -> NDArray[np.int64]:
        """A whole number for each cell, asked once of every text."""
        return np.array([what(text) for text in self.values], dtype=np.int64)[self.codes]

    def mapped(self, what: Callable[[str], str]) -> Texts:
        """Other texts instead."""
        places: dict[str, int] = {}
        moved = [places.setdefault(what(text), len(places)) for text in self.values]
        return Texts(np.array(moved, dtype=np.int64)[self.codes], tuple(places))

    def rows(self, rows: NDArray[Any]) -> Texts:
        """Some rows of it."""
        return Texts(self.codes[rows], self.values)
