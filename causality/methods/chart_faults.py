"""What can be wrong with a flow chart: ways that lead nowhere, in circles, or are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from causality.errors import nearest
from causality.methods.criterion import Criterion
from causality.methods.rows import Fault
from causality.methods.schema import WarningRecord

__all__ = ["chart_faults"]


class _Way(Protocol):
    on: tuple[str, ...]
    to: tuple[str, ...]
    warn: tuple[str, ...]


class _Node(Protocol):
    ask: str

    @property
    def ways(self) -> Sequence[_Way]: ...


class _Box(Protocol):
    under: str
    criterion: str
    answers: tuple[str, ...]


class _Category(Protocol):
    name: str


class _Chart(Protocol):
    apart: tuple[str, ...]
    warnings: tuple[WarningRecord, ...]

    @property
    def chart(self) -> Sequence[_Node]: ...

    @property
    def boxes(self) -> Sequence[_Box]: ...

    @property
    def categories(self) -> Sequence[_Category]: ...


def chart_faults(told: _Chart, criteria: Sequence[Criterion]) -> list[Fault]:
    """Every fault of the chart; with one, no way through it can be followed."""
    answers = {criterion.id: criterion.answers for criterion in criteria}
    asked = [node.ask for node in told.chart]
    categories = [category.name for category in told.categories]
    faults = [*_node_faults(told, answers), *_box_faults(told, answers, categories)]
    for i, node in enumerate(told.chart):
        for j, way in enumerate(node.ways):
            here = ("chart", i, "ways", j)
            faults += [
                Fault((*here, "to"), f"there is nothing called {to!r}{nearest(to, known)}")
                for known in [(*asked, *categories)]
                for to in way.to
                if to not in known
            ]
            warnings = [warning.id for warning in told.warnings]
            faults += [
                Fault((*here, "warn"), f"there is no warning {one!r}{nearest(one, warnings)}")
                for one in way.warn
                if one not in warnings
            ]
    for place, name in enumerate(answers):
        if (name in asked) is (name in told.apart):
            wrong = f"the criterion {name!r} stands neither in the chart nor apart from it"
            if name in asked:
                wrong = f"the criterion {name!r} stands in the chart and apart from it"
            faults.append(Fault(("criteria", place, "id"), wrong))
    return faults or [*_circles(told), *_unreached(told)]


def _node_faults(told: _Chart, answers: Mapping[str, tuple[str, ...]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, node in enumerate(told.chart):
        here = ("chart", i)
        if node.ask not in answers:
            wrong = f"there is no criterion {node.ask!r}{nearest(node.ask, answers)}"
            yield Fault((*here, "ask"), wrong)
            continue
        if node.ask in seen:
            yield Fault((*here, "ask"), f"{node.ask!r} is asked twice")
        seen.add(node.ask)
        given = [answer for way in node.ways for answer in way.on]
        if sorted(given) != sorted(answers[node.ask]):
            wrong = "the ways do not take every answer once"
            yield Fault((*here, "ways"), wrong, f"answers: {', '.join(answers[node.ask])}")


def _box_faults(
    told: _Chart, answers: Mapping[str, tuple[str, ...]], categories: Sequence[str]
) -> Iterator[Fault]:
    for i, box in enumerate(told.boxes):
        if box.under not in categories:
            wrong = f"there is no category {box.under!r}{nearest(box.under, categories)}"
            yield Fault(("boxes", i, "under"), wrong)
        if not set(box.answers) <= set(answers.get(box.criterion, ())):
            yield Fault(("boxes", i, "criterion"), f"{box.criterion!r} has no such answer")


def _ways_on(told: _Chart) -> Mapping[str, tuple[str, ...]]:
    return {node.ask: tuple(to for way in node.ways for to in way.to) for node in told.chart}


def _circles(told: _Chart) -> Iterator[Fault]:
    """A node from which the chart comes back to it."""
    ways_on = _ways_on(told)
    for i, start in enumerate(ways_on):
        ahead, seen = list(ways_on[start]), set[str]()
        while ahead:
            name = ahead.pop()
            if name not in seen:
                seen.add(name)
                ahead += ways_on.get(name, ())
        if start in seen:
            yield Fault(("chart", i), "the chart runs in a circle here")


def _unreached(told: _Chart) -> Iterator[Fault]:
    ways_on = _ways_on(told)
    led_to = {to for several in ways_on.values() for to in several}
    for i, name in enumerate(ways_on):
        if i and name not in led_to:
            yield Fault(("chart", i), "no way leads to this node; the chart starts at the first")
