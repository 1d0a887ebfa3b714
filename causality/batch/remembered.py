"""What a method made of findings that it has met before; most pairs of a database are alike."""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.coded import Few
from causality.methods import Columns, Method, score

__all__ = ["score_known"]

_MOST = 1 << 14
"""Verdicts that are kept ready for a method."""
_METHODS = 64


def score_known(method: Method, few: Few) -> Columns:
    """The verdicts of ``few``, each computed once for all that were ever asked."""
    return _memory(method).score(few)


@lru_cache(maxsize=_METHODS)
def _memory(method: Method) -> _Memory:
    return _Memory(method)


class _Memory:
    """Verdicts of one method by the masks that it looks at."""

    def __init__(self, method: Method) -> None:
        self._method = method
        # Replaced as a whole: whoever reads it meanwhile has places and columns that fit.
        self._kept: tuple[dict[bytes, int], Columns | None] = {}, None

    def score(self, few: Few) -> Columns:
        places, columns = self._kept
        keys = _keys(few, self._method.looks_at)
        fresh = [row for row, key in enumerate(keys) if key not in places]
        if len(places) + len(fresh) > _MOST:
            places, columns, fresh = {}, None, list(range(len(keys)))
        if fresh or columns is None:
            found = score(self._method, few.only(np.array(fresh, dtype=np.int64)))
            columns = found if columns is None else _joined(columns, found)
            new = ((keys[row], len(places) + i) for i, row in enumerate(fresh))
            places = {**places, **dict(new)}
            self._kept = places, columns
        return _taken(columns, np.array([places[key] for key in keys], dtype=np.int64))


def _keys(few: Few, names: tuple[str, ...]) -> list[bytes]:
    """The masks of each pair as one key."""
    table = np.stack([few.mask(name) for name in names], axis=1)
    keys: list[bytes] = table.view(f"V{table.itemsize * len(names)}")[:, 0].tolist()
    return keys


def _joined(one: Columns, other: Columns) -> Columns:
    return _each(one, lambda name, a: np.concatenate([a, getattr(other, name)], axis=-1))


def _taken(columns: Columns, rows: NDArray[np.int64]) -> Columns:
    return _each(columns, lambda _name, a: a[..., rows])


def _each(columns: Columns, change: Any) -> Columns:
    """Columns with every array changed; what the method does not have stays None."""
    arrays: dict[str, Any] = {one.name: getattr(columns, one.name) for one in fields(columns)}
    told: dict[str, Any] = {name: a if a is None else change(name, a) for name, a in arrays.items()}
    return Columns(**told)
