"""What single entries of a case state about a pair, without looking at any date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from causality.case.case import Case
from causality.case.entries import Drug, Event

__all__ = ["said"]

_KNOWLEDGE = (
    "listed",
    "conclusive reports",
    "isolated reports",
    "class effect",
    "none found",
    "not searched",
)


def said(case: Case, drug: Drug, event: Event) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    """Facts of the pair that single entries state: column, code, entries."""
    if drug.started_for is not None:
        yield "started_for_event", "yes" if drug.started_for == event.id else "no", (drug.id,)
    known = [
        item for item in case.knowledge if item.drug == drug.id and item.event in (None, event.id)
    ]
    if known:
        strongest = min((item.level for item in known), key=_KNOWLEDGE.index)
        ids = tuple(item.id for item in known if item.level == strongest)
        yield "knowledge", strongest, ids
    yield from _from_conditions(case, event)
    yield from _circumstances(case, drug, event)
    yield from _from_workup(case, event)
    responses = {
        item.response: item.id
        for item in case.treatments
        if item.antidote_to == drug.id and item.of in (None, event.id)
    }
    for response in ("improved", "not improved"):
        if response in responses:
            yield "antidote", response, (responses[response],)
            break
    if case.follow_up is not None:
        yield "follow_up", case.follow_up.state, ("follow-up",)
    for statement in case.statements:
        if (statement.drug, statement.event) == (drug.id, event.id):
            column = f"stated_{statement.about.replace(' ', '_')}"
            yield column, statement.value, (statement.id,)


def _circumstances(
    case: Case, drug: Drug, event: Event
) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    """The product, how it was given, and what the event or an interaction is said to be."""
    if "disability" in event.seriousness:
        yield "disabling", "yes", (event.id,)
    if any("vaccine" in name.casefold() for name in drug.classes):
        yield "vaccine", "yes", (drug.id,)
    schedules = [dose.schedule for dose in drug.doses if dose.schedule != "unknown"]
    if schedules:
        doses = tuple(f"{drug.id}.{dose.id}" for dose in drug.doses if dose.schedule != "unknown")
        yield "administration", _administration(schedules), doses
    yield from _from_interactions(case, drug, event)


def _from_interactions(
    case: Case, drug: Drug, event: Event
) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    """Whether one is suspected, the part of the drug in it, and whether it can be explained."""
    named = [
        item
        for item in case.interactions
        if drug.id in (item.drug, *item.precipitants) and item.event in (None, event.id)
    ]
    roles = {
        "precipitant": [item.id for item in named if drug.id in item.precipitants],
        "object": [item.id for item in named if drug.id == item.drug],
    }
    known = {
        "established": [item.id for item in named if item.mechanism_known == "yes"],
        "not established": [item.id for item in named if item.mechanism_known == "no"],
    }
    if named:
        yield "interaction", "yes", tuple(item.id for item in named)
    for column, values in (("interaction_role", roles), ("mechanism", known)):
        for value, ids in values.items():
            if ids:
                yield column, value, tuple(ids)
                break


def _administration(schedules: Sequence[str]) -> str:
    """One way for all doses: several single ones are cycles."""
    if "intermittent" in schedules or schedules.count("once") > 1:
        return "intermittent"
    return "continuous" if "continuous" in schedules else "single"


def _from_conditions(case: Case, event: Event) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    # A condition that the report excludes as a cause of this event explains nothing any more.
    excluded = {
        item.condition
        for item in case.alternatives
        if item.status == "excluded" and item.of in (None, event.id)
    }
    explaining = {
        {"active": "active", "unknown": "present"}.get(item.activity, "quiescent"): item.id
        for item in case.patient.conditions
        if event.id in item.explains and item.id not in excluded and item.present != "no"
    }
    for activity in ("active", "present", "quiescent"):
        if activity in explaining:
            yield "disease", activity, (explaining[activity],)
            break
    favouring = tuple(item.id for item in case.patient.conditions if event.id in item.favours)
    if favouring:
        yield "favoured", "yes", favouring


def _from_workup(case: Case, event: Event) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    searches = [item for item in case.workup if item.of in (None, event.id)]
    ids = tuple(item.id for item in searches)
    for column, order in (
        ("found", ("other cause", "no other cause")),
        ("itemised", ("yes", "no")),
        ("extent", ("extensive", "limited", "none")),
    ):
        values = {getattr(item, column) for item in searches}
        for value in order:
            if value in values:
                yield f"workup_{column}", value, ids
                break
