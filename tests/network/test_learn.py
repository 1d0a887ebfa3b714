"""Learning: counts where nothing is missing, never a step down, and every row with its support."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.network.engine import compiled
from causality.network.evidence import EvidenceProblem
from causality.network.exchange import export
from causality.network.learn import learned
from causality.network.network import Network, node
from causality.network.pgmpy_bridge import to_pgmpy
from causality.network.read import read_network
from tests.network.samples import asia, random_network, truth

Codes = np.ndarray[tuple[int, int], np.dtype[np.int8]]


def cases_of(random: np.random.Generator, network: Network, count: int) -> Codes:
    """Cases drawn from the joint table, one column per node in written order."""
    joint = truth(network).joint
    drawn = random.choice(joint.size, size=count, p=joint.ravel() / joint.sum())
    return np.stack(np.unravel_index(drawn, joint.shape), axis=1).astype(np.int8)


def test_complete_cases_are_counted() -> None:
    random = np.random.default_rng(0)
    network = asia()
    codes = cases_of(random, network, 500)
    found = learned(network, network.names, codes, strength=7)
    lung, smoke = network.names.index("lung"), network.names.index("smoke")
    for state in (0, 1):
        here = codes[codes[:, smoke] == state]
        counted = np.bincount(here[:, lung], minlength=2)
        expected = (7 * network.node("lung").table[state] + counted) / (7 + len(here))
        np.testing.assert_allclose(found.network.node("lung").table[state], expected, atol=1e-12)
    assert len(found.objective) <= 3
    assert found.impossible == 0


def test_complete_cases_give_what_pgmpy_gives() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pandas as pd  # type: ignore[import-untyped]
        from pgmpy.parameter_estimator import DiscreteBayesianEstimator

    random = np.random.default_rng(1)
    network = random_network(random, 5, zeros=0)
    codes = cases_of(random, network, 300)
    found = learned(network, network.names, codes, strength=4)
    states = {each.name: each.states for each in network.nodes}
    data = pd.DataFrame(
        {name: [states[name][code] for code in codes[:, i]] for i, name in enumerate(network.names)}
    )
    pseudo = {
        each.name: 4
        * np.moveaxis(
            each.table.transpose(
                [*(each.parents.index(p) for p in sorted(each.parents)), len(each.parents)]
            ),
            -1,
            0,
        ).reshape(len(each.states), -1)
        for each in network.nodes
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = to_pgmpy(network)
        estimator = DiscreteBayesianEstimator(
            prior_type="dirichlet",
            pseudo_counts=pseudo,
            state_names={name: list(names) for name, names in states.items()},
        )
        cpds = estimator.fit(model, data).parameters_
    for cpd in cpds:
        name, *parents = cpd.variables
        ours = found.network.node(name)
        values = cpd.values.transpose([*(1 + parents.index(p) for p in ours.parents), 0])
        np.testing.assert_allclose(ours.table, values, atol=1e-10)


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1))
def test_no_round_makes_it_worse(seed: int) -> None:
    random = np.random.default_rng(seed)
    source = random_network(random, 5)
    start = Network(
        "start",
        tuple(
            node(
                each.name,
                each.states,
                each.parents,
                table=random.dirichlet(np.ones(len(each.states)), size=each.table.shape[:-1]),
            )
            for each in source.nodes
        ),
    )
    codes = cases_of(random, source, 80)
    codes[random.random(codes.shape) < 0.4] = -1
    found = learned(start, start.names, codes, strength=2, rounds=25)
    steps = np.diff(found.objective)
    assert (steps >= -1e-9 * np.abs(found.objective[1:])).all()


def test_hidden_causes_are_learned_from_their_findings() -> None:
    sharp = [[0.9, 0.1], [0.2, 0.8]]
    nodes = [node("cause", ["drug", "other"], table=[0.3, 0.7])]
    nodes += [node(f"f{i}", ["seen", "not"], ["cause"], table=sharp) for i in range(4)]
    source = Network("source", tuple(nodes))
    random = np.random.default_rng(2)
    codes = cases_of(random, source, 4_000)[:, 1:]
    codes[random.random(codes.shape) < 0.3] = -1
    vague = [[0.7, 0.3], [0.4, 0.6]]
    start = [node("cause", ["drug", "other"], table=[0.5, 0.5])]
    start += [node(f"f{i}", ["seen", "not"], ["cause"], table=vague) for i in range(4)]
    found = learned(Network("start", tuple(start)), source.names[1:], codes, strength=1)
    assert found.network.node("cause").table[0] == pytest.approx(0.3, abs=0.06)
    for name in source.names[1:]:
        np.testing.assert_allclose(found.network.node(name).table, sharp, atol=0.08)


def test_what_moved_is_told_with_its_support() -> None:
    network = asia()
    codes = np.full((20, 2), -1, dtype=np.int8)
    codes[:, 0] = 0
    found = learned(network, ["smoke", "xray"], codes, strength=10)
    first = found.moved[0]
    assert (first.node, first.when) == ("smoke", ())
    assert first.cases == pytest.approx(20)
    assert first.before == (0.5, 0.5)
    assert first.after == pytest.approx((25 / 30, 5 / 30))
    assert first.by == pytest.approx(1 / 3)
    unmoved = [each for each in found.moved if each.cases < 1e-12]
    assert all(each.by < 1e-12 for each in unmoved)


def test_the_impossible_stays_impossible_and_teaches_nothing() -> None:
    network = asia()
    codes = np.array([[0, 1, 1], [0, 0, 1]], dtype=np.int8)
    found = learned(network, ["either", "lung", "tub"], codes)
    assert found.impossible == 1
    np.testing.assert_array_equal(
        found.network.node("either").table == 0, network.node("either").table == 0
    )


def test_a_learned_network_can_be_written_read_and_asked() -> None:
    random = np.random.default_rng(3)
    network = asia()
    found = learned(network, network.names, cases_of(random, network, 50))
    back = read_network(export(found.network, "yaml").encode(), "learned.yaml")
    row = back.node("lung").rows[0]
    assert row.origin is not None
    assert row.origin.from_ == "derived"
    assert "50 cases" in str(row.origin.formula)
    assert sum(row.support or 0 for row in back.node("lung").rows) == 50
    assert compiled(back, "lung", ["xray"]).posterior({"xray": "yes"}).shares["yes"] > 0


@pytest.mark.parametrize("strength", [0.0, -1.0, float("inf"), float("nan")])
def test_a_row_worth_nothing_or_everything_is_refused(strength: float) -> None:
    with pytest.raises(EvidenceProblem, match="strength"):
        learned(asia(), ["smoke"], [[0]], strength=strength)
