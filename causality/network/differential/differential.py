"""The differential of every event of a record: shares, intervals, ranges, reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts
from causality.findings.derive import Findings
from causality.findings.facts import Facts
from causality.network.differential.candidates import BACKGROUND
from causality.network.differential.chain import chain
from causality.network.differential.domain import Domain, domain_at
from causality.network.differential.draws import drawn
from causality.network.differential.evidence import Evidence, gather
from causality.network.differential.model import Model
from causality.network.differential.names import (
    candidate_names,
    exclusions,
    involved,
    prior_sources,
)
from causality.network.differential.ranges import share_ranges
from causality.network.differential.read import differential_model
from causality.network.differential.result import (
    DECIBANS,
    Abstention,
    CandidateShare,
    Differential,
    EntityShare,
    Excluded,
    Interval,
    Involvement,
    Weight,
)
from causality.network.differential.split import of_event, of_pairs
from causality.network.differential.unrolled import Unrolled, unrolled
from causality.network.differential.weigh import Weights, logsumexp, normalised, weigh

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
    """What is computed of one event before it is put into words."""

    event: EventFacts
    model: Model
    domain: Domain
    evidence: Evidence
    weights: Weights
    shares: Floats
    prior: Floats
    drawn: Floats

    @property
    def real(self) -> float:
        """Probability that the event took place."""
        return float(self.evidence.real[0, 0])


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
    shares = normalised(causes, 1, weights.log)[0]
    samples = shares[None]
    if intervals:
        eps = (drawn(model.numbers.columns), drawn(domain.numbers.columns + 1, 1))
        around, found = _weighed(facts, findings, event, model, domain, eps)
        samples = normalised(around.causes, 1, found.log)
    prior = normalised(causes, 1, weights.prior)[0]
    work = _Work(event, model, domain, evidence, weights, shares, prior, samples)
    lumped = causes.kind == BACKGROUND
    groups = [np.arange(causes.n) == row for row in np.flatnonzero(~lumped)] + [lumped]
    parts = [involved(event, causes, member) for member in range(len(event.events("member")))]
    whole = np.array(groups + parts).reshape(-1, causes.n)
    low, high = share_ranges(event, evidence, shares, whole)
    ranges = tuple(zip(low.tolist(), high.tolist(), strict=True))
    told = chain(facts, findings, event, evidence, groups) if reasons else [() for _ in groups]
    candidates = _candidates(work, groups, ranges, told, exclusions(facts, findings, event, causes))
    return Differential(
        event=event.labels["event"][0],
        window_days=float(evidence.windows[0, 0]),
        candidates=candidates,
        involvements=tuple(
            _involvement(work, member, group, ranges[len(groups) + member], candidates)
            for member, group in enumerate(parts)
        ),
        entities=_entities(domain, weights),
        event_real=work.real,
        log_evidence=float(weights.total[0, 0]),
        domain=domain.id or None,
    )


def _candidates(
    work: _Work,
    groups: list[NDArray[np.bool_]],
    ranges: Sequence[Interval],
    told: Sequence[tuple[Weight, ...]],
    excluded: Sequence[Excluded | None],
) -> tuple[CandidateShare, ...]:
    causes = work.evidence.causes
    names = candidate_names(work.event, causes)
    sources = prior_sources(work.event, causes, work.model)
    return tuple(
        CandidateShare(
            id=names[i].id,
            kind=names[i].kind,
            title=names[i].title,
            members=names[i].members,
            prior=_sum(work.prior, group),
            share=_sum(work.shares, group),
            interval=_interval(work, group),
            share_range=ranges[i],
            prior_of=sources[i],
            excluded=excluded[i],
            weights=told[i],
        )
        for i, group in enumerate(groups)
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


def _sum(values: Floats, group: NDArray[np.bool_]) -> float:
    total = 0.0
    for value in values[group].tolist():
        total += value
    return total


def _interval(work: _Work, group: NDArray[np.bool_]) -> Interval:
    samples = np.sort(np.where(group, work.drawn, 0.0).sum(axis=1))
    low = int(_LEVEL * len(samples))
    return float(samples[low]), float(samples[len(samples) - 1 - low])


def _involvement(
    work: _Work,
    member: int,
    group: NDArray[np.bool_],
    bounds: Interval,
    candidates: Sequence[CandidateShare],
) -> Involvement:
    share, before = _sum(work.shares, group), _sum(work.prior, group)
    interval = _interval(work, group)
    drug = work.event.labels["member"][member]
    out = next((one.excluded for one in candidates if one.members == (drug,)), None)
    return Involvement(
        drug=drug,
        event=work.event.labels["event"][0],
        share=share,
        interval=interval,
        share_range=bounds,
        prior=before,
        abstain=None if out else _abstain(work, share, before, interval),
        other_priors=_other_priors(work, group),
        reporting=tuple(
            (one.value, _reweighed(work, group, one.value)) for one in work.model.file.reporting
        ),
        excluded=out,
    )


def _other_priors(work: _Work, group: NDArray[np.bool_]) -> Mapping[str, float]:
    return {
        name: _reweighed(work, group, amount.value)
        for name, amount in work.model.file.alternative_priors.items()
    }


def _reweighed(work: _Work, group: NDArray[np.bool_], factor: float) -> float:
    """The share if the odds of every drug were ``factor`` times as high."""
    causes = work.evidence.causes
    raised = work.weights.log[0] + np.where(causes.drugs(), np.log(factor), 0.0)
    return _sum(normalised(causes, 1, raised[None])[0], group)


def _abstain(work: _Work, share: float, prior: float, interval: Interval) -> Abstention | None:
    """Why no headline share is given, or None."""
    if work.real < work.model.least_real:
        return Abstention(
            "event not established", "it is not established that the event took place"
        )
    if not 0 < prior < 1 or not 0 < share < 1:
        return None
    rules = work.model.file.abstain
    moved = abs(_log_odds(share) - _log_odds(prior)) * DECIBANS
    if moved < rules.least_move.value:
        return Abstention(
            "prior only", f"the case moved the prior by less than {rules.least_move.value:g} dB"
        )
    if interval[1] - interval[0] > rules.widest.value:
        width = round(100 * (interval[1] - interval[0]))
        most = round(100 * rules.widest.value)
        return Abstention(
            "too uncertain", f"the 90% interval is {width} points wide, more than {most}"
        )
    return None


def _log_odds(share: float) -> float:
    return float(np.log(share) - np.log1p(-share))


def _entities(domain: Domain, weights: Weights) -> tuple[EntityShare, ...]:
    if domain.file is None:
        return ()
    by_entity = logsumexp(weights.by_entity[0].T)
    shares = np.exp(by_entity - logsumexp(by_entity))
    return tuple(
        EntityShare(name, title, float(share))
        for name, title, share in zip(domain.entity_ids, domain.entity_titles, shares, strict=True)
    )
