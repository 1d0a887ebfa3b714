"""Pydantic's kinds of fault, each in a sentence for the person who wrote the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from inspect import isclass
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic_core import ErrorDetails

from causality.datafile.document import Data, Document
from causality.datafile.text import LONGEST_SHOWN, shown
from causality.errors import nearest

__all__ = ["ABOUT_THE_KEY", "ABOUT_THE_PARENT", "said"]

_Said = tuple[str, str]
"""What is wrong, what would be right."""

ABOUT_THE_KEY = frozenset({"extra_forbidden"})
"""Faults of a key: they stand where the key stands and belong to the mapping it is in."""

ABOUT_THE_PARENT = frozenset({"missing"})
"""Faults of the mapping that lacks something."""

_LIST = "a list"
_NO_SPACE_AFTER_COLON = re.compile(r"[\w -]+:\S")
_MAPPING = "a mapping of 'key: value' lines"
_SHAPES = {
    "string_type": "text",
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "mapping_type": _MAPPING,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "float_type": "a number",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "none_required": "nothing",
}
_BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}
_LENGTHS = {
    "too_short": ("min_length", "at least {} items"),
    "too_long": ("max_length", "at most {} items"),
    "string_too_short": ("min_length", "at least {} characters"),
    "string_too_long": ("max_length", "at most {} characters"),
}


def said(
    document: Document,
    schema: type[BaseModel],
    path: tuple[str | int, ...],
    start: int,
    details: ErrorDetails,
) -> _Said:
    """The fault ``details`` at ``path`` in words; the schema holds from step ``start`` on."""
    kind = details["type"]
    if kind == "missing":
        return _missing(schema, path, start)
    if kind == "extra_forbidden":
        return _unknown_key(schema, path, start)
    explained = _EXPLAINED.get(kind, _otherwise)
    return explained(document.value(path), details)


def _missing(schema: type[BaseModel], path: tuple[str | int, ...], start: int) -> _Said:
    *parent, name = path
    if isinstance(name, int):
        return f"item {name + 1} of the list is missing", ""
    descriptions = [
        field.description
        for record in _records_at(schema, tuple(parent[start:]))
        for field in record.model_fields.values()
        if field.alias == name and field.description
    ]
    return f"{shown(name)} is missing", descriptions[0] if descriptions else ""


def _unknown_key(schema: type[BaseModel], path: tuple[str | int, ...], start: int) -> _Said:
    *parent, key = path
    written = str(key)
    known = [
        field.alias or name
        for record in _records_at(schema, tuple(parent[start:]))
        for name, field in record.model_fields.items()
    ]
    right = nearest(written, dict.fromkeys(known)).removeprefix("; ")
    if _NO_SPACE_AFTER_COLON.match(written) and written.partition(":")[0] in known:
        right = "a space is missing after the colon"
    return f"unknown key {shown(written)}", right


def _own_sentence(value: Data, details: ErrorDetails) -> _Said:
    sentence = str(details["ctx"]["error"])
    if isinstance(value, str) and len(value) > LONGEST_SHOWN:
        sentence = sentence.replace(value, "...")
    wrong, _, right = " ".join(sentence.split()).partition("; ")
    return wrong, right


def _shape(value: Data, details: ErrorDetails) -> _Said:
    wanted = _SHAPES[details["type"]]
    if value is None:
        instead = "write [] or leave the key out" if wanted == _LIST else "leave the key out"
        return f"nothing is written where {wanted} should stand", instead
    right = ""
    if wanted == _LIST:
        right = "write [...], or lines that begin with '- '"
    elif wanted == _MAPPING and isinstance(value, str) and _NO_SPACE_AFTER_COLON.match(value):
        right = "a space is missing after the colon"
    return f"{shown(value)} stands where {wanted} should", right


def _bound(value: Data, details: ErrorDetails) -> _Said:
    bound, words = _BOUNDS[details["type"]]
    return f"{shown(value)} is out of range", f"it must be {words} {details['ctx'][bound]:g}"


def _length(value: Data, details: ErrorDetails) -> _Said:
    if isinstance(value, str) and not value.strip():
        return "the text is empty", "write something or leave the key out"
    bound, words = _LENGTHS[details["type"]]
    limit = words.format(details["ctx"][bound])
    return f"{shown(value)} has the wrong length", f"it must have {limit}"


def _word(value: Data, details: ErrorDetails) -> _Said:
    context = details["ctx"]
    words = re.findall(r"'([^']*)'", context.get("expected") or context["expected_tags"])
    allowed = f"allowed: {', '.join(words)}"
    if value is None:
        return "nothing is written where a word should stand", allowed
    if not isinstance(value, str):
        return f"{shown(value)} stands where a word should", allowed
    close = nearest(value, words).removeprefix("; ") if len(value) <= LONGEST_SHOWN else ""
    guess = f"{close} " if close.startswith("did you mean") else ""
    return f"{shown(value)} is not an allowed word", guess + allowed


def _otherwise(_value: Data, details: ErrorDetails) -> _Said:
    message = details["msg"]
    return message[:1].lower() + message[1:], ""


_EXPLAINED: dict[str, Callable[[Data, ErrorDetails], _Said]] = {
    **dict.fromkeys(_SHAPES, _shape),
    **dict.fromkeys(_BOUNDS, _bound),
    **dict.fromkeys(_LENGTHS, _length),
    **dict.fromkeys(("literal_error", "enum"), _word),
    **dict.fromkeys(("value_error", "assertion_error"), _own_sentence),
}


def _records_at(annotation: object, path: tuple[str | int, ...]) -> Iterator[type[BaseModel]]:
    """The records that may stand at ``path`` below a field of this type."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _records_at(arguments[0], path)
    elif origin in (Union, UnionType):
        for argument in arguments:
            yield from _records_at(argument, path)
    elif isclass(annotation) and issubclass(annotation, BaseModel):
        yield from _records_inside(annotation, path)
    elif arguments and path:
        step = path[0]
        fixed = origin is tuple and arguments[-1] is not Ellipsis and isinstance(step, int)
        item = arguments[min(int(step), len(arguments) - 1)] if fixed else _item_type(arguments)
        yield from _records_at(item, path[1:])


def _item_type(arguments: tuple[object, ...]) -> object:
    """Of ``list[X]``, ``tuple[X, ...]`` and ``dict[str, X]``: X."""
    return arguments[0] if arguments[-1] is Ellipsis else arguments[-1]


def _records_inside(
    record: type[BaseModel], path: tuple[str | int, ...]
) -> Iterator[type[BaseModel]]:
    if issubclass(record, RootModel):
        yield from _records_at(record.model_fields["root"].annotation, path)
    elif not path:
        yield record
    else:
        for field in record.model_fields.values():
            if field.alias == path[0]:
                yield from _records_at(field.annotation, path[1:])
