"""Writes ``case-format.md`` and ``schema/case-1.json`` from the schema of a case."""  # noqa: INP001 - a script

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from causality.case.case import Case
from causality.case.dates import Duration, TimeExpression
from causality.case.entries import Entry
from causality.case.points import KINDS, POINTS, RESERVED
from causality.case.schema import case_schema
from causality.case.values import AGE_BANDS, Age, Names, TextOrNumber
from causality.datafile import Identifier, Number, Record, WholeNumber

DOCS = Path(__file__).parent
PLAIN = {
    Age: "age",
    Duration: "length of time",
    Identifier: "id",
    Number: "number",
    TextOrNumber: "text or number",
    TimeExpression: "time",
    WholeNumber: "whole number",
    str: "text",
}
INTRODUCTION = """\
# The case file

<!-- Written by docs/generate_case_format.py from the schema; change that, not this page. -->

A case file says what was reported about one patient: YAML or JSON, one case a file. This page is
made from the same schema that reads the file. {download}`case-1.json <schema/case-1.json>` is that
schema for editors (JSON Schema, draft-07).

How a file is read:

- Every scalar is text until the schema types it: `no`, `010` and `2024-03` stay what they are.
- A key that is not on this page is refused, and so are keys written twice, anchors, aliases and
  tags. All problems of a file come in one go, each with line and column.
- A key left out says nothing. `unknown` says that nobody knows. Neither is ever read as "no".
- Every fact has an `id`: lower-case letters, digits, `-` and `_`, a letter first. No two facts of a
  case share one, except that a dose needs its own within its drug only: `first` of the drug
  `dara` is `dara.first`.
- Facts that name one another do so by id. A name that nothing answers to is an error; dates that
  cannot all hold are not: the clash is named and the rest is assessed.

What the tables below call

- a *time* is as precise as it is known and never padded: `2024`, `2024-03`, `2024-03-05`,
  `2024-03-05T14:30`, `2024-03-01/2024-03-09`, `about 2024-03 (+-10 d)`, `day 3`, `day 3..8`,
  `hour 6`, `week 2`, `3 d after dara.start`, `2-3 wk after dara.stop`, `before lep.onset`,
  `lep.onset`, `unknown`;
- a *length of time* is written `18 d +- 9 d`, `3-5 d`, `2 wk` or `unknown`;
- an *age* is written `56 y`, `45-64 y`, `3 mo`, or as one of {ages}.

A key in **bold** must be there.
"""
POINTS_TEXT = """
## Points in time

Every time in a case has a name, so that other times can refer to it: `3 d after dara.start`,
`before lep.onset`, `mri45`. The name exists whether or not the time is known.

| fact | its points |
|---|---|
"""
RESERVED_TEXT = """
`<drug>.start` is the first start and `<drug>.stop` the last stop of all its doses. `last` is the
last information.

These ids stand for something already, so no fact may take them: {reserved}. No dose may be called
`start` or `stop`.
"""


def page() -> str:
    """The whole page."""
    ages = ", ".join(f"`{band}`" for band in AGE_BANDS)
    parts = [INTRODUCTION.replace("{ages}", ages)]
    for record in _records(Case):
        parts.append(f"\n## {_title(record)}\n\n{' '.join((record.__doc__ or '').split())}\n\n")
        if issubclass(record, Entry) and record is not Entry:
            parts.append("Beside what [every fact](#every-fact) has:\n\n")
        parts.append("| key | value | meaning |\n|---|---|---|\n")
        parts += [_row(name, hint, info) for name, hint, info in _own_fields(record)]
    parts.append(POINTS_TEXT)
    parts += [
        f"| {kind} | {', '.join(f'`<id>.{end}`' if end else '`<id>`' for end in points)} |\n"
        for kind, points in POINTS.items()
    ]
    reserved = ", ".join(f"`{name}`" for name in sorted(RESERVED))
    parts.append(RESERVED_TEXT.format(reserved=reserved))
    return "".join(parts)


def schema_text() -> str:
    """The JSON Schema as it is shipped."""
    return json.dumps(case_schema(), ensure_ascii=False, indent=2) + "\n"


def _records(top: type[Record]) -> list[type[Record]]:
    """``top``, what every entry has, and every record inside, in reading order."""
    found: dict[type[Record], None] = {top: None, Entry: None}

    def visit(hint: Any) -> None:
        if isinstance(hint, type) and issubclass(hint, Record):
            if hint is top or hint not in found:
                found[hint] = None
                for _, inner, _ in _own_fields(hint):
                    visit(inner)
        else:
            for inner in get_args(hint):
                visit(inner)

    visit(top)
    return list(found)


def _own_fields(record: type[Record]) -> Iterator[tuple[str, Any, FieldInfo]]:
    hints = get_type_hints(record, include_extras=True)
    shared = Entry.model_fields if issubclass(record, Entry) and record is not Entry else {}
    for name, info in record.model_fields.items():
        if name not in shared:
            yield info.alias or name, hints[name], info


def _row(key: str, hint: Any, info: FieldInfo) -> str:
    shown = f"**`{key}`**" if info.is_required() else f"`{key}`"
    meaning = (info.description or "").replace("|", "\\|")
    if isinstance(info.default, str):
        meaning += f" Left out: `{info.default}`."
    return f"| {shown} | {_value(hint)} | {meaning} |\n"


def _value(hint: Any) -> str:
    """What may be written there, in words."""
    if hint in PLAIN:
        return PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, Record):
        return f"[{_title(hint)}](#{_title(hint).lower().replace(' ', '-')})"
    if get_origin(hint) is Annotated:
        base, *marks = get_args(hint)
        for mark in marks:
            if isinstance(mark, Names):
                return f"id of {'an' if mark.kind[0] in 'aeiou' else 'a'} {mark.kind}"
        return _value(base)
    return _composed(get_origin(hint), get_args(hint))


def _composed(origin: Any, arguments: tuple[Any, ...]) -> str:
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in arguments)
    if origin in {Union, UnionType}:
        return " or ".join(_value(part) for part in arguments if part is not NoneType)
    if origin is tuple:
        return f"list of: {_value(arguments[0])}"
    if origin is dict:
        return f"mapping to: {_value(arguments[1])}"
    return "anything"


def _title(record: type[Record]) -> str:
    if record is Entry:
        return "Every fact"
    if issubclass(record, Entry):
        return KINDS[record].capitalize()
    words = "".join(
        f" {letter.lower()}" if letter.isupper() else letter for letter in record.__name__
    )
    return words.strip().capitalize()


if __name__ == "__main__":
    (DOCS / "case-format.md").write_text(page(), encoding="utf-8")
    (DOCS / "schema" / "case-1.json").write_text(schema_text(), encoding="utf-8")
