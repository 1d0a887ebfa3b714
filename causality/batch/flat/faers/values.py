"""What single texts of FAERS mean, asked once of each: dates and lengths."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.texts import Texts
from causality.case.dates import OPEN_HI, OPEN_LO, parse_time
from causality.formats.dates import digits_date, length, step
from causality.formats.faers.codes import TIME_UNITS

__all__ = ["Bounds", "dates", "lengths"]

_KNOWN = 1 << 16
"""Texts of one sort that are remembered."""

_NONE = (OPEN_LO, OPEN_HI)


class Bounds(NamedTuple):
    """For each row bounds in minutes, open where nothing can be read; whether something can."""

    lo: NDArray[np.int64]
    hi: NDArray[np.int64]
    told: NDArray[np.bool_]
    wrong: NDArray[np.bool_]
    """Whether something is written that cannot be read."""


@lru_cache(maxsize=_KNOWN)
def _date(written: str) -> tuple[str | None, int, int]:
    text = digits_date(written)
    if text is None:
        return None, *_NONE
    time = parse_time(text)
    return text, time.lo, time.hi


def dates(column: Texts) -> Bounds:
    """Dates as FAERS writes them, on the calendar."""
    found = [_date(text) for text in column.values]
    return _bounds(_table(found), column.codes, column)


@lru_cache(maxsize=_KNOWN)
def _length(written: str, unit: str) -> tuple[str | None, int, int]:
    """A length, and the bounds that it leaves between the first and the last administration.

    OPEN_LO for both where a case cannot hold them.
    """
    text = length(written, TIME_UNITS.get(unit.upper()))
    if text is None:
        return None, *_NONE
    try:
        time = parse_time(f"{step(text)} after a.b.start")
    except ValueError:
        return text, OPEN_LO, OPEN_LO
    return text, time.lo, time.hi


def lengths(number: Texts, unit: Texts) -> Bounds:
    """Lengths of a therapy."""
    pair = number.codes * len(unit.values) + unit.codes
    distinct, of = np.unique(pair, return_inverse=True)
    found = [
        _length(number.values[code // len(unit.values)], unit.values[code % len(unit.values)])
        for code in distinct.tolist()
    ]
    return _bounds(_table(found), of, number)


def _table(found: list[tuple[str | None, int, int]]) -> NDArray[np.int64]:
    told = [(lo, hi, text is not None) for text, lo, hi in found]
    return np.array(told, dtype=np.int64).reshape(-1, 3)


def _bounds(table: NDArray[np.int64], of: NDArray[np.int64], column: Texts) -> Bounds:
    """Bounds of each row, by its place in ``table``."""
    lo, hi, known = table[of].T
    told = known > 0
    return Bounds(lo, hi, told, column.told & ~told)
