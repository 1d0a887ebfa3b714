"""A file that was read: its plain data, and where each value stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from causality.datafile.text import shown
from causality.errors import Problem

__all__ = ["MAX_PROBLEMS", "Data", "Document", "Keys", "Place", "first_problems", "written_path"]

Data: TypeAlias = "dict[str, Data] | list[Data] | str | None"
"""What a file holds before a schema types it: every scalar is the text that was written."""

Keys: TypeAlias = Sequence[str | int]
"""The way to a value: keys of mappings and positions in lists, from the top of the file."""

MAX_PROBLEMS = 100
"""Problems (and notes) listed for one file; whoever mends a hundred may ask again."""

_PLAIN_KEY = re.compile(r"[\w-]+(?: [\w-]+)*")


class Place(NamedTuple):
    """Where a value stands (line and column from 1), where its key stands, what is inside it."""

    line: int
    column: int
    key: tuple[int, int] | None
    inside: dict[str | int, Place]


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its name as messages show it, the hash of its bytes, its data and its places.

    ``data`` holds every scalar as text exactly as written; an unquoted empty value, ``null`` or
    ``~`` is None. ``notes`` tells, by place and never by content, what was left out on reading.
    """

    name: str
    sha256: str
    data: Data
    notes: tuple[str, ...] = ()
    top: Place = field(default=Place(1, 1, None, {}), repr=False, compare=False)

    def position(self, path: Keys) -> tuple[int, int]:
        """Line and column of the value at ``path``, or of its nearest ancestor that exists."""
        place, _ = self._nearest(path)
        return place.line, place.column

    def key_position(self, path: Keys) -> tuple[int, int]:
        """Line and column of the key under which the value at ``path`` stands."""
        place, found = self._nearest(path)
        return place.key if found and place.key else (place.line, place.column)

    def problem(self, path: Keys, wrong: str, right: str = "") -> Problem:
        """A problem with the value at ``path``."""
        return Problem(self.name, *self.position(path), written_path(path), wrong, right)

    def holds(self, path: Keys) -> bool:
        """Whether there is a value (be it an empty one) at ``path``."""
        return self._nearest(path)[1]

    def value(self, path: Keys) -> Data:
        """The value at ``path``; KeyError or IndexError where there is none."""
        data = self.data
        for step in path:
            data = _child(data, step)
        return data

    def _nearest(self, path: Keys) -> tuple[Place, bool]:
        place = self.top
        for step in path:
            if step not in place.inside:
                return place, False
            place = place.inside[step]
        return place, True


def _child(data: Data, step: str | int) -> Data:
    if isinstance(data, dict) and isinstance(step, str):
        return data[step]
    if isinstance(data, list) and isinstance(step, int):
        return data[step]
    raise KeyError(step)


def written_path(path: Keys) -> str:
    """``path`` as people write it: ``drugs[1].doses[0].stop``."""
    written = ""
    for step in path:
        if isinstance(step, int):
            written += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step) and len(shown(step)) == len(step) + 2:
            written += f".{step}" if written else step
        else:
            written += f"[{shown(step)}]"
    return written


def first_problems(problems: Iterable[Problem], name: str) -> list[Problem]:
    """``problems`` in file order; of too many the first, after a line that says so."""
    ordered = sorted(problems)
    if len(ordered) <= MAX_PROBLEMS:
        return ordered
    notice = Problem(name, 0, 0, "", f"more than {MAX_PROBLEMS} problems", "the first ones follow")
    return [notice, *ordered[:MAX_PROBLEMS]]
