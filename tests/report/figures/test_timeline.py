"""The timeline: what is certain, what the record leaves open, and what nobody recorded."""

from __future__ import annotations

import pytest

from causality.case.dates import DAY
from causality.report.figures.axis import axis
from causality.report.figures.drawing import FOR, WIDTH, room_for
from causality.report.figures.lane import Bounds, Lane, Mark, Moment, Span
from causality.report.figures.timeline import lanes_in, timeline
from tests.report.figures.drawn import drawn

HATCHED = "url(#t-suspect)"


def day(number: int) -> Bounds:
    return (number * DAY, number * DAY + DAY - 1)


def assert_ends(boxes: list[tuple[float, float]], *ends: float) -> None:
    """The left and right ends of these boxes."""
    assert [end for box in boxes for end in box] == pytest.approx(list(ends))


def suspect(*spans: Span) -> Lane:
    return Lane("a drug", "suspect", spans)


def place(number: int, *numbers: int) -> float:
    """Where a day begins on an axis that ends with the last of ``numbers``."""
    shown = axis([one * DAY for one in (number, *numbers)], 182.0, WIDTH - 30)
    assert shown is not None
    return shown.place(number * DAY)


def test_a_bar_of_whole_days_begins_with_its_first_and_ends_with_its_last() -> None:
    found = drawn(timeline("t", [suspect(Span(day(0), day(9)))], "told"))
    assert_ends(found.boxes(FOR), 182.0, 650.0)
    assert found.boxes(HATCHED) == []


def test_what_the_record_leaves_open_is_hatched_on_both_sides() -> None:
    span = Span((0, 4 * DAY - 1), (6 * DAY, 8 * DAY - 1))
    found = drawn(timeline("t", [suspect(span)], "told"))
    scale = (650.0 - 182.0) / 8
    assert_ends(found.boxes(FOR), 182 + 4 * scale, 182 + 6 * scale)
    assert_ends(found.boxes(HATCHED), 182.0, 182 + 4 * scale, 182 + 6 * scale, 650.0)


def test_a_bar_that_may_be_empty_is_hatched_throughout() -> None:
    found = drawn(timeline("t", [suspect(Span((0, 6 * DAY), (2 * DAY, 8 * DAY)))], "told"))
    assert found.boxes(FOR) == []
    assert len(found.boxes(HATCHED)) == 3


def test_an_end_that_nobody_recorded_is_no_bar_but_an_arrow() -> None:
    lanes = [suspect(Span(day(0), None)), Lane("b", "event", marks=(Mark(day(5), "onset"),))]
    found = drawn(timeline("t", lanes, "told"))
    assert found.boxes(FOR) == []
    assert any(
        one.attrib["d"].split()[1].startswith("L672")
        for one in found.root.iter()
        if one.tag.endswith("path") and "L" in one.attrib["d"] and one.attrib.get("fill") == "none"
    )


def test_a_lane_without_a_moment_says_so() -> None:
    lanes = [suspect(), Lane("b", "event", marks=(Mark(day(5), "onset"),))]
    assert "dates not on record" in drawn(timeline("t", lanes, "told")).words


def test_without_any_moment_there_is_no_figure() -> None:
    assert timeline("t", [suspect()], "told") is None


def test_a_guide_is_drawn_for_an_exact_moment_only() -> None:
    lanes = [
        Lane("a", "suspect", (Span(day(0), day(9)),), guides=(Moment("start", day(0)),)),
        Lane(
            "b",
            "event",
            marks=(Mark((0, 5 * DAY), "onset"),),
            guides=(Moment("onset", (0, 5 * DAY)),),
        ),
    ]
    words = drawn(timeline("t", lanes, "told")).words
    assert "start" in words
    assert "onset" not in words


def test_readings_stand_beside_their_marks_only_where_there_is_room() -> None:
    near = tuple(Mark(day(number), text=f"{number}.25") for number in range(30))
    far = (Mark(day(0), text="12.4"), Mark(day(15), text="8.1"))
    crowded = drawn(timeline("t", [Lane("ALT", "examination", marks=near)], "told")).words
    sparse = drawn(timeline("t", [Lane("ALT", "examination", marks=far)], "told")).words
    assert {"12.4", "8.1"} <= set(sparse)
    assert "5.25" not in crowded


@pytest.mark.parametrize("name", ["x" * 200, "Ω" * 90, "日本語" * 40])
def test_a_long_name_is_cut(name: str) -> None:
    lane = Lane(name, "event", marks=(Mark(day(0), "onset"),))
    words = drawn(timeline("t", [lane], "told")).words
    (shown,) = [one for one in words if one.endswith("\u2026")]
    assert room_for(shown) <= 150


def test_the_lanes_that_fit_do_fit() -> None:
    lanes = [Lane(str(number), "event", marks=(Mark(day(number), "onset"),)) for number in range(9)]
    for height in (150.0, 200.0, 333.0):
        found = drawn(timeline("t", lanes[: lanes_in(height)], "told"))
        assert float(found.root.attrib["viewBox"].split()[-1]) <= height
