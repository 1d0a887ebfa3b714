"""One Arrow column to numpy: any type that can hold what is meant, and every value checked."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.arrays import array_of
from causality.batch.arrow_facts.faults import Faults, short
from causality.batch.arrow_facts.layout import Field
from causality.batch.extra import arrow
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.findings.facts import MISSING

__all__ = ["known_of", "missing", "raw_of", "texts", "values"]

Places = NDArray[np.int64]

_MOST = np.iinfo(np.int64).max


def missing(field: Field, n: int) -> NDArray[Any]:
    """A column of which nothing is known."""
    if field.kind == "number":
        return np.full(n, np.nan)
    return np.full(n, _silence(field), dtype=_dtype(field))


def texts(field: Field, column: Any, path: str, report: Places, faults: Faults) -> Any:
    """A column of texts as plain strings, with nulls where they may be."""
    pa = arrow()
    if not _is_text(column.type):
        faults.add(path, f"holds {short(str(column.type))}", "write texts")
        return array_of(("",) * len(column), pa.string())
    if field.needed:
        faults.at(path, ~known_of(column), report, "no value", "every row needs one")
    return column.cast(pa.string())


def values(field: Field, column: Any, path: str, report: Places, faults: Faults) -> NDArray[Any]:
    """A column of codes, bounds, whole or other numbers; what is null is missing."""
    pa = arrow()
    n = len(column)
    if field.kind == "number":
        return _numbers(field, column, path, report, faults)
    if field.kind == "code" and _is_text(column.type):
        return _words(field, column, path, report, faults)
    if not pa.types.is_integer(column.type):
        right = (
            "write whole numbers, or the words of the list"
            if field.codes
            else "write whole numbers"
        )
        faults.add(path, f"holds {short(str(column.type))}", right)
        return missing(field, n)
    known = known_of(column)
    if field.needed:
        faults.at(path, ~known, report, "no value", "every row needs one")
    held = raw_of(column)
    if held.dtype == np.uint64:
        held = np.minimum(held, np.uint64(_MOST))
    held = np.where(known, held.astype(np.int64), _silence(field))
    low, high, right = _bounds(field)
    bad = (held < low) | (held > high)
    if bad.any():
        faults.at(path, bad, report, f"{int(held[int(np.argmax(bad))])} is no value", right)
        held = np.where(bad, _silence(field), held)
    return held.astype(_dtype(field))


def _numbers(
    field: Field, column: Any, path: str, report: Places, faults: Faults
) -> NDArray[np.float64]:
    pa = arrow()
    type_ = column.type
    kinds = (pa.types.is_floating, pa.types.is_integer, pa.types.is_decimal)
    if not any(kind(type_) for kind in kinds):
        faults.add(path, f"holds {short(str(type_))}", "write numbers")
        return missing(field, len(column))
    known = known_of(column)
    held = raw_of(column.cast(pa.float64(), safe=False))
    found: NDArray[np.float64] = np.where(known, held, np.nan)
    faults.at(path, np.isinf(found), report, "not a finite number")
    if field.needed:
        faults.at(path, np.isnan(found), report, "no value", "every row needs one")
    return found


def _words(
    field: Field, column: Any, path: str, report: Places, faults: Faults
) -> NDArray[np.int8]:
    pa = arrow()
    from pyarrow import compute

    words = column.cast(pa.string())
    places = compute.index_in(words, value_set=array_of(field.codes, pa.string()))
    found = np.where(known_of(places), raw_of(places), MISSING).astype(np.int8)
    bad = known_of(words) & (found == MISSING)
    if bad.any():
        word = short(str(words[int(np.argmax(bad))]))
        faults.at(path, bad, report, f"unknown word {word!r}", _listed(field))
    return found


def _is_text(type_: Any) -> bool:
    types = arrow().types
    if types.is_dictionary(type_):
        type_ = type_.value_type
    return bool(
        types.is_string(type_) or types.is_large_string(type_) or types.is_string_view(type_)
    )


def known_of(column: Any) -> NDArray[np.bool_]:
    """Where a column is not null."""
    mask = column.buffers()[0]
    if mask is None or not column.null_count:
        return np.ones(len(column), dtype=np.bool_)
    bits = np.unpackbits(
        np.frombuffer(mask, dtype=np.uint8), count=column.offset + len(column), bitorder="little"
    )
    return bits[column.offset :].astype(np.bool_)


def raw_of(column: Any) -> NDArray[Any]:
    """The numbers of a column; anything where it is null."""
    dtype = np.dtype(column.type.to_pandas_dtype())
    held = column.buffers()[1]
    if held is None:
        return np.zeros(len(column), dtype=dtype)
    return np.frombuffer(held, dtype=dtype, count=column.offset + len(column))[column.offset :]


def _silence(field: Field) -> int:
    return {"lo": OPEN_LO, "hi": OPEN_HI}.get(field.kind, MISSING)


def _dtype(field: Field) -> np.dtype[Any]:
    bits = 8 if field.kind == "code" else field.bits
    return np.dtype({8: np.int8, 16: np.int16}.get(bits, np.int64))


def _bounds(field: Field) -> tuple[int, int, str]:
    """Least and greatest value, silence among them, and what would be right."""
    if field.kind == "code":
        return MISSING, len(field.codes) - 1, _listed(field)
    if field.kind == "whole":
        return (0 if field.needed else MISSING), (1 << (field.bits - 1)) - 1, "count from 0"
    return OPEN_LO, OPEN_HI, "leave it empty where there is no bound"


def _listed(field: Field) -> str:
    return ", ".join(f"{place} {word}" for place, word in enumerate(field.codes))
