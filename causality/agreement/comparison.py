"""Two raters of the same cases side by side: how often they said what, and every measure of it."""

from __future__ import annotations

from collections import Counter
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

    ``categories`` stand lowest first. ``given`` counts the units for every two categories that the
    raters gave: first, second, how often. ``units`` are all that might have been rated,
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
    given: tuple[tuple[str, str, int], ...]
    furthest: int | None
    measures: Mapping[str, Estimate]

    @property
    def rated(self) -> int:
        """How many units both raters rated."""
        return self.units - self.missing

    @property
    def same(self) -> int:
        """How many units both put into the same category."""
        return sum(count for first, second, count in self.given if first == second)


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
        given=_given(ratings),
        furthest=int(np.abs(np.diff(ratings.codes)).max()) if rated else None,
        measures=estimates(ratings),
    )


def _given(ratings: Ratings) -> tuple[tuple[str, str, int], ...]:
    counts = Counter((first, second) for first, second in ratings.codes.tolist())
    names = ratings.categories
    return tuple(
        (names[first], names[second], counts[first, second]) for first, second in sorted(counts)
    )
