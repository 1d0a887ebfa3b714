"""Conditional Shapley values of up to nine findings by pyAgrum; run by name, as it is in no lock.

It fails, and does not skip, where pyAgrum is not installed.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from tests.explain.test_unrolled_game import check
from tests.explain.unrolled_game import network_of
from tests.explain.weighings import explained, shipped_events
from tests.network.second_opinion import PyAgrum


@pytest.mark.parametrize(
    "name",
    [
        "daratumumab-leukoencephalopathy",
        "oseltamivir-altered-mental-status",
        "synthetic-overdose",
        "synthetic-positive-rechallenge",
        "synthetic-stopped-together",
    ],
)
def test_shapley_values_are_those_of_pyagrum(name: str) -> None:
    (weighed,) = shipped_events(name)
    written = network_of(weighed)
    other = PyAgrum(written.network)
    states = {node.name: node.states for node in written.network.nodes}

    def engine(
        given: Mapping[str, str], likelihood: Mapping[str, tuple[float, ...]]
    ) -> Mapping[str, float]:
        shares, _ = other.share(
            "cause",
            {node: states[node].index(state) for node, state in given.items()},
            {node: np.array(values) for node, values in likelihood.items()},
        )
        return dict(zip(states["cause"], shares.tolist(), strict=True))

    for target in explained(weighed):
        check(engine, name, min(len(weighed.parts), 9), target.id)
