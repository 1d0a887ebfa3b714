"""The one place where XML is parsed: locked down, and one report at a time.

No document type declaration beyond the bare name of a DTD (which is never fetched), no entities, no
network, no huge trees. A report that is damaged is named, and the reports behind it are read on.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

from causality.errors import MissingExtra
from causality.formats.packets import Packet, unusable

if TYPE_CHECKING:
    from lxml import etree

__all__ = [
    "MAX_DAMAGED",
    "MAX_DEPTH",
    "MAX_PROLOG",
    "MAX_REPORT",
    "MAX_TAGS",
    "Damaged",
    "Node",
    "XmlReport",
    "first_tag",
    "lxml_etree",
    "refuse_declarations",
    "xml_reports",
]

MAX_DEPTH = 64
"""Levels of elements in one report; E2B(R3) needs about 20. libxml2 itself stops at 256."""
MAX_REPORT = 48_000_000
"""Bytes of one report, attachments included. libxml2 stops at 10 MB for a single text."""
MAX_TAGS = 500_000
"""Angle brackets in one report: each element costs memory, however short its name."""
MAX_PROLOG = 262_144
"""Bytes before the first report of a file."""
MAX_DAMAGED = 200
"""Damaged reports after which a file is given up: every one costs a new start."""

if TYPE_CHECKING:
    Node: TypeAlias = etree._Element  # noqa: SLF001 - lxml gives its elements no public name
else:
    Node: TypeAlias = Any

_COMMAND = "python -m pip install 'causality-pv[formats]'"
_WIDE = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
)
_ASIDE = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^<>\[\]]*>")
_TAG = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)[\s/>]")

# What libxml2 calls the ways a text can be wrong; its own words may repeat what the text says.
_EXTRA = 5
_SAID = {
    6: "an encoding that does not fit",
    9: "a character that XML does not allow",
    26: "an entity that is not declared",
    31: "an encoding that is not known",
    32: "an encoding that is not known",
    76: "an element that is closed by another's end",
    77: "the file ends in the middle",
    81: "bytes that are not in the encoding of the file",
    114: "a text of more than 10 MB, or elements more than 256 deep",
}


@dataclass(frozen=True, slots=True)
class XmlReport:
    """One report as a tree, and its number in the file, from 1; gone once the next is read."""

    number: int
    element: Node


@dataclass(frozen=True, slots=True)
class Damaged:
    """A report that is no usable XML: its number, its id where that can be seen, what is wrong."""

    number: int
    id: str | None
    wrong: str


def lxml_etree() -> ModuleType:
    """The parser library; ``MissingExtra`` with the command that brings it."""
    try:
        from lxml import etree
    except ImportError:
        raise MissingExtra(f"reading XML reports needs lxml; get it with: {_COMMAND}") from None
    return etree


def first_tag(head: bytes) -> str | None:
    """The local name of the outermost element of what begins with ``head``, if it is XML."""
    for mark, encoding in _WIDE:
        if head.startswith(mark):
            head = head[: len(head) // 2 * 2].decode(encoding, "replace").encode()
    head = head.removeprefix(codecs.BOM_UTF8).removeprefix("\ufeff".encode())
    at = _behind_asides(head)
    if head.startswith(b"<!DOCTYPE", at):
        named = re.match(rb"<!DOCTYPE\s+(?:[\w.-]+:)?([\w.-]+)", head[at:])
        return named[1].decode("ascii", "replace") if named else "a document type"
    found = _TAG.match(head, at)
    return found[1].decode("ascii", "replace") if found else None


def xml_reports(
    packet: Packet, name: str, identity: re.Pattern[bytes]
) -> Iterator[XmlReport | Damaged]:
    """Every element ``name`` of the file, in any namespace, one at a time.

    ``identity`` finds the id of a damaged report in its bytes. Raises ``InputError`` where the file
    is no XML, holds no such element, or declares what no report needs.
    """
    start = re.compile(rb"<(?:[\w.-]+:)?" + name.encode() + rb"[\s/>]")
    end = re.compile(rb"</(?:[\w.-]+:)?" + name.encode() + rb"\s*>")
    wide = next((coding for mark, coding in _WIDE if packet.head.startswith(mark)), None)
    chunks = _as_utf8(packet, wide) if wide else packet.chunks()
    prolog, first = _prolog(packet, chunks, start)
    encoding = "utf-8" if wide else None
    if not first:
        _no_report(packet, prolog, encoding)
    stretch = _Stretch(prolog, encoding, name, end)
    pieces = _pieces(_whole_tags(chain([first], chunks)), name.encode(), end)
    rest: Iterable[bytes] = pieces
    number = damaged = 0
    while True:
        for element in stretch.elements(rest):
            number += 1
            wrong = _hostile(element)
            if wrong is None:
                yield XmlReport(number, element)
            else:
                yield Damaged(number, None, wrong)
        if stretch.wrong is None:
            return
        window = stretch.window
        begun = start.search(window)
        again = begun.start() if begun else len(window)
        if not (stretch.wrong_code == _EXTRA and stretch.found and begun):
            number, damaged = number + 1, damaged + 1
            yield Damaged(number, _identity(identity, window), stretch.wrong)
            following = start.search(window, again + 1)
            again = following.start() if following else len(window)
        if damaged >= MAX_DAMAGED:
            raise unusable(packet.name, f"more than {MAX_DAMAGED} damaged reports")
        behind = _from_next(window[again:], pieces, start)
        if behind is None:
            return
        rest = chain([behind], pieces)


class _Stretch:
    """Reports up to the next damage, read by one parser."""

    def __init__(
        self, prolog: bytes, encoding: str | None, name: str, end: re.Pattern[bytes]
    ) -> None:
        self._prolog, self._encoding, self._tag, self._end = prolog, encoding, f"{{*}}{name}", end
        self.wrong: str | None = None
        self.wrong_code = 0
        self.found = 0
        self.window = b""

    def elements(self, chunks: Iterable[bytes]) -> Iterator[Node]:
        """Every report; ``wrong`` and the bytes behind the last whole report tell how it ended."""
        etree = lxml_etree()
        parser = _parser(self._encoding, self._tag)
        self.wrong, self.wrong_code, self.found, tags, size = None, 0, 0, 0, 0
        parts: list[bytes] = []
        try:
            parser.feed(self._prolog)
            for piece in chunks:
                parts.append(piece)
                size += len(piece)
                tags += piece.count(b"<")
                if size > MAX_REPORT or tags > MAX_TAGS:
                    self.wrong = "more than one report can hold"
                    break
                parser.feed(piece)
                events: list[tuple[str, Any]] = list(parser.read_events())
                if not events and self._end.search(piece) and not _in_comment(parts):
                    # Some errors stop the parser without a word: a report ended and none came.
                    fatal = [error.type for error in parser.feed_error_log if error.level > 1]
                    if not fatal:
                        parser.close()
                    self.wrong = _said(fatal[0] if fatal else 0)
                    break
                for _, element in events:
                    self.found += 1
                    yield element
                    _forget(element)
                    parts, tags, size = [], 0, 0
            else:
                self._close(parser)
        except etree.XMLSyntaxError as fault:
            self.wrong_code = fault.code or 0
            self.wrong = _said(self.wrong_code)
        self.window = b"".join(parts)

    def _close(self, parser: etree.XMLPullParser) -> None:
        try:
            parser.close()
        except lxml_etree().XMLSyntaxError:
            self.wrong = "damaged XML: the file ends in the middle"


def _pieces(chunks: Iterable[bytes], name: bytes, end: re.Pattern[bytes]) -> Iterator[bytes]:
    """``chunks`` cut behind every end of a report, so that no piece reaches into the next."""
    for chunk in chunks:
        at = 0
        # A literal is found many times faster than a tag that may have a prefix.
        named = chunk.find(name)
        while named >= 0:
            opened = chunk.rfind(b"<", at, named)
            found = end.match(chunk, opened) if opened >= 0 else None
            named = chunk.find(name, named + 1)
            if found:
                yield chunk[at : found.end()]
                at = found.end()
        if at < len(chunk):
            yield chunk[at:]


def _in_comment(parts: list[bytes]) -> bool:
    """Whether the text so far ends inside a comment, where a tag is no tag."""
    text = b"".join(parts)
    return text.rfind(b"<!--") > text.rfind(b"-->")


def _said(code: int) -> str:
    return f"damaged XML: {_SAID.get(code, 'it is not well-formed')}"


def _parser(encoding: str | None, tag: str) -> etree.XMLPullParser:
    parser: etree.XMLPullParser = lxml_etree().XMLPullParser(
        events=("end",),
        tag=tag,
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    return parser


def _forget(element: Node) -> None:
    """Free a report that was read, and all that stood before it."""
    element.clear()
    node: Node | None = element
    while node is not None:
        parent = node.getparent()
        if parent is not None:
            while parent[0] is not node:
                del parent[0]
        node = parent


def _hostile(element: Node) -> str | None:
    etree = lxml_etree()
    if next(element.iter(etree.Entity), None) is not None:
        return "an entity that is not declared"
    return f"elements more than {MAX_DEPTH} deep" if _too_deep()(element) else None


@cache
def _too_deep() -> Any:
    return lxml_etree().XPath("boolean(." + "/*" * MAX_DEPTH + ")")


def _as_utf8(packet: Packet, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in packet.chunks():
            yield decoder.decode(chunk).encode("utf-8")
        yield decoder.decode(b"", final=True).encode("utf-8")
    except UnicodeError:
        raise unusable(packet.name, f"bytes that are not {encoding}") from None


def _behind_asides(text: bytes) -> int:
    at = 0
    while found := _ASIDE.match(text, at):
        at = found.end()
    return at


def _prolog(
    packet: Packet, chunks: Iterator[bytes], start: re.Pattern[bytes]
) -> tuple[bytes, bytes]:
    """The bytes before the first report, and what was read of it, if there is one."""
    seen = b""
    found = None
    while found is None:
        chunk = next(chunks, None)
        if chunk is None:
            break
        searched = max(len(seen) - 200, 0)
        seen += chunk
        found = start.search(seen, searched)
        if found is None and len(seen) > MAX_PROLOG:
            raise unusable(packet.name, f"no report within the first {MAX_PROLOG:,} bytes")
    refuse_declarations(packet.name, seen)
    place = found.start() if found else len(seen)
    return seen[:place], seen[place:]


def _no_report(packet: Packet, text: bytes, encoding: str | None) -> None:
    etree = lxml_etree()
    parser = _parser(encoding, "*")
    try:
        parser.feed(text)
        parser.close()
    except etree.XMLSyntaxError as fault:
        raise unusable(
            packet.name, _said(fault.code or 0), line=max(fault.position[0], 0)
        ) from None
    raise unusable(packet.name, "holds no report")


def refuse_declarations(name: str, text: bytes) -> None:
    """``InputError`` where the beginning of a file declares entities or elements.

    A document type may name a DTD, as E2B(R2) files do; it may declare nothing.
    """
    plain = text.removeprefix(codecs.BOM_UTF8)
    at = _behind_asides(plain)
    if plain.startswith(b"<!DOCTYPE", at) and not _DOCTYPE.match(plain, at):
        wrong = "it declares a document type with entities or elements of its own"
        raise unusable(name, wrong, "leave the declaration out; no report needs one")


def _whole_tags(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """``chunks`` cut so that no tag is split, as far as tags are short."""
    held = b""
    for chunk in chunks:
        text = held + chunk
        cut = text.rfind(b"<")
        if cut < 0 or text.find(b">", cut) >= 0 or len(text) - cut > MAX_PROLOG:
            cut = len(text)
        held = text[cut:]
        if cut:
            yield text[:cut]
    if held:
        yield held


def _from_next(text: bytes, chunks: Iterator[bytes], start: re.Pattern[bytes]) -> bytes | None:
    """What begins with the next report, from ``text`` on."""
    while True:
        found = start.search(text)
        if found:
            return text[found.start() :]
        chunk = next(chunks, None)
        if chunk is None:
            return None
        text = text[-200:] + chunk


def _identity(pattern: re.Pattern[bytes], text: bytes) -> str | None:
    found = pattern.search(text[:MAX_PROLOG])
    return found[1].decode("utf-8", "replace") if found else None
