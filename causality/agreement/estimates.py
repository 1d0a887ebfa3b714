"""The measures that are printed, each with an interval, or with the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np

from causality.agreement.bootstrap import resampled
from causality.agreement.statistics import (
    Coefficient,
    Counts,
    Ratings,
    alpha,
    brennan_prediger,
    conger,
    exact,
    fleiss,
    gwet,
    once,
    within_one,
)

__all__ = ["FEWEST_CASES", "LEVEL", "MEASURES", "Estimate", "Measure", "estimates"]

FEWEST_CASES = 5
"""Cases below which no interval is given: so few can hardly be drawn in different ways."""

LEVEL = 0.95
"""Of the intervals."""

_USABLE = 0.9  # the share of draws that must have a value


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of agreement: its title, whether it is corrected for chance, how to compute it.

    ``ordered`` is true where it uses the order of the categories.
    """

    title: str
    corrected: bool
    ordered: bool
    of: Coefficient


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value, at most 1, and its interval; where one of them is None, ``because`` says why."""

    value: float | None
    low: float | None = None
    high: float | None = None
    because: str | None = None


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "exact": Measure("the same", corrected=False, ordered=False, of=exact),
        "within_one": Measure("at most one apart", corrected=False, ordered=True, of=within_one),
        "conger": Measure("Cohen's kappa", corrected=True, ordered=False, of=conger),
        "conger_linear": Measure(
            "Cohen's kappa, linear weights",
            corrected=True,
            ordered=True,
            of=partial(conger, weighting="linear"),
        ),
        "conger_quadratic": Measure(
            "Cohen's kappa, quadratic weights",
            corrected=True,
            ordered=True,
            of=partial(conger, weighting="quadratic"),
        ),
        "fleiss": Measure("Fleiss' kappa", corrected=True, ordered=False, of=fleiss),
        "gwet": Measure("Gwet's AC1", corrected=True, ordered=False, of=gwet),
        "gwet_linear": Measure(
            "Gwet's AC2, linear weights",
            corrected=True,
            ordered=True,
            of=partial(gwet, weighting="linear"),
        ),
        "brennan_prediger": Measure(
            "Brennan-Prediger kappa", corrected=True, ordered=False, of=brennan_prediger
        ),
        "alpha_nominal": Measure(
            "Krippendorff's alpha, nominal", corrected=True, ordered=False, of=alpha
        ),
        "alpha_ordinal": Measure(
            "Krippendorff's alpha, his ordinal metric",
            corrected=True,
            ordered=True,
            of=partial(alpha, metric="ordinal"),
        ),
        "alpha_interval": Measure(
            "Krippendorff's alpha, interval",
            corrected=True,
            ordered=True,
            of=partial(alpha, metric="interval"),
        ),
    }
)
"""For two raters Conger's kappa is Cohen's, which is how it is called here."""


def estimates(ratings: Ratings) -> Mapping[str, Estimate]:
    """Every measure of ``ratings``; intervals are from draws of whole cases."""
    draws = resampled(ratings.clusters)
    few = len(np.unique(ratings.clusters)) < FEWEST_CASES
    return {
        name: _estimate(measure, ratings, None if few else draws)
        for name, measure in MEASURES.items()
    }


def _estimate(measure: Measure, ratings: Ratings, draws: Counts | None) -> Estimate:
    if not ratings.rated.any():
        return Estimate(None, because="nothing was rated by two")
    if measure.corrected and np.count_nonzero(ratings.used) == 1:
        return Estimate(None, because="one category holds all")
    value = float(measure.of(ratings, once(ratings))[0])
    if draws is None:
        return Estimate(value, because=f"no interval from fewer than {FEWEST_CASES} cases")
    values = measure.of(ratings, draws)
    values = values[np.isfinite(values)]
    if len(values) < _USABLE * len(draws):
        return Estimate(value, because="no interval, most draws of so few cases look alike")
    tail = (1 - LEVEL) / 2
    low, high = (float(end) for end in np.quantile(values, [tail, 1 - tail]))
    return Estimate(value, low, high)
