"""Independent causes with a leak, against the sum over what each of them did."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.network.noisy_or import noisy_or


def test_two_causes_and_a_leak_by_the_published_formula() -> None:
    leak, first, second = 0.01, 0.8, 0.5
    table = noisy_or(
        [1 - leak, leak], [np.array([[1, 0], [1 - share, share]]) for share in (first, second)]
    )
    for x, y in product((0, 1), repeat=2):
        expected = 1 - (1 - leak) * (1 - first) ** x * (1 - second) ** y
        assert table[x, y, 1] == pytest.approx(expected, abs=1e-15)
    assert table.shape == (2, 2, 2)
    np.testing.assert_allclose(table.sum(axis=-1), 1, atol=1e-15)


@given(st.integers(0, 2**32 - 1), st.integers(2, 4), st.integers(0, 3))
def test_the_effect_is_the_worst_that_any_cause_reached(seed: int, grades: int, count: int) -> None:
    random = np.random.default_rng(seed)
    leak = random.dirichlet(np.ones(grades))
    causes = [random.dirichlet(np.ones(grades), size=2 + i) for i in range(count)]
    table = noisy_or(leak, causes)
    assert (table >= 0).all()
    for states in product(*(range(len(cause)) for cause in causes)):
        # The definition: every cause draws a grade of its own, the effect shows the highest.
        expected = np.zeros(grades)
        for drawn in product(range(grades), repeat=count + 1):
            shares = [leak[drawn[0]]]
            shares += [c[s][g] for c, s, g in zip(causes, states, drawn[1:], strict=True)]
            expected[max(drawn)] += np.prod(shares)
        np.testing.assert_allclose(table[states], expected, atol=1e-14)


def test_sums_that_miss_one_by_a_rounding_make_no_negative_number() -> None:
    tenths = [0.1] * 10  # adds up to 0.9999999999999999
    table = noisy_or(tenths, [[tenths, [0.7, 0.1, 0.1, 0.1] + [0.0] * 6]])
    assert (table >= 0).all()
    np.testing.assert_allclose(table.sum(axis=-1), 1, atol=1e-15)
