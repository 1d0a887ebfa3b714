"""The patients and the dates of many reports, out of DEMO."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.ages import age_told
from causality.batch.flat.faers.cells import Cells
from causality.batch.flat.faers.values import Bounds, dates
from causality.batch.flat.grouping import grouped
from causality.batch.flat.received import end_of
from causality.case.dates import OPEN_LO
from causality.formats.dates import age, digits_date
from causality.formats.faers.codes import AGE_GROUPS, AGE_UNITS, SEXES
from causality.formats.faers.report import weight_of
from causality.formats.tables.row import plain_number

__all__ = ["DEMO", "Patients", "patients_of"]

DEMO = ("event_dt", "age", "age_cod", "age_grp", "sex", "wt", "wt_cod", "fda_dt")


@dataclass(frozen=True, slots=True)
class Patients:
    """Columns of the reports, the date of the event, and notes of each report."""

    columns: dict[str, NDArray[Any]]
    onset: Bounds
    notes: NDArray[np.int64]


def patients_of(demo: Cells) -> Patients:
    """The patients; DEMO has one row for each report, in their order."""
    onset = dates(demo["event_dt"])
    told, lo, hi, unread = _ages(demo)
    sex = demo["sex"]
    columns = {
        "last_lo": np.full(len(demo), OPEN_LO, dtype=np.int64),
        "last_hi": demo["fda_dt"].numbers(lambda text: end_of(digits_date(text))),
        "sex_told": sex.true(lambda text: SEXES.get(text.upper()) not in {None, "unknown"}),
        "male": sex.true(lambda text: SEXES.get(text.upper()) == "male"),
        "age_told": told,
        "age_lo": lo,
        "age_hi": hi,
    }
    notes = onset.wrong.astype(np.int64) + unread + _weights(demo)
    return Patients(columns, onset, notes)


def _ages(demo: Cells) -> tuple[NDArray[np.int64], ...]:
    """Place in ``AGE_TOLD``, bounds in years, and whether what is written cannot be read."""
    columns = demo["age"].mapped(plain_number), demo["age_cod"], demo["age_grp"]
    same = grouped(*(column.codes for column in columns))
    found = []
    for row in same.first.tolist():
        written, unit, group = (column.values[column.codes[row]] for column in columns)
        stated = age(written, AGE_UNITS.get(unit.upper()))
        text = stated or AGE_GROUPS.get(group.upper())
        found.append((*age_told(text), bool(written) and stated is None))
    table = np.array(found, dtype=np.int64).reshape(-1, 4)[same.of]
    return tuple(table.T)


def _weights(demo: Cells) -> NDArray[np.int64]:
    """Whether a weight is written that cannot be read."""
    columns = demo["wt"].mapped(plain_number), demo["wt_cod"]
    same = grouped(*(column.codes for column in columns))
    found = [
        bool(written) and weight_of(written, unit) is None
        for written, unit in (
            tuple(column.values[column.codes[row]] for column in columns)
            for row in same.first.tolist()
        )
    ]
    return np.array(found, dtype=np.int64)[same.of]
