"""Laws 5, 8 and 9 for whole cases at random: names, order, calendar; sums; sources."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from math import log
from typing import Any

import pytest
from hypothesis import given, settings

from causality.case.case import Case
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.citation import bibliography
from causality.findings.causes.names import domains, rates
from causality.network.differential.domain import domain_at
from causality.network.differential.names import UNEXPLAINED
from causality.network.differential.read import differential_model
from causality.network.differential.result import Differential
from tests.laws.random_case import Sample
from tests.laws.test_no_names_no_order_no_calendar import SHIFTS, moved
from tests.network.differential.told import told, told_of_case
from tests.strategies import SEEDS, samples

SOME = settings(max_examples=25)
_ID = re.compile(r"\bx\d+\b")


def differentials(document: Mapping[str, Any]) -> tuple[Differential, ...]:
    return told(document).differentials()


def substance(
    found: tuple[Differential, ...], names: Mapping[str, str] | None = None
) -> dict[tuple[str, ...], tuple[float, ...]]:
    """The numbers of each candidate of each event, under their names."""
    names = names or {}
    numbers: dict[tuple[str, ...], tuple[float, ...]] = {}
    for one in found:
        event = names.get(one.event, one.event)
        numbers[event, "evidence"] = (one.log_evidence, one.event_real, one.window_days)
        for each in one.candidates:
            label = "+".join(names.get(part, part) for part in each.id.split("+"))
            numbers[event, label] = (each.prior, each.share, *each.share_range)
        for drug in one.involvements:
            label = f"with {names.get(drug.drug, drug.drug)}"
            numbers[event, label] = (drug.prior, drug.share, *drug.share_range)
    return numbers


def assert_same(
    found: dict[tuple[str, ...], tuple[float, ...]],
    expected: dict[tuple[str, ...], tuple[float, ...]],
) -> None:
    assert found.keys() == expected.keys()
    for key, numbers in expected.items():
        assert found[key] == pytest.approx(numbers, abs=1e-9), key


@SOME
@given(samples(style="whole days"), SHIFTS)
def test_shifting_the_calendar_changes_no_share(sample: Sample, days: int) -> None:
    shifted = json.loads(moved(json.dumps(sample.document), days))
    assert_same(substance(differentials(shifted)), substance(differentials(sample.document)))


@SOME
@given(samples(), SEEDS)
def test_the_order_of_entries_changes_no_share(sample: Sample, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret

    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            keys = rng.sample(list(value), len(value))
            return {key: shuffled(value[key]) for key in keys}
        if isinstance(value, list):
            return [shuffled(item) for item in rng.sample(value, len(value))]
        return value

    found = substance(differentials(shuffled(sample.document)))
    assert_same(found, substance(differentials(sample.document)))


@SOME
@given(samples(), SEEDS)
def test_the_names_of_entries_change_no_share(sample: Sample, seed: int) -> None:
    text = json.dumps(sample.document)
    old = sorted(set(_ID.findall(text)))
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    new = rng.sample([f"n{number}" for number in range(1_000)], len(old))
    names = dict(zip(old, new, strict=True))
    renamed = json.loads(_ID.sub(lambda found: names[found[0]], text))
    assert_same(substance(differentials(renamed)), substance(differentials(sample.document), names))


def entries_of(case: Case) -> set[str]:
    """Every id in a case, and the ids of doses below their drug."""
    found: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("id"), str):
                found.add(value["id"])
            for item in value.values():
                walk(item)
        elif isinstance(value, (list, tuple)):
            for item in value:
                walk(item)

    walk(case.model_dump())
    return found


@SOME
@given(samples())
def test_prior_and_weights_add_up_to_the_share_and_every_ground_is_in_the_case(
    sample: Sample,
) -> None:
    given_ = told(sample.document)
    known = entries_of(given_.case)
    for one in given_.differentials(reasons=True):
        for each in one.candidates:
            if each.excluded is not None:
                assert each.share == 0
                assert grounded(each.excluded.grounds, known)
                continue
            if 0 < each.prior < 1 and 0 < each.share < 1:
                odds = log(each.prior) - log(1 - each.prior)
                odds += sum(weight.decibans for weight in each.weights) * log(10) / 10
                # A share near one is known to some units in the last place, its complement to
                # that part of itself.
                slack = 1e-9 + 1e-14 / min(each.share, 1 - each.share)
                assert odds == pytest.approx(log(each.share) - log(1 - each.share), abs=slack)
            for weight in each.weights:
                assert weight.grounds or weight.about == "event", weight
                assert grounded(weight.grounds, known), weight


def grounded(grounds: tuple[str, ...], known: set[str]) -> bool:
    """Whether every ground is an entry, or a moment of one (``drug.dose``)."""
    return all(set(ground.split(".")) <= known for ground in grounds)


def test_every_number_of_the_differential_has_a_source() -> None:
    model = differential_model()
    tables = [model.numbers]
    tables += [domain_at(place, model).numbers for place in range(-1, len(domains()))]
    cited = bibliography()
    for table in tables:
        assert len(table.names) == len(table.origins) == table.columns
        for origin in table.origins:
            told_ = origin.model_dump(by_alias=True)
            if told_["from"] in ("published", "derived") and told_.get("cite"):
                assert told_["cite"] in cited
            if told_["from"] == "published":
                assert told_["cite"]
                assert told_["at"]
            if told_["from"] == "assumed":
                assert told_["why"]


def test_every_prior_says_where_it_is_from() -> None:
    known = {row.id for row in rates().rows} | {differential_model().id, "the reader"}
    cited = bibliography()
    for name, file in shipped_cases().items():
        for one in told_of_case(read_case(file)).differentials():
            for each in one.candidates:
                assert each.prior_of.basis, name
                assert set(each.prior_of.cites) <= set(cited), name
                if each.id != UNEXPLAINED and each.kind == "drug":
                    assert each.prior_of.source.split(",")[0] in known, (name, each.prior_of)
