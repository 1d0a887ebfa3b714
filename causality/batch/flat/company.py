"""Whether another suspect of a report was stopped, or given again, at the same time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.actions import KINDS, Done
from causality.batch.flat.doses import Intake
from causality.batch.flat.pairs import Layout
from causality.batch.flat.record import Flat
from causality.batch.flat.spans import FAR, Flags, Ints, Span, between, blocks, firsts_of, spread
from causality.batch.flat.steps import Steps
from causality.case.dates import DAY
from causality.findings.facts import TABLES

__all__ = ["given_with", "stopped_with", "suspects"]

_NEVER = -2 * FAR


def suspects(flat: Flat, layout: Layout) -> Flags:
    """The drugs that are judged."""
    judged: Flags = layout.place < layout.judged[flat.column("drug", "report")]
    return judged


def stopped_with(
    flat: Flat, layout: Layout, done: Done, acts: tuple[Ints, Ints, Span], onset: Span
) -> NDArray[np.int8]:
    """The company of things done, given by report, drug and moment; ``onset`` of their event.

    Another suspect's stop may share in what came after if it may fall on the same day, or after
    the onset; it certainly does if it certainly falls on the same day.
    """
    report, drug, point = acts
    stop = suspects(flat, layout)[done.drug] & (done.kind == KINDS["stop"])
    perhaps = _latest_of_others(flat, done, stop)[drug] >= onset.lo
    # A pause counts only where it may have come after the onset, which is seen already.
    ends = np.flatnonzero(stop & ~done.pause)
    for row, their in _with_others(flat, done.drug, ends, np.flatnonzero(~perhaps), report, drug):
        lo, hi = between(point.at(row), done.at.at(their))
        perhaps[row[(lo < DAY) & (hi > -DAY)]] = True
    shared = np.zeros(len(drug), np.bool_)
    sure = np.flatnonzero(stop & done.certain & _narrow(done.at))
    for row, their in _with_others(
        flat, done.drug, sure, np.flatnonzero(_narrow(point)), report, drug
    ):
        lo, hi = between(point.at(row), done.at.at(their))
        there = ~done.pause[their] | (done.at.lo[their] >= onset.hi[row])
        shared[row[(lo > -DAY) & (hi < DAY) & there]] = True
    return _codes("episode", perhaps, shared)


def _narrow(point: Span) -> Flags:
    """Moments known well enough that something can certainly fall on the same day."""
    return point.hi - point.lo < 2 * DAY


def _latest_of_others(flat: Flat, done: Done, stop: Flags) -> Ints:
    """For each drug, the latest that another one of its report may have been stopped."""
    report = flat.column("drug", "report")
    latest = np.full(len(report), _NEVER)
    np.maximum.at(latest, done.drug[stop], done.at.hi[stop])
    first = np.full(flat.rows("report"), _NEVER)
    np.maximum.at(first, report, latest)
    top = latest == first[report]
    second = np.full(flat.rows("report"), _NEVER)
    np.maximum.at(second, report[~top], latest[~top])
    alone = top & (np.bincount(report[top], minlength=len(first))[report] == 1)
    latest_of_others: Ints = np.where(alone, second[report], first[report])
    return latest_of_others


def given_with(flat: Flat, layout: Layout, intake: Intake, restarts: Steps) -> NDArray[np.int8]:
    """The company of restarts: another suspect given again on the same day."""
    after, number = np.unique(restarts.after, return_inverse=True)
    certain = np.zeros(len(after), np.bool_)
    certain[number[restarts.certain]] = True
    drug = flat.column("dose", "drug")[after]
    report = flat.column("drug", "report")[drug]
    start = intake.start.at(after)
    theirs = np.flatnonzero(suspects(flat, layout)[drug])
    perhaps = np.zeros(len(after), np.bool_)
    shared = perhaps.copy()
    for row, their in _with_others(flat, drug, theirs, np.arange(len(after)), report, drug):
        lo, hi = between(start.at(row), start.at(their))
        perhaps[row[(lo < DAY) & (hi > -DAY)]] = True
        shared[row[(lo > -DAY) & (hi < DAY) & certain[their]]] = True
    return _codes("re_exposure", perhaps, shared)[number]


def _with_others(
    flat: Flat, drugs: Ints, theirs: Ints, rows: Ints, report: Ints, drug: Ints
) -> Iterator[tuple[Ints, Ints]]:
    """Each of the ``rows`` with each of ``theirs`` in its report that is of another drug.

    ``theirs`` are places in ``drugs`` and stand report by report; ``rows`` are places in ``report``
    and ``drug``. Given block by block.
    """
    count = np.bincount(flat.column("drug", "report")[drugs[theirs]], minlength=flat.rows("report"))
    first = firsts_of(count)
    counts = count[report[rows]]
    for block in blocks(counts):
        owner, number = spread(counts[block])
        row = rows[block][owner]
        their = theirs[first[report[row]] + number]
        other = drugs[their] != drug[row]
        yield row[other], their[other]


def _codes(table: str, perhaps: Flags, shared: Flags) -> NDArray[np.int8]:
    codes = TABLES[table]["company"].codes
    alone, possibly, surely = (
        np.int8(codes.index(code)) for code in ("alone", "possibly shared", "shared")
    )
    return np.where(shared, surely, np.where(perhaps, possibly, alone))
