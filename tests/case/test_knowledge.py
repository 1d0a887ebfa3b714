"""What a case knows of a drug and an event: a level, times to onset, or both, and nothing less."""

from __future__ import annotations

import pytest

from causality.case.dates import DAY, OPEN_HI
from causality.case.read import read_case
from causality.errors import CaseError

CASE = """\
schema: causality/case/1
id: small
drugs: [{id: d, name: amoxicillin, role: suspect}]
events: [{id: e, term: rash}]
knowledge:
  - {id: k, drug: d, event: e, %s}
"""


@pytest.mark.parametrize(
    ("told", "onsets"),
    [
        ("level: listed", None),
        ("level: listed, latest onset: unknown", None),
        ("latest onset: 2 wk", (0, 21 * DAY - 1)),
        ("earliest onset: 2 d", (2 * DAY, OPEN_HI)),
        ("earliest onset: 2-3 d, latest onset: 1-2 wk", (2 * DAY, 14 * DAY)),
    ],
)
def test_times_to_onset_run_from_the_earliest_to_the_latest(
    told: str, onsets: tuple[int, int] | None
) -> None:
    (known,) = read_case((CASE % told).encode()).knowledge
    assert known.onsets == onsets
    assert known.level == ("listed" if "listed" in told else None)


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ("as of: 2024", "knowledge[0]: tells nothing; give a `level`"),
        ("earliest onset: unknown", "knowledge[0]: tells nothing; give a `level`"),
        ("earliest onset: 2 wk, latest onset: 3 d", "`earliest onset` is longer than `latest"),
        ("level: lsted", "knowledge[0].level: 'lsted' is not an allowed word; did you mean"),
        ("latest onset: 2", "knowledge[0].latest onset: not a length of time (2)"),
    ],
)
def test_knowledge_that_says_nothing_or_clashes_is_refused(told: str, wrong: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_case((CASE % told).encode())
    (problem,) = caught.value.problems
    assert wrong in str(problem)
    assert problem.line == 6
