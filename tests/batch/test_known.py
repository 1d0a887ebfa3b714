"""A user's table of what is known does the same to reports in columns as to each case alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pyarrow import parquet

from causality.batch import Options, run_batch
from causality.batch.flat.cut import taken
from causality.batch.flat.facts import facts_of_flat
from causality.batch.flat.known import with_known as flat_with_known
from causality.batch.flat.of_cases import flat_of
from causality.batch.flat.record import COLUMNS, Flat
from causality.batch.of_cases import facts_of_cases
from causality.errors import CausalityError
from causality.findings.facts import TABLES
from causality.findings.known import Known, read_known, with_known
from causality.formats import read_reports
from tests.batch.flat.random_flat import random_flat
from tests.batch.generated import generated
from tests.batch.mixed_inputs import LIGHT, left, table
from tests.batch.same_facts import assert_same_facts
from tests.batch.told_reports import Told, alone
from tests.cli.console import CASE
from tests.formats.table_samples import laid

MADE_UP = 60
TABLE = """\
drug,event,level,from,to,source
amoxicillin,rash,listed,2 d,2 wk,label 4.8
Amoxicillin,headaches,none found,,,
paracetamol,drug-induced liver injury,conclusive reports,,,
acetaminophen,drug-induced liver injury,conclusive reports,,3 d,
heparin,thrombocytopenia,listed,,5 d,
isoniazid,hepatitis acute,listed,1 wk,,
isoniazid,drug-induced liver injury,listed,1 wk,,
natalizumab,progressive multifocal leukoencephalopathy,listed,1 y,3 y,
daratumumab,leukoencephalopathy,isolated reports,,,
paroxetine,drug withdrawal syndrome,listed,1 d,2 d,
allopurinol,rash,,,1 mo,
zzz 1,nausea,class effect,0-3 d,1 wk,
nobody,nothing,listed,,,
"""


def known(text: str = TABLE, name: str = "known.csv") -> Known:
    return read_known(text.encode(), name)


def with_table(told: Told) -> Told:
    source, report, notes, case = told
    return source, report, notes, with_known(case, known())


def told_cases() -> list[Told]:
    return [("random", str(seed), 0, random_flat(seed)) for seed in range(150)]


def assert_same_flat(one: Flat, other: Flat) -> None:
    assert one.words == other.words
    for name, columns in COLUMNS.items():
        for column in columns:
            ours, theirs = one.column(name, column), other.column(name, column)
            assert ours.dtype == theirs.dtype
            np.testing.assert_array_equal(ours, theirs, err_msg=f"{name}.{column}")


def test_columns_take_from_the_table_what_each_case_takes_from_it() -> None:
    told = told_cases()
    flat, which = flat_of(told)
    assert which.all()
    ours = flat_with_known(flat, known())
    theirs, which = flat_of(list(map(with_table, told)))
    assert which.all()
    assert_same_flat(ours, theirs)
    assert ours.rows("known") > flat.rows("known") + 20


def test_facts_with_a_table_are_those_of_the_general_way() -> None:
    told = told_cases()
    facts, sound = facts_of_flat(flat_with_known(flat_of(told)[0], known()))
    cases = [with_table(told[place]) for place in np.flatnonzero(sound).tolist()]
    assert_same_facts(facts, facts_of_cases(cases))
    plain, _ = facts_of_flat(flat_of(told)[0])
    for name, column in (("pair", "knowledge"), ("other_drug", "known")):
        found, before = (one.facts.code(column, name) for one in (facts, plain))
        assert (found != before).any(), (name, column)
    rows = facts.facts.is_code("window_basis", "row")
    assert (rows != plain.facts.is_code("window_basis", "row")).any()
    levels = TABLES["pair"]["knowledge"].codes
    for level in ("listed", "conclusive reports", "class effect"):
        assert levels.index(level) in facts.facts.code("knowledge")


def test_some_reports_alone_keep_what_is_known_of_them() -> None:
    flat, _ = flat_of(told_cases())
    few = np.arange(3, 140, 7)
    assert_same_flat(
        taken(flat_with_known(flat, known()), few), flat_with_known(taken(flat, few), known())
    )


def test_a_table_without_rows_changes_nothing() -> None:
    flat, _ = flat_of(told_cases()[:5])
    assert_same_flat(flat_with_known(flat, known("drug,event,level\n")), flat)
    none, _ = flat_of([])
    assert flat_with_known(none, known()).rows("known") == 0


def rows_by_report(out: Path) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in table(out):
        rows.setdefault(row["report"], []).append(row)
    return rows


def test_rows_with_a_table_are_those_of_each_case_with_it(tmp_path: Path) -> None:
    quarter = laid(tmp_path / "quarter", generated(MADE_UP, seed=21))
    (tmp_path / "case.yaml").write_text(CASE)
    inputs = {"quarter": quarter, "case.yaml": tmp_path / "case.yaml"}
    run_batch(inputs, tmp_path / "plain", Options(), workers=1)
    run_batch(inputs, tmp_path / "out", Options(known=known()), workers=1)
    before, after = rows_by_report(tmp_path / "plain"), rows_by_report(tmp_path / "out")
    changed = set()
    for name, path in inputs.items():
        for report in read_reports(path, name):
            if report.case is None:
                continue
            case = with_known(report.case, known())
            (wanted,) = alone([(name, report.id, len(report.notes), case)], Options())
            assert after.get(report.id, []) == wanted, report.id
            for row, plain in zip(wanted, before.get(report.id, []), strict=True):
                changed |= {column for column in row if row[column] != plain[column]}
    assert {"prior_knowledge", "latency", "naranjo_1981_score", "share", "share_prior"} <= changed


def test_the_table_is_named_with_its_hash_wherever_a_run_says_what_it_rests_on(
    tmp_path: Path,
) -> None:
    (tmp_path / "case.yaml").write_text(CASE)
    options = replace(LIGHT, known=known())
    run_batch({"a": tmp_path / "case.yaml"}, tmp_path / "out", options, workers=1)
    told = {"name": "known.csv", "sha256": known().sha256}
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["options"]["known"] == told
    schema = parquet.read_schema(tmp_path / "out" / "pairs-000000.parquet")
    assert json.loads(schema.metadata[b"causality"])["options"]["known"] == told
    assert LIGHT.told()["known"] is None


def test_a_run_goes_on_with_the_same_table_only(tmp_path: Path) -> None:
    quarter = {"q": laid(tmp_path / "quarter", generated(30, seed=5))}
    options = replace(LIGHT, part_units=10, known=known())
    run_batch(quarter, tmp_path / "out", options, workers=1)
    whole = left(tmp_path / "out")
    other = known(TABLE.replace("amoxicillin,rash,listed", "amoxicillin,rash,none found"))
    for wrong in (other, None):
        with pytest.raises(CausalityError, match=r"another run \(other options\)"):
            run_batch(quarter, tmp_path / "out", replace(options, known=wrong), workers=1)
    assert left(tmp_path / "out") == whole
    run_batch(quarter, tmp_path / "out", options, workers=2, force=True)
    assert left(tmp_path / "out") == whole
