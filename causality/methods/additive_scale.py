"""The kind *additive scale*: every answer has points, the sum falls into a band.

The range of a score is the sum of the ranges of groups that share no finding, so it is exact: each
group is enumerated, and groups do not depend on one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, count, islice
from types import MappingProxyType
from typing import ClassVar

from pydantic import Field

from causality.citation import Origin
from causality.datafile import Text, WholeNumber
from causality.methods.criterion import Criterion
from causality.methods.joint import Group, Spread
from causality.methods.kind import Reach, Standing
from causality.methods.lookup import Index, Lookup, pick
from causality.methods.result import Kept, Lever, Reading
from causality.methods.rows import Fault
from causality.methods.schema import AnswerRecord, CriterionRecord, MethodRecord
from causality.methods.table import Table

__all__ = [
    "MOST_SETS",
    "AdditiveScale",
    "BandRecord",
    "PointsRecord",
    "ScaleCriterionRecord",
    "ScaleRecord",
]

MOST_SETS = 200
"""How many smallest sets of criteria a verdict lists."""


class PointsRecord(AnswerRecord, Origin):
    """An answer of a scale: its points, and where they are from."""

    points: WholeNumber


class ScaleCriterionRecord(CriterionRecord):
    """A criterion whose answers have points."""

    answers: Mapping[str, PointsRecord] = Field(min_length=1)


class BandRecord(Origin):
    """A category and the least score that reaches it; the last band has none."""

    category: Text
    at_least: WholeNumber | None = None


class ScaleRecord(MethodRecord):
    """A method file of this kind; bands are written best first."""

    criteria: tuple[ScaleCriterionRecord, ...] = Field(min_length=1)
    bands: tuple[BandRecord, ...] = Field(min_length=2)


class AdditiveScale:
    """A scale at work for one method."""

    record: ClassVar[type[MethodRecord]] = ScaleRecord

    def __init__(
        self, record: ScaleRecord, criteria: Sequence[Criterion], groups: Sequence[Group]
    ) -> None:
        self.categories = tuple(band.category for band in record.bands)
        self.unordered = 0
        self.raising: Mapping[str, tuple[int, ...]] = MappingProxyType({})
        self._criteria = tuple(criteria)
        self.points: tuple[tuple[int, ...], ...] | None = _points(record)
        self.floors = tuple(band.at_least for band in record.bands if band.at_least is not None)
        self._worth = tuple(Lookup(_joint_points(group, self.points)) for group in groups)
        self.kept_from_next = lru_cache(maxsize=4096)(self._kept_from_next)

    @classmethod
    def compiled(
        cls,
        record: MethodRecord,
        criteria: Sequence[Criterion],
        groups: Sequence[Group],
        options: Mapping[str, bool],  # noqa: ARG003 - no band depends on an option
    ) -> tuple[AdditiveScale | None, tuple[Fault, ...]]:
        """The scale, or what is wrong with its bands."""
        if not isinstance(record, ScaleRecord):
            raise TypeError(record.kind)
        faults = _band_faults(record.bands, _points(record))
        return (None, faults) if faults else (cls(record, criteria, groups), ())

    def standing(self, joint_answers: Sequence[Index]) -> Standing:
        """The sum of the points, and the band it falls into."""
        score: Index = 0
        for worth, which in zip(self._worth, joint_answers, strict=True):
            score = score + worth.at(which)
        return Standing(self._band(score), score)

    def reach(self, spreads: Sequence[Spread]) -> Reach:
        """The least and the highest sum, and every band that lies between them."""
        lowest: Index = 0
        highest: Index = 0
        for worth, spread in zip(self._worth, spreads, strict=True):
            values = [[worth.listed[one] for one in several] for several in spread.sets]
            lowest = lowest + pick(list(map(min, values)), spread.which)
            highest = highest + pick(list(map(max, values)), spread.which)
        return Reach(self._bands_between(lowest, highest), lowest, highest)

    def _band(self, score: Index) -> Index:
        band: Index = 0
        for floor in self.floors:
            band = band + (score < floor) * 1
        return band

    def _bands_between(self, lowest: Index, highest: Index) -> Index:
        best, worst = self._band(highest), self._band(lowest)
        bits: Index = 0
        for band in range(len(self.categories)):
            bits = bits + ((best <= band) & (band <= worst)) * (1 << band)
        return bits

    def because(self, standing: Standing, readings: Sequence[Reading]) -> str:  # noqa: ARG002
        """The sum, and the edge of its band."""
        category, score = int(standing.category), standing.score
        if category < len(self.floors):
            edge = f"{self.categories[category]} begins at {self.floors[category]}"
        else:
            edge = f"{self.categories[-1]} is all below {self.floors[-1]}"
        return f"the points add up to {score}; {edge}"

    def asked(self, standing: Standing) -> None:
        """None: every criterion of a scale is asked."""

    def grades(self, readings: Sequence[Reading], standing: Standing) -> tuple[()]:  # noqa: ARG002
        """A scale gives no grades."""
        return ()

    def combination(self) -> Table:
        """The bands of the sum."""
        edges = [None, *self.floors, None]
        spans = map(_span, edges[1:], edges)
        rows = tuple(zip(self.categories, spans, strict=True))
        return Table("Sum of the points", ("category", "score"), rows)

    def _kept_from_next(self, answers: tuple[int, ...]) -> Kept | None:
        """The points missing to the next band, and the smallest sets of criteria that have them."""
        points = self.points or ()
        score = sum(worth[answer] for worth, answer in zip(points, answers, strict=True))
        band = int(self._band(score))
        if band == 0:
            return None
        missing = self.floors[band - 1] - score
        levers = [
            lever
            for one, worth, answer in zip(self._criteria, points, answers, strict=True)
            if (lever := _lever(one, worth, answer)).gain
        ]
        sets = _smallest_sets(levers, missing)
        return Kept(
            (self.categories[band - 1],), sets[:MOST_SETS], missing, complete=len(sets) <= MOST_SETS
        )


def _span(least: int | None, above: int | None) -> str:
    if least is None:
        return f"{(above or 0) - 1} or less"
    return f"{least} or more" if above is None else f"{least} to {above - 1}"


def _points(record: ScaleRecord) -> tuple[tuple[int, ...], ...]:
    """The points of each criterion's answers, in file order."""
    return tuple(
        tuple(answer.points for answer in criterion.answers.values())
        for criterion in record.criteria
    )


def _joint_points(group: Group, points: Sequence[tuple[int, ...]]) -> list[int]:
    return [
        sum(points[place][answer] for place, answer in zip(group.criteria, answers, strict=True))
        for answers in group.joint_answers
    ]


def _lever(criterion: Criterion, worth: tuple[int, ...], answer: int) -> Lever:
    best = max(worth)
    return Lever(
        criterion.id,
        criterion.told.number,
        criterion.answers[answer],
        tuple(name for name, gain in zip(criterion.answers, worth, strict=True) if gain == best),
        criterion.reads,
        best - worth[answer],
    )


def _smallest_sets(levers: Sequence[Lever], missing: int) -> tuple[tuple[Lever, ...], ...]:
    """The first sets of the least size that gain ``missing``, one more than will be listed.

    All levers together reach the highest score, and every band can be reached.
    """

    def enough(size: int) -> Iterator[tuple[Lever, ...]]:
        for chosen in combinations(levers, size):
            if sum(lever.gain or 0 for lever in chosen) >= missing:
                yield chosen

    found = (tuple(islice(enough(size), MOST_SETS + 1)) for size in count(1))
    return next(filter(None, found))


def _band_faults(
    bands: Sequence[BandRecord], points: Sequence[tuple[int, ...]]
) -> tuple[Fault, ...]:
    """Bands must follow one another without a gap, and every one must be reachable."""
    faults = []
    names = [band.category for band in bands]
    lowest, highest = sum(map(min, points)), sum(map(max, points))
    above = highest + 1
    for i, band in enumerate(bands):
        here = ("bands", i)
        if band.category in names[:i]:
            faults.append(Fault((*here, "category"), "this category has a band already"))
        if (band.at_least is None) is not (i == len(bands) - 1):
            right = "every band but the last says 'at least'; the last takes what is below"
            faults.append(Fault(here, "the bands do not cover every score once", right))
        elif band.at_least is not None and not lowest < band.at_least < above:
            wrong = f"no score reaches this band; scores run from {lowest} to {highest}"
            faults.append(Fault((*here, "at least"), wrong, "write bands best first"))
        above = above if band.at_least is None else band.at_least
    return tuple(faults)
