"""Masks are read jointly, and the distinct ones only once."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.methods.joint import connected, open_mask, value_of
from causality.methods.lookup import distinct, distinct_rows, pick
from causality.vocabulary import VOCABULARY
from tests.methods.columns import bits, shared_method

NUMBERS = st.lists(st.integers(0, 50), max_size=60)


@given(NUMBERS, st.booleans())
def test_distinct_numbers_can_be_put_back(numbers: list[int], large: bool) -> None:  # noqa: FBT001
    keys = np.asarray(numbers, dtype=np.int64) + (1 << 40 if large else 0)
    values, which = distinct(keys)
    assert isinstance(which, np.ndarray)
    assert list(values) == sorted(set(keys.tolist()))
    assert np.asarray(values, dtype=np.int64)[which].tolist() == keys.tolist()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 900), st.integers(0, 3)), max_size=40))
def test_distinct_rows_can_be_put_back(rows: list[tuple[int, ...]]) -> None:
    columns = [np.asarray([row[i] for row in rows], dtype=np.int64) for i in range(3)]
    combinations, which = distinct_rows(columns)
    assert isinstance(which, np.ndarray)
    assert [combinations[at] for at in which] == rows
    assert len(set(combinations)) == len(combinations)


def test_one_row_is_read_without_columns() -> None:
    assert distinct(7) == ((7,), 0)
    assert distinct_rows([3, 4]) == (((3, 4),), 0)
    assert pick([5, 6], 1) == 6


@pytest.mark.parametrize(
    ("mask", "value", "opened"),
    [
        pytest.param(0b1, 0, 0b1, id="silent"),
        pytest.param(0b100, 2, 0b100, id="settled"),
        pytest.param(0b110, 0, 0b111, id="open"),
    ],
)
def test_several_values_are_read_as_unknown(mask: int, value: int, opened: int) -> None:
    assert value_of(mask) == value
    assert open_mask(mask) == opened


def test_criteria_are_connected_through_a_third_one() -> None:
    method = shared_method()
    # 1 reads the stop, 4 the re-exposure, 2 both; 3 stands alone.
    assert connected(method.criteria) == ((0, 1, 3), (2,))
    assert connected(method.criteria[:1] + method.criteria[2:]) == ((0,), (1,), (2,))


def test_only_answers_that_occur_together_are_joint_answers() -> None:
    method = shared_method()
    names = [
        tuple(
            method.criteria[place].answers[answer]
            for place, answer in zip(method.groups[0].criteria, joint, strict=True)
        )
        for joint in method.groups[0].joint_answers
    ]
    # A failed stop always speaks against the drug, so ("no", "no", ...) cannot be.
    assert {one[:2] for one in names} == {
        ("yes", "yes"),
        ("yes", "no"),
        ("no", "yes"),
        ("unknown", "yes"),
        ("unknown", "no"),
    }


def test_a_group_reads_every_joint_value_of_its_masks() -> None:
    method = shared_method()
    group = method.groups[0]
    masks = (
        bits("dechallenge", "positive", "negative"),
        bits("rechallenge", "positive", "not done"),
        bits("co_suspects", "none"),
    )
    terms = [VOCABULARY[name] for name in group.findings]
    expected = {
        group.point([term.values.index(value) for term, value in zip(terms, values, strict=True)])
        for values in product(*(term.named(mask) for term, mask in zip(terms, masks, strict=True)))
    }
    state = group.one(masks)
    (recorded,), (learnable,) = state.recorded.sets, state.learnable.sets
    assert set(recorded) == expected
    assert state.point in recorded
    assert set(recorded) <= set(learnable)


@pytest.mark.parametrize("mask", [0, 1 << len(VOCABULARY["drug_level"].values)])
def test_a_mask_that_is_no_set_of_values_is_a_mistake_of_the_caller(mask: int) -> None:
    with pytest.raises(ValueError, match=r"drug_level: .* is no set of values"):
        shared_method().groups[1].one((mask,))
