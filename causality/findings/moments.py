"""Reading a closed timeline for one pair: spans between points, and what entries date them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from causality.case.dates import OPEN_HI, OPEN_LO
from causality.case.points import Points
from causality.timeline.timeline import Timeline

__all__ = ["SILENT", "Moments", "Span", "earliest", "latest"]

Span = tuple[int, int]
SILENT: Span = (OPEN_LO, OPEN_HI)


@dataclass(frozen=True, slots=True)
class Moments:
    """The timeline of a case together with the entries its points belong to."""

    timeline: Timeline
    points: Points
    asked: dict[tuple[str, str], Span] = field(default_factory=dict, repr=False)

    def between(self, earlier: str, later: str) -> Span:
        """Bounds on the minutes from one point to another."""
        key = (earlier, later)
        if key not in self.asked:
            self.asked[key] = self.timeline.between(earlier, later)
        return self.asked[key]

    def after(self, earlier: str, later: str) -> bool:
        """Whether ``later`` certainly comes strictly after ``earlier``."""
        return self.between(earlier, later)[0] > 0

    def not_before(self, earlier: str, later: str) -> bool:
        """Whether ``later`` certainly does not come before ``earlier``."""
        return self.between(earlier, later)[0] >= 0

    def contradictory(self, *points: str) -> bool:
        """Whether entries that date one of these points cannot all hold."""
        return self.timeline.contradictory(*points)

    def entries(self, points: Iterable[str]) -> tuple[str, ...]:
        """The entries that date ``points``, each once, in the order given."""
        return tuple(
            dict.fromkeys(
                self.points[point][0] for point in points if self.points[point][1] is not None
            )
        )


def earliest(spans: Iterable[Span]) -> Span:
    """Bounds on the first of several moments; silent if there are none."""
    found = tuple(spans)
    if not found:
        return SILENT
    return min(lo for lo, _ in found), min(hi for _, hi in found)


def latest(spans: Iterable[Span]) -> Span:
    """Bounds on the last of several moments; silent if there are none."""
    found = tuple(spans)
    if not found:
        return SILENT
    return max(lo for lo, _ in found), max(hi for _, hi in found)
