"""What differs between two versions of a case, fact by fact, and each difference made alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel

from causality.case.case import Case
from causality.case.entries import Entry
from causality.case.points import entries_of
from causality.case.references import reference_problems
from causality.datafile import Document

__all__ = [
    "FactChange",
    "FieldChange",
    "changed_facts",
    "data_of",
    "entry_in",
    "make",
    "with_one_change",
]

Data: TypeAlias = dict[str, Any]
_Steps: TypeAlias = "tuple[tuple[str, str | None], ...]"

_UNREAD = frozenset({"published", "expected"})
_PARTS = {"patient": "patient", "day-0": "day 0", "last": "last information"}
_PARTS |= {"follow-up": "follow-up"}
"""What has no id of its own: the reserved id, and the key it stands under."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value of a fact before and after, as a file writes it; None where it is left out."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class FactChange:
    """One entry that was added, removed or changed. Fields are told for a changed one only."""

    entry: str
    kind: str
    change: Literal["added", "removed", "changed"]
    fields: tuple[FieldChange, ...] = ()


def changed_facts(old: Case, new: Case) -> tuple[FactChange, ...]:
    """Every entry that differs, in the order of the new case; what was removed comes last.

    What stands inside an entry that was added or removed as a whole is told with it.
    """
    before, after = entries_of(old), entries_of(new)
    found = []
    for entry, (kind, record) in after.items():
        if entry not in before:
            found.append(FactChange(entry, kind, "added"))
        elif fields := tuple(_fields(_flat(before[entry][1]), _flat(record))):
            found.append(FactChange(entry, kind, "changed", fields))
    for entry, (kind, _) in before.items():
        if entry not in after:
            found.append(FactChange(entry, kind, "removed"))
    whole = {one.entry for one in found if one.change != "changed"}
    around = {**_parents(data_of(old)), **_parents(data_of(new))}
    return tuple(one for one in found if one.entry not in whole or around[one.entry] not in whole)


def with_one_change(old: Case, new: Case, change: FactChange) -> Case | None:
    """The old case with this one difference; None where it cannot stand without others."""
    changed, after = data_of(old), data_of(new)
    if not make(changed, after, change) or reference_problems(Document("", "", changed)):
        return None
    return Case.model_validate(changed)


def make(data: Data, after: Data, change: FactChange) -> bool:
    """Make one difference in ``data``, a case; false where its place is not there."""
    steps = dict(_places(data if change.change == "removed" else after)).get(change.entry)
    if steps is None:
        return False
    if change.change == "removed":
        return _remove(data, steps)
    return _put(data, steps, _at(after, steps))


def entry_in(data: Data, entry: str) -> Data | None:
    """The mapping of one entry inside a case as plain data; None where it has none."""
    steps = dict(_places(data)).get(entry)
    found = None if steps is None else _at(data, steps)
    return found if isinstance(found, dict) else None


def _fields(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[FieldChange]:
    for field in dict.fromkeys((*before, *after)):
        if before.get(field) != after.get(field):
            yield FieldChange(field, before.get(field), after.get(field))


def _flat(record: object) -> Mapping[str, str]:
    """The values of an entry by their key, without the entries inside it."""
    if not isinstance(record, BaseModel):
        return {"at": getattr(record, "text", str(record))}
    inside = {
        name
        for name in type(record).model_fields
        if isinstance(getattr(record, name), Entry)
        or any(isinstance(one, Entry) for one in _several(getattr(record, name)))
    }
    return dict(_leaves(record.model_dump(by_alias=True, mode="json", exclude=inside), ""))


def _several(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _leaves(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        if value:
            yield path, ", ".join(map(str, value))
    elif value is not None:
        yield path, str(value)


def data_of(case: Case) -> Data:
    """The case as plain data, without what no method reads."""
    return case.model_dump(by_alias=True, mode="json", exclude=set(_UNREAD), exclude_defaults=True)


def _parents(data: Data) -> Mapping[str, str | None]:
    """The entry around each entry, None where there is none."""
    names = {steps: entry for entry, steps in _places(data)}
    return {entry: names.get(steps[:-1]) for entry, steps in _places(data)}


def _places(data: Data) -> Iterator[tuple[str, _Steps]]:
    """Every entry and the way to it: the keys, and the id where a key holds a list."""
    for part, key in _PARTS.items():
        if key in data:
            yield part, ((key, None),)
    yield from _inside(data, (), "")
    yield from _inside(data.get("patient", {}), (("patient", None),), "")


def _inside(data: Data, steps: _Steps, prefix: str) -> Iterator[tuple[str, _Steps]]:
    for key, value in data.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and "id" in item:
                name = item["id"]
                here = (*steps, (key, name if isinstance(value, list) else None))
                yield f"{prefix}{name}" if key == "doses" else name, here
                yield from _inside(item, here, f"{name}.")


def _child(data: Data, key: str, name: str | None) -> Any:
    if name is None:
        return data.get(key)
    return next((item for item in data.get(key, []) if item["id"] == name), None)


def _at(data: Data, steps: _Steps) -> Any:
    found: Any = data
    for key, name in steps:
        found = None if found is None else _child(found, key, name)
    return found


def _put(data: Data, steps: _Steps, value: Any) -> bool:
    """Put ``value`` in its place, keeping the entries that are inside what stood there before."""
    parent = _at(data, steps[:-1])
    if parent is None:
        return False
    key, name = steps[-1]
    there = _child(parent, key, name)
    if isinstance(there, dict) and isinstance(value, dict):
        kept = {one: item for one, item in there.items() if _holds_entries(item)}
        own = {one: item for one, item in value.items() if not _holds_entries(item)}
        there.clear()
        there.update({**own, **kept})
    elif name is None:
        parent[key] = deepcopy(value)
    else:
        parent.setdefault(key, []).append(deepcopy(value))
    return True


def _holds_entries(value: object) -> bool:
    items = value if isinstance(value, list) else [value]
    return any(isinstance(item, dict) and "id" in item for item in items)


def _remove(data: Data, steps: _Steps) -> bool:
    """Take out what stands there; a part of the case is there, because its place was found."""
    parent = _at(data, steps[:-1])
    key, name = steps[-1]
    if name is None:
        del parent[key]
    else:
        parent[key] = [item for item in parent[key] if item["id"] != name]
    return True
