"""Our answers are pyAgrum's; run by name, since pyAgrum is no part of the locks.

It fails, and does not skip, where pyAgrum is not installed.
"""

from __future__ import annotations

import numpy as np
import pytest

from causality.network.engine import compiled
from causality.network.marginals import marginals_of_many
from causality.network.network import Network, normalised
from tests.network.samples import asked, bundled, plain, random_network
from tests.network.second_opinion import PyAgrum
from tests.network.test_published import PUBLISHED, drawn_cases


def compare(random: np.random.Generator, network: Network, cases: int) -> int:
    other = PyAgrum(network)
    question = plain(asked(random, network, cases))
    engine = compiled(network, question.target, question.findings, soft=tuple(question.likelihood))
    found = engine.posteriors(question.codes, question.likelihood)
    compared = 0
    for case in range(cases):
        if found.contradictory[case]:  # pyAgrum answers something, or nothing
            continue
        shares, probability = other.share(
            question.target, question.given(case), question.weights(case)
        )
        np.testing.assert_allclose(found.shares[case], shares, atol=1e-10)
        if all(np.count_nonzero(weights) > 1 for weights in question.weights(case).values()):
            evidence = np.exp(found.log_evidence[case])
            assert evidence == pytest.approx(probability, rel=1e-10, abs=1e-10)
            compared += 1
    return compared


def test_a_thousand_random_networks_give_what_pyagrum_gives() -> None:
    random = np.random.default_rng(1000)
    compared = 0
    for _ in range(1000):
        network = random_network(random, int(random.integers(2, 13)))
        compared += compare(random, network, cases=2)
    assert compared > 500


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_network_gives_what_pyagrum_gives(name: str) -> None:
    network = normalised(bundled(name))
    random = np.random.default_rng(11)
    other = PyAgrum(network)
    findings, codes = drawn_cases(random, network, 10)
    everything = marginals_of_many(network, findings, codes)
    for case, row in enumerate(codes):
        given = {n: int(c) for n, c in zip(findings, row, strict=True) if c >= 0}
        for target in network.names:
            shares, probability = other.share(target, given, {})
            np.testing.assert_allclose(everything.shares[target][case], shares, atol=1e-10)
        assert np.exp(everything.log_evidence[case]) == pytest.approx(probability, abs=1e-10)
