"""The differential of every event of a record: shares, intervals, ranges, reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts
from causality.findings.derive import Findings
from causality.findings.facts import Facts
from causality.network.differential.chain import chain
from causality.network.differential.domain import Domain, domain_at
from causality.network.differential.draws import drawn
from causality.network.differential.evidence import Evidence, gather
from causality.network.differential.groups import Groups, by_name, involvements
from causality.network.differential.model import Model
from causality.network.differential.names import (
    candidate_names,
    exclusions,
    prior_sources,
)
from causality.network.differential.read import differential_model
from causality.network.differential.result import (
    Abstention,
    CandidateShare,
    Differential,
    EntityShare,
    Excluded,
    Interval,
    Involvement,
    Weight,
)
from causality.network.differential.shares import (
    WITHHELD,
    GroupShares,
    group_shares,
    withheld,
)
from causality.network.differential.split import of_event, of_pairs
from causality.network.differential.sums import logsumexp
from causality.network.differential.unrolled import Unrolled, unrolled
from causality.network.differential.weigh import Weights, normalised, weigh

__all__ = ["differentials", "unrolled_of"]

Floats = NDArray[np.float64]

_LEVEL = 0.05


def differentials(
    facts: Facts,
    findings: Findings,
    events: EventFacts,
    model: Model | None = None,
    *,
    intervals: bool = True,
    reasons: bool = True,
) -> tuple[Differential, ...]:
    """The differential of each event, in the order of ``events``.

    ``facts`` and ``findings`` are those of the pairs that ``events`` refers to. Without
    ``intervals`` each interval is the share itself; without ``reasons`` no weights are given.
    Raises ModelError where a model file is wrong.
    """
    chosen = differential_model() if model is None else model
    return tuple(
        _one(
            facts,
            findings,
            of_event(events, number),
            chosen,
            intervals=intervals,
            reasons=reasons,
        )
        for number in range(events.n)
    )


def unrolled_of(
    facts: Facts,
    findings: Findings,
    events: EventFacts,
    number: int,
    model: Model | None = None,
) -> Unrolled:
    """Event ``number`` as an ordinary network at the model's own numbers."""
    chosen = differential_model() if model is None else model
    facts, findings, event = of_pairs(facts, findings, of_event(events, number))
    domain = domain_at(int(event.column("event", "domain")[0]), chosen)
    evidence = gather(facts, findings, event, chosen, domain, *_point(chosen, domain))
    return unrolled(findings, event, chosen, domain, evidence)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is computed of one event before it is put into words.

    The groups are the candidates by name, then the involvements; ``drawn`` are their shares under
    each draw, [draws, groups].
    """

    event: EventFacts
    model: Model
    domain: Domain
    evidence: Evidence
    weights: Weights
    groups: Groups
    told: GroupShares
    drawn: Floats

    @property
    def real(self) -> float:
        """Probability that the event took place."""
        return float(self.evidence.real[0, 0])

    def interval(self, group: int) -> Interval:
        """The 90% interval of one group."""
        samples = np.sort(self.drawn[:, group])
        low = int(_LEVEL * len(samples))
        return float(samples[low]), float(samples[len(samples) - 1 - low])

    def reweighed(self, factor: float) -> list[float]:
        """The shares if the odds of every drug were ``factor`` times as high."""
        causes = self.evidence.causes
        raised = self.weights.log[0] + np.where(causes.drugs(), np.log(factor), 0.0)
        found: list[float] = self.groups.sums(normalised(causes, 1, raised[None])[0]).tolist()
        return found


def _one(
    facts: Facts,
    findings: Findings,
    event: EventFacts,
    model: Model,
    *,
    intervals: bool,
    reasons: bool,
) -> Differential:
    facts, findings, event = of_pairs(facts, findings, event)
    domain = domain_at(int(event.column("event", "domain")[0]), model)
    evidence, weights = _weighed(facts, findings, event, model, domain, _point(model, domain))
    causes = evidence.causes
    named = by_name(causes, 1)
    groups = named.and_then(involvements(event))
    told = group_shares(event, evidence, weights, groups)
    samples = told.share[None]
    if intervals:
        eps = (drawn(model.numbers.columns), drawn(domain.numbers.columns + 1, 1))
        around, found = _weighed(facts, findings, event, model, domain, eps)
        samples = groups.sums(normalised(around.causes, 1, found.log))
    work = _Work(event, model, domain, evidence, weights, groups, told, samples)
    flags = list(named.flags(causes.n))
    reached = chain(facts, findings, event, evidence, flags) if reasons else [() for _ in flags]
    candidates = _candidates(work, reached, exclusions(facts, findings, event, causes))
    return Differential(
        event=event.labels["event"][0],
        window_days=float(evidence.windows[0, 0]),
        candidates=candidates,
        involvements=tuple(_involvements(work, candidates)),
        entities=_entities(domain, weights),
        event_real=work.real,
        log_evidence=float(weights.total[0, 0]),
        domain=domain.id or None,
    )


def _candidates(
    work: _Work,
    reached: Sequence[tuple[Weight, ...]],
    excluded: Sequence[Excluded | None],
) -> tuple[CandidateShare, ...]:
    causes, told = work.evidence.causes, work.told
    names = candidate_names(work.event, causes)
    sources = prior_sources(work.event, causes, work.model)
    return tuple(
        CandidateShare(
            id=name.id,
            kind=name.kind,
            title=name.title,
            members=name.members,
            prior=float(told.prior[i]),
            share=float(told.share[i]),
            interval=work.interval(i),
            share_range=(float(told.low[i]), float(told.high[i])),
            prior_of=sources[i],
            excluded=excluded[i],
            weights=reached[i],
        )
        for i, name in enumerate(names)
    )


def _point(model: Model, domain: Domain) -> tuple[Floats, Floats]:
    """The draw of zeros: every number as the model has it."""
    return np.zeros((1, model.numbers.columns)), np.zeros((1, domain.numbers.columns + 1))


def _weighed(
    facts: Facts,
    findings: Findings,
    event: EventFacts,
    model: Model,
    domain: Domain,
    eps: tuple[Floats, Floats],
) -> tuple[Evidence, Weights]:
    evidence = gather(facts, findings, event, model, domain, *eps)
    return evidence, weigh(event, evidence)


def _involvements(work: _Work, candidates: Sequence[CandidateShare]) -> Iterator[Involvement]:
    told, drugs = work.told, work.event.labels.get("member", ())
    intervals = [work.interval(len(candidates) + member) for member in range(len(drugs))]
    own = slice(len(candidates), None)
    width = np.array([high - low for low, high in intervals])
    real = np.full(len(drugs), work.real)
    reason = withheld(work.model, real, told.share[own], told.prior[own], width).tolist()
    file = work.model.file
    others = {name: work.reweighed(one.value) for name, one in file.alternative_priors.items()}
    reporting = [(one.value, work.reweighed(one.value)) for one in file.reporting]
    for member, drug in enumerate(drugs):
        group = len(candidates) + member
        out = next((one.excluded for one in candidates if one.members == (drug,)), None)
        yield Involvement(
            drug=drug,
            event=work.event.labels["event"][0],
            share=float(told.share[group]),
            interval=intervals[member],
            share_range=(float(told.low[group]), float(told.high[group])),
            prior=float(told.prior[group]),
            abstain=None if out else _abstention(work.model, reason[member], float(width[member])),
            other_priors={name: shares[group] for name, shares in others.items()},
            reporting=tuple((factor, shares[group]) for factor, shares in reporting),
            excluded=out,
        )


def _abstention(model: Model, reason: int, width: float) -> Abstention | None:
    """Why no headline share is given, in words."""
    if reason < 0:
        return None
    rules = model.file.abstain
    texts = (
        "it is not established that the event took place",
        f"the case moved the prior by less than {rules.least_move.value:g} dB",
        (
            f"the 90% interval is {round(100 * width)} points wide, "
            f"more than {round(100 * rules.widest.value)}"
        ),
    )
    return Abstention(WITHHELD[reason], texts[reason])


def _entities(domain: Domain, weights: Weights) -> tuple[EntityShare, ...]:
    if domain.file is None:
        return ()
    by_entity = logsumexp(weights.by_entity[0].T)
    shares = np.exp(by_entity - logsumexp(by_entity))
    return tuple(
        EntityShare(name, title, float(share))
        for name, title, share in zip(domain.entity_ids, domain.entity_titles, shares, strict=True)
    )
