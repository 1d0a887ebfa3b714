"""Which few entries cannot all hold: cycles shorter than zero, over as few entries as there are.

Constraints cannot all hold if and only if some cycle of their edges is shorter than zero. So few
entries are found by walking: after k steps, each over all that one entry says (and over definitions
at no cost), how short can a walk from a point back to itself be?

Counting steps misses one thing: an entry that ties four points or more may be walked over twice and
is still one entry. Such entries are tried at no cost as well, alone and together. The number of
entries found is then the smallest there is, up to ``MOST_EXACT``, as long as the trials last; a
longer walk is the shortest in steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations

import numpy as np

from causality.timeline.constraint import Constraint
from causality.timeline.distances import UNBOUNDED, Ints, cut
from causality.timeline.system import edges_of
from causality.timeline.ways import Cycle, Ways, places, ways_over

__all__ = ["MOST_EXACT", "by_entry", "few_entries", "some_cycle"]

MOST_EXACT = 5
_MOST_STEPS = 16  # nobody can follow a longer chain of entries
_MOST_CELLS = 4_000_000  # distances kept at once
_TIED_TWICE = 4  # points that an entry ties if a walk can go over it twice
_STEPS_BETWEEN = 2  # and over another entry each time between, the two not the same

# A point, the points that edges from it reach, and how long they are.
Leaving = tuple[int, Ints, Ints]


def few_entries(constraints: Sequence[Constraint], trials: Iterator[int]) -> list[Cycle]:
    """Cycles over the fewest entries, best first; none where every cycle is long.

    ``constraints`` stand in an order that does not depend on the file, and no entry fails alone.
    Each set of entries tried at no cost takes one of ``trials``. There is at most one cycle for
    each point, so there may be others as short.
    """
    place = places(constraints)
    free, said = by_entry(constraints)
    ways = {entry: ways_over(ones, place) for entry, ones in said.items()}
    best = _walks(ways_over(free, place), ways, len(place), _MOST_STEPS)
    for together in _walked_twice(said):
        fewer = min(MOST_EXACT, len(best[0].entries) - 1 if best else MOST_EXACT)
        steps = fewer - len(together)
        if len(together) == 1 and 0 <= steps < _STEPS_BETWEEN and not free:
            continue
        if steps < 0 or next(trials, None) is None:
            break
        at_no_cost = [*free, *(one for entry in together for one in said[entry])]
        others = {entry: way for entry, way in ways.items() if entry not in together}
        best = _walks(ways_over(at_no_cost, place), others, len(place), steps) or best
    return best


def _walked_twice(said: Mapping[str, Sequence[Constraint]]) -> Iterator[tuple[str, ...]]:
    """Entries that a walk may go over twice, by ones, by twos, and so on."""
    entries = [entry for entry, ones in said.items() if len(places(ones)) >= _TIED_TWICE]
    for size in range(1, MOST_EXACT + 1):
        yield from combinations(entries, size)


def some_cycle(constraints: Sequence[Constraint]) -> Cycle:
    """A cycle below zero in ``constraints``, whatever its number of entries.

    Bellman and Ford: where n points still get closer after n rounds, the way to such a point comes
    out of a cycle.
    """
    place = places(constraints)
    start, end, length, source = edges_of(constraints, place)
    distance = np.zeros(len(place), dtype=np.int64)
    into = np.zeros(len(place), dtype=np.int64)  # the edge that last brought a point closer
    closer = np.arange(0)
    for _ in place:
        way = distance[start] + length
        nearest = distance.copy()
        np.minimum.at(nearest, end, way)
        closer = np.flatnonzero((way < distance[end]) & (way == nearest[end]))[::-1]
        into[end[closer]] = closer
        distance = nearest
    point = end[closer[0]]
    for _ in place:
        point = start[into[point]]
    walked = [int(into[point])]
    while start[walked[-1]] != point:
        walked.append(int(into[start[walked[-1]]]))
    walked.reverse()
    return Cycle(tuple(constraints[source[edge]] for edge in walked), -int(length[walked].sum()))


def by_entry(
    constraints: Sequence[Constraint],
) -> tuple[list[Constraint], dict[str, list[Constraint]]]:
    """The definitions, and what each entry says."""
    said: dict[str, list[Constraint]] = {}
    for one in constraints:
        said.setdefault(one.entry, []).append(one)
    return said.pop("", []), said


def _walks(free: Ways, said: Mapping[str, Ways], count: int, most: int) -> list[Cycle]:
    """Cycles below zero of the fewest steps, of ``most`` at most, best first.

    A step goes over what one entry says; ways over ``free`` cost no step.
    """
    if free.below_zero:
        return [free.below_zero]
    walk = _Walk(free, said, count)
    for _ in range(min(most, _MOST_CELLS // count**2)):
        walk.step()
        home = walk.reached[-1].diagonal()
        if home.min() < 0:
            points: list[int] = np.flatnonzero(home < 0).tolist()
            found = (Cycle(walk.back(point), -int(home[point])) for point in points)
            best: dict[tuple[str, ...], Cycle] = {}
            for cycle in sorted(found, key=lambda cycle: cycle.rank):
                best.setdefault(cycle.entries, cycle)
            return list(best.values())
    return []


class _Walk:
    """Walks from every point at once, all of the same number of steps.

    ``stepped[k][a, b]`` is the shortest walk of k steps from a to b, the last of them into b;
    ``reached[k][a, b]`` the shortest with what can be walked at no cost behind the last step.
    """

    def __init__(self, free: Ways, said: Mapping[str, Ways], count: int) -> None:
        self.free = free
        self.step_length = np.full((count, count), UNBOUNDED)
        self.step_by: dict[tuple[int, int], Ways] = {}
        for ways in said.values():
            for edge, length in ways.length.items():
                if length < self.step_length[edge]:
                    self.step_length[edge], self.step_by[edge] = length, ways
        self.free_length = np.full((count, count), UNBOUNDED)
        for edge, length in free.length.items():
            self.free_length[edge] = length
        self.steps, self.free_ways = _leaving(self.step_length), _leaving(self.free_length)
        np.fill_diagonal(self.free_length, 0)
        self.stepped = [np.full((count, count), UNBOUNDED)]
        self.reached = [self.free_length]

    def step(self) -> None:
        """One step more."""
        stepped = _onward(self.reached[-1], self.steps)
        self.stepped.append(stepped)
        self.reached.append(np.minimum(stepped, _onward(stepped, self.free_ways)))

    def back(self, start: int) -> tuple[Constraint, ...]:
        """The constraints on the shortest walk of all steps from ``start`` back to it."""
        parts: list[tuple[Constraint, ...]] = []
        end = start
        for k in range(len(self.stepped) - 1, 0, -1):
            into = self.stepped[k][start] + self.free_length[:, end]
            step_end = int(np.argmin(into))
            if step_end != end:
                parts.append(self.free.steps(step_end, end))
            before = self.reached[k - 1][start] + self.step_length[:, step_end]
            end = int(np.argmin(before))
            parts.append(self.step_by[end, step_end].steps(end, step_end))
        if end != start:
            parts.append(self.free.steps(start, end))
        return tuple(chain.from_iterable(reversed(parts)))


def _leaving(length: Ints) -> list[Leaving]:
    """The edges that leave each point."""
    ends = [np.flatnonzero(edges < UNBOUNDED) for edges in length]
    return [(point, there, length[point, there]) for point, there in enumerate(ends) if there.size]


def _onward(so_far: Ints, edges: Iterable[Leaving]) -> Ints:
    """Every walk that goes on by one edge, the shortest for each pair of ends."""
    onward = np.full_like(so_far, UNBOUNDED)
    for point, ends, length in edges:
        onward[:, ends] = np.minimum(onward[:, ends], so_far[:, point, None] + length)
    return cut(onward)
