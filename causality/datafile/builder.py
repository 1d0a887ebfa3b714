"""Builds data and places from a stream of nodes; the checks that YAML and JSON share are here.

Nothing recurses: depth lives on a list, so a hostile file ends in a problem, never in a crash.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from causality.datafile.document import MAX_PROBLEMS, Data, Place, written_path
from causality.datafile.text import shown, without_hidden
from causality.errors import Problem

__all__ = ["MAX_DEPTH", "MAX_NODES", "Builder", "Unreadable"]

MAX_DEPTH = 32
"""Mappings and lists within one another; case and model schemas need about ten."""

MAX_NODES = 200_000
"""Mappings, lists, keys and values in one file."""


class Unreadable(Exception):
    """The rest of the file cannot be read; the reason is already among the problems."""


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled."""

    container: dict[str, Data] | list[Data]
    place: Place
    key: str | None = None
    """The key whose value comes next or was last filled; None where that key was refused."""
    key_place: tuple[int, int] = (0, 0)
    wants_key: bool = False


class Builder:
    """Takes nodes in file order; afterwards ``data``, ``top``, ``problems`` and ``notes`` hold."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.data: Data = None
        self.top = Place(1, 1, None, {})
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self._open: list[_Open] = []
        self._nodes = 0

    @property
    def innermost(self) -> tuple[int, int]:
        """Line and column of the mapping or list that is being filled."""
        place = self._open[-1].place if self._open else self.top
        return place.line, place.column

    def begin(self, container: dict[str, Data] | list[Data], line: int, column: int) -> None:
        """Enter an empty mapping or list that stands at ``line`` and ``column``."""
        if len(self._open) == MAX_DEPTH:
            self.stop(line, column, f"nested more than {MAX_DEPTH} deep", "no entry needs that")
        place = Place(line, column, self._key_place(), {})
        if self.wants_key:
            self.problem(line, column, "a key must be plain words", f"not {shown(container)}")
        self._attach(None if self.wants_key else container, place)
        self._open.append(_Open(container, place, wants_key=isinstance(container, dict)))

    def end(self) -> None:
        """Leave the mapping or list entered last."""
        self._open.pop()

    def scalar(self, value: str | None, line: int, column: int) -> None:
        """Add a text, an empty value, or - where a mapping waits for one - a key."""
        if value is not None and (clean := without_hidden(value)) != value:
            value = clean
            self.note(line, column, "control characters were removed")
        place = Place(line, column, self._key_place(), {})
        if self.wants_key and value in {None, ""}:
            self.problem(line, column, "a key is empty", "write a word before the colon")
            value = None
        self._attach(value, place)

    def problem(self, line: int, column: int, wrong: str, right: str = "") -> None:
        """Record a problem with the entry that is read or awaited; too many end the reading."""
        path = written_path(self._path())
        self.problems.append(Problem(self.name, line, column, path, wrong, right))
        if len(self.problems) > MAX_PROBLEMS:
            raise Unreadable

    def note(self, line: int, column: int, what: str) -> None:
        """Tell what was left out on reading, by place and never by content."""
        if len(self.notes) < MAX_PROBLEMS:
            self.notes.append(f"{self.name}:{line}:{column}: {what}")
        elif len(self.notes) == MAX_PROBLEMS:
            self.notes.append(f"{self.name}: more places like these follow")

    def stop(self, line: int, column: int, wrong: str, right: str = "") -> NoReturn:
        """Record a problem of the file as such, after which nothing more can be read."""
        self.problems.append(Problem(self.name, line, column, "", wrong, right))
        raise Unreadable

    @property
    def wants_key(self) -> bool:
        """Whether the next node is a key of a mapping."""
        return bool(self._open) and self._open[-1].wants_key

    def _key_place(self) -> tuple[int, int] | None:
        if not self._open or isinstance(self._open[-1].container, list):
            return None
        return self._open[-1].key_place

    def _attach(self, value: Data, place: Place) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self.stop(place.line, place.column, f"more than {MAX_NODES:,} entries in one file")
        if not self._open:
            self.data, self.top = value, place
            return
        parent = self._open[-1]
        if isinstance(parent.container, list):
            parent.place.inside[len(parent.container)] = place
            parent.container.append(value)
        elif parent.wants_key:
            parent.wants_key = False
            parent.key_place = (place.line, place.column)
            parent.key = self._new_key(value, parent)
        else:
            parent.wants_key = True
            if parent.key is not None:
                parent.place.inside[parent.key] = place
                parent.container[parent.key] = value

    def _new_key(self, value: Data, parent: _Open) -> str | None:
        if not isinstance(value, str):
            return None
        if value in parent.container:
            line, column = parent.place.inside[value].key or (0, 0)
            parent.key = None
            self.problem(
                *parent.key_place,
                f"the key {shown(value)} is written twice",
                f"the first stands in line {line}, column {column}",
            )
            return None
        return value

    def _path(self) -> list[str | int]:
        """The path of the value that is read or awaited; of the mapping where a key is awaited."""
        path: list[str | int] = []
        for depth, level in enumerate(self._open, start=1):
            innermost = depth == len(self._open)
            if isinstance(level.container, list):
                path.append(len(level.container) - (not innermost))
            elif level.key is not None and not (innermost and level.wants_key):
                path.append(level.key)
        return path
