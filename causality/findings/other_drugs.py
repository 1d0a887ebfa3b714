"""The other drugs of a case as rows of a pair: other suspects, and possible causes of liver injury.

What another drug could have done depends on the event alone, so each row is worked out once an
event. The rows of a pair are then a choice among them: a report with a hundred suspects and two
hundred events has two million.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.case.case import Case
from causality.case.entries import Drug, Event
from causality.findings.actions import SUSPECTS, Row, again_told
from causality.findings.beginning import Beginning, dating
from causality.findings.intake import lingering, since_last_dose
from causality.findings.moments import Moments
from causality.findings.said import interactions_of, judged_drugs, known_of, tests_for

__all__ = ["WELL_KNOWN", "OtherDrugs"]

_KEPT = ("suspect", "interacting", "concomitant")
WELL_KNOWN = ("listed", "conclusive reports")
"""Levels of knowledge that make another drug a known cause."""


class OtherDrugs:
    """The tables ``co_suspect`` and ``other_drug`` of a case, gathered pair by pair.

    ``rows[table]`` are distinct rows, ``grounds(table)`` what each row chosen tells, and
    ``columns`` puts the chosen ones in place.
    """

    def __init__(self, case: Case, moments: Moments) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {"co_suspect": [], "other_drug": []}
        self._told: dict[str, list[dict[str, tuple[str, ...]]]] = {name: [] for name in self.rows}
        self._chosen: dict[str, list[int]] = {name: [] for name in self.rows}
        self._pairs: dict[str, list[tuple[int, int]]] = {name: [] for name in self.rows}
        self._case, self._moments = case, moments

    def add(self, pair: int, drug: Drug, event: Event, *, liver: bool) -> None:
        """Choose the rows of one pair, after those of the pairs before it."""
        # The partner in a suspected interaction is part of the same cause, not another one.
        partners = _partners(self._case, drug, event, self._moments)
        self._choose("co_suspect", _co_suspects, pair, event, {drug.id, *partners})
        if liver:
            self._choose("other_drug", _possible_causes, pair, event, {drug.id})

    def _choose(
        self,
        table: str,
        rows_of: Callable[[Case, Event, Moments], Iterator[tuple[str, Row]]],
        pair: int,
        event: Event,
        left_out: set[str],
    ) -> None:
        places = self._moments.once(
            ("rows", table, event.id),
            lambda: [
                (drug, self._kept(table, row))
                for drug, row in rows_of(self._case, event, self._moments)
            ],
        )
        chosen = [place for drug, place in places if drug not in left_out]
        self._chosen[table] += chosen
        self._pairs[table].append((pair, len(chosen)))

    def _kept(self, table: str, row: Row) -> int:
        self.rows[table].append({"pair": 0, **row.values})
        self._told[table].append(row.grounds)
        return len(self.rows[table]) - 1

    def columns(
        self, distinct: Mapping[str, Mapping[str, NDArray[Any]]]
    ) -> dict[str, dict[str, NDArray[Any]]]:
        """The two tables, out of the columns of their distinct rows."""
        out: dict[str, dict[str, NDArray[Any]]] = {}
        for table, chosen in self._chosen.items():
            places = np.array(chosen, np.int64)
            out[table] = {name: values[places] for name, values in distinct[table].items()}
            pairs = np.array(self._pairs[table], np.int64).reshape(-1, 2)
            out[table]["pair"] = np.repeat(pairs[:, 0], pairs[:, 1])
        return out

    def grounds(self) -> dict[str, list[dict[str, tuple[str, ...]]]]:
        """What every row of the two tables was filled from, by column."""
        return {
            table: [self._told[table][place] for place in chosen]
            for table, chosen in self._chosen.items()
        }


def _co_suspects(case: Case, event: Event, moments: Moments) -> Iterator[tuple[str, Row]]:
    """Every suspect, as another one."""
    onset = f"{event.id}.onset"
    begins = Beginning((onset,), (onset,), moments)
    judged = judged_drugs(case.alternatives, event)
    for other in case.drugs:
        if other.role not in SUSPECTS:
            continue
        last_dose, last_grounds = since_last_dose(other, begins, moments)
        status, judges = judged.get(other.id, (None, ()))
        values = {
            "onset_after_start": moments.between(f"{other.id}.start", onset),
            "onset_after_last_dose": last_dose,
            "lingering": lingering(other),
            "status": status,
        }
        grounds = {
            "onset_after_start": (other.id, *dating(other, event, moments)),
            "onset_after_last_dose": last_grounds,
            "status": judges,
        }
        yield other.id, Row(values, grounds)


def _partners(case: Case, drug: Drug, event: Event, moments: Moments) -> set[str]:
    named = interactions_of(case, drug, event, moments)
    return {name for item in named for name in (item.drug, *item.precipitants)}


def _possible_causes(case: Case, event: Event, moments: Moments) -> Iterator[tuple[str, Row]]:
    """Every drug the patient took, as a possible cause of a liver injury."""
    onset = f"{event.id}.onset"
    begins = Beginning((onset,), (onset,), moments)
    judged = judged_drugs(case.alternatives, event)
    for other in case.drugs:
        if other.role not in _KEPT:
            continue
        last_dose, last_grounds = since_last_dose(other, begins, moments)
        told = known_of(case, other, event, moments)
        known = tuple(item.id for item in told if item.level in WELL_KNOWN)
        proof = _proof(case, other, event, moments)
        status, judges = judged.get(other.id, (None, ()))
        values = {
            "onset_after_start": moments.between(f"{other.id}.start", onset),
            "onset_after_last_dose": last_dose,
            "status": status,
            "known": "yes" if known else None,
            "implicated": "yes" if proof else None,
        }
        grounds = {
            "onset_after_start": (other.id,),
            "onset_after_last_dose": last_grounds,
            "status": judges,
            "known": known,
            "implicated": proof,
        }
        yield other.id, Row(values, grounds)


def _proof(case: Case, other: Drug, event: Event, moments: Moments) -> tuple[str, ...]:
    """Re-exposures to another drug alone that brought the event back, and positive tests for it."""
    again = tuple(
        item.id
        for item in again_told(case, other, event, moments)
        if item.drugs == (other.id,) and (item.agent, item.result) == ("drug", "recurred")
    )
    tests = tests_for(case, other, moments)
    return (*again, *(seen.id for seen in tests if seen.result == "positive"))
