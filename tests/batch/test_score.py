"""Many reports scored together give the rows that each gives alone, bit for bit."""

from __future__ import annotations

import io
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from causality.batch import Options, remembered
from causality.batch import score as of_score
from causality.batch.cut import joined, taken
from causality.batch.of_cases import facts_of_case, facts_of_cases
from causality.batch.options import chosen_methods
from causality.batch.report_facts import ReportFacts
from causality.batch.score import scored, scored_coded
from causality.batch.slices import slices
from causality.batch.table import as_part, columns, schema
from causality.batch.tally import Tally, counted
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.vocabulary import UNKNOWN, VOCABULARY
from tests.batch.same_facts import assert_same_facts
from tests.batch.told_reports import Told, alone, told_reports
from tests.methods.columns import SHARED

WHOLE = Options()
PLAIN = Options(differential=False)

Rows = Sequence[Mapping[str, object]]


@cache
def parts() -> tuple[ReportFacts, ...]:
    return tuple(facts_of_case(*one) for one in told_reports())


@cache
def together() -> ReportFacts:
    return joined(parts())


@cache
def wanted() -> list[Rows]:
    """The rows of each report from its case alone, with the differential."""
    return [tuple(rows) for rows in alone(told_reports(), WHOLE)]


def cases(*names: str) -> list[Told]:
    return [("file", name, 0, read_case(shipped_cases()[name])) for name in names]


def rows(told: ReportFacts, options: Options) -> Rows:
    found: Rows = scored(told, options).to_pylist()
    return found


def assert_equal(found: Rows, expected: Rows) -> None:
    assert len(found) == len(expected)
    for row, other in zip(found, expected, strict=True):
        differs = {
            name: (cell, other[name])
            for name, cell in row.items()
            if repr(cell) != repr(other[name])
        }
        assert not differs, (other["report"], differs)
        assert list(row) == list(other)


def test_all_reports_together_give_the_rows_of_each_alone() -> None:
    expected = [row for each in wanted() for row in each]
    assert len(expected) > 250
    assert_equal(rows(together(), WHOLE), expected)


def test_each_report_alone_gives_its_rows() -> None:
    for part, expected in list(zip(parts(), wanted(), strict=True))[::4]:
        assert_equal(rows(part, WHOLE), expected)


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_any_reports_in_any_order_give_their_rows(data: st.DataObject) -> None:
    chosen = data.draw(
        st.lists(st.integers(0, len(parts()) - 1), min_size=1, max_size=25, unique=True)
    )
    few = taken(together(), np.array(chosen, dtype=np.int64))
    expected = [row for number in chosen for row in wanted()[number]]
    assert_equal(rows(few, WHOLE), expected)


def test_slices_are_whole_reports_and_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cut = list(slices(together(), 20))
    assert len(cut) > 10
    assert all(part.facts.n <= 20 or part.reports == 1 for part in cut)
    assert_same_facts(joined(cut), together())
    whole = scored(together(), PLAIN)
    monkeypatch.setattr(of_score, "MOST_PAIRS", 20)
    assert scored(together(), PLAIN).equals(whole)


def test_a_memory_that_overflows_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = scored(together(), PLAIN)
    monkeypatch.setattr(remembered, "_MOST", 3)
    monkeypatch.setattr(of_score, "MOST_PAIRS", 20)
    assert scored(together(), PLAIN).equals(whole)


def test_without_the_differential_only_the_shares_are_missing() -> None:
    shares = {"abstain", "excluded"}
    for row, other in zip(
        rows(together(), PLAIN), (row for each in wanted() for row in each), strict=True
    ):
        for name, cell in row.items():
            if name in shares or name.startswith("share"):
                assert cell is None
            else:
                assert cell == other[name]


def test_intervals_are_those_of_each_case() -> None:
    told = cases("daratumumab-leukoencephalopathy", "synthetic-stopped-together")
    options = Options(methods=("who_umc",), intervals=True)
    expected = [row for each in alone(told, options) for row in each]
    assert all(row["share_from"] < row["share"] for row in expected)  # type: ignore[operator]
    assert_equal(rows(facts_of_cases(told), options), expected)


def test_one_method_gives_its_columns_alone() -> None:
    told = cases("synthetic-toxic-epidermal-necrolysis", "synthetic-too-early")
    for name in ("who_umc", "alden_2010_experimental"):
        options = Options(methods=(name,), differential=False)
        found = scored(facts_of_cases(told), options)
        assert found.schema.equals(schema(columns((name,))))
        assert_equal(found.to_pylist(), [row for each in alone(told, options) for row in each])


def test_a_drug_that_is_no_suspect_is_a_rival_in_the_second_pass() -> None:
    ((source, report, notes, ten),) = cases("synthetic-toxic-epidermal-necrolysis")
    for role in ("concomitant", "not given"):
        drugs = tuple(
            one.model_copy(update={"role": role}) if one.id == "allopurinol" else one
            for one in ten.drugs
        )
        case = ten.model_copy(update={"drugs": drugs})
        found = rows(facts_of_cases([(source, report, notes, case)]), PLAIN)
        assert_equal(found, alone([(source, report, notes, case)], PLAIN)[0])
        assert {row["rival_score"] for row in found} == {"one"}


def test_a_method_of_ones_own_has_its_columns(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    shutil.copy(SHARED, folder / "shared_findings.yaml")
    options = Options(methods_dir=folder, differential=False)
    assert "shared_findings" in chosen_methods(options)
    told = cases("synthetic-positive-rechallenge", "synthetic-contradictory-dates")
    expected = [row for each in alone(told, options) for row in each]
    assert {row["shared_findings"] for row in expected} - {None}
    assert_equal(rows(facts_of_cases(told), options), expected)


def test_the_tally_counts_what_the_rows_say() -> None:
    methods = chosen_methods(WHOLE)
    found = counted(scored_coded(together(), WHOLE), methods, reports=5, without_pair=2)
    rows_ = [row for each in wanted() for row in each]
    told: Tally = Counter(
        {("reports",): 5, ("pairs",): len(rows_), ("without a pair",): 2}
        | {("unknown", name): sum(row[name] == UNKNOWN for row in rows_) for name in VOCABULARY}
    )
    told.update(("category", name, str(row[name])) for row in rows_ for name in methods)
    told.update(
        ("share", "excluded" if row["excluded"] else str(row["abstain"] or "given"))
        for row in rows_
    )
    assert +found == +told
    assert {key[1] for key in told if key[0] == "share"} >= {"excluded", "given", "prior only"}


def test_a_part_of_coded_rows_holds_the_texts_however_it_is_cut() -> None:
    told = columns(chosen_methods(PLAIN))
    coded, plain = scored_coded(together(), PLAIN), scored(together(), PLAIN)
    parts = {as_part(told, [coded[:cut], coded[cut:]], {}) for cut in (0, 1, 150)}
    (part,) = parts
    read = parquet.read_table(io.BytesIO(part))
    assert read.to_pylist() == plain.to_pylist()
    assert [one.type for one in read.schema if not pa.types.is_list(one.type)] == [
        one.type for one in schema(told) if not pa.types.is_list(one.type)
    ]


def test_reports_without_a_pair_give_no_row() -> None:
    (told,) = cases("synthetic-too-early")
    case = told[3].model_copy(
        update={
            "drugs": tuple(one.model_copy(update={"role": "concomitant"}) for one in told[3].drugs)
        }
    )
    for facts in (joined(()), facts_of_cases([(*told[:3], case)])):
        found = scored(facts, WHOLE)
        assert found.num_rows == 0
        assert found.schema.equals(schema(columns(chosen_methods(WHOLE))))
