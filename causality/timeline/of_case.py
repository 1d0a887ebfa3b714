"""A case's dates as constraints between points, and the timeline they leave."""

from __future__ import annotations

from collections.abc import Iterator

from causality.case.case import Case
from causality.case.dates import DAY, MINUTE, OPEN_HI, OPEN_LO, TimeExpression
from causality.case.entries import Event
from causality.case.points import Points, points_of
from causality.errors import CaseError, Problem
from causality.timeline.closure import close
from causality.timeline.constraint import Constraint
from causality.timeline.groups import TooManyPoints
from causality.timeline.timeline import Timeline

__all__ = ["DAY_ZERO_ENTRY", "timeline_of"]

DAY_ZERO_ENTRY = "day-0"
_LAST_MINUTE = DAY - MINUTE


def timeline_of(case: Case, points: Points | None = None) -> Timeline:
    """What must be true of every point in time that the case names.

    ``points`` are those of ``points_of(case)``, if they are at hand. Raises CaseError where more
    points hang together than can be closed in seconds.
    """
    points = points_of(case) if points is None else points
    constraints = [
        *_stated(points),
        *_day_zero(case),
        *_ordered(case),
    ]
    firsts = {
        f"{drug.id}.start": tuple(f"{drug.id}.{dose.id}.start" for dose in drug.doses)
        for drug in case.drugs
        if drug.doses
    }
    lasts = {
        f"{drug.id}.stop": tuple(f"{drug.id}.{dose.id}.stop" for dose in drug.doses)
        for drug in case.drugs
        if drug.doses
    }
    try:
        return close(points, constraints, firsts=firsts, lasts=lasts)
    except TooManyPoints as error:
        wrong, _, right = str(error).partition("; ")
        raise CaseError([Problem(case.id, 0, 0, "", wrong, right)]) from None


def _stated(points: Points) -> Iterator[Constraint]:
    """Every time expression as it stands."""
    for point, (entry, expression) in points.items():
        if expression is not None and expression.anchor is not None:
            yield Constraint(
                expression.anchor, point, expression.lo, expression.hi, entry, expression.text
            )


def _day_zero(case: Case) -> Iterator[Constraint]:
    """Where day 0 lies: its first minute against the moment that names it."""
    at = case.day_0.at if case.day_0 else None
    if at is None or at.anchor is None:
        return
    lo, hi = _first_minute(at)
    yield Constraint(at.anchor, "day 0", lo, hi, DAY_ZERO_ENTRY, at.text)


def _first_minute(at: TimeExpression) -> tuple[int, int]:
    if at.anchor == "calendar":
        return at.lo // DAY * DAY, at.hi // DAY * DAY
    return (at.lo if at.lo == OPEN_LO else at.lo - _LAST_MINUTE), at.hi


def _ordered(case: Case) -> Iterator[Constraint]:
    """What the meaning of the entries says about their order, whatever the dates."""
    for drug in case.drugs:
        for dose in drug.doses:
            start, stop = f"{drug.id}.{dose.id}.start", f"{drug.id}.{dose.id}.stop"
            entry = f"{drug.id}.{dose.id}"
            if dose.schedule == "once" and dose.stop is None:
                yield Constraint(start, stop, 0, 0, entry, "given once")
            else:
                yield _not_before(start, stop, entry, "stops after it starts")
    for event in case.events:
        yield from _ordered_event(event)
    for treatment in case.treatments:
        start, stop = f"{treatment.id}.start", f"{treatment.id}.stop"
        if treatment.start is not None and treatment.stop is not None:
            yield _not_before(start, stop, treatment.id, "stops after it starts")
    for again in case.re_exposures:
        if again.onset is not None:
            text = "comes back after the re-exposure"
            yield _not_before(again.id, f"{again.id}.onset", again.id, text)


def _ordered_event(event: Event) -> Iterator[Constraint]:
    onset = f"{event.id}.onset"
    if event.resolved is not None:
        yield _not_before(onset, f"{event.id}.resolved", event.id, "resolves after its onset")
    if event.last_known_normal is not None:
        text = "begins after it was last known to be absent"
        yield _not_before(f"{event.id}.last-normal", onset, event.id, text)
    if event.onset is None and event.first_abnormal_result is not None:
        text = "had begun when the first abnormal result was found"
        yield _not_before(onset, f"{event.id}.first-abnormal", event.id, text)
    for course in event.course:
        yield _not_before(onset, course.id, course.id, "happens after the onset")
        if event.resolved is not None and course.state not in ("recurred", "resolved"):
            text = "happens before the event has gone"
            yield _not_before(course.id, f"{event.id}.resolved", course.id, text)


def _not_before(earlier: str, later: str, entry: str, text: str) -> Constraint:
    return Constraint(earlier, later, 0, OPEN_HI, entry, text)
