"""Facts of reports to a record batch, column by column; what is missing becomes null."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.arrow_facts.layout import REPORTS, Field, Rows
from causality.batch.arrow_facts.schema import facts_schema, field_type, row_fields
from causality.batch.extra import arrow
from causality.batch.report_facts import DOCUMENTED, ReportFacts
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.findings.causes.event_facts import COLUMNS
from causality.findings.fact_tables import TABLES
from causality.findings.facts import MISSING

__all__ = ["as_record_batch"]

_Rows = NDArray[np.int64]


def as_record_batch(told: ReportFacts) -> Any:
    """One row for each report, in their order; grounds, labels and sources are left behind."""
    pa = arrow()
    pairs, events = _inside(REPORTS, "pairs"), _inside(REPORTS, "events")
    arrays = {
        "pairs": _lists(pairs, told.reports, told.pair_report, _pairs(told, pairs)),
        "events": _lists(events, told.reports, told.event_report, _events(told, events)),
    }
    values: Mapping[str, Any] = {
        "source": told.source,
        "report": told.report,
        "case": told.case,
        "notes": told.notes,
        "contradictions": told.contradictions,
    }
    arrays |= {field.name: _array(field, values[field.name]) for field in REPORTS.fields}
    schema = facts_schema()
    return pa.RecordBatch.from_arrays([arrays[name] for name in schema.names], schema=schema)


def _inside(rows: Rows, name: str) -> Rows:
    return next(one for one in rows.inside if one.name == name)


def _pairs(told: ReportFacts, rows: Rows) -> dict[str, Any]:
    values: dict[str, Any] = {
        "drug": told.drug,
        "drug_name": told.drug_name,
        "event": _within(told.pair_event, told.pair_report, told.event_report),
        "part": told.part,
        **{f"documented_{name}": told.documented[name] for name in DOCUMENTED},
        **told.facts.arrays["pair"],
    }
    found = {field.name: _array(field, values[field.name]) for field in rows.fields}
    for table in TABLES:
        if table != "pair":
            child = _inside(rows, table)
            arrays = told.facts.arrays[table]
            columns = {field.name: _array(field, arrays[field.name]) for field in child.fields}
            found[table] = _lists(child, told.facts.n, arrays["pair"], columns)
    return found


def _events(told: ReportFacts, rows: Rows) -> dict[str, Any]:
    events = told.events
    values: dict[str, Any] = {
        "id": told.event,
        "term": told.event_term,
        **events.arrays["event"],
    }
    found = {field.name: _array(field, values[field.name]) for field in rows.fields}
    member, joint, rival = (events.events(name) for name in ("member", "joint", "rival"))
    numbered = {
        ("member", "pair"): (told.event_report[member], told.pair_report),
        ("joint", "first"): (joint, member),
        ("joint", "second"): (joint, member),
        ("test", "rival"): (events.events("test"), rival),
    }
    for table in COLUMNS:
        if table != "event":
            child = _inside(rows, table)
            columns = {}
            for field in child.fields:
                column = events.column(table, field.name)
                if (table, field.name) in numbered:
                    column = _within(column, *numbered[table, field.name])
                columns[field.name] = _array(field, column)
            found[table] = _lists(child, events.n, events.events(table), columns)
    return found


def _within(rows: _Rows, above: _Rows, theirs: _Rows) -> _Rows:
    """Rows of a table as numbers within what is above both; -1 stays.

    ``above`` is where the naming row belongs, ``theirs``, sorted, where each row named does.
    """
    return np.where(rows < 0, rows, rows - np.searchsorted(theirs, above))


def _lists(rows: Rows, above: int, parent: _Rows, columns: Mapping[str, Any]) -> Any:
    """Rows with a sorted parent as one list for each of ``above`` parents."""
    pa = arrow()
    ends = np.zeros(above + 1, dtype=np.int32)
    np.cumsum(np.bincount(parent, minlength=above), out=ends[1:])
    fields = row_fields(rows)
    inside = pa.StructArray.from_arrays(
        [columns[field.name] for field in fields], fields=list(fields)
    )
    return pa.Array.from_buffers(
        pa.list_(pa.struct(fields)), above, [None, pa.py_buffer(ends)], children=[inside]
    )


def _array(field: Field, values: Any) -> Any:
    """One column; null where a code, a bound or a number is missing."""
    pa = arrow()
    if field.kind == "text":
        if pa.types.is_dictionary(values.type):
            values = values.dictionary_decode()
        return values.cast(pa.string())
    type_ = field_type(field)
    held = np.ascontiguousarray(values, dtype=np.dtype(type_.to_pandas_dtype()))
    known = _known(field, held)
    mask = None
    if not known.all():
        mask = pa.py_buffer(np.packbits(known, bitorder="little"))
    return pa.Array.from_buffers(type_, len(held), [mask, pa.py_buffer(held)])


def _known(field: Field, values: NDArray[Any]) -> NDArray[np.bool_]:
    known: NDArray[np.bool_]
    if field.kind == "lo":
        known = values != OPEN_LO
    elif field.kind == "hi":
        known = values != OPEN_HI
    elif field.kind == "number":
        known = ~np.isnan(values)
    else:
        known = values != MISSING
    return known
