"""Rows of the VAERS tables of many reports put together as flat records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.commas.texts import in_rows
from causality.batch.flat.entry_ids import Words
from causality.batch.flat.grouping import counted
from causality.batch.flat.reactions import reactions_of
from causality.batch.flat.record import ROLES
from causality.batch.flat.reported import drug_columns, event_columns
from causality.batch.flat.settled import Settled, ids_of, refused_of, settled
from causality.batch.flat.texts import Texts
from causality.batch.flat.vaers.patients import Patients, patients_of
from causality.batch.flat.vaers.vaccines import Vaccines, vaccines_of
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.formats.case_of import MANY_PAIRS
from causality.formats.names import slug
from causality.formats.vaers.report import SYMPTOMS

__all__ = ["Rows", "assembled"]

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
    row, terms = in_rows([rows.symptoms[name] for name in SYMPTOMS])
    events = reactions_of(rows.of_symptoms[row], terms, size)
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
    role = np.full(len(vaccines.report), ROLES.index("suspect"))
    overdose = (events.overdose & (drugs == 1))[vaccines.report]
    begun, of = patients.begun, events.report
    tables = {
        "report": {
            "id": words.places(ids),
            "case": words.places([slug(id_, "report", longest=60) for id_ in ids]),
            "notes": notes,
            **patients.columns,
        },
        "drug": {
            **drug_columns(
                (vaccines.report, entries[: len(role)], vaccines.called), role, overdose, words
            ),
            "vaccine": np.ones(len(role), dtype=np.bool_),
            "amount": vaccines.amount,
        },
        "dose": _doses(vaccines, patients),
        "event": {
            **event_columns(events, entries[len(role) :], (begun.lo[of], begun.hi[of]), words),
            "outcome": patients.outcome[of],
            "disabling": patients.disabling[of],
        },
    }
    refused = refused_of(drugs, events.reactions, events.count)
    return settled(source, words, tables, odd, refused)


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
