"""What is known of drugs and events before the report: from a user's table, and told of pairs."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.pairs import Layout
from causality.batch.flat.record import Flat
from causality.batch.flat.spans import Ints, Span, firsts_of, spread
from causality.batch.flat.times import Times
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.findings.facts import MISSING, TABLES
from causality.findings.known import Known, table_of
from causality.vocabulary import VOCABULARY

__all__ = ["KnownOfPairs", "known_of_pairs", "known_windows", "level_code", "with_known"]

_LEVELS = VOCABULARY["prior_knowledge"].values
_UNDER_DRUG = VOCABULARY["relation"].values.index("under drug")
_FARTHEST = np.iinfo(np.int64).max


class KnownOfPairs(NamedTuple):
    """Of every pair the strongest level on record (a code of the facts), and times to onset.

    The times run from the earliest to the latest that any row tells, open where none does.
    """

    level: NDArray[np.int8]
    onsets: Span


class _Rows(NamedTuple):
    """The rows of a table by the numbers of their pairs, in order."""

    pair: Ints
    level: NDArray[np.int8]
    lo: Ints
    hi: Ints


def level_code(level: str | None) -> int:
    """The place of a level in the vocabulary; 0 where none is told."""
    return 0 if level is None else _LEVELS.index(level)


def with_known(flat: Flat, known: Known) -> Flat:
    """The records with what a table knows of them, behind what each report says itself.

    Each distinct name is compared once; as in a case, names of drugs go by the name, events by
    the term.
    """
    table = table_of(known)
    drug = _places(flat, flat.column("drug", "name"), table.drug)
    event = _places(flat, flat.column("event", "term"), table.event)
    report_of = flat.column("drug", "report")
    named, those = np.flatnonzero(drug >= 0), np.flatnonzero(event >= 0)
    count = np.bincount(flat.column("event", "report")[those], minlength=flat.rows("report"))
    owner, number = spread(count[report_of[named]])
    drugs = named[owner]
    events = those[firsts_of(count)[report_of[drugs]] + number]
    rows = _rows(known)
    pair = drug[drugs] * table.events + event[events]
    row = np.minimum(np.searchsorted(rows.pair, pair), len(rows.pair) - 1)
    hit = rows.pair[row] == pair
    row, drugs, events = row[hit], drugs[hit], events[hit]
    added: dict[str, NDArray[Any]] = {
        "drug": drugs,
        "event": events,
        "level": rows.level[row],
        "lo": rows.lo[row],
        "hi": rows.hi[row],
    }
    whole = {
        name: np.concatenate((column, added[name])) for name, column in flat.arrays["known"].items()
    }
    order = np.argsort(report_of[whole["drug"]], kind="stable")
    told = {name: column[order] for name, column in whole.items()}
    return Flat(flat.source, flat.words, {**flat.arrays, "known": told})


def _places(flat: Flat, words: NDArray[Any], ask: Callable[[str], int]) -> Ints:
    """The answer for each word, asked once a word."""
    distinct, number = np.unique(words, return_inverse=True)
    answers = [ask(flat.words[place]) for place in distinct.tolist()]
    found: Ints = np.array(answers, np.int64)[number]
    return found


@lru_cache(maxsize=4)
def _rows(known: Known) -> _Rows:
    table = table_of(known)
    pair = np.array([d * table.events + e for d, e in table.by_pair], np.int64)
    order = np.argsort(pair)
    rows = [table.rows[place] for place in table.by_pair.values()]
    onsets = np.array([row.onsets for row in rows], np.int64).reshape(-1, 2)[order]
    level = np.array([level_code(row.level) for row in rows], np.int8)[order]
    return _Rows(pair[order], level, onsets[:, 0], onsets[:, 1])


def known_of_pairs(flat: Flat, layout: Layout) -> KnownOfPairs:
    """What is known of every pair."""
    told = flat.arrays["known"]
    event = told["event"]
    pair = layout.pair(told["drug"], event, flat.column("event", "report")[event])
    size = len(layout.drug)
    weakest = len(_LEVELS)
    level = np.full(size, weakest, np.int8)
    levels = told["level"] > 0
    np.minimum.at(level, pair[levels], told["level"][levels])
    lo, hi = np.full(size, _FARTHEST), np.full(size, OPEN_LO)
    timed = told["lo"] > OPEN_LO
    np.minimum.at(lo, pair[timed], told["lo"][timed])
    np.maximum.at(hi, pair[timed], told["hi"][timed])
    silent = lo == _FARTHEST
    onsets = Span(np.where(silent, OPEN_LO, lo), np.where(silent, OPEN_HI, hi))
    return KnownOfPairs(np.where(level == weakest, np.int8(MISSING), level), onsets)


def known_windows(
    windows: dict[str, NDArray[Any]], onsets: Span, relation: NDArray[np.int8], times: Times
) -> dict[str, NDArray[Any]]:
    """The windows of the pairs, times to onset that are known before all others."""
    told = (onsets.lo > OPEN_LO) & (relation == _UNDER_DRUG)
    if not told.any():
        return windows
    row = np.int8(TABLES["pair"]["window_basis"].codes.index("row"))
    ours: dict[str, Any] = {
        "onset_after_clock_lo": times.after_start.lo,
        "onset_after_clock_hi": times.after_start.hi,
        "window_basis": row,
        "suggestive_window_lo": OPEN_LO,
        "suggestive_window_hi": OPEN_HI,
        "compatible_window_lo": onsets.lo,
        "compatible_window_hi": onsets.hi,
    }
    return {name: np.where(told, ours[name], column) for name, column in windows.items()}
