"""The numbers of the time-to-onset table follow from what their sources say."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, log, sqrt
from statistics import NormalDist

import pytest

from causality.citation import bibliography
from causality.findings.latency_schema import Onset, OnsetRow, Quantity
from causality.findings.latency_table import latency_table
from causality.findings.latency_windows import decides, latency_of
from causality.findings.onset_density import Lognormal, Mixture

TABLE = latency_table()
ROWS = {row.id: row for system in TABLE.rules.events for row in TABLE.rows(system)}
NUMBERED = 87
"""Rows of the collection that the table was taken from."""

FUNCTIONS = {"ln": log, "sqrt": sqrt, "max": max, "z": NormalDist().inv_cdf}
ELSEWHERE = {
    "row 31a": "tto-31a-any-liver-high-dose",
    "row 31b": "tto-31b-any-liver-low-dose",
    "row 57a": "tto-57a-checkpoint-myocarditis-severe",
    "row 57b": "tto-57b-checkpoint-myocarditis-mild",
}
CHOSEN = {
    "chosen so that the published share lies within 7 days",
    "chosen so that the mean of the mixture is the published mean",
}
"""Formulas that a test of their own checks."""


def named_numbers(row: OnsetRow) -> Iterator[tuple[str, Quantity]]:
    for spread in (row, *row.mixture):
        for record in (spread.lognormal, spread.weibull):
            if record is not None:
                for name in type(record).model_fields:
                    yield name, getattr(record, name)


def inputs(row: OnsetRow) -> dict[str, float]:
    """What the sources of a row say, by the names that formulas use; the first word counts."""
    told: dict[str, float] = {"floor": TABLE.rules.floor.value}
    for said in row.onset:
        for name, value in measures(said):
            told.setdefault(name, value)
    told |= {name: number.value for name, number in named_numbers(row)}
    return told


def measures(said: Onset) -> Iterator[tuple[str, float]]:
    for name in ("median", "mean", "sd", "share", "within"):
        if (value := getattr(said, name)) is not None:
            yield name, value
    if said.quartiles is not None:
        yield from zip(("q1", "q3"), said.quartiles, strict=True)
    if said.between is not None:
        yield from zip(("lo", "hi"), said.between, strict=True)


def computed(formula: str, name: str, told: dict[str, float]) -> float:
    for part in formula.split("; "):
        left, _, right = part.rpartition(" = ")
        if left in {"", name}:
            names: dict[str, object] = {**FUNCTIONS, **told}
            return float(eval(right.replace("^", "**"), names))  # noqa: S307 - our own files
    raise AssertionError(formula)


DERIVED = [
    pytest.param(row, name, number, id=f"{row.id}-{name}")
    for row in ROWS.values()
    for name, number in named_numbers(row)
    if number.from_ == "derived" and number.formula not in {*ELSEWHERE, *CHOSEN}
]


@pytest.mark.parametrize(("row", "name", "number"), DERIVED)
def test_a_derived_number_follows_from_its_formula(
    row: OnsetRow, name: str, number: Quantity
) -> None:
    expected = computed(number.formula or "", name, inputs(row))
    assert number.value == pytest.approx(expected, abs=0.016)


def test_most_derived_numbers_are_checked() -> None:
    assert len(DERIVED) > 70


@pytest.mark.parametrize("row_id", ["tto-31-any-liver", "tto-57-checkpoint-myocarditis"])
def test_a_number_taken_from_another_row_is_that_number(row_id: str) -> None:
    taken = [(name, n) for name, n in named_numbers(ROWS[row_id]) if n.formula in ELSEWHERE]
    assert taken
    for name, number in taken:
        other = ELSEWHERE[number.formula or ""]
        assert dict(named_numbers(ROWS[other]))[name].value == number.value


def test_ace_inhibitor_angioedema_meets_its_published_share_and_mean() -> None:
    density = ROWS["tto-36-ace-inhibitors-angioedema"].density
    assert isinstance(density, Mixture)
    assert density.share_before(7) == pytest.approx(0.12, abs=0.001)
    # Means: exp(mu + sigma^2 / 2) of the early part, the scale of a Weibull with shape 1.
    (early, first), (late, rest) = density.parts
    assert isinstance(first, Lognormal)
    mean = early * exp(first.mu + first.sigma**2 / 2) + late * rest.quantile(1 - exp(-1))
    assert mean == pytest.approx(1.8 * 365.25, abs=1)


def test_liver_injury_by_any_drug_agrees_with_the_tails_of_another_registry() -> None:
    density = ROWS["tto-31-any-liver"].density
    tails = ROWS["tto-32-any-liver-tails"].onset
    assert density is not None
    assert [(said.share, said.within) for said in tails] == [(0.046, 7), (0.933, 365)]
    assert density.share_before(7) == pytest.approx(41 / 899, abs=0.005)
    assert density.share_before(365) == pytest.approx(1 - 60 / 899, abs=0.04)


def test_the_tail_of_clozapine_agranulocytosis_lies_after_the_second_year() -> None:
    density = ROWS["tto-26-clozapine-agranulocytosis"].density
    assert density is not None
    assert density.share_before(104) == pytest.approx(0.897, abs=0.01)


def test_every_numbered_row_of_the_collection_is_there() -> None:
    assert {row.number for row in ROWS.values()} == set(range(1, NUMBERED + 1))


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_carries_its_number_in_its_id(row: OnsetRow) -> None:
    assert row.id.startswith(f"tto-{row.number:02d}")


def test_row_ids_are_used_once() -> None:
    assert len(ROWS) == sum(len(TABLE.rows(system)) for system in TABLE.rules.events)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_general_knowledge_is_never_published(row: OnsetRow) -> None:
    numbers = [*row.numbers, *row.onset]
    if row.recovery is not None:
        recovery = row.recovery
        numbers += [n for n in (recovery.lo, recovery.hi, *recovery.central) if n is not None]
    for number in numbers:
        assert (number.from_ == "assumed") == (number.why is not None)
        if number.from_ == "published":
            assert "general knowledge" not in bibliography()[number.cite or ""].title


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_windows_of_a_row_are_ordered_and_nested(row: OnsetRow) -> None:
    if not decides(row):
        return
    found = latency_of(row, "drug", TABLE.rules)
    assert 0 <= found.compatible[0] < found.compatible[1]
    if found.suggestive is not None:
        assert found.compatible[0] <= found.suggestive[0] < found.suggestive[1]
        assert found.suggestive[1] <= found.compatible[1]


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_what_a_source_calls_usual_is_compatible(row: OnsetRow) -> None:
    # Medians, means and quartiles are the middle of the data: a window without them is wrong.
    if not decides(row):
        return
    found = latency_of(row, "drug", TABLE.rules)
    minutes = {"min": 1, "h": 60, "d": 1440, "wk": 10080, "mo": 43830}[row.unit or "d"]
    for said in row.onset:
        for time in (said.median, said.mean, *(said.quartiles or ())):
            if time is not None:
                assert found.compatible[0] <= time * minutes <= found.compatible[1]
