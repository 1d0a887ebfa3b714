"""Reports read by columns and one by one: whether both ways say the same of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol

import pytest

from causality.batch.flat.chunk import Chunk
from causality.batch.flat.cut import PARENTS
from causality.batch.flat.of_cases import flat_of
from causality.batch.flat.record import COLUMNS, Flat
from causality.errors import InputError
from causality.formats.report import Report

__all__ = ["Columns", "Ways", "compared", "every_way", "in_order"]

_WORDS = {"id", "case", "name", "route", "term"}
_SOURCE = "source"


class Columns(Protocol):
    """A reader by columns."""

    regular: bool

    def chunks(self, size: int) -> Iterator[Chunk]:
        """All reports."""

    def report(self, at: int) -> Report:
        """One that was set aside."""


class Ways(NamedTuple):
    """How many reports went each way, all of them alike."""

    by_columns: int
    aside: int
    refused: int


def compared(
    columns: Callable[[], Columns], reports: Callable[[], Iterator[Report]], size: int
) -> Ways | str:
    """Read both ways and compare; a word where there is nothing to be compared."""
    try:
        one_by_one = list(reports())
    except InputError as fault:
        return _refused_as_well(columns, reports, str(fault))
    reader = columns()
    if not reader.regular:
        return "irregular"
    chunks = list(reader.chunks(size))
    told: list[tuple[str, str, int, Any]] = []
    places: list[int] = []
    for chunk in chunks:
        places += [*chunk.flat_at.tolist(), *chunk.aside_at.tolist()]
        for at in chunk.flat_at.tolist():
            report = one_by_one[at]
            told.append((_SOURCE, report.id, len(report.notes), report.case))
        for at in chunk.aside_at.tolist():
            assert reader.report(at) == one_by_one[at]
        for at, id_, reason in chunk.refused:
            places.append(at)
            assert one_by_one[at].case is None
            assert (id_, reason) == (one_by_one[at].id, one_by_one[at].refusal)
    assert sorted(places) == list(range(len(one_by_one)))
    assert all(len(chunk.flat_at) <= size for chunk in chunks)
    flat, chosen = flat_of(told)
    assert chosen.all()
    assert _rows([chunk.flat for chunk in chunks]) == _rows([flat])
    aside = sum(len(chunk.aside_at) for chunk in chunks)
    return Ways(len(told), aside, len(one_by_one) - len(told) - aside)


def every_way(found: Iterable[Ways | str]) -> bool:
    """Whether reports went each way."""
    ways = [one for one in found if isinstance(one, Ways)]
    return bool(ways) and all(sum(count) > 0 for count in zip(*ways, strict=True))


def in_order(columns: Columns, size: int) -> None:
    """Chunks are no larger than asked for, of one source, and in the order of the reports."""
    chunks = list(columns.chunks(size))
    assert {chunk.flat.source for chunk in chunks} == {_SOURCE}
    places = [at for chunk in chunks for at in chunk.flat_at.tolist()]
    assert places == sorted(places)
    assert all(chunk.flat.rows("report") == len(chunk.flat_at) <= size for chunk in chunks)


def _refused_as_well(
    columns: Callable[[], Columns], reports: Callable[[], Iterator[Report]], reason: str
) -> str:
    with pytest.raises(InputError) as fault:
        _read(columns(), reports)
    assert str(fault.value) == reason
    return "no file"


def _read(reader: Columns, reports: Callable[[], Iterator[Report]]) -> None:
    """Read by columns, or what is irregular by the reader."""
    for _ in reader.chunks(1) if reader.regular else reports():
        pass


def _rows(flats: list[Flat]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of all tables, with words for their places; parents count through all of them."""
    found: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}
    for flat in flats:
        before = {table: len(rows) for table, rows in found.items()}
        for table, columns in COLUMNS.items():
            cells = []
            for name, dtype in columns.items():
                column = flat.column(table, name)
                assert column.dtype == dtype, (table, name)
                if name in PARENTS.get(table, ()):
                    cells.append((column + before[name]).tolist())
                elif name in _WORDS:
                    cells.append([flat.words[at] if at >= 0 else None for at in column])
                else:
                    cells.append(column.tolist())
            found[table] += zip(*cells, strict=True)
    return found
