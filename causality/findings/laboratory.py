"""Laboratory series of many pairs: least and greatest values by pair, in multiples of the limit.

Values are thousandths of the upper limit of normal with both ends. A row has a time on each of a
few clocks, and one clock is enough to tell the order of two rows. Reductions go over all rows at
once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.case.dates import OPEN_HI, OPEN_LO
from causality.findings.facts import Facts
from causality.findings.rule import Flags

__all__ = ["FirstValue", "Series", "greatest", "least", "series_of", "value_of"]

_CLOCKS = ("at", "on_calendar", "after_start", "after_stop")
_NOTHING = np.zeros(0, dtype=np.bool_)

Minutes = NDArray[np.int64]

_TABLE = "laboratory"
_LARGEST = 10**12  # far above any multiple that a laboratory reports; keeps products in int64


@dataclass(frozen=True, slots=True)
class Series:
    """The rows of some analytes: the pair of each, its value and its times.

    ``sure`` marks the rows that certainly belong here. ``clocks`` hold the times on each clock.
    """

    n: int
    pair: Minutes
    sure: Flags
    value: tuple[Minutes, Minutes]
    clocks: tuple[tuple[Minutes, Minutes], ...]
    after_stop: tuple[Minutes, Minutes]
    after_onset: tuple[Minutes, Minutes]

    def any(self, flags: Flags) -> Flags:
        """For each pair, whether any of its rows is flagged."""
        found = np.zeros(self.n, dtype=np.bool_)
        if len(self.pair):
            found[self.pair[flags]] = True
        return found

    def after_all(self, flags: Flags) -> Flags:
        """The rows that certainly come after every flagged row of their pair."""
        if not len(self.pair):
            return _NOTHING
        found = np.zeros(len(self.pair), dtype=np.bool_)
        for lo, hi in self.clocks:
            found |= lo > greatest(self.n, self.pair, hi, flags)[self.pair]
        return found

    def after_some(self, flags: Flags) -> Flags:
        """The rows that may come after a flagged row of their pair."""
        if not len(self.pair):
            return _NOTHING
        found = np.ones(len(self.pair), dtype=np.bool_)
        for lo, hi in self.clocks:
            found &= hi > least(self.n, self.pair, lo, flags)[self.pair]
        return found

    def certainly_after_some(self, flags: Flags) -> Flags:
        """The rows that certainly come after a flagged row of their pair."""
        if not len(self.pair):
            return _NOTHING
        found = np.zeros(len(self.pair), dtype=np.bool_)
        for lo, hi in self.clocks:
            found |= lo > least(self.n, self.pair, hi, flags)[self.pair]
        return found


@dataclass(frozen=True, slots=True)
class FirstValue:
    """The first value of an analyte in the injury: its bounds, and whether there is one."""

    lo: Minutes
    hi: Minutes
    any: Flags
    certain: Flags


def least(n: int, pair: Minutes, values: Minutes, flags: Flags) -> Minutes:
    """The least flagged value of each pair, ``OPEN_HI`` where there is none."""
    out = np.full(n, OPEN_HI, dtype=np.int64)
    if len(pair):
        np.minimum.at(out, pair[flags], values[flags])
    return out


def greatest(n: int, pair: Minutes, values: Minutes, flags: Flags) -> Minutes:
    """The greatest flagged value of each pair, ``OPEN_LO`` where there is none."""
    out = np.full(n, OPEN_LO, dtype=np.int64)
    if len(pair):
        np.maximum.at(out, pair[flags], values[flags])
    return out


def series_of(facts: Facts, analyte: str, *, again: bool = False, baseline: bool = False) -> Series:
    """The rows of one analyte before any re-exposure, under it, or its last ones before it."""
    what = ("series", analyte, again, baseline)
    return facts.once(what, lambda given: _series(given, analyte, again=again, baseline=baseline))


def _series(facts: Facts, analyte: str, *, again: bool, baseline: bool) -> Series:
    under = facts.is_code("phase", "again", table=_TABLE)
    open_phase = facts.is_code("phase", "possibly again", table=_TABLE)
    chosen = facts.is_code("analyte", analyte, table=_TABLE)
    chosen = chosen & ((under | open_phase) if again else ~under)
    if baseline:
        chosen = chosen & facts.is_code("baseline", "yes", table=_TABLE)
    lo, hi = (np.clip(side[chosen], 0, _LARGEST) for side in facts.span("value", _TABLE))

    def span(column: str) -> tuple[Minutes, Minutes]:
        start, end = facts.span(column, _TABLE)
        return start[chosen], end[chosen]

    return Series(
        facts.n,
        facts.rows(_TABLE)[chosen],
        ~open_phase[chosen],
        (lo, hi),
        tuple(span(clock) for clock in _CLOCKS),
        span("after_stop"),
        span("after_onset"),
    )


def value_of(facts: Facts, analyte: str) -> FirstValue:
    """The first value of an analyte at or after the onset; bounds over all that may be the first.

    ``certain`` says that one is certainly not before the onset.
    """
    return facts.once(("first value", analyte), lambda given: _first_value(given, analyte))


def _first_value(facts: Facts, analyte: str) -> FirstValue:
    rows = series_of(facts, analyte)
    begun = rows.sure & (rows.after_onset[0] >= 0)
    could = (rows.after_onset[1] >= 0) & ~rows.certainly_after_some(begun)
    found = rows.any(could)
    lo = least(rows.n, rows.pair, rows.value[0], could)
    hi = greatest(rows.n, rows.pair, rows.value[1], could)
    return FirstValue(np.where(found, lo, 0), np.where(found, hi, 0), found, rows.any(begun))
