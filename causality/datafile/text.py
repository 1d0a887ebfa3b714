"""Bytes to text: the encoding, line numbers, and characters that must never reach a screen."""

from __future__ import annotations

import re
from bisect import bisect_right

__all__ = [
    "LINE_SEPARATORS",
    "LONGEST_SHOWN",
    "decoded",
    "line_starts",
    "on_one_line",
    "place_of",
    "place_of_byte",
    "shown",
    "without_hidden",
]

LONGEST_SHOWN = 40
"""Characters; a message never repeats a longer value (it may hold a patient's words)."""

LINE_SEPARATORS = {0x85: " ", 0x2028: " ", 0x2029: " "}
"""Next line, line separator, paragraph separator: line breaks to some readers, not to others."""

# C0 and C1 controls except newline and tab (they drive terminals), and the marks that reorder
# or hide text on a screen (bidirectional controls and the deprecated ones beside them).
_HIDDEN_RANGES = (
    (0x00, 0x08),
    (0x0B, 0x1F),
    (0x7F, 0x9F),
    (0x061C, 0x061C),
    (0x200E, 0x200F),
    (0x202A, 0x202E),
    (0x2066, 0x206F),
)
_REMOVED: dict[int, str | None] = {
    code: None for first, last in _HIDDEN_RANGES for code in range(first, last + 1)
} | LINE_SEPARATORS
_HIDDEN = re.compile("[" + "".join(f"\\u{code:04x}" for code in sorted(_REMOVED)) + "]")
_LINE_END = re.compile(r"\r\n|\r|\n")


def decoded(raw: bytes) -> str:
    """The text of ``raw``; a byte order mark is dropped.

    Raises ``UnicodeDecodeError``, whose ``start`` is the offset of the first byte that is not
    UTF-8.
    """
    return raw.decode("utf-8").removeprefix("\ufeff")


def line_starts(text: str) -> list[int]:
    """The index at which every line of ``text`` begins."""
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def place_of(index: int, starts: list[int]) -> tuple[int, int]:
    """Line and column (from 1, in characters) of ``index``, given the ``line_starts``."""
    line = bisect_right(starts, index)
    return line, index - starts[line - 1] + 1


def place_of_byte(raw: bytes, offset: int) -> tuple[int, int]:
    """Line and column of the byte at ``offset``, all bytes before it being UTF-8."""
    text = decoded(raw[:offset])
    return place_of(len(text), line_starts(text))


def on_one_line(name: str) -> str:
    """A file name as a message may show it."""
    return without_hidden(name).replace("\n", " ").replace("\t", " ")


def without_hidden(text: str) -> str:
    """``text`` without control characters; odd line separators become a space."""
    return text.translate(_REMOVED) if _HIDDEN.search(text) else text


def shown(value: object) -> str:
    """``value`` as a message may repeat it: short, quoted, printable; else only what it is."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, str):
        return repr(value) if len(value) <= LONGEST_SHOWN else f"a text of {len(value)} characters"
    return "an empty value" if value is None else f"a {type(value).__name__}"
