"""Columns of the drugs and the events that reports name, with what no table of them tells."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.actions import ACTIONS
from causality.batch.flat.called import Named
from causality.batch.flat.entry_ids import Words
from causality.batch.flat.reactions import Reactions
from causality.batch.flat.record import ROLES
from causality.vocabulary import VOCABULARY

__all__ = ["drug_columns", "event_columns"]

_OVERDOSE = VOCABULARY["overdose"].values
_OUTCOMES = VOCABULARY["outcome"].values

Ints = NDArray[np.int64]


def drug_columns(
    named: tuple[Ints, Ints, Named], role: Ints, overdose: NDArray[np.bool_], words: Words
) -> dict[str, NDArray[Any]]:
    """Drugs of which nothing but name, role and overdose is known, by report, id and name."""
    report, ids, called = named
    none = np.zeros(len(report), dtype=np.bool_)
    return {
        "report": report,
        "id": ids,
        "name": words.places(list(called.labels))[called.label],
        "role": role,
        "action": np.full(len(report), ACTIONS.index("unknown")),
        "vaccine": none,
        "overdose": np.where(overdose, _OVERDOSE.index("yes"), _OVERDOSE.index("unknown")),
        "not_taken": role == ROLES.index("not given"),
        "indication": none,
        "amount": none,
    }


def event_columns(
    events: Reactions, ids: Ints, onset: tuple[Ints, Ints], words: Words
) -> dict[str, NDArray[Any]]:
    """Events of which nothing but term and onset is known."""
    return {
        "report": events.report,
        "id": ids,
        "term": words.places(list(events.terms))[events.term],
        "relation": events.relation,
        "onset_lo": onset[0],
        "onset_hi": onset[1],
        "outcome": np.full(len(ids), _OUTCOMES.index("unknown")),
        "disabling": np.zeros(len(ids), dtype=np.bool_),
    }
