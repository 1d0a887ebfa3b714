"""Pairs that are judged together, or were met before, get what each gets by itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from causality.batch.coded import Coded
from causality.batch.judged import judged, seen_by
from causality.findings.derive import derive
from causality.methods import method, method_ids, score
from causality.methods.second_pass import with_rivals
from tests.findings.random_facts import random_facts

FACTS = random_facts(7, 1_500)
FINDINGS = derive(FACTS)
EVENTS = np.arange(FACTS.n) // 4  # four drugs an event
ROWS = np.flatnonzero(EVENTS % 3 != 1)


@pytest.mark.parametrize("name", method_ids())
def test_columns_of_a_method_are_those_of_its_score(name: str) -> None:
    one = method(name)
    every = Coded(FINDINGS)
    columns, warned = judged(one, seen_by(one, Coded(FINDINGS, ROWS), every, EVENTS))
    found = score(one, with_rivals(one, FINDINGS, EVENTS))
    applies = found.outside[ROWS] < 0
    assert columns[name].to_pylist() == [
        one.categories[place] if is_told else "not applicable"
        for place, is_told in zip(found.category[ROWS].tolist(), applies, strict=True)
    ]
    for part, values in (
        ("score", found.score),
        ("score_from", None if found.recorded_range is None else found.recorded_range[0]),
        ("score_to", None if found.recorded_range is None else found.recorded_range[1]),
    ):
        if values is None:
            assert f"{name}_{part}" not in columns
        else:
            assert columns[f"{name}_{part}"].to_pylist() == told(values[ROWS], applies)
    assert found.possible is not None
    assert columns[f"{name}_possible"].to_pylist() == told(
        [
            [category for i, category in enumerate(one.categories) if bits >> i & 1]
            for bits in found.possible[ROWS].tolist()
        ],
        applies,
    )
    raised = np.zeros_like(found.warnings[:, ROWS])
    raised[list(warned.lines)] = np.array(warned.flags).reshape(-1, len(ROWS))
    assert (raised == (found.warnings[:, ROWS] & applies)).all()
    assert warned.texts == tuple(f"{name}: {each.id}" for each in one.warnings)


def told(values: Any, applies: Any) -> list[object]:
    """The values, None where the method does not apply."""
    plain = values.tolist() if isinstance(values, np.ndarray) else values
    return [value if is_told else None for value, is_told in zip(plain, applies, strict=True)]
