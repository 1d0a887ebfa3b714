"""Ordered rows over closed lists of values, compiled into one table that covers everything.

A table has one cell for every combination of the values of its axes (C order). A cell holds the
number of the first row that fits it. Criteria are compiled over findings, decisions over the
answers of criteria: both are the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from causality.errors import nearest

__all__ = ["MAX_CELLS", "Axis", "Fault", "Path", "When", "compile_rows", "strides"]

MAX_CELLS = 1_000_000
"""The largest table that is compiled: a method file must not be able to fill the memory."""

When: TypeAlias = Mapping[str, tuple[str, ...]]
"""The values under which a row fits, by axis; an axis that is left out fits with every value."""

Path: TypeAlias = tuple[str | int, ...]

_NO_ROW = -1


@dataclass(frozen=True, slots=True)
class Axis:
    """One thing a table looks at: its name and its closed list of values."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a method file: the way to the value, what is wrong, what is right."""

    path: Path
    wrong: str
    right: str = ""

    def under(self, *path: str | int) -> Fault:
        """The same fault, seen from further up."""
        return Fault((*path, *self.path), self.wrong, self.right)

    def counted_in(self, kept: Sequence[int]) -> Fault:
        """The same fault, the number of its row counted among all rows of which ``kept`` are in."""
        if not self.path or not isinstance(self.path[0], int):
            return self
        return Fault((kept[self.path[0]], *self.path[1:]), self.wrong, self.right)


def strides(axes: Sequence[Axis]) -> tuple[int, ...]:
    """How far apart two neighbouring values of each axis stand in the flat table."""
    sizes = [len(axis.values) for axis in axes]
    return tuple(prod(sizes[i + 1 :]) for i in range(len(sizes)))


def compile_rows(
    axes: Sequence[Axis], whens: Sequence[When]
) -> tuple[NDArray[np.int16], tuple[Fault, ...]]:
    """The row number of every cell (flat), and the faults; with faults the table means nothing.

    A row that names something unknown, a row that no cell is left for, and cells that no row
    fits are faults. Their paths start at the number of the row.
    """
    shape = tuple(len(axis.values) for axis in axes)
    if prod(shape) > MAX_CELLS:
        wrong = f"{prod(shape)} combinations are more than the {MAX_CELLS} that are compiled"
        return np.zeros(0, dtype=np.int16), (Fault((), wrong),)
    faults = [fault for i, when in enumerate(whens) for fault in _unknown_names(axes, i, when)]
    table = np.full(shape, _NO_ROW, dtype=np.int16)
    if not faults:
        # From the last row to the first, so that the first one that fits stays.
        for i in range(len(whens) - 1, -1, -1):
            table[_chosen(axes, whens[i])] = i
        fires = np.bincount(table.reshape(-1) + 1, minlength=len(whens) + 1)[1:]
        wrong = "this row can never fire; the rows above it take all"
        faults += [Fault((i,), wrong) for i in np.flatnonzero(fires == 0).tolist()]
        faults += _uncovered(axes, table)
    return table.reshape(-1), tuple(faults)


def _chosen(axes: Sequence[Axis], when: When) -> tuple[slice | NDArray[np.intp], ...]:
    """The cells that a row fits, as slices; as lists where values do not stand side by side."""
    sides: list[slice | list[int]] = []
    for axis in axes:
        if axis.name not in when:
            sides.append(slice(0, len(axis.values)))
            continue
        places = sorted(axis.values.index(value) for value in when[axis.name])
        beside = places[-1] - places[0] == len(places) - 1
        sides.append(slice(places[0], places[-1] + 1) if beside else places)
    if all(isinstance(side, slice) for side in sides):
        return tuple(side for side in sides if isinstance(side, slice))
    listed = [range(side.start, side.stop) if isinstance(side, slice) else side for side in sides]
    return np.ix_(*listed)


def _unknown_names(axes: Sequence[Axis], row: int, when: When) -> list[Fault]:
    known = {axis.name: axis.values for axis in axes}
    faults = []
    for name, values in when.items():
        if name not in known:
            faults.append(Fault((row, "when", name), f"{name!r} is not read{nearest(name, known)}"))
            continue
        faults += [
            Fault((row, "when", name), f"{name!r} has no {value!r}{nearest(value, known[name])}")
            for value in values
            if value not in known[name]
        ]
        if len(set(values)) != len(values):
            faults.append(Fault((row, "when", name), "a value is named twice"))
    return faults


def _uncovered(axes: Sequence[Axis], table: NDArray[np.int16]) -> list[Fault]:
    missing = np.argwhere(table == _NO_ROW)
    if not len(missing):
        return []
    first = ", ".join(
        f"{axis.name}: {axis.values[i]}" for axis, i in zip(axes, missing[0], strict=True)
    )
    wrong = f"the rows do not cover everything; {len(missing)} combinations are left, as {first}"
    return [Fault((), wrong, "end with a row that has no 'when'")]
