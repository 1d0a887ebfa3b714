"""What is remarked on in a case file that can be used."""

from __future__ import annotations

import pytest

from causality.assessment.check import check
from causality.case.shipped import shipped_cases
from causality.errors import CaseError

CASE = b"""\
schema: causality/case/1
id: small
drugs: [{id: amox, name: amoxicillin, role: suspect, doses: [{id: first, start: 2024-03-05}]}]
events: [{id: rash, term: "ra\\u0007sh", onset: 2024-03-07}]
"""


def test_nothing_is_said_where_there_is_nothing_to_say() -> None:
    assert check(CASE.replace(b"\\u0007", b"")) == ()


def test_what_was_left_out_on_reading_is_told_by_place_only() -> None:
    (remark,) = check(CASE, "small.yaml")
    assert "small.yaml:4:" in remark
    assert "\x07" not in remark


def test_dates_that_cannot_all_hold_are_told_with_their_entries() -> None:
    (remark,) = check(shipped_cases()["synthetic-contradictory-dates"])
    assert remark.startswith("amox.first, rash: ")


def test_a_file_that_cannot_be_used_is_an_error() -> None:
    with pytest.raises(CaseError, match="unknown key"):
        check(CASE + b"colour: blue\n")
