"""What completeness asks of the time to onset of a pair, for one pair or for a column of pairs."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.case.dates import DAY, OPEN_HI, OPEN_LO

__all__ = ["NO_PLACE", "ONSET_STATES", "onset_state"]

NO_PLACE = ("country", "reporter", "report type", "comments")
"""Dimensions for which a case file has no place."""

ONSET_STATES = (
    "given",
    "missing",
    "order open by up to a month",
    "order open by more than a month",
)
"""How far the time from the first dose to the onset is known."""

_MONTH = 31 * DAY


def onset_state(lo: NDArray[np.int64], hi: NDArray[np.int64]) -> NDArray[Any]:
    """The place in ``ONSET_STATES`` of each pair, from its bounds in minutes."""
    first, last = lo == OPEN_LO, hi == OPEN_HI
    missing = last & (first | (lo >= 0))
    order = (lo < 0) & (hi >= 0)
    # A width from an open bound would not fit; it is wide by being open.
    width = np.where(first | last, 0, hi) - np.where(first | last, 0, lo)
    wide = first | last | (width > _MONTH)
    return np.select([missing, order & wide, order], [1, 3, 2], 0).astype(np.int8)
