"""What kinds without points share: each combination of answers falls into one row, a row decides.

A category table writes its rows down, a flow chart and a two-axis table make them. A row has one
category, and perhaps further ones that the source leaves open beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from causality.datafile import Record, Text
from causality.methods.criterion import Criterion
from causality.methods.joint import Group, Spread
from causality.methods.kind import Reach, Standing
from causality.methods.lookup import Index, Lookup
from causality.methods.result import Grade, Kept, Lever, Reading
from causality.methods.rows import Axis, Fault, strides
from causality.methods.schema import Flag
from causality.methods.set_table import SetTable

__all__ = [
    "MOST_CATEGORIES",
    "Categories",
    "CategoryRecord",
    "Decided",
    "DecidedRow",
    "axes_of",
    "category_faults",
    "grades_apart",
]

MOST_CATEGORIES = 16
"""Sets of categories are kept as bits of 16."""


class CategoryRecord(Record):
    """A category as published.

    ``ordered: no`` marks one that is no step of the scale, ``reached: no`` one that the method
    itself never gives: a person does, or only a part of it that was not verified.
    """

    name: Text
    meaning: Text
    at: Text
    ordered: Flag = True
    reached: Flag = True


Categories = tuple[CategoryRecord, ...]


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """One row: its category and all that the source leaves open, by number, and why.

    ``path`` are the places of the criteria that were asked, in order; None where all are.
    """

    category: int
    because: str
    open_: tuple[int, ...] = ()
    warn: tuple[str, ...] = ()
    path: tuple[int, ...] | None = None
    grades: tuple[Grade, ...] = ()


class Decided:
    """Rows at work for one method.

    ``row_at`` holds the row of every combination of answers to the criteria that decide; those in
    ``apart`` do not. ``raised`` are the warnings of rows, also of those that are not in force.
    """

    points: tuple[tuple[int, ...], ...] | None = None

    def __init__(
        self,
        categories: Categories,
        criteria: Sequence[Criterion],
        groups: Sequence[Group],
        rows: Sequence[DecidedRow],
        row_at: NDArray[np.int16],
        raised: Iterable[str] = (),
        apart: Iterable[str] = (),
    ) -> None:
        self.categories = tuple(category.name for category in categories)
        self.unordered = sum(not category.ordered for category in categories)
        self._criteria, self._groups, self._rows = tuple(criteria), tuple(groups), tuple(rows)
        self.raising: Mapping[str, tuple[int, ...]] = {
            warning: tuple(int(warning in row.warn) for row in rows) for warning in raised
        }
        apart = frozenset(apart)
        steps = iter(strides(axes_of(criteria, apart)))
        self._steps = tuple(0 if one.id in apart else next(steps) for one in criteria)
        self._apart = [place for place, one in enumerate(criteria) if one.id in apart]
        # A group without a criterion that decides has no side in the tables.
        self._live = tuple(
            number for number, group in enumerate(groups) if set(group.criteria) - set(self._apart)
        )
        self._offsets = tuple(_offsets(groups[number], self._steps) for number in self._live)
        self._row_at = Lookup(row_at.tolist())
        self._category_of_row = Lookup(row.category for row in rows)
        joint_rows = self._over_joint_answers()
        self._table = np.asarray(self._category_of_row.listed, dtype=np.int8)[joint_rows]
        bits = [reduce(or_, (1 << one for one in row.open_), 1 << row.category) for row in rows]
        self._sets = SetTable(np.asarray(bits, dtype=np.uint16)[joint_rows])
        self.kept_from_next = lru_cache(maxsize=4096)(self._kept_from_next)
        self._vectors = lru_cache(maxsize=None)(self._vectors_of)

    def _over_joint_answers(self) -> NDArray[np.int16]:
        """The row for every combination of one joint answer a group."""
        cells = np.zeros((), dtype=np.int64)
        for offset in self._offsets:
            cells = np.add.outer(cells, np.asarray(offset.listed, dtype=np.int64))
        return np.asarray(self._row_at.listed, dtype=np.int16)[cells]

    def standing(self, joint_answers: Sequence[Index]) -> Standing:
        """The row that fits, and its category."""
        cell: Index = 0
        for offset, number in zip(self._offsets, self._live, strict=True):
            cell = cell + offset.at(joint_answers[number])
        row = self._row_at.at(cell)
        return Standing(self._category_of_row.at(row), row=row)

    def reach(self, spreads: Sequence[Spread]) -> Reach:
        """Exactly the categories that some combination of the answers leads to."""
        return Reach(self._sets.reached([spreads[number] for number in self._live]))

    def because(self, standing: Standing, readings: Sequence[Reading]) -> str:  # noqa: ARG002
        """The reason that the deciding row gives."""
        return self._row(standing).because

    def asked(self, standing: Standing) -> tuple[int, ...] | None:
        """The places of the criteria on the way to the category; None where all are asked."""
        return self._row(standing).path

    def grades(self, readings: Sequence[Reading], standing: Standing) -> tuple[Grade, ...]:  # noqa: ARG002
        """The grades that were given on the way to the category."""
        return self._row(standing).grades

    def _row(self, standing: Standing) -> DecidedRow:
        return self._rows[int(standing.row or 0)]

    def _kept_from_next(self, answers: tuple[int, ...]) -> Kept | None:
        """The smallest changes of answers that lead to the next better category."""
        ordered = len(self.categories) - self.unordered
        now = self._category_of(answers)
        if now == 0:
            return None
        target = tuple(range(ordered)) if now >= ordered else (now - 1,)
        vectors = self._vectors(target)
        names = tuple(self.categories[category] for category in target)
        if not len(vectors):
            return Kept(names, ())
        differs = vectors != np.asarray(answers, dtype=np.int8)
        differs[:, self._apart] = False
        distance = differs.sum(axis=1)
        nearest_ones = distance == distance.min()
        changes, vectors = differs[nearest_ones], vectors[nearest_ones]
        sets = []
        # Not by numpy.unique, which loads masked arrays: a cold start would pay for them.
        for change in sorted(set(map(tuple, changes.tolist())), reverse=True):
            ways = vectors[(changes == np.asarray(change)).all(axis=1)]
            sets.append(
                tuple(
                    self._lever(int(place), answers, sorted(set(ways[:, place].tolist())))
                    for place in np.flatnonzero(change)
                )
            )
        return Kept(names, tuple(sets))

    def _category_of(self, answers: tuple[int, ...]) -> int:
        cell = sum(map(int.__mul__, answers, self._steps))
        return self._category_of_row.listed[self._row_at.listed[cell]]

    def _lever(self, place: int, answers: tuple[int, ...], needed: list[int]) -> Lever:
        criterion = self._criteria[place]
        return Lever(
            criterion.id,
            criterion.told.number,
            criterion.answers[answers[place]],
            tuple(criterion.answers[answer] for answer in needed),
            criterion.reads,
        )

    def _vectors_of(self, target: tuple[int, ...]) -> NDArray[np.int8]:
        """Every combination of answers that findings can give and that leads to ``target``."""
        found = np.argwhere(np.isin(self._table, target))
        vectors = np.zeros((len(found), len(self._criteria)), dtype=np.int8)
        for side, number in enumerate(self._live):
            group = self._groups[number]
            joint = np.asarray(group.joint_answers, dtype=np.int8)
            vectors[:, list(group.criteria)] = joint[found[:, side]]
        return vectors


def axes_of(criteria: Sequence[Criterion], apart: Iterable[str] = ()) -> list[Axis]:
    """The answers of each criterion that decides, as the axes of a table."""
    apart = frozenset(apart)
    return [Axis(one.id, one.answers) for one in criteria if one.id not in apart]


def _offsets(group: Group, steps: Sequence[int]) -> Lookup:
    """What each joint answer of a group adds to the place in the table of answers."""
    own = [steps[place] for place in group.criteria]
    return Lookup(sum(map(int.__mul__, own, answers)) for answers in group.joint_answers)


def grades_apart(ids: Iterable[str], readings: Iterable[Reading]) -> tuple[Grade, ...]:
    """What the criteria in ``ids``, which decide nothing, say beside the category."""
    ids = frozenset(ids)
    return tuple(
        Grade(one.number, one.wording, one.answer, one.because)
        for one in readings
        if one.criterion in ids and one.judged
    )


def category_faults(categories: Categories, led_to: Iterable[str]) -> list[Fault]:
    """What is wrong with the list of categories, of which those in ``led_to`` are given."""
    led_to = frozenset(led_to)
    names = [category.name for category in categories]
    faults = [
        Fault(("categories", i, "name"), "this category stands here twice")
        for i, name in enumerate(names)
        if name in names[:i]
    ]
    order = [category.ordered for category in categories]
    if order != sorted(order, reverse=True) or not order[0]:
        wrong = "a category outside the order stands before an ordered one"
        faults.append(Fault(("categories",), wrong, "write ordered categories first, best first"))
    for i, category in enumerate(categories):
        if category.reached and category.name not in led_to:
            wrong = "nothing leads to this category"
            faults.append(
                Fault(("categories", i, "name"), wrong, "say 'reached: no' if that is so")
            )
        if not category.reached and category.name in led_to:
            faults.append(Fault(("categories", i, "reached"), "this category is led to"))
    return faults
