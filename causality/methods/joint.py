"""Joint readings: criteria that share findings are read together, over every value left open.

A finding comes as a bit mask. One bit is a settled value. Several bits are values that the dates
on record leave open; then the ``unknown`` bit belongs to them, and the point reading takes the
finding as unknown. So the point reading always lies within the set, and a narrower mask never
gives a wider set.

One row and a million rows go the same way: every distinct combination of masks in a group is read
once (`Group.state`) and handed to the rows that have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from causality.findings.vocabulary import VOCABULARY, FindingTerm
from causality.methods.criterion import Criterion
from causality.methods.rows import Axis, strides

__all__ = [
    "Group",
    "Index",
    "Lookup",
    "Spread",
    "State",
    "connected",
    "distinct",
    "distinct_rows",
    "open_mask",
    "pick",
    "value_of",
]

Index: TypeAlias = int | NDArray[np.int64]
"""A number for one row, or one number a row."""

_DENSE = 1 << 20  # keys below this are counted in a table, above it they are sorted
_REMEMBERED = 1 << 14  # combinations of masks that a group keeps ready


@dataclass(frozen=True, slots=True)
class State:
    """How one combination of masks is read: numbers of joint answers in `Group.joint_answers`.

    ``point`` is the point reading, ``rows`` the row that decides each criterion in it;
    ``recorded`` and ``learnable`` are all joint answers that the record, or follow-up, leaves open.
    """

    point: int
    rows: tuple[int, ...]
    recorded: tuple[int, ...]
    learnable: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """Sets of joint answers: the distinct ones, and which of them each row has."""

    sets: tuple[tuple[int, ...], ...]
    which: Index


class Lookup:
    """A list of numbers that is indexed by one number or by a column of them."""

    __slots__ = ("_array", "listed")

    def __init__(self, values: Iterable[int]) -> None:
        self.listed = [int(value) for value in values]
        self._array = np.asarray(self.listed, dtype=np.int64)

    def at(self, which: Index) -> Index:
        """The numbers at these places."""
        return self.listed[which] if isinstance(which, int) else self._array[which]


def pick(values: Sequence[int], which: Index) -> Index:
    """``values`` at one place or at a column of places."""
    if isinstance(which, int):
        return values[which]
    return np.asarray(values, dtype=np.int64)[which]


def distinct(keys: Index) -> tuple[tuple[int, ...], Index]:
    """The distinct values of ``keys``, ascending, and which of them each row has."""
    if isinstance(keys, int):
        return (keys,), 0
    top = int(keys.max(initial=0)) + 1
    if top > _DENSE:
        found, which = np.unique(keys, return_inverse=True)
        return tuple(found.tolist()), which.astype(np.int64)
    seen = np.zeros(top, dtype=np.bool_)
    seen[keys] = True
    found = np.flatnonzero(seen)
    place = np.zeros(top, dtype=np.int64)
    place[found] = np.arange(len(found))
    return tuple(found.tolist()), place[keys]


def distinct_rows(columns: Sequence[Index]) -> tuple[tuple[tuple[int, ...], ...], Index]:
    """The distinct combinations across ``columns``, and which of them each row has."""
    combinations: tuple[tuple[int, ...], ...] = ((),)
    which: Index = 0
    for column in columns:
        values, place = distinct(column)
        keys, which = distinct(which * len(values) + place)
        combinations = tuple(
            (*combinations[key // len(values)], values[key % len(values)]) for key in keys
        )
    return combinations, which


def value_of(mask: int) -> int:
    """The number of the value that the point reading takes: ``unknown`` where several are open."""
    return 0 if mask & (mask - 1) else mask.bit_length() - 1


def open_mask(mask: int) -> int:
    """``mask``, with ``unknown`` beside the values where several are open."""
    return mask | 1 if mask & (mask - 1) else mask


@dataclass(frozen=True, slots=True)
class _Side:
    """One mask of one finding: its point value, and the steps to the cells of what it leaves."""

    value: int
    recorded: tuple[int, ...]
    learnable: tuple[int, ...]


class Group:
    """Criteria that are connected by shared findings, and all answers they can give together.

    ``joint_answers`` holds the distinct answers (one number a criterion) over all combinations of
    values of ``findings``; ``criteria`` are the places of the group's criteria in the method.
    """

    __slots__ = (
        "_cells",
        "_read",
        "_side",
        "_strides",
        "_terms",
        "criteria",
        "findings",
        "joint_answers",
        "state",
    )

    def __init__(self, criteria: Sequence[Criterion], places: tuple[int, ...]) -> None:
        members = tuple(criteria[place] for place in places)
        self.criteria = places
        self.findings = tuple(dict.fromkeys(name for one in members for name in one.reads))
        self._terms: tuple[FindingTerm, ...] = tuple(VOCABULARY[name] for name in self.findings)
        axes = [Axis(term.name, term.values) for term in self._terms]
        self._strides = strides(axes)
        shape = tuple(len(axis.values) for axis in axes)
        answers = [np.broadcast_to(self._aligned(member), shape).reshape(-1) for member in members]
        found, cells = np.unique(np.stack(answers, axis=1), axis=0, return_inverse=True)
        self.joint_answers: tuple[tuple[int, ...], ...] = tuple(map(tuple, found.tolist()))
        self._cells: list[int] = cells.reshape(-1).tolist()
        self._read = tuple(
            (member, tuple(self.findings.index(name) for name in member.reads))
            for member in members
        )
        self._side = lru_cache(maxsize=None)(self._side_of)
        self.state = lru_cache(maxsize=_REMEMBERED)(self._state)

    def _aligned(self, criterion: Criterion) -> NDArray[np.int8]:
        """The criterion's answers, with its axes in the order of the group's findings."""
        sizes = [len(VOCABULARY[name].values) for name in criterion.reads]
        order = sorted(range(len(sizes)), key=lambda i: self.findings.index(criterion.reads[i]))
        table = criterion.answer_at.reshape(sizes).transpose(order)
        wide = [len(term.values) if term.name in criterion.reads else 1 for term in self._terms]
        return table.reshape(wide)

    def point(self, values: Sequence[int]) -> int:
        """The number of the joint answer where every finding has one value."""
        return self._cells[sum(map(int.__mul__, values, self._strides))]

    def _state(self, masks: tuple[int, ...]) -> State:
        """The reading of one combination of masks, one mask a finding of the group."""
        sides = [self._side(place, mask) for place, mask in enumerate(masks)]
        values = [side.value for side in sides]
        recorded = self._reached([side.recorded for side in sides])
        same = all(side.recorded == side.learnable for side in sides)
        return State(
            self.point(values),
            tuple(member.row_of([values[i] for i in where]) for member, where in self._read),
            recorded,
            recorded if same else self._reached([side.learnable for side in sides]),
        )

    def _side_of(self, place: int, mask: int) -> _Side:
        term, stride = self._terms[place], self._strides[place]
        if not 0 < mask < 1 << len(term.values):
            raise ValueError(f"{term.name}: {mask} is no set of values")
        left_open = open_mask(mask)
        return _Side(
            value_of(mask),
            _steps(left_open, stride),
            _steps(term.learnable_mask(left_open), stride),
        )

    def _reached(self, sides: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
        """The joint answers of all cells whose place is a sum of one step a side."""
        settled, cells = 0, [0]
        for steps in sides:
            if len(steps) == 1:
                settled += steps[0]
            else:
                cells = [cell + step for cell in cells for step in steps]
        return tuple(sorted({self._cells[cell + settled] for cell in cells}))


def _steps(mask: int, stride: int) -> tuple[int, ...]:
    return tuple(value * stride for value in range(mask.bit_length()) if mask >> value & 1)


def connected(criteria: Sequence[Criterion]) -> tuple[tuple[int, ...], ...]:
    """The places of criteria that share findings, directly or through others; ascending."""
    parts: list[tuple[set[str], list[int]]] = []
    for place, criterion in enumerate(criteria):
        reads, places = set(criterion.reads), [place]
        apart = []
        for names, others in parts:
            if names & reads:
                reads, places = reads | names, sorted(others + places)
            else:
                apart.append((names, others))
        parts = [*apart, (reads, places)]
    return tuple(sorted(tuple(places) for _, places in parts))
