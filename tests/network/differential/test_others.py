"""Sums over groups and over the rest of their events, against sums over sets written out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray

from causality.network.differential.groups import Groups
from causality.network.differential.others import Layout, own, rest
from tests.strategies import SEEDS

Floats = NDArray[np.float64]


class Made(NamedTuple):
    """Values of candidates of several events in any order, and groups of some of them."""

    values: Floats
    event: NDArray[np.int64]
    events: int
    groups: Groups

    def sums(self, add: np.ufunc = np.add) -> tuple[Floats, Floats]:
        layout = Layout.of(self.event, self.events)
        values = self.values if add is np.add else np.log(self.values)
        in_order = values[layout.order]
        return own(in_order, self.groups, layout, add), rest(in_order, self.groups, layout, add)


def made(seed: int, most: int = 20) -> Made:
    rng = np.random.default_rng([seed, 7])
    events = int(rng.integers(1, 6))
    event = np.concatenate([np.arange(events), rng.integers(0, events, most)])
    rng.shuffle(event)
    of, rows = [], []
    groups = rng.integers(0, events, 8)
    for number, which in enumerate(groups.tolist()):
        there = np.flatnonzero(event == which)
        chosen = rng.choice(there, int(rng.integers(1, len(there) + 1)), replace=False)
        of += [number] * len(chosen)
        rows += sorted(chosen.tolist())
    values = np.exp(rng.normal(0, 20, (len(event), 2)))
    return Made(values, event, events, Groups(groups, np.array(of), np.array(rows)))


@given(SEEDS)
def test_own_and_rest_are_the_sums_over_both_sets(seed: int) -> None:
    told = made(seed, 20 if seed % 4 else 300)
    flags = told.groups.flags(len(told.event))
    mine, others = told.sums()
    for held, group, one, other in zip(flags, told.groups.event, mine, others, strict=True):
        outside = (told.event == group) & ~held
        assert one == pytest.approx(told.values[held].sum(axis=0), rel=1e-12)
        assert other == pytest.approx(told.values[outside].sum(axis=0), rel=1e-12)


@given(SEEDS)
def test_sums_of_logs_are_the_logs_of_the_sums(seed: int) -> None:
    told = made(seed, 20 if seed % 4 else 300)
    for linear, logs in zip(told.sums(), told.sums(np.logaddexp), strict=True):
        with np.errstate(divide="ignore"):
            assert logs == pytest.approx(np.log(linear), rel=1e-12, abs=1e-12)


@given(SEEDS)
def test_the_sums_of_an_event_have_the_same_bits_alone(seed: int) -> None:
    told = made(seed, 20 if seed % 4 else 300)
    together = told.sums()
    number = seed % told.events
    rows, groups = told.event == number, told.groups.event == number
    if not groups.any():
        return
    few = told.groups.only(groups)
    moved = Groups(np.zeros(few.n, dtype=np.int64), few.of, (np.cumsum(rows) - 1)[few.row])
    alone = Made(told.values[rows], np.zeros(rows.sum(), dtype=np.int64), 1, moved).sums()
    for one, other in zip(together, alone, strict=True):
        assert one[groups].tobytes() == other.tobytes()
