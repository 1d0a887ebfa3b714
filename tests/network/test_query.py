"""A question by names, and the network shown and checked."""

from __future__ import annotations

import json

import numpy as np
import pytest

from causality.errors import ModelError, NotFound
from causality.network.evidence import ContradictoryEvidence, EvidenceProblem
from causality.network.exchange import load_network
from causality.network.network import Network, node
from causality.network.query import query, refused
from causality.network.show import check, described, remarks
from tests.network.samples import asia, asked, random_network, truth


def test_an_answer_agrees_with_the_joint_table() -> None:
    for seed in range(20):
        random = np.random.default_rng(seed)
        network = random_network(random, 6, zeros=0)
        question = asked(random, network, 1)
        codes, weights = question.given(0), question.weights(0)
        given = {name: network.node(name).states[code] for name, code in codes.items()}
        slow = truth(network)
        joint = slow.with_evidence(codes, weights)
        if joint.sum() == 0:
            continue
        found = query(network, given, question.target, {n: w.tolist() for n, w in weights.items()})
        expected = slow.share(joint, question.target)
        assert list(found.shares.values()) == pytest.approx(expected.tolist(), abs=1e-12)
        assert found.log_evidence == pytest.approx(np.log(joint.sum()), abs=1e-12)
        prior = slow.share(slow.joint, question.target)
        assert list(found.prior.values()) == pytest.approx(prior.tolist(), abs=1e-12)


def test_an_answer_becomes_json_of_twelve_digits() -> None:
    found = query(asia(), {"smoke": "yes"}, "lung", {"xray": [0.9, 0.3]}).to_json()
    assert json.loads(json.dumps(found)) == found
    assert found["schema"] == "causality/network-answer/1"
    assert found["given"] == {"smoke": "yes"}
    assert found["likelihood"] == {"xray": [0.9, 0.3]}
    shares = found["shares"]
    assert isinstance(shares, dict)
    assert all(len(repr(share).replace("0.", "").strip("0")) <= 12 for share in shares.values())


@pytest.mark.parametrize(
    ("given", "likelihood", "wrong"),
    [
        ({"lungs": "yes"}, {}, "no node 'lungs'"),
        ({"lung": "YES"}, {}, "no state of lung 'YES'"),
        ({}, {"lungs": [1, 1]}, "no node 'lungs'"),
    ],
)
def test_a_slip_in_a_name_is_refused(
    given: dict[str, str], likelihood: dict[str, list[float]], wrong: str
) -> None:
    with pytest.raises(NotFound, match=wrong):
        query(asia(), given, "dysp", likelihood)


@pytest.mark.parametrize("values", [[1.0], [1.0, -1.0], [1.0, float("inf")]])
def test_a_likelihood_must_be_one(values: list[float]) -> None:
    with pytest.raises(EvidenceProblem, match="likelihood of lung"):
        query(asia(), {}, "dysp", {"lung": values})


def test_a_network_without_a_target_must_be_told_one() -> None:
    with pytest.raises(EvidenceProblem, match="asia names no target"):
        query(asia(), {})


def test_a_broken_network_is_refused_and_checked() -> None:
    broken = Network("broken", (node("a", ["x", "y"], table=[0.5, 0.4]),))
    assert [str(problem) for problem in check(broken)] == [
        "broken: nodes[a].rows: sums to 0.9; the numbers of a row sum to 1"
    ]
    assert check(asia()) == ()
    with pytest.raises(ModelError):
        query(broken, {}, "a")


def test_what_rests_on_no_case_is_said() -> None:
    ufpn = load_network("ufpn")
    given = {"Described": "Yes", "Notifier": "Nurse"}
    found = query(ufpn, given, "Definite")
    # By hand: the share of the joint table in parent states that no report ever had.
    slow = truth(ufpn.above(["Definite", *given]))
    joint = slow.with_evidence({name: ufpn.state(name, state) for name, state in given.items()})
    parents = ufpn.node("Notifier").parents
    support = ufpn.node("Notifier").support
    assert support is not None
    expected = slow.share(joint, *parents)[support == 0].sum()
    assert found.unsupported == {"Notifier": pytest.approx(expected, abs=1e-12)}
    assert query(ufpn, {"Reintroduced": "Yes"}, "Reappeared").unsupported == {}


def test_what_to_know_of_a_network_is_counted() -> None:
    # As the source's notes count them: 111 rows without a case, here of all rows, roots included.
    assert remarks(load_network("ufpn"))[:2] == (
        "15 nodes, 692 numbers",
        "111 of 176 rows are supported by no case",
    )
    assert remarks(asia()) == ("8 nodes, 36 numbers",)


def test_a_network_is_described_for_programs() -> None:
    found = described(load_network("ufpn"))
    assert json.loads(json.dumps(found)) == found
    nodes = found["nodes"]
    assert isinstance(nodes, list)
    rows = [node for node in nodes if node["parents"]]
    # As the source's notes count them: 111 of 172.
    assert sum(node["rows"] for node in rows) == 172
    assert sum(node["unsupported_rows"] or 0 for node in rows) == 111
    supports = [row["support"] for node in rows for row in node["table"]]
    assert len(supports) == 172
    assert supports.count(0) == 111


def test_a_refusal_becomes_json_with_the_conflict() -> None:
    given = {"either": "yes", "lung": "no", "tub": "no", "smoke": "no"}
    with pytest.raises(ContradictoryEvidence) as refusal:
        query(asia(), given, "dysp")
    told = refused(asia(), given, "dysp", {}, refusal.value)
    assert json.loads(json.dumps(told)) == told
    assert set(told) == set(query(asia(), {}, "dysp").to_json())
    found = told["not_computable"]
    assert isinstance(found, dict)
    assert [one["node"] for one in found["conflict"]] == ["tub", "lung", "either"]
