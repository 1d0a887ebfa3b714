"""The differential of many events at once, as columns: what ``differentials`` says of every drug.

The same functions weigh one event and a million; nothing is rounded, and no event moves another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
from causality.network.differential.shares import group_shares, withheld
from causality.network.differential.split import of_events, without_others
from causality.network.differential.sums import added
from causality.network.differential.weigh import normalised, weigh

__all__ = ["ShareColumns", "share_columns"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ShareColumns:
    """Shares of the drugs of many events, at the numbers of the model.

    One row for each row of ``member``: ``share``, ``prior``, the bounds ``low`` and ``high`` that
    dates and open findings leave, ``abstain`` (a place in ``WITHHELD``) and ``excluded`` (a place
    in ``because``), both -1 for none. One for each event: ``log_evidence`` (ln P(evidence), times
    as densities per day), ``event_real`` (the probability that it took place) and ``unexplained``
    (the share of causes that nobody names).
    """

    share: Floats
    prior: Floats
    low: Floats
    high: Floats
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
    of_members = {name: np.empty(len(members), dtype) for name, dtype in _OF_MEMBERS.items()}
    of_events_ = {name: np.empty(events.n) for name in _OF_EVENTS}
    for place in np.unique(domains).tolist():
        here = domains == place
        told = (facts, findings, events)
        if not here.all():
            told = (facts, findings, of_events(events, np.flatnonzero(here)))
            if 2 * np.count_nonzero(here[members]) < facts.n:
                told = without_others(*told)
        each, whole = _weighed(*told, chosen, domain_at(place, chosen))
        for name, values in of_members.items():
            values[here[members]] = each[name]
        for name, values in of_events_.items():
            values[here] = whole[name]
    of_members["abstain"][excluded >= 0] = -1
    return ShareColumns(**of_members, excluded=excluded, because=because, **of_events_)


_OF_MEMBERS = {
    **dict.fromkeys(("share", "prior", "low", "high"), np.float64),
    "abstain": np.int8,
}
_OF_EVENTS = ("log_evidence", "event_real", "unexplained")

Columns = dict[str, NDArray[Any]]


def _weighed(
    facts: Facts, findings: Findings, events: EventFacts, model: Model, domain: Domain
) -> tuple[Columns, Columns]:
    """The columns of the drugs and of the events of one domain."""
    point = np.zeros((1, model.numbers.columns)), np.zeros((1, domain.numbers.columns + 1))
    evidence = gather(facts, findings, events, model, domain, *point)
    weights = weigh(events, evidence)
    told = group_shares(events, evidence, weights, involvements(events))
    real, causes = evidence.real[0], evidence.causes
    sure = np.zeros(len(told.share))
    reason = withheld(model, real[events.events("member")], told.share, told.prior, sure)
    unnamed = np.flatnonzero(causes.kind == BACKGROUND)
    shares = normalised(causes, events.n, weights.log)[0, unnamed]
    return (
        {
            "share": told.share,
            "prior": told.prior,
            "low": told.low,
            "high": told.high,
            "abstain": reason,
        },
        {
            "log_evidence": weights.total[0],
            "event_real": real,
            "unexplained": added(causes.event[unnamed], events.n, shares),
        },
    )


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
