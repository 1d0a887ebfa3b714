"""Reports to rows, however they came: as cases or as columns; the flat ones in closed form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from causality.batch.cut import taken
from causality.batch.extra import arrow
from causality.batch.flat.facts import facts_of_flat
from causality.batch.flat.of_cases import flat_of
from causality.batch.of_cases import facts_of_cases
from causality.batch.options import Options
from causality.batch.report_facts import PARTS, ReportFacts
from causality.batch.score import scored_coded
from causality.case.case import Case
from causality.findings.known import with_known

__all__ = ["Rows", "Told", "joined_rows", "rows_of_cases", "rows_of_facts"]

Told: TypeAlias = tuple[str, str, int, Case]
"""A report as it is scored: the input it is from, its number, how many remarks, the case."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of the table, and the place of the report that each is of."""

    batch: Any
    places: NDArray[np.int64]


def rows_of_facts(told: ReportFacts, places: NDArray[np.int64], options: Options) -> Rows:
    """The rows of reports that stand at ``places``; intervals for those that are named."""
    judged = told.pair_report[told.part == PARTS.index("judged")]
    whole = Rows(scored_coded(told, replace(options, intervals_of=())), places[judged])
    named = _named(told, options)
    if options.intervals or not options.differential or not named.any():
        return whole
    few = taken(told, np.flatnonzero(named))
    told_more = scored_coded(few, replace(options, intervals=True, intervals_of=()))
    kept = ~named[judged]
    some = few.pair_report[few.part == PARTS.index("judged")]
    return joined_rows(
        [
            Rows(whole.batch.filter(_flags(kept)), whole.places[kept]),
            Rows(told_more, places[np.flatnonzero(named)][some]),
        ]
    )


def _named(told: ReportFacts, options: Options) -> NDArray[np.bool_]:
    """Which reports are among those whose intervals are asked for."""
    if not options.intervals_of:
        return np.zeros(told.reports, dtype=np.bool_)
    wanted = frozenset(options.intervals_of)
    return np.array([one in wanted for one in told.report.to_pylist()], dtype=np.bool_)


def _flags(kept: NDArray[np.bool_]) -> Any:
    pa = arrow()
    buffer = pa.py_buffer(np.packbits(kept, bitorder="little").tobytes())
    return pa.Array.from_buffers(pa.bool_(), len(kept), [None, buffer])


def rows_of_cases(
    told: Sequence[Told], places: NDArray[np.int64], options: Options
) -> Iterator[Rows]:
    """The rows of cases; those that are flat go the short way."""
    if (known := options.known) is not None:
        told = [
            (source, report, notes, with_known(case, known)) for source, report, notes, case in told
        ]
    flat, is_flat = flat_of(told)
    facts, closed = facts_of_flat(flat)
    short = np.flatnonzero(is_flat)[closed]
    if len(short):
        yield rows_of_facts(facts, places[short], options)
    rest = np.setdiff1d(np.arange(len(told)), short)
    if len(rest):
        cases = [told[place] for place in rest.tolist()]
        yield rows_of_facts(facts_of_cases(cases), places[rest], options)


def joined_rows(parts: Sequence[Rows]) -> Rows:
    """All rows in the order of their reports; those of one report stay as they stand."""
    pa = arrow()
    if len(parts) == 1 and _sorted(parts[0].places):
        return parts[0]
    places = np.concatenate([part.places for part in parts])
    order = np.argsort(places, kind="stable")
    table = pa.Table.from_batches([part.batch for part in parts])
    taken_ = table.take(pa.Array.from_buffers(pa.int64(), len(order), [None, pa.py_buffer(order)]))
    (batch,) = taken_.combine_chunks().to_batches() or [parts[0].batch.slice(0, 0)]
    return Rows(batch, places[order])


def _sorted(places: NDArray[np.int64]) -> bool:
    return bool((np.diff(places) >= 0).all())
