"""VAERS files to reports: a line of DATA with its vaccines and its symptoms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from causality.formats.case_of import report_of
from causality.formats.packets import Input
from causality.formats.report import Report
from causality.formats.tables.files import OpenFiles, files_of
from causality.formats.tables.quarter import Kind, columns_of, sets
from causality.formats.tables.row import BadLine, Row
from causality.formats.tables.table import File, Table
from causality.formats.vaers.report import reported

__all__ = [
    "COLUMNS",
    "JOINED",
    "KEY",
    "of_no_report",
    "read_vaers",
    "reports",
    "unread",
    "why_again",
    "without_data",
    "years_of",
]

COLUMNS = frozenset({"recvdate", "symptom1", "vaers_id", "vax_type"})
"""Any of these tells a table of VAERS."""
KEY = "vaers_id"
"""The column that says whose a row is."""
JOINED = ("VAX", "SYMPTOMS")
"""The tables beside DATA."""
_KINDS = (
    Kind("VAX", frozenset({"vax_type", "vax_name"}), ("vax_name",), required=True),
    Kind("SYMPTOMS", frozenset({"symptom1"}), ("symptom1",), required=True),
    Kind("DATA", frozenset({"recvdate", "vax_date", "onset_date"}), (), required=True),
)


def read_vaers(source: Input, name: str | None = None) -> Iterator[Report]:
    """Every report of a folder, of a packet, or of one file and the two beside it, in its order.

    A report that is no report any more says why. Raises ``InputError`` where a file cannot be
    used, or one is missing.
    """
    with OpenFiles() as stack:
        yield from reports(files_of(source, name, stack))


def reports(files: Sequence[File]) -> Iterator[Report]:
    """The same for files that are open, of any number of years."""
    seen: set[int] = set()
    for year in years_of(files):
        tables = {kind: table for kind, (_, table) in year.items()}
        for key, row in tables["DATA"].in_order():
            yield _report(tables, key, row, seen)
        yield from _left_over(tables, seen)


def years_of(files: Sequence[File]) -> Iterator[Mapping[str, tuple[File, Table]]]:
    """The files and tables of each year, by kind."""
    listed = [(file, columns_of(file)) for file in files]
    needs = {kind.name: kind.needs for kind in _KINDS}
    for group in sets(listed, _KINDS).values():
        yield {
            kind: (file, Table(file, kind, KEY, {}, needs[kind])) for kind, file in group.items()
        }


def unread(key: int | None, row: Row | BadLine) -> Report:
    """What becomes of a line of DATA that is none, or that has no number."""
    place = f"DATA line {row.line}"
    wrong = row.wrong if isinstance(row, BadLine) else ""
    return Report(None, place if key is None else str(key), refusal=f"{wrong} ({place})")


def why_again(line: int) -> str:
    """The reason why a second line of DATA with the number of a report is not read."""
    return f"stands more than once; not this line (DATA line {line})"


def without_data(key: int) -> Report:
    """What becomes of the rows of a report that DATA does not have."""
    return Report(None, str(key), refusal="it has vaccines or symptoms, and no line in DATA")


def of_no_report(table: Table, line: BadLine) -> Report:
    """What becomes of a line of VAX or SYMPTOMS that belongs to no report."""
    name = table.name.rpartition("/")[2]
    return Report(None, f"{name} line {line.line}", refusal=line.wrong)


def _report(
    tables: Mapping[str, Table], key: int | None, row: Row | BadLine, seen: set[int]
) -> Report:
    if key is not None and isinstance(row, BadLine):
        seen.add(key)
    if key is None or isinstance(row, BadLine):
        return unread(key, row)
    id_ = row.text(KEY) or str(key)
    if key in seen:
        return Report(None, id_, refusal=why_again(row.line))
    seen.add(key)
    vaccines = tuple(tables["VAX"].rows(key))
    symptoms = tuple(tables["SYMPTOMS"].rows(key))
    return report_of(reported(row, vaccines, symptoms, id_))


def _left_over(tables: Mapping[str, Table], seen: set[int]) -> Iterator[Report]:
    """Rows of reports that DATA does not have, and lines of no report at all."""
    others = [tables[kind].index for kind in JOINED]
    for key in np.unique(np.concatenate([index.places.keys() for index in others])).tolist():
        if key not in seen:
            yield without_data(key)
    for kind in JOINED:
        for line in tables[kind].index.bad:
            yield of_no_report(tables[kind], line)
