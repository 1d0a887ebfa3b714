"""Every fact and every time of a case has its name."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from causality.case import entries
from causality.case.dates import TimeExpression
from causality.case.entries import Entry
from causality.case.points import KINDS, POINTS, entries_of, point_names, points_of
from causality.case.read import read_case
from causality.case.shipped import shipped_cases

CASE = b"""\
schema: causality/case/1
id: small
day 0: {what: first MRI, at: 2024-03}
last information: day 45
follow-up: {state: possible}
patient:
  conditions: [{id: poems, term: POEMS syndrome, since: before dara.start}]
  death: {id: death, at: day 50}
drugs:
- id: dara
  name: daratumumab
  role: suspect
  doses: [{id: first, start: day -9}, {id: second, start: day -2, stop: day 0}]
  levels: [{id: level, at: day 1}]
events:
- id: lep
  term: leukoencephalopathy
  onset: day 0
  course: [{id: worse, at: day 3, state: worsened}]
alternatives:
- id: pml
  term: PML
  status: excluded
  tests: [{id: jcv, test: JCV PCR, at: day 2, result: negative}]
"""
ALL_ENTRIES = [
    kind
    for name in entries.__all__
    if issubclass(kind := getattr(entries, name), Entry) and kind is not Entry
]


@pytest.mark.parametrize("record", ALL_ENTRIES)
def test_every_time_of_every_kind_of_fact_is_a_point(record: type[Entry]) -> None:
    hints = get_type_hints(record)
    timed = {name for name in record.model_fields if TimeExpression in get_args(hints[name])}
    assert timed == set(POINTS.get(KINDS[record], {}).values()) - {""}


def test_every_kind_of_fact_is_named_once() -> None:
    assert set(KINDS) == set(ALL_ENTRIES)
    assert len(set(KINDS.values())) == len(KINDS)
    assert set(POINTS) <= set(KINDS.values())


def test_everything_that_findings_may_cite_is_listed_by_its_id() -> None:
    kinds = {name: kind for name, (kind, _) in entries_of(read_case(CASE)).items()}
    assert kinds == {
        "patient": "patient",
        "day-0": "day 0",
        "last": "last information",
        "follow-up": "follow-up",
        "poems": "condition",
        "death": "death",
        "dara": "drug",
        "dara.first": "dose",
        "dara.second": "dose",
        "level": "level",
        "lep": "event",
        "worse": "course",
        "pml": "alternative",
        "jcv": "test",
    }


def test_every_point_is_listed_with_its_fact_and_its_time_as_written() -> None:
    points = points_of(read_case(CASE))
    written = {point: (entry, at and at.text) for point, (entry, at) in points.items()}
    assert written == {
        "last": ("last", "day 45"),
        "poems.since": ("poems", "before dara.start"),
        "death": ("death", "day 50"),
        "dara.start": ("dara", None),
        "dara.stop": ("dara", None),
        "dara.first.start": ("dara.first", "day -9"),
        "dara.first.stop": ("dara.first", None),
        "dara.second.start": ("dara.second", "day -2"),
        "dara.second.stop": ("dara.second", "day 0"),
        "level": ("level", "day 1"),
        "lep.onset": ("lep", "day 0"),
        "lep.first-abnormal": ("lep", None),
        "lep.last-normal": ("lep", None),
        "lep.resolved": ("lep", None),
        "worse": ("worse", "day 3"),
        "jcv": ("jcv", "day 2"),
    }


def test_a_case_that_says_little_still_has_its_patient_and_its_end() -> None:
    case = read_case(b"schema: causality/case/1\nid: x\ndrugs: []\nevents: []")
    assert set(entries_of(case)) == {"patient"}
    assert points_of(case) == {"last": ("last", None)}


def test_a_kind_without_times_has_no_points() -> None:
    assert point_names("work-up", "search") == ()
    assert point_names("observation", "mri") == ("mri",)


@pytest.mark.parametrize("path", shipped_cases().values(), ids=shipped_cases())
def test_every_point_of_a_shipped_case_belongs_to_a_fact(path: str) -> None:
    case = read_case(path)
    known = set(entries_of(case))
    assert {entry for entry, _ in points_of(case).values()} <= known | {"last"}
