"""A finding of the closed vocabulary: its values, and what follow-up could still teach of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

__all__ = ["UNKNOWN", "FindingTerm", "MaskReading", "Measure", "term"]

UNKNOWN = "unknown"
"""The first value of every finding."""


@dataclass(frozen=True, slots=True)
class FindingTerm:
    """One finding: its name, its closed list of values, its meaning.

    ``learnable`` says, per value, which other values a follow-up could still establish. A value
    that is not named there is settled: no letter to the reporter changes it. ``special`` findings
    are about one organ or reaction; a report shows them where a method that applies reads them.
    """

    name: str
    title: str
    values: tuple[str, ...]
    meaning: str
    learnable: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    special: bool = False

    def bit(self, *values: str) -> int:
        """The bit mask of ``values``."""
        mask = 0
        for value in values:
            mask |= 1 << self.values.index(value)
        return mask

    def named(self, mask: int) -> tuple[str, ...]:
        """The values whose bits are set in ``mask``, in vocabulary order."""
        return tuple(value for i, value in enumerate(self.values) if mask >> i & 1)

    def learnable_mask(self, mask: int) -> int:
        """``mask`` widened by all that a follow-up could still establish."""
        wider = mask
        for value in self.named(mask):
            wider |= self.bit(*self.learnable.get(value, ()))
        return wider


@dataclass(frozen=True, slots=True)
class MaskReading:
    """A mask in words: the reading, what the record leaves open, what follow-up could still add."""

    value: str
    recorded: tuple[str, ...]
    learnable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A finding that is an interval of time, in minutes."""

    name: str
    title: str
    meaning: str


def term(
    name: str,
    title: str,
    values: Iterable[str],
    meaning: str,
    **learnable: Iterable[str],
) -> FindingTerm:
    """A finding; keywords say what follow-up could teach, per value (`_` for a space)."""
    values = tuple(values)
    taught = {key.replace("_", " "): tuple(to) for key, to in learnable.items()}
    # Dates that cannot all hold may be corrected by the reporter into any other reading.
    if "contradictory" in values:
        taught.setdefault("contradictory", tuple(v for v in values if v != "contradictory"))
    return FindingTerm(name, title, (UNKNOWN, *values), meaning, MappingProxyType(taught))
