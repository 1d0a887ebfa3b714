"""Weights of evidence: they add up, they are what the differential says, and what theory asks."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import log

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from causality.explain.attribution import DECIBANS, attribution, attributions
from causality.explain.game import MOST_EXACT, sampled, shapley, subset_weights
from causality.explain.weighed import Weighed, log_total
from tests.explain.weighings import (
    CASES,
    explained,
    log_odds,
    permuted,
    random_weighed,
    shares,
    shipped_events,
)
from tests.strategies import SEEDS


def adds_up(weighed: Weighed) -> int:
    """Check every involvement; how many there were."""
    told = attributions(weighed, explained(weighed))
    point = shares(weighed, weighed.parts)
    nothing = shares(weighed, [])
    for one, target in zip(told, explained(weighed), strict=True):
        assert one.share == pytest.approx(point[target.own].sum(), abs=1e-12)
        assert one.before == pytest.approx(nothing[target.own].sum(), abs=1e-12)
        assert sum(part.shapley for part in one.parts) == pytest.approx(
            one.posterior - one.prior, abs=1e-9
        )
    return len(told)


@pytest.mark.parametrize("name", CASES)
def test_prior_and_shapley_values_of_a_case_sum_to_its_log_odds(name: str) -> None:
    assert sum(map(adds_up, shipped_events(name))) >= 1 or "onset-before" in name


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_they_do_in_any_event(seed: int) -> None:
    adds_up(random_weighed(seed))


@given(SEEDS, st.data())
@settings(max_examples=15, deadline=None)
def test_a_subset_of_the_matrices_is_the_differential_with_those_parts(
    seed: int, data: st.DataObject
) -> None:
    weighed = random_weighed(seed)
    assume(weighed.parts)
    before, added = weighed.matrices()
    chosen = data.draw(st.sets(st.integers(0, len(weighed.parts) - 1)))
    logs = log_total(before + added[sorted(chosen)].sum(axis=0))
    found = np.exp(logs - log_total(logs))
    expected = shares(weighed, [weighed.parts[i] for i in sorted(chosen)])
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize(
    "name",
    ["daratumumab-leukoencephalopathy", "synthetic-overdose", "synthetic-positive-rechallenge"],
)
def test_they_are_the_mean_step_over_every_order_of_entry(name: str) -> None:
    (weighed,) = shipped_events(name)
    target = explained(weighed)[0]
    small = replace(weighed, parts=weighed.parts[-6:])
    told = attribution(small, target)
    assert told is not None
    found = np.array([part.shapley for part in told.parts])
    np.testing.assert_allclose(found, permuted(small, target) * DECIBANS, atol=1e-9)


@pytest.mark.parametrize("name", ["synthetic-stopped-together", "colistin-delayed-anaphylaxis"])
def test_first_in_last_in_and_the_range_are_what_the_differential_says(name: str) -> None:
    for weighed in shipped_events(name):
        for target in explained(weighed):
            told = attribution(weighed, target)
            assert told is not None
            parts = list(weighed.parts)
            nothing, everything = (log_odds(weighed, target, some) for some in ([], parts))
            for i, one in enumerate(told.parts):
                others = parts[:i] + parts[i + 1 :]
                alone = log_odds(weighed, target, [parts[i]]) - nothing
                last = everything - log_odds(weighed, target, others)
                assert one.first_in == pytest.approx(alone * DECIBANS, abs=1e-9)
                assert one.last_in == pytest.approx(last * DECIBANS, abs=1e-9)
                steps = [
                    log_odds(weighed, target, [*some, parts[i]])
                    - log_odds(weighed, target, list(some))
                    for size in (0, 1, len(others))
                    for some in combinations(others, size)
                ]
                assert one.lowest <= min(steps) * DECIBANS + 1e-9
                assert one.highest >= max(steps) * DECIBANS - 1e-9


def test_one_candidate_can_be_set_against_another() -> None:
    (weighed,) = shipped_events("daratumumab-leukoencephalopathy")
    drug, other = weighed.ids[0], weighed.ids[-1]
    told = attribution(weighed, weighed.versus(drug, other))
    point = shares(weighed, weighed.parts)
    expected = log(point[weighed.groups[0]].sum() / point[weighed.groups[-1]].sum())
    assert told is not None
    assert told.posterior == pytest.approx(expected * DECIBANS, abs=1e-9)
    assert sum(part.shapley for part in told.parts) == pytest.approx(told.case, abs=1e-9)


def test_an_excluded_candidate_has_no_attribution() -> None:
    (weighed,) = shipped_events("synthetic-onset-before-drug")
    out = [
        name
        for name, row in zip(weighed.ids, weighed.groups, strict=True)
        if weighed.evidence.causes.excluded[row].all()
    ]
    assert out
    targets = {one.id: one for one in weighed.candidates()}
    assert all(attribution(weighed, targets[name]) is None for name in out)


# Theory: games that are given outright.


def test_a_player_that_never_matters_gets_nothing() -> None:
    random = np.random.default_rng(1)
    small = random.normal(size=1 << 4)
    values = np.concatenate([small, small])  # player 4 changes nothing
    assert shapley(values).shapley[4] == 0


def test_players_that_are_interchangeable_get_the_same() -> None:
    random = np.random.default_rng(2)
    size = 5
    by_count = random.normal(size=(size, 1 << (size - 2)))
    values = np.empty(1 << size)
    for subset in range(1 << size):
        both = (subset & 1) + (subset >> 1 & 1)
        values[subset] = by_count[both, subset >> 2]
    found = shapley(values)
    assert found.shapley[0] == pytest.approx(found.shapley[1], abs=1e-12)
    assert found.shapley.sum() == pytest.approx(values[-1] - values[0], abs=1e-12)


def test_findings_that_are_independent_given_the_cause_weigh_the_same_in_any_order() -> None:
    random = np.random.default_rng(3)
    before, added = random.normal(size=(2, 1)), random.normal(size=(9, 2, 1))
    weights = subset_weights(before, added)
    found = shapley(weights[0] - weights[1])
    expected = added[:, 0, 0] - added[:, 1, 0]
    for standing in (found.first_in, found.last_in, found.lowest, found.highest, found.shapley):
        np.testing.assert_allclose(standing, expected, atol=1e-12)


def test_a_game_without_players_has_no_standings() -> None:
    assert len(shapley(np.zeros(1)).shapley) == 0


def test_weights_too_small_for_one_product_are_summed_as_logarithms() -> None:
    # In each half one state is a thousand nepers ahead of the other, in opposite directions.
    before = np.zeros((1, 2))
    added = np.array([[[0.0, -1000.0]], [[-1000.0, 0.0]]])
    np.testing.assert_allclose(
        subset_weights(before, added)[0], [log(2), 0, 0, log(2) - 1000], atol=1e-12
    )


def test_sampled_orders_add_up_and_agree_with_all_orders() -> None:
    random = np.random.default_rng(4)
    before, added = random.normal(size=(3, 4)), 2 * random.normal(size=(12, 3, 4))
    own = np.array([True, False, False])
    weights = subset_weights(before, added)
    exact = shapley(weights[0] - log_total(weights[1:], 0))
    (found,) = sampled(before, added, [(own, ~own)])
    assert found.standard_error is not None
    assert found.shapley.sum() == pytest.approx(exact.shapley.sum(), abs=1e-9)
    apart = np.abs(found.shapley - exact.shapley)
    assert (apart <= 4.5 * found.standard_error + 1e-9).all()
    np.testing.assert_allclose(found.first_in, exact.first_in, atol=1e-9)
    np.testing.assert_allclose(found.last_in, exact.last_in, atol=1e-9)
    assert (found.lowest >= exact.lowest - 1e-9).all()
    assert (found.highest <= exact.highest + 1e-9).all()


def test_a_case_of_more_parts_than_are_exact_says_its_standard_error() -> None:
    (weighed,) = shipped_events("meropenem-cholestasis")
    assert len(weighed.parts) > MOST_EXACT
    for one in attributions(weighed):
        assert all(part.standard_error is not None for part in one.parts)
        assert sum(part.shapley for part in one.parts) == pytest.approx(one.case, abs=1e-9)
