"""The chest clinic of Lauritzen and Spiegelhalter to twelve decimals.

Expected numbers are products and sums of the published tables, worked out outside this package;
those of single nodes can be checked by hand (either: 1 - (1 - 0.055)(1 - 0.0104) with lung and tub
independent given nothing).
"""

from __future__ import annotations

import pytest

from causality.network.engine import compiled
from causality.network.evidence import ContradictoryEvidence
from causality.network.marginals import marginals
from causality.network.query import query
from tests.network.samples import asia

PRIOR = {"tub": 0.0104, "lung": 0.055, "either": 0.064828, "xray": 0.11029004, "dysp": 0.4359706}

POSTERIOR = [
    ("lung", {"dysp": "yes"}, 0.102759222754929),
    ("tub", {"asia": "yes", "dysp": "yes"}, 0.087750964982922),
    ("lung", {"smoke": "yes", "xray": "yes"}, 0.645991425452589),
    ("tub", {"asia": "yes", "xray": "yes", "dysp": "yes"}, 0.391711720007579),
    ("bronc", {"dysp": "yes", "xray": "no"}, 0.863391982761931),
]

IMPOSSIBLE = {"either": "yes", "lung": "no", "tub": "no"}


@pytest.mark.parametrize(("node", "expected"), PRIOR.items())
def test_the_prior_of_a_node(node: str, expected: float) -> None:
    assert query(asia(), {}, node).shares["yes"] == pytest.approx(expected, abs=1e-12)
    assert marginals(asia(), {})[node].shares["yes"] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("target", "given", "expected"), POSTERIOR)
def test_the_posterior_of_a_node(target: str, given: dict[str, str], expected: float) -> None:
    network = asia()
    others = [name for name in network.names if name != target]
    prepared = compiled(network, target, others).posterior(given)
    asked = query(network, given, target)
    everything = marginals(network, given)
    for found in (prepared, asked, everything[target]):
        assert found.shares["yes"] == pytest.approx(expected, abs=1e-12)
        assert found.log_evidence == pytest.approx(asked.log_evidence, abs=1e-12)


@pytest.mark.parametrize("target", ["dysp", "smoke", "either"])
def test_the_impossible_query_is_refused_and_says_why(target: str) -> None:
    # Other programs answer 0.788571 for dysp and 0.476190 for smoke here.
    network = asia()
    evidence = {**IMPOSSIBLE, "asia": "no", "bronc": "yes"}
    others = [name for name in network.names if name != target]
    for ask in (
        lambda: query(network, evidence, target),
        lambda: compiled(network, target, [*others, target]).posterior(evidence),
        lambda: marginals(network, evidence),
    ):
        with pytest.raises(ContradictoryEvidence, match="either = yes") as refused:
            ask()
        assert dict(refused.value.findings) == IMPOSSIBLE
        assert refused.value.smallest
