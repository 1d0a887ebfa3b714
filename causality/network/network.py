"""A Bayesian network as plain data: nodes, named states, tables, and where each row is from.

Nothing is computed here but what a reader of a table would look up. ``problems`` says what is wrong
with a network; ``checked`` refuses a wrong one, and every reader and every engine goes through it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from causality.errors import ModelError, NotFound, Problem, nearest

if TYPE_CHECKING:
    from causality.citation import Origin

__all__ = [
    "TOLERANCE",
    "Network",
    "Node",
    "Row",
    "Table",
    "checked",
    "node",
    "normalised",
    "problems",
    "topological",
]

Table = NDArray[np.float64]

TOLERANCE = 1e-9
"""A row may miss one by this much: the error of adding a handful of decimal fractions."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of numbers as its source gives it.

    ``when`` names parent states (several states of one parent: each of them); ``then`` holds one
    number per state. ``support`` is the number of cases behind the row: 0 where the source had
    none and filled the row in, None where nothing is stated.
    """

    when: tuple[tuple[str, tuple[str, ...]], ...]
    then: tuple[float, ...]
    origin: Origin | None = None
    support: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One variable. ``table`` has an axis per parent, in order, and its own states last.

    ``support`` counts the cases behind each parent configuration (-1: not stated), where known.
    ``rows`` are the numbers as written, for those who want to see the sources; of a noisy-OR
    they are the leak and then the causes.
    """

    name: str
    states: tuple[str, ...]
    parents: tuple[str, ...]
    table: Table
    rows: tuple[Row, ...] = ()
    noisy_or: bool = False
    support: NDArray[np.int64] | None = None
    title: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Nodes in their written order, and what a reader needs to know about the whole.

    ``target`` and ``findings`` are what the network is usually asked; ``order`` is a stored
    elimination order. ``decimals`` says that the numbers were rounded to so many decimals by
    whoever wrote them: a row may then miss one by the rounding, and is used as written.
    """

    id: str
    nodes: tuple[Node, ...]
    title: str = ""
    version: str = ""
    note: str = ""
    licence: str = ""
    cite: tuple[str, ...] = ()
    target: str | None = None
    findings: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    decimals: int | None = None
    sha256: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all nodes, in order."""
        return tuple(each.name for each in self.nodes)

    @property
    def size(self) -> int:
        """How many numbers all tables hold together."""
        return sum(each.table.size for each in self.nodes)

    def node(self, name: str) -> Node:
        """The node of that name; NotFound with the nearest name otherwise."""
        for each in self.nodes:
            if each.name == name:
                return each
        raise NotFound("node", name, self.names)

    def state(self, name: str, state: str) -> int:
        """The position of a state of a node; NotFound names the known ones otherwise."""
        states = self.node(name).states
        if state not in states:
            kind = f"state of {name}"
            raise NotFound(kind, state, states)
        return states.index(state)

    def ancestors(self, names: Iterable[str]) -> frozenset[str]:
        """These nodes and everything they descend from."""
        parents = {each.name: each.parents for each in self.nodes}
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(parents[name])
        return frozenset(found)

    def above(self, names: Iterable[str]) -> Network:
        """The network of these nodes and all they descend from; nothing else can matter to them."""
        kept = self.ancestors(names)
        return replace(
            self,
            nodes=tuple(each for each in self.nodes if each.name in kept),
            target=self.target if self.target in kept else None,
            findings=tuple(name for name in self.findings if name in kept),
            order=tuple(name for name in self.order if name in kept),
        )


def node(
    name: str,
    states: Sequence[str],
    parents: Sequence[str] = (),
    *,
    table: ArrayLike,
    title: str = "",
) -> Node:
    """A node from plain Python values; ``table`` is copied and cannot be changed afterwards."""
    values = np.array(table, dtype=np.float64)
    values.flags.writeable = False
    return Node(name, tuple(states), tuple(parents), values, title=title)


def normalised(network: Network) -> Network:
    """The network with every row divided by its sum, for numbers that someone rounded."""
    nodes = []
    for each in network.nodes:
        table = each.table / each.table.sum(axis=-1, keepdims=True)
        table.flags.writeable = False
        nodes.append(replace(each, table=table, rows=()))
    return replace(network, nodes=tuple(nodes), decimals=None)


def checked(network: Network) -> Network:
    """The network itself, or ModelError with everything that is wrong with it."""
    if found := _problems_once(network):
        raise ModelError(found)
    return network


@lru_cache(maxsize=16)
def _problems_once(network: Network) -> tuple[Problem, ...]:
    """A network cannot change, so whoever asks it many questions need not wait for this again."""
    return problems(network)


def problems(network: Network, *, numbers: bool = True) -> tuple[Problem, ...]:
    """Everything that keeps this network from being a probability distribution over its nodes.

    ``numbers=False``: only what is wrong with names and arrows.
    """
    by_name = {each.name: each for each in network.nodes}
    found = [
        Problem(network.id, 0, 0, path, wrong, right)
        for each in network.nodes
        for path, wrong, right in _node_problems(each, by_name, network.decimals, numbers=numbers)
    ]
    for name, count in Counter(network.names).items():
        if count > 1:
            wrong = f"{count} nodes of this name"
            found.append(Problem(network.id, 0, 0, f"nodes[{name}]", wrong, "one node per name"))
    if not network.nodes:
        found.append(Problem(network.id, 0, 0, "nodes", "there are none"))
    asked = (network.target,) if network.target is not None else ()
    for what, names in (
        ("target", asked),
        ("findings", network.findings),
        ("order", network.order),
    ):
        found.extend(
            Problem(network.id, 0, 0, what, f"{name!r} is not a node")
            for name in names
            if name not in by_name
        )
    connected = all(parent in by_name for each in network.nodes for parent in each.parents)
    if connected and len(by_name) == len(network.nodes):
        try:
            topological(network)
        except ModelError as error:
            found.extend(error.problems)
    return tuple(found)


def topological(network: Network) -> tuple[str, ...]:
    """Names with parents before children, else in written order; ModelError names a cycle."""
    waiting = {each.name: each.parents for each in network.nodes}
    done: dict[str, None] = {}
    while waiting:
        ready = [name for name, above in waiting.items() if all(p in done for p in above)]
        if not ready:
            cycle = _cycle(waiting)
            path, wrong = f"nodes[{cycle[0]}].parents", f"cycle: {' -> '.join(cycle)}"
            raise ModelError([Problem(network.id, 0, 0, path, wrong)])
        for name in ready:
            done[name] = None
            del waiting[name]
    return tuple(done)


def _cycle(waiting: dict[str, tuple[str, ...]]) -> list[str]:
    """Some cycle among nodes that all wait for another one, in the direction of the arrows."""
    path = [next(iter(waiting))]
    while True:
        above = next(p for p in waiting[path[-1]] if p in waiting)
        if above in path:
            return [above, *reversed(path[path.index(above) :])]
        path.append(above)


_Found = tuple[str, str, str]


def _node_problems(
    each: Node, by_name: dict[str, Node], decimals: int | None, *, numbers: bool
) -> Iterator[_Found]:
    path = f"nodes[{each.name}]"
    if not each.states:
        yield f"{path}.states", "no state", "name at least one"
        return
    for what, names in (("state", each.states), ("parent", each.parents)):
        for first, second in pairwise(sorted(names)):
            if first == second:
                yield f"{path}.{what}s", f"{what} {first!r} stands twice", ""
    unknown = [parent for parent in each.parents if parent not in by_name]
    for parent in unknown:
        yield f"{path}.parents", f"no node {parent!r}{nearest(parent, by_name)}", ""
    if unknown or not numbers:
        return
    shape = tuple(len(by_name[name].states) for name in (*each.parents, each.name))
    if each.table.shape != shape:
        yield f"{path}.table", f"shape {each.table.shape}", f"{shape}: parents, then own states"
        return
    yield from _row_problems(each, by_name, decimals)


def _row_problems(each: Node, by_name: dict[str, Node], decimals: int | None) -> Iterator[_Found]:
    tolerance = TOLERANCE
    if decimals is not None:
        tolerance += len(each.states) * 0.5 * 10.0**-decimals
    outside = ~((each.table >= 0) & (each.table <= 1)).all(axis=-1)
    off = ~(np.abs(each.table.sum(axis=-1) - 1.0) <= tolerance) & ~outside
    if not (outside.any() or off.any()):
        return
    names = product(*(by_name[parent].states for parent in each.parents))
    for given, is_outside, is_off, row in zip(
        names, outside.ravel(), off.ravel(), each.table.reshape(-1, len(each.states)), strict=True
    ):
        where = ", ".join(f"{p}={s}" for p, s in zip(each.parents, given, strict=True))
        place = f"nodes[{each.name}].rows[{where}]" if where else f"nodes[{each.name}].rows"
        if is_outside:
            yield place, "a number outside 0..1", ""
        elif is_off:
            yield place, f"sums to {row.sum():.12g}", "the numbers of a row sum to 1"
