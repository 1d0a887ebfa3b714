"""Reports that lie in several tables: which reader they are for, and where their files are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from causality.formats import faers, vaers
from causality.formats.report import Report
from causality.formats.tables.files import OpenFiles, beside, in_folder, opened
from causality.formats.tables.quarter import columns_of
from causality.formats.tables.table import File

__all__ = ["in_folder_of_tables", "in_tables", "with_siblings"]


def in_folder_of_tables(folder: Path) -> Iterator[Report]:
    """Every report of the tables in a folder; ``InputError`` where one is missing or no table."""
    yield from _of_paths(in_folder(folder))


def with_siblings(file: Path) -> Iterator[Report]:
    """The same for one table and those of the same quarter or year beside it."""
    yield from _of_paths(beside(file))


def in_tables(files: Sequence[File]) -> Iterator[Report]:
    """The same for tables that are open."""
    of_vaers = [
        file
        for file in files
        if vaers.COLUMNS & columns_of(file) or "vaers" in file.name.rpartition("/")[2].casefold()
    ]
    others = [file for file in files if file not in of_vaers]
    if others:
        yield from faers.reports(others)
    if of_vaers:
        yield from vaers.reports(of_vaers)


def _of_paths(paths: Sequence[Path]) -> Iterator[Report]:
    with OpenFiles() as stack:
        yield from in_tables([file for path in paths for file in opened(path, stack)])
