"""Reports out of a stream of JSON, one at a time: of ``results``, of a list, of lines.

The bytes are searched for the end of the report at hand, so that nothing but it is in memory and a
damaged one does not cost those behind it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

__all__ = ["MAX_DAMAGED", "MAX_DEPTH", "MAX_REPORT", "Item", "items"]

MAX_REPORT = 16_000_000
"""Bytes of one report; the longest of FAERS have less than a tenth."""
MAX_DEPTH = 32
"""Levels of objects and lists in one report; openFDA needs six."""
MAX_DAMAGED = 200
"""Damaged reports after which a file is given up: every one costs a search."""

Json: TypeAlias = "dict[str, Any]"

_ENVELOPE = 262_144
"""Bytes within which ``results`` begin, where a file has them."""
_RESULTS = re.compile(rb'"results"\s*:\s*\[')
_PATIENT = re.compile(rb'"patient"\s*:')
_BLANK = re.compile(rb"[\s,]*")
_MARK = re.compile(rb'["{}\[\]]')
_IN_TEXT = re.compile(rb'["\\\n]')
_BORDER = re.compile(rb'\}\s*,?\s*(?=\{\s*")')
_OPENING = b"{["
_CUT = "it ends in the middle"


@dataclass(frozen=True, slots=True)
class Item:
    """One report: the line it begins in and what it holds; or its bytes and what is wrong."""

    line: int
    data: Json | None
    wrong: str = ""
    raw: bytes = b""


class _Window:
    """The bytes at hand, which grow on demand; ``line`` is where they begin."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self.bytes = bytearray()
        self.line = 1

    def more(self) -> bool:
        """Read on; False at the end."""
        chunk = next(self._chunks, b"")
        self.bytes += chunk
        return bool(chunk)

    def used(self, count: int) -> None:
        """Forget the first ``count`` bytes."""
        self.line += self.bytes.count(b"\n", 0, count)
        del self.bytes[:count]

    def first(self) -> int | None:
        """The first byte that is no blank and no comma; None at the end."""
        while True:
            found = _BLANK.match(self.bytes)
            self.used(found.end() if found else 0)
            if self.bytes:
                return self.bytes[0]
            if not self.more():
                return None

    def find(self, pattern: re.Pattern[bytes], at: int) -> re.Match[bytes] | None:
        """The next match from ``at`` on, within the size of one report."""
        while True:
            found = pattern.search(self.bytes, at)
            if found is not None:
                return found
            at = max(at, len(self.bytes))
            if at > MAX_REPORT or not self.more():
                return None


def items(chunks: Iterable[bytes]) -> Iterator[Item]:
    """Every report of a file, in order; a damaged one is told, and the search goes on behind it.

    A file that holds ``results`` gives what stands in them, a list its members, and objects one
    behind the other each of themselves.
    """
    window = _Window(chunks)
    listed = _enter(window)
    damaged = 0
    while (byte := window.first()) is not None and not (listed and byte == ord("]")):
        end, wrong = _end(window) if byte == ord("{") else (None, "something that is no report")
        if end is not None:
            raw = bytes(window.bytes[:end])
            data, wrong = _loaded(raw)
            if data is not None:
                yield Item(window.line, data)
                window.used(end)
                continue
        damaged += 1
        yield Item(window.line, None, wrong, bytes(window.bytes[:_ENVELOPE]))
        if damaged >= MAX_DAMAGED:
            yield Item(window.line, None, f"more than {MAX_DAMAGED} damaged reports; given up")
            return
        if end is not None:
            window.used(end)
        elif not _to_next(window):
            return


def _enter(window: _Window) -> bool:
    """Go to where the reports begin; whether they stand in a list."""
    while len(window.bytes) < _ENVELOPE and window.more():
        pass
    if window.bytes.startswith(b"\xef\xbb\xbf"):
        window.used(3)
    first = window.first()
    if first == ord("["):
        window.used(1)
        return True
    found = _RESULTS.search(window.bytes, 0, _ENVELOPE)
    patient = _PATIENT.search(window.bytes, 0, _ENVELOPE)
    if found is None or (patient is not None and patient.start() < found.start()):
        return False
    window.used(found.end())
    return True


def _end(window: _Window) -> tuple[int | None, str]:
    """Where the object that begins the window ends; None where it never does, with the reason."""
    at = depth = 0
    while True:
        found = window.find(_MARK, at)
        if found is None:
            long = len(window.bytes) > MAX_REPORT
            return None, "more than one report can hold" if long else _CUT
        at = found.end()
        if found[0] == b'"':
            behind = _text_end(window, at)
            if behind is None:
                cut = window.bytes.find(b"\n", at) < 0 and len(window.bytes) <= MAX_REPORT
                return None, _CUT if cut else "damaged JSON: a text that does not end in its line"
            at = behind
        elif found[0] in _OPENING:
            depth += 1
            if depth > MAX_DEPTH:
                return None, f"lists and objects more than {MAX_DEPTH} deep"
        else:
            depth -= 1
            if depth == 0:
                return at, ""
        if at > MAX_REPORT:
            return None, "more than one report can hold"


def _text_end(window: _Window, at: int) -> int | None:
    while True:
        found = window.find(_IN_TEXT, at)
        if found is None or found[0] == b"\n":
            return None
        if found[0] == b'"':
            return found.end()
        at = found.end() + 1


def _loaded(raw: bytes) -> tuple[Json | None, str]:
    """The object, every number and word as text; or what is wrong with it."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None, "bytes that are not UTF-8"
    try:
        data = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as fault:
        return None, f"damaged JSON at its character {fault.pos + 1}"
    return (data, "") if isinstance(data, dict) else (None, "something that is no report")


def _to_next(window: _Window) -> bool:
    """Go behind what is damaged, to the next object that is a report; False where none comes."""
    at = 1
    while True:
        found = window.find(_BORDER, at)
        if found is None:
            return False
        window.used(found.end())
        at = 0
        end, _ = _end(window)
        data = _loaded(bytes(window.bytes[:end]))[0] if end is not None else None
        if data is not None and ("patient" in data or "safetyreportid" in data):
            return True
