"""Rows put together by columns of numbers, whatever the size of the numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from causality.batch.flat.grouping import grouped, looked_up
from causality.batch.flat.spans import spread

_NUMBERS = st.sampled_from((-1, 0, 1, 7, 10**17))
_ROWS = st.lists(st.tuples(_NUMBERS, _NUMBERS, _NUMBERS), max_size=20)


@given(_ROWS)
def test_groups_appear_in_the_order_of_their_first_row(rows: list[tuple[int, ...]]) -> None:
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    found = grouped(*columns)
    places: dict[tuple[int, ...], int] = {}
    assert found.of.tolist() == [places.setdefault(row, len(places)) for row in rows]
    assert found.first.tolist() == [rows.index(row) for row in places]


@given(_ROWS, _ROWS)
def test_a_pair_is_found_where_it_stands(
    known: list[tuple[int, ...]], asked: list[tuple[int, ...]]
) -> None:
    pairs = list(dict.fromkeys((one, other) for one, other, _ in known))
    wanted = [(one, other) for one, other, _ in asked]
    found = looked_up(_columns(pairs), _columns(wanted))
    assert found.tolist() == [pairs.index(pair) if pair in pairs else -1 for pair in wanted]


def _columns(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    one, other = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return one, other


@given(st.lists(st.integers(0, 4), max_size=9))
def test_a_count_gives_so_many_rows(counts: list[int]) -> None:
    row, which = spread(np.array(counts, dtype=np.int64))
    expected = [(at, number) for at, count in enumerate(counts) for number in range(count)]
    assert list(zip(row.tolist(), which.tolist(), strict=True)) == expected
