"""The spans of many pairs are those that each pair has by itself."""

from __future__ import annotations

import numpy as np
import pytest

from causality.batch.measures import measures
from causality.case.dates import DAY, OPEN_HI, OPEN_LO
from causality.findings.facts import TABLES, Facts, facts_from_rows
from tests.findings.random_facts import random_facts

STOP = TABLES["episode"]["kind"].codes.index("stop")
POSSIBLE = TABLES["episode"]["certainty"].codes.index("possible")


def until_improved(facts: Facts, pair: int) -> tuple[float | None, float | None]:
    """From the first stop to the improvement, episode by episode."""
    table = facts.arrays["episode"]
    stops = [
        row for row, of in enumerate(table["pair"]) if of == pair and table["kind"][row] == STOP
    ]
    if not stops:
        return None, None
    if all(table["certainty"][row] != POSSIBLE for row in stops):
        when = {
            row: (table["action_after_onset_lo"][row], table["action_after_onset_hi"][row])
            for row in stops
        }
        stops = [row for row in stops if when[row] == min(when.values())]
    lo = int(min(table["improved_after_lo"][row] for row in stops))
    hi = int(max(table["improved_after_hi"][row] for row in stops))
    return in_days(lo), in_days(hi)


def in_days(minutes: int) -> float | None:
    return None if minutes in {OPEN_LO, OPEN_HI} else minutes / DAY


@pytest.mark.parametrize("seed", range(3))
def test_an_improvement_counts_from_all_that_may_be_the_first_stop(seed: int) -> None:
    facts = random_facts(seed, 1_500)
    rows = np.flatnonzero(np.arange(facts.n) % 3 != 0)
    found = measures(facts, rows)
    told = [found[f"time_from_stop_to_improvement_{side}"].to_pylist() for side in ("from", "to")]
    wanted = [until_improved(facts, pair) for pair in rows.tolist()]
    assert list(zip(*told, strict=True)) == wanted
    assert sum(lo is not None for lo, _ in wanted) > 50


def test_of_stops_with_one_lower_bound_the_narrower_is_the_first() -> None:
    stop = {"pair": 0, "kind": "stop", "certainty": "certain"}
    rows = [
        {**stop, "action_after_onset": (0, 20), "improved_after": (DAY, DAY)},
        {**stop, "action_after_onset": (0, 10), "improved_after": (3 * DAY, 4 * DAY)},
    ]
    found = measures(facts_from_rows({"pair": [{}], "episode": rows}), np.arange(1))
    assert found["time_from_stop_to_improvement_from"].to_pylist() == [3.0]
    assert found["time_from_stop_to_improvement_to"].to_pylist() == [4.0]


def test_times_to_onset_are_told_in_days() -> None:
    facts = random_facts(1, 200)
    found = measures(facts, np.arange(facts.n))
    spans = {"time_to_onset": "onset_after_start", "time_from_last_dose": "onset_after_last_dose"}
    for name, column in spans.items():
        for side, bounds in zip(("from", "to"), facts.span(column), strict=True):
            assert found[f"{name}_{side}"].to_pylist() == [in_days(one) for one in bounds.tolist()]
