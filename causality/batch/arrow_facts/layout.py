"""What a row of the facts of reports holds, nested: names, kinds, codes and meanings.

One row is one report. Its pairs and its events are lists in it, and what a pair or an event has
several of are lists in those. Columns of the facts keep the names and codes they have everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from causality.batch.arrow_facts.of_events import EVENT_CODES, EVENT_MEANINGS, EVENT_ROWS
from causality.batch.report_facts import DOCUMENTED, PARTS
from causality.findings.causes.event_facts import COLUMNS
from causality.findings.fact_tables import TABLES, Column

__all__ = ["ID", "METADATA", "REPORTS", "Field", "Rows"]

ID = "causality/facts/1"
"""A change of meaning changes the number; a new column does not."""

METADATA = b"causality"
"""The key of the metadata, of the schema and of each field."""

Kind: TypeAlias = Literal["text", "code", "whole", "number", "lo", "hi"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column: a text, a code, a whole number, any number, or one end of bounds.

    ``needed``: it may not be left out, and no value of it may be missing. ``by_name``: the group of
    columns with which it is filled from the names of drug and event where all of them are left out.
    ``bits`` is the width of a whole number. ``to`` names the table whose rows it counts.
    """

    name: str
    kind: Kind
    meaning: str
    codes: tuple[str, ...] = ()
    unit: str = ""
    needed: bool = False
    by_name: str = ""
    bits: int = 32
    to: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one kind, a list in each row of the one above; ``inside`` are lists in each.

    ``needed``: the list may not be left out, though it may be empty.
    """

    name: str
    meaning: str
    fields: tuple[Field, ...]
    inside: tuple[Rows, ...] = ()
    needed: bool = False


_BY_NAME = {
    "reaction": "reaction",
    "liver_event": "liver event",
    "healing_time": "healing time",
    "window_basis": "window",
    "suggestive_window": "window",
    "compatible_window": "window",
    "onset_after_clock": "window",
}
_ABOUT_PAIRS = {
    "episode": "Each stop, change of dose or stretch of continued intake.",
    "re_exposure": "Each time the drug, or placebo, was given again.",
    "alternative": "Each named cause that is not a drug.",
    "co_suspect": "Each other suspect drug.",
    "observation": "Each examination of the event.",
    "specific_test": "Each test that links the drug to the event.",
    "level": "Each concentration of the drug.",
    "earlier": "Each earlier intake of the drug, or of a similar one.",
    "laboratory": "Each value that can be read, of a liver injury only.",
    "other_drug": "Each other drug of the report, for a liver injury only.",
    "liver_cause": "Each named cause of a liver injury that is no drug.",
}


def _facts(column: Column, *, pair: bool) -> Iterator[Field]:
    """The fields of one column of the facts; bounds are two."""
    by_name = _BY_NAME.get(column.name, "") if pair else ""
    if column.kind == "code":
        yield Field(column.name, "code", column.meaning, column.codes, by_name=by_name)
        return
    ends: tuple[tuple[Kind, str], ...] = (("lo", "At least. "), ("hi", "At most. "))
    for kind, word in ends:
        yield Field(
            f"{column.name}_{kind}",
            kind,
            f"{word}{column.meaning}",
            unit=column.unit,
            by_name=by_name,
            bits=64,
        )


def _table(table: str) -> tuple[Field, ...]:
    return tuple(
        field for column in TABLES[table].values() for field in _facts(column, pair=table == "pair")
    )


def _of_events(table: str) -> tuple[Field, ...]:
    return tuple(
        _of_event(table, name, dtype().itemsize * 8, dtype().dtype.kind)
        for name, dtype in COLUMNS[table].items()
        if name != "event"
    )


def _of_event(table: str, name: str, bits: int, kind: str) -> Field:
    meaning, by_name, to = EVENT_MEANINGS[table, name]
    if codes := EVENT_CODES.get((table, name), ()):
        return Field(name, "code", meaning, codes, by_name=by_name)
    if kind == "f":
        return Field(name, "number", meaning, by_name=by_name, bits=64)
    needed = (table, name) in {("member", "pair"), ("joint", "first")}
    bits = 32 if to in ("pairs", "member", "rival") else bits
    return Field(name, "whole", meaning, needed=needed, by_name=by_name, bits=bits, to=to)


_PAIRS = Rows(
    "pairs",
    "Each drug with each event: judged ones first, then those weighed, then the others.",
    (
        Field("drug", "text", "Id of the drug in the report.", needed=True),
        Field("drug_name", "text", "The drug in words, as it is looked up.", needed=True),
        Field("event", "whole", "Which of the events, from 0.", needed=True, to="events"),
        Field(
            "part",
            "code",
            "Judged: a row of the table of pairs. Weighed: only as another cause. By the role where"
            " it is left out; besides, where there is none.",
            PARTS,
        ),
        *(
            Field(f"documented_{name}", "code", f"What is told of: {name}.", codes)
            for name, codes in DOCUMENTED.items()
        ),
        *_table("pair"),
    ),
    tuple(Rows(table, meaning, _table(table)) for table, meaning in _ABOUT_PAIRS.items()),
    needed=True,
)

_EVENTS = Rows(
    "events",
    "Each event, in the order of the report.",
    (
        Field("id", "text", "Id of the event in the report.", needed=True),
        Field("term", "text", "The event in words, as it is looked up.", needed=True),
        *_of_events("event"),
    ),
    tuple(Rows(table, meaning, _of_events(table)) for table, meaning in EVENT_ROWS.items()),
    needed=True,
)

REPORTS = Rows(
    "reports",
    "One row for each report.",
    (
        Field("source", "text", "Where the report is from; empty where it is left out."),
        Field("report", "text", "The number of the report.", needed=True),
        Field("case", "text", "Id of the case; the number of the report where it is left out."),
        Field("notes", "whole", "How many remarks were made in reading; 0 where left out."),
        Field(
            "contradictions",
            "whole",
            "How many sets of dates cannot all hold; 0 where left out.",
        ),
    ),
    (_PAIRS, _EVENTS),
)
