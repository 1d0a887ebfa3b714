"""Rows of the FAERS tables of many reports put together as flat records."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.entry_ids import Words
from causality.batch.flat.faers.cells import Cells
from causality.batch.flat.faers.doses import doses_of
from causality.batch.flat.faers.drugs import drugs_of
from causality.batch.flat.faers.events import disabling
from causality.batch.flat.faers.patients import Patients, patients_of
from causality.batch.flat.faers.said import said_of
from causality.batch.flat.grouping import counted
from causality.batch.flat.reactions import reactions_of
from causality.batch.flat.record import ROLES
from causality.batch.flat.reported import drug_columns, event_columns
from causality.batch.flat.settled import Settled, ids_of, refused_of, settled
from causality.findings.actions import SUSPECTS
from causality.formats.case_of import MANY_PAIRS
from causality.formats.names import slug

__all__ = ["Rows", "assembled"]

_CASE = slug("0", "report").removesuffix("0")
_SUSPECT = tuple(ROLES.index(role) for role in SUSPECTS)


class Rows(NamedTuple):
    """The rows of some reports, table by table; DEMO has one for each, in their order."""

    demo: Cells
    drug: Cells
    ther: Cells
    reac: Cells
    outc: Cells
    indi: Cells


def assembled(rows: Rows, keys: NDArray[np.int64], source: str) -> Settled:
    """The reports with these numbers."""
    size, words = len(keys), Words()
    patients = patients_of(rows.demo)
    drugs = drugs_of(rows.drug, rows.indi, size)
    events = reactions_of(rows.reac.report, rows.reac["pt"], size)
    disabled, unused = disabling(rows.outc, events.reactions)
    doses = doses_of(rows.drug, rows.ther, drugs, words, size)
    said = said_of(rows.reac, drugs, events, size)
    ids, clashing = ids_of(
        (drugs.report, drugs.called.wanted, drugs.called.slugs),
        (events.report, events.wanted, events.slugs),
        words,
    )
    odd = drugs.odd | events.odd | doses.odd
    odd[clashing] = True
    suspect = np.isin(drugs.role, _SUSPECT)
    suspects = counted(drugs.report[suspect], size)
    notes = patients.notes + drugs.notes + events.notes + doses.notes + said.notes + unused
    notes += (suspects == 0) | (suspects * events.count > MANY_PAIRS)
    overdose = suspect & (events.overdose & (suspects == 1))[drugs.report]
    entries = ids[: len(drugs.report)], ids[len(drugs.report) :]
    onset, of = patients.onset, events.report
    tables = {
        "report": _reports(keys, words, notes, patients),
        "drug": {
            **drug_columns((drugs.report, entries[0], drugs.called), drugs.role, overdose, words),
            "indication": drugs.indication,
            "amount": doses.amount,
        },
        "dose": doses.columns,
        "event": {
            **event_columns(events, entries[1], (onset.lo[of], onset.hi[of]), words),
            "disabling": disabled[of],
        },
        "statement": said.statement,
        "again": said.again,
        "again_drug": said.again_drug,
    }
    refused = refused_of(counted(drugs.report, size), events.reactions, events.count)
    return settled(source, words, tables, odd, refused)


def _reports(
    keys: NDArray[np.int64], words: Words, notes: NDArray[np.int64], patients: Patients
) -> dict[str, NDArray[Any]]:
    ids = [str(key) for key in keys.tolist()]
    return {
        "id": words.places(ids),
        "case": words.places([f"{_CASE}{id_}" for id_ in ids]),
        "notes": notes,
        **patients.columns,
    }
