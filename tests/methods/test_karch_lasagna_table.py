"""The compact Karch-Lasagna table: four columns, and everything else refused."""

from __future__ import annotations

from itertools import product

import pytest

from causality.methods import method
from tests.methods.answers import category_of

TABLE = method("karch_lasagna_table")
IDS = [one.id for one in TABLE.criteria]

# Typed from the table: time, known, improved, relapse, explained; "?" stands for anything.
COLUMNS = {
    "definite": ("yes", "yes", "yes", "yes", "no"),
    "probable": ("yes", "yes", "yes", "?", "no"),
    "possible": ("yes", "yes", "?", "?", "yes"),
    "conditional": ("yes", "no", "no", "?", "no"),
}


@pytest.mark.parametrize("known", ["yes", "no", "unknown"])
def test_every_combination_is_in_a_column_or_refused(known: str) -> None:
    seen = set()
    for rest in product(("yes", "no", "unknown"), repeat=4):
        given = (rest[0], known, *rest[1:])
        expected = next(
            (
                category
                for category, column in COLUMNS.items()
                if all(cell in ("?", one) for cell, one in zip(column, given, strict=True))
            ),
            "not computable as published",
        )
        assert category_of(TABLE, dict(zip(IDS, given, strict=True))) == expected
        seen.add(expected)
    assert "not computable as published" in seen
