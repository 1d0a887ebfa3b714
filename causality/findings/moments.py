"""Reading a closed timeline for one pair: spans between points, and what entries date them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from causality.case.dates import OPEN_HI, OPEN_LO
from causality.case.points import Points
from causality.timeline.timeline import Timeline

__all__ = ["SILENT", "Moments", "Span", "earliest", "latest"]

Span = tuple[int, int]
SILENT: Span = (OPEN_LO, OPEN_HI)
Made = TypeVar("Made")
Item = TypeVar("Item")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Moments:
    """The timeline of a case together with the entries its points belong to.

    What depends on one drug or one event alone is worked out once, however many pairs ask for it.
    """

    timeline: Timeline
    points: Points
    asked: dict[tuple[str, str], Span] = field(default_factory=dict, repr=False)
    kept: dict[object, Any] = field(default_factory=dict, repr=False)

    def between(self, earlier: str, later: str) -> Span:
        """Bounds on the minutes from one point to another."""
        key = (earlier, later)
        if key not in self.asked:
            self.asked[key] = self.timeline.between(earlier, later)
        return self.asked[key]

    def once(self, what: object, make: Callable[[], Made]) -> Made:
        """``make()``, called once for this case; ``what`` names the result."""
        if what not in self.kept:
            self.kept[what] = make()
        made: Made = self.kept[what]
        return made

    def grouped(
        self, what: str, items: Iterable[Item], keys: Callable[[Item], Iterable[Key]]
    ) -> Mapping[Key, Sequence[Item]]:
        """The items under each of their keys, in order; ``what`` names this grouping."""

        def grouped() -> dict[Key, list[Item]]:
            found: dict[Key, list[Item]] = {}
            for item in items:
                for key in dict.fromkeys(keys(item)):
                    found.setdefault(key, []).append(item)
            return found

        return self.once((what, "grouped"), grouped)

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
