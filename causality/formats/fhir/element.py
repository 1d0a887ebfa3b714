"""One element of a FHIR resource: its parts by name, and where it stands.

Whatever another type than FHIR's stands in is left out and told by place; a single part may be
written as a list, and a list as a single part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from causality.datafile import Data
from causality.formats.dates import iso_date
from causality.formats.notes import Notes

__all__ = ["MEDDRA", "Element", "Resource", "codes", "label", "names"]

MEDDRA = frozenset({"http://meddra.org", "https://www.meddra.org", "http://www.meddra.org"})
"""What MedDRA is called by; real resources use all three."""

_WRONG_TYPE = "not of the type that FHIR gives it"


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of a file, as data, with its path in the file (empty for the file itself)."""

    data: Mapping[str, Data]
    path: str

    @property
    def kind(self) -> str:
        """The type of the resource; empty where it has none."""
        kind = self.data.get("resourceType")
        return kind if isinstance(kind, str) else ""


@dataclass(frozen=True, slots=True)
class Element:
    """A resource or a part of one. ``root`` is the resource whose ``contained`` its ids mean."""

    data: Mapping[str, Data]
    path: str
    root: Resource
    notes: Notes

    @property
    def kind(self) -> str:
        """The type of a resource; empty for a part of one."""
        return Resource(self.data, self.path).kind

    def place(self, key: str) -> str:
        """The path of a part."""
        return f"{self.path}.{key}" if self.path else key

    def text(self, key: str) -> str | None:
        """The text, number or truth value under ``key``; None where there is none."""
        value = self.data.get(key)
        found = value[0] if isinstance(value, list) and value else value
        if isinstance(found, str):
            return found.strip() or None
        if found is not None and found != []:
            self.notes.add(self.place(key), _WRONG_TYPE)
        return None

    def each(self, key: str) -> Iterator[Element]:
        """Every part under ``key``."""
        value = self.data.get(key)
        if isinstance(value, dict):
            yield Element(value, self.place(key), self.root, self.notes)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                place = f"{self.place(key)}[{number}]"
                if isinstance(item, dict):
                    yield Element(item, place, self.root, self.notes)
                elif item is not None:
                    self.notes.add(place, _WRONG_TYPE)
        elif value is not None:
            self.notes.add(self.place(key), _WRONG_TYPE)

    def one(self, key: str) -> Element | None:
        """The first part under ``key``."""
        return next(self.each(key), None)

    def date(self, *keys: str) -> tuple[str | None, str]:
        """The date under the first of ``keys`` that holds one, and its path."""
        for key in keys:
            written = self.text(key)
            found = iso_date(written)
            if found is not None:
                return found, self.place(key)
            if written is not None:
                self.notes.add(self.place(key), "no date that can be read")
        return None, ""

    def extensions(self, name: str, *bases: str) -> Iterator[Element]:
        """The extensions whose address is one of ``bases`` followed by ``name``."""
        wanted = {f"{base}{name}" for base in bases}
        return (one for one in self.each("extension") if one.text("url") in wanted)


def codes(concept: Element | None) -> frozenset[str]:
    """Every code of a concept, in lower case."""
    found = concept.each("coding") if concept is not None else ()
    return frozenset(code.casefold() for one in found if (code := one.text("code")))


def names(concept: Element | None) -> tuple[str, ...]:
    """What a concept is called: by MedDRA, by other systems, in words, and else by code."""
    if concept is None:
        return ()
    meddra: list[str] = []
    others: list[str] = []
    coded: list[str] = []
    for one in concept.each("coding"):
        code, shown = one.text("code"), one.text("display")
        is_meddra = one.text("system") in MEDDRA
        if shown:
            (meddra if is_meddra else others).append(shown)
        if code:
            coded.append(f"MedDRA {code}" if is_meddra else f"code {code}")
    words = concept.text("text")
    named = dict.fromkeys((*meddra, *others, *([words] if words else [])))
    return tuple(named) or tuple(dict.fromkeys(coded))


def label(concept: Element | None) -> str | None:
    """The words of a concept, else what its code is called."""
    if concept is None:
        return None
    return concept.text("text") or next(iter(names(concept)), None)
