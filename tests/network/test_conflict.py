"""The named conflict is one that cannot be made smaller."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.network import conflict
from causality.network.conflict import smallest_conflict
from causality.network.engine import compiled
from causality.network.evidence import ContradictoryEvidence
from causality.network.network import Network, node
from tests.network.samples import random_network, truth


@given(
    st.lists(st.sets(st.integers(0, 6), min_size=1, max_size=4), min_size=1, max_size=6),
)
def test_it_finds_the_first_smallest_of_all_conflicts(cores: list[set[int]]) -> None:
    def impossible(sets: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> object:
        return np.array([any(core <= set(np.flatnonzero(row)) for core in cores) for row in sets])

    found, smallest = smallest_conflict(7, impossible)  # type: ignore[arg-type]
    length = min(map(len, cores))
    expected = next(
        some for some in combinations(range(7), length) if any(set(some) >= core for core in cores)
    )
    assert (found, smallest) == (expected, True)


def test_a_search_that_would_take_too_long_still_names_a_conflict(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(conflict, "_MOST_TRIED", 100)
    core = set(range(3, 17))

    def impossible(sets: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> object:
        return np.array([core <= set(np.flatnonzero(row)) for row in sets])

    found, smallest = smallest_conflict(20, impossible)  # type: ignore[arg-type]
    assert (set(found), smallest) == (core, False)


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1))
def test_in_a_network_no_smaller_set_is_impossible(seed: int) -> None:
    random = np.random.default_rng(seed)
    network = random_network(random, 6, zeros=0.4)
    evidence = {each.name: str(random.choice(each.states)) for each in network.nodes}
    slow = truth(network)

    def probability(names: tuple[str, ...]) -> float:
        codes = {name: network.state(name, evidence[name]) for name in names}
        return float(slow.with_evidence(codes).sum())

    if probability(network.names) > 0:
        return
    smallest = next(
        some
        for length in range(1, 7)
        for some in combinations(network.names, length)
        if probability(some) == 0
    )
    for ahead in (True, False):
        engine = compiled(network, network.names[0], network.names, ahead=ahead)
        with pytest.raises(ContradictoryEvidence) as refused:
            engine.posterior(evidence)
        assert refused.value.findings == tuple((name, evidence[name]) for name in smallest)
        assert refused.value.smallest


def test_a_likelihood_can_be_part_of_a_conflict() -> None:
    network = Network(
        "lamp",
        (
            node("switch", ["on", "off"], table=[0.5, 0.5]),
            node("lamp", ["lit", "dark"], ["switch"], table=[[0.9, 0.1], [0.0, 1.0]]),
            node("weather", ["wet", "dry"], table=[0.3, 0.7]),
        ),
    )
    engine = compiled(network, "weather", ["lamp", "weather"], soft=["switch", "weather"])
    with pytest.raises(ContradictoryEvidence) as refused:
        engine.posterior({"lamp": "lit", "weather": "wet"}, {"switch": [0, 2], "weather": [1, 1]})
    assert refused.value.findings == (("lamp", "lit"), ("switch", "likelihood (0.0, 2.0)"))


def test_one_impossible_finding_is_a_conflict_of_its_own() -> None:
    network = Network("sure", (node("sun", ["rises", "stays away"], table=[1, 0]),))
    with pytest.raises(ContradictoryEvidence, match="sun = stays away cannot occur"):
        compiled(network, "sun", ["sun"]).posterior({"sun": "stays away"})
    with pytest.raises(ContradictoryEvidence, match=r"sun = likelihood \(0.0, 0.0\) cannot occur"):
        compiled(network, "sun", [], soft=["sun"]).posterior({}, {"sun": [0, 0]})
