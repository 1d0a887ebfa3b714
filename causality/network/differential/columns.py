"""The differential of many events at once, as columns: what ``differentials`` says of every drug.

The same functions weigh one event and a million; nothing is rounded, and no event moves another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts
from causality.findings.derive import Findings
from causality.findings.facts import Facts
from causality.network.differential.candidates import BACKGROUND
from causality.network.differential.domain import Domain, domain_at
from causality.network.differential.evidence import gather
from causality.network.differential.groups import involvements
from causality.network.differential.model import Model
from causality.network.differential.names import EXCLUDING, excluding
from causality.network.differential.read import differential_model
from causality.network.differential.shares import GroupShares, group_shares, withheld
from causality.network.differential.split import of_events, without_others
from causality.network.differential.sums import added
from causality.network.differential.weigh import weigh

__all__ = ["ShareColumns", "share_columns"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_AT_ONCE = 200_000
"""Causes of the background times entities, over all events that are weighed together."""


@dataclass(frozen=True, slots=True)
class ShareColumns:
    """Shares of the drugs of many events, at the numbers of the model.

    One row for each row of ``member``: ``share``, ``prior``, the bounds ``range_lo`` and
    ``range_hi`` that dates and open findings leave, ``abstain`` (a place in ``WITHHELD``) and
    ``excluded`` (a place in ``because``), both -1 for none. One for each event: ``log_evidence``
    (ln P(evidence), times as densities per day), ``event_real`` (the probability that it took
    place) and ``unexplained`` (the share of causes that nobody names).
    """

    share: Floats
    prior: Floats
    range_lo: Floats
    range_hi: Floats
    abstain: NDArray[np.int8]
    excluded: NDArray[np.int16]
    because: tuple[str, ...]
    log_evidence: Floats
    event_real: Floats
    unexplained: Floats


def share_columns(
    facts: Facts, findings: Findings, events: EventFacts, model: Model | None = None
) -> ShareColumns:
    """The shares of every drug of every event, bit for bit those of each event alone.

    ``facts`` and ``findings`` are those of the pairs that ``events`` refers to. Rows of a child
    table stand in the order of their events. Raises ModelError where a model file is wrong.
    """
    chosen = differential_model() if model is None else model
    members, domains = events.events("member"), events.column("event", "domain")
    excluded, because = _excluded(findings, events)
    found = ShareColumns(
        share=np.empty(len(members)),
        prior=np.empty(len(members)),
        range_lo=np.empty(len(members)),
        range_hi=np.empty(len(members)),
        abstain=np.empty(len(members), dtype=np.int8),
        excluded=excluded,
        because=because,
        log_evidence=np.empty(events.n),
        event_real=np.empty(events.n),
        unexplained=np.empty(events.n),
    )
    for domain, here in _parts(domains, chosen):
        told = (facts, findings, events)
        if not here.all():
            told = (facts, findings, of_events(events, np.flatnonzero(here)))
            if 2 * np.count_nonzero(here[members]) < facts.n:
                told = without_others(*told)
        _fill(found, here, _weighed(*told, chosen, domain), here[members])
    found.abstain[excluded >= 0] = -1
    return found


def _parts(domains: NDArray[np.int16], model: Model) -> Iterator[tuple[Domain, Flags]]:
    """The events of each domain, as flags; few at a time where the domain has much to weigh."""
    for place in np.unique(domains).tolist():
        domain = domain_at(place, model)
        numbers = np.flatnonzero(domains == place)
        most = max(_AT_ONCE // (len(domain.rival_ids) * len(domain.entity_ids)), 1)
        for first in range(0, len(numbers), most):
            here = np.zeros(len(domains), dtype=np.bool_)
            here[numbers[first : first + most]] = True
            yield domain, here


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What is computed of events of one domain."""

    told: GroupShares
    abstain: NDArray[np.int8]
    log_evidence: Floats
    event_real: Floats
    unexplained: Floats


def _weighed(
    facts: Facts, findings: Findings, events: EventFacts, model: Model, domain: Domain
) -> _Weighed:
    point = np.zeros((1, model.numbers.columns)), np.zeros((1, domain.numbers.columns + 1))
    evidence = gather(facts, findings, events, model, domain, *point)
    weights = weigh(events, evidence)
    told = group_shares(events, evidence, weights, involvements(events))
    real, causes = evidence.real[0], evidence.causes
    sure = np.zeros(len(told.share))
    unnamed = np.flatnonzero(causes.kind == BACKGROUND)
    return _Weighed(
        told,
        withheld(model, real[events.events("member")], told.share, told.prior, sure),
        weights.total[0],
        real,
        added(causes.event[unnamed], events.n, told.each[unnamed]),
    )


def _fill(found: ShareColumns, here: Flags, weighed: _Weighed, members: Flags) -> None:
    """Put the shares of some events, and of their drugs, where they belong."""
    told = weighed.told
    found.share[members], found.prior[members] = told.share, told.prior
    found.range_lo[members], found.range_hi[members] = told.low, told.high
    found.abstain[members] = weighed.abstain
    found.log_evidence[here] = weighed.log_evidence
    found.event_real[here] = weighed.event_real
    found.unexplained[here] = weighed.unexplained


def _excluded(findings: Findings, events: EventFacts) -> tuple[NDArray[np.int16], tuple[str, ...]]:
    """For each drug the place of the sentence that says why it takes no part, or -1."""
    pairs = events.column("member", "pair")
    which = excluding(findings, pairs)
    found = np.full(len(pairs), -1, dtype=np.int16)
    because: list[str] = []
    for place, name in enumerate(EXCLUDING):
        rows = np.flatnonzero(which == place)
        for rule in np.unique(findings.rule(name)[pairs[rows]]).tolist():
            same = rows[findings.rule(name)[pairs[rows]] == rule]
            sentence = findings.because(name, int(pairs[same[0]]))
            if sentence not in because:
                because.append(sentence)
            found[same] = because.index(sentence)
    return found, tuple(because)
