"""One case under many tables gives what each table alone gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.network.evidence import EvidenceProblem
from causality.network.network import Network
from causality.network.parameters import posteriors_over
from tests.network.samples import Array, asia, asked, random_network, truth


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_each_set_agrees_with_its_own_joint_table(seed: int) -> None:
    random = np.random.default_rng(seed)
    network = random_network(random, int(random.integers(1, 7)))
    question = asked(random, network, 1)
    codes, weights = question.given(0), question.weights(0)
    drawn: dict[str, Array] = {}
    for each in network.nodes:
        if random.random() < 0.6:
            shape = (5, *each.table.shape[:-1])
            drawn[each.name] = random.dirichlet(np.ones(len(each.states)), size=shape)
    found = posteriors_over(
        network,
        drawn,
        question.target,
        {name: network.node(name).states[code] for name, code in codes.items()},
        {name: values.tolist() for name, values in weights.items()},
    )
    assert len(found) == (5 if drawn else 1)
    for number in range(len(found)):
        nodes = tuple(
            replace(each, table=drawn[each.name][number]) if each.name in drawn else each
            for each in network.nodes
        )
        slow = truth(Network("one", nodes))
        joint = slow.with_evidence(codes, weights)
        if joint.sum() == 0:
            assert found.contradictory[number]
            assert np.isnan(found.shares[number]).all()
        else:
            expected = slow.share(joint, question.target)
            np.testing.assert_allclose(found.shares[number], expected, atol=1e-12)
            assert found.log_evidence[number] == pytest.approx(np.log(joint.sum()), abs=1e-12)


def test_a_set_gets_the_same_bits_in_any_batch() -> None:
    random = np.random.default_rng(2)
    network = asia()
    drawn = {
        each.name: random.dirichlet([2.0, 3.0], size=(50, *each.table.shape[:-1]))
        for each in network.nodes
    }
    evidence = {"xray": "yes", "smoke": "yes"}
    whole = posteriors_over(network, drawn, "lung", evidence, {"dysp": [0.7, 0.2]})
    for number in (0, 17, 49):
        one = {name: tables[number : number + 1] for name, tables in drawn.items()}
        alone = posteriors_over(network, one, "lung", evidence, {"dysp": [0.7, 0.2]})
        assert alone.shares[0].tobytes() == whole.shares[number].tobytes()
        assert alone.log_evidence[0].tobytes() == whole.log_evidence[number].tobytes()


def test_a_share_is_a_ratio_of_straight_lines_in_one_number() -> None:
    # P(lung | xray) as a function of t = P(xray | either): (a t + b) / (c t + d).
    network = asia()
    levels = np.linspace(0, 1, 9)
    tables = np.repeat(network.node("xray").table[None], 9, axis=0)
    tables[:, 0, 0], tables[:, 0, 1] = levels, 1 - levels
    found = posteriors_over(network, {"xray": tables}, "lung", {"xray": "yes"})
    evidence = np.exp(found.log_evidence)
    joint = found.shares[:, 0] * evidence
    for line in (evidence, joint):
        np.testing.assert_allclose(np.diff(line, n=2), 0, atol=1e-14)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25)
def test_a_changed_row_moves_log_odds_no_further_than_chan_and_darwiche_allow(seed: int) -> None:
    # Their distance between rows p and q, ln max q/p - ln min q/p, bounds any query's log-odds.
    random = np.random.default_rng(seed)
    network = random_network(random, 5, zeros=0)
    question = asked(random, network, 1)
    name = str(random.choice(network.names))
    before = network.node(name).table
    after = before.copy()
    row = tuple(int(random.integers(size)) for size in before.shape[:-1])
    after[row] = random.dirichlet(np.ones(before.shape[-1])) * 0.9 + 0.1 / before.shape[-1]
    found = posteriors_over(
        network,
        {name: np.stack([before, after])},
        question.target,
        {n: network.node(n).states[code] for n, code in question.given(0).items()},
    )
    ratio = np.log(after[row]) - np.log(before[row])
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.log(found.shares) - np.log1p(-found.shares)
        moved = np.abs(odds[1] - odds[0])
    assert (moved[np.isfinite(moved)] <= np.ptp(ratio) + 1e-9).all()


def test_two_thousand_draws_of_every_table_are_one_call() -> None:
    random = np.random.default_rng(0)
    network = asia()
    drawn = {
        each.name: random.dirichlet([1.0, 1.0], size=(2_000, *each.table.shape[:-1]))
        for each in network.nodes
    }
    found = posteriors_over(network, drawn, "lung", {"xray": "yes"})
    np.testing.assert_allclose(found.shares.sum(axis=1), 1, atol=1e-12)


@pytest.mark.parametrize(
    ("tables", "wrong"),
    [
        ({"smoke": [0.5, 0.5]}, r"tables of smoke: \(2,\); \(sets, 2\) is needed"),
        ({"lung": [[[1.0, 0.0]]]}, "tables of lung"),
        ({"smoke": [[-0.5, 0.5]]}, "finite and not negative"),
        ({"smoke": [[0.5, 0.5]], "asia": [[0.5, 0.5]] * 2}, "different numbers of sets"),
    ],
)
def test_tables_that_do_not_fit_are_refused(tables: dict[str, object], wrong: str) -> None:
    with pytest.raises(EvidenceProblem, match=wrong):
        posteriors_over(asia(), tables, "dysp", {})  # type: ignore[arg-type]
