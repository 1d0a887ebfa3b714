"""Distributions of times: quantile, share and density tell one story."""

from __future__ import annotations

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.findings.onset_density import Lognormal, Mixture, OnsetDensity, Weibull

singles = st.one_of(
    st.builds(Lognormal, st.floats(-2, 6), st.floats(0.1, 2)),
    st.builds(Weibull, st.floats(0.3, 3), st.floats(0.1, 900)),
)
densities = st.one_of(
    singles,
    st.builds(
        lambda weight, one, other: Mixture(((weight, one), (1 - weight, other))),
        st.floats(0.05, 0.95),
        singles,
        singles,
    ),
)
shares = st.floats(0.001, 0.999)


@given(densities, shares)
def test_the_share_before_a_quantile_is_its_share(density: OnsetDensity, share: float) -> None:
    assert density.share_before(density.quantile(share)) == pytest.approx(share, abs=1e-9)


@given(densities, shares)
def test_the_density_is_the_slope_of_the_share(density: OnsetDensity, share: float) -> None:
    time = density.quantile(share)
    step = time * 1e-5
    slope = (density.share_before(time + step) - density.share_before(time - step)) / (2 * step)
    assert density.density(time) == pytest.approx(slope, rel=1e-3, abs=1e-12)


@given(densities)
def test_nothing_happens_before_time_zero(density: OnsetDensity) -> None:
    assert density.share_before(0) == density.share_before(-1) == 0
    assert density.density(0) == density.density(-1) == 0


@given(densities, shares, st.floats(0.001, 1e4))
def test_another_unit_scales_every_quantile(
    density: OnsetDensity, share: float, units: float
) -> None:
    expected = density.quantile(share) * units
    assert density.in_unit(units).quantile(share) == pytest.approx(expected, rel=1e-9)


@given(singles, shares, st.floats(1, 2))
def test_widening_keeps_the_median_and_stretches_the_logarithm(
    density: Lognormal | Weibull, share: float, factor: float
) -> None:
    wider, median = density.widened(factor), density.quantile(0.5)
    assert wider.quantile(0.5) == pytest.approx(median, rel=1e-9)
    stretched = factor * log(density.quantile(share) / median)
    assert log(wider.quantile(share) / median) == pytest.approx(stretched, abs=1e-9)


def test_lognormal_values_agree_with_tabled_ones() -> None:
    # The normal distribution has 84.134% below one standard deviation.
    assert Lognormal(1, 0.5).share_before(exp(1.5)) == pytest.approx(0.841345, abs=1e-6)
    assert Lognormal(0, 1).density(1) == pytest.approx(0.398942, abs=1e-6)


def test_weibull_values_agree_with_the_exponential_distribution() -> None:
    constant = Weibull(1, 10)
    assert constant.share_before(10) == pytest.approx(1 - exp(-1))
    assert constant.quantile(0.5) == pytest.approx(10 * log(2))
    assert constant.density(5) == pytest.approx(exp(-0.5) / 10)


def test_a_mixture_of_one_thing_is_that_thing() -> None:
    part = Lognormal(2, 0.7)
    mixed = Mixture(((0.3, part), (0.7, part)))
    assert mixed.quantile(0.9) == pytest.approx(part.quantile(0.9))
    assert mixed.widened(2).quantile(0.9) == pytest.approx(part.widened(2).quantile(0.9))
