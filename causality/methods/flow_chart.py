"""The kind *flow chart*: one question leads to the next until a category is reached.

Every way through the chart becomes one row over the answers. Where a chart says nothing of an
answer, a file may name several ways on; then every one of them is followed, the result is the least
favourable, and all that can be reached stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from causality.citation import Origin
from causality.datafile import Record, Text
from causality.methods.chart_faults import chart_faults
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
from causality.methods.rows import Fault, compile_rows
from causality.methods.schema import MethodRecord, OneOrMany
from causality.methods.table import Table

__all__ = ["BoxRecord", "ChartRecord", "EdgeRecord", "FlowChart", "NodeRecord"]


class EdgeRecord(Origin):
    """Where some answers lead: to another criterion or to a category, and where that is from."""

    on: OneOrMany
    to: OneOrMany
    warn: tuple[Text, ...] = ()


class NodeRecord(Record):
    """One question of the chart: the criterion, and the ways on."""

    ask: Text
    ways: tuple[EdgeRecord, ...] = Field(min_length=1)


class BoxRecord(Origin):
    """A box that is ticked beside a category, where a criterion was answered so."""

    box: Text
    title: Text
    under: Text
    criterion: Text
    answers: OneOrMany


class ChartRecord(MethodRecord):
    """A method file of this kind; the first node of the chart is the start.

    Criteria in ``apart`` are shown beside the result and lead nowhere.
    """

    categories: tuple[CategoryRecord, ...] = Field(min_length=2, max_length=MOST_CATEGORIES)
    chart: tuple[NodeRecord, ...] = Field(min_length=1)
    apart: tuple[Text, ...] = ()
    boxes: tuple[BoxRecord, ...] = ()

    def raised_by_rows(self) -> frozenset[str]:
        """The warnings that some way of the chart raises."""
        return frozenset(one for node in self.chart for way in node.ways for one in way.warn)


@dataclass(frozen=True, slots=True)
class _Walk:
    """One way through the chart: the answers that take it, what it asks, where it ends."""

    when: Mapping[str, tuple[str, ...]]
    asked: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    warn: tuple[str, ...] = ()


class FlowChart(Decided):
    """A chart at work for one method."""

    record: ClassVar[type[MethodRecord]] = ChartRecord

    def __init__(
        self,
        record: ChartRecord,
        criteria: Sequence[Criterion],
        groups: Sequence[Group],
        walks: Sequence[_Walk],
        row_at: NDArray[np.int16],
    ) -> None:
        self._told = record
        rows = [_row(walk, record, criteria) for walk in walks]
        super().__init__(
            record.categories, criteria, groups, rows, row_at, record.raised_by_rows(), record.apart
        )

    @classmethod
    def compiled(
        cls,
        record: MethodRecord,
        criteria: Sequence[Criterion],
        groups: Sequence[Group],
        options: Mapping[str, bool],  # noqa: ARG003 - no way of a chart depends on an option
    ) -> tuple[FlowChart | None, tuple[Fault, ...]]:
        """The chart, or what is wrong with its nodes and categories."""
        if not isinstance(record, ChartRecord):
            raise TypeError(record.kind)
        led_to = {to for node in record.chart for way in node.ways for to in way.to}
        faults = [*category_faults(record.categories, led_to), *chart_faults(record, criteria)]
        if faults:
            return None, tuple(faults)
        answers = {criterion.id: criterion.answers for criterion in criteria}
        nodes = {node.ask: node for node in record.chart}
        walks = tuple(_walks(record.chart[0].ask, {}, nodes, answers))
        row_at, row_faults = compile_rows(
            axes_of(criteria, record.apart), [walk.when for walk in walks]
        )
        if row_faults:
            return None, tuple(Fault(("chart",), fault.wrong) for fault in row_faults)
        return cls(record, criteria, groups, walks, row_at), ()

    def because(self, standing: Standing, readings: Sequence[Reading]) -> str:
        """The answers on the way, and the other ends where the chart has no way on."""
        row = self._row(standing)
        steps = ", ".join(f"{readings[at].number} {readings[at].answer}" for at in row.path or ())
        if len(row.open_) == 1:
            return f"the chart leads there by {steps}"
        others = " or ".join(self.categories[end] for end in row.open_ if end != row.category)
        return f"the chart has no way on for one answer; it could as well be {others} ({steps})"

    def grades(self, readings: Sequence[Reading], standing: Standing) -> tuple[Grade, ...]:
        """The boxes that are ticked under the category, and what stands apart from the chart."""
        category = self.categories[int(standing.category)]
        given = {reading.criterion: reading for reading in readings}
        ticked = tuple(
            Grade(one.box, one.title, given[one.criterion].answer, given[one.criterion].because)
            for one in self._told.boxes
            if one.under == category and given[one.criterion].answer in one.answers
        )
        return (*ticked, *grades_apart(self._told.apart, readings))

    def combination(self) -> Table:
        """The nodes of the chart, in the order of the file."""
        numbers = {one.id: one.told.number for one in self._criteria}
        rows = tuple(
            (
                numbers[node.ask],
                " or ".join(way.on),
                " and ".join(numbers.get(to, to) for to in way.to),
                f"{way.from_}: {way.at or way.why}",
                ", ".join(way.warn),
            )
            for node in self._told.chart
            for way in node.ways
        )
        columns = ("criterion", "answer", "leads to", "from", "warning")
        return Table("Chart, from the first criterion on", columns, rows)


def _walks(
    target: str,
    when: Mapping[str, tuple[str, ...]],
    nodes: Mapping[str, NodeRecord],
    answers: Mapping[str, tuple[str, ...]],
) -> Iterator[_Walk]:
    """Every way from ``target`` to the end, under answers that are fixed already."""
    node = nodes.get(target)
    if node is None:
        yield _Walk(when, ends=(target,))
        return
    for way in node.ways:
        fitting = tuple(one for one in way.on if one in when.get(target, answers[target]))
        if not fitting:
            continue
        further_when = {**when, target: fitting}
        if len(way.to) == 1:
            for walk in _walks(way.to[0], further_when, nodes, answers):
                asked, warn = (target, *walk.asked), (*way.warn, *walk.warn)
                yield _Walk(walk.when, asked, walk.ends, warn)
            continue
        walks = [_Walk(further_when)]
        for to in way.to:
            walks = [
                _joined(walk, further)
                for walk in walks
                for further in _walks(to, walk.when, nodes, answers)
            ]
        for walk in walks:
            told = way.warn if len(walk.ends) > 1 else ()
            yield replace(walk, asked=(target, *walk.asked), warn=(*told, *walk.warn))


def _joined(walk: _Walk, further: _Walk) -> _Walk:
    return _Walk(
        further.when,
        tuple(dict.fromkeys((*walk.asked, *further.asked))),
        tuple(dict.fromkeys((*walk.ends, *further.ends))),
        tuple(dict.fromkeys((*walk.warn, *further.warn))),
    )


def _row(walk: _Walk, record: ChartRecord, criteria: Sequence[Criterion]) -> DecidedRow:
    names = [category.name for category in record.categories]
    ends = sorted(names.index(end) for end in walk.ends)
    places = {criterion.id: place for place, criterion in enumerate(criteria)}
    return DecidedRow(
        ends[-1],
        "",
        tuple(ends),
        walk.warn,
        tuple(places[asked] for asked in walk.asked),
    )
