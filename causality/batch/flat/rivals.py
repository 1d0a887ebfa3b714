"""The other drugs of flat records, as rivals of each pair: times of theirs, gathered by pairs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.pairs import Layout
from causality.batch.flat.record import ROLES, Flat
from causality.batch.flat.spans import Flags, Ints, firsts_of, spread
from causality.findings.facts import MISSING, TABLES
from causality.findings.other_drugs import WELL_KNOWN
from causality.vocabulary import VOCABULARY

__all__ = ["co_suspects_of", "other_drugs_of"]

_TIMES = tuple(
    f"{name}_{end}"
    for name in ("onset_after_start", "onset_after_last_dose")
    for end in ("lo", "hi")
)

_WELL_KNOWN = tuple(map(VOCABULARY["prior_knowledge"].values.index, WELL_KNOWN))
_SILENT = np.int8(MISSING)


def co_suspects_of(
    layout: Layout, times: Mapping[str, NDArray[Any]], lingering: tuple[int, int]
) -> dict[str, NDArray[Any]]:
    """Every other suspect of each pair. ``times`` are the columns of the facts of all pairs."""
    own = layout.place[layout.drug]
    judged = layout.judged[layout.report]
    pair, theirs = spread(judged - (own < judged))
    # In place: one report of very many pairs makes this the longest of all tables.
    theirs += theirs >= own[pair]  # all but the drug itself
    theirs *= layout.events[layout.report][pair]
    same_event = layout.first_of_report - layout.first_event
    theirs += (same_event[layout.report] + layout.event)[pair]
    return {
        "pair": pair,
        **{name: times[name][theirs] for name in _TIMES},
        "lingering_lo": np.full(len(pair), lingering[0]),
        "lingering_hi": np.full(len(pair), lingering[1]),
    }


def other_drugs_of(
    flat: Flat,
    layout: Layout,
    times: Mapping[str, NDArray[Any]],
    pairs: Ints,
    proof: Flags,
) -> dict[str, NDArray[Any]]:
    """Every other drug that was given, for ``pairs`` alone; ``proof``: what speaks for a pair."""
    report_of = flat.column("drug", "report")
    given = np.flatnonzero(flat.column("drug", "role") != ROLES.index("not given"))
    count = np.bincount(report_of[given], minlength=flat.rows("report"))
    owner, number = spread(count[layout.report[pairs]])
    pair = pairs[owner]
    report = layout.report[pair]
    other = given[firsts_of(count)[report] + number]
    another = other != layout.drug[pair]
    pair, other, report = pair[another], other[another], report[another]
    theirs = layout.pair(other, layout.event[pair], report)
    implicated, known = (TABLES["other_drug"][name].codes for name in ("implicated", "known"))
    return {
        "pair": pair,
        **{name: times[name][theirs] for name in _TIMES},
        "known": np.where(
            np.isin(times["knowledge"], _WELL_KNOWN)[theirs], np.int8(known.index("yes")), _SILENT
        ),
        "implicated": np.where(proof[theirs], np.int8(implicated.index("yes")), _SILENT),
    }
