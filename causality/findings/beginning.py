"""The moment that counts as the onset of an event under a drug, as far as dates tell."""

from __future__ import annotations

from dataclasses import dataclass

from causality.case.entries import Drug, Event
from causality.findings.moments import Moments, Span

__all__ = ["Beginning", "beginning", "dating"]


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first of some points: those that certainly count, and those that may.

    ``not_before`` is a point that the beginning cannot precede, if there is one.
    """

    certain: tuple[str, ...]
    possible: tuple[str, ...]
    moments: Moments
    not_before: str | None = None

    def after(self, point: str) -> Span:
        """Bounds on the minutes from ``point`` to the beginning."""
        spans = [self.moments.between(point, one) for one in self.possible]
        if point == self.not_before:
            spans = [(max(low, 0), high) for low, high in spans]
        sure = [self.moments.between(point, one)[1] for one in self.certain]
        highest = min(sure) if sure else max(high for _, high in spans)
        return min(low for low, _ in spans), highest

    def contradictory(self, point: str) -> bool:
        """Whether entries that date the beginning or ``point`` cannot all hold."""
        return any(self.moments.contradictory(one, point) for one in self.possible)


def beginning(event: Event, relation: str, start: str, moments: Moments) -> Beginning:
    """The onset; for an aggravation, the first worsening after the first dose, if there is one."""
    onset = f"{event.id}.onset"
    if relation != "aggravation":
        return Beginning((onset,), (onset,), moments)
    worse = [course.id for course in event.course if course.state == "worsened"]
    certain = tuple(one for one in worse if moments.between(start, one)[0] >= 0)
    possible = tuple(one for one in worse if moments.between(start, one)[1] >= 0)
    if certain:
        return Beginning(certain, possible, moments, start)
    return Beginning(() if possible else (onset,), (*possible, onset), moments)


def dating(
    drug: Drug, event: Event, moments: Moments, begins: Beginning | None = None
) -> tuple[str, ...]:
    """The entries that date the first dose and the onset."""
    points = (
        *moments.once(("first starts", drug.id), lambda: _first_starts(drug, moments)),
        f"{event.id}.last-normal",
        f"{event.id}.first-abnormal",
        *(begins.possible if begins else ()),
        f"{event.id}.onset",
    )
    return moments.entries(point for point in points if point in moments.points)


def _first_starts(drug: Drug, moments: Moments) -> tuple[str, ...]:
    """The starts that no other certainly comes before."""
    starts = [f"{drug.id}.{dose.id}.start" for dose in drug.doses]
    return tuple(
        start for start in starts if not any(moments.after(other, start) for other in starts)
    )
