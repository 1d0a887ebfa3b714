"""Joint readings: criteria that share findings are read together, over every value left open.

A finding comes as a bit mask. One bit is a settled value. Several bits are values that the dates
on record leave open; then the ``unknown`` bit belongs to them, and the point reading takes the
finding as unknown. So the point reading always lies within the set, and a narrower mask never
gives a wider set.

One row and a million rows go the same way (`Group.read`). What a set of values leaves open is found
once for every distinct combination of classes of values that no answer tells apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from causality.methods.criterion import Criterion
from causality.methods.lookup import Index, Lookup, distinct, distinct_rows, pick
from causality.methods.rows import Axis, strides
from causality.vocabulary import VOCABULARY, FindingTerm

__all__ = ["Group", "Spread", "State", "connected", "open_mask", "value_of"]

_REMEMBERED = 1 << 14  # combinations that a group keeps ready


@dataclass(frozen=True, slots=True)
class Spread:
    """Sets of joint answers, and which of them each row has."""

    sets: tuple[tuple[int, ...], ...]
    which: Index


@dataclass(frozen=True, slots=True)
class State:
    """How masks are read: numbers of joint answers in `Group.joint_answers`.

    ``point`` is the point reading, ``rows`` the row that decides each criterion in it;
    ``recorded`` and ``learnable`` are all joint answers that the record, or follow-up, leaves open.
    """

    point: Index
    rows: tuple[Index, ...]
    recorded: Spread
    learnable: Spread


def value_of(mask: int) -> int:
    """The number of the value that the point reading takes: ``unknown`` where several are open."""
    return 0 if mask & (mask - 1) else mask.bit_length() - 1


def open_mask(mask: int) -> int:
    """``mask``, with ``unknown`` beside the values where several are open."""
    return mask | 1 if mask & (mask - 1) else mask


@dataclass(frozen=True, slots=True)
class _Side:
    """One mask of one finding: its point value, and the classes of values that it leaves, as bits.

    Values of one class lead to the same answers, whatever the other findings are.
    """

    value: int
    recorded: int
    learnable: int


class Group:
    """Criteria that are connected by shared findings, and all answers they can give together.

    ``joint_answers`` holds the distinct answers (one number a criterion) over all combinations of
    values of ``findings``; ``criteria`` are the places of the group's criteria in the method.
    ``answers`` are the answers of each of these criteria by the number of the joint answer.
    """

    __slots__ = (
        "_cells",
        "_classes",
        "_reached",
        "_read",
        "_side",
        "_steps",
        "_strides",
        "_terms",
        "answers",
        "criteria",
        "findings",
        "joint_answers",
        "one",
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
        self.answers = tuple(Lookup(each) for each in found.T.tolist())
        self._cells = Lookup(cells.reshape(-1).tolist())
        self._read = tuple(
            (
                Lookup(member.row_at.tolist()),
                tuple(self.findings.index(name) for name in member.reads),
                member.steps,
            )
            for member in members
        )
        # The class of each value, and the step to the first value of each class.
        self._classes = [_classes(cells.reshape(shape), axis) for axis in range(len(shape))]
        self._steps = [
            [classes.index(number) * stride for number in range(max(classes) + 1)]
            for classes, stride in zip(self._classes, self._strides, strict=True)
        ]
        self._side = lru_cache(maxsize=None)(self._side_of)
        self._reached = lru_cache(maxsize=_REMEMBERED)(self._reached_from)
        self.one = lru_cache(maxsize=_REMEMBERED)(self.read)

    def _aligned(self, criterion: Criterion) -> NDArray[np.int8]:
        """The criterion's answers, with its axes in the order of the group's findings."""
        sizes = [len(VOCABULARY[name].values) for name in criterion.reads]
        order = sorted(range(len(sizes)), key=lambda i: self.findings.index(criterion.reads[i]))
        table = criterion.answer_at.reshape(sizes).transpose(order)
        wide = [len(term.values) if term.name in criterion.reads else 1 for term in self._terms]
        return table.reshape(wide)

    def point(self, values: Sequence[int]) -> int:
        """The number of the joint answer where every finding has one value."""
        return self._cells.listed[sum(map(int.__mul__, values, self._strides))]

    def read(self, masks: tuple[Index, ...]) -> State:
        """How masks are read, one mask a finding of the group, for one row or for many.

        ``one`` is the same for one row, and remembers what it read.
        """
        sides = [self._sides(place, mask) for place, mask in enumerate(masks)]
        values = [value for value, _, _ in sides]
        return State(
            self._cells.at(_summed(values, self._strides)),
            tuple(
                rows.at(_summed([values[i] for i in where], steps))
                for rows, where, steps in self._read
            ),
            self._spread([recorded for _, recorded, _ in sides]),
            self._spread([learnable for _, _, learnable in sides]),
        )

    def _sides(self, place: int, mask: Index) -> tuple[Index, Index, Index]:
        """The point value of each row, and the classes that it leaves."""
        found, which = distinct(mask)
        each = [self._side(place, one) for one in found]
        return (
            pick([side.value for side in each], which),
            pick([side.recorded for side in each], which),
            pick([side.learnable for side in each], which),
        )

    def _side_of(self, place: int, mask: int) -> _Side:
        term, classes = self._terms[place], self._classes[place]
        if not 0 < mask < 1 << len(term.values):
            raise ValueError(f"{term.name}: {mask} is no set of values")
        left_open = open_mask(mask)
        return _Side(
            value_of(mask),
            _bits(left_open, classes),
            _bits(term.learnable_mask(left_open), classes),
        )

    def _spread(self, columns: Sequence[Index]) -> Spread:
        """The sets of joint answers, each combination of classes read once."""
        combinations, which = distinct_rows(columns)
        return Spread(tuple(map(self._reached, combinations)), which)

    def _reached_from(self, classes: tuple[int, ...]) -> tuple[int, ...]:
        """The joint answers of all cells that one class of each finding leads to."""
        settled, cells = 0, [0]
        for bits, steps in zip(classes, self._steps, strict=True):
            taken = [steps[i] for i in range(bits.bit_length()) if bits >> i & 1]
            if len(taken) == 1:
                settled += taken[0]
            else:
                cells = [cell + step for cell in cells for step in taken]
        listed = self._cells.listed
        return tuple(sorted({listed[cell + settled] for cell in cells}))


def _summed(values: Sequence[Index], steps: Sequence[int]) -> Index:
    total: Index = 0
    for value, step in zip(values, steps, strict=True):
        total = total + value * step
    return total


def _classes(cells: NDArray[np.intp], axis: int) -> list[int]:
    """For each value of an axis the number of its class; equal slices are one class."""
    seen: dict[bytes, int] = {}
    slices = np.ascontiguousarray(np.moveaxis(cells, axis, 0))
    return [seen.setdefault(one.tobytes(), len(seen)) for one in slices]


def _bits(mask: int, classes: Sequence[int]) -> int:
    bits = 0
    for value, number in enumerate(classes):
        bits |= (mask >> value & 1) << number
    return bits


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
