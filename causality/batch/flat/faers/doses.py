"""The doses of many reports: therapies, each with the one dosage there is, or dosages alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.entry_ids import Words
from causality.batch.flat.faers.cells import Cells
from causality.batch.flat.faers.drugs import Drugs
from causality.batch.flat.faers.values import Bounds, dates, lengths
from causality.batch.flat.grouping import counted, first_true, grouped, looked_up
from causality.batch.flat.texts import Texts
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.formats.faers.codes import ONCE
from causality.formats.faers.drug import amount_of
from causality.formats.names import clean
from causality.formats.tables.row import plain_number

__all__ = ["THER", "Doses", "doses_of"]

THER = ("start_dt", "end_dt", "dur", "dur_cod")

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Doses:
    """Columns of the doses, and drugs of which a dose tells an amount; as ``Drugs`` the rest."""

    columns: dict[str, NDArray[Any]]
    amount: Flags
    notes: Ints
    odd: Flags


@dataclass(frozen=True, slots=True)
class _Dosages:
    """Rows of DRUG that say something of a dosage, each once; ``count`` for every number.

    ``only`` is the row of a number with one; ``route`` what all its rows have in common, -1 if
    nothing. ``route_texts``, ``amount``, ``form`` and ``once`` are of every row.
    """

    rows: Ints
    count: Ints
    only: Ints
    route: Ints
    routes: Texts
    amount: Flags
    form: Flags
    once: Flags


def doses_of(drug: Cells, ther: Cells, drugs: Drugs, words: Words, size: int) -> Doses:
    """The doses of ``size`` reports, drug by drug."""
    told = _dosages(drug, drugs)
    notes = np.zeros(size, dtype=np.int64)
    odd = np.zeros(size, dtype=np.bool_)
    odd[ther.report[ther.number < 0]] = True
    of = looked_up((drugs.of_number, drugs.number), (ther.report, ther.number))
    notes += counted(ther.report[of < 0], size)
    start, stop = dates(ther["start_dt"]), dates(ther["end_dt"])
    length = lengths(ther["dur"].mapped(plain_number), ther["dur_cod"])
    for bounds in (start, stop, length):
        notes += counted(ther.report[bounds.wrong & (of >= 0)], size)
    odd[ther.report[length.told & (length.hi == OPEN_LO)]] = True

    therapies = counted(of[of >= 0], len(drugs.numbers))
    rows = np.flatnonzero((of >= 0) & (start.told | stop.told | length.told))
    number = of[rows]
    dated = _dated(told, rows, number, (start, stop, length), therapies)
    has = np.zeros(len(drugs.numbers), dtype=np.bool_)
    has[number] = True

    bare = told.rows[~has[drugs.numbers.of[told.rows]]]
    of_bare = drugs.numbers.of[bare]
    once = told.once[bare] & (told.count[of_bare] == 1)
    route = told.routes.codes[bare]
    by_word = told.amount[bare] | told.form[bare] | told.routes.told[bare]
    says = by_word | once
    # Two of these say the same word for word where drugs are read as one.
    merged = counted(drugs.drugs.of, len(drugs.drugs)) > 1
    lone = of_bare[once & ~by_word]
    odd[drugs.of_number[lone[merged[drugs.drugs.of[lone]]]]] = True

    told_routes = words.places([clean(text) or "" for text in told.routes.values])
    told_routes[[not text for text in told.routes.values]] = -1
    route = np.where(told.routes.told[bare], told_routes[route], -1)
    dated["route"] = np.where(dated["route"] < 0, -1, told_routes[dated["route"]])
    columns = _joined(dated, _undated(once, route, told.amount[bare], of_bare), says)
    number = columns.pop("number")
    order = np.lexsort((number, drugs.drugs.of[number]))
    columns = {name: column[order] for name, column in columns.items()}
    columns["drug"] = drugs.drugs.of[number[order]]
    amount = np.zeros(len(drugs.drugs), dtype=np.bool_)
    amount[columns["drug"][columns.pop("amount")]] = True
    return Doses(columns, amount, notes, odd)


def _dated(
    told: _Dosages,
    rows: Ints,
    number: Ints,
    bounds: tuple[Bounds, Bounds, Bounds],
    therapies: Ints,
) -> dict[str, NDArray[Any]]:
    """Therapies that have a start, an end or a length."""
    start, stop, length = bounds
    alone = told.count[number] == 1
    row = np.maximum(told.only[number], 0)
    has_stop, has_length = stop.told[rows], length.told[rows]
    same_day = ~has_stop | (start.told[rows] & _same(start, stop)[rows])
    once = alone & _of(told.once, row) & (therapies[number] == 1) & same_day & ~has_length
    by_length = has_length & ~(has_stop & start.told[rows])
    return {
        "number": number,
        "start_lo": start.lo[rows],
        "start_hi": start.hi[rows],
        "stop_lo": stop.lo[rows],
        "stop_hi": stop.hi[rows],
        "length_lo": np.where(by_length, length.lo[rows], OPEN_LO),
        "length_hi": np.where(by_length, length.hi[rows], OPEN_HI),
        "stopped": has_stop | has_length,
        "once": once,
        "route": told.route[number],
        "amount": alone & _of(told.amount, row),
    }


def _undated(once: Flags, route: Ints, amount: Flags, number: Ints) -> dict[str, NDArray[Any]]:
    size = len(number)
    lo, hi = (np.full(size, value, dtype=np.int64) for value in (OPEN_LO, OPEN_HI))
    return {
        "number": number,
        "start_lo": lo,
        "start_hi": hi,
        "stop_lo": lo,
        "stop_hi": hi,
        "length_lo": lo,
        "length_hi": hi,
        "stopped": np.zeros(size, dtype=np.bool_),
        "once": once,
        "route": route,
        "amount": amount,
    }


def _joined(
    dated: dict[str, NDArray[Any]], undated: dict[str, NDArray[Any]], says: Flags
) -> dict[str, NDArray[Any]]:
    return {name: np.concatenate((dated[name], undated[name][says])) for name in dated}


def _of(flags: Flags, rows: Ints) -> Flags:
    return flags[rows] if len(flags) else np.zeros(len(rows), dtype=np.bool_)


def _same(start: Bounds, stop: Bounds) -> Flags:
    """Whether both say the same; what two dates say is all in their bounds."""
    same: Flags = (start.lo == stop.lo) & (start.hi == stop.hi)
    return same


def _dosages(drug: Cells, drugs: Drugs) -> _Dosages:
    amount = _amounts(drug)
    route, form, lot = drug["route"], drug["dose_form"], drug["lot_num"]
    rows = np.flatnonzero(amount | route.told | form.told | lot.told)
    numbers = drugs.numbers
    often = counted(numbers.of[rows], len(numbers)) > 1
    several = rows[often[numbers.of[rows]]]
    text = _amount_texts(drug, several)
    parts = (column.codes[several] for column in (route, form, lot))
    apart = grouped(numbers.of[several], text, *parts)
    kept = np.sort(np.concatenate((rows[~often[numbers.of[rows]]], several[apart.first])))
    count = counted(numbers.of[kept], len(numbers))
    is_kept = np.zeros(len(drug), dtype=np.bool_)
    is_kept[kept] = True
    only = first_true(numbers, is_kept)
    first = np.maximum(only, 0)
    code = route.codes[kept]
    lowest = np.full(len(numbers), len(route.values), dtype=np.int64)
    highest = np.full(len(numbers), -1, dtype=np.int64)
    np.minimum.at(lowest, numbers.of[kept], code)
    np.maximum.at(highest, numbers.of[kept], code)
    told = (only >= 0) & (lowest == highest) & _of(route.told, first)
    once = drug["dose_freq"].true(lambda text: text.upper() == ONCE)
    return _Dosages(
        kept,
        count,
        np.where(count == 1, only, -1),
        np.where(told, lowest, -1),
        route,
        amount,
        form.told,
        once,
    )


def _amounts(drug: Cells) -> Flags:
    """Whether each row tells an amount."""
    return drug["dose_amt"].told | drug["dose_vbm"].true(
        lambda text: text and amount_of(text, None, None, None) is not None
    )


def _amount_texts(drug: Cells, rows: Ints) -> Ints:
    """A number for each amount as a case words it; -1 for none."""
    names = ("dose_vbm", "dose_amt", "dose_unit", "dose_freq")
    columns = [drug[name].mapped(plain_number if name == "dose_amt" else str) for name in names]
    same = grouped(*(column.codes[rows] for column in columns))
    texts = [
        amount_of(*(column.values[column.codes[row]] or None for column in columns))
        for row in rows[same.first].tolist()
    ]
    places: dict[str | None, int] = {None: -1}
    found = [places.setdefault(text, len(places)) for text in texts]
    return np.array(found, dtype=np.int64)[same.of]
