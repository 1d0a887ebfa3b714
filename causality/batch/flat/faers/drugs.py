"""The drugs of many reports: rows of DRUG with one number, then drugs that are the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.called import Named, named
from causality.batch.flat.faers.cells import Cells
from causality.batch.flat.grouping import Groups, counted, first_true, grouped, looked_up
from causality.batch.flat.record import ROLES
from causality.formats.faers.codes import ANSWERS
from causality.formats.faers.codes import ROLES as ROLE_CODES
from causality.formats.faers.drug import substances_in

__all__ = ["DRUG", "INDI", "NEGATIVE", "POSITIVE", "Drugs", "drugs_of"]

DRUG = (
    "role_cod",
    "drugname",
    "prod_ai",
    "route",
    "dose_vbm",
    "dechal",
    "rechal",
    "lot_num",
    "dose_amt",
    "dose_unit",
    "dose_form",
    "dose_freq",
)
INDI = ("indi_pt",)

POSITIVE, NEGATIVE = 1, 2
_ANSWER_BITS = {code: 1 << place for place, code in enumerate(ANSWERS)}
_NOT_LISTED = 1 << len(ANSWERS)
_OF_ROLE = [ROLES.index(role) for role in ROLE_CODES.values()]
_RANK = {code: place for place, code in enumerate(ROLE_CODES)}
_NO_ROLE = len(ROLE_CODES)


@dataclass(frozen=True, slots=True)
class Drugs:
    """Drugs of the reports. ``numbers``: rows of DRUG by their number; ``drugs``: those the same.

    Of each number ``stopped`` and ``again`` are ``POSITIVE``, ``NEGATIVE`` or 0. Of each drug:
    ``report``, ``role`` (a place in ``ROLES``), ``called``, ``indication``. Of each report:
    ``notes``, and ``odd`` where more is to be read.
    """

    numbers: Groups
    of_number: NDArray[np.int64]
    """The report of each number."""
    number: NDArray[np.int64]
    drugs: Groups
    stopped: NDArray[np.int8]
    again: NDArray[np.int8]
    report: NDArray[np.int64]
    role: NDArray[np.int64]
    called: Named
    indication: NDArray[np.bool_]
    notes: NDArray[np.int64]
    odd: NDArray[np.bool_]


def drugs_of(drug: Cells, indi: Cells, size: int) -> Drugs:
    """The drugs of ``size`` reports."""
    notes = np.zeros(size, dtype=np.int64)
    odd = np.zeros(size, dtype=np.bool_)
    for rows in (drug, indi):
        odd[rows.report[rows.number < 0]] = True
    numbers = grouped(drug.report, drug.number)
    of_number, number = drug.report[numbers.first], drug.number[numbers.first]

    def note(of: NDArray[np.int64]) -> None:
        np.add(notes, counted(of, size), out=notes)

    name, substances = drug["drugname"], drug["prod_ai"]
    nameless = ~(name.told | substances.told)[numbers.first]
    note(of_number[nameless])
    rank, disagree = _roles(drug, numbers)
    role = np.array([*_OF_ROLE, ROLES.index("concomitant")])[rank]
    note(of_number[disagree])
    note(of_number[rank == _NO_ROLE])
    answers = [_answers(drug, column, numbers) for column in ("dechal", "rechal")]
    for _, wrong_rows, both in answers:
        note(drug.report[wrong_rows])
        note(of_number[both])
    called = _called(drug, numbers)
    odd[of_number[called.mark < 0]] = True
    drugs = grouped(of_number, called.mark, role)
    report = of_number[drugs.first]
    notes += counted(of_number, size) - counted(report, size)
    of = looked_up((of_number, number), (indi.report, indi.number))
    note(indi.report[of < 0])
    indication = np.zeros(len(drugs), dtype=np.bool_)
    indication[drugs.of[of[(of >= 0) & indi["indi_pt"].told]]] = True
    return Drugs(
        numbers,
        of_number,
        number,
        drugs,
        answers[0][0],
        answers[1][0],
        report,
        role[drugs.first],
        called.rows(drugs.first),
        indication,
        notes,
        odd,
    )


def _roles(drug: Cells, numbers: Groups) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The gravest role of each number, and whether its rows name several."""
    rank = drug["role_cod"].numbers(lambda code: _RANK.get(code.upper(), _NO_ROLE))
    gravest = np.full(len(numbers), _NO_ROLE, dtype=np.int64)
    np.minimum.at(gravest, numbers.of, rank)
    bits = np.array([*(1 << role for role in _OF_ROLE), 0])[rank]
    several = np.zeros(len(numbers), dtype=np.int64)
    np.bitwise_or.at(several, numbers.of, bits)
    return gravest, several & (several - 1) > 0


def _answers(
    drug: Cells, column: str, numbers: Groups
) -> tuple[NDArray[np.int8], NDArray[np.bool_], NDArray[np.bool_]]:
    """The answer of each number; rows with a code that is none, numbers with both answers."""
    bit = drug[column].numbers(
        lambda code: _ANSWER_BITS.get(code.upper(), _NOT_LISTED) if code else 0
    )
    bits = np.zeros(len(numbers), dtype=np.int64)
    np.bitwise_or.at(bits, numbers.of, bit)
    settled = POSITIVE | NEGATIVE
    both = bits & settled == settled
    answer = np.where(both, 0, bits & settled).astype(np.int8)
    return answer, bit == _NOT_LISTED, both


def _called(drug: Cells, numbers: Groups) -> Named:
    """What the drug of each number is called."""
    name, substances = drug["drugname"], drug["prod_ai"]
    empty = len(name.values), len(substances.values)
    at = [first_true(numbers, column.told) for column in (name, substances)]
    codes = [
        np.where(rows < 0, none, column.codes[np.maximum(rows, 0)])
        for rows, none, column in zip(at, empty, (name, substances), strict=True)
    ]
    some = substances.true(substances_in)
    enough = (at[1] >= 0) & some[np.maximum(at[1], 0)]
    codes[0] = np.where(enough, empty[0], codes[0])
    width = len(name.values) + 1
    distinct, of = np.unique(codes[1] * width + codes[0], return_inverse=True)
    texts = (*name.values, ""), (*substances.values, "")
    written = [(texts[1][code // width], texts[0][code % width]) for code in distinct.tolist()]
    return named(written, of)
