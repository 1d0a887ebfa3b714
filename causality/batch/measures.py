"""Spans of time of many pairs: what an assessment measures of one, in columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.extra import arrow
from causality.batch.texts import numbers
from causality.case.dates import DAY, OPEN_HI, OPEN_LO
from causality.findings.facts import Facts

__all__ = ["measures"]

Span = tuple[NDArray[np.int64], NDArray[np.int64]]


def measures(facts: Facts, rows: NDArray[np.int64]) -> Mapping[str, Any]:
    """The bounds of each measure of the pairs in ``rows``, in days; none where there is none."""
    spans = {
        "time_to_onset": facts.span("onset_after_start"),
        "time_from_last_dose": facts.span("onset_after_last_dose"),
        "time_from_stop_to_improvement": _until_improved(facts),
    }
    return {
        f"{name}_{side}": _days(bounds[rows])
        for name, span in spans.items()
        for side, bounds in zip(("from", "to"), span, strict=True)
    }


def _days(minutes: NDArray[np.int64]) -> Any:
    known = (minutes != OPEN_LO) & (minutes != OPEN_HI)
    return numbers(minutes / DAY, arrow().float64(), known)


def _until_improved(facts: Facts) -> Span:
    """From the first stop of each pair to the improvement; open where there is no stop.

    Where dates leave open which stop came first, over all that may be the one.
    """
    stops = np.flatnonzero(facts.is_code("kind", "stop", table="episode"))
    pair = facts.rows("episode")[stops]
    several = (np.bincount(pair, minlength=facts.n) > 1)[pair]
    lo = np.full(facts.n, OPEN_HI, dtype=np.int64)
    hi = np.full(facts.n, OPEN_LO, dtype=np.int64)
    improved_lo, improved_hi = facts.span("improved_after", "episode")
    lo[pair[~several]] = improved_lo[stops[~several]]
    hi[pair[~several]] = improved_hi[stops[~several]]
    first = stops[several][_may_be_first(facts, stops[several])]
    of = facts.rows("episode")[first]
    np.minimum.at(lo, of, improved_lo[first])
    np.maximum.at(hi, of, improved_hi[first])
    return lo, hi


def _may_be_first(facts: Facts, stops: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of these episodes may be the first stop of their pair."""
    pair = facts.rows("episode")[stops]
    unsure = np.zeros(facts.n, dtype=np.bool_)
    unsure[pair[facts.is_code("certainty", "possible", table="episode")[stops]]] = True
    low, high = (side[stops] for side in facts.span("action_after_onset", "episode"))
    first: NDArray[np.bool_] = _least(facts.n, pair, low)[pair] == low
    first[first] = _least(facts.n, pair[first], high[first])[pair[first]] == high[first]
    first |= unsure[pair]
    return first


def _least(n: int, pair: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.int64]:
    """The least value of each pair."""
    least = np.full(n, OPEN_HI, dtype=np.int64)
    np.minimum.at(least, pair, values)
    return least
