"""Zeros of many functions at once, against functions whose zeros are known."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from causality.explain.crossing import crossings_between


@given(st.lists(st.floats(-6, 6), min_size=1, max_size=8), st.floats(0.2, 40))
@settings(max_examples=100, deadline=None)
def test_every_zero_is_found_within_its_bracket(zeros: list[float], steep: float) -> None:
    at = np.array(zeros)

    def value(x: NDArray[np.float64], which: NDArray[np.int64]) -> NDArray[np.float64]:
        # Flat far from the zero and steep near it, as log-odds of a share can be.
        away: NDArray[np.float64] = x - at[which]
        return np.tanh(steep * away) + 1e-3 * away

    every = np.arange(len(at))
    low, high = np.full(len(at), -7.0), np.full(len(at), 8.0)
    found = crossings_between((low, high), (value(low, every), value(high, every)), value)
    np.testing.assert_allclose(found, at, atol=1e-8)


def test_without_functions_there_is_nothing_to_find() -> None:
    nothing = np.zeros(0)
    assert len(crossings_between((nothing, nothing), (nothing, nothing), lambda x, _: x)) == 0
