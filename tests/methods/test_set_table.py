"""A decision table read with sets: exactly the categories that some combination leads to."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from causality.methods.joint import Spread
from causality.methods.set_table import SetTable

SIZES = (2, 4, 3)


@given(
    st.lists(st.integers(0, 15), min_size=24, max_size=24),
    st.lists(
        st.tuples(*(st.sets(st.integers(0, size - 1), min_size=1) for size in SIZES)),
        min_size=1,
        max_size=8,
    ),
)
def test_sets_lead_to_the_categories_of_their_combinations(
    cells: list[int], rows: list[tuple[set[int], ...]]
) -> None:
    categories = np.asarray(cells, dtype=np.int8).reshape(SIZES)
    table = SetTable((1 << categories.astype(np.int64)).astype(np.uint16))
    expected = [
        sum({1 << int(categories[at]) for at in product(*(sorted(one) for one in row))})
        for row in rows
    ]
    alone = [table.reached([Spread((tuple(sorted(one)),), 0) for one in row]) for row in rows]
    assert alone == expected
    columns = [
        Spread(tuple(tuple(sorted(row[side])) for row in rows), np.arange(len(rows)))
        for side in range(len(SIZES))
    ]
    together = table.reached(columns)
    assert isinstance(together, np.ndarray)
    assert together.tolist() == expected
