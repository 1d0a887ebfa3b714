"""Whole reports on shipped cases, compared with files; ``make golden`` rewrites them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from causality.assessment import assess
from causality.case.read import read_case_file
from causality.case.shipped import shipped_cases
from causality.report.as_text import as_text

Golden = Callable[[str, str], None]


@pytest.mark.parametrize(
    "name",
    [
        "daratumumab-leukoencephalopathy",
        "synthetic-contradictory-dates",
        "synthetic-four-started-same-day",
    ],
)
def test_a_whole_report_reads_as_it_did(name: str, golden: Golden) -> None:
    golden(f"{name}.txt", as_text(assess(read_case_file(shipped_cases()[name]))))


def test_the_contract_of_the_seed_is_as_it_was(golden: Golden) -> None:
    name = "daratumumab-leukoencephalopathy"
    golden(f"{name}.json", assess(read_case_file(shipped_cases()[name])).to_json() + "\n")
