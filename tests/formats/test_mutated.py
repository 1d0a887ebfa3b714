"""Whatever a message holds: a case or a named refusal, soon, and nothing of the patient in it."""

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
from tests.formats.mutation import CANARY, DIALECTS, mutated

_RUNS = int(os.environ.get("CAUSALITY_MUTATED_RUNS", "200"))
_ASSESSED = 20
"""One report in so many is also assessed, and its file read back."""


def _read(raw: bytes) -> tuple[tuple[Report, ...], CausalityError | None]:
    try:
        return tuple(read_reports(io.BytesIO(raw), "message")), None
    except CausalityError as error:
        return (), error


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_damaged_message_ends_in_cases_or_named_refusals(dialect: str) -> None:
    read = refused = 0
    for number in range(_RUNS):
        raw = mutated(dialect, number)
        began = time.process_time()
        reports, error = _read(raw)
        refused += error is not None
        assert CANARY not in str(error)
        assert time.process_time() - began < 2, number
        for report in reports:
            read += report.case is not None
            refused += report.case is None
            assert (report.case is None) == (report.refusal is not None)
            assert CANARY not in " ".join((*report.notes, report.refusal or ""))
            if report.case is not None and number % _ASSESSED == 0:
                assert read_case(write_case(report.case).encode()) == report.case
                assess(report.case)
    assert read > _RUNS / 5
    assert refused > _RUNS / 20


def test_the_same_number_gives_the_same_message() -> None:
    assert mutated("r3", 7) == mutated("r3", 7)
    assert len({mutated("r2", number) for number in range(9)}) == 9
