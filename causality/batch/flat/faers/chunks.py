"""FAERS quarterly files to flat records, so many reports at a time, in the order of DEMO.

What is regular goes by columns; every other report is named, to be read one by one by the same
reader as ever. Both ways say the same of a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import cast

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.chunk import Chunk
from causality.batch.flat.faers.assembled import Rows, assembled
from causality.batch.flat.faers.cells import cells_of, rows_in
from causality.batch.flat.faers.doses import THER
from causality.batch.flat.faers.drugs import DRUG, INDI
from causality.batch.flat.faers.entries import READ, entries_of, row_at, standing_of
from causality.batch.flat.faers.events import OUTC, REAC
from causality.batch.flat.faers.patients import DEMO
from causality.batch.flat.settled import Settled
from causality.formats.case_of import report_of
from causality.formats.faers.reader import LeftOver, left_over, sources_of
from causality.formats.faers.report import reported
from causality.formats.faers.rows import TablesOfQuarter
from causality.formats.report import Report
from causality.formats.tables.row import Row
from causality.formats.tables.table import File, Table

__all__ = ["FaersColumns"]

LARGEST = 1 << 20
"""Bytes of one report above which it is read by itself."""
MANY = 500_000
"""Reports of one quarter above which the places of their rows are not all kept in memory.

Looking them up again takes a third of the speed; a real quarter has some 400,000.
"""
MOST = 1 << 27
"""Bytes of all reports that are put together at once."""

_JOINED = ("DRUG", "THER", "REAC", "OUTC", "INDI")


class FaersColumns:
    """Open files of FAERS; ``regular`` is false where all must be read one by one, by the reader.

    Raises ``InputError`` where the reader does.
    """

    def __init__(self, files: Sequence[File], name: str) -> None:
        self._name = name
        found, self._deleted = sources_of(files)
        self._sources = [one for one in found if isinstance(one, TablesOfQuarter)]
        self._demo = [cast("Table", one.table("DEMO")) for one in self._sources]
        self.regular = len(self._sources) == len(found) and all(
            table.shape is not None for table in self._demo
        )
        if self.regular:
            self._entries = entries_of(self._demo)
            self._standing = standing_of(self._entries, self._deleted)

    def chunks(self, size: int) -> Iterator[Chunk]:
        """All reports, ``size`` at a time."""
        entries = self._entries
        total = len(entries.key)
        left: list[LeftOver] = []
        for source, tables in enumerate(self._sources):
            first, last = np.searchsorted(entries.source, (source, source + 1)).tolist()
            keys = entries.key[first:last]
            if len(keys) > MANY and bool(np.all(np.diff(keys[keys >= 0]) >= 0)):
                tables.go_in_step()
            for begin in range(first, last, size):
                yield from self._parts(np.arange(begin, min(begin + size, last)), source)
            left.append(left_over(tables, self._standing.versions, self._standing.damaged))
            tables.forget()
        rest = ((at, report) for at, report in enumerate(_told(left), total))
        while some := list(islice(rest, size)):
            yield self._refused([(at, report.id, report.refusal or "") for at, report in some])

    def place_of(self, number: int) -> int | None:
        """The place of the report of that number, where it counts for its case."""
        entries = self._entries
        there = np.flatnonzero((entries.key == number) & (self._standing.state == READ))
        return int(there[0]) if len(there) else None

    def report(self, at: int) -> Report:
        """The report at a place among those set aside, by way of the reader."""
        source = self._sources[int(self._entries.source[at])]
        key, row = row_at(self._demo[int(self._entries.source[at])], self._entries, at)
        rows = source.report(cast("int", key), cast("Row", row))
        return report_of(reported(rows, str(key), source.name))

    def _refused(self, refused: list[tuple[int, str, str]]) -> Chunk:
        none = np.zeros(0, dtype=np.int64)
        return Chunk(self._assembled(none, 0).flat, none, none, none, tuple(refused))

    def _parts(self, at: NDArray[np.int64], source: int) -> Iterator[Chunk]:
        """These entries, in as many chunks as their rows ask for."""
        read = at[self._standing.state[at] == READ]
        aside, weight = self._irregular(read, source)
        if weight > MOST and len(at) > 1:
            half = len(at) // 2
            yield from self._parts(at[:half], source)
            yield from self._parts(at[half:], source)
        else:
            yield self._chunk(at, read, aside, source)

    def _chunk(
        self,
        at: NDArray[np.int64],
        read: NDArray[np.int64],
        aside: NDArray[np.bool_],
        source: int,
    ) -> Chunk:
        entries, standing = self._entries, self._standing
        found = self._assembled(read[~aside], source)
        by_columns = read[~aside]
        aside_at = np.sort(np.concatenate((read[aside], by_columns[found.odd])))
        refused = [
            (int(by_columns[place]), str(int(entries.key[by_columns[place]])), reason)
            for place, reason in found.refused
        ]
        for place in at[standing.state[at] != READ].tolist():
            report = standing.refusal(entries, place, self._demo, self._deleted)
            refused.append((place, report.id, report.refusal or ""))
        return Chunk(
            found.flat,
            by_columns[found.at],
            aside_at,
            entries.key[aside_at],
            tuple(sorted(refused)),
        )

    def _irregular(self, read: NDArray[np.int64], source: int) -> tuple[NDArray[np.bool_], int]:
        """Which entries have a line in any table that is not plain, or very many; the bytes of all.

        Of those that are set aside the bytes do not count.
        """
        entries = self._entries
        bytes_ = np.zeros(len(read), dtype=np.int64)
        keys = entries.key[read]
        found = ~entries.plain[read]
        _, of, count = np.unique(keys, return_inverse=True, return_counts=True)
        found |= (count > 1)[of]
        for kind in _JOINED:
            table = self._sources[source].table(kind)
            if table is None:
                continue
            odd = table.index.odd
            if odd is None:
                return np.ones(len(read), dtype=np.bool_), 0
            found |= np.isin(keys, odd)
            which, _, lengths = table.index.places.of_many(keys)
            np.add.at(bytes_, which, lengths)
        found |= bytes_ > LARGEST
        return found, int(bytes_[~found].sum())

    def _assembled(self, at: NDArray[np.int64], source: int) -> Settled:
        keys = self._entries.key[at]
        tables = self._sources[source]
        offset = self._entries.offset[at]
        length = self._entries.length[at].astype(np.int64)
        rows = Rows(
            rows_in(self._demo[source], offset, length, keys, DEMO),
            *(
                cells_of(tables.table(kind), keys, wanted)
                for kind, wanted in (
                    ("DRUG", DRUG),
                    ("THER", THER),
                    ("REAC", REAC),
                    ("OUTC", OUTC),
                    ("INDI", INDI),
                )
            ),
        )
        return assembled(rows, keys, self._name)


def _told(left: Iterable[LeftOver]) -> Iterator[Report]:
    for one in left:
        yield from one.reports()
