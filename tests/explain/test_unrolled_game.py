"""Shapley values are those of the unrolled network, asked of the general engine; pgmpy agrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from causality.explain.attribution import DECIBANS, attribution
from causality.network import query
from tests.explain.unrolled_game import Engine, network_of, shapley_by
from tests.explain.weighings import explained, shipped_events


@pytest.mark.parametrize(
    ("name", "size"),
    [("synthetic-positive-rechallenge", 7), ("daratumumab-leukoencephalopathy", 4)],
)
def test_shapley_values_are_those_of_the_unrolled_network(name: str, size: int) -> None:
    (weighed,) = shipped_events(name)
    target = explained(weighed)[0]
    written = network_of(weighed)

    def engine(
        given: Mapping[str, str], likelihood: Mapping[str, tuple[float, ...]]
    ) -> Mapping[str, float]:
        return query(written.network, given, "cause", likelihood).shares

    check(engine, name, size, target.id)


def check(engine: Engine, name: str, size: int, drug: str) -> None:
    """Compare the values of the first parts; others say nothing on either side."""
    (weighed,) = shipped_events(name)
    target = next(one for one in weighed.involvements() if one.id == drug)
    told = attribution(replace(weighed, parts=weighed.parts[:size]), target)
    assert told is not None
    found = np.array([part.shapley for part in told.parts])
    expected = shapley_by(engine, weighed, target, weighed.parts[:size]) * DECIBANS
    np.testing.assert_allclose(found, expected, atol=1e-7)
