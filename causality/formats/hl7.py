"""The pieces HL7 version 3 is made of: elements by name, codes, texts, times, null flavours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from causality.formats.codes import UCUM
from causality.formats.dates import digits_date, length
from causality.formats.notes import Notes
from causality.formats.xml_source import Node, lxml_etree

__all__ = [
    "ASKED",
    "MASKED",
    "MEDDRA",
    "Entries",
    "Span",
    "coded",
    "each",
    "entries",
    "first",
    "is_true",
    "key_of",
    "label",
    "nulled",
    "one",
    "quantity",
    "section",
    "text_of",
    "times",
    "typed",
]

_HL7 = "{urn:hl7-org:v3}"
_LOW, _HIGH, _WIDTH = (f"{_HL7}{name}" for name in ("low", "high", "width"))
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
OBSERVATIONS = "2.16.840.1.113883.3.989.2.1.1.19"
SECTIONS = "2.16.840.1.113883.3.989.2.1.1.20"

Entries: TypeAlias = dict[str, list[Node]]
"""Observations by the number of their code."""

ASKED = frozenset({"UNK", "ASKU"})
"""Null flavours by which somebody says that it is not known."""
MASKED = "MSK"
MEDDRA = "2.16.840.1.113883.6.163"


@dataclass(frozen=True, slots=True)
class Span:
    """What an effective time says: start, end, length; and which of them are there."""

    start: str | None = None
    stop: str | None = None
    length: str | None = None
    said: tuple[str, ...] = ()


class _Tags(dict[str, str]):
    """The full tag of each local name, made once: a report asks for some of them very often."""

    def __missing__(self, name: str) -> str:
        tag = self[name] = f"{_HL7}{name}"
        return tag


_TAGS = _Tags()


def each(node: Node, *path: str) -> Iterator[Node]:
    """Every element at ``path`` below ``node``."""
    name, *rest = path
    children: Iterator[Node] = node.iterchildren(_TAGS[name])
    return children if not rest else (last for child in children for last in each(child, *rest))


def one(node: Node | None, *path: str) -> Node | None:
    """The first element at ``path`` below ``node``, if there is one."""
    if node is None:
        return None
    found = node
    for name in path:
        inner = next(found.iterchildren(_TAGS[name]), None)
        if inner is None:
            break
        found = inner
    else:
        return found
    # A later branch may hold it.
    return next(each(node, *path), None) if len(path) > 1 else None


def coded(node: Node | None, *path: str) -> str | None:
    """The ``code`` of the element at ``path``."""
    found = one(node, *path) if path else node
    return None if found is None else (found.get("code") or None)


def nulled(node: Node | None, *path: str) -> str | None:
    """The null flavour of the element at ``path``."""
    found = one(node, *path) if path else node
    return None if found is None else (found.get("nullFlavor") or None)


def text_of(node: Node | None, *path: str) -> str | None:
    """The text of the element at ``path``, None where it holds nothing but space."""
    found = one(node, *path) if path else node
    if found is None or found.text is None:
        return None
    return found.text.strip() or None


def label(node: Node | None) -> str | None:
    """What a coded element calls its thing: the words of the report, else the code itself."""
    if node is None:
        return None
    words = text_of(node, "originalText") or (node.get("displayName") or "").strip()
    if words:
        return words
    code = node.get("code")
    if not code:
        return None
    return f"MedDRA {code}" if node.get("codeSystem") == MEDDRA else f"code {code}"


def typed(node: Node) -> str:
    """The HL7 data type that an element says it has, without prefix."""
    return (node.get(_TYPE) or "").rpartition(":")[2]


def key_of(node: Node | None) -> str | None:
    """The id that parts of a report refer to one another by; in either case of letters."""
    found = one(node, "id")
    if found is None:
        return None
    key = found.get("root") or ""
    extension = found.get("extension")
    return f"{key}#{extension}".casefold() if extension else key.casefold() or None


def is_true(node: Node | None) -> bool | None:
    """A boolean value: None where it is nulled or no boolean."""
    written = (node.get("value") if node is not None else None) or ""
    return {"true": True, "1": True, "false": False, "0": False}.get(written.strip())


def quantity(node: Node | None) -> tuple[str | None, str | None]:
    """Value and unit of a quantity."""
    if node is None:
        return None, None
    return node.get("value") or None, node.get("unit") or None


def section(primary: Node, number: str) -> Iterator[Node]:
    """The components of the organizer with that section code: 1 history, 2 past drugs, ..."""
    sections: Iterable[Node] = _section_path(number)(primary)
    return iter(sections)


def entries(node: Node, name: str) -> Entries:
    """The observations under the children ``name`` of ``node``, by their code in the ICH list."""
    found: Entries = {}
    for code in _entries_path(name)(node):
        found.setdefault(code.get("code") or "", []).append(code.getparent())
    return found


# What is asked of wide elements is searched by compiled paths, several times faster than by steps.
@cache
def _section_path(number: str) -> Any:
    code = f"h:code[1][@code='{number}' and @codeSystem='{SECTIONS}']"
    return _compiled(f"h:subjectOf2/h:organizer[{code}]/h:component")


@cache
def _entries_path(name: str) -> Any:
    return _compiled(f"h:{name}/h:observation/h:code[1][@codeSystem='{OBSERVATIONS}']")


def _compiled(path: str) -> Any:
    return lxml_etree().XPath(path, namespaces={"h": "urn:hl7-org:v3"})


def first(found: Entries, number: str) -> Node | None:
    """The first observation with that code."""
    return next(iter(found.get(number, ())), None)


def times(node: Node | None, places: tuple[str, str, str], notes: Notes) -> Span:
    """Start, end and length from either shape of time: an interval, or an expression of several.

    ``places`` are the elements that these three are called by in the report.
    """
    if node is None:
        return Span()
    ends: dict[str, list[Node]] = {_LOW: [], _HIGH: [], _WIDTH: []}
    for part in node.iter():
        if part.tag in ends:
            ends[part.tag].append(part)
    start = _moment(ends[_LOW], places[0], notes)
    stop = _moment(ends[_HIGH], places[1], notes)
    lasted = _width(ends[_WIDTH], places[2], notes)
    if start is None and stop is None and node.get("value"):
        start = digits_date(node.get("value"))
    found = (start, stop, lasted)
    return Span(*found, tuple(place for place, is_ in zip(places, found, strict=True) if is_))


def _moment(ends: Iterable[Node], place: str, notes: Notes) -> str | None:
    """The first of the elements ``low`` or ``high`` that says anything."""
    asked = False
    for found in ends:
        written, flavour = found.get("value"), found.get("nullFlavor")
        if written:
            date = digits_date(written)
            if date is not None:
                return date
            notes.add(place, "no date that can be read")
        elif flavour == MASKED:
            notes.add(place, "masked by the sender")
        asked = asked or flavour in ASKED
    return "unknown" if asked else None


def _width(widths: Iterable[Node], place: str, notes: Notes) -> str | None:
    for found in widths:
        number, unit = quantity(found)
        if number is None:
            continue
        lasted = length(number, UCUM.get(unit or ""))
        if lasted is None:
            notes.add(place, "no length that can be read")
        return lasted
    return None
