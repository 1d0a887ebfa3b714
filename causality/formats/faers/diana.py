"""FAERS as the DiAna project cleans it: comma-separated tables, put back into rows of FAERS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from causality.formats.faers.rows import KEY, ReportRows
from causality.formats.tables.quarter import Kind
from causality.formats.tables.row import BadLine, Row
from causality.formats.tables.table import File, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DIANA", "DianaTables"]

DIANA = (
    Kind("Drug", frozenset({"substance"}), ("drug_seq", "role_cod"), required=True),
    Kind("Drug_Name", frozenset({"drugname"}), ("drug_seq",)),
    Kind("Drug_Supp", frozenset({"dechal", "rechal"}), ("drug_seq",)),
    Kind("Doses", frozenset({"dose_vbm", "dose_amt"}), ("drug_seq",)),
    Kind("Ther", frozenset({"start_dt", "end_dt"}), ("drug_seq", "start_dt")),
    Kind("Reac", frozenset({"pt"}), ("pt",), required=True),
    Kind("Outc", frozenset({"outc_cod"}), ("outc_cod",)),
    Kind("Indi", frozenset({"indi_pt"}), ("drug_seq", "indi_pt")),
    Kind("Demo_Supp", frozenset({"caseid", "rpsr_cod"})),
    Kind("Demo", frozenset({"age_in_days", "init_fda_dt", "fda_dt"}), required=True),
)
_OF_A_DRUG = ("Drug_Name", "Drug_Supp", "Doses")
_DAYS_OF_A_YEAR = 365
"""By which DiAna turned years into days."""
_SOME_DAYS = 730


class DianaTables:
    """The tables of DiAna; what it split over several files is one row again."""

    def __init__(self, files: Mapping[str, File]) -> None:
        self.name = "FAERS (cleaned by DiAna)"
        needs = {kind.name: kind.needs for kind in DIANA}
        self._tables = {
            kind: Table(file, kind, KEY, {}, needs[kind]) for kind, file in files.items()
        }

    def demo(self) -> Iterator[tuple[int | None, Row | BadLine]]:
        """See ``Source``."""
        for key, row in self._tables["Demo"].in_order():
            yield key, row if key is None or isinstance(row, BadLine) else self._demo(key, row)

    def report(self, key: int, demo: Row) -> ReportRows:
        """See ``Source``."""
        bad: list[BadLine] = []
        found = {kind: self._rows(kind, key, bad) for kind in self._tables if kind != "Demo"}
        of_drug = {row.text("drug_seq"): row for kind in _OF_A_DRUG for row in found.get(kind, ())}
        drugs = tuple(self._drug(number, found) for number in of_drug)
        therapies = tuple(_without_sums(row) for row in found.get("Ther", ()))
        return ReportRows(
            demo,
            drugs or found["Drug"],
            therapies,
            found["Reac"],
            found.get("Outc", ()),
            found.get("Indi", ()),
            tuple(bad),
        )

    def keys(self) -> Iterable[NDArray[np.int64]]:
        """See ``Source``."""
        return (self._tables[kind].index.places.keys() for kind in ("Drug", "Reac"))

    def strays(self) -> Iterator[tuple[str, BadLine]]:
        """See ``Source``."""
        for kind, table in self._tables.items():
            if kind != "Demo":
                yield from ((table.name, line) for line in table.index.bad)

    def _rows(self, kind: str, key: int, bad: list[BadLine]) -> tuple[Row, ...]:
        if kind not in self._tables:
            return ()
        rows = tuple(self._tables[kind].rows(key))
        bad += (row for row in rows if isinstance(row, BadLine))
        return tuple(row for row in rows if isinstance(row, Row))

    def _demo(self, key: int, row: Row) -> Row:
        """One line of DEMO again: the case and its version, the age as FAERS writes it."""
        supp = next(iter(self._rows("Demo_Supp", key, [])), None)
        more = (
            {} if supp is None else {name: supp.cells[name] for name in _CASE & supp.cells.keys()}
        )
        cells = {**row.cells, **more, "wt": row.cells.get("wt_in_kgs", ""), "wt_cod": "KG"}
        days = row.number("age_in_days") or ""
        if days.isdecimal() and len(days) < 6:  # noqa: PLR2004 - a life has 45,000 days
            whole = int(days) < _SOME_DAYS
            number = int(days) if whole else round(int(days) / _DAYS_OF_A_YEAR, 1)
            cells |= {"age": str(number), "age_cod": "DY" if whole else "YR"}
        elif days:
            cells["age"] = days
        return Row("Demo", row.line, cells)

    def _drug(self, number: str | None, found: Mapping[str, tuple[Row, ...]]) -> Row:
        cells: dict[str, str] = {}
        places: dict[str, str] = {}
        for kind in (*_OF_A_DRUG, "Drug"):
            row = next((row for row in found.get(kind, ()) if row.text("drug_seq") == number), None)
            if row is not None:
                cells |= row.cells
                places |= {column: row.at(column) for column in row.cells}
        substances = [
            row.text("substance") for row in found["Drug"] if row.text("drug_seq") == number
        ]
        cells["prod_ai"] = "\\".join(filter(None, substances)) or cells.get("prod_ai", "")
        return Row("Drug", 0, cells, places)


_CASE = frozenset({"caseid", "caseversion"})


def _without_sums(row: Row) -> Row:
    """A therapy whose length, worked out by DiAna with both days counted, gives way to dates."""
    dur = row.number("dur_in_days") or ""
    silent = not (row.text("start_dt") or row.text("end_dt"))
    cells = {**row.cells, "dur": dur if silent else "", "dur_cod": "DAY"}
    return Row(row.table, row.line, cells, {"dur": row.at("dur_in_days")})
