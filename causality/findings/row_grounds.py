"""The entries behind the rows of facts, row by row: no key is made for every cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

__all__ = ["RowGrounds"]


class RowGrounds(Mapping[tuple[str, int, str], tuple[str, ...]]):
    """``Facts.grounds`` over what each row of each table tells of its columns.

    Rows may share what they tell: a report can have millions of rows on its other drugs.
    """

    __slots__ = ("_rows",)

    def __init__(self, rows: Mapping[str, Sequence[Mapping[str, tuple[str, ...]]]]) -> None:
        self._rows = rows

    def __getitem__(self, key: tuple[str, int, str]) -> tuple[str, ...]:
        """The entries behind one cell; KeyError where none are told."""
        table, row, column = key
        rows = self._rows.get(table, ())
        if not 0 <= row < len(rows):
            raise KeyError(key)
        return rows[row][column]

    def __iter__(self) -> Iterator[tuple[str, int, str]]:
        """Every cell with entries."""
        for table, rows in self._rows.items():
            for row, told in enumerate(rows):
                for column in told:
                    yield table, row, column

    def __len__(self) -> int:
        """How many cells have entries."""
        return sum(len(told) for rows in self._rows.values() for told in rows)
