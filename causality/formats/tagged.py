"""A report as nested tags, whether it came as XML or as JSON: what E2B(R2) and openFDA share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from causality.formats.xml_source import Node

__all__ = ["Tagged", "each", "one", "tagged", "tags_in", "text"]

Tagged: TypeAlias = "Mapping[str, Sequence[str | Tagged]]"
"""Tag: what stands under it, in order; a text, or tags again."""

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])\^(?=s\b)")


def tagged(element: Node) -> dict[str, list[str | Tagged]]:
    """The children of an XML element, by local name; attributes and mixed text are left out."""
    found: dict[str, list[str | Tagged]] = {}
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        found.setdefault(name, []).append(tagged(child) if len(child) else child.text or "")
    return found


def each(record: Tagged, tag: str) -> Iterator[Tagged]:
    """Every group of tags under ``tag``."""
    return (item for item in record.get(tag, ()) if not isinstance(item, str))


def one(record: Tagged, tag: str) -> Tagged:
    """The first group under ``tag``, or an empty one."""
    return next(each(record, tag), {})


def text(record: Tagged, tag: str) -> str | None:
    """The first text under ``tag``; None where it is empty.

    FAERS writes an apostrophe as ``^``.
    """
    for item in record.get(tag, ()):
        if isinstance(item, str) and item.strip():
            return _APOSTROPHE.sub("'", item.strip())
    return None


def tags_in(record: Tagged) -> Iterator[str]:
    """Every tag, at any depth."""
    for tag, items in record.items():
        yield tag
        for item in items:
            if not isinstance(item, str):
                yield from tags_in(item)
