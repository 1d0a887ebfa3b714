"""The patients of many reports and what DATA says of a report as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.ages import age_told
from causality.batch.flat.commas.texts import compact, mapped_pairs
from causality.batch.flat.received import end_of
from causality.batch.flat.texts import Texts
from causality.case.dates import OPEN_HI, OPEN_LO, parse_time
from causality.formats.dates import length, us_date
from causality.formats.vaers.codes import SERIOUS, SEXES
from causality.formats.vaers.report import FREE_TEXT, RECOVERED, YES, age_of
from causality.vocabulary import VOCABULARY

__all__ = ["DATA", "Days", "Patients", "patients_of"]

DATA = (
    "recvdate",
    "age_yrs",
    "cage_yr",
    "sex",
    "datedied",
    "recovd",
    "vax_date",
    "onset_date",
    "numdays",
    *SERIOUS,
)

_OUTCOMES = VOCABULARY["outcome"].values
_DISABLING = "disability"

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Days(NamedTuple):
    """For each row bounds in minutes, open where no day is told."""

    lo: Ints
    hi: Ints
    told: Flags
    wrong: Flags
    """Whether something is written that is no day."""


@dataclass(frozen=True, slots=True)
class Patients:
    """Columns of the reports; the days of vaccination and of onset.

    ``outcome`` and ``disabling`` hold for each reaction. ``notes`` of each report; ``odd`` where a
    time to onset stands in place of a date.
    """

    columns: dict[str, NDArray[Any]]
    given: Days
    begun: Days
    outcome: Ints
    disabling: Flags
    notes: Ints
    odd: Flags


def patients_of(
    data: Mapping[str, Texts], free: Mapping[str, Flags], reactions: Ints, events: Ints
) -> Patients:
    """One row of DATA a report; ``reactions`` is how many terms each names, ``events`` remain."""
    given, begun, death = (_days(data[name]) for name in ("vax_date", "onset_date", "datedied"))
    sex = data["sex"]
    told, lo, hi, no_age = _ages(data)
    columns = {
        "last_lo": np.full(len(reactions), OPEN_LO, dtype=np.int64),
        "last_hi": compact(data["recvdate"]).numbers(lambda text: end_of(us_date(text))),
        "sex_told": sex.true(lambda text: SEXES.get(text.upper()) not in {None, "unknown"}),
        "male": sex.true(lambda text: SEXES.get(text.upper()) == "male"),
        "age_told": told,
        "age_lo": lo,
        "age_hi": hi,
    }
    notes: Ints = no_age.astype(np.int64)
    for day in (given, begun, death):
        notes += day.wrong
    for name in FREE_TEXT:
        notes += free[name]
    several = reactions > 1
    outcome, of_some, unlisted = _outcome(data["recovd"], several)
    serious, disabling = _reasons(data)
    notes += unlisted
    notes += several & of_some
    notes += several & serious
    span = data["numdays"]
    undated = span.told & ~(given.told & begun.told)
    readable = compact(span).true(lambda text: text and _is_length(text))
    # Days from vaccination to onset are of use where there is one reaction.
    notes += undated & ~(readable & (events == 1))
    odd = undated & readable & (events == 1)
    return Patients(columns, given, begun, outcome, disabling & ~several, notes, odd)


def _is_length(text: str) -> bool:
    return length(text.removesuffix(".0"), "d") is not None


def _outcome(recovered: Texts, several: Flags) -> tuple[Ints, Flags, Flags]:
    """The outcome of each reaction; whether it is that of some only; codes that are in no list."""
    known = [RECOVERED.get(text.upper()) for text in recovered.values]
    unlisted = [
        bool(text) and code is None for text, code in zip(recovered.values, known, strict=True)
    ]
    code = np.array([_OUTCOMES.index(one or "unknown") for one in known], np.int64)[recovered.codes]
    of_some = code == _OUTCOMES.index("not recovered")
    outcome = np.where(several & of_some, _OUTCOMES.index("unknown"), code)
    return outcome, of_some, np.array(unlisted, dtype=np.bool_)[recovered.codes]


def _reasons(data: Mapping[str, Texts]) -> tuple[Flags, Flags]:
    """Whether any reason for seriousness is told, and whether disability is."""
    flags = {name: data[name].true(lambda text: text.upper() == YES) for name in SERIOUS}
    disabling = [flags[name] for name, reason in SERIOUS.items() if reason == _DISABLING]
    return np.any(list(flags.values()), axis=0), np.any(disabling, axis=0)


def _ages(data: Mapping[str, Texts]) -> tuple[NDArray[Any], ...]:
    """Place among the states of an age, bounds in years, and whether what is written is no age."""
    pairs, of = mapped_pairs(data["age_yrs"], data["cage_yr"])
    found = []
    for stated, worked_out in pairs:
        text = age_of(stated or None, worked_out or None)
        found.append((*age_told(text), bool(stated) and text is None))
    return tuple(np.array(found, dtype=np.int64).reshape(-1, 4)[of].T)


@lru_cache(maxsize=1 << 14)
def _day(text: str) -> tuple[int, int, bool]:
    date = us_date(text)
    if date is None:
        return OPEN_LO, OPEN_HI, False
    time = parse_time(date)
    return time.lo, time.hi, True


def _days(column: Texts) -> Days:
    column = compact(column)
    found = np.array([_day(text) for text in column.values], dtype=np.int64).reshape(-1, 3)
    lo, hi, known = found[column.codes].T
    told = known.astype(np.bool_)
    return Days(lo, hi, told, column.told & ~told)
