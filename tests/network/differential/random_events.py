"""Facts of events at random from a seed, over facts of pairs at random; and a tiny domain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from causality.datafile import load_document, validate
from causality.errors import ModelError
from causality.findings.causes.domain_schema import DomainFile
from causality.findings.causes.event_facts import PARTS, STATUS, EventFacts, event_facts
from causality.findings.derive import Findings, derive
from causality.findings.facts import Facts
from causality.network.differential.domain import Domain, compile_domain, domain_at
from causality.network.differential.evidence import Evidence, gather
from causality.network.differential.read import differential_model
from causality.network.differential.weigh import Weights, normalised, weigh
from causality.vocabulary import VOCABULARY
from tests.findings.random_facts import random_facts

__all__ = [
    "DOMAINS",
    "Drawn",
    "drawn",
    "rebuilt",
    "set_finding",
    "shares",
    "tiny_domain",
    "weighed",
]

Row = dict[str, Any]

TINY = Path(__file__).with_name("tiny.yaml")


@cache
def tiny_domain() -> Domain:
    """Two entities, two rivals, two signs: small enough to be followed by hand."""
    document = load_document(TINY, ModelError, name=TINY.name)
    return compile_domain(validate(document, DomainFile, ModelError), differential_model())


@cache
def _domain(name: str) -> Domain:
    if name == "tiny":
        return tiny_domain()
    return domain_at(0 if name == "leukoencephalopathy" else -1, differential_model())


DOMAINS = ("none", "tiny", "leukoencephalopathy")


class Drawn(NamedTuple):
    """Events of one domain with everything the differential reads of them."""

    facts: Facts
    findings: Findings
    events: EventFacts
    domain: Domain

    def point(self) -> tuple[Evidence, Weights]:
        """Their weights at the model's own numbers."""
        return weighed(self)


def weighed(drawn_: Drawn) -> tuple[Evidence, Weights]:
    """The weights of all candidates at the model's own numbers, all events at once."""
    model = differential_model()
    evidence = gather(
        drawn_.facts,
        drawn_.findings,
        drawn_.events,
        model,
        drawn_.domain,
        np.zeros((1, model.numbers.columns)),
        np.zeros((1, drawn_.domain.numbers.columns + 1)),
    )
    return evidence, weigh(drawn_.events, evidence)


def shares(given: Drawn) -> dict[str, float]:
    """The shares of one event by label; what no label covers is ``unexplained``."""
    evidence, weights = weighed(given)
    found = normalised(evidence.causes, 1, weights.log)[0].tolist()
    labels = [
        label
        for table in ("member", "joint", "rival")
        for label in given.events.labels.get(table, ())
    ]
    named = dict(zip(labels, found, strict=False))
    return {**named, "unexplained": sum(found[len(labels) :])}


def rebuilt(given: Drawn, change: Callable[[dict[str, list[Row]]], None]) -> Drawn:
    """The same events after ``change`` to their rows; rows that are added come last."""
    rows = {
        table: [
            dict(zip(columns, values, strict=True))
            for values in zip(*(array.tolist() for array in columns.values()), strict=True)
        ]
        for table, columns in given.events.arrays.items()
    }
    change(rows)
    labels = {
        table: [*names, *(f"{table}{i}" for i in range(len(names), len(rows[table])))]
        for table, names in given.events.labels.items()
    }
    for table, found in rows.items():
        labels.setdefault(table, [f"{table}{i}" for i in range(len(found))])
    return given._replace(events=event_facts(rows, labels, labels))


def set_finding(given: Drawn, name: str, pair: int, *values: str) -> Drawn:
    """The same events with one finding of one pair read otherwise."""
    mask = given.findings.mask(name).copy()
    mask[pair] = VOCABULARY[name].bit(*values)
    findings = replace(given.findings, masks={**given.findings.masks, name: mask})
    return given._replace(findings=findings)


def drawn(seed: int, events: int, domain: str | None = None) -> Drawn:
    """So many events; each domain in turn where none is named."""
    rng = np.random.default_rng([seed, 4])
    chosen = DOMAINS[seed % len(DOMAINS)] if domain is None else domain
    sizes = rng.choice([0, 1, 2, 3, 4], events, p=[0.05, 0.4, 0.3, 0.15, 0.1])
    pairs = int(sizes.sum())
    facts = random_facts(seed, max(pairs, 1))
    teller = _Teller(rng, _domain(chosen))
    firsts = [0, *np.cumsum(sizes).tolist()]
    for number, (first, last) in enumerate(pairwise(firsts)):
        teller.event(number, range(first, last), 0 if chosen == "leukoencephalopathy" else -1)
    told = event_facts(teller.rows, teller.labels, teller.labels)
    return Drawn(facts, derive(facts), told, teller.domain)


class _Teller:
    """Makes up the rows of one event after the other."""

    def __init__(self, rng: np.random.Generator, domain: Domain) -> None:
        self.rng, self.domain = rng, domain
        self.rows: dict[str, list[Row]] = {}
        self.labels: dict[str, list[str]] = {}

    def event(self, number: int, pairs: range, domain: int) -> None:
        self.add("event", {"domain": domain}, f"e{number}")
        members = [self.member(number, pair) for pair in pairs]
        if members:
            for _ in range(self.few(2)):
                self.joint(number, members)
        for _ in range(self.few(4)):
            self.rival(number)
        if self.domain.file is not None:
            signs = len(self.domain.sign_titles)
            for sign in self.rng.permutation(signs)[: self.few(signs)].tolist():
                self.add("sign", {"event": number, "sign": sign}, self.domain.sign_titles[sign])
            for raised in range(len(self.domain.raises)):
                if self.rng.random() < 0.1:
                    self.add("condition", {"event": number, "raises": raised}, f"c{raised}")

    def add(self, table: str, row: Row, label: str) -> int:
        rows = self.rows.setdefault(table, [])
        rows.append(row)
        self.labels.setdefault(table, []).append(label)
        return len(rows) - 1

    def few(self, most: int) -> int:
        return min(int(self.rng.exponential(0.9)), most)

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def member(self, number: int, pair: int) -> int:
        row: Row = {"event": number, "pair": pair}
        if self.chance(0.3):
            row["odds"] = float(np.exp(self.rng.normal(-1, 2)))
            row["odds_sigma"] = float(self.rng.random())
            if self.chance(0.5):
                row["window"] = float(self.rng.choice([1.0, 30.0, 365.0]))
        if self.domain.file is not None:
            row["profile"] = int(self.rng.integers(-1, len(self.domain.file.profiles)))
        if self.chance(0.3):
            row["status"] = int(self.rng.integers(0, len(STATUS)))
        if self.chance(0.5):
            row |= self.density()
        return self.add("member", row, f"d{pair}")

    def density(self) -> Row:
        """A mixture of lognormals and Weibulls."""
        parts = int(self.rng.integers(1, PARTS + 1))
        weights = self.rng.dirichlet(np.ones(parts))
        found: Row = {}
        for i in range(parts):
            lognormal = self.chance(0.6)
            found[f"kind_{i}"] = 1 if lognormal else 2
            found[f"weight_{i}"] = float(weights[i])
            found[f"a_{i}"] = float(self.rng.normal(2, 2) if lognormal else self.rng.gamma(3) + 0.3)
            found[f"b_{i}"] = float(self.rng.gamma(2) + 0.2 if lognormal else self.rng.gamma(2) * 9)
        return found

    def joint(self, number: int, members: list[int]) -> None:
        first = int(self.rng.choice(members))
        row = {"event": number, "first": first, "established": int(self.rng.integers(-1, 2))}
        others = [member for member in members if member != first]
        if others and self.chance(0.6):
            second = int(self.rng.choice(others))
            label = f"{self.labels['member'][first]}+{self.labels['member'][second]}"
            kind = 0
        else:
            second, kind = -1, 1
            label = f"{self.labels['member'][first]}+c"
        if label not in self.labels.get("joint", ()):
            self.add("joint", {**row, "kind": kind, "second": second}, label)

    def rival(self, number: int) -> None:
        known = len(self.domain.rival_ids) - 1
        rival = int(self.rng.integers(0, known)) if known and self.chance(0.7) else -1
        entity = int(self.domain.rival_entity[rival]) if rival >= 0 else -1
        row = {"event": number, "rival": rival, "entity": entity}
        row["status"] = int(self.rng.integers(-1, len(STATUS)))
        row["present"] = int(self.rng.choice([-1, 0, 1], p=[0.6, 0.2, 0.2]))
        place = self.add("rival", row, f"a{len(self.rows.get('rival', ()))}")
        for _ in range(self.few(3)):
            test: Row = {"event": number, "rival": place, "entity": entity}
            test["result"] = int(self.chance(0.4))
            for name in ("sensitivity", "specificity"):
                test[name] = float(self.rng.uniform(0.05, 0.99))
                test[f"{name}_sigma"] = float(self.rng.random())
            self.add("test", test, "t")
