"""Facts of reports for the tests of their Arrow form: shipped cases, real reports, random ones."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from causality.batch.of_cases import facts_of_cases
from causality.batch.report_facts import DOCUMENTED, PARTS, ReportFacts
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.findings.causes.event_facts import EventFacts
from causality.formats.faers import read_faers
from tests.findings.random_facts import random_facts
from tests.network.differential.random_events import drawn

__all__ = ["changed", "of_shipped_cases", "random_reports", "real_reports", "without"]

FAERS = Path(__file__).resolve().parents[2] / "data" / "faers_ascii" / "25Q4"
_MOST_PAIRS = 40


@cache
def of_shipped_cases() -> ReportFacts:
    """The facts of every shipped case."""
    return facts_of_cases(
        [("shipped", name, 1, read_case(path)) for name, path in shipped_cases().items()]
    )


@cache
def real_reports(most: int = 60) -> ReportFacts:
    """The facts of the first reports of a quarter of FAERS that have few pairs."""
    told = []
    for report in read_faers(FAERS):
        case = report.case
        if case is not None and len(case.drugs) * len(case.events) <= _MOST_PAIRS:
            told.append(("25Q4", report.id, len(report.notes), case))
        if len(told) == most:
            break
    return facts_of_cases(told)


def random_reports(seed: int) -> ReportFacts:
    """A few reports with any facts of pairs and events, some without either."""
    rng = np.random.default_rng([seed, 9])
    events = int(rng.integers(0, 6))
    given = drawn(seed, events, "leukoencephalopathy")
    event_facts: EventFacts = given.events
    reports = int(rng.integers(1, 5))
    event_report = np.sort(rng.integers(0, reports, events))
    member, of = event_facts.column("member", "pair"), event_facts.events("member")
    besides = int(rng.integers(0, 4)) if events else 0
    event = np.concatenate([of, rng.integers(0, max(events, 1), besides)]).astype(np.int64)
    weighed = rng.integers(0, 2, len(of))
    part = np.concatenate([weighed, np.full(besides, PARTS.index("besides"))]).astype(np.int8)
    pair_report = event_report[event].astype(np.int64)
    order = np.lexsort((event, part, pair_report))
    n = len(event)
    place = np.empty(n, dtype=np.int64)
    place[order] = np.arange(n)
    arrays = {table: dict(columns) for table, columns in event_facts.arrays.items()}
    arrays["member"]["pair"] = place[member]
    # Members stand in the order of their pairs, and joint causes follow them.
    moved = np.lexsort((place[member], of))
    back = np.empty(len(moved), dtype=np.int64)
    back[moved] = np.arange(len(moved))
    arrays["member"] = {name: values[moved] for name, values in arrays["member"].items()}
    for name in ("first", "second"):
        rows = arrays["joint"][name]
        arrays["joint"][name] = np.where(rows < 0, rows, back[rows]) if len(back) else rows
    return ReportFacts(
        reports=reports,
        source=_texts("s", reports),
        report=_texts("r", reports),
        case=_texts("c", reports),
        notes=rng.integers(0, 9, reports).astype(np.int32),
        contradictions=rng.integers(0, 3, reports).astype(np.int32),
        facts=random_facts(seed, n),
        pair_report=pair_report[order],
        pair_event=event[order],
        part=part[order],
        drug=_texts("d", n),
        drug_name=_texts("Drug ", n),
        documented={
            name: rng.integers(0, len(states), n).astype(np.int8)
            for name, states in DOCUMENTED.items()
        },
        events=EventFacts(events, arrays),
        event_report=event_report.astype(np.int64),
        event=_texts("e", events),
        event_term=_texts("Event ", events),
    )


def _texts(word: str, n: int) -> pa.Array:
    return pa.array([f"{word}{number}" for number in range(n)], pa.string())


def without(batch: pa.RecordBatch, *names: str) -> pa.RecordBatch:
    """The batch without columns, named by their paths: ``pairs.episode.kind``."""
    return changed(batch, lambda path, column: None if path in names else column)


def changed(
    batch: pa.RecordBatch, change: Callable[[str, pa.Array], pa.Array | None]
) -> pa.RecordBatch:
    """The batch with other columns where ``change`` gives one, and without where it gives none."""
    names, arrays = _changed(batch.schema.names, batch.columns, "", change)
    return pa.RecordBatch.from_arrays(list(arrays), names=list(names))


def _changed(
    names: Collection[str],
    arrays: Collection[pa.Array],
    path: str,
    change: Callable[[str, pa.Array], pa.Array | None],
) -> tuple[tuple[str, ...], tuple[pa.Array, ...]]:
    found: list[tuple[str, Any]] = []
    for name, array in zip(names, arrays, strict=True):
        told: pa.Array = array
        if pa.types.is_list(array.type) and pa.types.is_struct(array.type.value_type):
            inside = array.values
            fields = [inside.type.field(i).name for i in range(inside.type.num_fields)]
            below = _changed(fields, inside.flatten(), f"{path}{name}.", change)
            rows = pa.StructArray.from_arrays(list(below[1]), names=list(below[0]))
            told = pa.ListArray.from_arrays(array.offsets, rows)
        after = change(f"{path}{name}", told)
        if after is not None:
            found.append((name, after))
    return tuple(name for name, _ in found), tuple(array for _, array in found)
