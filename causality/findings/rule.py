"""The form of a finding rule: ordered rows over columns, each with one sentence of reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.findings.facts import Facts
from causality.vocabulary import VOCABULARY

__all__ = [
    "Because",
    "Flags",
    "Masks",
    "Maybe",
    "Rule",
    "Ruled",
    "as_recorded",
    "first_of",
    "first_possible",
    "only_stated",
    "settled",
    "several",
]

Flags = NDArray[np.bool_]
Masks = NDArray[np.uint32]
RuleNumbers = NDArray[np.int16]
Ruled = tuple[Masks, RuleNumbers]


@dataclass(frozen=True, slots=True)
class Because:
    """Why a row of a rule gave its answer: one sentence, and the facts it rests on.

    ``grounds`` are ``column`` of the pair table or ``table.column``. ``leaves`` are the values that
    the reporter's statement may fill in although the mask does not hold them, because part of the
    record is silent; where it is empty and nothing is on record, a statement may say anything,
    unless the row is ``final``.
    """

    sentence: str
    grounds: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    final: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One finding: how it follows from facts, and the reason for each of its rows."""

    name: str
    apply: Callable[[Facts], Ruled]
    because: tuple[Because, ...]


def first_of(size: int, *rows: tuple[Flags | bool, Masks | int]) -> Ruled:
    """The mask and number of the first row whose condition holds; the last row must always hold."""
    mask = np.zeros(size, dtype=np.uint32)
    number = np.zeros(size, dtype=np.int16)
    for i in range(len(rows) - 1, -1, -1):
        condition, value = rows[i]
        if condition is True:
            mask[:] = value
            number[:] = i
        else:
            np.copyto(mask, np.asarray(value, dtype=np.uint32), where=condition)
            np.copyto(number, np.int16(i), where=condition)
    return mask, number


def as_recorded(name: str, column: str, title: str) -> Rule:
    """A finding that the record states outright, in the column of the same codes."""

    def apply(facts: Facts) -> Ruled:
        codes = np.maximum(facts.code(column), np.int8(0)).astype(np.uint32)
        mask = np.uint32(1) << codes
        return mask, (codes == 0).astype(np.int16)

    return Rule(
        name,
        apply,
        (
            Because(f"the record states {title}", (column,)),
            Because(f"the record does not state {title}"),
        ),
    )


def only_stated(name: str, title: str) -> Rule:
    """A finding that no entry but a statement can give."""

    def apply(facts: Facts) -> Ruled:
        return first_of(facts.n, (True, 1))

    return Rule(name, apply, (Because(f"the record does not speak of {title}"),))


@dataclass(frozen=True, slots=True)
class Maybe:
    """Where a condition certainly holds, and where it may; the former is part of the latter."""

    certain: Flags
    possible: Flags

    @classmethod
    def always(cls, size: int) -> Maybe:
        """What holds everywhere."""
        everywhere = np.ones(size, dtype=np.bool_)
        return cls(everywhere, everywhere)


def first_possible(size: int, *rows: tuple[Maybe, int], silent: tuple[int, ...]) -> Ruled:
    """The masks of all rows that may be the first to hold, ``unknown`` beside several values.

    The number is that of the row where one value is left. Otherwise it counts on from the rows: one
    number for each row in ``silent`` where that row may be the one, the first of them counting, and
    one for the rest. The last row always holds.
    """
    mask = np.zeros(size, dtype=np.uint32)
    number = np.zeros(size, dtype=np.int16)
    undecided = np.ones(size, dtype=np.bool_)
    parts = []
    for i, (condition, value) in enumerate(rows):
        part = undecided & condition.possible
        mask |= part.astype(np.uint32) * np.uint32(value)
        np.copyto(number, np.int16(i), where=part)
        undecided = undecided & ~condition.certain
        parts.append(part)
    left_open = several(mask)
    np.copyto(number, np.int16(len(rows) + len(silent)), where=left_open)
    for i in range(len(silent) - 1, -1, -1):
        np.copyto(number, np.int16(len(rows) + i), where=left_open & parts[silent[i]])
    return mask | left_open.astype(np.uint32), number


def settled(name: str, possible: Mapping[str, Flags]) -> Masks:
    """The mask of the values that are possible, with ``unknown`` beside them where several are."""
    term = VOCABULARY[name]
    mask: Masks | None = None
    for value, flags in possible.items():
        bits = flags.astype(np.uint32) << np.uint32(term.values.index(value))
        mask = bits if mask is None else mask | bits
    if mask is None:
        raise ValueError(name)
    filled: Masks = mask | (several(mask) | (mask == 0)).astype(np.uint32)
    return filled


def several(mask: Masks) -> Flags:
    """Where more than one bit is set."""
    found: Flags = (mask & (mask - np.uint32(1))) != 0
    return found
