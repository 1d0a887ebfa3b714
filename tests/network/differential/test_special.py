"""The normal distribution function and the draws, against the standard library."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.network.differential.draws import DRAWS, drawn
from causality.network.differential.special import normal_cdf, normal_quantile

EDGES = [0.46875, 4.0, 5.5, 0.0, 1e-300, 26.0, 40.0]


@given(st.floats(-40, 40))
def test_the_distribution_function_is_that_of_the_error_function(z: float) -> None:
    found = float(normal_cdf(np.array([z]))[0])
    expected = 0.5 * math.erfc(-z / math.sqrt(2))
    assert found == pytest.approx(expected, abs=1e-15)
    assert found == pytest.approx(expected, rel=1e-13, abs=1e-300)


def test_it_has_no_step_where_one_formula_takes_over_from_another() -> None:
    for edge in EDGES:
        for x in (edge, math.nextafter(edge, 0), math.nextafter(edge, 99)):
            z = np.array([x, -x]) * math.sqrt(2)
            expected = [(1 + math.erf(x)) / 2, (1 - math.erf(x)) / 2]
            np.testing.assert_allclose(normal_cdf(z), expected, atol=1e-15)


def test_it_is_one_half_at_zero_and_ends_at_nothing_and_all() -> None:
    np.testing.assert_array_equal(normal_cdf(np.array([-60.0, 0.0, 60.0])), [0.0, 0.5, 1.0])


@given(st.floats(1e-6, 1 - 1e-6))
def test_the_quantile_is_that_of_the_standard_library(share: float) -> None:
    found = float(normal_quantile(np.array([share]))[0])
    assert found == pytest.approx(NormalDist().inv_cdf(share), abs=1e-9, rel=1e-9)


def test_each_column_of_draws_has_one_value_in_each_stratum() -> None:
    values = drawn(40)
    assert values.shape == (DRAWS, 40)
    strata = np.floor(normal_cdf(values) * DRAWS).astype(int)
    for column in strata.T:
        assert sorted(column.tolist()) == list(range(DRAWS))


def test_columns_are_shuffled_apart_from_each_other() -> None:
    values = drawn(40)
    related = np.corrcoef(values.T) - np.eye(40)
    # Independent shuffles of n values correlate with a spread of 1 / sqrt(n - 1).
    assert np.abs(related).max() < 5 / math.sqrt(DRAWS - 1)
    assert not np.array_equal(drawn(3, 0), drawn(3, 1))


def test_draws_stay_when_numbers_are_added_and_cannot_be_changed() -> None:
    np.testing.assert_array_equal(drawn(50)[:, :40], drawn(40))
    assert not drawn(40).flags.writeable


def test_draws_are_the_same_on_every_machine() -> None:
    """The first strata, by the raw output of PCG64, which numpy promises to keep."""
    raw = np.random.PCG64(20241022).random_raw(DRAWS)
    first = [NormalDist().inv_cdf((i + 0.5) / DRAWS) for i in np.argsort(raw, kind="stable")]
    np.testing.assert_allclose(drawn(1)[:, 0], first, atol=1e-9)
