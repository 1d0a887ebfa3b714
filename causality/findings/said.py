"""What single entries of a case state about a pair, without looking at any date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from causality.case.case import Case
from causality.case.entries import (
    Alternative,
    Drug,
    EarlierExposure,
    Event,
    Interaction,
    Knowledge,
    Observation,
    Statement,
)
from causality.findings.moments import Moments
from causality.vocabulary import UNKNOWN, VOCABULARY

__all__ = [
    "LEVELS",
    "earlier_of",
    "interactions_of",
    "judged_drugs",
    "known_of",
    "said",
    "statements",
    "tests_for",
]

LEVELS = VOCABULARY["prior_knowledge"].values[1:]
"""How much may be known of a reaction, strongest first; the value before them is unknown."""

_GRAVEST = ("confirmed", "likely", "possible", "not assessed", "unlikely", "excluded")


def said(
    case: Case, drug: Drug, event: Event, moments: Moments
) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    """Facts of the pair that single entries state: column, code, entries."""
    if drug.started_for is not None:
        yield "started_for_event", "yes" if drug.started_for == event.id else "no", (drug.id,)
    known = [(item.level, item.id) for item in known_of(case, drug, event, moments) if item.level]
    yield from _strongest("knowledge", LEVELS, known)
    yield from moments.once(
        ("of the event", event.id),
        lambda: (*_from_conditions(case, event), *_from_workup(case, event)),
    )
    yield from _circumstances(case, drug, event, moments)
    given = moments.grouped("antidotes", case.treatments, lambda item: (item.antidote_to,))
    antidotes = [
        (item.response, item.id) for item in given.get(drug.id, ()) if item.of in (None, event.id)
    ]
    yield from _strongest("antidote", ("improved", "not improved"), antidotes)
    if case.follow_up is not None:
        yield "follow_up", case.follow_up.state, ("follow-up",)
    for about, value, ids in statements(case, drug, event, moments):
        yield f"stated_{about.replace(' ', '_')}", value, ids


def known_of(case: Case, drug: Drug, event: Event, moments: Moments) -> Iterator[Knowledge]:
    """What is known of the drug and this event, or any."""
    told = moments.grouped("knowledge", case.knowledge, lambda item: (item.drug,))
    return (item for item in told.get(drug.id, ()) if item.event in (None, event.id))


def tests_for(case: Case, drug: Drug, moments: Moments) -> Sequence[Observation]:
    """The tests that are specific for the drug."""
    told = moments.grouped("tests", case.observations, lambda seen: (seen.specific_for,))
    return told.get(drug.id, ())


def earlier_of(case: Case, drug: Drug, moments: Moments) -> Sequence[EarlierExposure]:
    """What the report tells of earlier exposures to the drug or one like it."""
    told = moments.grouped("earlier", case.earlier_exposures, lambda item: (item.drug,))
    return told.get(drug.id, ())


def statements(
    case: Case, drug: Drug, event: Event, moments: Moments
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What the report states of each finding of the pair; nothing where it states two values."""
    by_pair = moments.grouped("statements", case.statements, lambda one: ((one.drug, one.event),))
    told: dict[str, list[Statement]] = {}
    for statement in by_pair.get((drug.id, event.id), ()):
        if statement.value != UNKNOWN:
            told.setdefault(statement.about, []).append(statement)
    for about, same in told.items():
        values = {statement.value for statement in same}
        if len(values) == 1:
            yield about, values.pop(), tuple(statement.id for statement in same)


def judged_drugs(
    alternatives: Iterable[Alternative], event: Event
) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """What the report says of other drugs of the case as causes, the gravest word on each."""
    told: dict[str, list[tuple[str, str]]] = {}
    for item in alternatives:
        if item.drug is not None and item.of in (None, event.id):
            told.setdefault(item.drug, []).append((item.status, item.id))
    return {
        drug: (status, ids)
        for drug, words in told.items()
        for _, status, ids in _strongest("status", _GRAVEST, words)
    }


def _strongest(
    column: str, order: Sequence[str], told: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The first value of ``order`` that any entry tells, with every entry that tells it."""
    entries: dict[str, list[str]] = {}
    for value, entry in told:
        entries.setdefault(value, []).append(entry)
    for value in order:
        if value in entries:
            yield column, value, tuple(entries[value])
            return


def _circumstances(
    case: Case, drug: Drug, event: Event, moments: Moments
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
    yield from _from_interactions(case, drug, event, moments)


def interactions_of(
    case: Case, drug: Drug, event: Event, moments: Moments
) -> tuple[Interaction, ...]:
    """The suspected interactions that the drug has a part in, where they concern the event."""
    told = moments.grouped(
        "interactions", case.interactions, lambda item: (item.drug, *item.precipitants)
    )
    return tuple(item for item in told.get(drug.id, ()) if item.event in (None, event.id))


def _from_interactions(
    case: Case, drug: Drug, event: Event, moments: Moments
) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    """Whether one is suspected, the part of the drug in it, and whether it can be explained."""
    named = interactions_of(case, drug, event, moments)
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
    explaining, favouring = [], []
    for item in case.patient.conditions:
        absent = item.present == "no"
        activity = {"active": "active", "unknown": "present"}.get(item.activity, "quiescent")
        if event.id in item.explains and item.id not in excluded:
            explaining.append(("none" if absent else activity, item.id))
        if event.id in item.favours:
            favouring.append(("no" if absent else "yes", item.id))
    yield from _strongest("disease", ("active", "present", "quiescent", "none"), explaining)
    yield from _strongest("favoured", ("yes", "no"), favouring)


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
