"""Reading a network file: named rows become tables, and everything wrong is said at once.

Rows are refused unless they name known states, give every state a number, sum to one, name their
source, and together meet each combination of parent states exactly once.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from pathlib import Path

import numpy as np

from causality.citation import Origin
from causality.datafile import (
    Document,
    Keys,
    load_document,
    read_document,
    validate,
)
from causality.errors import ModelError, Problem, nearest
from causality.network.network import TOLERANCE, Network, Node, Row, problems
from causality.network.noisy_or import noisy_or
from causality.network.schema import UNIFORM, NetworkFile, NodeRecord, RowRecord

__all__ = ["read_network"]

_MAX_BYTES = 8_000_000  # a network of a thousand nodes; cases stay under the reader's own limit
_MAX_TABLE = 1 << 20  # numbers in one node's table


def read_network(source: Path | str | bytes, name: str | None = None) -> Network:
    """The network in ``source``: a path, or the bytes of a file that messages call ``name``.

    Raises ModelError with every problem found, each with its line and column.
    """
    if isinstance(source, bytes):
        document = read_document(source, name or "network", ModelError, max_bytes=_MAX_BYTES)
    else:
        document = load_document(Path(source), ModelError, name=name, max_bytes=_MAX_BYTES)
    file = validate(document, NetworkFile, ModelError)
    reader = _Reader(document, file)
    nodes = tuple(reader.node(position, each) for position, each in enumerate(file.nodes))
    network = Network(
        file.id,
        nodes,
        file.title,
        version=file.version or "",
        note=file.note or "",
        licence=file.licence or "",
        cite=file.cite,
        target=file.target,
        findings=file.findings,
        order=file.order,
        decimals=file.decimals,
        sha256=document.sha256,
    )
    if found := (*reader.problems, *reader.of_the_whole(network)):
        raise ModelError(found)
    return network


class _Reader:
    """Turns records into nodes and collects what is wrong on the way."""

    def __init__(self, document: Document, file: NetworkFile) -> None:
        self.document, self.file = document, file
        self.problems: list[Problem] = []
        self.states = {each.name: each.states for each in file.nodes}

    def node(self, position: int, each: NodeRecord) -> Node:
        path = ("nodes", position)
        unknown = [parent for parent in each.parents if parent not in self.states]
        default = each.origin if each.origin is not None else self.file.origin
        table = np.zeros((*(len(self.states.get(p, ())) for p in each.parents), len(each.states)))
        support = np.full(table.shape[:-1], -1, dtype=np.int64)
        rows: tuple[Row, ...] = ()
        if (each.rows is None) == (each.noisy_or is None):
            self._wrong(path, f"{each.name!r} needs either 'rows' or 'noisy or'")
        elif table.size > _MAX_TABLE:
            self._wrong(path, f"a table of {table.size:,} numbers", f"at most {_MAX_TABLE:,}")
        elif not unknown and each.rows is not None:
            rows = tuple(
                self._row(each, (*path, "rows", number), row, default)
                for number, row in enumerate(each.rows)
            )
            self._fill(each, path, rows, table, support)
        elif not unknown and each.noisy_or is not None:
            under = (*path, "noisy or")
            leak = self._row(each, (*under, "leak"), each.noisy_or.leak, default)
            if leak.when:
                self._wrong((*under, "leak", "when"), "the leak depends on no parent")
            causes = tuple(
                self._row(each, (*under, "causes", number), row, default)
                for number, row in enumerate(each.noisy_or.causes)
            )
            rows = (leak, *causes)
            table = self._expanded(each, under, leak, causes)
        table.flags.writeable = support.flags.writeable = False
        return Node(
            each.name,
            each.states,
            each.parents,
            table,
            rows,
            each.noisy_or is not None,
            support if (support >= 0).any() else None,
            each.title or "",
            each.role or "",
        )

    def of_the_whole(self, network: Network) -> Iterable[Problem]:
        """What only the whole network shows, at its place; of numbers, if all rows are in order."""
        for problem in problems(network, numbers=not self.problems):
            yield self.document.problem(self._place(problem.path), problem.wrong, problem.right)

    def _place(self, path: str) -> Keys:
        """Where in the file stands what a problem of the network calls ``nodes[name].states``."""
        for number in reversed(range(len(self.file.nodes))):
            name = f"nodes[{self.file.nodes[number].name}]"
            if path == name or path.startswith(f"{name}."):
                rest = path[len(name) + 1 :].partition("[")[0]
                return ("nodes", number, *filter(None, [rest]))
        return (path,)

    def _wrong(self, path: Keys, wrong: str, right: str = "") -> None:
        self.problems.append(self.document.problem(path, wrong, right))

    def _row(
        self, each: NodeRecord, path: Keys, row: RowRecord, default: str | Origin | None
    ) -> Row:
        """The row with its numbers in the order of the states, and what is wrong with it noted."""
        when = []
        for parent, states in row.when.items():
            named = (states,) if isinstance(states, str) else states
            if parent not in each.parents:
                known = nearest(parent, each.parents)
                self._wrong((*path, "when", parent), f"{parent!r} is not a parent{known}")
                continue
            self._named_states((*path, "when", parent), named, self.states[parent])
            when.append((parent, named))
        if UNIFORM in row.then:
            then = tuple(1 / len(each.states) for _ in each.states)
        else:
            self._named_states((*path, "then"), row.then, each.states)
            left_out = [state for state in each.states if state not in row.then]
            if left_out:
                self._wrong((*path, "then"), f"no number for {', '.join(map(repr, left_out))}")
            then = tuple(row.then.get(state, 0.0) for state in each.states)
            rounding = 0.0 if self.file.decimals is None else 0.5 * 10.0**-self.file.decimals
            if abs(sum(then) - 1) > TOLERANCE + rounding * len(then) and not left_out:
                self._wrong((*path, "then"), f"sums to {sum(then):.12g}", "the numbers sum to 1")
        origin = row.origin if row.origin is not None else default
        return Row(tuple(when), then, self._origin(path, origin), row.support)

    def _named_states(self, path: Keys, named: Iterable[str], known: tuple[str, ...]) -> None:
        for state in named:
            if state not in known:
                self._wrong(path, f"no state {state!r}{nearest(state, known)}")

    def _origin(self, path: Keys, origin: str | Origin | None) -> Origin | None:
        if isinstance(origin, Origin):
            return origin
        if origin is None:
            self._wrong(path, "numbers without a source", "say where they are from: 'origin'")
            return None
        if origin not in self.file.origins:
            known = nearest(origin, self.file.origins)
            self._wrong((*path, "origin"), f"no origin {origin!r}{known}")
        return self.file.origins.get(origin)

    def _fill(
        self,
        each: NodeRecord,
        path: Keys,
        rows: tuple[Row, ...],
        table: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
        support: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    ) -> None:
        """Put every row where it belongs; note combinations that are met twice or never."""
        taken = np.full(support.shape, -1)
        for number, row in enumerate(rows):
            named = dict(row.when)
            places = [
                [known.index(state) for state in named.get(parent, known) if state in known]
                for parent, known in ((p, self.states[p]) for p in each.parents)
            ]
            for at in product(*places):
                if taken[at] >= 0:
                    where = self._said(each, at)
                    wrong = f"{where} stands in row {taken[at]} already"
                    self._wrong((*path, "rows", number, "when"), wrong)
                taken[at] = number
                table[at] = row.then
                support[at] = -1 if row.support is None else row.support
        missing = [self._said(each, tuple(at)) for at in np.argwhere(taken < 0)]
        if missing:
            more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""  # noqa: PLR2004
            self._wrong((*path, "rows"), f"no row for {'; '.join(missing[:3])}{more}")

    def _said(self, each: NodeRecord, at: tuple[int, ...]) -> str:
        pairs = zip(each.parents, at, strict=True)
        return ", ".join(f"{p} = {self.states[p][i]}" for p, i in pairs) or "this node"

    def _expanded(
        self, each: NodeRecord, path: Keys, leak: Row, causes: tuple[Row, ...]
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        """The table of a noisy-OR; a parent state that no cause names has no effect."""
        nothing = np.eye(len(each.states))[0]
        effects = {
            parent: np.tile(nothing, (len(self.states[parent]), 1)) for parent in each.parents
        }
        named: set[tuple[str, str]] = set()
        for number, cause in enumerate(causes):
            if len(cause.when) != 1:
                wrong = "a cause names the states of one parent"
                self._wrong((*path, "causes", number, "when"), wrong)
                continue
            parent, states = cause.when[0]
            for state in states:
                if (parent, state) in named:
                    wrong = f"{parent} = {state} stands twice"
                    self._wrong((*path, "causes", number, "when"), wrong)
                named.add((parent, state))
                if state in self.states[parent]:
                    effects[parent][self.states[parent].index(state)] = cause.then
        return noisy_or(leak.then, list(effects.values()))
