"""Elimination orders: complete, repeatable, and better for having been searched."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from causality.network.engine import compiled
from causality.network.exchange import load_network
from causality.network.order import best_order, common_order, improved, min_fill, stored_order
from causality.network.question import bits, question
from causality.network.schedule import Scheduler
from tests.network.samples import asia, bundled, random_network


def test_min_fill_eliminates_everything_but_the_target_once() -> None:
    for seed in range(20):
        network = random_network(np.random.default_rng(seed), 8)
        asked = question(network, "n3", missable=["n1", "n5"], known=["n2"])
        assert sorted(min_fill(asked)) == list(bits(asked.to_eliminate))
        assert asked.names.index("n2") not in min_fill(asked)


def test_a_tree_is_eliminated_without_a_new_edge() -> None:
    # In a chain each end has one neighbour; the middle would join its two.
    network = asia().above(["xray"])
    asked = question(network, "tub", missable=["xray"])
    first = asked.names[min_fill(asked)[0]]
    assert first in {"asia", "smoke", "xray"}


@pytest.mark.parametrize("name", ["alarm", "hepar2"])
def test_the_search_finds_something_cheaper(name: str) -> None:
    network = bundled(name)
    findings = network.names[::3]
    asked = question(network, network.names[1], missable=findings)
    scheduler = Scheduler(asked)
    start = min_fill(asked)
    found = improved(asked, start, moves=200)
    assert sorted(found) == sorted(start)
    assert scheduler.schedule(found).cost < scheduler.schedule(start).cost
    assert improved(asked, start, moves=200) == found


def test_a_stored_order_is_used_where_it_covers_the_question() -> None:
    network = replace(asia(), order=asia().names[::-1])
    asked = question(network, "lung", missable=["xray"])
    # A finding without children is no node to sum over: it picks a row of its own table.
    inner = set(asked.names) - {"lung", "xray"}
    expected = [asked.names.index(name) for name in network.order if name in inner]
    assert list(best_order(network, asked)) == expected
    partial = replace(asia(), order=("xray", "asia"))
    assert stored_order(partial, asked) is None
    by_order = compiled(network, "lung", ["xray"]).posterior({"xray": "yes"})
    searched = compiled(asia(), "lung", ["xray"]).posterior({"xray": "yes"})
    assert by_order.shares["yes"] == pytest.approx(searched.shares["yes"], abs=1e-14)


def test_the_shipped_orders_are_stored_for_every_target() -> None:
    network = load_network("ufpn")
    for name in ("Definite", "Probable", "Possible", "Conditional"):
        asked = question(network, name, missable=network.findings)
        assert stored_order(network, asked) is not None


def test_the_same_order_is_found_whatever_the_hash_seed() -> None:
    program = (
        "from tests.network.samples import asia; from causality.network.order import *; "
        "from causality.network.question import question; "
        "q = question(asia(), 'lung', missable=['xray', 'dysp', 'tub'], soft=['bronc']); "
        "print(best_order(asia(), q))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(found) == 1


def test_a_question_takes_its_part_of_the_order_of_the_whole() -> None:
    random = np.random.default_rng(8)
    for _ in range(20):
        network = random_network(random, 8)
        known = [str(name) for name in random.permutation(network.names)[:3]]
        target = next(name for name in network.names if name not in known)
        asked = question(network, target, known=known)
        order = common_order(network, asked)
        assert sorted(order) == list(bits(asked.to_eliminate))
        every = question(network, target, missable=network.names)
        names = [every.names[i] for i in common_order(network, every)]
        assert [asked.names[i] for i in order] == [
            name for name in names if name in {asked.names[i] for i in order}
        ]
