"""Whatever tables and openFDA answers hold: cases or named refusals, soon, no patient's word."""

from __future__ import annotations

import io
import os
import time

import pytest

from causality.assessment import assess
from causality.case.read import read_case
from causality.case.write import write_case
from causality.errors import CausalityError
from causality.formats import Report, read_reports
from tests.formats.mutation import CANARY
from tests.formats.table_mutation import DIALECTS, mutated_file

_RUNS = int(os.environ.get("CAUSALITY_MUTATED_RUNS", "200"))
_ASSESSED = 40
"""One file in so many is also assessed, and its cases read back."""


def _read(stream: io.BytesIO) -> tuple[tuple[Report, ...], CausalityError | None]:
    try:
        return tuple(read_reports(stream, "message")), None
    except CausalityError as error:
        return (), error


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_damaged_file_ends_in_cases_or_named_refusals(dialect: str) -> None:
    read = refused = failed = 0
    for number in range(_RUNS):
        stream = mutated_file(dialect, number)
        began = time.process_time()
        reports, error = _read(stream)
        failed += error is not None
        assert CANARY not in str(error)
        assert time.process_time() - began < 2, number
        for report in reports:
            read += report.case is not None
            refused += report.case is None
            assert (report.case is None) == (report.refusal is not None)
            assert len(report.id) <= 100
            assert CANARY not in " ".join((*report.notes, report.refusal or "")), number
            if report.case is not None and number % _ASSESSED == 0:
                assert read_case(write_case(report.case).encode()) == report.case
                assess(report.case)
    assert read > _RUNS / 5
    assert refused > _RUNS / 20
    assert failed > _RUNS / 100


def test_the_same_number_gives_the_same_file() -> None:
    assert mutated_file("faers", 7).getvalue() == mutated_file("faers", 7).getvalue()
    assert len({mutated_file("vaers", number).getvalue() for number in range(9)}) == 9
