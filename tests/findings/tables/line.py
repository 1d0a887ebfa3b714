"""One line of a truth table: facts, and what follows from them, derived by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from causality.case.dates import DAY, OPEN_HI, OPEN_LO
from causality.findings.facts import TABLES, Facts, facts_from_rows

__all__ = ["OPEN", "Line", "days", "facts_of", "line"]

OPEN = (OPEN_LO, OPEN_HI)


@dataclass(frozen=True, slots=True)
class Line:
    """Facts of one pair; the row that must decide, the values it must leave, and why.

    ``row`` is -1 where the reporter's statement is taken; ``disagrees`` says whether it differs.
    """

    why: str
    row: int
    values: frozenset[str]
    pair: Mapping[str, Any]
    children: Mapping[str, Sequence[Mapping[str, Any]]]
    disagrees: bool = False


def line(
    why: str,
    row: int,
    values: str,
    *,
    pair: Mapping[str, Any] | None = None,
    disagrees: bool = False,
    **children: Sequence[Mapping[str, Any]],
) -> Line:
    """A line; ``values`` are separated by `` | ``, child tables come by name."""
    return Line(why, row, frozenset(values.split(" | ")), pair or {}, children, disagrees)


def days(lo: float, hi: float | None = None) -> tuple[int, int]:
    """Bounds in minutes, given in days; one number is an exact time."""
    return round(lo * DAY), round((lo if hi is None else hi) * DAY)


def facts_of(lines: Iterable[Line]) -> Facts:
    """The facts of all lines, one pair each, in their order."""
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for number, one in enumerate(lines):
        rows["pair"].append(dict(one.pair))
        for table, children in one.children.items():
            rows[table] += [{"pair": number, **child} for child in children]
    return facts_from_rows(rows)
