"""The kind *two-axis table*: criteria give a grade on each of two axes, a matrix joins the grades.

A cell of the matrix that was read in no source is marked; a verdict that would need it is refused,
never filled in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from causality.citation import Origin
from causality.datafile import Record, Text
from causality.errors import nearest
from causality.methods.criterion import Criterion
from causality.methods.decided import (
    MOST_CATEGORIES,
    CategoryRecord,
    Decided,
    DecidedRow,
    axes_of,
    category_faults,
    grades_apart,
)
from causality.methods.joint import Group
from causality.methods.kind import Standing
from causality.methods.result import Grade, Reading
from causality.methods.rows import Axis, Fault, When, compile_rows
from causality.methods.schema import MethodRecord, OneOrMany, RowRecord
from causality.methods.table import Table, when_words

__all__ = [
    "AxisRecord",
    "AxisRowRecord",
    "CellRecord",
    "MatrixRecord",
    "RefusedRecord",
    "TwoAxisTable",
]


class AxisRowRecord(RowRecord, Origin):
    """One row of an axis: answers of criteria, the grade, and where that is from."""


class AxisRecord(Record):
    """One axis: its grades and the ordered rows that give them."""

    id: Text
    title: Text
    grades: tuple[Text, ...] = Field(min_length=2)
    rows: tuple[AxisRowRecord, ...] = Field(min_length=1)


class CellRecord(Origin):
    """Cells of the matrix that have one category."""

    when: Mapping[str, OneOrMany]
    then: Text


class RefusedRecord(Record):
    """Cells of the matrix that were read in no source."""

    when: Mapping[str, OneOrMany]
    because: Text


class MatrixRecord(MethodRecord):
    """A method file of this kind.

    ``refused`` is the category, outside the order, that says so where a cell was not verified.
    Criteria in ``apart`` are shown beside the result and decide nothing.
    """

    categories: tuple[CategoryRecord, ...] = Field(min_length=2, max_length=MOST_CATEGORIES)
    axes: tuple[AxisRecord, AxisRecord]
    matrix: tuple[CellRecord, ...] = Field(min_length=1)
    not_verified: tuple[RefusedRecord, ...] = ()
    refused: Text
    apart: tuple[Text, ...] = ()


class TwoAxisTable(Decided):
    """Two axes and their matrix at work for one method."""

    record: ClassVar[type[MethodRecord]] = MatrixRecord

    def __init__(
        self,
        record: MatrixRecord,
        criteria: Sequence[Criterion],
        groups: Sequence[Group],
        rows: Sequence[DecidedRow],
        row_at: NDArray[np.int16],
    ) -> None:
        self._told = record
        super().__init__(record.categories, criteria, groups, rows, row_at, apart=record.apart)

    @classmethod
    def compiled(
        cls,
        record: MethodRecord,
        criteria: Sequence[Criterion],
        groups: Sequence[Group],
        options: Mapping[str, bool],  # noqa: ARG003 - no axis depends on an option
    ) -> tuple[TwoAxisTable | None, tuple[Fault, ...]]:
        """The table, or what is wrong with its axes and matrix."""
        if not isinstance(record, MatrixRecord):
            raise TypeError(record.kind)
        led_to = {cell.then for cell in record.matrix} | {record.refused}
        faults = [*category_faults(record.categories, led_to), *_grade_faults(record)]
        names = [category.name for category in record.categories]
        faults += [
            Fault(("matrix", i, "then"), f"there is no category {cell.then!r}")
            for i, cell in enumerate(record.matrix)
            if cell.then not in names
        ]
        row_at = []
        for i, axis in enumerate(record.axes):
            at, wrong = compile_rows(
                axes_of(criteria, record.apart), [row.when for row in axis.rows]
            )
            faults += [fault.under("axes", i, "rows") for fault in wrong]
            row_at.append(at)
        cell_at, wrong = compile_rows(_grades(record), [when for when, _, _ in _cells(record)])
        faults += [fault.under("matrix") for fault in wrong]
        if faults:
            return None, tuple(faults)
        rows = _rows(record, cell_at.reshape([len(axis.grades) for axis in record.axes]))
        second = np.int16(len(record.axes[1].rows))
        return cls(record, criteria, groups, rows, row_at[0] * second + row_at[1]), ()

    def grades(self, readings: Sequence[Reading], standing: Standing) -> tuple[Grade, ...]:
        """The grade on each axis, and what stands apart from the matrix."""
        own = super().grades(readings, standing)
        return (*own, *grades_apart(self._told.apart, readings))

    def combination(self) -> Table:
        """The axes row by row, then the matrix."""
        rows = [
            (axis.id, when_words(row.when), row.then, f"{row.from_}: {row.at or row.why}")
            for axis in self._told.axes
            for row in axis.rows
        ]
        rows += [
            ("matrix", when_words(cell.when), cell.then, f"{cell.from_}: {cell.at or cell.why}")
            for cell in self._told.matrix
        ]
        rows += [
            ("matrix", when_words(cell.when), "not verified", cell.because)
            for cell in self._told.not_verified
        ]
        return Table("Axes and matrix", ("", "answers or grades", "gives", "from"), tuple(rows))


def _grades(record: MatrixRecord) -> list[Axis]:
    return [Axis(axis.id, axis.grades) for axis in record.axes]


def _cells(record: MatrixRecord) -> list[tuple[When, str, str | None]]:
    """Every row of the matrix: grades, category, and why it is refused."""
    verified: list[tuple[When, str, str | None]] = [
        (cell.when, cell.then, None) for cell in record.matrix
    ]
    refused = [(cell.when, record.refused, cell.because) for cell in record.not_verified]
    return verified + refused


def _rows(record: MatrixRecord, cell_at: NDArray[np.int16]) -> list[DecidedRow]:
    """One row for every row of the first axis with every row of the second."""
    names = [category.name for category in record.categories]
    cells = _cells(record)
    first, second = record.axes
    rows = []
    for one in first.rows:
        for other in second.rows:
            at = cell_at[first.grades.index(one.then), second.grades.index(other.then)]
            _, category, refused = cells[int(at)]
            told = f"{one.then} ({one.because}) and {other.then} ({other.because})"
            if refused is not None:
                told = f"{told}: {refused}"
            grades = (
                Grade(first.id, first.title, one.then, one.because),
                Grade(second.id, second.title, other.then, other.because),
            )
            rows.append(DecidedRow(names.index(category), told, grades=grades))
    return rows


def _grade_faults(record: MatrixRecord) -> list[Fault]:
    return [
        Fault(
            ("axes", i, "rows", j, "then"),
            f"there is no grade {row.then!r}{nearest(row.then, axis.grades)}",
        )
        for i, axis in enumerate(record.axes)
        for j, row in enumerate(axis.rows)
        if row.then not in axis.grades
    ]
