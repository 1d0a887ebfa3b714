"""Which lanes the timeline of a case has: what stands in them, and what stands in none."""

from __future__ import annotations

from causality import assess
from causality.case.dates import DAY
from causality.case.read import read_case_file
from causality.report.as_html import as_html
from causality.report.figures.lane import Lane
from causality.report.lanes import lanes
from tests.report.pages import read

CASE = """\
schema: causality/case/1
id: lanes
day 0: {what: first dose, at: amox.start}
patient: {conditions: [{id: asthma, term: asthma, since: before amox.start}]}
drugs:
  - id: amox
    name: amoxicillin
    role: suspect
    doses: [{id: a, start: day 0, stop: day 6}]
    levels: [{id: level, at: day 3, value: 4 mg/l}]
  - {id: ibu, name: ibuprofen, role: concomitant, doses: [{id: a, start: day -10, stop: day -3}]}
  - {id: para, name: paracetamol, role: concomitant}
events:
  - id: rash
    term: rash
    onset: day 5
    resolved: day 12
    course: [{id: less, at: day 8, state: improved}, {id: same, at: day 9, state: unchanged}]
observations:
  - id: lab5
    at: day 5
    test: blood
    measures: {sodium: {value: 121, unit: mmol/l, lower: 135}, ALT: {value: 99, upper: 40}}
  - {id: lab9, at: day 9, test: blood, measures: {sodium: {value: 138, lower: 135}, colour: red}}
  - {id: photo, at: day 5, test: photograph}
  - {id: later, test: culture, measures: {growth: none}}
treatments: [{id: cream, name: hydrocortisone cream, of: rash, start: day 6}]
re-exposures:
  - id: again
    drugs: [amox]
    event: rash
    result: recurred
    at: day 30
    stop: day 32
    onset: day 31
    resolved: day 35
"""


def told(text: str = CASE, *, words: bool = True, with_case: bool = True) -> dict[str, Lane]:
    file = read_case_file(text.encode())
    found = lanes(assess(file), file.case if with_case else None, words=words)
    return {lane.name: lane for lane in found}


def signs(lane: Lane) -> list[tuple[str, str]]:
    return [(mark.sign, mark.text) for mark in lane.marks]


def test_what_matters_most_stands_first() -> None:
    assert list(told()) == [
        "amoxicillin",
        "rash",
        "given again",
        "blood: sodium (mmol/l)",
        "blood: ALT",
        "blood",
        "photograph",
        "hydrocortisone cream",
        "ibuprofen",
        "level",
        "asthma",
    ]


def test_bars_and_marks_stand_where_the_record_puts_them() -> None:
    found = told()
    (span,) = found["amoxicillin"].spans
    assert span.start == (0, DAY - 1)
    assert span.stop == (6 * DAY, 7 * DAY - 1)
    assert [guide.name for guide in found["amoxicillin"].guides] == ["start", "stop"]
    assert signs(found["rash"]) == [
        ("onset", ""),
        ("better", "improved"),
        ("same", "unchanged"),
        ("end", "resolved"),
    ]
    assert signs(found["given again"]) == [("onset", ""), ("end", "resolved")]
    (open_end,) = found["hydrocortisone cream"].spans
    assert open_end.stop is None


def test_numbers_are_held_against_their_limits() -> None:
    found = told()
    assert signs(found["blood: sodium (mmol/l)"]) == [("below", "121"), ("point", "138")]
    assert signs(found["blood: ALT"]) == [("above", "99")]


def test_without_words_only_numbers_stand_beside_marks() -> None:
    found = told(CASE.replace("value: 138", "value: normal"), words=False)
    assert signs(found["blood: sodium (mmol/l)"]) == [("below", "121"), ("point", "")]


def test_without_words_and_without_the_case_entries_are_told_by_their_kind() -> None:
    found = told(words=False, with_case=False)
    assert {"amoxicillin", "rash", "observation", "treatment", "drug", "condition"} <= set(found)
    assert not {"ibuprofen", "asthma", "hydrocortisone cream"} & set(found)


def test_with_several_events_their_course_has_a_lane_of_its_own() -> None:
    several = CASE.replace(
        "observations:", "  - {id: itch, term: itch, onset: day 5}\nobservations:"
    )
    found = told(several)
    assert signs(found["course"]) == [("better", "improved"), ("same", "unchanged")]
    assert signs(found["itch"]) == [("onset", "")]


def test_a_case_without_any_moment_says_so() -> None:
    text = "schema: causality/case/1\nid: none\ndrugs: [{id: a, name: a drug, role: suspect}]\n"
    file = read_case_file(f"{text}events: [{{id: e, term: an event}}]\n".encode())
    found = read(as_html(assess(file), case=file.case))
    assert "No moment on record can be placed on one axis." in found.text
