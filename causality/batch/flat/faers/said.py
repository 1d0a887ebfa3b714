"""What many reports say of stopping a drug and of giving it again, as statements of their cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.faers.cells import Cells
from causality.batch.flat.faers.drugs import NEGATIVE, POSITIVE, Drugs
from causality.batch.flat.faers.events import came_back
from causality.batch.flat.grouping import counted, grouped, looked_up
from causality.batch.flat.reactions import Reactions
from causality.batch.flat.record import ROLES
from causality.batch.flat.spans import spread
from causality.findings.actions import SUSPECTS
from causality.findings.facts import TABLES
from causality.vocabulary import VOCABULARY

__all__ = ["Said", "said_of"]

Ints = NDArray[np.int64]

_ABOUT = {name: place for place, name in enumerate(VOCABULARY)}
_RESULTS = TABLES["re_exposure"]["result"].codes
_SHARED = {"dechallenge": "confounded", "rechallenge": "not interpretable"}
_RESULT = {POSITIVE: _RESULTS.index("recurred"), NEGATIVE: _RESULTS.index("did not recur")}
_NO_EVENT = -1


@dataclass(frozen=True, slots=True)
class Said:
    """Columns of statements, of re-exposures and of the drugs of these; notes of each report."""

    statement: dict[str, Ints]
    again: dict[str, Ints]
    again_drug: dict[str, Ints]
    notes: Ints


@dataclass(frozen=True, slots=True)
class _Items:
    """What is said of a drug: the answer, and of which event; ``_NO_EVENT``: of none by name."""

    drug: Ints
    event: Ints
    answer: Ints

    def rows(self, rows: Ints) -> _Items:
        return _Items(self.drug[rows], self.event[rows], self.answer[rows])


def said_of(reac: Cells, drugs: Drugs, events: Reactions, size: int) -> Said:
    """What ``size`` reports say."""
    notes = np.zeros(size, dtype=np.int64)
    first_event = np.cumsum(events.count) - events.count
    stopped = np.flatnonzero(drugs.stopped)
    dechallenge = _once(
        _Items(
            drugs.drugs.of[stopped],
            np.full(len(stopped), _NO_EVENT, dtype=np.int64),
            drugs.stopped[stopped].astype(np.int64),
        )
    )
    rechallenge = _once(_given_again(reac, drugs, events, notes))
    report = drugs.report[rechallenge.drug]
    lost = (rechallenge.event < 0) & (rechallenge.answer == POSITIVE) & (events.count[report] > 1)
    notes += counted(report[lost], size)
    told = [
        _spread(dechallenge, drugs, events, first_event),
        _spread(rechallenge.rows(np.flatnonzero(~lost)), drugs, events, first_event),
    ]
    parts = [
        _stated(about, items, drugs, events) for about, items in zip(_SHARED, told, strict=True)
    ]
    statement = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.argsort(drugs.report[statement["drug"]], kind="stable")
    again = told[1]
    groups = grouped(again.event, again.answer)
    by_group = np.argsort(groups.of, kind="stable")
    results = np.where(again.answer == POSITIVE, _RESULT[POSITIVE], _RESULT[NEGATIVE])
    # Groups appear drug by drug; of two reports they never mix, for drugs stand report by report.
    return Said(
        {name: column[order] for name, column in statement.items()},
        {"event": again.event[groups.first], "result": results[groups.first]},
        {"again": groups.of[by_group], "drug": again.drug[by_group]},
        notes,
    )


def _once(items: _Items) -> _Items:
    """Each thing that is said, said once."""
    return items.rows(grouped(items.drug, items.event, items.answer).first)


def _given_again(reac: Cells, drugs: Drugs, events: Reactions, notes: Ints) -> _Items:
    """What is said of giving drugs again, drug by drug; REAC names what came back."""
    size = len(notes)
    positive = np.zeros(size, dtype=np.bool_)
    positive[drugs.of_number[drugs.again == POSITIVE]] = True
    back = came_back(reac["drug_rec_act"], events)
    terms = grouped(reac.report, events.plain)
    rows = np.flatnonzero(back >= 0)
    known = reac.report[terms.first], events.plain[terms.first]
    at = looked_up(known, (reac.report[rows], back[rows]))
    usable = (at >= 0) & positive[reac.report[rows]]
    notes += counted(reac.report[rows[~usable]], size)
    rows, at = rows[usable], at[usable]
    named = np.zeros(size, dtype=np.bool_)
    named[reac.report[rows]] = True
    event = events.of[terms.first[at]]
    report, event = reac.report[rows][event >= 0], event[event >= 0]
    once = grouped(event)
    report, event = report[once.first], event[once.first]
    count = counted(report, size)
    begin = np.cumsum(count) - count

    numbers = np.flatnonzero(drugs.again)
    of = drugs.of_number[numbers]
    by_name = (drugs.again[numbers] == POSITIVE) & named[of]
    row, which = spread(np.where(by_name, count[of], 1))
    event = np.append(event, _NO_EVENT)[np.where(by_name[row], begin[of[row]] + which, -1)]
    number = numbers[row]
    return _Items(drugs.drugs.of[number], event, drugs.again[number].astype(np.int64))


def _spread(items: _Items, drugs: Drugs, events: Reactions, first_event: Ints) -> _Items:
    """Each with every event that it is about."""
    report = drugs.report[items.drug]
    alone = items.event >= 0
    row, which = spread(np.where(alone, 1, events.count[report]))
    event = np.where(alone[row], items.event[row], first_event[report[row]] + which)
    return _Items(items.drug[row], event, items.answer[row])


def _stated(about: str, items: _Items, drugs: Drugs, events: Reactions) -> dict[str, Ints]:
    """Statements about one finding; what several suspects claim at once is shared."""
    values = VOCABULARY[about].values
    suspect = np.isin(drugs.role, [ROLES.index(role) for role in SUSPECTS])
    positive = items.answer == POSITIVE
    claims = counted(items.event[positive & suspect[items.drug]], len(events.report))
    value = np.where(positive, values.index("positive"), values.index("negative"))
    shared = positive & (claims[items.event] > 1)
    return {
        "drug": items.drug,
        "event": items.event,
        "about": np.full(len(value), _ABOUT[about], dtype=np.int64),
        "value": np.where(shared, values.index(_SHARED[about]), value),
    }
