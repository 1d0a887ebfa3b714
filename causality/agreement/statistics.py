"""Agreement between raters: percentages and chance-corrected coefficients, ratings missing or not.

Every coefficient is a function of ratings and of how often each unit is counted, so that the
estimate and its bootstrap are the same few lines. A unit that fewer than two raters rated says
nothing of agreement; it still says how often its category is used, except in Krippendorff's alpha.

Chance agreement is what the coefficients differ in. With ``share`` of a category among all
ratings, ``q`` categories and weights ``w`` (1 on the diagonal):

conger            each rater keeps shares of his own; for two raters this is Cohen's kappa
fleiss            sum of w share share; for two raters this is Scott's pi
gwet              sum of w, over q (q - 1), times the sum of share (1 - share): AC1; AC2 with
                  other weights
brennan_prediger  sum of w, over q squared
alpha             Krippendorff's, with the metric of the level of measurement

Formulas after gwet2014 for incomplete ratings and krippendorff2011 for alpha.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "MISSING",
    "Coefficient",
    "Counts",
    "Ratings",
    "alpha",
    "brennan_prediger",
    "conger",
    "exact",
    "fleiss",
    "gwet",
    "once",
    "ratings_of",
    "same_weights_alpha",
    "weights",
    "within_one",
]

MISSING = -1
Values: TypeAlias = NDArray[np.float64]
Counts: TypeAlias = NDArray[np.int64]
"""How often each unit is counted: one line a draw, one column a unit."""

Weighting: TypeAlias = Literal["identity", "ordinal", "linear", "quadratic"]
Metric: TypeAlias = Literal["nominal", "ordinal", "interval"]


@dataclass(frozen=True, slots=True)
class Ratings:
    """What several raters said of the same units.

    ``codes`` has a line a unit and a column a rater: the place of the category, or ``MISSING``.
    ``categories`` is the whole scale in its order, used or not. ``clusters`` numbers what each
    unit belongs to (its case): units of one cluster are drawn together.
    """

    codes: NDArray[np.int64]
    categories: tuple[str, ...]
    clusters: NDArray[np.int64]

    @property
    def used(self) -> NDArray[np.int64]:
        """How many ratings fell into each category, over units that two or more raters rated."""
        used: NDArray[np.int64] = _table(self)[self.rated].sum(axis=0)
        return used

    @property
    def rated(self) -> NDArray[np.bool_]:
        """The units that two or more raters rated."""
        flags: NDArray[np.bool_] = (self.codes != MISSING).sum(axis=1) > 1
        return flags


Coefficient: TypeAlias = Callable[[Ratings, Counts], Values]
"""One value a draw; NaN where it cannot be computed."""


def ratings_of(
    rows: Sequence[Sequence[str | None]],
    categories: Sequence[str],
    clusters: Sequence[int] | None = None,
) -> Ratings:
    """Ratings from words, a row a unit; None is missing. Without ``clusters`` each unit is one."""
    places = {name: place for place, name in enumerate(categories)}
    codes = [[MISSING if one is None else places[one] for one in row] for row in rows]
    raters = len(rows[0]) if rows else 0
    own = range(len(rows)) if clusters is None else clusters
    return Ratings(
        np.asarray(codes, dtype=np.int64).reshape(len(rows), raters),
        tuple(categories),
        np.asarray(own, dtype=np.int64),
    )


def once(ratings: Ratings) -> Counts:
    """Every unit counted once, as one draw."""
    return np.ones((1, len(ratings.codes)), dtype=np.int64)


def weights(kind: Weighting, categories: int) -> Values:
    """How much two categories agree, from 1 (the same) to 0 (the ends of the scale).

    ``ordinal`` counts the pairs of ranks between them, ``linear`` and ``quadratic`` the steps.
    """
    steps = np.abs(np.subtract.outer(np.arange(categories), np.arange(categories)))
    apart = {
        "identity": (steps > 0).astype(np.float64),
        "ordinal": steps * (steps + 1) / 2,
        "linear": steps.astype(np.float64),
        "quadratic": steps.astype(np.float64) ** 2,
    }[kind]
    alike: Values = 1 - apart / max(apart.max(), 1)
    return alike


def exact(ratings: Ratings, counts: Counts) -> Values:
    """The share of pairs of ratings that are the same."""
    return _observed(ratings, counts, weights("identity", len(ratings.categories)))


def within_one(ratings: Ratings, counts: Counts) -> Values:
    """The share of pairs of ratings that are at most one category apart."""
    steps = np.subtract.outer(*[np.arange(len(ratings.categories))] * 2)
    return _observed(ratings, counts, (np.abs(steps) <= 1).astype(np.float64))


def conger(ratings: Ratings, counts: Counts, weighting: Weighting = "identity") -> Values:
    """Conger's kappa; for two raters Cohen's, weighted or not."""
    weight = weights(weighting, len(ratings.categories))
    given = np.stack([ratings.codes == place for place in range(len(ratings.categories))], axis=2)
    used = np.einsum("du,urk->drk", counts, given.astype(np.int64)).astype(np.float64)
    shares = _ratio(used, used.sum(axis=2, keepdims=True))
    raters = shares.shape[1]
    mean = shares.mean(axis=1)
    alike = np.einsum("kl,dk,dl->d", weight, mean, mean)
    own = np.einsum("kl,drk,drl->d", weight, shares, shares)
    # Chance pairs one rater with another, never with himself.
    chance = (raters * alike - own / raters) / (raters - 1)
    return _corrected(ratings, counts, weight, chance)


def fleiss(ratings: Ratings, counts: Counts, weighting: Weighting = "identity") -> Values:
    """Fleiss' kappa, weighted or not."""
    weight = weights(weighting, len(ratings.categories))
    share = _shares(ratings, counts)
    return _corrected(ratings, counts, weight, np.einsum("kl,dk,dl->d", weight, share, share))


def gwet(ratings: Ratings, counts: Counts, weighting: Weighting = "identity") -> Values:
    """Gwet's AC1, or AC2 where the weights are not the identity."""
    size = len(ratings.categories)
    weight = weights(weighting, size)
    share = _shares(ratings, counts)
    factor = weight.sum() / max(size * (size - 1), 1)
    return _corrected(ratings, counts, weight, factor * (share * (1 - share)).sum(axis=1))


def brennan_prediger(ratings: Ratings, counts: Counts, weighting: Weighting = "identity") -> Values:
    """Brennan and Prediger's kappa: by chance, every category is as likely as any other."""
    weight = weights(weighting, len(ratings.categories))
    chance = np.full(len(counts), weight.mean())
    return _corrected(ratings, counts, weight, chance)


def same_weights_alpha(
    ratings: Ratings, counts: Counts, weighting: Weighting = "identity"
) -> Values:
    """Krippendorff's alpha under the weights of the kappas; ``alpha`` has his own metrics."""
    weight = weights(weighting, len(ratings.categories))
    pairs = _coincidences(ratings, counts)
    total = pairs.sum(axis=(1, 2))
    share = _ratio(pairs.sum(axis=2), total[:, None])
    observed = _ratio(np.einsum("kl,dkl->d", weight, pairs), total)
    small = _ratio(np.ones_like(total), total)
    expected = np.einsum("kl,dk,dl->d", weight, share, share)
    return _ratio((1 - small) * observed + small - expected, 1 - expected)


def alpha(ratings: Ratings, counts: Counts, metric: Metric = "nominal") -> Values:
    """Krippendorff's alpha with his metric of that level of measurement.

    His ordinal metric counts the ratings that lie between two categories, so it depends on how
    the categories are used; it is not the ordinal weights of the kappas.
    """
    pairs = _coincidences(ratings, counts)
    used = pairs.sum(axis=2)
    total = used.sum(axis=1)
    apart = _distance(used, metric)
    observed = (pairs * apart).sum(axis=(1, 2))
    expected = np.einsum("dk,dl,dkl->d", used, used, apart)
    return 1 - _ratio((total - 1) * observed, expected)


def _distance(used: Values, metric: Metric) -> Values:
    """The squared difference of two categories, draw by draw."""
    size = used.shape[1]
    steps = np.abs(np.subtract.outer(np.arange(size), np.arange(size)))
    if metric == "ordinal":
        below = np.cumsum(used, axis=1)
        between = np.abs(below[:, :, None] - below[:, None, :])
        ends = (used[:, :, None] - used[:, None, :]) / 2
        # Ratings from the one to the other, the ends counted half.
        lower = np.tril(np.ones((size, size)))
        signed = np.where(lower[None] > 0, -ends, ends)
        return (between + signed) ** 2
    plain = (steps > 0).astype(np.float64) if metric == "nominal" else steps.astype(np.float64) ** 2
    return np.broadcast_to(plain, (len(used), size, size))


def _table(ratings: Ratings) -> NDArray[np.int64]:
    """How many raters put each unit into each category."""
    places = range(len(ratings.categories))
    return np.stack([(ratings.codes == place).sum(axis=1) for place in places], axis=1)


def _observed(ratings: Ratings, counts: Counts, weight: Values) -> Values:
    """The mean agreement of two raters about one unit, over units that have two."""
    table = _table(ratings).astype(np.float64)
    raters = table.sum(axis=1)
    alike = (table * (np.einsum("kl,ul->uk", weight, table) - 1)).sum(axis=1)
    mean = np.where(ratings.rated, alike / np.maximum(raters * (raters - 1), 1), 0)
    two = ratings.rated.astype(np.float64)
    return _ratio(np.einsum("du,u->d", counts, mean), np.einsum("du,u->d", counts, two))


def _shares(ratings: Ratings, counts: Counts) -> Values:
    """The mean share of each category, over units that anybody rated."""
    table = _table(ratings).astype(np.float64)
    raters = table.sum(axis=1, keepdims=True)
    share = table / np.maximum(raters, 1)
    rated = (raters[:, 0] > 0).astype(np.float64)
    sums = np.einsum("du,uk->dk", counts, share)
    return _ratio(sums, np.einsum("du,u->d", counts, rated)[:, None])


def _coincidences(ratings: Ratings, counts: Counts) -> Values:
    """Pairs of ratings of one unit by category, each rating with the weight of one in all."""
    table = _table(ratings).astype(np.float64)
    raters = table.sum(axis=1)
    pairs = table[:, :, None] * table[:, None, :]
    places = np.arange(table.shape[1])
    pairs[:, places, places] -= table
    pairs /= np.maximum(raters - 1, 1)[:, None, None]
    pairs[~ratings.rated] = 0
    counted: Values = np.einsum("du,ukl->dkl", counts, pairs)
    return counted


def _corrected(ratings: Ratings, counts: Counts, weight: Values, chance: Values) -> Values:
    return _ratio(_observed(ratings, counts, weight) - chance, 1 - chance)


def _ratio(above: Values, below: Values) -> Values:
    """``above / below``, NaN where there is nothing to divide by."""
    nothing = np.abs(below) < _TINY
    return np.where(nothing, np.nan, above / np.where(nothing, 1, below))


_TINY = 1e-12  # what rounding leaves of a zero
