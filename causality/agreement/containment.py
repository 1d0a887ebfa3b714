"""Whether a published score or category lies within the ranges that we leave open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from causality.agreement.graded import Graded
from causality.agreement.groups import GROUPS
from causality.methods import Verdict

__all__ = ["Containment", "containments"]


@dataclass(frozen=True, slots=True)
class Containment:
    """How many published scores or categories lie within our ranges.

    ``recorded`` are completions of what is on record, ``learnable`` also of what a follow-up could
    still tell. ``outside`` names the cases that are in neither.
    """

    method: str
    about: str
    group: str
    n: int
    recorded: int
    learnable: int
    outside: tuple[str, ...]


def containments(by_method: Mapping[str, Sequence[Graded]]) -> Iterator[Containment]:
    """How many prints lie within our ranges, method by method and group by group."""
    for name, every in by_method.items():
        for group, belongs in GROUPS.items():
            several = [one for one in every if belongs(one.case)]
            judged = [one for one in several if isinstance(one.verdict, Verdict)]
            if placed := [one for one in judged if one.category is not None]:
                yield _contained(name, "category", group, placed, _category_within)
            if scored := [one for one in judged if one.printed.total is not None]:
                yield _contained(name, "score", group, scored, _score_within)


def _contained(
    name: str,
    about: str,
    group: str,
    several: Sequence[Graded],
    within: Callable[[Graded, Verdict], tuple[bool, bool]],
) -> Containment:
    found = [
        (one, *within(one, one.verdict)) for one in several if isinstance(one.verdict, Verdict)
    ]
    return Containment(
        method=name,
        about=about,
        group=group,
        n=len(found),
        recorded=sum(recorded for _, recorded, _ in found),
        learnable=sum(learnable for _, _, learnable in found),
        outside=tuple(one.case.assessment.case_id for one, _, learnable in found if not learnable),
    )


def _category_within(one: Graded, ours: Verdict) -> tuple[bool, bool]:
    return one.category in ours.possible_categories, one.category in ours.learnable_categories


def _score_within(one: Graded, ours: Verdict) -> tuple[bool, bool]:
    low, high = (
        _holds(ends, one.printed.total) for ends in (ours.recorded_range, ours.learnable_range)
    )
    return low, high


def _holds(ends: tuple[int, int] | None, total: int | None) -> bool:
    return ends is not None and total is not None and ends[0] <= total <= ends[1]
