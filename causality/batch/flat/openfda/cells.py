"""Cells of openFDA lines: texts, and lists cut where their separator stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.extra import compute
from causality.batch.flat.commas.records import Records
from causality.batch.flat.spans import spread
from causality.batch.flat.texts import Texts
from causality.formats.openfda.flat import APART
from causality.formats.tables.row import plain_number

__all__ = ["LISTS", "PLAIN", "Lists", "Rows", "numbers_in", "rows_of"]

PLAIN = (
    "num_drugs",
    "num_reactions",
    "patient_age",
    "patient_age_unit",
    "patient_sex",
    "receipt_date",
    "serious",
)
LISTS = ("all_drugs", "drug_roles", "reactions", "reaction_outcomes", "administration_routes")

_MOST_DIGITS = 9

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lists:
    """A column of lists: how many ``parts`` each row has, and all of them row by row."""

    parts: Ints
    texts: Texts

    def rows(self, rows: Ints) -> Lists:
        """Some rows of it."""
        row, number = spread(self.parts[rows])
        first = np.cumsum(self.parts) - self.parts
        return Lists(self.parts[rows], self.texts.rows(first[rows][row] + number))

    def only(self, rows: Flags) -> Lists:
        """The same, in which the other rows are empty."""
        return Lists(np.where(rows, self.parts, 0), self.texts.rows(np.repeat(rows, self.parts)))


@dataclass(frozen=True, slots=True)
class Rows:
    """Lines of one block: their cells, and which of the lines have ASCII in all of these."""

    plain: dict[str, Texts]
    lists: dict[str, Lists]
    ascii: Flags

    def rows(self, rows: Ints) -> Rows:
        """Some of the lines."""
        return Rows(
            {name: texts.rows(rows) for name, texts in self.plain.items()},
            {name: lists.rows(rows) for name, lists in self.lists.items()},
            self.ascii[rows],
        )


def rows_of(some: Records, columns: tuple[str, ...]) -> Rows:
    """The cells of all lines; a column that the file does not have says nothing."""
    places = {name: place for place, name in enumerate(columns)}
    size = len(some.at)
    readable = np.ones(size, dtype=np.bool_)
    plain = dict.fromkeys(PLAIN, Texts(np.zeros(size, dtype=np.int64), ("",)))
    none = Texts(np.zeros(0, dtype=np.int64), ("",))
    lists = dict.fromkeys(LISTS, Lists(np.zeros(size, dtype=np.int64), none))
    for name in (*PLAIN, *LISTS):
        if name not in places:
            continue
        cells, ascii_ = some.cells(places[name])
        readable &= ascii_
        if name in plain:
            plain[name] = _texts(cells)
        else:
            lists[name] = _lists(cells)
    return Rows(plain, lists, readable)


def numbers_in(texts: Texts) -> Ints:
    """Whole numbers written in the shortest way, with or without ``.0``; -1 for other texts."""
    return texts.numbers(_number)


def _number(text: str) -> int:
    plain = plain_number(text)
    fine = plain.isdigit() and len(plain) <= _MOST_DIGITS and str(int(plain)) == plain
    return int(plain) if fine else -1


def _texts(cells: Any) -> Texts:
    coded = cells.dictionary_encode()
    indices = coded.indices.buffers()[1]
    codes = np.frombuffer(indices or b"", dtype=np.int32)[: len(cells)].astype(np.int64)
    # A quotation mark is doubled inside a text; a cell without marks around it has none.
    values = tuple(text.replace('""', '"').strip() for text in coded.dictionary.to_pylist())
    return Texts(codes, values or ("",)).mapped(str)


def _lists(cells: Any) -> Lists:
    trimmed = compute().ascii_trim_whitespace(cells)
    cut = compute().split_pattern(trimmed, pattern=APART)
    ends = np.frombuffer(cut.buffers()[1], dtype=np.int32)[: len(cut) + 1].astype(np.int64)
    empty = _lengths(trimmed) == 0
    texts = _texts(cut.values)
    parts = np.diff(ends)
    return Lists(parts, texts).only(~empty)


def _lengths(cells: Any) -> Ints:
    ends = np.frombuffer(cells.buffers()[1], dtype=np.int64)[cells.offset :]
    return np.diff(ends[: len(cells) + 1])
