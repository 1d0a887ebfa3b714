"""The flat record: what databases say of a report, as columns, before time is closed.

A case is flat where every time it names is a stretch of the calendar (or how long a dose lasted),
and where nothing but drugs, events, statements, re-exposures and knowledge is told of them: no
course, tests, treatments, alternatives, earlier exposures, conditions or opinions that any finding
could rest on. Most reports of a public database are. Their bounds need no closure over a graph:
each dose is closed alone, and between any other two points the calendar is the only way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["AGE_TOLD", "COLUMNS", "ROLES", "Flat"]

ROLES = ("suspect", "interacting", "concomitant", "not given")
AGE_TOLD = ("given", "missing", "age group only")

_TEXT = np.int32
"""A place in ``Flat.words``; -1 where there is none."""

COLUMNS: Mapping[str, Mapping[str, type[np.generic]]] = MappingProxyType(
    {
        # `id` is the sender's number, `case` the id of the case. Of `last`, the day of the last
        # information, and of every other moment, `_lo` and `_hi` are minutes on the calendar, open
        # where nothing is told. `age` are bounds in completed years, as in the facts of a pair.
        "report": {
            "id": _TEXT,
            "case": _TEXT,
            "notes": np.int32,
            "last_lo": np.int64,
            "last_hi": np.int64,
            "sex_told": np.bool_,
            "male": np.bool_,
            "age_told": np.int8,
            "age_lo": np.int64,
            "age_hi": np.int64,
        },
        # In the order of the case. `role` is a place in ROLES, `action` one in the closed list of
        # `action_taken` of a case; `vaccine`: its only class is "vaccine"; `amount`: a dose tells
        # one; `indication`: one is told; `not_taken`: exposure is known not to have been.
        "drug": {
            "report": np.int64,
            "id": _TEXT,
            "name": _TEXT,
            "role": np.int8,
            "action": np.int8,
            "vaccine": np.bool_,
            "overdose": np.int8,
            "not_taken": np.bool_,
            "indication": np.bool_,
            "amount": np.bool_,
        },
        # `length` is how long it lasted where an end is told by it (the stop from the start, or the
        # start from the stop), in minutes. `stopped`: the case gives the dose a stop. `once`: it
        # is a single administration. `route` as written.
        "dose": {
            "drug": np.int64,
            "start_lo": np.int64,
            "start_hi": np.int64,
            "stop_lo": np.int64,
            "stop_hi": np.int64,
            "length_lo": np.int64,
            "length_hi": np.int64,
            "stopped": np.bool_,
            "once": np.bool_,
            "route": _TEXT,
        },
        # `relation` and `outcome` are places in the vocabulary of that finding.
        "event": {
            "report": np.int64,
            "id": _TEXT,
            "term": _TEXT,
            "relation": np.int8,
            "onset_lo": np.int64,
            "onset_hi": np.int64,
            "outcome": np.int8,
            "disabling": np.bool_,
        },
        # `about` is a place in the vocabulary, `value` one among the values of that finding.
        "statement": {
            "drug": np.int64,
            "event": np.int64,
            "about": np.int16,
            "value": np.int8,
        },
        # A re-exposure the report describes; `result` is a place in the codes of the facts.
        "again": {"event": np.int64, "result": np.int8},
        "again_drug": {"again": np.int64, "drug": np.int64},
        # What is known of a drug and an event before the report. `level` is a place in the
        # vocabulary of prior knowledge, 0 where none is told; `lo` and `hi` are compatible minutes
        # from the first dose to the onset, open where none are told.
        "known": {
            "drug": np.int64,
            "event": np.int64,
            "level": np.int8,
            "lo": np.int64,
            "hi": np.int64,
        },
    }
)
"""Tables and their columns. A child row names its parent's row; children stand in its order."""


@dataclass(frozen=True, slots=True)
class Flat:
    """Reports of one source as columns: ``arrays[table][column]``; ``words`` holds every text."""

    source: str
    words: tuple[str, ...]
    arrays: Mapping[str, Mapping[str, NDArray[Any]]]

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        first = next(iter(COLUMNS[table]))
        return len(self.arrays[table][first])

    def column(self, table: str, name: str) -> NDArray[Any]:
        """One column of one table."""
        return self.arrays[table][name]
