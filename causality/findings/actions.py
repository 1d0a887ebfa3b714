"""What was done with a drug after an event: stops, changes of dose, continuation."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from causality.case.dates import DAY
from causality.case.entries import Dose, Drug
from causality.findings.moments import Moments, Span

__all__ = ["SUSPECTS", "Action", "Row", "actions", "in_order", "restarts"]

SUSPECTS = ("suspect", "interacting")
"""Roles whose drugs are assessed."""

_DOSE_ACTIONS = {"dose reduced": "reduction", "dose increased": "increase"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a child table, with the entries that each of its columns came from."""

    values: dict[str, Any]
    grounds: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """Something done with the drug: what, when, and between which starts its effect is read."""

    kind: str
    point: str
    entry: str
    since: str | None = None
    until: str | None = None
    dated: bool = True


def in_order(drug: Drug, moments: Moments) -> tuple[Dose, ...]:
    """The doses of a drug in the order of their starts, as far as that is certain."""

    def rank(dose: Dose) -> tuple[int, str]:
        mine = f"{drug.id}.{dose.id}.start"
        earlier = sum(
            moments.after(f"{drug.id}.{other.id}.start", mine)
            for other in drug.doses
            if other is not dose
        )
        return earlier, dose.start.text if dose.start else ""

    return tuple(sorted(drug.doses, key=rank)) if len(drug.doses) > 1 else drug.doses


def restarts(drug: Drug, moments: Moments) -> Iterator[tuple[Dose, Dose]]:
    """Pairs of doses with a certain pause between them."""
    ordered = in_order(drug, moments)
    for before, after in itertools.pairwise(ordered):
        if before.stop is not None and _pause(drug, before, after, moments)[0] > DAY:
            yield before, after


def _pause(drug: Drug, before: Dose, after: Dose, moments: Moments) -> Span:
    return moments.between(f"{drug.id}.{before.id}.stop", f"{drug.id}.{after.id}.start")


def actions(drug: Drug, onset: str, moments: Moments) -> Iterator[Action]:
    """What was done with the drug, as far as it can bear on this event."""
    ordered = in_order(drug, moments)
    paused = {before.id: after for before, after in restarts(drug, moments)}
    since = {after.id: f"{drug.id}.{after.id}.start" for after in paused.values()}
    for before, after in itertools.pairwise(ordered):
        entry = f"{drug.id}.{before.id}"
        if before.id in paused:
            stop = f"{entry}.stop"
            # A course that had ended before the event began says nothing about its withdrawal.
            if before.schedule not in ("once", "intermittent") and not moments.after(stop, onset):
                until = f"{drug.id}.{after.id}.start"
                yield Action("stop", stop, entry, since.get(before.id), until)
        elif after.change in ("reduced", "increased"):
            kind = "reduction" if after.change == "reduced" else "increase"
            entry = f"{drug.id}.{after.id}"
            if moments.between(onset, f"{entry}.start")[1] >= 0:
                yield Action(kind, f"{entry}.start", entry)
    yield from _last_action(drug, ordered, since, onset)


def _last_action(
    drug: Drug, ordered: Sequence[Dose], since: Mapping[str, str], onset: str
) -> Iterator[Action]:
    last = ordered[-1] if ordered else None
    if last is not None and last.stop is not None and last.schedule != "once":
        entry = f"{drug.id}.{last.id}"
        yield Action("stop", f"{entry}.stop", entry, since.get(last.id))
    elif ordered and all(dose.schedule == "once" for dose in ordered):
        yield Action("single dose", f"{drug.id}.start", f"{drug.id}.{ordered[0].id}")
    elif drug.action_taken == "withdrawn":
        yield Action("stop", f"{drug.id}.stop", drug.id, dated=False)
    elif any(dose.change in ("reduced", "increased") for dose in ordered):
        return
    elif drug.action_taken in _DOSE_ACTIONS:
        yield Action(_DOSE_ACTIONS[drug.action_taken], onset, drug.id, dated=False)
    elif drug.continued == "yes" or drug.action_taken == "dose not changed":
        yield Action("continuation", onset, drug.id)
