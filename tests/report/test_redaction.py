"""Redaction: canaries in every field of a case, and which of them may still sing."""

from __future__ import annotations

import re
from functools import cache

import pytest

from causality import assess
from causality.assessment.assessment import Assessment
from causality.case.read import CaseFile, read_case_file
from causality.report.as_html import as_html
from causality.report.as_markdown import as_markdown
from causality.report.coded_words import age_band
from causality.report.lanes import lanes
from causality.report.redaction import Redaction, patient_line, redacted
from tests.report.canaries import DATES, Canaries
from tests.report.pages import parts, read, shipped

SAID = "quetzal"  # in every free text
TERM = "kestrel"  # in every term but the names of the drug and the event, and in every id
NAMED = "flamingo"  # in the names of the drug and the event


@cache
def canary_case() -> tuple[CaseFile, Assessment]:
    file = read_case_file(Canaries(SAID, TERM, NAMED, TERM).case())
    return file, assess(file)


def documents(level: str) -> list[str]:
    """Every form of report; what a reader of the file could find, not only what is shown."""
    file, told = canary_case()
    taken = redacted(told, Redaction(level), file.case)
    return [
        as_html(told, case=file.case, redaction=level, every_pair=True),
        as_html(told, redaction=level, every_pair=True),
        as_markdown(taken, every_pair=True),
        taken.to_json(),
    ]


def test_a_full_report_leaves_nothing_out() -> None:
    html = documents("full")[0]
    assert {SAID, TERM, NAMED} <= set(re.findall(r"[a-z]+", html.replace("mab", " ")))
    assert "432.1" in html
    assert "67 y" in html
    assert all(date in html for date in DATES[1:])


@pytest.mark.parametrize("level", ["panel", "public"])
def test_no_free_text_no_date_and_no_age_leaves_the_house(level: str) -> None:
    file, _ = canary_case()
    for document in documents(level):
        assert SAID not in document
        assert not [date for date in DATES if date in document]
        assert "67 y" not in document
        assert "71 kg" not in document
        assert "2021" not in document.replace(file.sha256, "")


def test_a_panel_sees_terms_and_numbers() -> None:
    html = documents("panel")[0]
    assert TERM in html
    assert "432.1" in html
    assert "60-69 y" in html


def test_the_public_sees_the_names_of_drug_and_event_only() -> None:
    file, _ = canary_case()
    for document in documents("public"):
        assert NAMED in document
        assert TERM not in document
        assert "432.1" not in document
        assert file.sha256[:12] not in document
        assert not {'"dr"', '"ev"', "entry-dr", "entry-ev"} & set(re.findall(r'[\w"-]+', document))


@pytest.mark.parametrize("level", ["panel", "public"])
def test_labels_of_figures_that_name_other_causes_are_for_a_panel_at_most(level: str) -> None:
    file, told_ = canary_case()
    html = as_html(told_, case=file.case, redaction=level, parts=parts(told_, TERM))
    assert "62 in 100" in html
    labels = " ".join(one.text for one in read(html).every("text"))
    assert (TERM in labels) == (level == "panel")
    assert (TERM in html) == (level == "panel")
    assert "unexplained" in labels
    assert f"{NAMED}mab" in labels


@pytest.mark.parametrize("level", Redaction)
@pytest.mark.parametrize("name", ["synthetic-contradictory-dates", "anticholinergics-hyperthermia"])
def test_every_verdict_survives_redaction(name: str, level: Redaction) -> None:
    file, before = shipped(name)
    after = redacted(before, level, file.case)
    assert [pair.verdicts for pair in after.pairs] == [pair.verdicts for pair in before.pairs]
    assert [len(pair.findings) for pair in after.pairs] == [
        len(pair.findings) for pair in before.pairs
    ]
    ids = set(after.entries)
    for pair in after.pairs:
        assert {pair.drug, pair.event} <= ids
        assert all(set(one.grounds) <= ids for one in pair.findings.values())
    assert {one.entry for one in after.timeline} <= ids
    read(as_html(before, case=file.case, redaction=level))


@pytest.mark.parametrize("level", Redaction)
def test_bars_and_onsets_stay_where_they_are(level: Redaction) -> None:
    file, before = shipped("sertraline-rhabdomyolysis")
    after = redacted(before, level, file.case)
    shown = {lane.name: (lane.spans, lane.marks[:1]) for lane in lanes(before, file.case)}
    for name in ("sertraline", "amisulpride", "rhabdomyolysis"):
        (lane,) = [one for one in lanes(after, words=False) if one.name == name]
        assert (lane.spans, lane.marks[:1]) == shown[name]
        assert lane.bounds


def test_full_takes_nothing_away() -> None:
    _, before = shipped("synthetic-contradictory-dates")
    assert redacted(before, Redaction.FULL) is before


@pytest.mark.parametrize(
    ("age", "band"),
    [
        ("64 y", "60-69 y"),
        ("60 y", "60-69 y"),
        ("0 y", "0-9 y"),
        ("20 mo", "0-9 y"),
        ("3 d", "0-9 y"),
        ("130 mo", "10-19 y"),
        ("89 y", "80-89 y"),
        ("90 y", "90 y or older"),
        ("104 y", "90 y or older"),
        ("45-64 y", "45-64 y"),
        ("45-46 y", "kept back"),
        ("85-94 y", "kept back"),
        ("middle-aged", "middle-aged"),
    ],
)
def test_an_age_becomes_a_band(age: str, band: str) -> None:
    assert age_band(age) == band


def test_who_the_patient_is() -> None:
    file, _ = canary_case()
    assert patient_line(file.case, Redaction.FULL) == "age 67 y, female"
    assert patient_line(file.case, Redaction.PUBLIC) == "age 60-69 y, female"
    assert patient_line(None, Redaction.FULL) == ""
