"""The facts of whole events: their drugs, their other causes, what was seen and tested.

The differential weighs all causes of one event together, so beside the facts of pairs it needs a
record per event. Columns only, like ``Facts``: an event table and child tables with a sorted
``event`` index; what a model says of a drug (rate, distribution of the time to onset) stands here
as numbers already, so that a database can fill it without names. Labels are for people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "COLUMNS",
    "JOINT_KINDS",
    "PARTS",
    "PRESENCE",
    "RATE_KINDS",
    "REFERENCES",
    "STATUS",
    "TEST_RESULTS",
    "EventFacts",
    "event_facts",
]

PARTS = 3
"""Most parts of a distribution of the time to onset."""

RATE_KINDS = ("measured", "trial arms", "reports", "given by the reader")
STATUS = ("excluded", "unlikely", "possible", "likely", "confirmed", "not assessed")
PRESENCE = ("no", "yes")
TEST_RESULTS = ("negative", "positive")
JOINT_KINDS = ("drugs", "condition")

_PARTS = tuple(f"{name}_{i}" for i in range(PARTS) for name in ("kind", "weight", "a", "b"))

COLUMNS: Mapping[str, Mapping[str, type[np.generic]]] = MappingProxyType(
    {
        "event": {"domain": np.int16},
        # `pair` is the row of the drug and the event in the facts of pairs; `window` the days over
        # which `odds` were counted, NaN for all days to come; `kind_i` is 0 for no part, 1 for a
        # lognormal (mean and spread of the logarithm of days), 2 Weibull (shape, days).
        "member": {
            "event": np.int64,
            "pair": np.int64,
            "odds": np.float64,
            "odds_sigma": np.float64,
            "basis": np.int8,
            "profile": np.int16,
            "status": np.int8,
            "window": np.float64,
            **{name: np.int8 if name.startswith("kind") else np.float64 for name in _PARTS},
        },
        # `first` and `second` are rows of `member`; -1 where the other part is a condition.
        "joint": {
            "event": np.int64,
            "kind": np.int8,
            "first": np.int64,
            "second": np.int64,
            "established": np.int8,
        },
        "rival": {
            "event": np.int64,
            "rival": np.int16,
            "entity": np.int16,
            "status": np.int8,
            "present": np.int8,
        },
        # `rival` is a row of that table, or -1 where the test is about `entity` alone.
        "test": {
            "event": np.int64,
            "rival": np.int64,
            "entity": np.int16,
            "result": np.int8,
            "sensitivity": np.float64,
            "sensitivity_sigma": np.float64,
            "specificity": np.float64,
            "specificity_sigma": np.float64,
        },
        "sign": {"event": np.int64, "sign": np.int16},
        "condition": {"event": np.int64, "raises": np.int16},
    }
)

REFERENCES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("joint", "first"): "member",
        ("joint", "second"): "member",
        ("test", "rival"): "rival",
    }
)
"""Columns that name a row of another of these tables than ``event``; -1 names none."""


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What is known of ``n`` events, as columns.

    ``arrays[table][column]`` holds one array; -1 is missing in a code, NaN in a number. ``labels``
    give each row of ``event``, ``member``, ``joint`` and ``rival`` its id in the case, ``titles``
    its words; ``grounds[table, row]`` are the entries it was filled from, ``sources[table, row]``
    is the model row.
    """

    n: int
    arrays: Mapping[str, Mapping[str, NDArray[Any]]]
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    grounds: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    sources: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def column(self, table: str, name: str) -> NDArray[Any]:
        """One column of one table."""
        return self.arrays[table][name]

    def events(self, table: str) -> NDArray[np.int64]:
        """The event each row of a child table belongs to."""
        return self.arrays[table]["event"]


def event_facts(
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    labels: Mapping[str, Sequence[str]] | None = None,
    titles: Mapping[str, Sequence[str]] | None = None,
    grounds: Mapping[tuple[str, int], tuple[str, ...]] | None = None,
    sources: Mapping[tuple[str, int], str] | None = None,
) -> EventFacts:
    """Columns out of one mapping per row; what is left out is missing.

    Child rows come in the order of their events. A column that no table has is a KeyError.
    """
    arrays: dict[str, dict[str, NDArray[Any]]] = {}
    for table, columns in COLUMNS.items():
        given = rows.get(table, ())
        if unknown := {key for row in given for key in row} - set(columns):
            raise KeyError(*sorted(unknown))
        arrays[table] = {
            name: np.array([row.get(name, _MISSING[kind]) for row in given], dtype=kind)
            for name, kind in columns.items()
        }
    return EventFacts(
        len(rows.get("event", ())),
        arrays,
        {name: tuple(ids) for name, ids in (labels or {}).items()},
        {name: tuple(words) for name, words in (titles or {}).items()},
        dict(grounds or {}),
        dict(sources or {}),
    )


_MISSING: Mapping[type[np.generic], float] = {
    np.int8: -1,
    np.int16: -1,
    np.int64: -1,
    np.float64: np.nan,
}
