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
    unsure = np.zeros(facts.n, dtype=np.bool_)
    unsure[pair[facts.is_code("certainty", "possible", table="episode")[stops]]] = True
    low, high = (side[stops] for side in facts.span("action_after_onset", "episode"))
    earliest = _least(facts.n, pair, low) == low
    first = earliest & (_least(facts.n, pair[earliest], high[earliest], pair) == high)
    taken = first | unsure[pair]
    los, his = (side[stops][taken] for side in facts.span("improved_after", "episode"))
    lo = np.full(facts.n, OPEN_HI, dtype=np.int64)
    hi = np.full(facts.n, OPEN_LO, dtype=np.int64)
    np.minimum.at(lo, pair[taken], los)
    np.maximum.at(hi, pair[taken], his)
    return lo, hi


def _least(
    n: int,
    pair: NDArray[np.int64],
    values: NDArray[np.int64],
    asked: NDArray[np.int64] | None = None,
) -> NDArray[np.int64]:
    """The least value of each pair, for the pair of each row of ``asked``."""
    least = np.full(n, OPEN_HI, dtype=np.int64)
    np.minimum.at(least, pair, values)
    return least[pair if asked is None else asked]
