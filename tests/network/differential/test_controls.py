"""Made-up databases in which the truth is known: shares are calibrated, controls stay at the prior.

Each event is drawn from the model itself: a cause, the natural course, whether the record is
sound, and every finding of one drug by its row.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from causality.findings.causes.event_facts import event_facts
from causality.findings.derive import Findings, derive
from causality.findings.facts import Facts, facts_from_rows
from causality.network.differential.domain import domain_at
from causality.network.differential.model import Block
from causality.network.differential.read import differential_model
from causality.network.differential.weigh import normalised
from causality.vocabulary import VOCABULARY
from tests.network.differential.random_events import Drawn, weighed

MODEL = differential_model()
EVENTS = 20_000
PRIOR = 0.3
ERRORS = 4.5
"""Standard errors that a mean may be off: once in 150,000 runs by chance, and the seed is fixed."""


class Base(NamedTuple):
    """Made-up events: what caused them, and what was found."""

    by_drug: NDArray[np.bool_]
    findings: Findings
    facts: Facts

    def shares(self) -> NDArray[np.float64]:
        """The share of the drug in every event."""
        odds = PRIOR / (1 - PRIOR)
        rows: dict[str, list[dict[str, Any]]] = {
            "event": [{} for _ in range(EVENTS)],
            "member": [{"event": i, "pair": i, "odds": odds} for i in range(EVENTS)],
        }
        labels = {table: [f"{table}{i}" for i in range(EVENTS)] for table in rows}
        events = event_facts(rows, labels, labels)
        drawn = Drawn(self.facts, self.findings, events, domain_at(-1, MODEL))
        evidence, weights = weighed(drawn)
        found: NDArray[np.float64] = normalised(evidence.causes, EVENTS, weights.log)[0, :EVENTS]
        return found


def choices(rng: np.random.Generator, rows: NDArray[np.float64]) -> NDArray[np.int64]:
    """One state for each row of probabilities."""
    return np.asarray((rows.cumsum(axis=1) < rng.random(len(rows))[:, None]).sum(axis=1))


def told(block: Block, states: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Masks of the finding for states of a node."""
    term = VOCABULARY[block.reads]
    bits = np.array([term.bit(state) for state in block.states], dtype=np.uint32)
    return bits[states]


@cache
def base(seed: int, share: float = PRIOR) -> Base:
    """Events of which the drug caused a share; two in three findings are on record."""
    rng = np.random.default_rng(seed)
    by_drug = rng.random(EVENTS) < share
    course = rng.choice(len(MODEL.natural_states), EVENTS, p=MODEL.natural.values)
    sound = rng.random(EVENTS) < MODEL.quality.values[MODEL.record_states.index("sound")]
    heard = (by_drug & sound).astype(np.int64)
    facts = facts_from_rows({"pair": [{"lingering": (0, 0)} for _ in range(EVENTS)]})
    masks = {name: np.full(EVENTS, 1, dtype=np.uint32) for name in VOCABULARY}
    for block in (*MODEL.drug, *MODEL.event):
        if "reported otherwise" in block.states:
            continue
        rows = block.rows.values[heard]
        if rows.ndim == 3:
            rows = rows[np.arange(EVENTS), course]
        seen = told(block, choices(rng, rows))
        masks[block.reads] = np.where(rng.random(EVENTS) < 2 / 3, seen, np.uint32(1))
    reads = MODEL.file.natural_course.reads
    right = MODEL.said_right.values[0]
    said = np.full((EVENTS, len(MODEL.natural_states)), (1 - right) / 3)
    said[np.arange(EVENTS), course] = right
    said = np.where(sound[:, None], said, 1 / len(MODEL.natural_states))
    bits = np.array([VOCABULARY[reads].bit(one) for one in MODEL.natural_states], dtype=np.uint32)
    masks[reads] = np.where(rng.random(EVENTS) < 1 / 2, bits[choices(rng, said)], np.uint32(1))
    return Base(by_drug, replace(derive(facts), masks=masks), facts)


def assert_near(values: NDArray[np.float64], expected: float) -> None:
    error = values.std() / np.sqrt(len(values))
    assert values.mean() == pytest.approx(expected, abs=ERRORS * error)


def test_the_mean_share_of_a_database_is_the_prior() -> None:
    assert_near(base(1).shares(), PRIOR)


def test_of_events_with_some_share_that_share_was_caused_by_the_drug() -> None:
    told_ = base(1)
    shares = told_.shares()
    for low in np.arange(0, 1, 0.1).tolist():
        there = (shares >= low) & (shares < low + 0.1)
        if there.sum() > 100:
            assert_near(told_.by_drug[there] - shares[there], 0.0)
    assert shares[told_.by_drug].mean() > 0.5
    assert shares[~told_.by_drug].mean() < 0.2


def test_a_placebo_arm_has_the_prior_odds_on_average_and_lower_shares() -> None:
    """Without the drug the mean likelihood ratio is one, whatever the evidence."""
    shares = base(2, 0.0).shares()
    ratio = shares / (1 - shares) * (1 - PRIOR) / PRIOR
    assert_near(ratio, 1.0)
    assert shares.mean() < PRIOR


def test_findings_of_another_patient_leave_the_mean_share_near_the_prior() -> None:
    told_ = base(3)
    order = np.random.default_rng(4).permutation(EVENTS)
    drug = {block.reads for block in MODEL.drug}
    masks = {
        name: mask[order] if name in drug else mask for name, mask in told_.findings.masks.items()
    }
    shares = told_._replace(findings=replace(told_.findings, masks=masks)).shares()
    assert shares.mean() == pytest.approx(PRIOR, abs=0.01)
    # The permuted share no longer follows the truth.
    found = np.corrcoef(shares, told_.by_drug)[0, 1]
    assert found < 0.5 * np.corrcoef(told_.shares(), told_.by_drug)[0, 1]
