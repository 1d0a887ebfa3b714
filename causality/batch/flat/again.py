"""Every time a drug of flat records was given again after an event.

What ``findings.re_exposures`` says of one pair, for all at once: re-exposures that the report
describes; where it describes none, restarts after a pause.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.company import given_with, suspects
from causality.batch.flat.doses import Intake
from causality.batch.flat.pairs import Layout
from causality.batch.flat.record import Flat
from causality.batch.flat.spans import Flags, Ints, between, firsts_of, moment, spread
from causality.batch.flat.steps import Steps
from causality.findings.facts import MISSING, TABLES

__all__ = ["re_exposures_of", "recurred_alone"]


def _code(column: str, value: str) -> np.int8:
    return np.int8(TABLES["re_exposure"][column].codes.index(value))


def re_exposures_of(
    flat: Flat, layout: Layout, intake: Intake, restarts: Steps
) -> dict[str, NDArray[Any]]:
    """The columns of the table that are not silent, and the pair of each row."""
    described = _described(flat, layout)
    told = np.zeros(len(layout.drug), np.bool_)
    told[described["pair"]] = True
    parts = (described, _restarted(flat, layout, intake, restarts, ~told))
    columns = {name: np.concatenate([part[name] for part in parts]) for name in described}
    order = np.argsort(columns["pair"], kind="stable")
    return {name: column[order] for name, column in columns.items()}


def _described(flat: Flat, layout: Layout) -> dict[str, NDArray[Any]]:
    again, drug = flat.column("again_drug", "again"), flat.column("again_drug", "drug")
    pair = _pairs(flat, layout, again, drug)
    suspect = suspects(flat, layout)[drug]
    others = np.bincount(again[suspect], minlength=flat.rows("again"))[again] - suspect
    return {
        "pair": pair,
        **_same(len(pair)),
        "certainty": np.full(len(pair), _code("certainty", "certain")),
        "result": flat.column("again", "result")[again],
        "route": np.full(len(pair), np.int8(MISSING)),
        "company": np.where(others > 0, _code("company", "shared"), _code("company", "alone")),
    }


def _pairs(flat: Flat, layout: Layout, again: Ints, drug: Ints) -> Ints:
    event = flat.column("again", "event")[again]
    return layout.pair(drug, event, flat.column("event", "report")[event])


def _same(rows: int) -> dict[str, NDArray[Any]]:
    """What is the same in every row."""
    return {
        "agent": np.full(rows, _code("agent", "drug")),
        "dates": np.full(rows, _code("dates", "consistent")),
    }


def _restarted(
    flat: Flat, layout: Layout, intake: Intake, restarts: Steps, silent: Flags
) -> dict[str, NDArray[Any]]:
    """Restarts that may follow the event, of the pairs of which nothing is described."""
    count = np.bincount(restarts.drug, minlength=flat.rows("drug"))
    pairs = np.flatnonzero(silent & (count[layout.drug] > 0))
    owner, number = spread(count[layout.drug[pairs]])
    pair = pairs[owner]
    row = firsts_of(count)[layout.drug[pair]] + number
    onset = moment(flat.column("event", "onset_lo"), flat.column("event", "onset_hi"))
    gap = between(onset.at(layout.event[pair]), intake.start.at(restarts.after[row]))
    after = gap.hi > 0
    pair, row, gap = pair[after], row[after], gap.at(after)
    certain = restarts.certain[row] & (gap.lo > 0)
    return {
        "pair": pair,
        **_same(len(pair)),
        "certainty": np.where(
            certain, _code("certainty", "certain"), _code("certainty", "possible")
        ),
        "result": np.full(len(pair), np.int8(MISSING)),
        "route": _routes(flat, restarts)[row],
        "company": given_with(flat, layout, intake, restarts)[row],
    }


def _routes(flat: Flat, restarts: Steps) -> NDArray[np.int8]:
    """Whether the drug was given again by the same route, as far as both are told."""
    route = flat.column("dose", "route")
    one, other = route[restarts.before], route[restarts.after]
    places = np.unique(np.concatenate([one, other]))
    known: dict[str, int] = {}
    texts = (flat.words[place] if place >= 0 else "" for place in places.tolist())
    number = np.fromiter(
        (known.setdefault(text, len(known)) for text in texts), np.int64, len(places)
    )
    alike = number[np.searchsorted(places, one)] == number[np.searchsorted(places, other)]
    same = alike & (one >= 0) & (other >= 0)
    return np.where(same, _code("route", "same"), np.int8(MISSING))


def recurred_alone(flat: Flat, layout: Layout) -> Flags:
    """The pairs of which the event came back when this drug alone was given again."""
    again, drug = flat.column("again_drug", "again"), flat.column("again_drug", "drug")
    alone = np.bincount(again, minlength=flat.rows("again"))[again] == 1
    back = flat.column("again", "result")[again] == _code("result", "recurred")
    proof = np.zeros(len(layout.drug), np.bool_)
    proof[_pairs(flat, layout, again, drug)[alone & back]] = True
    return proof
