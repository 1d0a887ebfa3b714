"""FAERS quarterly files to reports: the last version of every case, the others told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from causality.formats.case_of import report_of
from causality.formats.faers.diana import DIANA, DianaTables
from causality.formats.faers.report import reported
from causality.formats.faers.rows import ALIASES, KINDS, Source, TablesOfQuarter
from causality.formats.faers.versions import Last, Versions, VersionsBuilder, case_of, version_of
from causality.formats.packets import Input, unusable
from causality.formats.report import Report
from causality.formats.tables.files import OpenFiles, files_of, quarter_of
from causality.formats.tables.quarter import columns_of, sets
from causality.formats.tables.row import BadLine, Row, key_of
from causality.formats.tables.table import File

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "LeftOver",
    "is_deleted_list",
    "left_over",
    "read_faers",
    "reports",
    "sources_of",
    "unread",
    "why_again",
    "why_deleted",
    "why_superseded",
]

MAX_DELETED = 5_000_000
"""Lines of one list of deleted cases; FDA's have some ten thousand."""

_ONLY_DIGITS = re.compile(r"[0-9]{4,18}")


def read_faers(source: Input, name: str | None = None) -> Iterator[Report]:
    """Every report of a folder, of a packet, or of a DEMO file and the files beside it.

    In the order of DEMO; superseded, deleted and damaged ones are given with their refusal. Raises
    ``InputError`` where a file cannot be used, or one is missing.
    """
    with OpenFiles() as stack:
        yield from reports(files_of(source, name, stack))


def reports(files: Sequence[File]) -> Iterator[Report]:
    """The same for files that are open: any number of quarters, and lists of deleted cases."""
    sources, deleted = sources_of(files)
    versions = _versions(sources)
    damaged: set[int] = set()
    for number, source in enumerate(sources):
        for key, row in source.demo():
            if key is not None and isinstance(row, BadLine):
                damaged.add(key)
            yield _report(source, number, key, row, versions, deleted)
    for source in sources:
        yield from left_over(source, versions, damaged).reports()


def sources_of(files: Sequence[File]) -> tuple[list[Source], dict[int, str]]:
    """The quarters among the files, and the deleted cases, each with the list that names it."""
    listed = [(file, columns_of(file)) for file in files]
    deleted = {
        case: _short(file)
        for file, columns in listed
        if is_deleted_list(columns)
        for case in _cases_in(file)
    }
    tables = [(file, columns) for file, columns in listed if not is_deleted_list(columns)]
    if not tables:
        raise unusable(files[0].name if files else "FAERS", "a list of cases, which are no reports")
    return _sources(tables), deleted


def is_deleted_list(columns: frozenset[str]) -> bool:
    """Whether what should be the names of columns is the first number of a list."""
    return len(columns) == 1 and all(_ONLY_DIGITS.fullmatch(name) for name in columns)


def _sources(tables: list[tuple[File, frozenset[str]]]) -> list[Source]:
    if any("substance" in columns and "drugname" not in columns for _, columns in tables):
        return [DianaTables(files) for files in sets(tables, DIANA).values()]
    renamed = [
        (file, frozenset(ALIASES.get(name, name) for name in columns)) for file, columns in tables
    ]
    return [
        TablesOfQuarter(
            next(filter(None, (quarter_of(one.name) for one in files.values())), ""), files
        )
        for files in sets(renamed, KINDS).values()
    ]


def _versions(sources: Sequence[Source]) -> Versions:
    builder = VersionsBuilder()
    for number, source in enumerate(sources):
        for key, row in source.demo():
            if key is not None and isinstance(row, Row):
                builder.add(key, row, number)
    return builder.versions()


def _report(
    source: Source,
    number: int,
    key: int | None,
    row: Row | BadLine,
    versions: Versions,
    deleted: dict[int, str],
) -> Report:
    if key is None or isinstance(row, BadLine):
        return unread(key, row)
    id_, case = str(key), case_of(key, row)
    if case in deleted:
        return Report(None, id_, refusal=why_deleted(deleted[case]))
    last = versions.last(case)
    if last.report != key:
        return Report(None, id_, refusal=why_superseded(last))
    if last.source != number or version_of(row) != last.version or not versions.give(case):
        return Report(None, id_, refusal=why_again(row.line))
    return report_of(reported(source.report(key, row), id_, source.name))


def unread(key: int | None, row: Row | BadLine) -> Report:
    """What is told of a line of DEMO that is none."""
    wrong = row.wrong if isinstance(row, BadLine) else ""
    place = f"DEMO line {row.line}"
    return Report(None, place if key is None else str(key), refusal=f"{wrong} ({place})")


def why_deleted(name: str) -> str:
    """The refusal of a case that the list of that name takes back."""
    return f"its case was deleted by FDA ({name}), so not scored"


def why_superseded(last: Last) -> str:
    """The refusal of a report that is not the last of its case."""
    what = f"version {last.version} of its case" if last.version >= 0 else "a later report"
    return f"superseded by {what} (report {last.report}), so not scored"


def why_again(line: int) -> str:
    """The refusal of a line of DEMO whose report stands in another line as well."""
    return f"stands more than once; not this line (DEMO line {line})"


class LeftOver(NamedTuple):
    """What DEMO does not have: numbers of reports, and lines (with their file) of no report."""

    keys: NDArray[np.int64]
    strays: tuple[tuple[str, BadLine], ...]

    def reports(self) -> Iterator[Report]:
        """Each of them with its refusal."""
        for key in self.keys.tolist():
            yield Report(None, str(key), refusal="it has drugs or reactions, and no line in DEMO")
        for name, line in self.strays:
            place = f"{name.rpartition('/')[2]} line {line.line}"
            yield Report(None, place, refusal=line.wrong)


def left_over(source: Source, versions: Versions, damaged: Collection[int]) -> LeftOver:
    """Rows of reports that DEMO does not have, and lines of no report at all."""
    some = source.keys()
    found = [np.zeros(0, dtype=np.int64), *(keys[~versions.known(keys)] for keys in some)]
    left = np.unique(np.concatenate(found))
    unread = np.isin(left, np.array(sorted(damaged), dtype=np.int64))
    return LeftOver(left[~unread], tuple(source.strays()))


def _cases_in(file: File) -> Iterator[int]:
    """Every case of a list of deleted ones."""
    file.stream.seek(0)
    for number in range(MAX_DELETED):
        line = file.stream.readline(200)
        if not line:
            return
        case = key_of(line.decode("latin-1").strip().rstrip("$"))
        if case is None and line.strip():
            wrong = "a list of deleted cases with a line that is no number"
            raise unusable(file.name, wrong, line=number + 1)
        if case is not None:
            yield case
    raise unusable(file.name, f"more than {MAX_DELETED:,} lines")


def _short(file: File) -> str:
    return file.name.rpartition("/")[2]
