"""The Arrow schema of the facts of reports, with the meaning and the codes of each field in it."""

from __future__ import annotations

from functools import cache
from typing import Any

from causality.assessment.contract import json_text
from causality.batch.arrow_facts.layout import ID, METADATA, REPORTS, Field, Rows
from causality.batch.extra import arrow

__all__ = ["facts_schema", "field_type", "row_fields"]


@cache
def facts_schema() -> Any:
    """The schema of a record batch of facts; ``causality/facts/1`` stands in its metadata."""
    told = {METADATA: json_text({"schema": ID}, None).encode()}
    return arrow().schema(row_fields(REPORTS), metadata=told)


@cache
def row_fields(rows: Rows) -> tuple[Any, ...]:
    """The fields of rows of one kind, lists of those inside last."""
    pa = arrow()
    fields = [
        pa.field(one.name, field_type(one), nullable=True, metadata={METADATA: _told(one)})
        for one in rows.fields
    ]
    for one in rows.inside:
        told = {METADATA: json_text({"meaning": one.meaning}, None).encode()}
        fields.append(pa.field(one.name, pa.list_(pa.struct(row_fields(one))), metadata=told))
    return tuple(fields)


def field_type(field: Field) -> Any:
    """The type in which a field is written."""
    pa = arrow()
    if field.kind == "text":
        return pa.string()
    if field.kind == "code":
        return pa.int8()
    if field.kind == "number":
        return pa.float64()
    return {8: pa.int8(), 16: pa.int16(), 32: pa.int32(), 64: pa.int64()}[field.bits]


def _told(field: Field) -> bytes:
    told: dict[str, object] = {"meaning": field.meaning}
    if field.codes:
        told["codes"] = list(field.codes)
    if field.unit:
        told["unit"] = field.unit
    return json_text(told, None).encode()
