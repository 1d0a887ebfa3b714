"""Rows of the VAERS tables of many reports put together as flat records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.actions import ACTIONS
from causality.batch.flat.commas.texts import in_rows
from causality.batch.flat.entry_ids import Words
from causality.batch.flat.faers.cells import Cells
from causality.batch.flat.faers.events import Events, events_of
from causality.batch.flat.grouping import counted
from causality.batch.flat.record import ROLES
from causality.batch.flat.settled import Settled, ids_of, refused_of, settled
from causality.batch.flat.texts import Texts
from causality.batch.flat.vaers.patients import Patients, patients_of
from causality.batch.flat.vaers.vaccines import Vaccines, vaccines_of
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.formats.case_of import MANY_PAIRS
from causality.formats.names import slug
from causality.formats.vaers.report import SYMPTOMS
from causality.vocabulary import VOCABULARY

__all__ = ["Rows", "assembled"]

_OVERDOSE = VOCABULARY["overdose"].values

Ints = NDArray[np.int64]


class Rows(NamedTuple):
    """Rows of some reports: one of DATA for each, those of VAX and SYMPTOMS with their report."""

    data: Mapping[str, Texts]
    free: Mapping[str, NDArray[np.bool_]]
    of_vax: Ints
    vax: Mapping[str, Texts]
    of_symptoms: Ints
    symptoms: Mapping[str, Texts]


def assembled(rows: Rows, ids: list[str], source: str) -> Settled:
    """The reports with these numbers, as they are written."""
    size, words = len(ids), Words()
    vaccines = vaccines_of(rows.of_vax, rows.vax, words, size)
    events = _events(rows, size)
    patients = patients_of(rows.data, rows.free, events.reactions, events.count)
    entries, clashing = ids_of(
        (vaccines.report, vaccines.called.wanted, vaccines.called.slugs),
        (events.report, events.wanted, events.slugs),
        words,
    )
    odd = vaccines.odd | events.odd | patients.odd
    odd[clashing] = True
    drugs = counted(vaccines.report, size)
    notes = vaccines.notes + events.notes + patients.notes + (drugs * events.count > MANY_PAIRS)
    tables = {
        "report": {
            "id": words.places(ids),
            "case": words.places([slug(id_, "report", longest=60) for id_ in ids]),
            "notes": notes,
            **patients.columns,
        },
        "drug": _drugs(vaccines, entries, words, events.overdose & (drugs == 1)),
        "dose": _doses(vaccines, patients),
        "event": _event_table(events, entries[len(vaccines.report) :], words, patients),
    }
    refused = refused_of(drugs, events.reactions, events.count)
    return settled(source, words, tables, odd, refused)


def _events(rows: Rows, size: int) -> Events:
    """The events; nothing is read here of their outcome and of what came back."""
    row, terms = in_rows([rows.symptoms[name] for name in SYMPTOMS])
    report = rows.of_symptoms[row]
    none = Texts(np.zeros(len(report), dtype=np.int64), ("",))
    number = np.full(len(report), -1, dtype=np.int64)
    nothing = np.zeros(0, dtype=np.int64)
    return events_of(
        Cells(report, number, {"pt": terms, "drug_rec_act": none}),
        Cells(nothing, nothing, {"outc_cod": Texts(nothing, ("",))}),
        size,
    )


def _drugs(
    vaccines: Vaccines, entries: Ints, words: Words, overdose: NDArray[np.bool_]
) -> dict[str, NDArray[Any]]:
    size = len(vaccines.report)
    none = np.zeros(size, dtype=np.bool_)
    return {
        "report": vaccines.report,
        "id": entries[:size],
        "name": words.places(list(vaccines.called.labels))[vaccines.called.label],
        "role": np.full(size, ROLES.index("suspect")),
        "action": np.full(size, ACTIONS.index("unknown")),
        "vaccine": ~none,
        "overdose": np.where(
            overdose[vaccines.report], _OVERDOSE.index("yes"), _OVERDOSE.index("unknown")
        ),
        "not_taken": none,
        "indication": none,
        "amount": vaccines.amount,
    }


def _doses(vaccines: Vaccines, patients: Patients) -> dict[str, NDArray[Any]]:
    report = vaccines.report[vaccines.dose_of]
    lo, hi = (np.full(len(report), value, dtype=np.int64) for value in (OPEN_LO, OPEN_HI))
    return {
        "drug": vaccines.dose_of,
        "start_lo": patients.given.lo[report],
        "start_hi": patients.given.hi[report],
        "stop_lo": lo,
        "stop_hi": hi,
        "length_lo": lo,
        "length_hi": hi,
        "stopped": np.zeros(len(report), dtype=np.bool_),
        "once": np.ones(len(report), dtype=np.bool_),
        "route": vaccines.route,
    }


def _event_table(
    events: Events, ids: Ints, words: Words, patients: Patients
) -> dict[str, NDArray[Any]]:
    return {
        "report": events.report,
        "id": ids,
        "term": words.places(list(events.terms))[events.term],
        "relation": events.relation,
        "onset_lo": patients.begun.lo[events.report],
        "onset_hi": patients.begun.hi[events.report],
        "outcome": patients.outcome[events.report],
        "disabling": patients.disabling[events.report],
    }
