"""What was done with a drug, stretch of intake by stretch, and what its dates leave open of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from causality.case.case import Case
from causality.case.dates import DAY
from causality.case.entries import Dose, Drug, Event, ReExposure
from causality.findings.moments import Moments

__all__ = [
    "MOST_UNORDERED",
    "SUSPECTS",
    "Action",
    "Row",
    "Since",
    "actions",
    "again_told",
    "given_again",
    "last_doses",
    "restarts",
]

SUSPECTS = ("suspect", "interacting")
"""Roles whose drugs are assessed."""

MOST_UNORDERED = 40
"""Of more stretches whose order is open, each is told as one that may be the last."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a child table, with the entries that each of its columns came from."""

    values: dict[str, Any]
    grounds: dict[str, tuple[str, ...]] = field(default_factory=dict)


_DOSE_ACTIONS = {"dose reduced": "reduction", "dose increased": "increase"}
_CHANGES = {"reduced": "reduction", "increased": "increase"}


@dataclass(frozen=True, slots=True)
class Since:
    """The start of a stretch after a pause, and whether there certainly was a pause."""

    point: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Action:
    """Something done with the drug: what, when, and between which starts its effect is read.

    ``certain`` is false where the dates leave open whether it was done at all.
    """

    kind: str
    point: str
    entry: str
    since: Since | None = None
    until: str | None = None
    dated: bool = True
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Step:
    """One stretch and the one that follows it; ``after`` is None where it may be the last."""

    before: Dose
    after: Dose | None
    certain: bool


def _start(drug: Drug, dose: Dose) -> str:
    return f"{drug.id}.{dose.id}.start"


def _stop(drug: Drug, dose: Dose) -> str:
    return f"{drug.id}.{dose.id}.stop"


def _steps(drug: Drug, moments: Moments) -> tuple[_Step, ...]:
    """Every stretch with each that may come directly after it.

    The order is that of the starts; where it is open, each order that the dates allow is told.
    """
    return moments.once(("steps", drug.id), lambda: tuple(_in_order(drug, moments)))


def _in_order(drug: Drug, moments: Moments) -> Iterator[_Step]:
    if not drug.doses:
        return
    first = _start(drug, drug.doses[0])
    ordered = sorted(drug.doses, key=lambda dose: moments.between(first, _start(drug, dose)))
    pairs = tuple(itertools.pairwise(ordered))
    if all(moments.after(_start(drug, one), _start(drug, next_)) for one, next_ in pairs):
        yield from (_Step(before, after, certain=True) for before, after in pairs)
        yield _Step(ordered[-1], None, certain=True)
    elif len(ordered) > MOST_UNORDERED:
        yield from (_Step(dose, None, certain=False) for dose in ordered)
    else:
        yield from _any_order(drug, moments)


def _any_order(drug: Drug, moments: Moments) -> Iterator[_Step]:
    doses, everyone = drug.doses, (1 << len(drug.doses)) - 1
    # Bit j of the first stands for a start certainly after that of dose i, of the second before it.
    later, earlier = [0] * len(doses), [0] * len(doses)
    for i, j in itertools.permutations(range(len(doses)), 2):
        if moments.after(_start(drug, doses[i]), _start(drug, doses[j])):
            later[i] |= 1 << j
            earlier[j] |= 1 << i
    for i, dose in enumerate(doses):
        for j, following in enumerate(doses):
            reversed_ = moments.between(_start(drug, dose), _start(drug, following))[1] < 0
            if i == j or reversed_ or later[i] & earlier[j]:
                continue
            outside = earlier[i] | later[j] | 1 << i | 1 << j
            certain = bool(later[i] & 1 << j) and outside == everyone
            yield _Step(dose, following, certain)
        if not later[i]:
            yield _Step(dose, None, certain=earlier[i] | 1 << i == everyone)


def last_doses(drug: Drug, moments: Moments) -> tuple[tuple[Dose, bool], ...]:
    """The stretches that may be the last, and whether each certainly is."""
    return moments.once(
        ("last doses", drug.id),
        lambda: tuple(
            (step.before, step.certain) for step in _steps(drug, moments) if step.after is None
        ),
    )


def restarts(drug: Drug, moments: Moments) -> tuple[tuple[Dose, Dose, bool], ...]:
    """Pairs of doses that may have a pause between them, and whether there certainly was one."""
    return moments.once(("restarts", drug.id), lambda: tuple(_restarts(drug, moments)))


def _restarts(drug: Drug, moments: Moments) -> Iterator[tuple[Dose, Dose, bool]]:
    for step in _steps(drug, moments):
        if step.after is not None:
            paused, certainly = _pause(drug, step.before, step.after, moments)
            if paused:
                yield step.before, step.after, step.certain and certainly


def _pause(drug: Drug, before: Dose, after: Dose, moments: Moments) -> tuple[bool, bool]:
    """Whether intake may have paused between two stretches, and whether it certainly did."""
    if before.stop is None:
        return False, False
    low, high = moments.between(_stop(drug, before), _start(drug, after))
    return high > DAY, low > DAY


def again_told(case: Case, drug: Drug, event: Event, moments: Moments) -> Sequence[ReExposure]:
    """What the report tells of this drug, alone or with others, given again after this event."""
    told = moments.grouped(
        "re-exposures", case.re_exposures, lambda item: ((one, item.event) for one in item.drugs)
    )
    return told.get((drug.id, event.id), ())


def given_again(case: Case, drug: Drug, event: Event, moments: Moments) -> tuple[str, ...]:
    """The moments at which the report says that the drug was given again."""
    told = again_told(case, drug, event, moments)
    return tuple(item.id for item in told if item.agent == "drug")


def actions(drug: Drug, onset: str, moments: Moments) -> tuple[Action, ...]:
    """What was done with the drug, as far as it can bear on this event."""
    return moments.once(("actions", drug.id, onset), lambda: tuple(_actions(drug, onset, moments)))


def _actions(drug: Drug, onset: str, moments: Moments) -> Iterator[Action]:
    since: dict[str, Since] = {}
    for _, after, certain in restarts(drug, moments):
        if certain or after.id not in since:
            since[after.id] = Since(_start(drug, after), certain)
    steps = _steps(drug, moments)
    for step in steps:
        if step.after is not None:
            yield from _between(drug, step, step.after, since.get(step.before.id), onset, moments)
    lasts = [step for step in steps if step.after is None]
    if any(_told_stop(step.before) for step in lasts):
        for step in lasts:
            yield from _last(drug, step, since.get(step.before.id), onset)
    else:
        yield from _untold(drug, onset, certain=True)


def _told_stop(dose: Dose) -> bool:
    return dose.stop is not None and dose.schedule != "once"


def _between(
    drug: Drug, step: _Step, after: Dose, since: Since | None, onset: str, moments: Moments
) -> Iterator[Action]:
    """A pause, or a change of dose, between one stretch and the next."""
    before = step.before
    paused, certainly = _pause(drug, before, after, moments)
    stop, start = _stop(drug, before), _start(drug, after)
    if paused and before.schedule not in ("once", "intermittent"):
        # A course that had ended before the event began says nothing about its withdrawal.
        low, high = moments.between(onset, stop)
        if high >= 0:
            certain = step.certain and certainly and low >= 0
            entry = f"{drug.id}.{before.id}"
            yield Action("stop", stop, entry, since, start, certain=certain)
    if not certainly and after.change in _CHANGES:
        low, high = moments.between(onset, start)
        if high >= 0:
            certain = step.certain and not paused and low >= 0
            yield Action(_CHANGES[after.change], start, f"{drug.id}.{after.id}", certain=certain)


def _last(drug: Drug, step: _Step, since: Since | None, onset: str) -> Iterator[Action]:
    """What was done at the end of the last stretch."""
    dose = step.before
    if _told_stop(dose):
        entry = f"{drug.id}.{dose.id}"
        yield Action("stop", _stop(drug, dose), entry, since, certain=step.certain)
    else:
        yield from _untold(drug, onset, certain=step.certain)


def _untold(drug: Drug, onset: str, *, certain: bool) -> Iterator[Action]:
    """What was done where no last dose is told apart."""
    if drug.doses and all(dose.schedule == "once" for dose in drug.doses):
        entry = f"{drug.id}.{drug.doses[0].id}" if len(drug.doses) == 1 else drug.id
        yield Action("single dose", f"{drug.id}.start", entry, certain=certain)
    elif drug.action_taken == "withdrawn":
        yield Action("stop", f"{drug.id}.stop", drug.id, dated=False, certain=certain)
    elif any(dose.change in _CHANGES for dose in drug.doses):
        return
    elif drug.action_taken in _DOSE_ACTIONS:
        kind = _DOSE_ACTIONS[drug.action_taken]
        yield Action(kind, onset, drug.id, dated=False, certain=certain)
    elif drug.continued == "yes" or drug.action_taken == "dose not changed":
        yield Action("continuation", onset, drug.id, certain=certain)
