"""Every time a drug was given again after an event, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from causality.case.case import Case
from causality.case.dates import DAY
from causality.case.entries import Drug, Event, ReExposure
from causality.findings.actions import SUSPECTS, Row, again_told, restarts
from causality.findings.moments import Moments
from causality.findings.signs import signs_of

__all__ = ["re_exposures"]


def re_exposures(case: Case, drug: Drug, event: Event, moments: Moments) -> Iterator[Row]:
    """Re-exposures the report describes; where it describes none, restarts after a pause."""
    described = again_told(case, drug, event, moments)
    for item in described:
        yield _described(case, item, drug, event, moments)
    if not described:
        yield from _restarted(case, drug, event, moments)


def _known(value: str) -> str | None:
    return None if value == "unknown" else value


def _before(case: Case, event: Event, point: str, moments: Moments) -> tuple[str | None, list[str]]:
    """How the event stood just before ``point``, as far as its course tells."""
    found, grounds = None, []
    for sign in signs_of(case, event, moments):
        if sign.is_gain and moments.not_before(sign.point, point):
            grounds.append(sign.entry)
            if sign.state == "resolved":
                found = "resolved"
            elif found is None:
                found = "stable"
    return found, grounds


def _described(case: Case, item: ReExposure, drug: Drug, event: Event, moments: Moments) -> Row:
    before, grounds = _known(item.before), [item.id]
    if before is None:
        before, grounds = _before(case, event, item.id, moments)
    roles = moments.once("roles", lambda: {other.id: other.role for other in case.drugs})
    company = any(roles[name] in SUSPECTS for name in item.drugs if name != drug.id)
    points = [item.id, f"{event.id}.onset"]
    values: dict[str, Any] = {
        "agent": item.agent,
        "certainty": "certain",
        "dates": "contradictory" if moments.contradictory(*points) else "consistent",
        "result": _known(item.result),
        "before": before,
        "dose": _known(item.dose),
        "route": _known(item.route),
        "duration": _known(item.duration),
        "premedicated": _known(item.premedicated),
        "company": "shared" if company else "alone",
    }
    return Row(values, {**dict.fromkeys(values, (item.id,)), "before": tuple(grounds)})


def _restarted(case: Case, drug: Drug, event: Event, moments: Moments) -> Iterator[Row]:
    onset = f"{event.id}.onset"
    for earlier, later, certain in restarts(drug, moments):
        start, entry = f"{drug.id}.{later.id}.start", f"{drug.id}.{later.id}"
        low, high = moments.between(onset, start)
        if high <= 0:
            continue
        before, grounds = _before(case, event, start, moments)
        result, back = _came_back(event, start, moments)
        lower = later.change == "reduced"
        values: dict[str, Any] = {
            "agent": "drug",
            "certainty": "certain" if certain and low > 0 else "possible",
            "dates": "contradictory" if moments.contradictory(start, onset) else "consistent",
            "result": result,
            "before": before,
            "dose": "lower" if lower else None,
            "route": "same" if later.route is not None and later.route == earlier.route else None,
            "company": _company(case, drug, start, moments),
        }
        yield Row(
            values,
            {
                **dict.fromkeys(values, (entry,)),
                "result": (entry, *back),
                "before": tuple(grounds) or (entry,),
            },
        )


def _came_back(event: Event, start: str, moments: Moments) -> tuple[str | None, tuple[str, ...]]:
    """Whether the event came back after the restart, and the entries that say so."""
    spans = {
        course.id: moments.between(start, course.id)
        for course in event.course
        if course.state == "recurred"
    }
    certain = tuple(course for course, (low, _) in spans.items() if low >= 0)
    if certain:
        return "recurred", certain
    perhaps = tuple(course for course, (_, high) in spans.items() if high >= 0)
    return ("possibly recurred" if perhaps else None), perhaps


def _company(case: Case, drug: Drug, start: str, moments: Moments) -> str:
    """Whether another suspect was given again on the same day."""
    return moments.once(
        ("given again with", start), lambda: _given_with(case, drug, start, moments)
    )


def _given_with(case: Case, drug: Drug, start: str, moments: Moments) -> str:
    theirs = moments.once("given again", lambda: tuple(_given_again(case, moments)))
    others = [(point, certain) for of, point, certain in theirs if of != drug.id]
    points = [point for point, _ in others]
    low, high = moments.timeline.spans([start] * len(points), points)
    certain = np.array([certain for _, certain in others], dtype=np.bool_)
    if (certain & (low > -DAY) & (high < DAY)).any():
        return "shared"
    return "possibly shared" if ((low < DAY) & (high > -DAY)).any() else "alone"


def _given_again(case: Case, moments: Moments) -> Iterator[tuple[str, str, bool]]:
    """The starts of suspects that may follow a pause, and whether each certainly does."""
    for drug in case.drugs:
        if drug.role in SUSPECTS:
            found: dict[str, bool] = {}
            for _, again, certain in restarts(drug, moments):
                point = f"{drug.id}.{again.id}.start"
                found[point] = found.get(point, False) or certain
            yield from ((drug.id, point, certain) for point, certain in found.items())
