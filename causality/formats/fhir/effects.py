"""FHIR: what happened to the patient - the event of a resource and the effects it points at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from causality.findings.latency_names import plain_name
from causality.formats.fhir.codes import BACKPORT, ICSR, OUTCOMES, RESEARCH, SERIOUSNESS
from causality.formats.fhir.element import Element, codes, label, names
from causality.formats.fhir.medication import is_unusable
from causality.formats.fhir.resources import Resources
from causality.formats.reported import Outcome, ReportedReaction, Sourced

__all__ = ["Happened", "happened"]

_WHEN = ("date", "occurrenceDateTime", "detected")
_AS_A_WHOLE = "of the event as a whole, not of one of its effects; not used"


@dataclass(frozen=True, slots=True)
class Happened:
    """The reactions, the one date they share, and the paths of resources that told of them."""

    reactions: tuple[ReportedReaction, ...]
    date: Sourced | None
    paths: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Effect:
    names: tuple[str, ...]
    told: Element


def happened(event: Element, resources: Resources) -> Happened:
    """One reaction with all its names; or, where effects have names of their own, each of them.

    An incident such as *event associated with a product* is then no reaction beside its effects.
    """
    named = event.one("event") or event.one("code")
    called = names(named)
    found = _distinct(_effects(event, resources))
    date, place = _date(event)
    paths = frozenset(effect.told.path for effect in found)
    if len(found) > 1:
        dated = Sourced(date, place) if date is not None else None
        if named is not None:
            event.notes.add(named.path, "the incident; each of its effects is taken for an event")
        for key in ("outcome", "seriousness"):
            if event.one(key) is not None:
                event.notes.add(event.place(key), _AS_A_WHOLE)
        return Happened(tuple(_effect(one) for one in found), dated, paths)
    terms = tuple(dict.fromkeys((*called, *(name for one in found for name in one.names))))
    term, *others = terms or ("",)
    end, end_place = _end(event)
    if found and date is None:
        date, place = found[0].told.date("onsetDateTime")
    if found and end is None:
        end, end_place = found[0].told.date("abatementDateTime")
    outcome = _outcome(event)
    source = [named.path] if named is not None else [one.told.place("code") for one in found]
    reaction = ReportedReaction(
        key="event",
        term=term,
        other_terms=tuple(others),
        onset=date,
        end=end,
        outcome=outcome,
        seriousness=_seriousness(event),
        note=_severity(event),
        source=", ".join(filter(None, (*source, place, end_place))),
    )
    return Happened((reaction,) if term else (), None, paths)


def _effects(event: Element, resources: Resources) -> Iterator[_Effect]:
    references = (
        *event.each("resultingCondition"),
        *event.each("resultingEffect"),
        *(
            value
            for one in event.extensions("resultingEffect", BACKPORT)
            for value in one.each("valueReference")
        ),
    )
    for reference in references:
        told = resources.follow(reference)
        if told is not None and not is_unusable(told) and (called := names(told.one("code"))):
            yield _Effect(called, told)


def _distinct(found: Iterator[_Effect]) -> tuple[_Effect, ...]:
    kept: dict[str, _Effect] = {}
    for effect in found:
        kept.setdefault(plain_name(effect.names[0]), effect)
    return tuple(kept.values())


def _effect(effect: _Effect) -> ReportedReaction:
    term, *others = effect.names
    onset, place = effect.told.date("onsetDateTime")
    end, end_place = effect.told.date("abatementDateTime")
    resolved = "resolved" in codes(effect.told.one("clinicalStatus"))
    return ReportedReaction(
        key=effect.told.path,
        term=term,
        other_terms=tuple(others),
        onset=onset,
        end=end,
        outcome="recovered" if resolved else None,
        note=_severity(effect.told),
        source=", ".join(filter(None, (effect.told.place("code"), place, end_place))),
    )


def _date(event: Element) -> tuple[str | None, str]:
    """When it happened, else when the reporter thinks that it began."""
    period = event.one("occurrencePeriod")
    if period is not None and (found := period.date("start"))[0] is not None:
        return found
    return event.date(*_WHEN)


def _end(event: Element) -> tuple[str | None, str]:
    period = event.one("occurrencePeriod")
    if period is not None and (found := period.date("end"))[0] is not None:
        return found
    for extension in event.extensions("resolve-date", BACKPORT, RESEARCH):
        return extension.date("valueDateTime")
    return None, ""


def _outcome(event: Element) -> Outcome | None:
    """The outcome; release 5 may give several, of which one must be known and none another."""
    told = [one for one in event.each("outcome") if codes(one)]
    known = {OUTCOMES[code] for one in told for code in codes(one) if code in OUTCOMES}
    if len(known) > 1:
        event.notes.add(event.place("outcome"), "outcomes that do not agree; not used")
    elif told and not known:
        event.notes.add(event.place("outcome"), "a code that is not in its list")
    return next(iter(known)) if len(known) == 1 else None


def _seriousness(event: Element) -> tuple[str, ...]:
    """The criteria that are met; where none is named, only that it is not serious."""
    told = event.one("seriousness")
    found: dict[str, None] = {}
    for criterion in event.extensions("seriousness-criteria", BACKPORT, RESEARCH):
        parts = {one.text("url"): one for one in criterion.each("extension")}
        code, present = parts.get("criterionCode"), parts.get("criterionPresent")
        if code is None or present is None or present.text("valueBoolean") != "true":
            continue
        for value in codes(code.one("valueCodeableConcept")):
            if value in SERIOUSNESS:
                found[SERIOUSNESS[value]] = None
    if told is not None:
        for extension in told.extensions("eventseriousness", ICSR):
            for value in codes(extension.one("valueCodeableConcept")):
                if value in SERIOUSNESS:
                    found[SERIOUSNESS[value]] = None
    if found:
        return tuple(found)
    return ("not serious",) if codes(told) & {"non-serious", "not-serious"} else ()


def _severity(told: Element) -> str | None:
    shown = label(told.one("severity"))
    return f"Severity as reported: {shown}." if shown else None
