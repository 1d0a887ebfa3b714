"""The rows of one report, by table; and where a set of files gets them from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from causality.formats.tables.quarter import Kind
from causality.formats.tables.row import BadLine, Row
from causality.formats.tables.table import File, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ALIASES", "KEY", "KINDS", "ReportRows", "Source", "TablesOfQuarter"]

KEY = "primaryid"
ALIASES: Mapping[str, str] = {
    "isr": KEY,
    "case": "caseid",
    "gndr_cod": "sex",
    "i_f_cod": "i_f_code",
    "lot_nbr": "lot_num",
    "outc_code": "outc_cod",
    "dsg_drug_seq": "drug_seq",
    "indi_drug_seq": "drug_seq",
}
"""Names of columns in older quarters, or in one table only, and the one they are read under."""
KINDS = (
    Kind("DRUG", frozenset({"drugname", "role_cod"}), ("drug_seq", "role_cod", "drugname"), True),
    Kind("THER", frozenset({"start_dt", "end_dt", "dur_cod"}), ("drug_seq", "start_dt")),
    Kind("REAC", frozenset({"pt", "drug_rec_act"}), ("pt",), True),
    Kind("OUTC", frozenset({"outc_cod", "outc_code"}), ("outc_cod",)),
    Kind("INDI", frozenset({"indi_pt"}), ("drug_seq", "indi_pt")),
    Kind("RPSR", frozenset({"rpsr_cod"})),
    Kind("DEMO", frozenset({"event_dt", "fda_dt", "rept_cod", "caseversion"}), (), True),
)
_JOINED = ("DRUG", "THER", "REAC", "OUTC", "INDI")


@dataclass(frozen=True, slots=True)
class ReportRows:
    """All rows of one report. ``bad`` are lines of it that cannot be read."""

    demo: Row
    drug: tuple[Row, ...]
    ther: tuple[Row, ...]
    reac: tuple[Row, ...]
    outc: tuple[Row, ...]
    indi: tuple[Row, ...]
    bad: tuple[BadLine, ...] = ()


class Source(Protocol):
    """A set of files that holds reports."""

    @property
    def name(self) -> str:
        """What the reports are called in their titles."""

    def demo(self) -> Iterator[tuple[int | None, Row | BadLine]]:
        """The line of every report, in the order of the file, with its number."""

    def report(self, key: int, demo: Row) -> ReportRows:
        """What the other tables say of it."""

    def keys(self) -> Iterable[NDArray[np.int64]]:
        """The numbers of all reports for which the other tables have rows."""

    def strays(self) -> Iterator[tuple[str, BadLine]]:
        """Lines of the other tables that belong to no report, with their file."""


class TablesOfQuarter:
    """The tables as FDA publishes them."""

    def __init__(self, name: str, files: Mapping[str, File]) -> None:
        self.name = f"FAERS {name}".strip()
        needs = {kind.name: kind.needs for kind in KINDS}
        self._tables = {
            kind: Table(file, kind, KEY, ALIASES, needs[kind])
            for kind, file in files.items()
            if kind != "RPSR"
        }

    def table(self, kind: str) -> Table | None:
        """One table; None where the quarter has none of that kind."""
        return self._tables.get(kind)

    def demo(self) -> Iterator[tuple[int | None, Row | BadLine]]:
        """See ``Source``."""
        return self._tables["DEMO"].in_order()

    def report(self, key: int, demo: Row) -> ReportRows:
        """See ``Source``."""
        found: dict[str, tuple[Row, ...]] = {}
        bad: list[BadLine] = []
        for kind in _JOINED:
            table = self._tables.get(kind)
            rows = () if table is None else tuple(table.rows(key))
            found[kind] = tuple(row for row in rows if isinstance(row, Row))
            bad += (row for row in rows if isinstance(row, BadLine))
        return ReportRows(
            demo,
            found["DRUG"],
            found["THER"],
            found["REAC"],
            found["OUTC"],
            found["INDI"],
            tuple(bad),
        )

    def keys(self) -> Iterable[NDArray[np.int64]]:
        """See ``Source``."""
        tables = (self._tables[kind] for kind in ("DRUG", "REAC"))
        return (keys for table in tables for keys in table.index.places.parts())

    def go_in_step(self) -> None:
        """Expect that reports are asked for by numbers that go up."""
        for table in self._tables.values():
            table.in_step = table.shape is not None

    def forget(self) -> None:
        """Drop what was remembered of the places of rows."""
        for table in self._tables.values():
            table.forget()

    def strays(self) -> Iterator[tuple[str, BadLine]]:
        """See ``Source``."""
        for kind in _JOINED:
            if kind in self._tables:
                table = self._tables[kind]
                yield from ((table.name, line) for line in table.index.bad)
