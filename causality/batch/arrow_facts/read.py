"""A record batch of facts to the facts of reports; everything wrong with it is said at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.arrays import array_of
from causality.batch.arrow_facts.by_name import with_known_names
from causality.batch.arrow_facts.cells import missing
from causality.batch.arrow_facts.check import check
from causality.batch.arrow_facts.faults import Faults
from causality.batch.arrow_facts.layout import REPORTS
from causality.batch.arrow_facts.tables import Table, table_of
from causality.batch.extra import arrow, compute
from causality.batch.report_facts import DOCUMENTED, PARTS, ReportFacts
from causality.findings.causes.event_facts import COLUMNS, EventFacts
from causality.findings.fact_tables import TABLES
from causality.findings.facts import MISSING, Facts

__all__ = ["from_record_batch"]

_ROLES = TABLES["pair"]["role"].codes
_PART_OF = np.array(
    [
        *(PARTS.index("weighed" if role == "concomitant" else "judged") for role in _ROLES),
        PARTS.index("besides"),
    ],
    dtype=np.int8,
)
"""The part of each role; the last where there is none."""


def from_record_batch(batch: Any, name: str = "facts") -> ReportFacts:
    """The facts of the reports in ``batch``; ``name`` is shown in front of each problem.

    Columns may be in any order, and those that are not needed may be left out. InputError with
    every problem found: a column that is unknown, has another type, holds what no list has, or
    names a row that is not there.
    """
    faults = Faults(name)
    try:
        batch.validate(full=True)
    except (arrow().ArrowInvalid, UnicodeDecodeError) as fault:
        faults.add("", f"damaged: {fault}")
        faults.stop()
    reports = table_of(REPORTS, batch, faults)
    pairs, events = reports.inside["pairs"], reports.inside["events"]
    first_pair, first_event = _first(pairs.above, reports.n), _first(events.above, reports.n)
    part = _part(pairs)
    members = _members(pairs, events, part, first_pair, first_event)
    check(reports, part, members, faults)
    faults.stop()
    told = ReportFacts(
        reports=reports.n,
        source=_filled(reports, "source", array_of(("",) * reports.n, arrow().string())),
        report=reports.columns["report"],
        case=_filled(reports, "case", reports.columns["report"]),
        notes=np.maximum(reports.columns["notes"], 0).astype(np.int32),
        contradictions=np.maximum(reports.columns["contradictions"], 0).astype(np.int32),
        facts=_facts(pairs),
        pair_report=pairs.above,
        pair_event=pairs.columns["event"] + first_event[pairs.above],
        part=part,
        drug=pairs.columns["drug"],
        drug_name=pairs.columns["drug_name"],
        documented=_documented(pairs),
        events=_events(events, members, first_pair),
        event_report=events.above,
        event=events.columns["id"],
        event_term=events.columns["term"],
    )
    return with_known_names(told, pairs.given, events.given, members.given)


def _first(above: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """The first row that stands in each of ``n`` rows."""
    return np.searchsorted(above, np.arange(n, dtype=np.int64)).astype(np.int64)


def _part(pairs: Table) -> NDArray[np.int8]:
    told = pairs.columns["part"]
    found: NDArray[np.int8] = np.where(told == MISSING, _PART_OF[pairs.columns["role"]], told)
    return found


def _filled(table: Table, name: str, otherwise: Any) -> Any:
    return compute().coalesce(table.columns[name], otherwise)


def _documented(pairs: Table) -> dict[str, NDArray[np.int8]]:
    """A state for each pair; what nobody tells of is missing."""
    found = {}
    for name, states in DOCUMENTED.items():
        told = pairs.columns[f"documented_{name}"]
        found[name] = np.where(told == MISSING, np.int8(states.index("missing")), told)
    return found


def _facts(pairs: Table) -> Facts:
    arrays = {"pair": {name: pairs.columns[name] for name in _names("pair")}}
    for table in TABLES:
        if table != "pair":
            child = pairs.inside[table]
            arrays[table] = {
                "pair": child.above,
                **{name: child.columns[name] for name in _names(table)},
            }
    return Facts(pairs.n, arrays)


def _names(table: str) -> list[str]:
    """The arrays of a table of facts."""
    names: list[str] = []
    for column in TABLES[table].values():
        ends = ("",) if column.kind == "code" else ("_lo", "_hi")
        names += [f"{column.name}{end}" for end in ends]
    return names


def _events(events: Table, members: Table, first_pair: NDArray[np.int64]) -> EventFacts:
    inside = {**events.inside, "member": members}
    first = {name: _first(inside[name].above, events.n) for name in ("member", "rival")}
    starts = {
        ("member", "pair"): first_pair[members.report],
        ("joint", "first"): first["member"][inside["joint"].above],
        ("joint", "second"): first["member"][inside["joint"].above],
        ("test", "rival"): first["rival"][inside["test"].above],
    }
    arrays: dict[str, dict[str, NDArray[Any]]] = {}
    for table, names in COLUMNS.items():
        told = events if table == "event" else inside[table]
        arrays[table] = {}
        for name, dtype in names.items():
            if name == "event":
                values = told.above
            else:
                values = told.columns[name]
                start = starts.get((table, name))
                if start is not None:
                    values = np.where(values < 0, values, values + start)
            arrays[table][name] = values.astype(dtype)
    return EventFacts(events.n, arrays)


def _members(
    pairs: Table,
    events: Table,
    part: NDArray[np.int8],
    first_pair: NDArray[np.int64],
    first_event: NDArray[np.int64],
) -> Table:
    """The members as given; where left out, every judged or weighed pair of each event."""
    if "member" in events.given:
        return events.inside["member"]
    rows = np.flatnonzero(part != PARTS.index("besides"))
    event = pairs.columns["event"][rows] + first_event[pairs.above[rows]]
    there = (event >= 0) & (event < events.n)  # whatever is not is told by the check
    rows, event = rows[there], event[there]
    order = np.argsort(event, kind="stable")
    rows, above = rows[order], event[order]
    members = next(one for each in REPORTS.inside if each.name == "events" for one in each.inside)
    columns = {field.name: missing(field, len(rows)) for field in members.fields}
    report = events.report[above]
    columns["pair"] = rows - first_pair[report]
    return Table(len(rows), above, report, columns, frozenset(), {})
