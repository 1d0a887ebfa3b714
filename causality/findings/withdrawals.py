"""What an event did after each thing done with a drug, as episode rows.

Dates leave open which signs belong to which action, and whether an action took place at all. Each
column says only what is certain, or that something is possible; a narrower date then never
contradicts what a wider one said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from causality.case.case import Case
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.case.entries import Drug, Event, Treatment
from causality.findings.actions import Action, Row, actions, given_again
from causality.findings.company import company
from causality.findings.moments import Moments, Span
from causality.findings.signs import Read, Sign, entries_of_signs, gains, losses, signs_of

__all__ = ["episodes"]


@dataclass(frozen=True, slots=True)
class _Scene:
    """One drug, one event, the signs of its course, and when the drug was given again."""

    case: Case
    drug: Drug
    event: Event
    signs: tuple[Sign, ...]
    again: tuple[str, ...]
    moments: Moments

    @property
    def onset(self) -> str:
        return f"{self.event.id}.onset"


def episodes(case: Case, drug: Drug, event: Event, moments: Moments) -> Iterator[Row]:
    """One row for each stop, change of dose or continuation that bears on the event."""
    again = given_again(case, drug, event, moments)
    scene = _Scene(case, drug, event, signs_of(case, event, moments), again, moments)
    for action in actions(drug, scene.onset, moments):
        yield _episode(scene, action)


def _episode(scene: _Scene, action: Action) -> Row:
    moments = scene.moments
    better = gains(scene.signs, action, scene.again, moments)
    still = losses(scene.signs, action, scene.again, moments)
    treated, treatments = _treated(scene, better)
    with_others, companions = company(
        scene.case, scene.drug.id, scene.onset, action.point, better, moments
    )
    clash = action.dated and moments.contradictory(scene.onset, action.point)
    values = {
        "kind": action.kind,
        "certainty": "certain" if action.certain else "possible",
        "dates": "contradictory" if clash else "consistent",
        "action_after_onset": _after_onset(scene, action),
        "change": _change(scene.event, better, still),
        "improved_after": _improved_after(scene, action, better),
        "unimproved_until": _unimproved_until(scene, action, still),
        "worsened": _worse(scene, action, "worsened", better, still),
        "relapsed": _worse(scene, action, "recurred", better, still),
        "treated": treated,
        "company": with_others,
    }
    dated = (action.entry, *moments.entries((scene.onset,)))
    lost = entries_of_signs(still.possible)
    told = entries_of_signs(better.possible) or lost or (scene.event.id,)
    return Row(
        values,
        {
            "kind": (action.entry,),
            "action_after_onset": dated,
            "change": told,
            "improved_after": told,
            "unimproved_until": lost or told,
            "worsened": lost,
            "relapsed": lost,
            "treated": treatments,
            "company": companions,
        },
    )


def _after_onset(scene: _Scene, action: Action) -> Span:
    low, high = scene.moments.between(scene.onset, action.point)
    if action.kind == "stop" and scene.drug.action_taken == "withdrawn":
        # Withdrawn because of the event: not before it, even if the last dose was.
        return max(low, 0), max(high, 0)
    return (low if action.dated else max(low, 0)), high


def _change(event: Event, better: Read, still: Read) -> str | None:
    if better.certain or event.outcome in ("recovered", "recovering"):
        if event.outcome == "recovered" or _gone(better.certain):
            return "resolved"
        return "improved or resolved" if _gone(better.possible) else "improved"
    seen = bool(still.possible) or event.outcome == "not recovered"
    if better.possible:
        return "improved or not" if seen else "improved or untold"
    return "not improved" if seen else None


def _gone(signs: Iterable[Sign]) -> bool:
    return any(sign.state == "resolved" for sign in signs)


def _improved_after(scene: _Scene, action: Action, better: Read) -> Span | None:
    """From the action to the first improvement."""
    between = scene.moments.between
    spans = [between(action.point, sign.point) for sign in better.possible]
    certain = [between(action.point, sign.point)[1] for sign in better.certain]
    if not certain and scene.event.outcome in ("recovered", "recovering"):
        # Improved at some time after the onset; whether before or after the action is open.
        spans.append((between(action.point, scene.onset)[0], OPEN_HI))
    if not spans:
        return None
    highest = min(certain) if certain else max(high for _, high in spans)
    return min(low for low, _ in spans), highest


def _unimproved_until(scene: _Scene, action: Action, still: Read) -> Span | None:
    """From the action to the last sign that the event went on; before it if there may be none."""
    between = scene.moments.between
    surely = [between(action.point, sign.point)[0] for sign in still.certain]
    perhaps = [between(action.point, sign.point)[1] for sign in still.possible]
    if scene.event.outcome == "not recovered":
        low, high = between(action.point, "last")
        surely.append(low)
        perhaps.append(high)
    if not perhaps:
        return None
    return max(surely, default=OPEN_LO), max(perhaps)


def _worse(scene: _Scene, action: Action, state: str, better: Read, still: Read) -> str | None:
    """Whether the event got worse, or came back, after the action and did not improve again."""
    between = scene.moments.between
    answer = None
    for sign in still.possible:
        low, high = between(action.point, sign.point)
        healed = any(between(sign.point, gain.point)[0] > 0 for gain in better.certain)
        if sign.state != state or high < 0 or healed:
            continue
        answer = answer or "possibly"
        perhaps_healed = any(between(sign.point, gain.point)[1] > 0 for gain in better.possible)
        if sign in still.certain and low >= 0 and not perhaps_healed:
            return "yes"
    return answer


def _treated(scene: _Scene, better: Read) -> tuple[str, tuple[str, ...]]:
    """Whether something else that could have brought the improvement was given before it."""
    answer, grounds = "no", []
    for treatment in scene.case.treatments:
        if not _could_help(treatment, scene):
            continue
        leads = [
            scene.moments.between(f"{treatment.id}.start", gain.point) for gain in better.possible
        ]
        if better.certain and all(high < 0 for _, high in leads):
            continue
        grounds.append(treatment.id)
        if treatment.kind in ("effective", "antidote") and all(low >= 0 for low, _ in leads):
            answer = "before improvement"
        elif answer == "no":
            answer = "possibly"
    return answer, tuple(grounds)


def _could_help(treatment: Treatment, scene: _Scene) -> bool:
    concerns = treatment.of in (None, scene.event.id)
    harmless = treatment.kind == "supportive" or treatment.antidote_to == scene.drug.id
    return concerns and not harmless and treatment.response != "not improved"
