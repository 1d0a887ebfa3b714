"""The list of the cases that ship is current, and each case stands in it on one line."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from causality.case.shipped import shipped_cases
from causality.vocabulary import VOCABULARY

GENERATE = runpy.run_path(str(Path(__file__).parent.parent / "docs" / "generate_cases.py"))


@pytest.fixture(scope="module")
def page() -> str:
    text: str = GENERATE["PAGE"].read_text(encoding="utf-8")
    return text


def test_the_page_is_current(page: str) -> None:
    assert page == GENERATE["page"](), "run: python -m docs.generate_cases"


def test_every_case_stands_there_once(page: str) -> None:
    rows = [line.split(" | ")[0].removeprefix("| ") for line in page.splitlines() if " | " in line]
    assert sorted(set(rows) - {"case", "---"}) == sorted(shipped_cases())


def test_traps_are_values_of_the_vocabulary() -> None:
    for name, value in GENERATE["TRAPS"]:
        assert value in VOCABULARY[name].values
