"""The kind *category table*: ordered rows over the answers decide the category; nothing is added.

The rows are compiled over every combination of answers, so each combination has exactly one
category, and a row that could never fire is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from causality.datafile import Text
from causality.errors import nearest
from causality.methods.criterion import Criterion
from causality.methods.decided import (
    MOST_CATEGORIES,
    CategoryRecord,
    Decided,
    DecidedRow,
    axes_of,
    category_faults,
)
from causality.methods.joint import Group
from causality.methods.rows import Fault, compile_rows
from causality.methods.schema import MethodRecord, RowRecord
from causality.methods.table import Table, when_words

__all__ = ["CategoryTable", "DecisionRecord", "TableRecord"]


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


class CategoryTable(Decided):
    """A decision table at work for one method."""

    record: ClassVar[type[MethodRecord]] = TableRecord

    def __init__(
        self,
        record: TableRecord,
        criteria: Sequence[Criterion],
        groups: Sequence[Group],
        rows: Sequence[DecisionRecord],
        row_at: NDArray[np.int16],
    ) -> None:
        self._told = record
        names = [category.name for category in record.categories]
        decided = [DecidedRow(names.index(row.then), row.because, warn=row.warn) for row in rows]
        super().__init__(
            record.categories, criteria, groups, decided, row_at, record.raised_by_rows()
        )

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
        led_to = {row.then for row in record.decision}
        faults = [*category_faults(record.categories, led_to), *_decision_faults(record)]
        kept = [i for i, row in enumerate(record.decision) if row.holds_under(options)]
        rows = [record.decision[i] for i in kept]
        row_at, row_faults = compile_rows(axes_of(criteria), [row.when for row in rows])
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


def _condition(row: DecisionRecord) -> str:
    settings = (f"option {k}: {'yes' if v else 'no'}" for k, v in row.option.items())
    return "; ".join([when_words(row.when), *settings])


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
