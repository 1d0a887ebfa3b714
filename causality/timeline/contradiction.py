"""Which entries cannot all hold: named a few at a time, until the others agree.

A contradiction between constraints lies in one part of the network that is tied together twice (a
biconnected component), so each part is searched by itself. What follows from *first* and *last*
points can contradict too; such entries are found by leaving others out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from causality.case.dates import CALENDAR, DAY_0
from causality.case.durations import in_words
from causality.timeline.constraint import Constraint, Contradiction
from causality.timeline.cycles import by_entry, few_entries, some_cycle
from causality.timeline.distances import closed
from causality.timeline.system import System, edges_of
from causality.timeline.ways import Cycle, places, ways_over

__all__ = ["contradictions"]

# Cubes of points added up, as closures take: after that, what still disagrees is named together.
_MOST_WORK = 200_000_000
_A_ROUND = 10_000  # a part costs as much however small
_MOST_TRIALS = 128
_REDUCED = range(3, 51)  # of two none can be spared; more than fifty are named as they are found
_MOST_QUOTED = 12


def contradictions(system: System) -> list[Contradiction]:
    """Sets of entries that cannot all hold, no entry in two of them; the others agree.

    The order of the constraints makes no difference.
    """
    constraints = sorted(system.constraints, key=_in_order)
    found = list(_between_constraints(constraints))
    gone = {entry for one in found for entry in one.entries}
    return found + list(_with_outermost(system, constraints, gone))


def _in_order(one: Constraint) -> tuple[int, str, str, str, int, int, str]:
    """Narrow statements first; names decide only between equally narrow ones."""
    return one.hi - one.lo, one.entry, one.earlier, one.later, one.lo, one.hi, one.text


def _between_constraints(constraints: Sequence[Constraint]) -> Iterator[Contradiction]:
    """Contradictions in the constraints as such: entries that fail alone, then few by few."""
    gone: set[str] = set()
    _, said = by_entry(constraints)
    for ones in said.values():
        if cycle := ways_over(ones, places(ones)).below_zero:
            yield _told(cycle)
            gone |= {*cycle.entries}
    parts, trials, work = [constraints], iter(range(_MOST_TRIALS)), 0
    while parts := [part for some in parts for part in _parts(some, gone) if not _agree(part)]:
        work += sum(_A_ROUND + len(places(part)) ** 3 for part in parts)
        if work < _MOST_WORK:
            found = [(cycle, part) for part in parts for cycle in _cycles(part, trials)]
        else:
            found = [(Cycle(tuple(part), 0), part) for part in parts]
        for cycle, part in sorted(found, key=lambda pair: pair[0].rank):
            if gone.isdisjoint(cycle.entries):
                least = _least(cycle, part)
                yield _told(least)
                gone |= {*least.entries}


def _parts(constraints: Iterable[Constraint], gone: Collection[str]) -> list[list[Constraint]]:
    """Constraints tied together twice, without those of the entries that are gone."""
    import networkx as nx

    left = [one for one in constraints if one.entry not in gone and one.earlier != one.later]
    graph = nx.Graph((one.earlier, one.later) for one in left)
    number = {
        frozenset(edge): i
        for i, edges in enumerate(nx.biconnected_component_edges(graph))
        for edge in edges
    }
    parts: dict[int, list[Constraint]] = {}
    for one in left:
        parts.setdefault(number[frozenset((one.earlier, one.later))], []).append(one)
    return [part for part in parts.values() if len(part) > 1]


def _agree(constraints: Sequence[Constraint]) -> bool:
    names = dict.fromkeys((CALENDAR, DAY_0, *places(constraints)))  # hubs first
    start, end, length, _ = edges_of(constraints, dict(zip(names, range(len(names)), strict=True)))
    return closed(len(names), start, end, length) is not None


def _cycles(part: Sequence[Constraint], trials: Iterator[int]) -> list[Cycle]:
    """Cycles below zero over few entries; where all are long, one of them."""
    return few_entries(part, trials) or [some_cycle(part)]


def _least(cycle: Cycle, part: Sequence[Constraint]) -> Cycle:
    """A cycle over entries of ``cycle`` none of which can be spared."""
    entries = cycle.entries
    if len(entries) not in _REDUCED:
        return cycle
    said = _said_by(entries, part)
    needed = _needed(entries, lambda some: not _agree(_said_by(some, said)))
    return cycle if len(needed) == len(entries) else some_cycle(_said_by(needed, said))


def _said_by(entries: Iterable[str], constraints: Iterable[Constraint]) -> list[Constraint]:
    """What ``entries`` say among ``constraints``, and the definitions."""
    chosen = {"", *entries}
    return [one for one in constraints if one.entry in chosen]


def _needed(entries: Sequence[str], fails: Callable[[Collection[str]], bool]) -> list[str]:
    """Entries that fail together, none of which can be spared (Junker 2004, QuickXplain)."""

    def search(given: list[str], among: Sequence[str], *, more: bool) -> list[str]:
        if more and fails(given):
            return []
        if len(among) == 1:
            return [*among]
        first, second = among[: len(among) // 2], among[len(among) // 2 :]
        of_second = search([*given, *first], second, more=True)
        of_first = search([*given, *of_second], first, more=bool(of_second))
        return [*of_first, *of_second]

    return search([], entries, more=False)


def _with_outermost(
    whole: System, constraints: Sequence[Constraint], gone: Collection[str]
) -> Iterator[Contradiction]:
    """Contradictions that need what first and last points mean: one of their members is it.

    First among points that hang together apart from the hubs, then among all.
    """
    gone = {"", *gone}
    for part in (*_around_outermost(whole, constraints), whole):

        def fails(entries: Collection[str], part: System = part) -> bool:
            chosen = {"", *entries}
            kept = np.array([one.entry in chosen for one in part.constraints], dtype=bool)
            return part.settled(kept) is None

        said = sorted(part.constraints, key=_in_order)
        entries = [*dict.fromkeys(one.entry for one in said if one.entry not in gone)]
        while fails(entries):
            needed = _needed(entries, fails)
            stated = [one for one in said if one.entry in needed]
            dated = {point for one in stated for point in (one.earlier, one.later)}
            meant = [one for one in said if not one.entry and one.later in dated]
            yield _told(Cycle((*stated, *meant), 0))
            gone |= {*needed}
            entries = [entry for entry in entries if entry not in gone]


def _around_outermost(whole: System, constraints: Iterable[Constraint]) -> Iterator[System]:
    """What hangs together with a first or last point, apart from the hubs."""
    import networkx as nx

    graph = nx.Graph((one.earlier, one.later) for one in constraints)
    graph.remove_nodes_from((CALENDAR, DAY_0))
    outermost = {whole.names[one.point] for one in whole.outermost}
    for together in sorted(map(sorted, nx.connected_components(graph))):
        if not outermost.isdisjoint(together):
            yield whole.around(together)


def _told(cycle: Cycle) -> Contradiction:
    """The entries of ``cycle`` and a sentence that quotes what they say."""
    steps = _readable(cycle.steps) if cycle.lacks else cycle.steps
    quotes = list(dict.fromkeys(f"{step.later} ({step.text})" for step in steps))
    more = f" and {len(quotes) - _MOST_QUOTED} more" if len(quotes) > _MOST_QUOTED else ""
    subject = "this cannot hold" if len(quotes) == 1 else "these cannot all hold"
    because = f"{subject}: {', '.join(quotes[:_MOST_QUOTED])}{more}"
    if cycle.lacks:
        because += f"; they are at least {in_words(cycle.lacks)} apart"
    return Contradiction(cycle.entries, because)


def _readable(steps: tuple[Constraint, ...]) -> Sequence[Constraint]:
    """A walk from a hub if it passes one, each step counted from the one before if it can be."""
    at_hub = [not {step.earlier, step.later}.isdisjoint((CALENDAR, DAY_0)) for step in steps]
    start = next((i for i in range(len(steps)) if at_hub[i] and at_hub[i - 1]), 0)
    walk = [*steps[start:], *steps[:start]]
    onward, back = (
        sum(one.later == other.earlier for one, other in pairwise(way))
        for way in (walk, walk[::-1])
    )
    return walk if onward >= back else walk[::-1]
