"""JSON, read with a list instead of recursion and with the place of every value.

The standard library's parser gives no places, keeps the last of two equal keys, reads ``NaN`` and
recurses. Numbers, ``true`` and ``false`` keep the text they were written with.
"""

from __future__ import annotations

import json
import re
from typing import NoReturn

from causality.datafile.builder import Builder
from causality.datafile.text import line_starts, place_of

__all__ = ["read_json"]

_SPACE = re.compile(r"[ \t\n\r]*+")
_IN_STRING = r'(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+'
_STRING_START = re.compile(f'"{_IN_STRING}')
_TOKEN = re.compile(
    rf"""[ \t\n\r]*+
      (?:(?P<mark>[\[\]{{}}:,])
      | (?P<string>"{_IN_STRING}")
      | (?P<number>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+)(?![\w.+-])
      | (?P<word>true|false|null)(?!\w))""",
    re.VERBOSE,
)
_NOT_A_NUMBER = re.compile(r"[+-]?(?:NaN|nan|Infinity|inf)\b")
_LIKE_A_NUMBER = re.compile(r"[+.-]?[0-9]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_VALUE, _ITEM_OR_END, _KEY, _KEY_OR_END, _COLON, _COMMA_OR_END, _NOTHING = range(7)
_MAY_END = frozenset({_ITEM_OR_END, _KEY_OR_END, _COMMA_OR_END})
_FIRST_INSIDE = {"{": _KEY_OR_END, "[": _ITEM_OR_END}
_END_OF = {"{": "}", "[": "]"}


def read_json(text: str, builder: Builder) -> None:
    """Feed ``builder`` with the one value in ``text``; problems go there too."""
    _Reader(text, builder).read()


class _Reader:
    """Where reading stands: the index, what may come next, the brackets that are open."""

    def __init__(self, text: str, builder: Builder) -> None:
        self.text, self.builder = text, builder
        self.starts = line_starts(text)
        self.at = 0
        self.expected = _VALUE
        self.open: list[tuple[str, int]] = []

    def read(self) -> None:
        while token := _TOKEN.match(self.text, self.at):
            kind = token.lastgroup or ""
            self.at = token.start(kind)
            if self.expected == _NOTHING:
                self._stop("something follows after the end", "one file holds one document")
            self._take(kind, token[kind])
            self.at = token.end()
        space = _SPACE.match(self.text, self.at)
        self.at = space.end() if space else self.at
        if self.at < len(self.text):
            self._refuse()
        if self.open:
            bracket, self.at = self.open[-1]
            self._stop(f"the {bracket!r} that opens here is never closed", "close it")

    def _take(self, kind: str, found: str) -> None:
        ends = self.open and found == _END_OF[self.open[-1][0]]
        if ends and self.expected in _MAY_END:
            self.open.pop()
            self.builder.end()
            self._after_value()
        elif self.expected == _COMMA_OR_END:
            if found != ",":
                self._stop("a comma is missing before this", "separate entries with commas")
            self.expected = _KEY if self.open[-1][0] == "{" else _VALUE
        elif self.expected == _COLON:
            if found != ":":
                self._stop("a colon is missing after the key", 'write "key": value')
            self.expected = _VALUE
        elif self.expected in {_KEY, _KEY_OR_END}:
            if kind != "string":
                self._refuse_key(found)
            self._scalar(self._string(found))
            self.expected = _COLON
        else:
            self._take_value(kind, found)

    def _take_value(self, kind: str, found: str) -> None:
        if found in _FIRST_INSIDE:
            self.builder.begin({} if found == "{" else [], *self._place())
            self.open.append((found, self.at))
            self.expected = _FIRST_INSIDE[found]
        elif kind == "mark":
            self._stop(f"a value is missing before {found!r}", "write one, or take the comma out")
        else:
            value = self._string(found) if kind == "string" else found
            self._scalar(None if found == "null" else value)
            self._after_value()

    def _after_value(self) -> None:
        self.expected = _COMMA_OR_END if self.open else _NOTHING

    def _scalar(self, value: str | None) -> None:
        self.builder.scalar(value, *self._place())

    def _string(self, quoted: str) -> str:
        if "\\" not in quoted:
            return quoted[1:-1]
        text: str = json.loads(quoted)
        if _SURROGATE.search(text):
            self.builder.problem(
                *self._place(),
                "half a character stands here (\\ud800-\\udfff)",
                "write the whole one",
            )
            return _SURROGATE.sub("", text)
        return text

    def _refuse(self) -> NoReturn:
        """Say why no token begins here."""
        if self.expected == _NOTHING:
            self._stop("something follows after the end", "one file holds one document")
        text, at = self.text, self.at
        character = text[at]
        if character == '"':
            self._refuse_string()
        if self.expected in {_KEY, _KEY_OR_END}:
            self._refuse_key(character)
        if character == "'":
            self._stop("single quotes are not JSON", 'use double quotes: "text"')
        if character == "#" or text.startswith(("//", "/*"), at):
            self._stop("JSON has no comments", "leave it out, or use a 'note'")
        if _NOT_A_NUMBER.match(text, at):
            self._stop("not a finite number", "leave the key out if it is not known")
        if _LIKE_A_NUMBER.match(text, at):
            self._stop("not a number as JSON writes it", 'quote it if it is a text: "010"')
        self._stop("not a JSON value", 'text stands in double quotes: "text"')

    def _refuse_key(self, found: str) -> NoReturn:
        if found == "}":
            self._stop("a comma too many stands before '}'", "take it out")
        if found in "#/":
            self._stop("JSON has no comments", "leave it out, or use a 'note'")
        self._stop(
            "a key in double quotes should stand here",
            "a file that begins with '{' or '[' is read as JSON",
        )

    def _refuse_string(self) -> NoReturn:
        """Say why the text that opens here is not one."""
        opened = _STRING_START.match(self.text, self.at)
        stopped = opened.end() if opened else self.at
        character = self.text[stopped : stopped + 1]
        if character in {"", "\n", "\r"}:
            self._stop("the quote that opens here is not closed on its line", r"write \n in a text")
        self.at = stopped
        if character == "\\":
            self._stop("an unknown escape", r"write \\ for a backslash")
        self._stop(f"a control character stands here (U+{ord(character):04X})", "delete it")

    def _stop(self, wrong: str, right: str = "") -> NoReturn:
        self.builder.stop(*self._place(), wrong, right)

    def _place(self) -> tuple[int, int]:
        return place_of(self.at, self.starts)
