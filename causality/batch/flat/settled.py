"""What becomes of reports read by columns: flat records, refusals, or a second reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.cut import taken
from causality.batch.flat.entry_ids import Words, numbered
from causality.batch.flat.record import COLUMNS, Flat
from causality.formats.case_of import Refusal

__all__ = ["Settled", "ids_of", "refused_of", "settled"]

_REASONS = tuple(Refusal)

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Settled:
    """Flat records of the reports in ``at`` (places among those asked for).

    ``odd`` are those that have to be read one by one, ``refused`` the rest, each with the reason.
    """

    flat: Flat
    at: Ints
    odd: Ints
    refused: tuple[tuple[int, str], ...]


def ids_of(
    drugs: tuple[Ints, Ints, tuple[str, ...]],
    events: tuple[Ints, Ints, tuple[str, ...]],
    words: Words,
) -> tuple[Ints, Ints]:
    """Ids of all drugs and, behind them, of all events; reports in which they clash.

    Each is told by its report and by the place of the id that it asks for among some texts.
    """
    places: dict[str, int] = {}
    moved = [
        np.array([places.setdefault(text, len(places)) for text in texts], dtype=np.int64)[of]
        for _, of, texts in (drugs, events)
        if len(of)
    ]
    of_all = np.concatenate((drugs[0], events[0]))
    if not moved:
        return np.zeros(0, dtype=np.int64), of_all
    return numbered(of_all, np.concatenate(moved), list(places), words)


def refused_of(drugs: Ints, reactions: Ints, events: Ints) -> Ints:
    """The place of a reason for each report, by how many of each it has; -1 for none."""
    found = np.full(len(drugs), -1, dtype=np.int64)
    found[events == 0] = _REASONS.index(Refusal.NO_ADVERSE_REACTION)
    found[reactions == 0] = _REASONS.index(Refusal.NO_REACTION)
    found[drugs == 0] = _REASONS.index(Refusal.NO_DRUG)
    return found


def settled(
    source: str,
    words: Words,
    tables: Mapping[str, Mapping[str, NDArray[Any]]],
    odd: NDArray[np.bool_],
    refused: Ints,
) -> Settled:
    """The reports whose columns these are; a table that is left out has no rows."""
    flat = Flat(
        source,
        words.all(),
        {
            table: {
                name: tables[table][name].astype(dtype)
                if table in tables
                else np.zeros(0, dtype=dtype)
                for name, dtype in columns.items()
            }
            for table, columns in COLUMNS.items()
        },
    )
    kept = np.flatnonzero(~odd & (refused < 0))
    return Settled(
        flat if len(kept) == len(odd) else taken(flat, kept),
        kept,
        np.flatnonzero(odd),
        tuple(
            (at, _REASONS[refused[at]].value)
            for at in np.flatnonzero(~odd & (refused >= 0)).tolist()
        ),
    )
