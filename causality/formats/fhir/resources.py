"""The resources of a file, and what their references point at.

A file is one resource, a bundle, a list, or one resource a line. A reference that points nowhere,
or at two resources, is told by place and left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from causality.datafile import Data
from causality.formats.fhir.element import Element, Resource, label
from causality.formats.notes import Notes

__all__ = ["Pointed", "Resources", "element", "pointed", "resources_in", "subject_of"]

_DANGLING = "refers to a resource that is not in the file"
_TWO = "refers to a resource that is in the file twice"


@dataclass(frozen=True, slots=True)
class Pointed:
    """What a reference or a concept says: the resource, if it is there, and words.

    ``kind`` is the type of the resource, also of one that is not in the file; ``key`` is the same
    for two references to the same thing.
    """

    resource: Element | None
    words: str | None
    kind: str
    key: str
    place: str


class Resources:
    """The resources of one file by the names that references give them."""

    def __init__(self, found: list[tuple[Resource, str | None]]) -> None:
        self.all = tuple(resource for resource, _ in found)
        self._by_name: dict[str, Resource | None] = {}
        for resource, address in found:
            id_ = resource.data.get("id")
            local = f"{resource.kind}/{id_}" if isinstance(id_, str) and id_ else None
            for name in {address, local} - {None}:
                self._add(str(name), resource)
        self._about: dict[str, list[Resource]] = {}
        for resource in self.all:
            key = subject_of(element(resource, Notes()), self)
            if key is not None:
                self._about.setdefault(key, []).append(resource)

    def _add(self, name: str, resource: Resource) -> None:
        known = self._by_name.setdefault(name, resource)
        if known is not None and known.data != resource.data:
            self._by_name[name] = None

    def about(self, subject: str | None) -> tuple[Resource, ...]:
        """Every resource about that subject, in the order of the file."""
        return tuple(self._about.get(subject, ())) if subject is not None else ()

    def named(self, written: str) -> tuple[Resource | None, str | None]:
        """The resource that a reference means, or else what is wrong with the reference."""
        name = written.partition("/_history/")[0]
        if name not in self._by_name:
            return None, _DANGLING
        found = self._by_name[name]
        return found, _TWO if found is None else None

    def follow(self, reference: Element) -> Element | None:
        """The resource that a reference points at; None, with a note, where there is none."""
        written = reference.text("reference")
        if written is None:
            return None
        if written.startswith("#"):
            for number, item in enumerate(_list(reference.root.data.get("contained"))):
                if isinstance(item, dict) and item.get("id") == written[1:]:
                    path = f"{reference.root.path}.contained[{number}]".lstrip(".")
                    return Element(item, path, reference.root, reference.notes)
            wrong: str | None = _DANGLING
        else:
            found, wrong = self.named(written)
            if found is not None:
                return element(found, reference.notes)
        reference.notes.add(reference.path, wrong or _DANGLING)
        return None


def _list(value: Data) -> list[Data]:
    return value if isinstance(value, list) else []


def element(resource: Resource, notes: Notes) -> Element:
    """A resource as an element; what goes wrong in it is told to ``notes``."""
    return Element(resource.data, resource.path, resource, notes)


def pointed(holder: Element, key: str, resources: Resources) -> Pointed | None:
    """What stands under ``key``, in any of the ways the releases write it.

    Release 4 has ``key`` with a reference, ``keyReference`` or ``keyCodeableConcept``; release 5
    also one element that holds ``reference`` and ``concept``.
    """
    told = holder.one(key)
    reference = holder.one(f"{key}Reference") or told
    concept = holder.one(f"{key}CodeableConcept")
    if told is not None and ("concept" in told.data or "coding" in told.data):
        concept = told if "coding" in told.data else told.one("concept")
    if reference is not None and isinstance(reference.data.get("reference"), dict):
        reference = reference.one("reference")
    if reference is None and concept is None:
        return None
    resource = resources.follow(reference) if reference is not None else None
    written = reference.text("reference") if reference is not None else None
    kind = resource.kind if resource is not None else _kind(reference, written)
    words = label(concept) or (reference.text("display") if reference is not None else None)
    place = (reference or concept or holder).path
    return Pointed(resource, words, kind, written or f"{words}", place)


def _kind(reference: Element | None, written: str | None) -> str:
    if reference is None or written is None:
        return (reference.text("type") or "") if reference is not None else ""
    *_, kind, _ = ("", "", *written.partition("/_history/")[0].split("/"))
    return reference.text("type") or kind


def subject_of(resource: Element, resources: Resources) -> str | None:
    """Whom a resource is about, as a key; a study's subject is the patient behind it."""
    for key in ("subject", "patient", "individual"):
        reference = resource.one(key)
        written = reference.text("reference") if reference is not None else None
        if reference is None or written is None:
            continue
        found, _ = resources.named(written) if not written.startswith("#") else (None, None)
        if found is not None and found.kind == "ResearchSubject":
            behind = element(found, Notes())
            inner = behind.one("individual") or behind.one("subject")
            return (inner.text("reference") if inner is not None else None) or written
        return found.path or written if found is not None else written
    return None


def resources_in(data: Data) -> Iterator[tuple[Resource, str | None]]:
    """Every resource of a file with the address that a bundle gives it; bundles are opened."""
    pending: list[tuple[Data, str, str | None]] = [(data, "", None)]
    while pending:
        value, path, address = pending.pop()
        if isinstance(value, list):
            pending += [
                (item, f"{path}[{number}]", None) for number, item in reversed([*enumerate(value)])
            ]
        elif isinstance(value, dict) and value.get("resourceType") == "Bundle":
            pending += reversed([*_entries(value, path)])
        elif isinstance(value, dict):
            yield Resource(value, path), address


def _entries(bundle: Mapping[str, Data], path: str) -> Iterator[tuple[Data, str, str | None]]:
    for number, entry in enumerate(_list(bundle.get("entry"))):
        if isinstance(entry, dict) and isinstance(entry.get("resource"), dict):
            address = entry.get("fullUrl")
            place = f"{path}.entry[{number}].resource".lstrip(".")
            yield entry["resource"], place, address if isinstance(address, str) else None
