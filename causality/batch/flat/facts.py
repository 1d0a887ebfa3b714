"""Flat records to the facts of their reports, all at once, by the closed form of time.

Each dose is closed alone and between any other two moments the calendar is the only way, so no
graph is needed: what a timeline and ``findings.extract`` say of one case follows for all reports
from differences of bounds, joins of rows and reductions over them. Row for row the same facts come
out either way.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.arrays import array_of, plain, same_text
from causality.batch.extra import arrow
from causality.batch.flat.actions import done_with
from causality.batch.flat.again import re_exposures_of, recurred_alone
from causality.batch.flat.cut import taken
from causality.batch.flat.doses import sound_reports, taken_in
from causality.batch.flat.episodes import episodes_of
from causality.batch.flat.members import events_of
from causality.batch.flat.names import Names, known_names
from causality.batch.flat.pair_table import pair_table, silent_table
from causality.batch.flat.pairs import Layout, laid_out
from causality.batch.flat.record import Flat
from causality.batch.flat.rivals import co_suspects_of, other_drugs_of
from causality.batch.flat.steps import restarts_of, steps_of
from causality.batch.flat.times import times_of
from causality.batch.report_facts import ReportFacts
from causality.batch.texts import numbers
from causality.findings.facts import TABLES, Facts
from causality.findings.latency_table import fallback

__all__ = ["facts_of_flat"]


def facts_of_flat(flat: Flat) -> tuple[ReportFacts, NDArray[np.bool_]]:
    """The facts of the reports of ``flat``, and which of its reports these are.

    A report with dates that cannot all hold is left out: what they contradict is for the general
    closure to say.
    """
    sound = sound_reports(flat)
    if not sound.all():
        flat = taken(flat, np.flatnonzero(sound))
    layout = laid_out(flat)
    names = known_names(flat)
    return _told(flat, layout, _facts(flat, layout, names), names), sound


def _facts(flat: Flat, layout: Layout, names: Names) -> Facts:
    intake = taken_in(flat)
    steps = steps_of(flat, intake)
    restarts = restarts_of(flat, intake, steps)
    pairs = pair_table(flat, layout, names, times_of(flat, layout, intake, steps))
    lingering = fallback().after_last_dose(None)
    liver = np.flatnonzero(names.liver_event[layout.event])
    none = np.zeros(0, np.int64)
    told: dict[str, dict[str, NDArray[Any]]] = {
        "episode": episodes_of(flat, layout, done_with(flat, intake, steps, restarts)),
        "re_exposure": re_exposures_of(flat, layout, intake, restarts),
        "co_suspect": co_suspects_of(layout, pairs, lingering),
        "other_drug": other_drugs_of(flat, layout, pairs, liver, recurred_alone(flat, layout)),
    }
    children = {
        table: silent_table(table, len(columns["pair"]), columns)
        for table in TABLES
        if table != "pair"
        for columns in (told.get(table, {"pair": none}),)
    }
    return Facts(len(layout.drug), {"pair": pairs, **children})


def _told(flat: Flat, layout: Layout, facts: Facts, names: Names) -> ReportFacts:
    reports = flat.rows("report")
    report, drug = flat.arrays["report"], flat.arrays["drug"]
    return ReportFacts(
        reports=reports,
        source=same_text(flat.source, reports),
        report=_named(flat, report["id"]),
        case=_named(flat, report["case"]),
        notes=report["notes"],
        contradictions=np.zeros(reports, np.int32),
        facts=facts,
        pair_report=layout.report,
        pair_event=layout.event,
        part=layout.part,
        drug=_named(flat, drug["id"], layout.drug),
        drug_name=_named(flat, drug["name"], layout.drug),
        documented={
            "indication": (~drug["indication"]).astype(np.int8)[layout.drug],
            "sex": (~report["sex_told"]).astype(np.int8)[layout.report],
            "age": report["age_told"][layout.report],
            "dose": (~drug["amount"]).astype(np.int8)[layout.drug],
        },
        events=events_of(flat, layout, names),
        event_report=flat.column("event", "report"),
        event=_named(flat, flat.column("event", "id")),
        event_term=_named(flat, flat.column("event", "term")),
    )


def _named(flat: Flat, places: NDArray[Any], rows: NDArray[np.int64] | None = None) -> Any:
    """The words at these places, each distinct one written down once; for ``rows`` of them."""
    pa = arrow()
    distinct, number = np.unique(places, return_inverse=True)
    known = _texts([*map(flat.words.__getitem__, distinct.tolist())])
    chosen = numbers(number if rows is None else number[rows], pa.int32())
    return pa.DictionaryArray.from_arrays(chosen, known)


def _texts(words: list[str]) -> Any:
    """The words as an array of strings; in one stroke where all are plain ASCII, as most are."""
    pa = arrow()
    together = "".join(words)
    if not together.isascii():
        return array_of([plain(word) for word in words], pa.string())
    ends = np.zeros(len(words) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, words), np.int32, len(words)), out=ends[1:])
    held = [None, pa.py_buffer(ends), pa.py_buffer(together.encode())]
    return pa.Array.from_buffers(pa.string(), len(words), held)
