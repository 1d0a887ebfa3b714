"""A criterion: what a published instrument asks, and which findings give which answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.errors import nearest
from causality.methods.rows import Axis, Fault, compile_rows, strides
from causality.methods.schema import CriterionRecord, RowRecord
from causality.vocabulary import VOCABULARY

__all__ = ["MAX_READS", "Criterion", "Row", "compile_criterion"]

MAX_READS = 4
"""How many findings one criterion may read; more would be a method of its own."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a criterion: the findings it names, its answer, and why."""

    names: tuple[str, ...]
    answer: int
    because: str


@dataclass(frozen=True, slots=True, eq=False)
class Criterion:
    """A compiled criterion.

    ``told`` is what the file says. ``answers`` are its answers in file order; ``answer_at`` and
    ``row_at`` hold, for every combination of values of the findings in ``reads`` (C order), the
    number of the answer and of the row in ``rows`` that gives it.
    """

    told: CriterionRecord
    answers: tuple[str, ...]
    rows: tuple[Row, ...]
    answer_at: NDArray[np.int8]
    row_at: NDArray[np.int16]
    steps: tuple[int, ...]

    @property
    def id(self) -> str:
        """The name by which decisions and verdicts refer to the criterion."""
        return self.told.id

    @property
    def reads(self) -> tuple[str, ...]:
        """The findings that the criterion reads."""
        return self.told.reads

    def judged(self, answer: int) -> bool:
        """Whether this answer is a judgement, and not the want of one."""
        return self.told.answers[self.answers[answer]].is_judgement(self.answers[answer])


def compile_criterion(
    told: CriterionRecord, options: Mapping[str, bool]
) -> tuple[Criterion | None, tuple[Fault, ...]]:
    """The compiled criterion, or what is wrong with it; rows of other options are left out."""
    faults = [
        Fault(("reads", i), f"there is no finding {name!r}{nearest(name, VOCABULARY)}")
        for i, name in enumerate(told.reads)
        if name not in VOCABULARY
    ]
    if len(told.reads) > MAX_READS:
        faults.append(Fault(("reads",), f"a criterion reads at most {MAX_READS} findings"))
    if len(set(told.reads)) < len(told.reads):
        faults.append(Fault(("reads",), "a finding is named twice"))
    answers = tuple(told.answers)
    faults += [
        Fault(("rows", i, "then"), f"there is no answer {row.then!r}{nearest(row.then, answers)}")
        for i, row in enumerate(told.rows)
        if row.then not in answers
    ]
    if faults:
        return None, tuple(faults)
    axes = [Axis(name, VOCABULARY[name].values) for name in told.reads]
    kept = [i for i, row in enumerate(told.rows) if row.holds_under(options)]
    row_at, row_faults = compile_rows(axes, [told.rows[i].when for i in kept])
    if row_faults:
        return None, tuple(fault.counted_in(kept).under("rows") for fault in row_faults)
    rows = tuple(_row(told.rows[i], told.reads, answers) for i in kept)
    answer_at = np.asarray([row.answer for row in rows], dtype=np.int8)[row_at]
    return Criterion(told, answers, rows, answer_at, row_at, strides(axes)), ()


def _row(row: RowRecord, reads: tuple[str, ...], answers: tuple[str, ...]) -> Row:
    """The row; one that fits everything rests on all that the criterion reads."""
    names = tuple(name for name in reads if name in row.when) or reads
    return Row(names, answers.index(row.then), row.because)
