"""Rows of the table of pairs as JSON lines, column by column: each text is put into JSON once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from causality.assessment.contract import json_text
from causality.assessment.significant import significant
from causality.batch.extra import arrow

__all__ = ["as_lines"]

_ROWS = 4_096
"""Rows that are put together at a time."""

Pieces: TypeAlias = list[str]
_MISSING = -1


def as_lines(batch: Any) -> bytes:
    """Each row as JSON; no key for what has no value, numbers with 12 significant digits."""
    cuts = range(0, batch.num_rows, _ROWS)
    return "".join(line for cut in cuts for line in _lines(batch.slice(cut, _ROWS))).encode()


def _lines(batch: Any) -> Iterator[str]:
    columns = [
        _pieces(f",{json_text(name, None)}:", column)
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
        if column.null_count < len(column)
    ]
    for row in zip([""] * batch.num_rows, *columns, strict=True):
        yield f"{{{''.join(row)[1:]}}}\n"


def _pieces(key: str, column: Any) -> Pieces:
    """What each row says of one column, with its key; nothing where there is no value."""
    pa = arrow()
    if pa.types.is_list(column.type):
        return _lists(key, column)
    # A number goes by its bits: two zeros may be equal and differ.
    is_number = column.type == pa.float64()
    coded = _coded(column.view(pa.int64()) if is_number else column)
    values = coded.dictionary.view(pa.float64()) if is_number else coded.dictionary
    pieces = [f"{key}{json_text(_short(value), None)}" for value in values.to_pylist()]
    return _at(pieces, _places(coded))


def _lists(key: str, column: Any) -> Pieces:
    coded = _coded(column.values)
    texts = coded.dictionary.to_pylist()
    ends = np.frombuffer(column.buffers()[1], dtype=np.int32)
    ends = ends[column.offset : column.offset + len(column) + 1].tolist()
    inside = _places(coded)
    step, held = inside.itemsize, inside.tobytes()
    known: dict[bytes, str] = {}
    out = []
    for begin, end, is_told in zip(ends, ends[1:], _told(column).tolist(), strict=False):
        which = held[begin * step : end * step]
        if is_told and which not in known:
            words = [texts[place] for place in inside[begin:end].tolist()]
            known[which] = f"{key}{json_text(words, None)}"
        out.append(known[which] if is_told else "")
    return out


def _coded(column: Any) -> Any:
    """The column as places in the list of its values."""
    return column if arrow().types.is_dictionary(column.type) else column.dictionary_encode()


def _places(coded: Any) -> NDArray[np.int64]:
    """The places of a coded column, -1 where there is no value."""
    codes = coded.indices
    held = np.frombuffer(codes.buffers()[1], dtype=f"i{codes.type.bit_width // 8}")
    places = held[codes.offset : codes.offset + len(codes)].astype(np.int64)
    return np.where(_told(codes), places, _MISSING)


def _told(column: Any) -> NDArray[np.bool_]:
    """Where a column has a value."""
    mask = column.buffers()[0]
    if mask is None or not column.null_count:
        return np.ones(len(column), dtype=np.bool_)
    bits = np.unpackbits(np.frombuffer(mask, dtype=np.uint8), bitorder="little")
    return bits[column.offset : column.offset + len(column)].astype(np.bool_)


def _at(pieces: Pieces, places: NDArray[np.int64]) -> Pieces:
    """The piece at each place; nothing at -1."""
    told: Pieces = np.array([*pieces, ""], dtype=object)[places].tolist()
    return told


def _short(value: object) -> object:
    return significant(value) if isinstance(value, float) else value
