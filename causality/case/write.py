"""From a ``Case`` to a case file that people like to read; reading it back gives the same case."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from causality.case.case import Case

__all__ = ["write_case"]

_Value: TypeAlias = Any
"""What pydantic dumps: a mapping, a sequence, text, a number, or None."""

_WIDTH = 100
_LAST = ("source", "by", "note", "assumed")
"""Keys of every entry that stand behind what the entry says."""

# What a text written without quotes may be: no sign with a meaning of its own at its start, no `: `
# or ` #` inside, and on one line with others nothing at which a list or mapping would end.
_BARE = re.compile(r"[^\W_](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff:#]|:(?=[^ ])|(?<! )#)*")
_ENDS = frozenset(",[]{}")
_NULLS = frozenset({"null", "Null", "NULL"})
_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BROKEN = re.compile(r"[\ud800-\udfff]")


def write_case(case: Case) -> str:
    """The case as YAML. Only what was stated is written, in the order of the schema.

    A case that holds more than a case file may (1 MB) is written all the same, but not read back.
    """
    data = case.model_dump(by_alias=True, exclude_unset=True)
    return "".join(f"{line}\n" for line in _mapping(_ordered(data), 0))


def _ordered(data: Mapping[str, _Value]) -> dict[str, _Value]:
    """The keys of an entry with its source behind what it says; what is not stated left out."""
    keys = [*(key for key in data if key not in _LAST), *(key for key in _LAST if key in data)]
    return {key: _plain(data[key]) for key in keys if data[key] is not None}


def _plain(value: _Value) -> _Value:
    if isinstance(value, Mapping):
        return _ordered(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value


def _mapping(data: Mapping[str, _Value], indent: int) -> Iterator[str]:
    space = " " * indent
    for key, value in data.items():
        head = f"{space}{_scalar(key)}:"
        if not isinstance(value, (dict, list)):
            yield f"{head} {_scalar(value)}"
            continue
        short = f"{head} {_flow(value)}"
        if not value or (len(short) <= _WIDTH and _is_flat(value)):
            yield short
            continue
        yield head
        if isinstance(value, list):
            yield from _list(value, indent + 2)
        else:
            yield from _mapping(value, indent + 2)


def _list(items: Sequence[_Value], indent: int) -> Iterator[str]:
    space = " " * indent
    for item in items:
        short = f"{space}- {_flow(item)}"
        if not isinstance(item, dict) or not item or (len(short) <= _WIDTH and _is_small(item)):
            yield short
            continue
        first, *rest = _mapping(item, indent + 2)
        yield f"{space}- {first.strip()}"
        yield from rest


def _is_flat(value: _Value) -> bool:
    """Whether a value holds no entries of its own, so that one line shows it well."""
    items = value.values() if isinstance(value, dict) else value
    return not any(isinstance(item, (dict, list)) for item in items)


def _is_small(item: Mapping[str, _Value]) -> bool:
    return all(not isinstance(value, (dict, list)) or _is_flat(value) for value in item.values())


def _flow(value: _Value) -> str:
    if isinstance(value, dict):
        pairs = (f"{_scalar(key, on_line=True)}: {_flow(item)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return _scalar(value, on_line=True)


def _scalar(value: _Value, *, on_line: bool = False) -> str:
    """One value; ``on_line`` where a list or mapping stands on one line around it."""
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    text = str(value)
    bare = _BARE.fullmatch(text) and not text.endswith(" ") and text not in _NULLS
    if bare and not (on_line and _ENDS.intersection(text)):
        return text
    quoted = _BROKEN.sub("\N{REPLACEMENT CHARACTER}", json.dumps(text, ensure_ascii=False))
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
