"""What each method makes of many pairs, as columns of the table of pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.extra import arrow
from causality.batch.rows import NOT_APPLICABLE
from causality.batch.texts import lists_at, numbers, texts_at
from causality.findings.derive import Findings
from causality.methods import FindingColumns, Method, score
from causality.methods.lookup import distinct
from causality.methods.second_pass import filled, rivals_of

__all__ = ["Picked", "Warned", "judged", "seen_by"]


@dataclass(frozen=True, slots=True)
class Picked:
    """The findings of some pairs of many."""

    findings: Findings
    rows: NDArray[np.int64]
    _kept: dict[str, NDArray[np.uint32]] = field(default_factory=dict, init=False, repr=False)

    @property
    def n(self) -> int:
        """How many pairs were picked."""
        return len(self.rows)

    def mask(self, name: str) -> NDArray[np.uint32]:
        """The possible values of one finding."""
        if name not in self._kept:
            mask = self.findings.mask(name)
            whole = len(self.rows) == self.findings.n
            self._kept[name] = mask if whole else mask[self.rows]
        return self._kept[name]


@dataclass(frozen=True, slots=True)
class Warned:
    """Warnings of one method: the text of each, and one line of flags each."""

    texts: tuple[str, ...]
    flags: NDArray[np.bool_]


def seen_by(method: Method, picked: Picked, events: NDArray[np.int64]) -> FindingColumns:
    """The findings of the picked pairs as a method sees them.

    ``events`` numbers the event of every pair, picked or not: a method of two passes sets each
    drug against all others of its event.
    """
    column = rivals_of(method, picked.findings, events)
    return picked if column is None else filled(picked, column[picked.rows])


def judged(method: Method, seen: FindingColumns) -> tuple[dict[str, Any], Warned]:
    """The columns of one method by name, and what it warns of."""
    found = score(method, seen)
    applies = found.outside < 0
    name, whole = method.id, arrow().int32()
    texts = (*method.categories, NOT_APPLICABLE)
    places = np.where(applies, found.category, np.int8(len(texts) - 1))
    columns = {name: texts_at(texts, places)}
    if found.score is not None:
        columns[f"{name}_score"] = numbers(found.score, whole, applies)
    if found.recorded_range is not None:
        lowest, highest = found.recorded_range
        columns[f"{name}_score_from"] = numbers(lowest, whole, applies)
        columns[f"{name}_score_to"] = numbers(highest, whole, applies)
    if found.possible is not None:
        sets, which = distinct(found.possible.astype(np.int64))
        named = [_named(method.categories, bits) for bits in sets]
        columns[f"{name}_possible"] = lists_at(named, np.where(applies, which, -1))
    warned = tuple(f"{name}: {one.id}" for one in method.warnings)
    return columns, Warned(warned, found.warnings & applies)


def _named(names: Sequence[str], bits: int) -> tuple[str, ...]:
    return tuple(name for i, name in enumerate(names) if bits >> i & 1)
