"""Two raters of the same cases side by side: how often they said what, and every measure of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from causality.agreement.estimates import Estimate, estimates
from causality.agreement.statistics import Ratings, ratings_of

__all__ = ["Comparison", "Unit", "compared"]


@dataclass(frozen=True, slots=True)
class Unit:
    """What two raters said of one thing; None where one of them said nothing."""

    case: str
    first: str | None
    second: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two raters compared over units that both rated.

    ``categories`` stand lowest first. ``table`` counts the units, a line a category of the first
    rater, a column a category of the second. ``units`` are all that might have been rated,
    ``missing`` those that one of the two did not rate; ``cases`` is how many cases the rated units
    are from. ``furthest`` is the largest difference in steps of the scale.
    """

    about: str
    group: str
    first: str
    second: str
    categories: tuple[str, ...]
    units: int
    missing: int
    cases: int
    table: tuple[tuple[int, ...], ...]
    furthest: int | None
    measures: Mapping[str, Estimate]

    @property
    def rated(self) -> int:
        """How many units both raters rated."""
        return self.units - self.missing

    @property
    def same(self) -> int:
        """How many units both put into the same category."""
        return sum(row[place] for place, row in enumerate(self.table))


def compared(
    about: str,
    group: str,
    raters: tuple[str, str],
    categories: Sequence[str],
    units: Iterable[Unit],
) -> Comparison:
    """The comparison of two raters over ``units``; ``categories`` are the whole scale in order."""
    every = list(units)
    rated = [unit for unit in every if unit.first is not None and unit.second is not None]
    numbers = {case: place for place, case in enumerate(dict.fromkeys(one.case for one in rated))}
    ratings = ratings_of(
        [(unit.first, unit.second) for unit in rated],
        categories,
        [numbers[unit.case] for unit in rated],
    )
    first, second = raters
    return Comparison(
        about=about,
        group=group,
        first=first,
        second=second,
        categories=tuple(categories),
        units=len(every),
        missing=len(every) - len(rated),
        cases=len(numbers),
        table=_crossed(ratings),
        furthest=int(np.abs(np.diff(ratings.codes)).max()) if rated else None,
        measures=estimates(ratings),
    )


def _crossed(ratings: Ratings) -> tuple[tuple[int, ...], ...]:
    size = len(ratings.categories)
    table = np.zeros((size, size), dtype=np.int64)
    if len(ratings.codes):
        np.add.at(table, (ratings.codes[:, 0], ratings.codes[:, 1]), 1)
    return tuple(map(tuple, table.tolist()))
