"""Tests for other causes: what a negative one is worth, and which cause each looks for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from causality.datafile import data_root, load_document, validate
from causality.errors import ModelError
from causality.findings.causes.domain_schema import DomainFile, RivalRecord
from causality.findings.causes.rate_schema import TestFile, TestRow
from causality.findings.latency_names import plain_name

MODELS = data_root("models")
TESTS = validate(load_document(MODELS / "tests.yaml", ModelError), TestFile, ModelError)
DOMAINS = tuple(
    validate(load_document(file, ModelError), DomainFile, ModelError)
    for file in sorted((MODELS / "domains").glob("*.yaml"))
)
TEST = {row.id.removeprefix("test-"): row for row in TESTS.rows}

GENERAL = {
    "acute coronary syndrome",
    "autoimmune hepatitis",
    "bloodstream infection",
    "cytomegalovirus infection",
    "hepatitis A",
    "hepatitis B",
    "hepatitis C",
    "hepatitis E",
    "HIV infection",
    "infectious mononucleosis",
    "pulmonary embolism",
    "sepsis",
    "systemic lupus erythematosus",
    "viral hepatitis",
}
"""Causes that tests look for outside the domains: one of them in each such row."""


def names_of(rival: RivalRecord, domain: DomainFile) -> Iterator[str]:
    """Every name by which a test may mean the rival, as compared."""
    yield from map(plain_name, (rival.id, rival.title, *rival.names))
    for entity in domain.entities:
        if entity.id == rival.entity:
            yield from map(plain_name, (entity.id, entity.title))


def test_every_row_has_an_id_of_its_own() -> None:
    assert len({row.id for row in TESTS.rows}) == len(TESTS.rows)
    assert all(row.id.startswith("test-") for row in TESTS.rows)


def negative_ratio(row: TestRow) -> float:
    return (1 - row.sensitivity.value) / row.specificity.value


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("jcv-ultrasensitive", 0.15),
        ("jcv-ultrasensitive-repeated", 0.05),
        ("jcv-standard", 0.43),
        ("csf-flow", 0.86),
        ("hsv-panel", 0.16),
        ("hsv-targeted", 0.03),
        ("mog", 0.6),
        ("biopsy-infiltration", 0.49),
        ("biopsy-vasculitis", 0.25),
    ],
)
def test_a_negative_test_lowers_the_odds_as_much_as_the_sources_give(
    name: str, printed: float
) -> None:
    assert negative_ratio(TEST[name]) == pytest.approx(printed, rel=0.04)


@pytest.mark.parametrize("row", TESTS.rows, ids=lambda row: row.id)
def test_a_test_tells_something_and_its_spread_stays_below_one(row: TestRow) -> None:
    assert row.sensitivity.value + row.specificity.value > 1
    for number in (row.sensitivity, row.specificity):
        assert number.range is not None
        assert 0 < number.range[0] < number.value < number.range[1] < 1


def test_counted_sensitivities_are_their_counts() -> None:
    for name, found, ill in (
        ("csf-flow", 4, 29),  # 25 missed; four found make 13.8 percent
        ("csf-cytology", 19, 60),
        ("aqp4", 142, 178),
        ("blood-culture", 460, 629),
        ("blood-cultures-two", 564, 629),
        ("blood-cultures-three", 618, 629),
    ):
        assert TEST[name].sensitivity.value == pytest.approx(found / ill, abs=6e-4), name
    assert TEST["jcv-standard"].specificity.value == pytest.approx(91 / 92, abs=6e-4)
    assert TEST["hepatitis-e"].specificity.value == pytest.approx(1 - 16 / 2781, abs=6e-4)


@pytest.mark.parametrize("row", TESTS.rows, ids=lambda row: row.id)
def test_a_test_looks_for_one_rival_of_a_domain_or_is_general(row: TestRow) -> None:
    looked_for = set(map(plain_name, row.of))
    met = {
        (domain.id, rival.id)
        for domain in DOMAINS
        for rival in domain.rivals
        if not looked_for.isdisjoint(names_of(rival, domain))
    }
    general = not looked_for.isdisjoint(map(plain_name, GENERAL))
    assert len(met) == (0 if general else 1)


@pytest.mark.parametrize("row", TESTS.rows, ids=lambda row: row.id)
def test_no_test_is_hidden_behind_an_earlier_one(row: TestRow) -> None:
    earlier = TESTS.rows[: TESTS.rows.index(row)]
    meanings = {
        (plain_name(name), plain_name(cause))
        for other in earlier
        for name, cause in product(other.names, other.of)
    }
    own = {(plain_name(name), plain_name(cause)) for name, cause in product(row.names, row.of)}
    assert not own <= meanings


def test_a_test_whose_assay_is_not_told_lies_between_the_assays() -> None:
    ratios = [negative_ratio(TEST[name]) for name in ("jcv-ultrasensitive", "jcv", "jcv-standard")]
    assert ratios == sorted(ratios)
