"""All nodes at once: the same answers as one by one, and the counts that learning needs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.network import passes
from causality.network.conditioned import TooEntangled
from causality.network.marginals import (
    _two_passes,
    expected_counts,
    marginals,
    marginals_of_many,
)
from causality.network.network import Network, node
from causality.network.order import min_fill
from causality.network.passes import largest_bucket
from causality.network.question import whole
from tests.network.samples import asked, bundled, random_network, truth


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_every_node_and_every_family_agrees_with_the_joint_table(seed: int) -> None:
    random = np.random.default_rng(seed)
    network = random_network(random, int(random.integers(1, 8)))
    question = asked(random, network, 5)
    slow = truth(network)
    found = marginals_of_many(network, question.findings, question.codes, question.likelihood)
    counts, log_evidence = expected_counts(
        network, question.findings, question.codes, question.likelihood
    )
    expected = {each.name: np.zeros(each.table.shape) for each in network.nodes}
    for case in range(5):
        joint = slow.with_evidence(question.given(case), question.weights(case))
        if joint.sum() == 0:
            assert np.isneginf(found.log_evidence[case])
            assert all(np.isnan(shares[case]).all() for shares in found.shares.values())
            continue
        assert found.log_evidence[case] == pytest.approx(np.log(joint.sum()), abs=1e-12)
        assert log_evidence[case] == found.log_evidence[case]
        for each in network.nodes:
            shares = found.shares[each.name][case]
            np.testing.assert_allclose(shares, slow.share(joint, each.name), atol=1e-12)
            expected[each.name] += slow.share(joint, *each.parents, each.name)
    for name, cells in expected.items():
        np.testing.assert_allclose(counts[name], cells, atol=1e-12)


def test_a_case_gets_the_same_bits_in_any_block(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(5)
    network = random_network(random, 8)
    question = asked(random, network, 30)
    evidence = (question.findings, question.codes, question.likelihood)
    at_once = marginals_of_many(network, *evidence)
    asked_of_all = whole(network)
    order = (*min_fill(asked_of_all), asked_of_all.target)
    monkeypatch.setattr(passes, "_NUMBERS", 7 * largest_bucket(asked_of_all, order))
    parts = marginals_of_many(network, *evidence)
    assert parts.log_evidence.tobytes() == at_once.log_evidence.tobytes()
    for name in network.names:
        assert parts.shares[name].tobytes() == at_once.shares[name].tobytes()


def test_more_than_memory_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passes, "_NUMBERS", 4)
    with pytest.raises(TooEntangled, match="the shares of all nodes at once would need"):
        marginals(random_network(np.random.default_rng(0), 6), {})


def test_evidence_far_below_floating_point_is_still_exact() -> None:
    rare = [[1e-3, 1 - 1e-3], [2e-3, 1 - 2e-3]]
    nodes = [node("cause", ["yes", "no"], table=[0.25, 0.75])]
    nodes += [node(f"f{i}", ["seen", "not"], ["cause"], table=rare) for i in range(150)]
    network = Network("naive", tuple(nodes))
    found = marginals(network, dict.fromkeys(network.names[1:], "seen"))
    odds = 0.25 / 0.75 * 0.5**150
    assert found["cause"].shares["yes"] == pytest.approx(odds / (1 + odds), rel=1e-9)
    expected = np.log(0.75) + 150 * np.log(2e-3)
    assert found["f7"].log_evidence == pytest.approx(expected, abs=1e-9)


def test_a_likelihood_too_wide_for_floating_point_is_left_to_logarithms() -> None:
    # Forty findings pull one way by 1e9 each, forty the other: neither side alone can be held.
    nodes = [node("cause", ["yes", "no"], table=[0.5, 0.5])]
    tables = {
        "up": [[1 - 1e-9, 1e-9], [1e-9, 1 - 1e-9]],
        "down": [[1e-9, 1 - 1e-9], [1 - 1e-9, 1e-9]],
    }
    for way, table in tables.items():
        nodes += [node(f"{way}{i}", ["seen", "not"], ["cause"], table=table) for i in range(40)]
    network = Network("tug of war", tuple(nodes))
    found = marginals(network, dict.fromkeys(network.names[1:], "seen"))
    assert found["cause"].shares["yes"] == pytest.approx(0.5, abs=1e-12)


@pytest.mark.parametrize("name", ["alarm", "hepar2"])
def test_rounded_networks_give_what_each_node_alone_gives(name: str) -> None:
    network = bundled(name)
    random = np.random.default_rng(3)
    findings = tuple(str(n) for n in random.choice(network.names, 6, replace=False))
    codes = np.array([[0] * 6, [-1] * 6], dtype=np.int8)
    found = marginals_of_many(network, findings, codes)
    smooth = _two_passes(network, findings, codes, {})
    for each in network.nodes:
        np.testing.assert_allclose(found.shares[each.name].sum(axis=1), 1, atol=1e-12)
        np.testing.assert_allclose(smooth[0][each.name], found.shares[each.name], atol=1e-6)
