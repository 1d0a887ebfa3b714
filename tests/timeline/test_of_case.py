"""The dates of a case become constraints between its points."""

from __future__ import annotations

import pytest

from causality.case.dates import DAY
from causality.case.read import read_case
from causality.errors import CaseError
from causality.timeline import groups
from causality.timeline.of_case import timeline_of

_HEAD = "schema: causality/case/1\nid: small\ndrugs: [{id: a, name: a, role: suspect}]\n"


def _case(events: str, more: str = "") -> bytes:
    return f"{_HEAD}{more}events: [{{id: e, term: e, {events}}}]\n".encode()


def test_day_0_named_by_a_calendar_day_is_that_day_from_midnight() -> None:
    timeline = timeline_of(
        read_case(_case("onset: day 2", "day 0: {what: admission, at: 2024-03-05T14:30}\n"))
    )
    begins = timeline.bounds("e.onset", "calendar")
    # 2024-03-07 is 19,789 days after 1970-01-01.
    assert begins == (19_789 * DAY, 19_790 * DAY - 1)


def test_a_course_before_resolution_bounds_the_resolution() -> None:
    events = "onset: day 0, resolved: day 2..9, course: [{id: c, at: day 5, state: improved}]"
    timeline = timeline_of(read_case(_case(events)))
    assert timeline.bounds("e.resolved") == (5 * DAY, 10 * DAY - 1)


def test_a_recurrence_need_not_come_before_resolution() -> None:
    events = "onset: day 0, resolved: day 2..9, course: [{id: c, at: day 20, state: recurred}]"
    assert timeline_of(read_case(_case(events))).contradictions == ()


def test_more_points_tied_together_than_can_be_closed_are_a_problem_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(groups, "LARGEST_GROUP", 2)
    monkeypatch.setattr(groups, "MOST_TOGETHER", 2)
    monkeypatch.setattr(groups, "MOST_HUBS", 0)
    course = ", ".join(f"{{id: c{i}, at: 1 d after e.onset, state: unchanged}}" for i in range(4))
    with pytest.raises(CaseError) as caught:
        timeline_of(read_case(_case(f"course: [{course}]")))
    (problem,) = caught.value.problems
    assert (problem.file, problem.right) == ("small", "make it several cases")
