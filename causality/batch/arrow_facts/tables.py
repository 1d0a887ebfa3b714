"""Nested rows to flat tables: lists are cut open, and each row knows the row it stood in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.arrays import array_of
from causality.batch.arrow_facts.cells import known_of, missing, raw_of, texts, values
from causality.batch.arrow_facts.faults import Faults, short
from causality.batch.arrow_facts.layout import Field, Rows
from causality.batch.extra import arrow, compute
from causality.errors import nearest

__all__ = ["Table", "table_of"]

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Table:
    """``n`` rows of one kind: ``above`` is the row each stood in, ``report`` its report.

    ``given`` are the names of the columns that are there. One that holds nothing but nulls and has
    no type is there only if another column of its group is.
    """

    n: int
    above: Places
    report: Places
    columns: Mapping[str, Any]
    given: frozenset[str]
    inside: Mapping[str, Table]


def table_of(rows: Rows, batch: Any, faults: Faults) -> Table:
    """The rows of a record batch, taken apart; faults are collected, nothing is raised."""
    names = batch.schema.names
    own = np.arange(batch.num_rows, dtype=np.int64)
    columns = dict(zip(names, batch.columns, strict=True))
    return _Taken(faults).table(rows, names, columns, (own, own), "")


class _Taken:
    """Takes rows apart, kind by kind."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def table(
        self,
        rows: Rows,
        names: list[str],
        columns: Mapping[str, Any],
        places: tuple[Places, Places],
        path: str,
        *,
        absent: bool = False,
    ) -> Table:
        """The rows of one kind; no column is missed where the whole list is ``absent``."""
        above, report = places
        there = {
            name: column
            for name, column in columns.items()
            if not arrow().types.is_null(column.type)
        }
        known = (*(one.name for one in rows.fields), *(one.name for one in rows.inside))
        for name in dict.fromkeys(names):
            if name not in known:
                right = nearest(name, known).removeprefix("; ")
                self._faults.add(f"{path}{short(name)}", "unknown column", right)
            elif names.count(name) > 1:
                self._faults.add(f"{path}{name}", "the column is there more than once")
        found = {
            field.name: self._column(field, there.get(field.name), report, path, absent=absent)
            for field in rows.fields
        }
        return Table(
            n=len(above),
            above=above,
            report=report,
            columns=found,
            given=_given(rows, names, there),
            inside={
                one.name: self._inside(one, there.get(one.name), report, path)
                for one in rows.inside
            },
        )

    def _column(self, field: Field, column: Any, report: Places, path: str, *, absent: bool) -> Any:
        n = len(report)
        if column is None:
            if field.needed and not absent:
                self._faults.add(f"{path}{field.name}", "the column is missing")
            if field.kind == "text":
                return array_of((None,) * n, arrow().string())
            return missing(field, n)
        told = texts if field.kind == "text" else values
        found = told(field, column, f"{path}{field.name}", report, self._faults)
        if field.kind == "text" and field.name == "report":
            self._faults.reports(found)
        return found

    def _inside(self, rows: Rows, column: Any, report: Places, path: str) -> Table:
        name = f"{path}{rows.name}"
        none = np.zeros(0, dtype=np.int64)
        if column is None:
            if rows.needed:
                self._faults.add(name, "the column is missing")
            return self.table(rows, [], {}, (none, none), f"{name}.", absent=True)
        if not _holds_rows(column):
            self._faults.add(name, f"holds {short(str(column.type))}", "write a list of structs")
            return self.table(rows, [], {}, (none, none), f"{name}.", absent=True)
        sizes = compute().list_value_length(column)
        sizes = np.where(known_of(sizes), raw_of(sizes), 0)
        above = np.repeat(np.arange(len(report), dtype=np.int64), sizes)
        inside = column.flatten()
        of_report = report[above]
        self._faults.at(name, ~known_of(inside), of_report, "null in place of a row")
        fields = [inside.type.field(i).name for i in range(inside.type.num_fields)]
        columns = dict(zip(fields, inside.flatten(), strict=True))
        return self.table(rows, fields, columns, (above, of_report), f"{name}.")


def _given(rows: Rows, names: Collection[str], there: Collection[str]) -> frozenset[str]:
    groups = {field.by_name for field in rows.fields if field.name in there} - {""}
    beside = (field.name for field in rows.fields if field.by_name in groups)
    return frozenset(there) | frozenset(beside).intersection(names)


def _holds_rows(column: Any) -> bool:
    """Whether a column is a list of structs, of any of the kinds that Arrow has."""
    types, type_ = arrow().types, column.type
    of = (types.is_list, types.is_large_list, types.is_fixed_size_list)
    return any(kind(type_) for kind in of) and bool(types.is_struct(type_.value_type))
