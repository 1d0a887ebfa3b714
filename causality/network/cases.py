"""Labelled cases in a CSV file: a column a node, a line a case, the names of states in the cells.

An empty cell, ``?`` or ``unknown`` (where that is no state) is missing. Everything that cannot be
used is said at once, with the line and the number of the cell in it.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from causality.datafile import MAX_PROBLEMS
from causality.errors import ModelError, Problem, nearest
from causality.network.codes import MISSING
from causality.network.foreign import foreign_text
from causality.network.network import Network

__all__ = ["LabelledCases", "read_cases"]

_MAX_BYTES = 200_000_000  # two million cases of fifteen findings
_BLANK = frozenset({"", "?", "unknown"})


@dataclass(frozen=True, slots=True, eq=False)
class LabelledCases:
    """Cases for one network: ``codes`` [case, finding] as the engine takes them, -1 for missing."""

    name: str
    sha256: str
    findings: tuple[str, ...]
    codes: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def missing(self) -> int:
        """How many cells are missing."""
        return int(np.count_nonzero(self.codes == MISSING))


def read_cases(path: Path, network: Network, *, skip: Collection[str] = ()) -> LabelledCases:
    """The cases in the CSV file at ``path`` (UTF-8, first line: names of nodes).

    Columns named in ``skip`` are left out. ModelError names a column that is no node and every
    cell that is no state of its node.
    """
    text, hashed = foreign_text(path, _MAX_BYTES)
    lines = csv.reader(text.splitlines(keepends=True), strict=True)
    reader = _Reader(str(path), network, frozenset(skip))
    try:
        findings = reader.head(next(lines, []))
        rows = [row for cells in lines for row in reader.row(lines.line_num, cells)]
    except csv.Error as fault:
        reader.wrong(lines.line_num, 1, f"not a line of CSV ({fault})")
        findings, rows = (), []
    if not rows and not reader.problems:
        reader.wrong(1, 1, "there are no cases", "a line for each below the names")
    if reader.problems:
        raise ModelError(reader.problems[:MAX_PROBLEMS])
    codes = np.array(rows, dtype=np.int8)
    return LabelledCases(path.name, hashed, findings, codes)


class _Reader:
    """Turns lines into codes and collects what is wrong on the way."""

    def __init__(self, name: str, network: Network, skip: frozenset[str]) -> None:
        self.problems: list[Problem] = []
        self._name, self._network, self._skip = name, network, skip
        self._width = 0
        self._columns: list[tuple[int, str, dict[str, int]]] = []

    def head(self, names: Sequence[str]) -> tuple[str, ...]:
        """The findings in the order of their columns."""
        self._width = len(names)
        for column, name in enumerate(names, 1):
            if name in self._skip:
                continue
            if name not in self._network.names:
                known = nearest(name, self._network.names)
                self.wrong(1, column, f"no node {name!r}{known}", "skip a column that is none")
            elif any(name == other for _, other, _ in self._columns):
                self.wrong(1, column, f"{name!r} stands twice")
            else:
                states = self._network.node(name).states
                blank = dict.fromkeys(_BLANK, MISSING)
                known_codes = {state: code for code, state in enumerate(states)}
                self._columns.append((column, name, blank | known_codes))
        if not self._columns and not self.problems:
            self.wrong(1, 1, "no column is a node", "the first line names the nodes")
        return tuple(name for _, name, _ in self._columns)

    def row(self, line: int, cells: Sequence[str]) -> Iterator[list[int]]:
        """The codes of one line; none for an empty line or one that is wrong."""
        if not cells or len(self.problems) >= MAX_PROBLEMS:
            return
        if len(cells) != self._width:
            self.wrong(line, 1, f"{len(cells)} cells", f"{self._width} as in the first line")
            return
        before = len(self.problems)
        found = []
        for column, name, codes in self._columns:
            code = codes.get(cells[column - 1].strip())
            if code is None:
                states = self._network.node(name).states
                wrong = f"no state of {name!r}{nearest(cells[column - 1].strip(), states)}"
                self.wrong(line, column, wrong)
            else:
                found.append(code)
        if len(self.problems) == before:
            yield found

    def wrong(self, line: int, column: int, wrong: str, right: str = "") -> None:
        self.problems.append(Problem(self._name, line, column, "", wrong, right))
