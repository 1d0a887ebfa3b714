"""What two versions of a case can differ in: models, facts, findings, criteria, verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from causality.explain.changed_facts import FactChange

__all__ = [
    "Difference",
    "FindingChange",
    "ModelChange",
    "PairChange",
    "ReadingChange",
    "VerdictChange",
]


@dataclass(frozen=True, slots=True)
class ModelChange:
    """Something other than the case that changed: the program, or a model file."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class FindingChange:
    """One finding that moved. None stands for a pair that was not there.

    ``alone`` are the facts that move it so by themselves, ``resting`` the changed facts among
    those it rests on, before or after.
    """

    finding: str
    before: str | None
    after: str | None
    because: str
    alone: tuple[str, ...]
    resting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingChange:
    """One criterion that is answered otherwise, and the findings that it reads and that moved."""

    number: str
    before: str
    after: str
    because: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """One method whose verdict or answers moved; a verdict in words, None if there was none."""

    method: str
    title: str
    before: str | None
    after: str | None
    readings: tuple[ReadingChange, ...]

    @property
    def moved(self) -> bool:
        """Whether the verdict itself moved, and not only answers that cancel out."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class PairChange:
    """One drug and one event of which something moved."""

    drug: str
    event: str
    change: Literal["added", "removed", "changed"]
    findings: tuple[FindingChange, ...]
    verdicts: tuple[VerdictChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs between two versions."""

    old: str
    new: str
    models: tuple[ModelChange, ...]
    facts: tuple[FactChange, ...]
    pairs: tuple[PairChange, ...]

    @property
    def nothing(self) -> bool:
        """Whether the two are the same in all that is compared."""
        return not (self.models or self.facts or self.pairs)
