"""What each method makes of many pairs, as columns of the table of pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.coded import Coded
from causality.batch.extra import arrow
from causality.batch.remembered import score_known
from causality.batch.texts import coded, lists_at, numbers
from causality.methods import Method
from causality.methods.lookup import distinct
from causality.methods.second_pass import rivals_of
from causality.methods.two_pass_scale import TwoPassScale
from causality.vocabulary.skin import RIVAL_SCORE

__all__ = ["Warned", "judged", "seen_by"]

_NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Warned:
    """Warnings of one method: all their texts; of those that are raised, places and flags."""

    texts: tuple[str, ...]
    lines: tuple[int, ...]
    flags: tuple[NDArray[np.bool_], ...]


def seen_by(method: Method, judged: Coded, every: Coded, events: NDArray[np.int64]) -> Coded:
    """The findings of the judged pairs as a method sees them.

    ``every`` holds the findings of all pairs, and ``events`` numbers the event of each: a method of
    two passes sets each drug against all others of its event.
    """
    if not isinstance(method.kind, TwoPassScale):
        return judged
    alike, few = every.alike(method.looks_at)
    scored = (score_known(method, few).outside < 0)[alike.which]
    within = np.zeros(int(events.max(initial=-1)) + 1, dtype=np.bool_)
    within[events[scored]] = True
    # An event of which no pair is scored has no rival.
    rows = np.flatnonzero(within[events])
    column = np.ones(every.n, dtype=np.uint32)
    found = rivals_of(method, _Some(every, rows), events[rows])
    if found is not None:
        column[rows] = found
    return judged.replaced(RIVAL_SCORE, column if judged.rows is None else column[judged.rows])


@dataclass(frozen=True, slots=True)
class _Some:
    """The findings of some of all pairs."""

    every: Coded
    rows: NDArray[np.int64]

    @property
    def n(self) -> int:
        return len(self.rows)

    def mask(self, name: str) -> NDArray[np.uint32]:
        return self.every.findings.mask(name)[self.rows]


def judged(method: Method, seen: Coded) -> tuple[dict[str, Any], Warned]:
    """The columns of one method by name, and what it warns of."""
    alike, few = seen.alike(method.looks_at)
    found = score_known(method, few)
    applies = found.outside < 0
    name, whole, which = method.id, arrow().int32(), alike.which
    texts = (*method.categories, _NOT_APPLICABLE)
    places = np.where(applies, found.category, np.int8(len(texts) - 1))
    columns = {name: coded(texts, places[which])}
    known = applies[which]
    if found.score is not None:
        columns[f"{name}_score"] = numbers(found.score[which], whole, known)
    if found.recorded_range is not None:
        lowest, highest = found.recorded_range
        columns[f"{name}_score_from"] = numbers(lowest[which], whole, known)
        columns[f"{name}_score_to"] = numbers(highest[which], whole, known)
    if found.possible is not None:
        sets, held = distinct(found.possible.astype(np.int64))
        named = [[i for i in range(len(method.categories)) if bits >> i & 1] for bits in sets]
        places = np.where(applies, held, -1)[which]
        columns[f"{name}_possible"] = lists_at(method.categories, named, places)
    raised = found.warnings & applies
    lines = np.flatnonzero(raised.any(axis=1)).tolist()
    return columns, Warned(
        tuple(f"{name}: {one.id}" for one in method.warnings),
        tuple(lines),
        tuple(raised[line][which] for line in lines),
    )
