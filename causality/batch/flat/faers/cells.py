"""Rows of one table for many reports: their cells as codes of distinct texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.extra import arrow, csv
from causality.batch.flat.texts import Texts
from causality.formats.tables.scan import digits_at
from causality.formats.tables.table import Table

__all__ = ["Cells", "cells_of", "rows_in"]

_GAP = 1 << 16
"""Bytes between two stretches that are rather read than gone over."""
_WINDOW = 1 << 24
_NUMBER = "drug_seq"


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of a table in the order of the reports, and of the file for each: ``report`` of each.

    ``number`` is the number of a drug in the report, where the table has one and the cell holds
    nothing but its digits; else -1.
    """

    report: NDArray[np.int64]
    number: NDArray[np.int64]
    columns: dict[str, Texts]

    def __len__(self) -> int:
        return len(self.report)

    def __getitem__(self, column: str) -> Texts:
        return self.columns[column]


def cells_of(table: Table | None, keys: NDArray[np.int64], wanted: Sequence[str]) -> Cells:
    """The rows of all reports with these keys, each of which stands once and has plain lines."""
    if table is None:
        return _nothing(wanted)
    _, offsets, lengths = table.index.places.of_many(keys)
    return rows_in(table, offsets, lengths, keys, wanted)


def rows_in(
    table: Table,
    offsets: NDArray[np.int64],
    lengths: NDArray[np.int64],
    keys: NDArray[np.int64],
    wanted: Sequence[str],
) -> Cells:
    """The rows in some stretches of the file, which stand in the order of ``keys``."""
    raw = _raw(table, offsets, lengths)
    if not raw:
        return _nothing(wanted)
    shape = table.shape
    width = len(table.columns) + (shape is not None and shape.ends)
    places = {name: at for at, name in enumerate(table.columns)}
    read = csv().read_csv(
        arrow().BufferReader(raw),
        csv().ReadOptions(
            use_threads=False,
            block_size=len(raw) + 1,
            column_names=[f"c{at}" for at in range(width)],
        ),
        csv().ParseOptions(
            delimiter="$", quote_char=False, double_quote=False, ignore_empty_lines=False
        ),
        _typed([places[name] for name in wanted if name in places], places.get(_NUMBER)),
    )
    known = {
        name: _texts(read.column(f"c{places[name]}").combine_chunks())
        for name in wanted
        if name in places
    }
    found = _integers(read.column("c0").combine_chunks())
    order = np.argsort(keys, kind="stable")
    report = order[np.searchsorted(keys[order], found)]
    nothing = Texts(np.zeros(len(report), dtype=np.int64), ("",))
    number = np.full(len(report), -1, dtype=np.int64)
    if _NUMBER in places:
        number = _numbers(read.column(f"c{places[_NUMBER]}").combine_chunks())
    return Cells(report, number, {name: known.get(name, nothing) for name in wanted})


def _nothing(wanted: Sequence[str]) -> Cells:
    none = np.zeros(0, dtype=np.int64)
    return Cells(none, none, dict.fromkeys(wanted, Texts(none, ("",))))


def _typed(places: list[int], number: int | None) -> Any:
    pa = arrow()
    texts = {f"c{place}": pa.dictionary(pa.int32(), pa.string()) for place in places}
    if number is not None:
        texts[f"c{number}"] = pa.string()
    return csv().ConvertOptions(
        column_types={**texts, "c0": pa.int64()},
        include_columns=["c0", *texts],
        check_utf8=False,
        strings_can_be_null=False,
        null_values=[],
    )


def _texts(column: Any) -> Texts:
    """A column of Arrow, its texts without the space around them."""
    if hasattr(column, "chunks"):  # several dictionaries, or none at all
        column = column.unify_dictionaries().combine_chunks()
    codes = _integers(column.indices).astype(np.int64)
    values = tuple(column.dictionary.to_pylist())
    texts = Texts(codes, values or ("",))
    if all(text == text.strip() for text in values):
        return texts
    return texts.mapped(str.strip)


def _numbers(column: Any) -> NDArray[np.int64]:
    """The numbers that texts of an Arrow array write in the shortest way; -1 for any other text."""
    _, offsets, data = column.buffers()
    ends = np.frombuffer(offsets, dtype=np.int32)[column.offset :].astype(np.int64)
    at, length = ends[: len(column)], np.diff(ends[: len(column) + 1])
    text = np.frombuffer(bytes(1) if data is None else data, dtype=np.uint8)
    value, fine = digits_at(text, at, length)
    shortest = length == 1
    shortest[fine] |= text[at[fine]] != ord("0")
    return np.where(fine & shortest, value, -1)


def _integers(column: Any) -> NDArray[Any]:
    """The numbers of an Arrow array without nulls."""
    kind = np.dtype(str(column.type))
    whole = np.frombuffer(column.buffers()[1], dtype=kind)
    return whole[column.offset : column.offset + len(column)]


def _raw(table: Table, offsets: NDArray[np.int64], lengths: NDArray[np.int64]) -> bytes:
    """The bytes of all stretches one behind the other; those that lie close are read together."""
    if not len(offsets):
        return b""
    ends = offsets + lengths
    first = np.flatnonzero(np.append(True, offsets[1:] != ends[:-1]))
    begin, end = offsets[first], ends[np.append(first[1:], len(offsets)) - 1]
    if len(first) == 1:
        return table.raw(int(begin[0]), int(end[0]))
    parts: list[bytes] = [b""] * len(first)
    order = np.argsort(begin, kind="stable")
    runs = list(zip(order.tolist(), begin[order].tolist(), end[order].tolist(), strict=True))
    at = 0
    while at < len(runs):
        low, high, last = runs[at][1], runs[at][2], at + 1
        while last < len(runs) and runs[last][1] - high < _GAP and runs[last][2] - low < _WINDOW:
            high = max(high, runs[last][2])
            last += 1
        held = table.raw(low, high)
        for number, from_, to in runs[at:last]:
            parts[number] = held[from_ - low : to - low]
        at = last
    return b"".join(parts)
