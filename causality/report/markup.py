"""Markup as a tree, for HTML and SVG alike: the one place where text is escaped.

Names of elements and attributes come from code only. Every text and every value of an attribute is
data: it is cleaned of control characters and escaped when the tree is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from causality.datafile.text import without_hidden

__all__ = ["Element", "Node", "Value", "element", "number", "words_of", "written"]

Node: TypeAlias = "Element | str"
Value: TypeAlias = str | float | None

_VOID = frozenset({"br", "col", "hr", "meta"})
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_ESCAPED = re.compile("[&<>\"']")
_HALVES = re.compile("[\ud800-\udfff]")  # of surrogate pairs: they have no bytes
_ENDS = (".00", "0")


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its attributes and what stands inside it."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Node, ...] = ()


def element(tag: str, *children: Node | None, **attributes: Value) -> Element:
    """An element; attributes that are None are left out.

    ``class_`` stands for ``class``, ``aria_label`` for ``aria-label``; a capital stays as it is
    (``viewBox``). Numbers are written with at most two decimals.
    """
    given = tuple(
        (name.rstrip("_").replace("_", "-"), value if isinstance(value, str) else number(value))
        for name, value in attributes.items()
        if value is not None
    )
    return Element(tag, given, tuple(child for child in children if child is not None))


def number(value: float) -> str:
    """A coordinate: at most two decimals, none where there is nothing behind the point."""
    text = f"{value:.2f}"
    return text[:-3] if text.endswith(_ENDS[0]) else text.removesuffix(_ENDS[1])


def written(node: Node) -> str:
    """The tree as text."""
    return "".join(_parts(node))


def words_of(node: Node) -> str:
    """Everything in the tree that people read, in order."""
    return node if isinstance(node, str) else " ".join(map(words_of, node.children))


def _parts(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield _escaped(node)
        return
    yield f"<{node.tag}"
    for name, value in node.attributes:
        yield f' {name}="{_escaped(value)}"'
    yield ">"
    if node.tag in _VOID:
        return
    for child in node.children:
        yield from _parts(child)
    yield f"</{node.tag}>"


def _escaped(text: str) -> str:
    shown = _HALVES.sub("\ufffd", without_hidden(text))
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], shown)
