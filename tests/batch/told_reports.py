"""Small reports of every kind of source, and the rows that one case at a time gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeAlias

from causality.assessment import assess
from causality.batch import Options
from causality.batch.options import chosen_methods
from causality.batch.table import columns
from causality.case.case import Case
from causality.case.shipped import shipped_cases
from causality.formats import read_reports
from tests.batch.single_rows import rows_of
from tests.formats.samples import DATA

__all__ = ["Told", "alone", "told_reports"]

Told: TypeAlias = tuple[str, str, int, Case]

_MESSAGES = ("e2b_r2", "e2b_r3", "e2b_r3_derived")
_TABLES = ("faers_ascii/17Q2", "faers_ascii/25Q4", "faers_diana", "vaers")
_OF_EACH = 12
_MOST_PAIRS = 8


@cache
def told_reports() -> tuple[Told, ...]:
    """Every shipped case, every message, and the first small reports of each database."""
    return (
        *(one for name, path in shipped_cases().items() for one in _reports(path, name)),
        *(
            one
            for folder in _MESSAGES
            for path in sorted((DATA / folder).glob("*.xml"))
            if "ack" not in path.name
            for one in _small(_reports(path, path.name))
        ),
        *(
            one
            for folder in _TABLES
            for one in islice(_small(_reports(DATA / folder, folder)), _OF_EACH)
        ),
        *islice(_small(_reports(DATA / "openfda" / "openfda_flat_reports.csv", "open")), _OF_EACH),
    )


def _reports(path: Any, name: str) -> Iterator[Told]:
    for report in read_reports(path, name):
        if report.case is not None:
            yield name, report.id, len(report.notes), report.case


def _small(told: Iterable[Told]) -> Iterator[Told]:
    for one in told:
        if len(one[3].drugs) * len(one[3].events) <= _MOST_PAIRS:
            yield one


def alone(told: Sequence[Told], options: Options) -> list[list[Mapping[str, object]]]:
    """The rows of each report, from the assessment of its case alone."""
    names = [column.name for column in columns(chosen_methods(options))]
    return [list(_rows(one, options, names)) for one in told]


def _rows(one: Told, options: Options, names: Sequence[str]) -> Iterator[Mapping[str, object]]:
    source, report, notes, case = one
    assessed = assess(
        case,
        methods=chosen_methods(options),
        methods_dir=options.methods_dir,
        differential=options.differential,
        intervals=options.intervals,
        reasons=False,
    )
    for row in rows_of(assessed, source, report, notes, intervals=options.intervals):
        yield {
            name: list(cell) if isinstance(cell, tuple) else cell
            for name in names
            for cell in [row.get(name)]
        }
