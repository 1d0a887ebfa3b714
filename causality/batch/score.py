"""Facts of whole reports to rows of the table of pairs, all at once.

What `causality.assessment.assess` makes of one case, this makes of any number: the same rules, the
same tables, the same bits. Only reasons are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.coded import Coded
from causality.batch.completeness import documented
from causality.batch.extra import arrow
from causality.batch.judged import Warned, judged, seen_by
from causality.batch.measures import measures
from causality.batch.options import Options, chosen_methods
from causality.batch.report_facts import PARTS, ReportFacts
from causality.batch.shares import shares
from causality.batch.slices import slices
from causality.batch.table import coded_schema, columns, schema
from causality.batch.texts import coded, listed, numbers, plain
from causality.findings.derive import Findings, derive
from causality.methods import Method, method
from causality.vocabulary import VOCABULARY, reading_of
from causality.vocabulary.skin import RIVAL_SCORE

__all__ = ["MOST_PAIRS", "scored", "scored_coded"]

MOST_PAIRS = 50_000
"""Pairs that are scored together, unless one report has more: it keeps what is in between small."""

_JUDGED = PARTS.index("judged")
_UNKNOWN = 0  # the first value of every finding


def scored(told: ReportFacts, options: Options) -> Any:
    """One row for each judged pair, in their order, as a record batch of the table of pairs."""
    form = schema(columns(chosen_methods(options)))
    batch = scored_coded(told, options)
    arrays = [
        column.cast(field.type) if column.type != field.type else column
        for column, field in zip(batch.columns, form, strict=True)
    ]
    return arrow().record_batch(arrays, schema=form)


def scored_coded(told: ReportFacts, options: Options) -> Any:
    """The same rows, values out of a closed list as numbers: less to write and to move."""
    pa = arrow()
    names = chosen_methods(options)
    chosen = _methods(names, options.methods_dir)
    form = coded_schema(columns(names))
    parts = [
        pa.record_batch(
            [
                found[field.name] if field.name in found else pa.nulls(n, field.type)
                for field in form
            ],
            schema=form,
        )
        for part in slices(told, MOST_PAIRS)
        for n, found in [_scored(part, chosen, options)]
    ]
    if len(parts) == 1:
        return parts[0]
    (whole,) = pa.Table.from_batches(parts).combine_chunks().to_batches()
    return whole


def _methods(names: Sequence[str], folder: Path | None) -> list[Method]:
    return [method(name, extra=folder) for name in names]


def _scored(
    told: ReportFacts, chosen: Sequence[Method], options: Options
) -> tuple[int, Mapping[str, Any]]:
    """How many pairs are judged, and the columns that have any value."""
    pa = arrow()
    rows = np.flatnonzero(told.part == _JUDGED)
    findings = derive(told.facts)
    every = Coded(findings)
    picked = every if len(rows) == findings.n else Coded(findings, rows)
    found: dict[str, Any] = {**dict(_named(told, rows)), **measures(told.facts, rows)}
    seen = {one.id: seen_by(one, picked, every, told.pair_event) for one in chosen}
    rivals = next((seen[one.id] for one in chosen if RIVAL_SCORE in one.reads), picked)
    found |= dict(_findings(picked, rivals))
    warned = [_of_record(told, findings, rows)]
    for one in chosen:
        judgement, warnings = judged(one, seen[one.id])
        found |= judgement
        warned.append(warnings)
    found["warnings"] = _warnings(warned)
    if options.differential:
        found |= shares(told, findings, rows, intervals=options.intervals)
    low, high = documented(told, rows)
    found["documented_from"] = numbers(low, pa.float64())
    found["documented_to"] = numbers(high, pa.float64())
    return len(rows), found


def _named(told: ReportFacts, rows: NDArray[np.int64]) -> Iterator[tuple[str, Any]]:
    """What names each row."""
    report, event = told.pair_report[rows], told.pair_event[rows]
    for name, texts, places in (
        ("source", told.source, report),
        ("report", told.report, report),
        ("case", told.case, report),
        ("drug", told.drug, rows),
        ("drug_name", told.drug_name, rows),
        ("event", told.event, event),
        ("event_term", told.event_term, event),
    ):
        yield name, plain(texts, places)
    yield "notes", numbers(told.notes[report], arrow().int32())


def _findings(picked: Coded, rivals: Coded) -> Iterator[tuple[str, Any]]:
    """The value of every finding, and how many are known."""
    known = np.zeros(picked.n, dtype=np.int32)
    for name, term in VOCABULARY.items():
        one = (rivals if name == RIVAL_SCORE else picked).coding(name)
        values = [term.values.index(reading_of(name, mask).value) for mask in one.masks]
        if one.which is None:
            places = np.full(picked.n, values[0] if values else 0, dtype=np.int8)
        else:
            places = np.array(values, dtype=np.int8)[one.which]
        known += places != _UNKNOWN
        yield name, coded(term.values, places)
    yield "findings_known", numbers(known, arrow().int32())


def _warnings(warned: Sequence[Warned]) -> Any:
    """The warnings of every row, those of the record first, then method by method."""
    texts = [text for one in warned for text in one.texts]
    first = np.cumsum([0, *(len(one.texts) for one in warned)])
    lines = [
        int(before) + line for before, one in zip(first, warned, strict=False) for line in one.lines
    ]
    return listed(texts, lines, [flags for one in warned for flags in one.flags])


def _of_record(told: ReportFacts, findings: Findings, rows: NDArray[np.int64]) -> Warned:
    """What the record itself gives reason to warn of."""
    clash = told.contradictions[told.pair_report[rows]] > 0
    disagrees = np.zeros(findings.n, dtype=np.bool_)
    for flags in findings.disagrees.values():
        disagrees |= flags
    return Warned(("CONTRADICTORY_DATES", "STATEMENT_DISAGREES"), (0, 1), (clash, disagrees[rows]))
