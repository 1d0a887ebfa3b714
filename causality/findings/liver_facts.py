"""A case to the facts of a liver injury: laboratory rows, other drugs, named causes, the patient.

Of a measure only a plain number with an upper limit of normal is read, or one whose unit says that
it is a multiple of that limit. Everything else is words and stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.case.case import Case
from causality.case.dates import CALENDAR, DAY_0
from causality.case.entries import Drug, Event, Measure, Observation
from causality.findings.actions import SUSPECTS, Row, given_again, restarts
from causality.findings.facts import MISSING, TABLES
from causality.findings.liver_model import liver_model
from causality.findings.moments import Moments
from causality.findings.said import earlier_of

__all__ = [
    "LaboratoryRows",
    "is_liver_event",
    "laboratory",
    "liver_causes",
    "multiple",
    "of_liver",
    "years_of_age",
]

_PLAIN = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_MULTIPLES = frozenset({"x uln", "uln", "times uln", "x n"})
_AGE = re.compile(r"([0-9]+)(?:\.[0-9])?(?: ?(?:-|\.\.) ?([0-9]+))? ?(y|mo|wk|d)")
_AGE_BANDS: Mapping[str, tuple[int, int]] = {
    "neonate": (0, 0),
    "infant": (0, 1),
    "child": (0, 12),
    "adolescent": (10, 19),
    "elderly": (60, 120),
}
_CLOCKS = ("at", "on_calendar", "after_start", "after_stop")


@cache
def _words(*texts: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(text)}\b" for text in texts))


@cache
def _analyte(name: str) -> str | None:
    """The analyte a measure is of, by its exact name."""
    plain = name.casefold().strip()
    known = liver_model().analytes
    return next((code for code, names in known.items() if plain in names), None)


@cache
def _causes(term: str) -> tuple[str, ...]:
    """The causes of a liver injury that a term names."""
    plain = term.casefold()
    known = liver_model().causes
    return tuple(code for code, names in known.items() if _words(*names).search(plain))


def is_liver_event(terms: Iterable[str]) -> bool:
    """Whether one of the names of an event is that of a liver injury."""
    pattern = _words(*liver_model().events)
    return any(pattern.search(name.casefold()) for name in terms)


def of_liver(
    case: Case, drug: Drug, event: Event, moments: Moments, *, liver: bool
) -> Iterator[tuple[str, object, tuple[str, ...]]]:
    """Facts of the pair for the liver scales: column, value, entries."""
    yield "liver_event", "yes" if liver else "no", (event.id,)
    yield from moments.once("of the patient", lambda: tuple(_of_patient(case)))
    before = tuple(
        item.id
        for item in earlier_of(case, drug, moments)
        if item.agent == "same drug" and item.result != "never taken"
    )
    if before:
        yield "course_number", "later", before


def _of_patient(case: Case) -> Iterator[tuple[str, object, tuple[str, ...]]]:
    patient = case.patient
    if patient.age is not None and (age := years_of_age(patient.age)) is not None:
        yield "age", age, ("patient",)
    if patient.alcohol != "unknown":
        yield "alcohol", patient.alcohol, ("patient",)
    if patient.pregnancy is not None and patient.pregnancy.state != "unknown":
        pregnant = "yes" if patient.pregnancy.state == "pregnant" else "no"
        yield "pregnant", pregnant, (patient.pregnancy.id,)
    elif patient.sex == "male":
        yield "pregnant", "no", ("patient",)


def years_of_age(text: str) -> tuple[int, int] | None:
    """Bounds on an age as a case writes it, in completed years; None where it gives none."""
    found = _AGE.fullmatch(text)
    if found is None:
        return _AGE_BANDS.get(text)
    low, high, unit = found.groups()
    if unit != "y":
        years = {"mo": 12, "wk": 52, "d": 365}[unit]
        return int(low) // years, int(high or low) // years
    return int(low), int(high or low)


def multiple(measure: Measure) -> tuple[int, int] | None:
    """A value in thousandths of its upper limit of normal, rounded to both sides.

    None where it is not a plain number, or has no limit above zero.
    """
    if measure.unit is not None and measure.unit.casefold() in _MULTIPLES:
        return _multiple(measure.value, "1")
    return None if measure.upper is None else _multiple(measure.value, str(measure.upper))


@lru_cache(maxsize=1 << 14)
def _multiple(value: str, limit: str) -> tuple[int, int] | None:
    if not (_PLAIN.fullmatch(value) and _PLAIN.fullmatch(limit)):
        return None
    above, below = _scaled(value), _scaled(limit)
    return None if below == 0 else (above * 1000 // below, -(-above * 1000 // below))


def _scaled(number: str) -> int:
    """A plain number in millionths."""
    whole, _, digits = number.partition(".")
    return int(whole + digits.ljust(6, "0"))


def _values(case: Case, event: Event) -> Iterator[tuple[Observation, str, tuple[int, int]]]:
    for seen in case.observations:
        if seen.of in (None, event.id):
            for name, measure in seen.measures.items():
                analyte = _analyte(name)
                value = None if analyte is None else multiple(measure)
                if analyte is not None and value is not None:
                    yield seen, analyte, value


class LaboratoryRows:
    """The laboratory table of a case, gathered pair by pair."""

    def __init__(self) -> None:
        self._parts: list[dict[str, NDArray[Any]]] = []
        self._entries: list[str] = []

    def add(self, pair: int, columns: Mapping[str, NDArray[Any]], entries: tuple[str, ...]) -> None:
        """Put the rows of one pair behind those before it."""
        self._parts.append({**columns, "pair": np.full(len(entries), pair, np.int64)})
        self._entries += entries

    def columns(self) -> dict[str, NDArray[Any]]:
        """All rows; nothing where no pair has any."""
        parts = self._parts
        names = parts[0] if parts else ()
        return {name: np.concatenate([part[name] for part in parts]) for name in names}

    def grounds(self) -> list[dict[str, tuple[str, ...]]]:
        """The entry behind the value of every row."""
        return [{"value": (entry,)} for entry in self._entries]


def laboratory(
    case: Case, drug: Drug, event: Event, moments: Moments
) -> tuple[dict[str, NDArray[Any]], tuple[str, ...]]:
    """The laboratory rows of a pair as columns, and the entry behind each row."""
    found = moments.once(("laboratory", event.id), lambda: tuple(_values(case, event)))
    columns = TABLES["laboratory"]
    entries = tuple(seen.id for seen, _, _ in found)
    out: dict[str, NDArray[Any]] = {
        "analyte": np.asarray(
            [columns["analyte"].codes.index(analyte) for _, analyte, _ in found], np.int8
        ),
        "value_lo": np.asarray([value[0] for _, _, value in found], np.int64),
        "value_hi": np.asarray([value[1] for _, _, value in found], np.int64),
    }
    spans = moments.timeline.spans
    start, onset, stop = f"{drug.id}.start", f"{event.id}.onset", f"{drug.id}.stop"
    for name, clock in (
        ("at", DAY_0),
        ("on_calendar", CALENDAR),
        ("after_start", start),
        ("after_onset", onset),
        ("after_stop", stop),
    ):
        out[f"{name}_lo"], out[f"{name}_hi"] = spans([clock] * len(found), entries)
    # What shows the event was not taken before it.
    shows = np.asarray([seen.shows == "event" for seen, _, _ in found], np.bool_)
    for end in ("after_onset_lo", "after_onset_hi"):
        out[end] = np.where(shows, np.maximum(out[end], 0), out[end])
    out["phase"], out["baseline"] = _phases(case, drug, event, entries, out, moments)
    return out, entries


def _phases(
    case: Case,
    drug: Drug,
    event: Event,
    entries: tuple[str, ...],
    columns: Mapping[str, NDArray[Any]],
    moments: Moments,
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """Which rows stand after a re-exposure, and which may be the last ones before it."""
    size = len(entries)
    again, perhaps = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    baseline = np.full(size, MISSING, np.int8)
    described = given_again(case, drug, event, moments)
    points = [(point, True) for point in described] or list(_restarts(drug, event, moments))
    if not points or not size:
        return np.zeros(size, np.int8), baseline
    clocks = [(columns[f"{name}_lo"], columns[f"{name}_hi"]) for name in _CLOCKS]
    for point, certain in points:
        lo, hi = moments.timeline.spans([point] * size, entries)
        perhaps |= hi > 0
        if certain:
            again |= lo > 0
        if described:
            clocks.append((lo, hi))
    last = ~again
    for analyte in range(len(TABLES["laboratory"]["analyte"].codes)):
        mine = columns["analyte"] == analyte
        before = mine & ~perhaps
        for lo, hi in clocks:
            if before.any():
                last &= ~mine | (hi >= lo[before].max())
    baseline[last] = 0
    return np.where(again, 1, np.where(perhaps, 2, 0)).astype(np.int8), baseline


def _restarts(drug: Drug, event: Event, moments: Moments) -> Iterator[tuple[str, bool]]:
    """The starts after a pause that may follow the onset, and whether each certainly does."""
    for _, later, certain in restarts(drug, moments):
        start = f"{drug.id}.{later.id}.start"
        low, high = moments.between(f"{event.id}.onset", start)
        if high > 0:
            yield start, certain and low > 0


def liver_causes(case: Case, event: Event) -> Iterator[Row]:
    """What the report says of causes of a liver injury that are no drugs."""
    roles = {other.id: other.role for other in case.drugs}
    for item in case.alternatives:
        drug = roles.get(item.drug or "")
        if item.of in (None, event.id) and item.role == "competing" and drug not in SUSPECTS:
            causes = () if item.drug is not None else _causes(item.term) or ("other",)
            for cause in causes:
                values = {"cause": cause, "status": item.status}
                yield Row(values, dict.fromkeys(values, (item.id,)))
