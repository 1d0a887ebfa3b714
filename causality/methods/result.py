"""What a method says of one pair: the return types, which are the explanation as well."""

from __future__ import annotations

from dataclasses import dataclass

from causality.methods.schema import Judges

__all__ = ["Change", "Grade", "Kept", "Lever", "NotApplicable", "Reading", "Verdict", "Warned"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One criterion as the case answers it.

    ``findings`` are those that the deciding row rests on, ``possible`` all answers that the
    record leaves open, ``judged`` is false where the answer is the want of one. ``points`` is
    None where the method has none. ``asked`` is false where a flow chart did not come by.
    """

    criterion: str
    number: str
    wording: str
    answer: str
    points: int | None
    judged: bool
    possible: tuple[str, ...]
    findings: tuple[str, ...]
    because: str
    row: int
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade on one axis, or a box that was ticked, on the way to the category."""

    axis: str
    title: str
    value: str
    because: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that a reader of the verdict must know."""

    id: str
    says: str


@dataclass(frozen=True, slots=True)
class Lever:
    """One criterion that holds a case back: its answer now, and the answers that would do.

    ``gain`` is what the best of them adds to the score, None where the method has no points.
    """

    criterion: str
    number: str
    now: str
    needed: tuple[str, ...]
    findings: tuple[str, ...]
    gain: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What kept the case from a better category.

    ``categories`` is the next better one; all ordered ones where the present category stands
    outside the order. Each of ``sets`` is a smallest set of criteria that would have to be
    answered otherwise, all of one set together; ``complete`` is false where there are more of the
    same size than are listed.
    """

    categories: tuple[str, ...]
    sets: tuple[tuple[Lever, ...], ...]
    points_missing: int | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """A single fact that follow-up could establish and that would change the category."""

    finding: str
    value: str
    category: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the method says, and all it rests on.

    Ranges are over joint completions: ``recorded`` of what is on record, ``learnable`` also of
    what follow-up could still answer. Categories are published names, best first. ``options``
    are the settings that differ from the published ones. ``path`` are the criteria that a flow
    chart asked, in order (ids; empty for other kinds), ``grades`` those of a two-axis table.
    ``judges`` says whether the category is about the drug or about the event alone.
    """

    method: str
    title: str
    category: str
    because: str
    score: int | None
    recorded_range: tuple[int, int] | None
    learnable_range: tuple[int, int] | None
    possible_categories: tuple[str, ...]
    learnable_categories: tuple[str, ...]
    readings: tuple[Reading, ...]
    warnings: tuple[Warned, ...]
    kept_from_next: Kept | None
    would_change: tuple[Change, ...]
    cite: str
    options: tuple[tuple[str, bool], ...] = ()
    path: tuple[str, ...] = ()
    grades: tuple[Grade, ...] = ()
    judges: Judges = "causality"

    @property
    def not_judged(self) -> tuple[str, ...]:
        """The criteria that were asked and that the record does not answer."""
        return tuple(one.criterion for one in self.readings if one.asked and not one.judged)


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The method does not apply to this pair, and why."""

    method: str
    title: str
    because: str
    cite: str
    judges: Judges = "causality"
