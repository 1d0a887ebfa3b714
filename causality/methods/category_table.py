"""The kind *category table*: ordered rows over the answers decide the category; nothing is added.

The rows are compiled over every combination of answers, so each combination has exactly one
category, and a row that could never fire is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from causality.datafile import Record, Text
from causality.errors import nearest
from causality.methods.criterion import Criterion
from causality.methods.joint import Group, Index, Lookup, Spread
from causality.methods.kind import Reach, Standing
from causality.methods.result import Kept, Lever
from causality.methods.rows import Axis, Fault, compile_rows, strides
from causality.methods.schema import Flag, MethodRecord, RowRecord
from causality.methods.set_table import SetTable
from causality.methods.table import Table, when_words

__all__ = [
    "MOST_CATEGORIES",
    "CategoryRecord",
    "CategoryTable",
    "DecisionRecord",
    "TableRecord",
]

MOST_CATEGORIES = 16
"""Sets of categories are kept as bits of 16."""


class CategoryRecord(Record):
    """A category as published; ``ordered: no`` marks one that is no step of the scale."""

    name: Text
    meaning: Text
    at: Text
    ordered: Flag = True


class DecisionRecord(RowRecord):
    """One row of the decision; ``warn`` names warnings that it raises."""

    warn: tuple[Text, ...] = ()


class TableRecord(MethodRecord):
    """A method file of this kind; categories are written best first, unordered ones last."""

    categories: tuple[CategoryRecord, ...] = Field(min_length=2, max_length=MOST_CATEGORIES)
    decision: tuple[DecisionRecord, ...] = Field(min_length=1)

    def raised_by_rows(self) -> frozenset[str]:
        """The warnings that some row of the decision raises."""
        return frozenset(one for row in self.decision for one in row.warn)


class CategoryTable:
    """A decision table at work for one method."""

    record: ClassVar[type[MethodRecord]] = TableRecord
    points: tuple[tuple[int, ...], ...] | None = None

    def __init__(
        self,
        record: TableRecord,
        criteria: Sequence[Criterion],
        groups: Sequence[Group],
        rows: Sequence[DecisionRecord],
        row_at: NDArray[np.int16],
    ) -> None:
        self._told = record
        self.categories = tuple(category.name for category in record.categories)
        self.unordered = sum(not category.ordered for category in record.categories)
        self._criteria, self._groups, self._rows = tuple(criteria), tuple(groups), tuple(rows)
        self.raising: Mapping[str, tuple[int, ...]] = {
            warning: tuple(int(warning in row.warn) for row in rows)
            for warning in record.raised_by_rows()
        }
        self._offsets = tuple(_offsets(group, strides(_axes(criteria))) for group in groups)
        self._row_at = Lookup(row_at.tolist())
        self._category_of_row = Lookup(self.categories.index(row.then) for row in rows)
        self._table = self._over_joint_answers()
        self._sets = SetTable(self._table)
        self.kept_from_next = lru_cache(maxsize=4096)(self._kept_from_next)
        self._vectors = lru_cache(maxsize=None)(self._vectors_of)

    @classmethod
    def compiled(
        cls,
        record: MethodRecord,
        criteria: Sequence[Criterion],
        groups: Sequence[Group],
        options: Mapping[str, bool],
    ) -> tuple[CategoryTable | None, tuple[Fault, ...]]:
        """The decision table, or what is wrong with its categories and rows."""
        if not isinstance(record, TableRecord):
            raise TypeError(record.kind)
        faults = [*_category_faults(record), *_decision_faults(record)]
        kept = [i for i, row in enumerate(record.decision) if row.holds_under(options)]
        rows = [record.decision[i] for i in kept]
        row_at, row_faults = compile_rows(_axes(criteria), [row.when for row in rows])
        faults += [fault.counted_in(kept).under("decision") for fault in row_faults]
        if faults:
            return None, tuple(faults)
        return cls(record, criteria, groups, rows, row_at), ()

    def combination(self) -> Table:
        """The rows of the decision; the first that fits decides."""
        rows = tuple(
            (_condition(row), row.then, row.because, ", ".join(row.warn))
            for row in self._told.decision
        )
        columns = ("answers", "category", "because", "warning")
        return Table("Decision, the first row that fits", columns, rows)

    def _over_joint_answers(self) -> NDArray[np.int8]:
        """The category's number for every combination of one joint answer a group."""
        cells = np.zeros((), dtype=np.int64)
        for offset in self._offsets:
            cells = np.add.outer(cells, np.asarray(offset.listed, dtype=np.int64))
        rows = np.asarray(self._row_at.listed, dtype=np.int16)[cells]
        return np.asarray(self._category_of_row.listed, dtype=np.int8)[rows]

    def standing(self, joint_answers: Sequence[Index]) -> Standing:
        """The row that fits, and its category."""
        cell: Index = 0
        for offset, which in zip(self._offsets, joint_answers, strict=True):
            cell = cell + offset.at(which)
        row = self._row_at.at(cell)
        return Standing(self._category_of_row.at(row), row=row)

    def reach(self, spreads: Sequence[Spread]) -> Reach:
        """Exactly the categories that some combination of the answers leads to."""
        return Reach(self._sets.reached(spreads))

    def because(self, standing: Standing) -> str:
        """The reason that the deciding row gives."""
        return self._rows[int(standing.row or 0)].because

    def _kept_from_next(self, answers: tuple[int, ...]) -> Kept | None:
        """The smallest changes of answers that lead to the next better category."""
        ordered = len(self.categories) - self.unordered
        now = self._category_of(answers)
        if now == 0:
            return None
        target = tuple(range(ordered)) if now >= ordered else (now - 1,)
        vectors = self._vectors(target)
        differs = vectors != np.asarray(answers, dtype=np.int8)
        distance = differs.sum(axis=1)
        nearest_ones = distance == distance.min()
        changes, vectors = differs[nearest_ones], vectors[nearest_ones]
        sets = []
        for change in np.unique(changes, axis=0)[::-1]:
            ways = vectors[(changes == change).all(axis=1)]
            sets.append(
                tuple(
                    self._lever(int(place), answers, np.unique(ways[:, place]).tolist())
                    for place in np.flatnonzero(change)
                )
            )
        return Kept(tuple(self.categories[category] for category in target), tuple(sets))

    def _category_of(self, answers: tuple[int, ...]) -> int:
        cell = sum(map(int.__mul__, answers, strides(_axes(self._criteria))))
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
        for number, group in enumerate(self._groups):
            joint = np.asarray(group.joint_answers, dtype=np.int8)
            vectors[:, list(group.criteria)] = joint[found[:, number]]
        return vectors


def _condition(row: DecisionRecord) -> str:
    settings = (f"option {k}: {'yes' if v else 'no'}" for k, v in row.option.items())
    return "; ".join([when_words(row.when), *settings])


def _axes(criteria: Sequence[Criterion]) -> list[Axis]:
    return [Axis(criterion.id, criterion.answers) for criterion in criteria]


def _offsets(group: Group, steps: Sequence[int]) -> Lookup:
    """What each joint answer of a group adds to the place in the decision table."""
    own = [steps[place] for place in group.criteria]
    return Lookup(sum(map(int.__mul__, own, answers)) for answers in group.joint_answers)


def _category_faults(record: TableRecord) -> list[Fault]:
    names = [category.name for category in record.categories]
    faults = [
        Fault(("categories", i, "name"), "this category stands here twice")
        for i, name in enumerate(names)
        if name in names[:i]
    ]
    order = [category.ordered for category in record.categories]
    if order != sorted(order, reverse=True) or not order[0]:
        wrong = "a category outside the order stands before an ordered one"
        faults.append(Fault(("categories",), wrong, "write ordered categories first, best first"))
    faults += [
        Fault(("categories", i, "name"), "no row of the decision leads here")
        for i, name in enumerate(names)
        if name not in {row.then for row in record.decision}
    ]
    return faults


def _decision_faults(record: TableRecord) -> list[Fault]:
    names = [category.name for category in record.categories]
    warnings = [warning.id for warning in record.warnings]
    faults = []
    for i, row in enumerate(record.decision):
        if row.then not in names:
            wrong = f"there is no category {row.then!r}{nearest(row.then, names)}"
            faults.append(Fault(("decision", i, "then"), wrong))
        faults += [
            Fault(("decision", i, "warn"), f"there is no warning {one!r}{nearest(one, warnings)}")
            for one in row.warn
            if one not in warnings
        ]
    return faults
