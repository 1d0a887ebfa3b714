"""What each event did after each thing done with each drug: the episodes of flat records.

Without dated signs of a course, only the outcome tells. What ``findings.withdrawals`` says of one
pair, for all at once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.actions import ACTIONS, KINDS, Done
from causality.batch.flat.company import stopped_with
from causality.batch.flat.pairs import Layout
from causality.batch.flat.record import Flat
from causality.batch.flat.spans import Span, between, firsts_of, moment, spread, where
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.findings.facts import TABLES
from causality.vocabulary import VOCABULARY

__all__ = ["episodes_of"]

_OUTCOMES = VOCABULARY["outcome"].values
_CHANGES = {"recovered": "resolved", "recovering": "improved", "not recovered": "not improved"}


def _code(column: str, value: str) -> np.int8:
    return np.int8(TABLES["episode"][column].codes.index(value))


def episodes_of(flat: Flat, layout: Layout, done: Done) -> dict[str, NDArray[Any]]:
    """The columns of the table that are not silent, and the pair of each row."""
    count = np.bincount(done.drug, minlength=flat.rows("drug"))
    pair, number = spread(count[layout.drug])
    act = firsts_of(count)[layout.drug[pair]] + number
    onset = moment(flat.column("event", "onset_lo"), flat.column("event", "onset_hi"))
    since = between(onset.at(layout.event[pair]), done.at.at(act))
    kept = ~done.pause[act] | (since.hi >= 0)
    pair, act, since = pair[kept], act[kept], since.at(kept)
    event, drug = layout.event[pair], done.drug[act]
    at_onset, dated, stop = done.at_onset[act], done.dated[act], done.kind[act] == KINDS["stop"]
    since = Span(np.where(at_onset, 0, since.lo), np.where(at_onset, 0, since.hi))
    point = where(at_onset, onset.at(event), done.at.at(act))
    # Withdrawn because of the event: not before it, even if the last dose was.
    withdrawn = stop & (flat.column("drug", "action")[drug] == ACTIONS.index("withdrawn"))
    outcome = flat.column("event", "outcome")[event]
    better = np.isin(outcome, [_OUTCOMES.index("recovered"), _OUTCOMES.index("recovering")])
    still = outcome == _OUTCOMES.index("not recovered")
    change = np.full(len(_OUTCOMES), -1, np.int8)
    for name, told in _CHANGES.items():
        change[_OUTCOMES.index(name)] = _code("change", told)
    last = moment(flat.column("report", "last_lo"), flat.column("report", "last_hi"))
    until = between(point, last.at(layout.report[pair]))
    improved = np.where(since.hi == OPEN_HI, OPEN_LO, -since.hi)
    certain = done.certain[act] & (~done.pause[act] | (since.lo >= 0))
    sure, perhaps = (_code("certainty", code) for code in ("certain", "possible"))
    return {
        "pair": pair,
        "kind": done.kind[act],
        "certainty": np.where(certain, sure, perhaps),
        "dates": np.full(len(pair), _code("dates", "consistent")),
        "action_after_onset_lo": np.where(dated & ~withdrawn, since.lo, np.maximum(since.lo, 0)),
        "action_after_onset_hi": np.where(withdrawn, np.maximum(since.hi, 0), since.hi),
        "change": change[outcome],
        "improved_after_lo": np.where(better, improved, OPEN_LO),
        "improved_after_hi": np.full(len(pair), OPEN_HI),
        "unimproved_until_lo": np.where(still, until.lo, OPEN_LO),
        "unimproved_until_hi": np.where(still, until.hi, OPEN_HI),
        "treated": np.full(len(pair), _code("treated", "no")),
        "company": stopped_with(
            flat, layout, done, (layout.report[pair], drug, point), onset.at(event)
        ),
    }
