"""Parquet files of facts: recognised, read piece by piece, written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from causality.batch.arrow_facts.layout import REPORTS
from causality.batch.arrow_facts.read import from_record_batch
from causality.batch.arrow_facts.schema import facts_schema
from causality.batch.arrow_facts.write import as_record_batch
from causality.batch.extra import arrow, parquet
from causality.batch.report_facts import ReportFacts
from causality.errors import InputError, Problem

__all__ = ["MOST_REPORTS", "is_facts_parquet", "read_facts", "write_facts"]

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
    pa = arrow()
    shown = path.name if name is None else name
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
                        yield from_record_batch(kept, shown)
    except (pa.ArrowException, OSError) as fault:
        raise InputError([Problem(shown, 0, 0, "", f"damaged: {fault}")]) from fault


def write_facts(path: Path, told: Iterable[ReportFacts]) -> None:
    """Facts as one file, a row group for each of ``told``."""
    with parquet().ParquetWriter(path, facts_schema(), compression=_COMPRESSION) as file:
        for one in told:
            file.write_batch(as_record_batch(one))
