"""What authors printed by one instrument, beside what we say of the same drug and event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Literal

from causality.agreement.levels import levels
from causality.agreement.printed import Printed
from causality.agreement.published import PublishedCase
from causality.assessment import PairAssessment
from causality.explain.standing import position
from causality.methods import Method, NotApplicable, Verdict, method
from causality.methods.additive_scale import AdditiveScale

__all__ = ["Graded", "band", "foremost", "graded"]


@dataclass(frozen=True, slots=True)
class Graded:
    """One published verdict and ours.

    ``category`` is as printed; where only a total or the level of the case is printed, it is the
    band of that total or the category beside that level, and ``rests_on`` says so. Where several
    drugs were graded as one cause, ``pair`` is the foremost of them.
    """

    case: PublishedCase
    method: str
    printed: Printed
    category: str | None
    rests_on: Literal["category", "total", "level"]
    pair: PairAssessment
    verdict: Verdict | NotApplicable

    @property
    def as_a_set(self) -> bool:
        """Whether several drugs were graded as one cause."""
        return len(self.case.published.pair.drugs) > 1

    @property
    def rated(self) -> str | None:
        """Our category; None where the method does not apply or gives one outside its order."""
        if isinstance(self.verdict, NotApplicable):
            return None
        known = levels().level(self.method, self.verdict.category) is not None
        return self.verdict.category if known else None

    @property
    def contradicts_itself(self) -> bool:
        """Whether the printed total lies outside the band of the printed category."""
        total, scale = self.printed.total, method(self.method).kind
        if total is None or self.printed.category is None or not isinstance(scale, AdditiveScale):
            return False
        return band(scale, total) != self.printed.category


def graded(cases: Iterable[PublishedCase], method_id: str) -> Iterator[Graded]:
    """Every case that was graded by one instrument, in the order of the cases."""
    instrument, key = method(method_id), levels().methods[method_id].published_as
    for case in cases:
        printed = None if key is None else case.published.printed(key)
        if printed is None:
            continue
        pair = foremost(case, method_id)
        category, rests_on = _category(case, printed, instrument)
        yield Graded(case, method_id, printed, category, rests_on, pair, pair.verdicts[method_id])


def foremost(case: PublishedCase, method_id: str) -> PairAssessment:
    """Of the drugs that were graded together, the one that our method puts first."""
    of = case.published.pair
    pairs = [case.assessment.pair(drug, of.event) for drug in of.drugs]
    return min(pairs, key=lambda pair: _standing(pair.verdicts[method_id]))


def _standing(verdict: Verdict | NotApplicable) -> tuple[float, int]:
    """The better the lower."""
    if isinstance(verdict, NotApplicable):
        return (inf, 0)
    return (position(method(verdict.method), verdict.category), -(verdict.score or 0))


def band(scale: AdditiveScale, total: int) -> str:
    """The category that a total of points falls into."""
    return scale.categories[sum(total < floor for floor in scale.floors)]


def _category(
    case: PublishedCase, printed: Printed, instrument: Method
) -> tuple[str | None, Literal["category", "total", "level"]]:
    if printed.category is not None:
        return printed.category, "category"
    if printed.total is not None and isinstance(instrument.kind, AdditiveScale):
        return band(instrument.kind, printed.total), "total"
    level = case.published.level
    return (None if level is None else levels().category(instrument.id, level)), "level"
