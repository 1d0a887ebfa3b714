"""A thousand random events by every other way to the same shares; run by name, it takes minutes."""

from __future__ import annotations

import pytest

from tests.network.differential.random_events import drawn
from tests.network.differential.test_equality import (
    assert_same,
    by_blocks,
    by_definition,
    by_engine,
    compare_with_pgmpy,
)

MANY = 1_000
BY_PGMPY = 150


@pytest.mark.parametrize("hundred", range(MANY // 100))
def test_a_thousand_events_give_what_network_and_definition_give(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        given = drawn(seed, 1)
        found = by_blocks(given)
        assert_same(found, by_definition(given), seed)
        assert_same(found, by_engine(given), seed)


def test_many_events_give_what_pgmpy_gives() -> None:
    for seed in range(BY_PGMPY):
        compare_with_pgmpy(drawn(seed, 1), seed)
