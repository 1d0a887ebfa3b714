"""VAERS files to flat records, so many reports at a time, in the order of DATA.

What is regular goes by columns; every other report is named, to be read one by one by the same
reader as ever. Both ways say the same of a report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.chunk import Chunk
from causality.batch.flat.commas import NO_KEY
from causality.batch.flat.vaers.assembled import assembled
from causality.batch.flat.vaers.years import Year, is_regular
from causality.formats.report import Report
from causality.formats.tables.row import BadLine
from causality.formats.tables.table import File
from causality.formats.vaers.reader import KEY, unread, why_again, years_of

__all__ = ["VaersColumns"]

Ints = NDArray[np.int64]
Refused = tuple[int, str, str]


class VaersColumns:
    """Open files of VAERS; ``regular`` is false where all must be read one by one, by the reader.

    Raises ``InputError`` where the reader does, before or while chunks are given.
    """

    def __init__(self, files: Sequence[File], name: str) -> None:
        self._name = name
        self._tables = list(years_of(files))
        self.regular = all(map(is_regular, self._tables))
        self._years: list[tuple[int, Year]] = []

    def chunks(self, size: int) -> Iterator[Chunk]:
        """All reports, ``size`` at a time."""
        seen = np.zeros(0, dtype=np.int64)
        begin = 0
        for tables in self._tables:
            year = Year(tables)
            self._years.append((begin, year))
            first = _first(year.data.key, seen)
            total = len(first)
            for at in range(0, total, size):
                places = np.arange(at, min(at + size, total))
                yield self._chunk(year, begin, places, first[places])
            begin += total
            seen = np.union1d(seen, year.data.key)
            rest: list[Refused] = []
            for report in year.without_data(seen):
                rest.append((begin, report.id, report.refusal or ""))
                begin += 1
                if len(rest) == size:
                    yield self._refused(year, rest)
                    rest = []
            if rest:
                yield self._refused(year, rest)

    def report(self, at: int) -> Report:
        """The report at a place among those set aside, by way of the reader."""
        begin, year = next(one for one in reversed(self._years) if one[0] <= at)
        return year.report(at - begin)

    def _refused(self, year: Year, refused: list[Refused]) -> Chunk:
        none = np.zeros(0, dtype=np.int64)
        flat = assembled(year.rows(none), [], self._name).flat
        return Chunk(flat, none, none, none, tuple(refused))

    def _chunk(self, year: Year, begin: int, at: Ints, first: NDArray[np.bool_]) -> Chunk:
        plain = year.data.plain[at]
        refused, aside = list[Refused](), list[int]()
        for place in at[~plain].tolist():
            again = not first[place - at[0]]
            self._by_hand(year, begin, place, refused, aside, again=again)
        for place in at[plain & ~first].tolist():
            reason = why_again(int(year.data.line[place]))
            refused.append((begin + place, year.id(place), reason))
        read = at[plain & first]
        odd = np.zeros(len(read), dtype=np.bool_)
        for one in year.joined:
            odd |= one.odd(year.data.key[read])
        regular = read[~odd]
        found = assembled(
            year.rows(regular), [year.id(row) for row in regular.tolist()], self._name
        )
        refused += [
            (begin + int(regular[row]), year.id(int(regular[row])), reason)
            for row, reason in found.refused
        ]
        left = np.sort(np.concatenate((np.array(aside, np.int64), read[odd], regular[found.odd])))
        return Chunk(
            found.flat,
            begin + regular[found.at],
            begin + left,
            year.data.key[left],
            tuple(sorted(refused)),
        )

    def _by_hand(
        self,
        year: Year,
        begin: int,
        at: int,
        refused: list[Refused],
        aside: list[int],
        *,
        again: bool,
    ) -> None:
        """What becomes of a row that is not plain."""
        key, row = year.row(at)
        if key is None or isinstance(row, BadLine):
            report = unread(key, row)
            refused.append((begin + at, report.id, report.refusal or ""))
        elif again:
            refused.append((begin + at, row.text(KEY) or str(key), why_again(row.line)))
        else:
            aside.append(at)


def _first(keys: Ints, seen: Ints) -> NDArray[np.bool_]:
    """Whether each row is the first of its report; rows of none count as such."""
    first: NDArray[np.bool_] = keys == NO_KEY
    first[np.unique(keys, return_index=True)[1]] = True
    first &= (keys == NO_KEY) | ~np.isin(keys, seen)
    return first
