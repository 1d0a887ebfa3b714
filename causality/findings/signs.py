"""Dated signs of an event's course, and which of them an action of the drug can have brought."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from causality.case.case import Case
from causality.case.entries import Event
from causality.findings.actions import Action
from causality.findings.moments import Moments

__all__ = ["Read", "Sign", "entries_of_signs", "gains", "losses", "signs_of"]

_GAINS = ("improved", "partly improved", "resolved")
_LOSSES = ("worsened", "unchanged", "recurred")
_SETBACKS = ("worsened", "recurred")


@dataclass(frozen=True, slots=True)
class Sign:
    """One dated sign of the event's course."""

    point: str
    entry: str
    state: str

    @property
    def is_gain(self) -> bool:
        """Whether it tells of an improvement."""
        return self.state in _GAINS


@dataclass(frozen=True, slots=True)
class Read:
    """Signs that belong to an action, and those that may belong to it, the former among them."""

    certain: tuple[Sign, ...]
    possible: tuple[Sign, ...]


def signs_of(case: Case, event: Event, moments: Moments) -> tuple[Sign, ...]:
    """Everything that dates an improvement or a worsening of the event."""
    return moments.once(("signs", event.id), lambda: _signs_of(case, event))


def _signs_of(case: Case, event: Event) -> tuple[Sign, ...]:
    signs = [Sign(course.id, course.id, course.state) for course in event.course]
    if event.resolved is not None:
        signs.append(Sign(f"{event.id}.resolved", event.id, "resolved"))
    for observation in case.observations:
        if observation.of != event.id:
            continue
        measures = observation.measures.values()
        if any(measure.marks_recovery == "yes" for measure in measures):
            signs.append(Sign(observation.id, observation.id, "improved"))
        if any(measure.change == "worse" for measure in measures):
            signs.append(Sign(observation.id, observation.id, "worsened"))
    return tuple(signs)


def entries_of_signs(signs: Iterable[Sign]) -> tuple[str, ...]:
    """The entries that tell of them, each once."""
    return tuple(dict.fromkeys(sign.entry for sign in signs))


def gains(signs: Iterable[Sign], action: Action, again: Iterable[str], moments: Moments) -> Read:
    """The improvements on the action's stretch that no worsening before it undid.

    ``again`` are the moments at which the report says that the drug was given again.
    """
    told = tuple(signs)
    setbacks = [sign for sign in told if sign.state in _SETBACKS]
    certain, possible = [], []
    for sign in told:
        if not sign.is_gain:
            continue
        there, surely_there = _in_reach(sign, action, again, moments)
        undone, surely_undone = _undone(sign, setbacks, action, moments)
        if there and not surely_undone:
            possible.append(sign)
            if surely_there and not undone:
                certain.append(sign)
    return Read(tuple(certain), tuple(possible))


def losses(signs: Iterable[Sign], action: Action, again: Iterable[str], moments: Moments) -> Read:
    """The signs on the action's stretch that the event went on."""
    certain, possible = [], []
    for sign in signs:
        there, surely_there = _in_reach(sign, action, again, moments)
        if sign.state in _LOSSES and there:
            possible.append(sign)
            if surely_there:
                certain.append(sign)
    return Read(tuple(certain), tuple(possible))


def _in_reach(
    sign: Sign, action: Action, again: Iterable[str], moments: Moments
) -> tuple[bool, bool]:
    """Whether it may, and certainly does, lie on the stretch that the action ended or changed.

    Signs before the stretch that followed a pause, or after the drug was given again, belong
    elsewhere.
    """
    may = surely = True
    if action.until is not None:
        late = moments.between(action.until, sign.point)
        may, surely = late[0] <= 0, late[1] <= 0
    if action.since is not None:
        early = moments.between(sign.point, action.since.point)
        may = may and not (action.since.certain and early[0] > 0)
        surely = surely and early[1] <= 0
    for point in again:
        followed, late = moments.between(action.point, point), moments.between(point, sign.point)
        may = may and not (followed[0] > 0 and late[0] > 0)
        surely = surely and not (followed[1] > 0 and late[1] > 0)
    return may, surely


def _undone(
    gain: Sign, setbacks: Iterable[Sign], action: Action, moments: Moments
) -> tuple[bool, bool]:
    """Whether a setback between it and the action may, and certainly does, undo an improvement."""
    may = surely = False
    for setback in setbacks:
        later = moments.between(gain.point, setback.point)
        before = moments.between(setback.point, action.point)
        may = may or (later[1] > 0 and before[1] >= 0)
        surely = surely or (later[0] > 0 and before[0] >= 0)
    return may, surely
