"""Columns of distinct texts put together, and cut to what they use."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.texts import Texts

__all__ = ["compact", "either", "in_rows", "mapped_pairs"]


def compact(texts: Texts) -> Texts:
    """The same without the texts that no cell holds."""
    used, codes = np.unique(texts.codes, return_inverse=True)
    return Texts(codes.reshape(-1), tuple(texts.values[code] for code in used.tolist()))


def either(first: Texts, second: Texts) -> Texts:
    """The cells of the first column, where they say something; else those of the second."""
    codes = np.where(first.told, first.codes, second.codes + len(first.values))
    return compact(Texts(codes, (*first.values, *second.values)))


def in_rows(columns: Sequence[Texts]) -> tuple[NDArray[np.int64], Texts]:
    """All cells that say something, row by row: the row of each, and its text."""
    places: dict[str, int] = {}
    codes = np.stack(
        [
            np.array([places.setdefault(text, len(places)) for text in one.values], np.int64)[
                one.codes
            ]
            for one in map(compact, columns)
        ],
        axis=1,
    )
    told = np.array([bool(text) for text in places], dtype=np.bool_)[codes]
    row, column = np.nonzero(told)
    return row, Texts(codes[row, column], tuple(places) or ("",))


def mapped_pairs(first: Texts, second: Texts) -> tuple[list[tuple[str, str]], NDArray[np.int64]]:
    """The distinct pairs of cells of two columns, and which of them each row has."""
    width = len(second.values)
    distinct, of = np.unique(
        first.codes.astype(np.int64) * width + second.codes, return_inverse=True
    )
    codes = distinct.tolist()
    pairs = [(first.values[code // width], second.values[code % width]) for code in codes]
    return pairs, of.reshape(-1)
