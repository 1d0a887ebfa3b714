"""Each row of a table says what the assessment of its report says, bit for bit."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from causality.assessment import Assessment, PairAssessment, assess
from causality.batch import Options, run_batch
from causality.case.dates import DAY
from causality.case.shipped import shipped_cases
from causality.formats import read_reports
from causality.formats.report import Report
from causality.methods import Verdict, method_ids
from causality.vocabulary import VOCABULARY
from tests.batch.mixed_inputs import table
from tests.formats.samples import DATA
from tests.formats.table_samples import folder, laid

CASES = (
    "daratumumab-leukoencephalopathy",
    "synthetic-contradictory-dates",
    "synthetic-too-early",
    "synthetic-stopped-together",
)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Shipped cases, eight real reports of FAERS and some of a message."""
    where = tmp_path_factory.mktemp("sources")
    tables = folder(DATA / "faers_ascii" / "17Q2")
    head, *lines = tables["DEMO17Q2.txt"].splitlines(keepends=True)
    tables["DEMO17Q2.txt"] = b"".join([head, *lines[:8]])
    message = DATA / "e2b_r3_derived" / "derived_faersxml22q1_batch_5to7.xml"
    return {
        **{name: shipped_cases()[name] for name in CASES},
        "tables": laid(where / "tables", tables),
        "message": message,
    }


def alone(sources: dict[str, Path], *, intervals: bool) -> list[tuple[str, Report, Assessment]]:
    """Every report assessed by itself."""
    return [
        (name, report, assess(report.case, intervals=intervals, reasons=intervals))
        for name, path in sources.items()
        for report in read_reports(path, name)
        if report.case is not None
    ]


@pytest.fixture(scope="module")
def rows(
    sources: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, Any]]:
    out = tmp_path_factory.mktemp("out") / "pairs"
    ended = run_batch(sources, out, Options(), workers=1)
    assert len(table(out)) == ended.summary["pairs"]
    return table(out)


def test_every_pair_of_every_report_has_its_row(
    sources: dict[str, Path], rows: list[dict[str, Any]]
) -> None:
    told = alone(sources, intervals=False)
    wanted = [
        (name, report.id, one.case_id, pair.drug, pair.event)
        for name, report, one in told
        for pair in one.pairs
    ]
    names = ("source", "report", "case", "drug", "event")
    assert [tuple(row[name] for name in names) for row in rows] == wanted
    assert len(wanted) > 20
    for row, pair, assessment in zip(
        rows,
        [pair for _, _, one in told for pair in one.pairs],
        [one for _, _, one in told for _ in one.pairs],
        strict=True,
    ):
        assert_findings_equal(row, pair)
        assert_verdicts_equal(row, pair)
        assert_share_equal(row, pair)
        ids = {one.id for one in assessment.warnings if one.pair in {None, (pair.drug, pair.event)}}
        assert {text for text in row["warnings"] if ":" not in text} == ids


def assert_findings_equal(row: dict[str, Any], pair: PairAssessment) -> None:
    assert {name: row[name] for name in VOCABULARY} == {
        name: finding.value for name, finding in pair.findings.items()
    }
    known = sum(finding.value != "unknown" for finding in pair.findings.values())
    assert row["findings_known"] == known
    for name, measure in pair.measures.items():
        ends = row[f"{name}_from"], row[f"{name}_to"]
        days = tuple(None if end is None else end / DAY for end in (measure.lo, measure.hi))
        assert ends == days
    assert pair.beside is not None
    told = pair.beside.completeness
    assert (row["documented_from"], row["documented_to"]) == (told.lowest, told.highest)


def assert_verdicts_equal(row: dict[str, Any], pair: PairAssessment) -> None:
    for name in method_ids():
        verdict = pair.verdicts[name]
        cells = (row[name], row[f"{name}_score"], row[f"{name}_possible"])
        ends = (row[f"{name}_score_from"], row[f"{name}_score_to"])
        if isinstance(verdict, Verdict):
            assert cells == (verdict.category, verdict.score, list(verdict.possible_categories))
            assert ends == (verdict.recorded_range or (None, None))
        else:
            assert cells == ("not applicable", None, None)
            assert ends == (None, None)


def assert_share_equal(row: dict[str, Any], pair: PairAssessment) -> None:
    told = pair.involvement
    assert told is not None
    assert (row["share"], row["share_prior"]) == (told.share, told.prior)
    assert (row["share_range_from"], row["share_range_to"]) == told.share_range
    assert row["abstain"] == (told.abstain and told.abstain.reason)
    assert row["excluded"] == (told.excluded and told.excluded.because)
    assert row["share_from"] is None


def test_intervals_on_request_are_those_of_the_single_case(
    sources: dict[str, Path], tmp_path: Path
) -> None:
    few = dict(islice(sources.items(), 2))
    run_batch(few, tmp_path / "out", Options(intervals=True), workers=1)
    told = [pair.involvement for _, _, one in alone(few, intervals=True) for pair in one.pairs]
    rows = table(tmp_path / "out")
    for row, one in zip(rows, told, strict=True):
        assert one is not None
        assert (row["share_from"], row["share_to"]) == one.interval
        assert row["abstain"] == (one.abstain and one.abstain.reason)
    assert any(row["share_from"] < row["share"] < row["share_to"] for row in rows)


def test_a_share_without_interval_is_the_same_share(sources: dict[str, Path]) -> None:
    path = sources["daratumumab-leukoencephalopathy"]
    case = next(iter(read_reports(path))).case
    assert case is not None
    full, short = assess(case), assess(case, intervals=False, reasons=False)
    for one, other in zip(full.differentials, short.differentials, strict=True):
        assert [each.share for each in one.candidates] == [each.share for each in other.candidates]
        for each in other.candidates:
            assert each.interval == pytest.approx((each.share, each.share), rel=1e-14)
        assert [each.weights for each in other.candidates] == [()] * len(other.candidates)
        assert all(each.weights for each in one.candidates if each.excluded is None)


def test_the_metadata_of_a_part_says_what_it_was_made_with(
    sources: dict[str, Path], tmp_path: Path
) -> None:
    options = Options(methods=("who_umc",))
    run_batch({"one": sources[CASES[0]]}, tmp_path / "out", options, workers=1)
    schema = parquet.read_schema(tmp_path / "out" / "pairs-000000.parquet")
    told = json.loads(schema.metadata[b"causality"])
    assert told["schema"] == "causality/pairs/1"
    assert told["options"]["methods"] == ["who_umc"]
    assert told["models"][0]["id"] == "who_umc"
    assert all(len(one["sha256"]) == 64 for one in told["models"])
    assert "who_umc_possible" in schema.names
    assert "naranjo_1981" not in schema.names
    # What a single case says it was made with stands there too.
    case = next(iter(read_reports(sources[CASES[0]]))).case
    assert case is not None
    ids = {one.sha256 for one in assess(case, methods=("who_umc",)).models}
    assert ids <= {one["sha256"] for one in told["models"]}
