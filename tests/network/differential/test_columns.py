"""Many events at once give what each gives alone, bit for bit (laws 7 and 11)."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.findings.causes.event_facts import EventFacts
from causality.findings.derive import derive
from causality.network.differential.columns import ShareColumns, share_columns
from causality.network.differential.differential import differentials
from causality.network.differential.shares import WITHHELD
from tests.findings.random_facts import random_facts
from tests.network.differential.many import Batch, chosen, labelled, together
from tests.network.differential.random_events import drawn, rebuilt
from tests.network.differential.told import told_of_case
from tests.strategies import SEEDS

Floats = NDArray[np.float64]
Row = tuple[bytes, str | None, str | None]
Whole = tuple[Row | bytes, ...]


def bits(*numbers: float) -> bytes:
    return np.array(numbers, dtype=np.float64).tobytes()


def of_columns(found: ShareColumns, events: EventFacts) -> list[Whole]:
    """Everything that is said of each event, its drugs in their order."""
    whole: list[list[Row | bytes]] = [
        [bits(*numbers)]
        for numbers in zip(found.log_evidence, found.event_real, found.unexplained, strict=True)
    ]
    for member, event in enumerate(events.events("member").tolist()):
        row = [getattr(found, name)[member] for name in ("share", "prior", "range_lo", "range_hi")]
        withheld, out = int(found.abstain[member]), int(found.excluded[member])
        whole[event].append(
            (
                bits(*row),
                None if withheld < 0 else WITHHELD[withheld],
                None if out < 0 else found.because[out],
            )
        )
    return [tuple(one) for one in whole]


def one_by_one(batch: Batch) -> list[Whole]:
    """The same by the way of a single case."""
    events = labelled(batch.events)
    found = differentials(batch.facts, batch.findings, events, intervals=False, reasons=False)
    return [
        (
            bits(one.log_evidence, one.event_real, one.candidates[-1].share),
            *(
                (
                    bits(each.share, each.prior, *each.share_range),
                    None if each.abstain is None else each.abstain.reason,
                    None if each.excluded is None else each.excluded.because,
                )
                for each in one.involvements
            ),
        )
        for one in found
    ]


def at_once(batch: Batch) -> list[Whole]:
    return of_columns(share_columns(*batch), batch.events)


@cache
def shipped() -> Batch:
    told = [told_of_case(read_case(file)) for file in shipped_cases().values()]
    return together([Batch(one.facts, one.findings, one.events) for one in told])


@cache
def shipped_one_by_one() -> list[Whole]:
    return one_by_one(shipped())


def test_all_shipped_cases_at_once_give_what_each_gives_alone() -> None:
    found = at_once(shipped())
    assert len(found) >= len(shipped_cases())
    assert len(set(shipped().events.column("event", "domain").tolist())) > 1
    assert found == shipped_one_by_one()


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_cases_changes_no_bit(seed: int) -> None:
    order = np.random.default_rng(seed).permutation(shipped().events.n)
    found = at_once(chosen(shipped(), order))
    assert found == [shipped_one_by_one()[number] for number in order.tolist()]


@pytest.mark.parametrize("parts", [2, 7])
def test_splits_change_no_bit(parts: int) -> None:
    pieces = np.array_split(np.arange(shipped().events.n), parts)
    found = [one for piece in pieces for one in at_once(chosen(shipped(), piece))]
    assert found == shipped_one_by_one()


def random_batch(seed: int, domain: str, events: int = 8) -> Batch:
    return Batch(*drawn(seed, events, domain)[:3])


@settings(max_examples=40)
@given(SEEDS, st.sampled_from(["none", "leukoencephalopathy"]))
def test_random_events_at_once_give_what_each_gives_alone(seed: int, domain: str) -> None:
    batch = random_batch(seed, domain)
    assert at_once(batch) == one_by_one(batch)


@settings(max_examples=10)
@given(SEEDS)
def test_events_of_several_domains_give_what_each_gives_alone(seed: int) -> None:
    batch = together(
        [
            random_batch(seed, "none", 5),
            random_batch(seed + 1, "leukoencephalopathy", 2),
            random_batch(seed + 2, "none", 1),
        ]
    )
    mixed = chosen(batch, np.random.default_rng(seed).permutation(batch.events.n))
    assert at_once(mixed) == one_by_one(mixed)


def test_random_events_reach_every_reason_and_every_kind_of_candidate() -> None:
    batches = [random_batch(seed, "none", 60) for seed in range(4)]
    reasons, excluded = set(), 0
    for batch in batches:
        found = share_columns(*batch)
        reasons |= set(found.abstain.tolist())
        excluded += int((found.excluded >= 0).sum())
        assert not found.share[found.excluded >= 0].any()
    assert reasons == {-1, WITHHELD.index("event not established"), WITHHELD.index("prior only")}
    assert excluded
    assert all(len(batch.events.column("joint", "first")) for batch in batches)


def test_no_event_and_an_event_without_drugs() -> None:
    batch = random_batch(3, "none", 40)
    sizes = np.bincount(batch.events.events("member"), minlength=batch.events.n)
    empty = chosen(batch, np.flatnonzero(sizes == 0)[:1])
    found = share_columns(*empty)
    assert len(found.share) == 0
    assert at_once(empty) == one_by_one(empty)
    nothing = share_columns(*chosen(batch, np.arange(0)))
    assert len(nothing.share) == len(nothing.log_evidence) == 0


def crowd(drugs: int, joint: bool) -> Batch:  # noqa: FBT001
    """One event under so many drugs, the first of them together with each other if ``joint``."""
    facts = random_facts(11, drugs)

    def change(rows: dict[str, list[dict[str, float]]]) -> None:
        blank = rows["member"][0] | {"odds": np.nan, "window": np.nan}
        rows["member"] = [{**blank, "pair": pair} for pair in range(drugs)]
        both = {"event": 0, "kind": 0, "first": 0, "established": 1}
        rows["joint"] = [{**both, "second": other} for other in range(1, drugs if joint else 1)]

    return Batch(facts, derive(facts), rebuilt(drawn(2, 1, "none"), change).events)


@pytest.mark.parametrize("joint", [False, True])
def test_an_event_with_a_crowd_of_drugs_gives_what_it_gives_alone(joint: bool) -> None:  # noqa: FBT001
    batch = crowd(150, joint)
    assert at_once(batch) == one_by_one(batch)
    assert at_once(together([shipped(), batch]))[-1:] == one_by_one(batch)


@pytest.mark.parametrize("joint", [False, True])
def test_memory_grows_with_the_drugs_of_an_event_and_not_with_their_square(
    joint: bool,  # noqa: FBT001
) -> None:
    few, many = (peak(crowd(drugs, joint)) for drugs in (500, 4_000))
    assert many < 10 * few


def peak(batch: Batch) -> int:
    tracemalloc.start()
    share_columns(*batch)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def raised(exponent: float) -> Callable[[Floats], Floats]:
    """Powers as the package takes them: a scalar exponent of 2 or 1/2 has a loop of its own."""
    return lambda values: np.power(values, np.full_like(values, exponent))


@pytest.mark.parametrize(
    "function",
    [np.exp, np.log, np.log1p, np.expm1, raised(2.0), raised(0.5), raised(2.9)],
    ids=["exp", "log", "log1p", "expm1", "square", "root", "power"],
)
def test_a_function_gives_a_value_the_same_bits_wherever_it_stands(
    function: Callable[[Floats], Floats],
) -> None:
    """Vectors end in a remainder, which another loop might take."""
    values = np.exp(np.random.default_rng(1).normal(0, 2, 67))
    alone = [function(values[i : i + 1]).tobytes() for i in range(len(values))]
    for length in range(1, 34):
        for first in range(0, len(values) - length, 3):
            found = function(values[first : first + length])
            assert [one.tobytes() for one in found] == alone[first : first + length]
    strided = function(np.repeat(values, 3).reshape(-1, 3)[:, 1])
    assert [one.tobytes() for one in strided] == alone
