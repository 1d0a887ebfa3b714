"""The rates of drugs and events follow from what their sources count."""

from __future__ import annotations

from itertools import product

import pytest

from causality.datafile import data_root, load_document, validate
from causality.errors import ModelError
from causality.findings.causes.rate_schema import RateFile, RateRow
from causality.findings.latency_table import latency_table, match_latency

RATES = validate(
    load_document(data_root("models") / "rates.yaml", ModelError), RateFile, ModelError
)
RATE = {row.id.removeprefix("rate-"): row for row in RATES.rows}


def test_every_row_has_an_id_of_its_own() -> None:
    assert len({row.id for row in RATES.rows}) == len(RATES.rows)
    assert all(row.id.startswith("rate-") for row in RATES.rows)


COUNTED = {
    "ticlopidine-aplastic-anaemia": (6 / 10 / 100_000 * 1e6 - 2.2) / 2.2,
    "natalizumab-pml": 53 / 26_060.25 / 3e-6 - 1,
    "fludarabine-leukoencephalopathy": 39 / 1596 / 0.005 - 1,
    "ace-inhibitors-cough": 2.21 - 1,
    "statins-muscle-symptoms": 1.07 - 1,
    "montelukast-headache": 18.4 / 18.1 - 1,
    "sertraline-headache": 25 / 23 - 1,
    "rofecoxib-thrombotic-events": 1.50 / 0.78 - 1,
    "rofecoxib-ulcer": 0.88 / 0.18 - 1,
}
"""Excess against background from what each source prints, written down apart from the file."""


@pytest.mark.parametrize("name", RATE)
def test_the_odds_of_a_pair_are_the_rate_ratio_less_one(name: str) -> None:
    assert RATE[name].odds == pytest.approx(COUNTED[name], rel=0.01)


@pytest.mark.parametrize("row", RATES.rows, ids=lambda row: row.id)
def test_every_rate_has_a_window_and_a_spread(row: RateRow) -> None:
    assert row.window_days is not None
    assert row.excess.sigma > 0.05
    assert row.background.sigma > 0.05


def test_the_published_example_used_the_rate_for_the_excess() -> None:
    row = RATE["ticlopidine-aplastic-anaemia"]
    printed = (row.excess.value + row.background.value) / row.background.value
    assert printed == pytest.approx(2.73, abs=0.005)
    assert printed * 3.71 == pytest.approx(10.1, abs=0.05)
    assert row.odds * 3.71 == pytest.approx(6.4, abs=0.05)


def test_a_headache_at_the_rate_of_placebo_is_not_a_reaction_to_the_drug() -> None:
    for name in ("montelukast-headache", "sertraline-headache"):
        assert RATE[name].background.value > 0.1  # very common
        assert RATE[name].odds < 0.1


def test_nothing_but_natalizumab_explains_such_an_event_under_natalizumab() -> None:
    row = RATE["natalizumab-pml"]
    assert row.excess.range is not None
    assert row.background.range is not None
    assert row.excess.range[0] / row.background.range[1] > 20


def test_the_classes_of_rates_are_known() -> None:
    known = set(latency_table().rules.classes)
    assert {name for row in RATES.rows for name in row.classes} <= known


def test_the_data_of_a_rate_do_not_time_the_same_pair() -> None:
    timed = 0
    for row in RATES.rows:
        for drug, event in product((*row.drugs, *row.classes), row.events):
            found = match_latency((drug,), (event,), re_exposed=False)
            if found is not None:
                timed += 1
                assert row.corpus not in found.cites
    assert timed > 5
