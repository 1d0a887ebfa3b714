"""Rows of the FAERS tables of many reports put together as flat records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.actions import ACTIONS
from causality.batch.flat.cut import taken
from causality.batch.flat.faers.cells import Cells
from causality.batch.flat.faers.doses import doses_of
from causality.batch.flat.faers.drugs import Drugs, drugs_of
from causality.batch.flat.faers.events import Events, events_of
from causality.batch.flat.faers.grouping import counted
from causality.batch.flat.faers.names import Words, numbered
from causality.batch.flat.faers.patients import Patients, patients_of
from causality.batch.flat.faers.said import said_of
from causality.batch.flat.record import COLUMNS, ROLES, Flat
from causality.findings.actions import SUSPECTS
from causality.formats.case_of import MANY_PAIRS, Refusal
from causality.formats.names import slug
from causality.vocabulary import VOCABULARY

__all__ = ["Assembled", "Rows", "assembled"]

_OVERDOSE = VOCABULARY["overdose"].values
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


@dataclass(frozen=True, slots=True)
class Assembled:
    """Flat records of the reports in ``at`` (places among those asked for).

    ``odd`` are those that have to be read one by one, ``refused`` the rest, each with the reason.
    """

    flat: Flat
    at: NDArray[np.int64]
    odd: NDArray[np.int64]
    refused: tuple[tuple[int, str], ...]


def assembled(rows: Rows, keys: NDArray[np.int64], source: str) -> Assembled:
    """The reports with these numbers."""
    size, words = len(keys), Words()
    patients = patients_of(rows.demo)
    drugs = drugs_of(rows.drug, rows.indi, size)
    events = events_of(rows.reac, rows.outc, size)
    doses = doses_of(rows.drug, rows.ther, drugs, words, size)
    said = said_of(rows.reac, drugs, events, size)
    ids, clashing = _ids(drugs, events, words)
    odd = drugs.odd | events.odd | doses.odd
    odd[clashing] = True
    suspect = np.isin(drugs.role, _SUSPECT)
    suspects = counted(drugs.report[suspect], size)
    notes = patients.notes + drugs.notes + events.notes + doses.notes + said.notes
    notes += (suspects == 0) | (suspects * events.count > MANY_PAIRS)
    overdose = suspect & (events.overdose & (suspects == 1))[drugs.report]
    tables = {
        "report": _reports(keys, words, notes, patients),
        "drug": {
            "report": drugs.report,
            "id": ids[: len(drugs.report)],
            "name": words.places(list(drugs.labels))[drugs.label],
            "role": drugs.role,
            "action": np.full(len(drugs.role), ACTIONS.index("unknown")),
            "vaccine": np.zeros(len(drugs.role)),
            "overdose": np.where(overdose, _OVERDOSE.index("yes"), _OVERDOSE.index("unknown")),
            "not_taken": drugs.role == ROLES.index("not given"),
            "indication": drugs.indication,
            "amount": doses.amount,
        },
        "dose": doses.columns,
        "event": _events(events, ids[len(drugs.report) :], words, patients),
        "statement": said.statement,
        "again": said.again,
        "again_drug": said.again_drug,
        "known": {name: np.zeros(0) for name in COLUMNS["known"]},
    }
    flat = Flat(
        source,
        words.all(),
        {
            table: {name: tables[table][name].astype(dtype) for name, dtype in columns.items()}
            for table, columns in COLUMNS.items()
        },
    )
    refused = _refused(drugs, events, size)
    kept = np.flatnonzero(~odd & (refused < 0))
    return Assembled(
        flat if len(kept) == size else taken(flat, kept),
        kept,
        np.flatnonzero(odd),
        tuple(
            (at, tuple(Refusal)[refused[at]].value)
            for at in np.flatnonzero(~odd & (refused >= 0)).tolist()
        ),
    )


def _refused(drugs: Drugs, events: Events, size: int) -> NDArray[np.int64]:
    """A place among the reasons for each report; -1 where it is not refused."""
    reasons = tuple(Refusal)
    found = np.full(size, -1, dtype=np.int64)
    found[events.count == 0] = reasons.index(Refusal.NO_ADVERSE_REACTION)
    found[events.reactions == 0] = reasons.index(Refusal.NO_REACTION)
    found[counted(drugs.report, size) == 0] = reasons.index(Refusal.NO_DRUG)
    return found


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


def _events(
    events: Events, ids: NDArray[np.int64], words: Words, patients: Patients
) -> dict[str, NDArray[Any]]:
    unknown = VOCABULARY["outcome"].values.index("unknown")
    return {
        "report": events.report,
        "id": ids,
        "term": words.places(list(events.terms))[events.term],
        "relation": events.relation,
        "onset_lo": patients.onset.lo[events.report],
        "onset_hi": patients.onset.hi[events.report],
        "outcome": np.full(len(ids), unknown),
        "disabling": events.disabling,
    }


def _ids(drugs: Drugs, events: Events, words: Words) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids of all drugs and, behind them, of all events; reports in which they clash."""
    places: dict[str, int] = {}
    wanted = [
        np.array([places.setdefault(text, len(places)) for text in slugs], dtype=np.int64)[of]
        for slugs, of in ((drugs.slugs, drugs.wanted), (events.slugs, events.wanted))
        if len(of)
    ]
    report = np.concatenate((drugs.report, events.report))
    if not wanted:
        return np.zeros(0, dtype=np.int64), report
    return numbered(report, np.concatenate(wanted), list(places), words)
