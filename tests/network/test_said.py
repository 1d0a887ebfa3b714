"""Evidence as it is typed: names may hold any character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.errors import NotFound
from causality.network.evidence import EvidenceProblem
from causality.network.network import Network, node
from causality.network.said import given_of, likelihood_of

AWKWARD = Network(
    "awkward",
    (
        node("a", ["x", "x=1", "y,z:0.5"], table=[0.2, 0.3, 0.5]),
        node("a=b", ["x", "1"], table=[0.5, 0.5]),
    ),
)
NAMES = st.text("ab=,:1 .", min_size=1, max_size=4).filter(lambda text: text == text.strip())


def test_a_name_ends_where_the_network_says() -> None:
    assert given_of(AWKWARD, ["a=x=1"]) == {"a": "x=1"}
    assert given_of(AWKWARD, ["a=b=x", "a=x"]) == {"a=b": "x", "a": "x"}
    assert likelihood_of(AWKWARD, ["a=x=1:2,y,z:0.5:3,x:4"]) == {"a": (4.0, 2.0, 3.0)}


@pytest.mark.parametrize(
    ("said", "error", "wrong"),
    [
        ("a", EvidenceProblem, "'a' is not written as NODE=STATE"),
        ("b=x", NotFound, "no node 'b'"),
        ("a=q", NotFound, "no state of a 'q'"),
    ],
)
def test_what_names_no_state_is_refused(said: str, error: type[Exception], wrong: str) -> None:
    with pytest.raises(error, match=wrong):
        given_of(AWKWARD, [said])


@pytest.mark.parametrize(
    ("said", "error", "wrong"),
    [
        (["a=b=x:1"], EvidenceProblem, "likelihood of a=b: no number for 1"),
        (["a=b=x:1,1:2,x:3"], EvidenceProblem, "likelihood of a=b: x stands twice"),
        (["a=b=x:1,1:two"], EvidenceProblem, "'two' is not a number"),
        (["a=b=x:1,2:2"], NotFound, "no state of a=b '2'"),
        (["a=b=x:1,1:2"] * 2, EvidenceProblem, "likelihood of a=b is given twice"),
    ],
)
def test_what_is_no_likelihood_is_refused(
    said: list[str], error: type[Exception], wrong: str
) -> None:
    with pytest.raises(error, match=wrong):
        likelihood_of(AWKWARD, said)


@given(NAMES, st.lists(NAMES, min_size=2, max_size=3, unique=True))
def test_every_node_and_state_can_be_typed(name: str, states: list[str]) -> None:
    network = Network("one", (node(name, states, table=[1 / len(states)] * len(states)),))
    for state in states:
        assert given_of(network, [f"{name}={state}"]) == {name: state}
