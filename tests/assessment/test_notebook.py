"""What a notebook shows of an assessment: small, escaped, the verdicts as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from causality import assess, shipped_cases
from causality.assessment.notebook import MOST_BYTES
from causality.case.read import read_case_file
from tests.report.examples import assessment, contradictory, pair
from tests.report.pages import read
from tests.report.test_as_html import PAYLOADS
from tests.report.test_as_text import poisoned


@pytest.mark.parametrize("payload", [*PAYLOADS, "'\"<&" * 5_000])
def test_whatever_a_text_holds_stays_text_and_small(payload: str) -> None:
    one = poisoned(contradictory(assessment()), payload)
    html = replace(one, pairs=one.pairs * 300)._repr_html_()
    assert len(html.encode()) < MOST_BYTES
    tags = {one.tag for one in read(html).every()}
    assert tags <= {"document", "table", "caption", "thead", "tbody", "tr", "th", "td", "p"}
    assert not [one for one in read(html).every() if one.attributes]


def test_what_finds_no_room_is_counted() -> None:
    html = replace(assessment(), pairs=(pair(),) * 600)._repr_html_()
    rows = len(list(read(html).every("tr"))) - 1
    assert 0 < rows < 600
    assert f"{600 - rows} more pairs." in html


def test_verdicts_are_those_of_the_assessment() -> None:
    told = assess(read_case_file(shipped_cases()["daratumumab-leukoencephalopathy"]))
    (head, row) = list(read(told._repr_html_()).every("tr"))
    cells = dict(zip((one.text for one in head.every("th")), row.every("td"), strict=True))
    assert cells["Naranjo scale"].text == "possible, 3"
    assert cells["WHO-UMC system"].text == "possible"
    assert not [title for title in cells if title.startswith("RUCAM")]


def test_contradictions_are_told() -> None:
    assert "1 contradictory" in contradictory(assessment())._repr_html_()


def test_a_case_without_pairs_says_so() -> None:
    assert "no pair" in replace(assessment(), pairs=())._repr_html_()
