"""Whether everything that a case file names is there: ids, other entries, points in time.

This looks at the plain data of the file, guided by the schema, so that it finds what it can in a
file that has other problems too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from causality.case.case import Case
from causality.case.dates import TimeExpression, parse_time
from causality.case.entries import Dose, Entry
from causality.case.points import DOSE_WORDS, KINDS, RESERVED, point_names
from causality.case.values import Names
from causality.datafile import Document, Record, written_path
from causality.datafile.text import shown
from causality.errors import Problem, nearest

__all__ = ["reference_problems"]

_Keys: TypeAlias = "tuple[str | int, ...]"
_Fault: TypeAlias = "tuple[_Keys, str, str]"

_HUBS = frozenset({"calendar", "day 0"})
"""What times count from without naming a point of the case."""


def reference_problems(document: Document) -> list[Problem]:
    """Every id used twice or not allowed, and every name that nothing answers to."""
    walk = _Walk()
    walk.visit(Case, document.data, ())
    faults = (*_bad_ids(walk), *_dangling_references(walk), *_dangling_points(walk))
    return [document.problem(path, wrong, right) for path, wrong, right in faults]


@dataclass(frozen=True, slots=True)
class _Reference:
    """A field that names an entry of one kind; ``owner`` is the entry it stands in."""

    path: _Keys
    kind: str
    name: str
    owner: str


@dataclass(slots=True)
class _Walk:
    """What the file defines and what it names, in file order."""

    entries: list[tuple[_Keys, type[Entry], str]] = field(default_factory=list)
    references: list[_Reference] = field(default_factory=list)
    times: list[tuple[_Keys, str]] = field(default_factory=list)

    def visit(self, hint: Any, raw: object, path: _Keys, owner: str = "") -> None:
        """Walk ``raw`` as far as it looks like what the schema calls ``hint``."""
        if get_origin(hint) is Annotated:
            base, *marks = get_args(hint)
            for mark in marks:
                if isinstance(mark, Names) and isinstance(raw, str):
                    self.references.append(_Reference(path, mark.kind, raw, owner))
            self.visit(base, raw, path, owner)
        elif hint is TimeExpression and isinstance(raw, str):
            self.times.append((path, raw))
        elif isinstance(hint, type) and issubclass(hint, Record) and isinstance(raw, dict):
            self._visit_record(hint, raw, path, owner)
        else:
            for part, item, step in _parts(hint, raw):
                self.visit(part, item, (*path, *step), owner)

    def _visit_record(
        self, model: type[Record], raw: dict[str, Any], path: _Keys, owner: str
    ) -> None:
        if issubclass(model, Entry):
            name = raw.get("id")
            name = name if isinstance(name, str) else ""
            if name:
                full = f"{owner}.{name}" if model is Dose else name
                self.entries.append(((*path, "id"), model, full))
            owner = name
        for key, hint in _fields(model):
            if key in raw:
                self.visit(hint, raw[key], (*path, key), owner)


def _parts(hint: Any, raw: object) -> Iterator[tuple[Any, object, _Keys]]:
    """What is inside a list, a mapping or a choice of types: its type, its value, the way there."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        yield from ((part, raw, ()) for part in arguments)
    elif origin is tuple and isinstance(raw, list):
        yield from ((arguments[0], item, (i,)) for i, item in enumerate(raw))
    elif origin is dict and isinstance(raw, dict):
        yield from ((arguments[1], item, (key,)) for key, item in raw.items())


@cache
def _fields(model: type[Record]) -> tuple[tuple[str, Any], ...]:
    """The keys of a record as they stand in a file, each with its annotation."""
    hints = get_type_hints(model, include_extras=True)
    return tuple((info.alias or name, hints[name]) for name, info in model.model_fields.items())


def _bad_ids(walk: _Walk) -> Iterator[_Fault]:
    first: dict[str, _Keys] = {}
    for path, model, name in walk.entries:
        if _is_taken(model, name):
            stands_for = RESERVED.get(name, "a point in time of the drug")
            yield path, f"the id {shown(name)} is taken", f"it stands for {stands_for}"
        elif name in first:
            yield path, f"the id {shown(name)} is used twice", f"{written_path(first[name])} has it"
        else:
            first[name] = path


def _is_taken(model: type[Entry], name: str) -> bool:
    """Whether an id stands for something that is not the entry's to name."""
    return name.rpartition(".")[2] in DOSE_WORDS if model is Dose else name in RESERVED


def _dangling_references(walk: _Walk) -> Iterator[_Fault]:
    kinds: dict[str, str] = {}
    for _, model, name in walk.entries:
        kinds.setdefault(name, KINDS[model])
    for reference in walk.references:
        path, kind, name = reference.path, reference.kind, reference.name
        of_kind = [known for known, its_kind in kinds.items() if its_kind == kind]
        if name not in kinds:
            yield path, f"no {kind} {shown(name)}", nearest(name, of_kind).removeprefix("; ")
        elif kinds[name] != kind:
            wrong = f"{shown(name)} is not of kind {kind} but of kind {kinds[name]}"
            yield path, wrong, nearest(name, of_kind).removeprefix("; ")
        elif name == reference.owner:
            yield path, "this names the entry it stands in", "name another, or leave it out"


def _dangling_points(walk: _Walk) -> Iterator[_Fault]:
    points = {"last": None}
    for _, model, name in walk.entries:
        if not _is_taken(model, name):
            points.update(dict.fromkeys(point_names(KINDS[model], name)))
    for path, text in walk.times:
        try:
            anchor = parse_time(text).anchor
        except ValueError:
            continue  # the schema names it
        if anchor is not None and anchor not in points and anchor not in _HUBS:
            yield path, f"no point in time {shown(anchor)}", _near(anchor, tuple(points))


def _near(anchor: str, known: tuple[str, ...]) -> str:
    """What could be meant: another point of the same entry, else the nearest spelling."""
    entry = anchor.partition(".")[0]
    own = [point for point in known if point == entry or point.startswith(f"{entry}.")]
    if own:
        return f"known of {shown(entry)}: {', '.join(own)}"
    return nearest(anchor, known).removeprefix("; ")
