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

__all__ = ["COLUMNS", "read_vaers", "reports"]

COLUMNS = frozenset({"recvdate", "symptom1", "vaers_id", "vax_type"})
"""Any of these tells a table of VAERS."""
_KEY = "vaers_id"
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
    listed = [(file, columns_of(file)) for file in files]
    needs = {kind.name: kind.needs for kind in _KINDS}
    seen: set[int] = set()
    for group in sets(listed, _KINDS).values():
        tables = {kind: Table(file, kind, _KEY, {}, needs[kind]) for kind, file in group.items()}
        for key, row in tables["DATA"].in_order():
            yield _report(tables, key, row, seen)
        yield from _left_over(tables, seen)


def _report(
    tables: Mapping[str, Table], key: int | None, row: Row | BadLine, seen: set[int]
) -> Report:
    place = f"DATA line {row.line}"
    if key is None:
        wrong = row.wrong if isinstance(row, BadLine) else ""
        return Report(None, place, refusal=f"{wrong} ({place})")
    if isinstance(row, BadLine):
        seen.add(key)
        return Report(None, str(key), refusal=f"{row.wrong} ({place})")
    id_ = row.text(_KEY) or str(key)
    if key in seen:
        return Report(None, id_, refusal=f"stands more than once; not this line ({place})")
    seen.add(key)
    vaccines = tuple(tables["VAX"].rows(key))
    symptoms = tuple(tables["SYMPTOMS"].rows(key))
    return report_of(reported(row, vaccines, symptoms, id_))


def _left_over(tables: Mapping[str, Table], seen: set[int]) -> Iterator[Report]:
    """Rows of reports that DATA does not have, and lines of no report at all."""
    others = [tables[kind].index for kind in ("VAX", "SYMPTOMS")]
    for key in np.unique(np.concatenate([index.places.keys() for index in others])).tolist():
        if key not in seen:
            yield Report(None, str(key), refusal="it has vaccines or symptoms, and no line in DATA")
    for kind in ("VAX", "SYMPTOMS"):
        for line in tables[kind].index.bad:
            name = tables[kind].name.rpartition("/")[2]
            yield Report(None, f"{name} line {line.line}", refusal=line.wrong)
