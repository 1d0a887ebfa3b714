"""Parquet files of facts: recognised, read piece by piece, written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.arrow_facts.layout import REPORTS
from causality.batch.arrow_facts.read import from_record_batch
from causality.batch.arrow_facts.schema import facts_schema
from causality.batch.arrow_facts.write import as_record_batch
from causality.batch.cut import joined
from causality.batch.extra import arrow, parquet
from causality.batch.report_facts import ReportFacts
from causality.errors import InputError, Problem

__all__ = [
    "MOST_REPORTS",
    "Piece",
    "is_facts_parquet",
    "read_facts",
    "read_pieces",
    "write_facts",
]

MOST_REPORTS = 4_096
"""Reports that are read at a time."""

_COMPRESSION = "zstd"
_LISTS = tuple(rows.name for rows in REPORTS.inside)


def is_facts_parquet(path: Path) -> bool:
    """Whether a file is Parquet and has reports with pairs and events; other files are not read."""
    with path.open("rb") as file:
        if file.read(4) != b"PAR1":
            return False
    pa = arrow()
    try:
        schema = parquet().read_schema(path)
    except (pa.ArrowException, OSError):
        return False
    return all(name in schema.names for name in _LISTS)


def read_facts(path: Path, name: str | None = None, *, skip: int = 0) -> Iterator[ReportFacts]:
    """The facts in a file, some reports at a time; ``name`` is shown in front of each problem.

    ``skip``: so many reports are left out, most of them unread. InputError with every problem of
    the part that is read; reports before it were given already.
    """
    shown = path.name if name is None else name
    for batch in _batches(path, shown, skip):
        yield from_record_batch(batch, shown)


@dataclass(frozen=True, slots=True)
class Piece:
    """Reports that follow one another in a file: the facts of those at ``places``, from 0.

    ``refused`` are the others: place, number, and what is wrong with each.
    """

    reports: int
    places: NDArray[np.int64]
    facts: ReportFacts
    refused: tuple[tuple[int, str, InputError], ...]


def read_pieces(path: Path, name: str) -> Iterator[Piece]:
    """The same, where a report that cannot be used costs itself and no other.

    InputError where that is so of every report of a piece: then the file is of another form.
    """
    for batch in _batches(path, name, 0):
        try:
            yield Piece(len(batch), np.arange(len(batch)), from_record_batch(batch, name), ())
        except InputError as fault:
            yield _one_by_one(batch, name, fault)


def _one_by_one(batch: Any, name: str, fault: InputError) -> Piece:
    good: list[ReportFacts] = []
    places: list[int] = []
    refused: list[tuple[int, str, InputError]] = []
    for place in range(len(batch)):
        alone = batch.slice(place, 1)
        try:
            good.append(from_record_batch(alone, name))
            places.append(place)
        except InputError as wrong:
            if "report" not in batch.schema.names:
                raise fault from None
            refused.append((place, str(alone.column("report")[0].as_py()), wrong))
    if not good:
        raise fault
    return Piece(len(batch), np.array(places, dtype=np.int64), joined(good), tuple(refused))


def _batches(path: Path, shown: str, skip: int) -> Iterator[Any]:
    pa = arrow()
    try:
        with parquet().ParquetFile(path) as file:
            for group in range(file.num_row_groups):
                reports = file.metadata.row_group(group).num_rows
                if skip >= reports:
                    skip -= reports
                    continue
                for batch in file.iter_batches(MOST_REPORTS, row_groups=[group]):
                    kept = batch.slice(skip)
                    skip = max(skip - len(batch), 0)
                    if len(kept):
                        yield kept
    except (pa.ArrowException, OSError) as fault:
        raise InputError([Problem(shown, 0, 0, "", f"damaged: {fault}")]) from fault


def write_facts(path: Path, told: Iterable[ReportFacts]) -> None:
    """Facts as one file, a row group for each of ``told``."""
    with parquet().ParquetWriter(path, facts_schema(), compression=_COMPRESSION) as file:
        for one in told:
            file.write_batch(as_record_batch(one))
