"""The UFPN network as shipped: its numbers, and its answers against the joint table."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from causality.network.engine import compiled
from causality.network.evidence import ContradictoryEvidence
from causality.network.exchange import load_network
from causality.network.marginals import marginals
from tests.network.samples import truth

OUTCOMES = ("Definite", "Probable", "Possible", "Conditional")
NETWORK = load_network("ufpn")


def test_it_has_the_nodes_and_states_of_its_source() -> None:
    assert len(NETWORK.nodes) == 15
    assert NETWORK.size == 692
    assert len(NETWORK.node("PharmaGroup").states) == 17
    assert NETWORK.node("ImprovedAfterSuspension").table.shape == (2, 2, 4, 2, 2, 3)
    assert set(NETWORK.findings) == set(NETWORK.names) - set(OUTCOMES)


def test_roots_are_whole_numbers_of_the_593_reports() -> None:
    for node in NETWORK.nodes:
        if not node.parents:
            counts = node.table * 593
            np.testing.assert_allclose(counts, np.round(counts), atol=1e-4)


def test_rows_that_no_report_supports_are_uniform_and_assumed() -> None:
    for node in NETWORK.nodes:
        for row in node.rows:
            assert row.origin is not None
            assert (row.support == 0) == (row.origin.from_ == "assumed")
            if row.support == 0:
                assert row.then == (1 / len(node.states),) * len(node.states)


def test_supports_of_children_add_up_to_those_of_their_parents() -> None:
    support = {node.name: node.support for node in NETWORK.nodes}
    assert support["Reappeared"] is not None
    assert support["Reappeared"].sum() == 593
    assert support["Definite"] is not None
    assert support["Definite"].sum() == 593


@pytest.mark.parametrize("target", OUTCOMES)
def test_answers_equal_those_of_the_joint_table(target: str) -> None:
    random = np.random.default_rng(593)
    engine = compiled(NETWORK, target)
    cards = [len(NETWORK.node(name).states) for name in NETWORK.findings]
    codes = np.array([random.integers(0, card, 60) for card in cards], dtype=np.int8).T
    codes[random.random(codes.shape) < 0.6] = -1
    found = engine.posteriors(codes)
    for case, row in enumerate(codes):
        known = {n: int(c) for n, c in zip(NETWORK.findings, row, strict=True) if c >= 0}
        slow = truth(NETWORK.above([target, *known]))
        joint = slow.with_evidence(known)
        if joint.sum() == 0:
            assert found.contradictory[case]
            continue
        np.testing.assert_allclose(found.shares[case], slow.share(joint, target), atol=1e-9)
        assert found.log_evidence[case] == pytest.approx(np.log(joint.sum()), abs=1e-9)


def test_the_four_outcomes_do_not_exclude_one_another() -> None:
    found = marginals(NETWORK, {"Described": "No", "Reappeared": "No"})
    # Given both parents each outcome is the row of its own table, here one that no report had.
    shares = {name: found[name].shares["Yes"] for name in OUTCOMES}
    assert shares == pytest.approx(dict.fromkeys(OUTCOMES, 0.5), abs=1e-12)


def test_a_recurrence_without_reintroduction_is_refused() -> None:
    for target, more in product(OUTCOMES, ({}, {"Described": "No", "Notifier": "Nurse"})):
        with pytest.raises(ContradictoryEvidence) as refused:
            compiled(NETWORK, target).posterior({"Reappeared": "Yes", "Reintroduced": "No", **more})
        assert dict(refused.value.findings) == {"Reintroduced": "No", "Reappeared": "Yes"}
