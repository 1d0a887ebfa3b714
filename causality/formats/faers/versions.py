"""Which report of a case counts: the last version, unless FDA took the case back."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from causality.formats.dates import digits_date
from causality.formats.tables.row import Row, key_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Last", "Versions", "VersionsBuilder", "case_of", "date_of", "version_of"]

_LONGEST_VERSION = 6


class Last(NamedTuple):
    """The report that counts for a case: its number, its version and the set of files it is in."""

    report: int
    version: int
    source: int


class Versions:
    """The last version of every case."""

    def __init__(self, columns: Iterable[array[int] | NDArray[np.integer[Any]]]) -> None:
        cases, versions, dates, reports, sources = map(np.asarray, columns)
        order = np.lexsort((sources, reports, dates, versions, cases))
        cases = cases[order]
        last = np.ones(len(cases), dtype=bool)
        last[:-1] = cases[1:] != cases[:-1]
        self._cases: NDArray[np.int64] = cases[last]
        self._rest = tuple(column[order][last] for column in (reports, versions, sources))
        self._given = np.zeros(len(self._cases), dtype=bool)
        self._reports = np.unique(reports)

    def last(self, case: int) -> Last:
        """The report that counts for ``case``."""
        at = int(np.searchsorted(self._cases, case))
        report, version, source = (int(column[at]) for column in self._rest)
        return Last(report, version, source)

    def last_of_many(
        self, cases: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """The same of every one of ``cases``: reports, versions, sets of files."""
        at = np.searchsorted(self._cases, cases)
        report, version, source = self._rest
        return report[at], version[at], source[at]

    def known(self, reports: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether DEMO has each of ``reports``."""
        if not len(self._reports):
            return np.zeros(len(reports), dtype=np.bool_)
        at = np.searchsorted(self._reports, reports)
        found: NDArray[np.bool_] = self._reports[np.minimum(at, len(self._reports) - 1)] == reports
        return found

    def give(self, case: int) -> bool:
        """Whether the last version of ``case`` is asked for the first time."""
        at = int(np.searchsorted(self._cases, case))
        given = bool(self._given[at])
        self._given[at] = True
        return not given


class VersionsBuilder:
    """Takes the lines of DEMO, of one set of files after the other."""

    def __init__(self) -> None:
        self._columns = tuple(array("q") for _ in range(5))

    def add(self, report: int, demo: Row, source: int) -> None:
        """One line."""
        row = (case_of(report, demo), version_of(demo), date_of(demo), report, source)
        for column, value in zip(self._columns, row, strict=True):
            column.append(value)

    def versions(self) -> Versions:
        """All of them, compared."""
        return Versions(self._columns)


def date_of(demo: Row) -> int:
    """The day on which FDA received it, as a number of eight digits; 0 for what is not said."""
    return int((digits_date(demo.text("fda_dt")) or "").replace("-", "")[:8].ljust(8, "0"))


def case_of(report: int, demo: Row) -> int:
    """The number of the case; a report without one is a case of its own."""
    case = key_of(demo.text("caseid") or "")
    return -report - 1 if case is None else case


def version_of(demo: Row) -> int:
    """The version; -1 where the line says none, as before 2012."""
    version = demo.number("caseversion") or ""
    return int(version) if version.isdecimal() and len(version) <= _LONGEST_VERSION else -1
