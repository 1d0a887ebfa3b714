"""Damaged messages are written into or refused by name; what is written can be read again.

Ten thousand messages of a dialect: ``CAUSALITY_MUTATED_RUNS=10000``.
"""

from __future__ import annotations

import io
import os

import pytest

from causality.case.case import Case
from causality.errors import CausalityError
from causality.formats import read_reports
from causality.formats.writers import Judgement, into_message
from tests.formats.mutation import CANARY, DIALECTS, mutated

_RUNS = int(os.environ.get("CAUSALITY_MUTATED_RUNS", "200"))


def judge(case: Case) -> tuple[Judgement, ...]:
    """The same of every drug and event, so that every one of them must be found again."""
    return tuple(
        Judgement(drug.id, event.id, "who_umc", "WHO-UMC system", "possible", None)
        for drug in case.drugs[:8]
        for event in case.events[:8]
    )


def opinions(raw: bytes) -> list[int | None]:
    return [
        None if report.case is None else len(report.case.opinions)
        for report in read_reports(io.BytesIO(raw), "message")
    ]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_damaged_message_is_written_into_or_refused_by_name(dialect: str) -> None:
    written, refusals = 0, []
    for number in range(_RUNS):
        raw = mutated(dialect, number)
        try:
            told = into_message(raw, "message", judge)
        except CausalityError as error:
            refusals.append(str(error))
            continue
        written += told.added > 0
        before, after = opinions(raw), opinions(told.message)
        assert [one is None for one in before] == [one is None for one in after], number
        assert len(told.message) - len(raw) >= 200 * told.added
    assert written > _RUNS / 5
    assert len(refusals) > _RUNS / 20
    assert CANARY not in " ".join(refusals)
