"""A table of pairs as CSV that a spreadsheet shows and does not run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from causality.assessment.parts import Assessed
from causality.formats.writers.pairs import Cell, table

__all__ = ["as_csv"]

# A spreadsheet takes what begins so for a formula, also behind a sign that its country uses to
# separate cells. Space and quotes before it do not help.
_FORMULA = re.compile(r"""(^|[;|\t\r\n])(?=[\s"']*[=+\-@\uff1d\uff0b\uff0d\uff20])""")


def as_csv(assessments: Iterable[Assessed]) -> Iterator[str]:
    """The header and one line a pair: RFC 4180 in UTF-8, an empty cell for what is not known.

    A text that a spreadsheet could run gets an apostrophe in front, which makes it a text there.
    """
    found = table(assessments)
    yield _line([column.name for column in found.columns])
    for row in found.rows:
        yield _line(map(_harmless, row))


def _harmless(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    return _FORMULA.sub(r"\1'", cell)


def _line(cells: Iterable[Cell]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()
