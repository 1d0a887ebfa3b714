"""The differential tells other readers no word of the case that they may not have."""

from __future__ import annotations

import pytest

from causality.assessment import assess
from causality.case.read import read_case
from causality.report.as_text import as_text
from causality.report.redaction import Redaction, redacted

CANARY = "Heiligenstadt"
CASE = f"""\
schema: causality/case/1
id: canary
drugs:
  - {{id: amox, name: amoxicillin, role: suspect, doses: [{{id: one, start: day 0, stop: day 5}}]}}
  - {{id: salve, name: {CANARY} salve, role: concomitant, doses: [{{id: two, start: day -30}}]}}
events:
  - {{id: rash, term: rash, onset: day 3}}
alternatives:
  - {{id: virus, term: {CANARY} fever, of: rash, status: possible}}
""".encode()


@pytest.mark.parametrize("level", [Redaction.PUBLIC])
def test_the_public_sees_no_name_of_another_cause(level: Redaction) -> None:
    case = read_case(CASE, "canary.yaml")
    whole = assess(case)
    assert CANARY in whole.to_json()
    told = redacted(whole, level, case)
    assert CANARY not in told.to_json()
    assert CANARY not in as_text(told)


def test_shares_stay_what_they_are() -> None:
    case = read_case(CASE, "canary.yaml")
    whole = assess(case)
    told = redacted(whole, Redaction.PUBLIC, case)
    before = [one.share for each in whole.differentials for one in each.candidates]
    assert [one.share for each in told.differentials for one in each.candidates] == before
    assert len(before) == 4
