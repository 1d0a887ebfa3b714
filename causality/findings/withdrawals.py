"""What was done with a drug after an event, and what the event did then, as episode rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from causality.case.case import Case
from causality.case.dates import DAY, OPEN_HI
from causality.case.entries import Drug, Event
from causality.findings.actions import SUSPECTS, Action, Row, actions
from causality.findings.moments import Moments, Span, earliest, latest

__all__ = ["episodes", "gains_of"]

_GAINS = ("improved", "partly improved", "resolved")


@dataclass(frozen=True, slots=True)
class _Sign:
    """One dated sign of the event's course."""

    point: str
    entry: str
    state: str


def _signs(case: Case, event: Event) -> Iterator[_Sign]:
    """Everything that dates an improvement or a worsening of the event."""
    for course in event.course:
        yield _Sign(course.id, course.id, course.state)
    if event.resolved is not None:
        yield _Sign(f"{event.id}.resolved", event.id, "resolved")
    for observation in case.observations:
        if observation.of != event.id:
            continue
        if any(measure.marks_recovery == "yes" for measure in observation.measures.values()):
            yield _Sign(observation.id, observation.id, "improved")
        if any(measure.change == "worse" for measure in observation.measures.values()):
            yield _Sign(observation.id, observation.id, "worsened")


def gains_of(case: Case, event: Event) -> tuple[tuple[str, str, str], ...]:
    """Point, entry and state of each recorded improvement of the event."""
    return tuple(
        (sign.point, sign.entry, sign.state) for sign in _signs(case, event) if sign.state in _GAINS
    )


def episodes(case: Case, drug: Drug, event: Event, moments: Moments) -> Iterator[Row]:
    """One row for each stop, change of dose or continuation that bears on the event."""
    onset = f"{event.id}.onset"
    signs = tuple(_signs(case, event))
    for action in actions(drug, onset, moments):
        yield _episode(case, drug, event, action, signs, moments)


def _episode(
    case: Case,
    drug: Drug,
    event: Event,
    action: Action,
    signs: tuple[_Sign, ...],
    moments: Moments,
) -> Row:
    onset = f"{event.id}.onset"
    signs = _in_reach(signs, action, _given_again(case, drug, event), moments)
    gains = _standing(signs, action, moments)
    losses = tuple(
        sign
        for sign in signs
        if sign.state in ("worsened", "unchanged", "recurred")
        and moments.between(action.point, sign.point)[1] >= 0
    )
    change, improved_after, change_grounds = _change(event, action, gains, losses, moments)
    action_after = moments.between(onset, action.point)
    if action.kind == "stop" and drug.action_taken == "withdrawn":
        # Withdrawn because of the event: not before it, even if the last dose was.
        action_after = max(action_after[0], 0), max(action_after[1], 0)
    elif not action.dated:
        action_after = max(action_after[0], 0), action_after[1]
    values: dict[str, Any] = {
        "kind": action.kind,
        "dates": "contradictory"
        if action.dated and moments.contradictory(onset, action.point)
        else "consistent",
        "action_after_onset": action_after,
        "change": change,
        "improved_after": improved_after,
        "unimproved_until": _unimproved(event, action, losses, moments),
        "worsened": _worsened(action, gains, losses, "worsened", moments),
        "relapsed": _worsened(action, gains, losses, "recurred", moments),
    }
    first = _first(gains, action, moments)
    treated, treatments = _treated(case, drug, event, first, moments)
    company, companions = _company(case, drug, action, onset, first, moments)
    values["treated"], values["company"] = treated, company
    dated = (action.entry, *moments.entries((onset,)))
    lost = tuple(dict.fromkeys(sign.entry for sign in losses))
    return Row(
        values,
        {
            "kind": (action.entry,),
            "action_after_onset": dated,
            "change": change_grounds,
            "improved_after": change_grounds,
            "unimproved_until": lost or change_grounds,
            "worsened": lost,
            "relapsed": lost,
            "treated": treatments,
            "company": companions,
        },
    )


def _given_again(case: Case, drug: Drug, event: Event) -> tuple[str, ...]:
    """The moments at which the report says that the drug was given again."""
    return tuple(
        item.id
        for item in case.re_exposures
        if drug.id in item.drugs and item.event == event.id and item.agent == "drug"
    )


def _in_reach(
    signs: tuple[_Sign, ...], action: Action, again: tuple[str, ...], moments: Moments
) -> tuple[_Sign, ...]:
    """Signs before the course that the action ended, or after the next, belong elsewhere.

    So do those after a re-exposure that followed the action, and a recurrence that may be its.
    """
    later = [point for point in again if moments.after(action.point, point)]

    def belongs(sign: _Sign) -> bool:
        if action.since and moments.after(sign.point, action.since):
            return False
        if any(moments.after(point, sign.point) for point in (*later, action.until) if point):
            return False
        return sign.state != "recurred" or all(moments.after(sign.point, point) for point in later)

    return tuple(sign for sign in signs if belongs(sign))


def _standing(signs: tuple[_Sign, ...], action: Action, moments: Moments) -> tuple[_Sign, ...]:
    """Improvements that a later worsening before the action did not undo."""
    setbacks = tuple(
        sign
        for sign in signs
        if sign.state in ("worsened", "recurred") and moments.not_before(sign.point, action.point)
    )
    return tuple(
        sign
        for sign in signs
        if sign.state in _GAINS
        and not any(moments.after(sign.point, setback.point) for setback in setbacks)
    )


def _first(gains: tuple[_Sign, ...], action: Action, moments: Moments) -> _Sign | None:
    return min(
        gains,
        key=lambda gain: (*moments.between(action.point, gain.point), gain.point),
        default=None,
    )


def _change(
    event: Event,
    action: Action,
    gains: tuple[_Sign, ...],
    losses: tuple[_Sign, ...],
    moments: Moments,
) -> tuple[str | None, Span | None, tuple[str, ...]]:
    if gains:
        resolved = any(gain.state == "resolved" for gain in gains) or event.outcome == "recovered"
        after = earliest(moments.between(action.point, gain.point) for gain in gains)
        grounds = tuple(dict.fromkeys(gain.entry for gain in gains))
        return "resolved" if resolved else "improved", after, grounds
    if event.outcome in ("recovered", "recovering"):
        # Improved at some time after the onset; whether before or after the action is open.
        since = moments.between(action.point, f"{event.id}.onset")[0]
        change = "resolved" if event.outcome == "recovered" else "improved"
        return change, (since, OPEN_HI), (event.id,)
    if losses:
        return "not improved", None, tuple(dict.fromkeys(sign.entry for sign in losses))
    if event.outcome == "not recovered":
        return "not improved", None, (event.id,)
    return None, None, ()


def _unimproved(
    event: Event, action: Action, losses: tuple[_Sign, ...], moments: Moments
) -> Span | None:
    seen = [moments.between(action.point, sign.point) for sign in losses]
    if event.outcome == "not recovered":
        seen.append(moments.between(action.point, "last"))
    return latest(seen) if seen else None


def _worsened(
    action: Action,
    gains: tuple[_Sign, ...],
    losses: tuple[_Sign, ...],
    state: str,
    moments: Moments,
) -> str | None:
    """Whether the event got worse after the action and after all improvement on record."""
    answer = None
    for sign in losses:
        if sign.state != state or any(moments.after(sign.point, gain.point) for gain in gains):
            continue
        marks = (action.point, *(gain.point for gain in gains))
        if all(moments.not_before(mark, sign.point) for mark in marks):
            return "yes"
        answer = "possibly"
    return answer


def _treated(
    case: Case, drug: Drug, event: Event, first: _Sign | None, moments: Moments
) -> tuple[str, tuple[str, ...]]:
    """Whether something else that could have brought the improvement was given before it."""
    answer, grounds = "no", []
    for treatment in case.treatments:
        concerns = treatment.of in (None, event.id)
        harmless = treatment.kind == "supportive" or treatment.antidote_to == drug.id
        if not concerns or harmless or treatment.response == "not improved":
            continue
        if first is None:
            lead = (0, OPEN_HI)
        else:
            lead = moments.between(f"{treatment.id}.start", first.point)
        if lead[1] < 0:
            continue
        grounds.append(treatment.id)
        if treatment.kind in ("effective", "antidote") and lead[0] >= 0:
            answer = "before improvement"
        elif answer == "no":
            answer = "possibly"
    return answer, tuple(grounds)


def _company(
    case: Case,
    drug: Drug,
    action: Action,
    onset: str,
    first: _Sign | None,
    moments: Moments,
) -> tuple[str, tuple[str, ...]]:
    """Whether another suspect was stopped between the onset and the improvement."""
    answer, grounds = "alone", []
    for other in case.drugs:
        if other.id == drug.id or other.role not in SUSPECTS:
            continue
        for their in actions(other, onset, moments):
            if their.kind != "stop":
                continue
            apart = moments.between(action.point, their.point)
            since_onset = moments.between(onset, their.point)
            gained = moments.between(their.point, first.point) if first else None
            together = apart[0] > -DAY and apart[1] < DAY
            if since_onset[1] < 0 or (gained is not None and gained[1] < 0 and not together):
                continue
            grounds.append(their.entry)
            if together or (since_onset[0] >= 0 and gained is not None and gained[0] >= 0):
                answer = "shared"
            elif answer == "alone":
                answer = "possibly shared"
    return answer, tuple(grounds)
