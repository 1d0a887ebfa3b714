"""Where in the bytes of an XML message something may be added, so that all else stays as it is.

The parser that reads reports gives no byte offsets; expat does. It sees only messages that the
locked-down reader has read before: they declare no entities.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from causality.formats.packets import unusable

__all__ = ["Insertion", "Spot", "attribute", "plain", "scan", "spliced"]

_TAG = re.compile(rb"<((?:[\w.-]+:)?)")
_INDENT = re.compile(rb"(\r?\n[ \t]*)$")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XSI = "xmlns:xsi"


@dataclass(frozen=True, slots=True)
class Spot:
    """One element of a message: names from the outermost, and its bytes.

    ``tag`` is where its start tag begins, ``close`` where its end tag does, ``end`` what follows.
    ``break_`` is the line break and indentation before it, ``prefix`` that of its namespace;
    ``has_xsi`` says whether the prefix of schema instances may be used in it.
    """

    path: tuple[str, ...]
    number: int
    tag: int
    close: int
    end: int
    break_: str
    prefix: str
    has_xsi: bool


@dataclass(frozen=True, slots=True)
class Insertion:
    """Text to be added before the byte ``at``."""

    at: int
    text: str


def scan(
    raw: bytes, name: str, report: str, wanted: Callable[[tuple[str, ...]], bool]
) -> tuple[list[Spot], str]:
    """Every element whose path is ``wanted``, in the order in which they end, and the encoding.

    Paths are local names; a spot's ``number`` counts the elements ``report`` from 1.
    """
    parser = expat.ParserCreate()
    open_: list[tuple[str, int, bool]] = []
    spots: list[Spot] = []
    state = {"number": 0}
    encoding = ["utf-8"]

    def declared(_: str, said: str | None, __: int) -> None:
        encoding[0] = said or encoding[0]

    def start(tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        state["number"] += local == report
        has_xsi = _XSI in attributes or (bool(open_) and open_[-1][2])
        open_.append((local, parser.CurrentByteIndex, has_xsi))

    def end(_: str) -> None:
        path = tuple(local for local, _, _ in open_)
        _, at, has_xsi = open_.pop()
        if wanted(path):
            close = parser.CurrentByteIndex
            indent = _INDENT.search(raw[max(at - 200, 0) : at])
            prefix = _TAG.match(raw, at)
            spots.append(
                Spot(
                    path,
                    state["number"],
                    at,
                    close,
                    raw.index(b">", close) + 1,
                    indent[1].decode() if indent else "",
                    prefix[1].decode("ascii", "replace") if prefix else "",
                    has_xsi,
                )
            )

    parser.XmlDeclHandler = declared
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, LookupError, ValueError):
        wrong = "damaged, or in an encoding that cannot be written into"
        raise unusable(name, wrong, "save it as UTF-8") from None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
        raise unusable(name, "UTF-16, which cannot be written into", "save it as UTF-8")
    return spots, encoding[0]


def spliced(raw: bytes, insertions: list[Insertion], encoding: str) -> bytes:
    """The message with everything added, and every other byte as it was."""
    parts, done = [], 0
    for one in sorted(insertions, key=lambda item: item.at):
        parts += [raw[done : one.at], one.text.encode(encoding, "xmlcharrefreplace")]
        done = one.at
    return b"".join([*parts, raw[done:]])


def plain(text: str) -> str:
    """``text`` as the content of an element."""
    return escape(_NOT_XML.sub("", text))


def attribute(text: str) -> str:
    """``text`` as the value of an attribute, with its quotes."""
    return quoteattr(_NOT_XML.sub("", text))
