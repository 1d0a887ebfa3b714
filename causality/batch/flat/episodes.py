"""What each event did after each thing done with each drug: the episodes of flat records.

Without dated signs of a course, only the outcome tells. What ``findings.withdrawals`` says of one
pair, for all at once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.actions import ACTIONS, KINDS, Done
from causality.batch.flat.pairs import Layout
from causality.batch.flat.record import Flat
from causality.batch.flat.spans import (
    Flags,
    Ints,
    Span,
    between,
    blocks,
    firsts_of,
    moment,
    spread,
    where,
)
from causality.case.dates import DAY, OPEN_HI, OPEN_LO
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
    return {
        "pair": pair,
        "kind": done.kind[act],
        "certainty": np.where(
            certain, _code("certainty", "certain"), _code("certainty", "possible")
        ),
        "dates": np.full(len(pair), _code("dates", "consistent")),
        "action_after_onset_lo": np.where(dated & ~withdrawn, since.lo, np.maximum(since.lo, 0)),
        "action_after_onset_hi": np.where(withdrawn, np.maximum(since.hi, 0), since.hi),
        "change": change[outcome],
        "improved_after_lo": np.where(better, improved, OPEN_LO),
        "improved_after_hi": np.full(len(pair), OPEN_HI),
        "unimproved_until_lo": np.where(still, until.lo, OPEN_LO),
        "unimproved_until_hi": np.where(still, until.hi, OPEN_HI),
        "treated": np.full(len(pair), _code("treated", "no")),
        "company": _company(flat, layout, done, (pair, drug, point), onset),
    }


def _company(
    flat: Flat, layout: Layout, done: Done, acts: tuple[Ints, Ints, Span], onset: Span
) -> NDArray[np.int8]:
    """Whether another suspect was stopped with it, or after the onset."""
    pair, drug, point = acts
    report_of = flat.column("drug", "report")
    suspect = layout.place < layout.judged[report_of]
    stops = np.flatnonzero(suspect[done.drug] & (done.kind == KINDS["stop"]))
    count = np.bincount(report_of[done.drug[stops]], minlength=flat.rows("report"))
    first = firsts_of(count)
    report = layout.report[pair]
    shared, perhaps = np.zeros(len(pair), np.bool_), np.zeros(len(pair), np.bool_)
    for block in blocks(count[report]):
        row, number = spread(count[report[block]])
        row += block.start
        their = stops[first[report[row]] + number]
        other = done.drug[their] != drug[row]
        row, their = row[other], their[other]
        may, surely = _shares(done, their, point.at(row), onset.at(layout.event[pair[row]]))
        perhaps[row[may]] = True
        shared[row[surely]] = True
    company = np.where(perhaps, _code("company", "possibly shared"), _code("company", "alone"))
    return np.where(shared, _code("company", "shared"), company)


def _shares(done: Done, their: Ints, point: Span, onset: Span) -> tuple[Flags, Flags]:
    """Whether another stop may, and certainly does, share in what came after an action."""
    apart, since = between(point, done.at.at(their)), between(onset, done.at.at(their))
    pause = done.pause[their]
    may = (apart.lo < DAY) & (apart.hi > -DAY) | (since.hi >= 0)
    surely = (apart.lo > -DAY) & (apart.hi < DAY) & done.certain[their]
    there = ~pause | (since.hi >= 0)
    return may & there, surely & there & (~pause | (since.lo >= 0))
