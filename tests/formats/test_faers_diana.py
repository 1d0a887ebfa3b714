"""FAERS as DiAna cleans it, and its time to onset as a second opinion on ours."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from functools import cache

from causality.case.dates import DAY
from causality.findings.extract import pairs_of
from causality.formats import Report, read_reports
from causality.timeline.of_case import timeline_of
from tests.formats.samples import DATA

FOLDER = DATA / "faers_diana"
FULL = 8
"""Digits of a date that names a day."""


def rows_of(table: str) -> list[dict[str, str]]:
    with (FOLDER / f"{table}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@cache
def reports() -> dict[str, Report]:
    return {report.id: report for report in read_reports(FOLDER)}


def test_every_report_is_read() -> None:
    cases = [report.case for report in reports().values() if report.case is not None]
    assert len(reports()) == len(rows_of("Demo")) == 487
    assert (len(cases), sum(len(pairs_of(case)) for case in cases)) == (461, 2606)
    assert {report.refusal for report in reports().values() if report.case is None} == {
        "the report names no adverse reaction, only how products were used or handled"
    }


def test_what_is_split_over_files_is_one_drug_again() -> None:
    case = reports()["4450462"].case
    assert case is not None
    drug = next(drug for drug in case.drugs if "juvela" in (drug.note or ""))
    assert drug.name == "vitamin b3 / vitamin e"
    assert drug.role == "suspect"
    # 21,900 days are sixty years of 365.
    assert case.patient.age == "60 y"


THERAPIES = [row for row in rows_of("Ther") if row["time_to_onset"]]


def test_a_latency_stands_where_both_dates_name_a_day_or_the_onset_came_first() -> None:
    both = [row for row in rows_of("Ther") if len(row["start_dt"]) == len(row["event_dt"]) == FULL]
    assert len(THERAPIES) == 276
    left_out = [row for row in both if row not in THERAPIES]
    assert len(left_out) == 38
    assert all(row["event_dt"] < row["start_dt"] for row in left_out)


def latency_of(row: dict[str, str], line: int) -> str:
    """Ours beside that of DiAna, who counts the first day as day 1: what lies between is less."""
    case = reports()[row["primaryid"]].case
    if case is None:
        return "no adverse reaction"
    (dose,) = (
        f"{drug.id}.{dose.id}"
        for drug in case.drugs
        for dose in drug.doses
        if f"Ther.start_dt (line {line})" in (dose.source or "")
    )
    timeline = timeline_of(case)
    days = int(float(row["time_to_onset"])) - 1
    start, onset = (date.fromisoformat(row[name]) for name in ("start_dt", "event_dt"))
    assert days == (onset - start).days
    # Two days that are known to the day leave a day less a minute either way.
    wanted = (days * DAY - DAY + 1, days * DAY + DAY - 1)
    found = {timeline.between(f"{dose}.start", f"{event.id}.onset") for event in case.events}
    if found == {wanted}:
        return "equal"
    return "contradictory" if timeline.contradictory(f"{dose}.start") else "different"


def test_latencies_are_those_of_diana() -> None:
    compared = Counter(
        latency_of(row, line) for line, row in enumerate(rows_of("Ther"), 2) if row["time_to_onset"]
    )
    # One therapy, of report 7465892, ends eight days before it starts.
    assert compared == {"equal": 270, "contradictory": 1, "no adverse reaction": 5}
