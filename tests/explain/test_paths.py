"""Node paths and conflict, against the differential with and without each part."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from causality.explain.paths import conflict, paths
from causality.explain.weighed import Weighed
from causality.network.differential.chain import with_parts
from causality.network.differential.weigh import weigh
from tests.explain.weighings import CASES, explained, shares, shipped_events


@pytest.mark.parametrize("name", CASES)
def test_conflict_is_the_surprise_of_all_against_each(name: str) -> None:
    for weighed in shipped_events(name):

        def surprise(parts: list[int], weighed: Weighed = weighed) -> float:
            evidence = with_parts(weighed.evidence, [weighed.parts[i] for i in parts])
            return -float(weigh(weighed.event, evidence).total[0, 0]) / log(2)

        size = len(weighed.parts)
        everything = surprise(list(range(size)))
        expected = everything - sum(surprise([i]) for i in range(size))
        told = conflict(weighed)
        assert told.bits == pytest.approx(expected, abs=1e-9)
        if size > 1 and size <= 8:
            worst = max(
                surprise([i, j]) - surprise([i]) - surprise([j])
                for i in range(size)
                for j in range(i)
            )
            assert told.between == pytest.approx(worst, abs=1e-9)


@pytest.mark.parametrize("name", ["daratumumab-leukoencephalopathy", "synthetic-stopped-together"])
def test_the_impact_of_a_part_is_how_far_the_shares_move_without_it(name: str) -> None:
    (weighed,) = shipped_events(name)
    target = explained(weighed)[0]
    everything = weighed.groups @ shares(weighed, weighed.parts)
    for told, part in zip(paths(weighed, target), weighed.parts, strict=True):
        others = [one for one in weighed.parts if one is not part]
        without = weighed.groups @ shares(weighed, others)
        expected = np.sqrt(1 - np.sqrt(everything * without).sum())
        assert told.impact == pytest.approx(expected, abs=1e-7)


def test_signs_move_what_the_event_is_and_a_course_moves_its_natural_course() -> None:
    (weighed,) = shipped_events("daratumumab-leukoencephalopathy")
    told = {one.title: one for one in paths(weighed, explained(weighed)[0])}
    sign = next(one for title, one in told.items() if title.startswith("symmetric"))
    assert sign.node == "what was seen of the event"
    assert sign.carriers[0].node == "what the event is"
    assert sign.carriers[0].state == "toxic leukoencephalopathy"
    assert sign.carriers[0].within > sign.carriers[0].without
    assert sign.significant
    assert sign.supports
    disease = next(one for title, one in told.items() if title.startswith("disease"))
    assert not disease.supports


def test_a_part_without_weight_does_not_matter() -> None:
    (weighed,) = shipped_events("daratumumab-leukoencephalopathy")
    record = paths(weighed, explained(weighed)[0])[-1]
    assert record.node == "how much the record holds"
    assert not record.significant
