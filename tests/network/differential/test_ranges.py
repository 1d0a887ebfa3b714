"""Ranges of shares whose weights lie many orders of magnitude apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from causality.network.differential import ranges
from causality.network.differential.columns import share_columns
from tests.network.differential.random_events import drawn
from tests.strategies import SEEDS


@settings(max_examples=40)
@given(SEEDS)
def test_sums_of_weights_and_of_their_logs_give_the_same_ranges(seed: int) -> None:
    told = drawn(seed, 6, "leukoencephalopathy" if seed % 2 else "none")
    found = share_columns(*told[:3])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranges, "_DEPTH", -1.0)
        other = share_columns(*told[:3])
    assert other.range_lo == pytest.approx(found.range_lo, abs=1e-12)
    assert other.range_hi == pytest.approx(found.range_hi, abs=1e-12)


def test_what_is_lost_beside_the_rest_keeps_its_range() -> None:
    """What two weights far below a third leave of a share hangs on their ratio alone."""
    told = drawn(458445, 1, "leukoencephalopathy")
    exact = share_columns(*told[:3])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranges, "_DEPTH", np.inf)
        lost = share_columns(*told[:3])
    assert (exact.range_lo <= exact.share).all()
    assert (exact.share <= exact.range_hi).all()
    assert not np.allclose(lost.range_hi, exact.range_hi, atol=1e-6)
