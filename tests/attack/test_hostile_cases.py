"""Whatever a case file holds: a verdict or a named problem, soon, and nothing else."""

from __future__ import annotations

import os

import pytest

from tests.attack.hostile import KINDS, hostile
from tests.attack.runs import feed

_RUNS = int(os.environ.get("CAUSALITY_HOSTILE_RUNS", "600"))


def test_hostile_files_end_in_a_verdict_or_a_named_problem_and_soon() -> None:
    tally = feed(range(_RUNS))
    assert tally.assessed >= 0.3 * _RUNS
    assert tally.nameless == 0
    assert tally.slowest < 2.0
    assert tally.megabytes < 200


@pytest.mark.parametrize("number", range(len(KINDS)))
def test_the_same_number_gives_the_same_file(number: int) -> None:
    assert hostile(number) == hostile(number)
