"""Names and texts of the entries of a case, made from what the report calls them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any, TypeAlias

from causality.case.points import DOSE_WORDS, RESERVED
from causality.datafile.record import file_key
from causality.datafile.text import without_hidden

__all__ = ["LONGEST_TEXT", "Fields", "Names", "clean", "record", "slug"]

Fields: TypeAlias = dict[str, Any]
"""One entry as a case file writes it, before the schema types it."""

LONGEST_TEXT = 4_000
"""Characters of one text of a case; a longer one is cut, and a note says so."""

_key = cache(file_key)
_APART = re.compile(r"[^a-z0-9]+")
_SPACE = re.compile(r"\s+")
_CUT = " [...]"
_EMPTY = (None, "", ())
_LONGEST_WORD = 28
_LONGEST_ID = 60


def record(**values: object) -> Fields:
    """The entry with these fields, under the keys of a case file; what is empty is left out."""
    return {_key(name): value for name, value in values.items() if value not in _EMPTY}


def slug(text: str, otherwise: str, longest: int = _LONGEST_WORD) -> str:
    """``text`` as an identifier: plain lower-case words joined by hyphens, whole where they fit."""
    plain = text[: 8 * longest]
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).casefold()
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    name = _APART.sub("-", plain.casefold()).strip("-")
    if len(name) > longest:
        head, _, _ = name[: longest + 1].rpartition("-")
        name = head or name[:longest]
    if not name:
        return otherwise
    return name if name[0].isalpha() else f"{otherwise}-{name}"


def clean(text: str | None) -> str | None:
    """``text`` on one line, without hidden characters, cut to what a case can hold; else None."""
    if text is None:
        return None
    if text.isascii() and text.isprintable() and "  " not in text:
        line = text.strip()
    else:
        line = _SPACE.sub(" ", without_hidden(text)).strip()
    if len(line) > LONGEST_TEXT:
        line = line[: LONGEST_TEXT - len(_CUT)].rstrip() + _CUT
    return line or None


class Names:
    """Gives out identifiers, each once."""

    def __init__(self) -> None:
        self._taken = set(RESERVED) | DOSE_WORDS
        self._next: dict[str, int] = {}

    def new(self, *parts: str) -> str:
        """An identifier that nobody has: the parts joined, and a number if that is taken."""
        wanted = "-".join(parts)[:_LONGEST_ID].rstrip("-")
        name = wanted
        number = self._next.get(wanted, 2)
        while name in self._taken:
            name = f"{wanted[: _LONGEST_ID - 6]}-{number}"
            number += 1
        self._next[wanted] = number
        self._taken.add(name)
        return name
