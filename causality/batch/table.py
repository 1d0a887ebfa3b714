"""The table of pairs: its columns, their types, and what stands in the metadata of each part."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from causality.assessment.contract import json_text
from causality.batch.extra import arrow, parquet
from causality.vocabulary import MEASURES, VOCABULARY

__all__ = [
    "SCHEMA",
    "Column",
    "as_ipc",
    "as_part",
    "coded_schema",
    "columns",
    "empty",
    "from_ipc",
    "schema",
]

SCHEMA = "causality/pairs/1"
"""A change of meaning changes the number; a new column does not."""

Kind: TypeAlias = Literal["text", "value", "texts", "whole", "number"]

_METADATA = b"causality"
_COMPRESSION = "zstd"
_ROW_GROUP = 1 << 16


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name and what it holds.

    A text, a value out of a closed list, several texts, a whole number, a number.
    """

    name: str
    kind: Kind = "text"


def columns(methods: Iterable[str]) -> tuple[Column, ...]:
    """The columns of a table made with these methods, in order."""
    return tuple(_columns(methods))


def _columns(methods: Iterable[str]) -> Iterator[Column]:
    for name in ("source", "report", "case", "drug", "drug_name", "event", "event_term"):
        yield Column(name)
    for name in MEASURES:
        yield Column(f"{name}_from", "number")
        yield Column(f"{name}_to", "number")
    for name in VOCABULARY:
        yield Column(name, "value")
    for name in methods:
        yield Column(name, "value")
        for part in ("score", "score_from", "score_to"):
            yield Column(f"{name}_{part}", "whole")
        yield Column(f"{name}_possible", "texts")
    for name in ("share", "share_prior", "share_range_from", "share_range_to"):
        yield Column(name, "number")
    for name in ("share_from", "share_to"):
        yield Column(name, "number")
    yield Column("abstain")
    yield Column("excluded")
    yield Column("documented_from", "number")
    yield Column("documented_to", "number")
    yield Column("findings_known", "whole")
    yield Column("notes", "whole")
    yield Column("warnings", "texts")


def schema(told: Sequence[Column]) -> Any:
    """The Arrow schema of a table of these columns."""
    return _schema(told, arrow().string(), arrow().string())


def coded_schema(told: Sequence[Column]) -> Any:
    """The same where texts out of a closed list are numbers beside that list."""
    pa = arrow()
    value, several = (pa.dictionary(width, pa.string()) for width in (pa.int8(), pa.int16()))
    return _schema(told, value, several)


def _schema(told: Sequence[Column], value: Any, several: Any) -> Any:
    pa = arrow()
    types = {
        "text": pa.string(),
        "value": value,
        "texts": pa.list_(several),
        "whole": pa.int32(),
        "number": pa.float64(),
    }
    return pa.schema([(column.name, types[column.kind]) for column in told])


def empty(told: Sequence[Column]) -> Any:
    """A record batch of these columns without a row."""
    form = schema(told)
    return arrow().record_batch([arrow().nulls(0, field.type) for field in form], schema=form)


def as_ipc(batch: Any) -> bytes:
    """A record batch in the form in which it goes from one process to another."""
    sink = io.BytesIO()
    with arrow().ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return sink.getvalue()


def from_ipc(batches: Iterable[bytes]) -> Iterator[Any]:
    """The record batches again."""
    for batch in batches:
        yield from arrow().ipc.open_stream(batch)


def as_part(
    told: Sequence[Column], batches: Iterable[Any], metadata: Mapping[str, object]
) -> bytes:
    """Record batches as one Parquet file; the same rows give the same bytes however cut.

    Values may be coded or plain, in all batches that have a row alike; a reader gets texts.
    """
    pa = arrow()
    found = [batch for batch in batches if batch.num_rows]
    whole = pa.Table.from_batches(found or [empty(told)])
    sink = io.BytesIO()
    with parquet().ParquetWriter(
        sink,
        whole.schema,
        compression=_COMPRESSION,
        # Bounds of a group of rows serve a search; nobody searches for a value by them.
        write_statistics=[one.name for one in told if one.kind not in {"value", "texts"}],
        store_schema=False,
    ) as writer:
        writer.add_key_value_metadata({_METADATA: json_text(metadata, None).encode()})
        writer.write_table(whole.combine_chunks(), row_group_size=_ROW_GROUP)
    return sink.getvalue()
