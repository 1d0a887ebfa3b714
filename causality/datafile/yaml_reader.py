"""YAML through PyYAML's C event stream: no tags, no aliases, no guessed types.

``yaml.load`` and ``yaml.compose`` recurse in C and crash on deep nesting; the event stream does
not. Scalars stay text: ``no``, ``010`` and ``2024-03`` are never turned into something else.
"""

from __future__ import annotations

import re

from yaml.cyaml import CBaseLoader
from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from causality.datafile.builder import Builder
from causality.datafile.text import LINE_SEPARATORS, line_starts, place_of
from causality.datafile.yaml_faults import fault_of

__all__ = ["read_yaml"]

_EMPTY = frozenset({"", "null", "~"})
"""What an unquoted scalar may look like and still say "nothing recorded"."""

# Everything outside the printable characters of YAML 1.2, section 5.1.
_NOT_YAML = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]",
)

_LINE_SEPARATOR = re.compile("[" + "".join(map(chr, LINE_SEPARATORS)) + "]")


def read_yaml(text: str, builder: Builder) -> None:
    """Feed ``builder`` with the one document in ``text``; problems go there too."""
    starts = line_starts(text)
    for found in _NOT_YAML.finditer(text):
        place = place_of(found.start(), starts)
        builder.problem(
            *place, f"the character U+{ord(found[0]):04X} may not stand here", "delete it"
        )
    for found in _LINE_SEPARATOR.finditer(text):
        builder.note(*place_of(found.start(), starts), "an odd line separator was read as a space")
    # One character for one, so every place keeps its line and column.
    readable = _NOT_YAML.sub(" ", text).translate(LINE_SEPARATORS)
    parser = CBaseLoader(readable)
    documents = 0
    try:
        while (event := parser.get_event()) is not None:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    builder.stop(*_place(event), "a second document begins", "one file holds one")
            else:
                _feed(event, builder)
    except YAMLError as fault:
        builder.stop(*fault_of(fault, readable, builder.innermost))
    finally:
        parser.dispose()


def _feed(event: Event, builder: Builder) -> None:
    line, column = _place(event)
    if isinstance(event, NodeEvent):
        _refuse_indirection(event, builder)
    if isinstance(event, ScalarEvent):
        builder.scalar(_text(event, builder), line, column)
    elif isinstance(event, AliasEvent):
        builder.scalar(f"*{event.anchor}", line, column)
    elif isinstance(event, MappingStartEvent):
        builder.begin({}, line, column)
    elif isinstance(event, SequenceStartEvent):
        builder.begin([], line, column)
    elif isinstance(event, CollectionEndEvent):
        builder.end()


def _place(event: Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _refuse_indirection(event: NodeEvent, builder: Builder) -> None:
    """Anchors and aliases can unfold into millions of nodes; tags can name code."""
    place = _place(event)
    if isinstance(event, AliasEvent):
        builder.problem(
            *place, "aliases ('*name') are not read", "write the value out, or quote it"
        )
        return
    if event.anchor is not None:
        builder.problem(*place, "anchors ('&name') are not read", "leave it out, or quote the text")
    if isinstance(event, (ScalarEvent, CollectionStartEvent)) and event.tag is not None:
        builder.problem(*place, "tags ('!name') are not read", "leave it out, or quote the text")


def _text(event: ScalarEvent, builder: Builder) -> str | None:
    plain = event.implicit[0] and not event.style
    if plain and event.value in _EMPTY:
        return None
    if plain and event.value == "<<" and builder.wants_key:
        builder.problem(*_place(event), "merge keys ('<<') are not read", "write the entries out")
    return event.value
