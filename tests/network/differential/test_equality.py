"""The differential is its unrolled network, by other engines, and its definition written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.network import query
from causality.network.differential.domain import domain_at
from causality.network.differential.names import UNEXPLAINED, candidate_names
from causality.network.differential.read import differential_model
from causality.network.differential.split import of_event
from causality.network.differential.unrolled import Unrolled, unrolled
from causality.network.differential.weigh import normalised
from tests.network.differential.random_events import Drawn, drawn
from tests.network.differential.slow_truth import Truth, slow_truth
from tests.network.differential.told import told_of_case
from tests.network.second_opinion import Pgmpy
from tests.strategies import SEEDS

SOME = 60
PGMPY = 6


def by_blocks(given_: Drawn) -> Truth:
    """Shares of one event and ln P(evidence) as the package computes them."""
    evidence, weights = given_.point()
    shares = normalised(evidence.causes, 1, weights.log)[0]
    assert abs(shares.sum() - 1) < 1e-12
    names = candidate_names(given_.events, evidence.causes)
    found = {}
    for row in range(evidence.causes.n):
        if row < len(names) - 1:
            name = names[row].id
        else:
            rival = given_.domain.rival_ids[int(evidence.causes.row[row])]
            name = rival if rival == UNEXPLAINED else f"{UNEXPLAINED}: {rival}"
        found[name] = float(shares[row])
    return Truth(found, float(weights.total[0, 0]))


def by_network(given_: Drawn) -> Unrolled:
    evidence, _ = given_.point()
    return unrolled(given_.findings, given_.events, differential_model(), given_.domain, evidence)


def by_engine(given_: Drawn) -> Truth:
    """The same by the general engine on the unrolled network."""
    written = by_network(given_)
    answer = query(written.network, written.given, "cause", written.likelihood)
    return Truth(answer.shares, answer.log_evidence + written.log_scale)


def by_definition(given_: Drawn) -> Truth:
    file = differential_model().file
    return slow_truth(given_.facts, given_.findings, given_.events, file, given_.domain)


def assert_same(found: Truth, other: Truth, seed: object, margin: float = 1e-9) -> None:
    excluded = set(found.shares) - set(other.shares)
    assert all(found.shares[name] == 0 for name in excluded), seed
    assert set(other.shares) <= set(found.shares), seed
    for name, share in other.shares.items():
        assert found.shares[name] == pytest.approx(share, abs=margin), (seed, name)
    assert found.log_evidence == pytest.approx(other.log_evidence, abs=margin, rel=1e-9), seed


def of_cases() -> list[tuple[str, Drawn]]:
    found = []
    for name, file in shipped_cases().items():
        told = told_of_case(read_case(file))
        for number in range(told.events.n):
            event = of_event(told.events, number)
            domain = domain_at(int(event.column("event", "domain")[0]), differential_model())
            found.append((f"{name} {number}", Drawn(told.facts, told.findings, event, domain)))
    return found


def test_every_shipped_case_gives_what_its_unrolled_network_and_its_definition_give() -> None:
    cases = of_cases()
    assert len(cases) >= len(shipped_cases())
    for name, given_ in cases:
        found = by_blocks(given_)
        assert_same(found, by_engine(given_), name)
        assert_same(found, by_definition(given_), name)


@settings(max_examples=SOME)
@given(SEEDS)
def test_random_events_give_what_their_definition_gives(seed: int) -> None:
    given_ = drawn(seed, 1)
    assert_same(by_blocks(given_), by_definition(given_), seed)


@settings(max_examples=SOME)
@given(SEEDS)
def test_random_events_give_what_their_unrolled_network_gives(seed: int) -> None:
    given_ = drawn(seed, 1)
    assert_same(by_blocks(given_), by_engine(given_), seed)


def compare_with_pgmpy(given_: Drawn, seed: int) -> None:
    found, written = by_blocks(given_), by_network(given_)
    states = {node.name: node.states for node in written.network.nodes}
    shares = Pgmpy(written.network).share(
        "cause",
        {name: states[name].index(state) for name, state in written.given.items()},
        {name: np.array(values) for name, values in written.likelihood.items()},
    )
    for name, share in zip(states["cause"], shares.tolist(), strict=True):
        assert found.shares[name] == pytest.approx(share, abs=1e-9), (seed, name)


@pytest.mark.parametrize("seed", range(PGMPY))
def test_random_events_give_what_pgmpy_gives_for_their_unrolled_network(seed: int) -> None:
    compare_with_pgmpy(drawn(seed, 1), seed)
