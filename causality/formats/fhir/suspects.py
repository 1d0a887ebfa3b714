"""FHIR: the suspects of an adverse event, and what others concluded about each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from causality.formats.fhir.codes import ASSESSMENTS, BACKPORT, METHODS, RELATEDNESS, ROLES
from causality.formats.fhir.element import Element, codes, names
from causality.formats.fhir.medication import drug_of
from causality.formats.fhir.resources import Resources, pointed
from causality.formats.reported import ReportedDrug, ReportedOpinion, Role

__all__ = ["Suspect", "suspects"]

_RESULTS = {**ASSESSMENTS, **RELATEDNESS}


@dataclass(frozen=True, slots=True)
class Suspect:
    """One suspected drug, the path of the resource it was read from, and the opinions on it."""

    drug: ReportedDrug
    path: str | None
    opinions: tuple[ReportedOpinion, ...]


def suspects(event: Element, resources: Resources) -> Iterator[Suspect]:
    """Every suspect that is a drug, in the shape of any release or of the research guide."""
    entities = (*event.each("suspectEntity"), *event.extensions("suspect-entity", BACKPORT))
    for number, entity in enumerate(entities, 1):
        inner = _sub(entity, "instance")
        what = pointed(entity, "instance", resources)
        if what is None and inner is not None:
            what = pointed(inner, "value", resources)
        if what is None:
            event.notes.add(entity.path, "a suspect that is not named")
            continue
        told = [*entity.each("causality"), *_subs(entity, "causality")]
        drug = drug_of(what, f"suspect {number}", _role(told), resources)
        if drug is None:
            event.notes.add(what.place, "no drug that can be used; left out")
            continue
        path = what.resource.path if what.resource is not None else None
        yield Suspect(drug, path, tuple(_opinions(told, drug.key, resources)))


def _subs(holder: Element, name: str) -> Iterator[Element]:
    return (one for one in holder.each("extension") if one.text("url") == name)


def _sub(holder: Element, name: str) -> Element | None:
    return next(_subs(holder, name), None)


def _part(causality: Element, *keys: str) -> Element | None:
    """A part of an assessment, in its own element or in the extension of that name."""
    for key in keys:
        inner = _sub(causality, key)
        found = causality.one(key)
        if found is None and inner is not None:
            found = inner.one("valueCodeableConcept") or inner.one("valueReference")
        if found is not None:
            return found
    return None


def _role(told: list[Element]) -> Role:
    """The role of a drug, which the guide for safety reports writes as its relatedness."""
    for causality in told:
        role = ROLES.get((causality.text("productRelatedness") or "").casefold())
        if role is not None:
            return role
    return "suspect"


def _opinions(told: list[Element], drug: str, resources: Resources) -> Iterator[ReportedOpinion]:
    for causality in told:
        result = _words(_part(causality, "assessment", "entityRelatedness"), _RESULTS)
        related = causality.text("productRelatedness")
        if related is not None and related.casefold() in ROLES:
            if result is None:
                continue
            related = None
        if result is not None and related is not None:
            result = f"{result} ({related})"
        result = result or related
        if result is None:
            causality.notes.add(causality.path, "an assessment without a result")
            continue
        yield ReportedOpinion(
            drug=drug,
            event=None,
            result=result,
            method=_words(_part(causality, "assessmentMethod", "method"), METHODS),
            by=_author(_part(causality, "author"), resources),
            source=causality.path,
        )


def _words(concept: Element | None, known: Mapping[str, str]) -> str | None:
    """The words of a concept, else those of its code in a list that we know."""
    if concept is None:
        return None
    coded = (known[code] for code in sorted(codes(concept)) if code in known)
    return concept.text("text") or next(coded, None) or next(iter(names(concept)), None)


def _author(author: Element | None, resources: Resources) -> str | None:
    """Who judged: as the report calls them, else what kind of person they are; never a name."""
    if author is None:
        return None
    shown = author.text("display")
    if shown is not None:
        return shown
    found = resources.follow(author)
    return found.kind if found is not None else None
