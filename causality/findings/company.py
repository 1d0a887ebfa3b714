"""Other suspects that were stopped together with a drug, or before an improvement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.case.case import Case
from causality.case.dates import DAY
from causality.findings.actions import SUSPECTS, actions
from causality.findings.moments import Moments
from causality.findings.signs import Read

__all__ = ["company"]

Flags = NDArray[np.bool_]
Spans = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class _Stops:
    """Every stop of every suspect that can bear on one event.

    Of each stop: ``drugs`` (a place among those of the case), ``entries``, ``certain``, and its
    place ``at`` among the different ``points``. ``since`` are the times from the onset to these.
    """

    drugs: NDArray[np.int64]
    entries: tuple[str, ...]
    certain: Flags
    at: NDArray[np.int64]
    points: tuple[str, ...]
    since: Spans


def company(
    case: Case, drug: str, onset: str, point: str, better: Read, moments: Moments
) -> tuple[str, tuple[str, ...]]:
    """Whether another suspect was stopped with the drug, or between the onset and the improvement.

    Also which entries say so. ``point`` is when something was done with the drug, ``better`` the
    improvements that may belong to it.
    """
    what = ("company", drug, onset, point, better)
    return moments.once(what, lambda: _company(case, drug, onset, point, better, moments))


def _company(
    case: Case, drug: str, onset: str, point: str, better: Read, moments: Moments
) -> tuple[str, tuple[str, ...]]:
    stops = moments.once(("stops", onset), lambda: _stops(case, onset, moments))
    places = moments.once("places", lambda: {one.id: at for at, one in enumerate(case.drugs)})
    others = stops.drugs != places[drug]
    if not others.any():
        return "alone", ()
    may, surely = _shared(stops, onset, point, better, moments)
    theirs = others & may[stops.at]
    grounds = tuple(stops.entries[at] for at in np.flatnonzero(theirs).tolist())
    if (theirs & surely[stops.at] & stops.certain).any():
        return "shared", grounds
    return ("possibly shared" if grounds else "alone"), grounds


def _stops(case: Case, onset: str, moments: Moments) -> _Stops:
    found = [
        (at, action)
        for at, drug in enumerate(case.drugs)
        if drug.role in SUSPECTS
        for action in actions(drug, onset, moments)
        if action.kind == "stop"
    ]
    points = tuple(dict.fromkeys(action.point for _, action in found))
    places = {point: at for at, point in enumerate(points)}
    return _Stops(
        np.array([at for at, _ in found], dtype=np.int64),
        tuple(action.entry for _, action in found),
        np.array([action.certain for _, action in found], dtype=np.bool_),
        np.array([places[action.point] for _, action in found], dtype=np.int64),
        points,
        moments.timeline.spans([onset] * len(points), points),
    )


def _shared(
    stops: _Stops, onset: str, point: str, better: Read, moments: Moments
) -> tuple[Flags, Flags]:
    """Whether a stop may, and certainly does, share in what came after something else was done."""
    size = len(stops.points)
    low, high = moments.once(
        ("apart", onset, point), lambda: moments.timeline.spans([point] * size, stops.points)
    )
    may: Flags = (low < DAY) & (high > -DAY)
    surely: Flags = (low > -DAY) & (high < DAY)
    before_any = np.full(size, bool(better.certain))
    before_some = np.full(size, not better.certain)
    for gain in better.possible:
        low, high = _lead(stops, onset, gain.point, moments)
        before_any &= low >= 0
        before_some |= high >= 0
    since_low, since_high = stops.since
    may |= (since_high >= 0) & before_some
    surely |= (since_low >= 0) & before_any
    return may, surely


def _lead(stops: _Stops, onset: str, gain: str, moments: Moments) -> Spans:
    """The times from every stop to an improvement."""
    points = stops.points
    return moments.once(
        ("lead", onset, gain), lambda: moments.timeline.spans(points, [gain] * len(points))
    )
