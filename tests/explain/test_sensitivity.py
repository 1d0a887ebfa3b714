"""One-way sensitivity is what comes out when a number of the model is changed and all is redone."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings

from causality.explain.numbers import domain_numbers, model_numbers
from causality.explain.sensitivity import Sensitivity, Swing, sensitivities
from causality.explain.weighed import Target, Weighed
from causality.findings.causes.event_facts import EventFacts
from causality.network.differential.domain import Domain
from causality.network.differential.evidence import gather
from causality.network.differential.model import AmountSet, Block, Model, RowSet
from causality.network.differential.weigh import normalised, weigh
from tests.explain.weighings import explained, random_weighed, shipped_events
from tests.strategies import SEEDS

M = TypeVar("M", Model, Domain)
EXAMPLES = (
    "daratumumab-leukoencephalopathy",
    "synthetic-stopped-together",
    "lopinavir-ritonavir-valproate-mania",
)


def rows_with(rows: RowSet, column: int, value: float) -> RowSet:
    """Rows in which one probability is ``value`` and the others keep their proportions."""
    values = rows.values.copy()
    for place in np.argwhere(rows.columns == column).tolist():
        *row, state = place
        at = tuple(row)
        values[at] = rows.values[at] * (1 - value) / (1 - rows.values[at][state])
        values[at][state] = value
    return replace(rows, values=values)


def with_number(model: M, column: int, value: float) -> M:
    """The model with another number in one place, as if its file said so."""
    changed: dict[str, object] = {}
    for field in fields(model):
        held = getattr(model, field.name)
        if isinstance(held, AmountSet):
            there = (held.columns == column) & (held.sigmas > 0)
            changed[field.name] = replace(held, values=np.where(there, value, held.values))
        elif isinstance(held, RowSet):
            changed[field.name] = rows_with(held, column, value)
        elif isinstance(held, tuple) and held and isinstance(held[0], Block):
            changed[field.name] = tuple(
                replace(block, rows=rows_with(block.rows, column, value)) for block in held
            )
    return replace(model, **changed)  # type: ignore[arg-type]


def share(
    weighed: Weighed,
    target: Target,
    model: Model | None = None,
    domain: Domain | None = None,
    event: EventFacts | None = None,
) -> float:
    """The share of a target, everything done again."""
    model, domain = model or weighed.model, domain or weighed.domain
    event = event or weighed.event
    eps = np.zeros((1, model.numbers.columns)), np.zeros((1, domain.numbers.columns + 1))
    evidence = gather(weighed.facts, weighed.findings, event, model, domain, *eps)
    found = normalised(evidence.causes, 1, weigh(event, evidence).log)[0]
    return float(found[target.own].sum())


def redone(weighed: Weighed, target: Target, swing: Swing, value: float) -> float | None:
    """The share with ``value`` in place of a number; None for what is no number of a file."""
    if swing.file in {"case", "tests"}:
        return None
    of_domain = {one.name: one.column for one in domain_numbers(weighed.domain)}
    of_model = {one.name: one.column for one in model_numbers(weighed.model)}
    if swing.file == weighed.domain.id or swing.name not in of_model:
        domain = with_number(weighed.domain, of_domain[swing.name], value)
        return share(weighed, target, domain=domain)
    model = with_number(weighed.model, of_model[swing.name], value)
    return share(weighed, target, model=model)


def check(weighed: Weighed, told: Sensitivity, target: Target, most: int) -> int:
    """Redo the first ``most`` numbers; how many crossings were redone."""
    crossed = 0
    for swing in told.swings[:most]:
        for value, found in zip(swing.range, swing.shares, strict=True):
            again = redone(weighed, target, swing, value)
            assert again is None or again == pytest.approx(found, abs=1e-9), swing.name
        for value in swing.crossings:
            again = redone(weighed, target, swing, value)
            if again is not None:
                assert again == pytest.approx(0.5, abs=1e-9), swing.name
                crossed += 1
    return crossed


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_share_at_both_ends_and_at_a_crossing_is_what_the_changed_model_says(name: str) -> None:
    crossed = 0
    for weighed in shipped_events(name):
        targets = {one.id: one for one in explained(weighed)}
        for told in sensitivities(weighed, tuple(targets.values())):
            assert told.share == pytest.approx(share(weighed, targets[told.target]), abs=1e-12)
            crossed += check(weighed, told, targets[told.target], 40)
    assert crossed >= 5


@given(SEEDS)
@settings(max_examples=5, deadline=None)
def test_so_it_is_in_any_event(seed: int) -> None:
    weighed = random_weighed(seed)
    targets = {one.id: one for one in explained(weighed)}
    for told in sensitivities(weighed, tuple(targets.values())):
        check(weighed, told, targets[told.target], 15)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_prior_crosses_where_it_says(name: str) -> None:
    for weighed in shipped_events(name):
        causes = weighed.evidence.causes
        for target in explained(weighed):
            (told,) = sensitivities(weighed, (target,))
            for swing in told.swings:
                if swing.file != "case" or not swing.crossings:
                    continue
                group = weighed.groups[weighed.ids.index(swing.name.removeprefix("prior odds of "))]
                log = weigh(weighed.event, weighed.evidence).log.copy()
                log[:, group] += np.log(swing.crossings[0] / swing.value)
                found = normalised(causes, 1, log)[0]
                assert found[target.own].sum() == pytest.approx(0.5, abs=1e-12)


def test_the_sensitivity_of_a_test_moves_that_test_alone() -> None:
    (weighed,) = shipped_events("daratumumab-leukoencephalopathy")
    (target,) = explained(weighed)
    event = weighed.event
    arrays = {name: dict(columns) for name, columns in event.arrays.items()}
    one: dict[str, float] = {"event": 0, "rival": -1, "entity": 1, "result": 0}
    one |= {"sensitivity": 0.8, "sensitivity_sigma": 0.4}
    one |= {"specificity": 0.95, "specificity_sigma": 0.3}
    rival: dict[str, float] = {"event": 0, "rival": -1, "entity": -1, "status": -1, "present": -1}
    one["rival"] = len(arrays["rival"]["event"])
    for table, row in (("test", one), ("rival", rival)):
        arrays[table] = {
            name: np.append(values, np.array([row[name]], dtype=values.dtype))
            for name, values in arrays[table].items()
        }
    words = {
        name: {
            **given_,
            "rival": (*given_.get("rival", ()), "other"),
            "test": (*given_.get("test", ()), "its test"),
        }
        for name, given_ in (("labels", event.labels), ("titles", event.titles))
    }
    tested = EventFacts(1, arrays, words["labels"], words["titles"], event.grounds, event.sources)
    eps = (
        np.zeros((1, weighed.model.numbers.columns)),
        np.zeros((1, weighed.domain.numbers.columns + 1)),
    )
    evidence = gather(weighed.facts, weighed.findings, tested, weighed.model, weighed.domain, *eps)
    size = evidence.causes.n
    own = evidence.causes.kind == 0
    changed = replace(
        weighed,
        event=tested,
        evidence=evidence,
        ids=(),
        titles=(),
        groups=np.zeros((0, size), dtype=np.bool_),
    )
    again = Target(target.id, target.kind, target.title, own, ~own)
    (told,) = sensitivities(changed, (again,))
    last = len(tested.labels["test"]) - 1
    found = [one for one in told.swings if one.file == "tests" and one.name.endswith("its test")]
    assert len(found) == 2
    for swing in found:
        name = swing.name.split()[0]
        for value, at in zip(swing.range, swing.shares, strict=True):
            moved = tested.arrays["test"][name].copy()
            moved[last] = value
            other = {**tested.arrays, "test": {**tested.arrays["test"], name: moved}}
            facts = replace(tested, arrays=other)
            assert share(changed, again, event=facts) == pytest.approx(at, abs=1e-9)


def test_a_number_that_no_candidate_reads_is_left_out() -> None:
    (weighed,) = shipped_events("synthetic-stopped-together")
    for told in sensitivities(weighed):
        names = {one.name for one in told.swings}
        assert not {name for name in names if name.startswith("drug.")} & {
            "drug.1.rows.0 = reaction"
        }
        assert len(names) == len(told.swings)


def test_the_numbers_that_move_a_share_most_come_first() -> None:
    (weighed,) = shipped_events("daratumumab-leukoencephalopathy")
    (told,) = sensitivities(weighed)
    widths = [swing.width for swing in told.swings]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 0.5
    first = told.swings[0]
    assert first.origin == "assumed"
    assert first.because
