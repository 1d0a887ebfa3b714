"""Closed bounds of every dose and drug of flat records: each dose alone, over the calendar."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from causality.batch.flat.record import Flat
from causality.batch.flat.spans import FAR, Flags, Ints, Span, firsts_of, moment

__all__ = ["Intake", "sound_reports", "taken_in"]


@dataclass(frozen=True, slots=True)
class Intake:
    """When each dose, and each drug as a whole, began and ended; doses stand drug by drug."""

    start: Span
    stop: Span
    drug_start: Span
    drug_stop: Span
    first: Ints
    """Row of the first dose of each drug."""
    doses: Ints
    """How many doses each drug has."""


def _closed(flat: Flat) -> tuple[Span, Span, Flags]:
    """Start and stop of each dose, and whether what is said of it can all hold."""
    told = flat.arrays["dose"]
    start = moment(told["start_lo"], told["start_hi"])
    stop = moment(told["stop_lo"], told["stop_hi"])
    # Nothing ends before it begins; a single administration ends at once unless told otherwise.
    least = np.clip(told["length_lo"], 0, FAR)
    at_once = told["once"] & ~told["stopped"]
    most = np.where(at_once, 0, np.minimum(told["length_hi"], FAR))
    # Between three moments one round is all: the third is the only way round.
    start_lo = _open(np.maximum(start.lo, stop.lo - most))
    start_hi = _open(np.minimum(start.hi, stop.hi - least))
    stop_lo = _open(np.maximum(stop.lo, start.lo + least))
    stop_hi = _open(np.minimum(stop.hi, start.hi + most))
    # What leaves no stop leaves no start either.
    holds = (start_lo <= start_hi) & (least <= most)
    return Span(start_lo, start_hi), Span(stop_lo, stop_hi), holds


def _open(ends: Ints) -> Ints:
    """Ends of which an open one has not come nearer by what was added to it."""
    return np.where(np.abs(ends) > FAR // 2, np.where(ends > 0, FAR, -FAR), ends)


def sound_reports(flat: Flat) -> Flags:
    """The reports of which every dose can be as it is told."""
    holds = _closed(flat)[2]
    sound = np.ones(flat.rows("report"), np.bool_)
    sound[flat.column("drug", "report")[flat.column("dose", "drug")[~holds]]] = False
    return sound


def taken_in(flat: Flat) -> Intake:
    """The bounds of every dose and of every drug: its first start and its last stop."""
    start, stop, _ = _closed(flat)
    drugs = flat.rows("drug")
    doses = np.bincount(flat.column("dose", "drug"), minlength=drugs)
    first = firsts_of(doses)
    some = np.flatnonzero(doses)
    drug_start = Span(np.full(drugs, -FAR), np.full(drugs, FAR))
    drug_stop = Span(np.full(drugs, -FAR), np.full(drugs, FAR))
    if some.size:
        for whole, parts in zip(drug_start, start, strict=True):
            whole[some] = np.minimum.reduceat(parts, first[some])
        for whole, parts in zip(drug_stop, stop, strict=True):
            whole[some] = np.maximum.reduceat(parts, first[some])
    return Intake(start, stop, drug_start, drug_stop, first, doses)
