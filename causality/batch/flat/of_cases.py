"""Cases to flat records, for those that are flat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.assessment.beside import documented
from causality.batch.flat.actions import ACTIONS
from causality.batch.flat.flatness import VACCINE, is_flat
from causality.batch.flat.known import level_code
from causality.batch.flat.record import AGE_TOLD, COLUMNS, ROLES, Flat
from causality.case.case import Case
from causality.case.dates import CALENDAR, OPEN_HI, OPEN_LO, TimeExpression
from causality.case.entries import Dose, Drug, Event
from causality.findings.facts import MISSING, TABLES
from causality.findings.liver_facts import years_of_age
from causality.vocabulary import VOCABULARY

__all__ = ["flat_of"]

_ABOUT = {name.replace("_", " "): place for place, name in enumerate(VOCABULARY)}
_RESULTS = TABLES["re_exposure"]["result"].codes
_NO_TEXT = -1


def flat_of(told: Sequence[tuple[str, str, int, Case]]) -> tuple[Flat, NDArray[np.bool_]]:
    """The flat ones among the cases as columns, and which of the cases these are.

    Each is told by source, the sender's number, remarks in reading, and the case. A case of another
    source than the first counts as not flat: flat records have one.
    """
    source = told[0][0] if told else ""
    rows = _Rows()
    chosen = np.array([one[0] == source and is_flat(one[3]) for one in told], np.bool_)
    for flat, (_, report, notes, case) in zip(chosen.tolist(), told, strict=True):
        if flat:
            rows.add(report, notes, case)
    return Flat(source, tuple(rows.words), rows.arrays()), chosen


class _Rows:
    """The rows of every table, gathered case by case, and the words they name."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}

    def arrays(self) -> dict[str, dict[str, NDArray[Any]]]:
        """The columns of every table."""
        return {
            table: {
                name: np.array([row[place] for row in self._rows[table]], dtype=dtype)
                for place, (name, dtype) in enumerate(columns.items())
            }
            for table, columns in COLUMNS.items()
        }

    def add(self, report: str, notes: int, case: Case) -> None:
        """Put one case behind those before it."""
        named = self._word(report), self._word(case.id)
        number = self._put("report", (*named, notes, *_about(case)))
        drugs = {drug.id: self._drug(number, case, drug) for drug in case.drugs}
        events = {event.id: self._event(number, event) for event in case.events}
        for one in case.statements:
            value = VOCABULARY[one.about.replace(" ", "_")].values.index(one.value)
            self._put("statement", (drugs[one.drug], events[one.event], _ABOUT[one.about], value))
        for item in case.re_exposures:
            result = _RESULTS.index(item.result) if item.result in _RESULTS else MISSING
            again = self._put("again", (events[item.event], result))
            for name in item.drugs:
                self._put("again_drug", (again, drugs[name]))
        for known in case.knowledge:
            level, onsets = level_code(known.level), known.onsets or (OPEN_LO, OPEN_HI)
            for name in events if known.event is None else (known.event,):
                self._put("known", (drugs[known.drug], events[name], level, *onsets))

    def _put(self, table: str, row: tuple[Any, ...]) -> int:
        self._rows[table].append(row)
        return len(self._rows[table]) - 1

    def _word(self, text: str | None) -> int:
        return _NO_TEXT if text is None else self.words.setdefault(text, len(self.words))

    def _drug(self, report: int, case: Case, drug: Drug) -> int:
        known = documented(case, drug)
        row = (
            report,
            self._word(drug.id),
            self._word(drug.name),
            ROLES.index(drug.role),
            ACTIONS.index(drug.action_taken),
            drug.classes == VACCINE,
            VOCABULARY["overdose"].values.index(drug.overdose),
            drug.exposure == "not taken",
            known["indication"] == "given",
            known["dose"] == "given",
        )
        number = self._put("drug", row)
        for dose in drug.doses:
            times = (*_on_calendar(dose.start), *_on_calendar(dose.stop), *_length(dose))
            once = dose.schedule == "once"
            stopped = dose.stop is not None
            self._put("dose", (number, *times, stopped, once, self._word(dose.route)))
        return number

    def _event(self, report: int, event: Event) -> int:
        row = (
            report,
            self._word(event.id),
            self._word(event.term),
            VOCABULARY["relation"].values.index(event.relation),
            *_on_calendar(event.onset),
            VOCABULARY["outcome"].values.index(event.outcome),
            "disability" in event.seriousness,
        )
        return self._put("event", row)


def _about(case: Case) -> Iterator[Any]:
    """The last information and the patient."""
    yield from _on_calendar(case.last_information)
    sex, age = case.patient.sex, case.patient.age
    yield sex not in {None, "unknown"}
    yield sex == "male"
    yield AGE_TOLD.index(documented(case, case.drugs[0])["age"] if case.drugs else "missing")
    yield from (None if age is None else years_of_age(age)) or (OPEN_LO, OPEN_HI)


def _on_calendar(time: TimeExpression | None) -> tuple[int, int]:
    return (OPEN_LO, OPEN_HI) if time is None or time.anchor != CALENDAR else (time.lo, time.hi)


def _length(dose: Dose) -> tuple[int, int]:
    """From the start to the stop, where one is told from the other."""
    if dose.stop is not None and dose.stop.anchor not in {None, CALENDAR}:
        return dose.stop.lo, dose.stop.hi
    if dose.start is not None and dose.start.anchor not in {None, CALENDAR}:
        return -dose.start.hi, -dose.start.lo
    return OPEN_LO, OPEN_HI
