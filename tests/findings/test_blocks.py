"""Law 7 for the findings: a pair has the same masks and rows alone and in any block."""

from __future__ import annotations

import numpy as np
import pytest

from causality.findings.derive import Findings, derive
from causality.findings.facts import TABLES, Facts
from causality.vocabulary import VOCABULARY
from tests.findings.random_facts import random_facts

PAIRS = 4_096
FACTS = random_facts(seed=7, n=PAIRS)
TOGETHER = derive(FACTS)


def assert_same(block: Findings, places: np.ndarray[tuple[int], np.dtype[np.int64]]) -> None:
    """The findings of a block are those of the same pairs in the whole."""
    for name in VOCABULARY:
        np.testing.assert_array_equal(block.mask(name), TOGETHER.mask(name)[places], name)
        np.testing.assert_array_equal(block.rule(name), TOGETHER.rule(name)[places], name)
        np.testing.assert_array_equal(block.disagrees[name], TOGETHER.disagrees[name][places], name)


@pytest.mark.parametrize(
    ("size", "pairs"), [(1, 512), (7, PAIRS), (PAIRS, PAIRS)], ids=["1", "7", "4096"]
)
def test_a_pair_has_the_same_findings_in_any_shuffled_block(size: int, pairs: int) -> None:
    shuffled = np.random.default_rng(size).permutation(PAIRS)[:pairs]
    for first in range(0, pairs, size):
        places = shuffled[first : first + size]
        assert_same(derive(FACTS.take(places)), places)


def test_the_columns_keep_their_types_in_any_block() -> None:
    for block in (derive(FACTS.take(np.asarray([3]))), derive(FACTS.take(np.arange(0)))):
        for name in VOCABULARY:
            assert block.mask(name).dtype == TOGETHER.mask(name).dtype == np.uint32
            assert block.rule(name).dtype == TOGETHER.rule(name).dtype == np.int16
            assert len(block.mask(name)) == block.n


def test_pairs_taken_carry_their_children_and_no_others() -> None:
    places = np.asarray([9, 2, 2_000, 4])
    taken = FACTS.take(places)
    for table in TABLES:
        if table == "pair":
            continue
        for place, pair in enumerate(places):
            mine, theirs = taken.rows(table) == place, FACTS.rows(table) == pair
            for column in FACTS.arrays[table]:
                if column != "pair":
                    np.testing.assert_array_equal(
                        taken.arrays[table][column][mine], FACTS.arrays[table][column][theirs]
                    )


def test_the_order_of_child_rows_changes_no_mask_and_no_row() -> None:
    rng = np.random.default_rng(11)
    arrays = {table: dict(columns) for table, columns in FACTS.arrays.items()}
    for table in set(TABLES) - {"pair"}:
        pair = FACTS.rows(table)
        order = np.lexsort((rng.random(len(pair)), pair))
        arrays[table] = {name: values[order] for name, values in arrays[table].items()}
    assert_same(derive(Facts(PAIRS, arrays)), np.arange(PAIRS))
