"""Which few entries cannot all hold: cycles shorter than zero, over as few entries as there are.

Constraints cannot all hold if and only if some cycle of their edges is shorter than zero. So few
entries are found by walking: after k steps, each over all that one entry says (and over definitions
at no cost), how short can a walk from a point back to itself be?

Counting steps misses one thing: an entry that ties four points or more may be walked over twice and
is still one entry. Such entries are tried at no cost as well, alone and together. That makes the
number of entries the smallest there is, up to ``MOST_EXACT``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, combinations, islice

import numpy as np

from causality.timeline.constraint import Constraint
from causality.timeline.distances import UNBOUNDED, Ints, cut
from causality.timeline.ways import Cycle, Ways, places, ways_over

__all__ = ["MOST_EXACT", "by_entry", "few_entries"]

MOST_EXACT = 5
_MOST_STEPS = 16  # nobody can follow a longer chain of entries
_MOST_CELLS = 4_000_000  # distances kept at once
_MOST_TRIALS = 200
_TIED_TWICE = 4  # points that an entry ties if it can be walked over twice


def few_entries(constraints: Sequence[Constraint]) -> list[Cycle]:
    """Cycles over the fewest entries, best first; none where every cycle is long.

    ``constraints`` stand in an order that does not depend on the file, and no entry fails alone.
    There is at most one cycle for each point, so there may be others as short.
    """
    place = places(constraints)
    free, said = by_entry(constraints)
    ways = {entry: ways_over(ones, place) for entry, ones in said.items()}
    best = _walks(ways_over(free, place), ways, len(place), _MOST_STEPS)
    tied_twice = [entry for entry, ones in said.items() if len(places(ones)) >= _TIED_TWICE]
    choices = (
        together for size in range(1, MOST_EXACT + 1) for together in combinations(tied_twice, size)
    )
    for together in islice(choices, _MOST_TRIALS):
        fewer = min(MOST_EXACT, len(best[0].entries) - 1 if best else MOST_EXACT)
        if fewer < len(together):
            break
        at_no_cost = [*free, *(one for entry in together for one in said[entry])]
        others = {entry: way for entry, way in ways.items() if entry not in together}
        steps = fewer - len(together)
        best = _walks(ways_over(at_no_cost, place), others, len(place), steps) or best
    return best


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
            found = (
                Cycle(walk.back(point), -int(home[point])) for point in np.flatnonzero(home < 0)
            )
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
        np.fill_diagonal(self.free_length, 0)
        self.stepped = [np.full((count, count), UNBOUNDED)]
        self.reached = [self.free_length]

    def step(self) -> None:
        """One step more."""
        self.stepped.append(_onward(self.reached[-1], self.step_length))
        self.reached.append(_onward(self.stepped[-1], self.free_length))

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


def _onward(so_far: Ints, length: Ints) -> Ints:
    """Every walk that goes on by one edge of ``length``, the shortest for each pair of ends."""
    onward = np.full_like(so_far, UNBOUNDED)
    for point, edges in enumerate(length):
        ends = np.flatnonzero(edges < UNBOUNDED)
        if ends.size:
            walks = so_far[:, point, None] + edges[ends]
            onward[:, ends] = np.minimum(onward[:, ends], walks)
    return cut(onward)
