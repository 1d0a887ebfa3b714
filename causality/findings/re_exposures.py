"""Every time a drug was given again after an event, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from causality.case.case import Case
from causality.case.dates import DAY
from causality.case.entries import Drug, Event, ReExposure
from causality.findings.actions import SUSPECTS, Row, restarts
from causality.findings.moments import Moments, Span
from causality.findings.withdrawals import gains_of

__all__ = ["re_exposures"]


def re_exposures(case: Case, drug: Drug, event: Event, moments: Moments) -> Iterator[Row]:
    """Re-exposures the report describes; where it describes none, restarts after a pause."""
    described = [
        item for item in case.re_exposures if drug.id in item.drugs and item.event == event.id
    ]
    for item in described:
        yield _described(case, item, drug, event, moments)
    if not described:
        yield from _restarted(case, drug, event, moments)


def _known(value: str) -> str | None:
    return None if value == "unknown" else value


def _before(case: Case, event: Event, point: str, moments: Moments) -> tuple[str | None, list[str]]:
    """How the event stood just before ``point``, as far as its course tells."""
    found, grounds = None, []
    for gain, entry, state in gains_of(case, event):
        if moments.not_before(gain, point):
            grounds.append(entry)
            if state == "resolved":
                found = "resolved"
            elif found is None:
                found = "stable"
    return found, grounds


def _same_day(apart: Span) -> bool:
    return apart[0] > -DAY and apart[1] < DAY


def _described(case: Case, item: ReExposure, drug: Drug, event: Event, moments: Moments) -> Row:
    before, grounds = _known(item.before), [item.id]
    if before is None:
        before, grounds = _before(case, event, item.id, moments)
    roles = {other.id: other.role for other in case.drugs}
    company = any(roles[name] in SUSPECTS for name in item.drugs if name != drug.id)
    points = [item.id, f"{event.id}.onset"]
    values: dict[str, Any] = {
        "agent": item.agent,
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
    for earlier, later in restarts(drug, moments):
        start, entry = f"{drug.id}.{later.id}.start", f"{drug.id}.{later.id}"
        if moments.between(onset, start)[0] <= 0:
            continue
        before, grounds = _before(case, event, start, moments)
        back = tuple(
            course.id
            for course in event.course
            if course.state == "recurred" and moments.not_before(start, course.id)
        )
        shared = any(
            _same_day(moments.between(start, f"{other.id}.{again.id}.start"))
            for other in case.drugs
            if other.id != drug.id and other.role in SUSPECTS
            for _, again in restarts(other, moments)
        )
        lower = later.change == "reduced"
        values: dict[str, Any] = {
            "agent": "drug",
            "dates": "contradictory" if moments.contradictory(start, onset) else "consistent",
            "result": "recurred" if back else None,
            "before": before,
            "dose": "lower" if lower else None,
            "route": "same" if later.route is not None and later.route == earlier.route else None,
            "company": "shared" if shared else "alone",
        }
        yield Row(
            values,
            {
                **dict.fromkeys(values, (entry,)),
                "result": (entry, *back),
                "before": tuple(grounds) or (entry,),
            },
        )
