"""What a timeline figure shows, in plain values: lanes with spans, marks and readings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["Bounds", "Lane", "Look", "Mark", "Moment", "Sign", "Span"]

Bounds: TypeAlias = tuple[int | None, int | None]
"""A moment in minutes after day 0, as first and last possible; None where there is no bound."""

Look: TypeAlias = Literal["suspect", "other drug", "event", "treatment", "examination", "other"]
Sign: TypeAlias = Literal["onset", "end", "point", "better", "worse", "same", "above", "below"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A named moment that deserves a guide across the figure."""

    name: str
    at: Bounds


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasted; None where the record gives no moment."""

    start: Bounds | None
    stop: Bounds | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something at a moment; ``text`` stands above it where there is room."""

    at: Bounds
    sign: Sign = "point"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the figure. Without spans and marks it says that nothing is dated."""

    name: str
    look: Look
    spans: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    guides: tuple[Moment, ...] = ()

    @property
    def bounds(self) -> tuple[int, ...]:
        """Every bound in the lane, in minutes."""
        sides = [side for span in self.spans for side in (span.start, span.stop) if side]
        sides += [mark.at for mark in self.marks]
        return tuple(bound for side in sides for bound in side if bound is not None)
