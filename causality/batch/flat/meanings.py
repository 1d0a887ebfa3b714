"""What a drug of one kind means for an event of one kind, each two kinds asked once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import nan
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.kinds import drug_kinds, event_kinds
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.findings.causes.event_facts import COLUMNS
from causality.findings.causes.names import domain_of, domains
from causality.findings.causes.numbers import numbers_of
from causality.findings.facts import TABLES
from causality.findings.latency_table import match_healing, match_latency
from causality.findings.latency_windows import clock_of
from causality.findings.reaction_names import reaction_of

__all__ = ["MEMBER", "NOTHING", "Meanings", "meanings"]

MEMBER: Mapping[str, type[np.generic]] = MappingProxyType(
    {
        name: dtype
        for name, dtype in COLUMNS["member"].items()
        if name not in ("event", "pair", "status")
    }
)
"""Columns of a member that names decide."""

NOTHING = 0
"""The meaning of names that no model knows."""

_REACTIONS = TABLES["pair"]["reaction"].codes
_PAIR: Mapping[str, tuple[type[np.generic], int]] = {
    "row": (np.bool_, False),
    "suggestive_lo": (np.int64, OPEN_LO),
    "suggestive_hi": (np.int64, OPEN_HI),
    "compatible_lo": (np.int64, OPEN_LO),
    "compatible_hi": (np.int64, OPEN_HI),
    "clock": (np.int8, 0),
    "healing_lo": (np.int64, OPEN_LO),
    "healing_hi": (np.int64, OPEN_HI),
    "reaction": (np.int8, _REACTIONS.index("other")),
}
_TYPES = {**{name: dtype for name, (dtype, _) in _PAIR.items()}, **MEMBER}
_SILENT = {
    **{name: silent for name, (_, silent) in _PAIR.items()},
    **{name: nan if dtype is np.float64 else -1 for name, dtype in MEMBER.items()},
}


class Meanings:
    """Every meaning that was found, as columns, and where that of two kinds stands in them."""

    def __init__(self) -> None:
        self._place = np.full((0, 0), -1, dtype=np.int32)
        self._numbers: dict[tuple[Any, ...], int] = {tuple(_SILENT.values()): NOTHING}
        self._columns: dict[str, NDArray[Any]] = {}

    def places(self, drugs: NDArray[np.int64], events: NDArray[np.int64]) -> NDArray[np.int32]:
        """The rows of ``columns`` that hold for kinds of drugs and of events, side by side."""
        self._grow()
        found: NDArray[np.int32] = self._place[drugs, events]
        unasked = np.flatnonzero(found < 0)
        if len(unasked):
            size = self._place.shape[1]
            for both in np.unique(drugs[unasked] * size + events[unasked]).tolist():
                self._place[divmod(both, size)] = self._ask(*divmod(both, size))
            self._columns = {}
            found = self._place[drugs, events]
        return found

    def columns(self) -> Mapping[str, NDArray[Any]]:
        """One row a meaning."""
        if not self._columns:
            values = zip(*self._numbers, strict=True)
            self._columns = {
                name: np.array(column, dtype=dtype)
                for (name, dtype), column in zip(_TYPES.items(), values, strict=True)
            }
        return self._columns

    def _grow(self) -> None:
        old, size = self._place, (len(drug_kinds().examples), len(event_kinds().examples))
        if old.shape != size:
            self._place = np.full(size, -1, dtype=np.int32)
            self._place[: old.shape[0], : old.shape[1]] = old

    def _ask(self, drug: int, event: int) -> int:
        told = {**_SILENT, **_meaning(drug_kinds().examples[drug], event_kinds().examples[event])}
        return self._numbers.setdefault(tuple(told.values()), len(self._numbers))


@cache
def meanings() -> Meanings:
    """What was asked so far."""
    return Meanings()


def _meaning(names: tuple[str, ...], terms: tuple[str, ...]) -> dict[str, Any]:
    place = domain_of(terms)
    told, _ = numbers_of(names, terms, domains()[place] if place >= 0 else None)
    told["reaction"] = _REACTIONS.index(reaction_of(names, terms))
    row = match_latency(names, terms, re_exposed=False)
    if row is not None:
        told |= {"row": True, "clock": clock_of(row)}
        told["compatible_lo"], told["compatible_hi"] = row.compatible
        if row.suggestive is not None:
            told["suggestive_lo"], told["suggestive_hi"] = row.suggestive
    healing = match_healing(names, terms)
    if healing is not None:
        told |= {"healing_lo": healing.lo, "healing_hi": healing.hi}
    return told
