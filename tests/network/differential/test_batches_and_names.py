"""Laws 7 and 10: the company of other events and of empty names changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causality.findings.causes.event_facts import STATUS
from causality.network.differential.draws import drawn as draws_of
from causality.network.differential.evidence import gather
from causality.network.differential.read import differential_model
from causality.network.differential.split import of_event
from causality.network.differential.weigh import normalised, weigh
from tests.network.differential.random_events import (
    DOMAINS,
    Drawn,
    drawn,
    rebuilt,
    shares,
)
from tests.strategies import SEEDS

Rows = dict[str, list[dict[str, Any]]]


@settings(max_examples=20)
@given(SEEDS, st.sampled_from(DOMAINS), st.booleans())
def test_an_event_has_the_same_bits_alone_and_among_others(
    seed: int,
    domain: str,
    draw: bool,  # noqa: FBT001
) -> None:
    told, model = drawn(seed, 12, domain), differential_model()
    if draw:
        eps, domain_eps = (
            draws_of(model.numbers.columns)[:40],
            draws_of(told.domain.numbers.columns + 1, 1)[:40],
        )
    else:
        eps = np.zeros((1, model.numbers.columns))
        domain_eps = np.zeros((1, told.domain.numbers.columns + 1))
    rest = (model, told.domain, eps, domain_eps)
    evidence = gather(told.facts, told.findings, told.events, *rest)
    weights = weigh(told.events, evidence)
    together = normalised(evidence.causes, told.events.n, weights.log)
    for number in range(told.events.n):
        event = of_event(told.events, number)
        own = gather(told.facts, told.findings, event, *rest)
        alone = weigh(event, own)
        rows = evidence.causes.event == number
        assert alone.log.tobytes() == weights.log[:, rows].tobytes()
        assert alone.total.tobytes() == weights.total[:, number : number + 1].tobytes()
        assert normalised(own.causes, 1, alone.log).tobytes() == together[:, rows].tobytes()
        assert own.real.tobytes() == evidence.real[:, number : number + 1].tobytes()


def named(rivals: Sequence[int], entity: Sequence[int], status: int) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        for rival, what in zip(rivals, entity, strict=True):
            rows["rival"].append(
                {"event": 0, "rival": rival, "entity": what, "status": status, "present": -1}
            )

    return change


@settings(max_examples=40)
@given(SEEDS, st.integers(1, 20), st.sampled_from([-1, STATUS.index("not assessed")]))
def test_causes_named_without_information_move_no_share_of_a_drug(
    seed: int, count: int, status: int
) -> None:
    told = drawn(seed, 1)
    there = set(told.events.column("rival", "rival").tolist())
    new = [rival for rival in range(len(told.domain.rival_ids) - 1) if rival not in there]
    rivals = np.random.default_rng(seed).choice([-1, *new], count).tolist()
    assert_moves_nothing(told, rivals, status)


def test_a_second_name_for_a_known_rival_moves_no_share_of_a_drug() -> None:
    for seed in range(150):
        told = drawn(seed, 1, "leukoencephalopathy")
        assert_moves_nothing(told, told.events.column("rival", "rival").tolist()[:1], -1)


def assert_moves_nothing(told: Drawn, rivals: Sequence[int], status: int) -> None:
    entity = [int(told.domain.rival_entity[rival]) if rival >= 0 else -1 for rival in rivals]
    before, after = shares(told), shares(rebuilt(told, named(rivals, entity, status)))
    for label in (*told.events.labels.get("member", ()), *told.events.labels.get("joint", ())):
        assert after[label] == pytest.approx(before[label], abs=1e-12)
