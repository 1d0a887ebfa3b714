"""The weights of all candidates of many events at once: log-sum-exp over the shared states.

P(evidence, cause = c, s) = prior_c x timing_c x P(s | c) x P(shared | s) x B(s) x R_c(s): B is the
product over all blocks of their probability if their drug is not the cause, R_c the ratio of
candidate c's own blocks, s runs over entity, report quality and natural course. Sums run in the
order of the rows, so an event has the same bits alone and among others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import STATUS, EventFacts
from causality.findings.causes.names import shipped_tests
from causality.findings.causes.uncertain import odds_at
from causality.findings.derive import Findings
from causality.findings.facts import Facts
from causality.network.differential.candidates import (
    DRUG,
    JOINT,
    RIVAL,
    Candidates,
    candidates,
)
from causality.network.differential.domain import Domain
from causality.network.differential.model import Block, Model
from causality.network.differential.recovery import Recovery, recovery
from causality.network.differential.timing import Timing, timing
from causality.vocabulary import VOCABULARY

__all__ = ["Evidence", "Weights", "gather", "weigh"]

Floats = NDArray[np.float64]

OF_JOINT = ("dose", "level", "overdose", "antidote")
"""Blocks of the first drug that speak of a joint cause as of the drug itself."""


@dataclass(frozen=True, slots=True)
class PairBlock:
    """What one block says of every pair: log likelihoods, [draws, pairs, natural course].

    ``me`` if its drug is the cause, ``other`` if not; bounds of both and of their difference are
    [pairs, natural course].
    """

    id: str
    reads: str
    me: Floats
    other: Floats
    me_range: tuple[Floats, Floats]
    other_range: tuple[Floats, Floats]
    ratio_range: tuple[Floats, Floats]
    informative: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Every likelihood of the evidence, before anything is summed.

    ``blocks`` speak of pairs. ``kinds`` (id, [draws, events, 2]: another cause, a drug) and
    ``shared`` ([draws, events, states]) speak of events; ``rivals`` are (other, me) of each named
    rival, ``status`` of each drug the report names as a cause.
    """

    causes: Candidates
    timing: Timing
    blocks: tuple[PairBlock, ...]
    kinds: tuple[tuple[str, Floats], ...]
    natural_said: Floats
    information: Floats
    entities: tuple[tuple[str, Floats], ...]
    rivals: tuple[Floats, Floats]
    status: tuple[Floats, Floats]
    entity_prior: Floats
    natural_prior: Floats
    quality_prior: Floats
    real: Floats
    windows: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """Unnormalised log weights, [draws, candidates]; minus infinity where excluded.

    ``by_entity`` has a further axis of entities. ``total`` is [draws, events]: ln P(evidence) up
    to the densities of times. ``prior`` are the weights before any evidence of the case.
    """

    log: Floats
    by_entity: Floats
    total: Floats
    prior: Floats


def gather(
    facts: Facts,
    findings: Findings,
    events: EventFacts,
    model: Model,
    domain: Domain,
    eps: Floats,
    domain_eps: Floats,
) -> Evidence:
    """Every likelihood of the evidence of events that share one domain, under each draw."""
    causes = candidates(facts, findings, events, model, domain, eps, domain_eps)
    window = model.window if domain.window is None else domain.window
    days = window.at(eps if domain.window is None else domain_eps)
    windows = np.broadcast_to(days, (eps.shape[0], events.n))
    lead = _lead(events)
    entity_rows = np.concatenate(
        [domain.profiles.at(domain_eps), domain.entities.at(domain_eps)], 1
    )
    place = causes.profile + np.where(causes.kind >= RIVAL, domain.profiles.values.shape[0], 0)
    return Evidence(
        causes=causes,
        timing=timing(facts, events, windows, model.latency.at(eps)),
        blocks=(
            *(_pair_block(block, findings, eps) for block in model.drug),
            _course(recovery(facts, findings, model, eps)),
        ),
        kinds=tuple((block.id, _of_event(block, findings, lead, eps)) for block in model.event),
        natural_said=_natural(model, findings, lead, eps),
        information=_information(model, findings, lead, eps),
        entities=_entities(events, model, domain, eps, domain_eps),
        rivals=_rivals(events, model, domain, eps, domain_eps),
        status=_member_status(events, model, eps),
        entity_prior=np.log(entity_rows[:, place]),
        natural_prior=np.log(domain.natural.at(domain_eps)),
        quality_prior=np.log(model.quality.at(eps)),
        real=_real(model, findings, lead, eps),
        windows=windows,
    )


def weigh(events: EventFacts, evidence: Evidence) -> Weights:
    """The weight of every candidate under each draw."""
    causes = evidence.causes
    told = [block for block in evidence.blocks if block.informative.any()]
    base = base_of(events, evidence, [block.other for block in told])
    ratio = own_ratios(events, evidence, [(block.id, block.me - block.other) for block in told])
    with np.errstate(divide="ignore"):
        prior = np.where(causes.excluded, -np.inf, np.log(causes.odds))
    known = prior + timed(events, causes, evidence.timing.mean, least=True)
    by_entity = known[:, :, None] + _summed(events, evidence, base, ratio)
    log = logsumexp(by_entity)
    total = _total(causes.event, events.n, log) - _total(causes.event, events.n, prior)
    return Weights(log, by_entity, total, prior)


def _lead(events: EventFacts) -> NDArray[np.int64]:
    """A pair of each event, for findings that are about the event; -1 where it has none."""
    of, pairs = events.events("member"), events.column("member", "pair")
    lead = np.full(events.n, -1, dtype=np.int64)
    lead[of[::-1]] = pairs[::-1]
    return lead


def _pair_block(block: Block, findings: Findings, eps: Floats) -> PairBlock:
    masks = findings.mask(block.reads)
    held = block.evidence(masks)
    several = (masks & (masks - np.uint32(1))) != 0
    if not (held.any() or several.any()):
        return _silent(block, eps.shape[0], len(masks))
    logs = np.log(block.likelihoods(eps))
    point = np.log(block.likelihoods(np.zeros((1, eps.shape[1]))))[0]
    other, me = (logs[:, i].transpose(0, 2, 1)[:, held] for i in (0, 1))
    bounds = [[point[i].T[held], point[i].T[held]] for i in (1, 0)]
    bounds.append([bounds[0][0] - bounds[1][0]] * 2)
    if several.any():
        for bound in bounds:
            bound[:] = [bound[0].copy(), bound[1].copy()]
        for mask in np.unique(masks[several]).tolist():
            rows = masks == np.uint32(mask)
            options = list(block.options(mask))
            mine, not_mine = point[1].T[options], point[0].T[options]
            for bound, each in zip(bounds, (mine, not_mine, mine - not_mine), strict=True):
                bound[0][rows], bound[1][rows] = each.min(axis=0), each.max(axis=0)
    informative = (held != 0) | (bounds[0][0] != bounds[0][1]).any(axis=1)
    ranges = [(bound[0], bound[1]) for bound in bounds]
    return PairBlock(block.id, block.reads, me, other, ranges[0], ranges[1], ranges[2], informative)


def _silent(block: Block, draws: int, pairs: int) -> PairBlock:
    """A block that says nothing of any pair."""
    courses = block.rows.values.shape[1]
    nothing = np.zeros((draws, pairs, courses))
    none = (nothing[0], nothing[0])
    heard = np.zeros(pairs, dtype=np.bool_)
    return PairBlock(block.id, block.reads, nothing, nothing, none, none, none, heard)


def _course(found: Recovery) -> PairBlock:
    return PairBlock(
        "recovery",
        "dechallenge",
        found.me,
        found.other,
        found.me_range,
        found.other_range,
        found.ratio_range,
        found.informative,
    )


def _of_event(block: Block, findings: Findings, lead: NDArray[np.int64], eps: Floats) -> Floats:
    """Log likelihood if another cause, and if a drug did it, [draws, events, 2]."""
    held = np.where(lead >= 0, block.evidence(findings.mask(block.reads))[lead], 0)
    if not held.any():
        return np.zeros((eps.shape[0], len(lead), block.rows.values.shape[0]))
    return np.log(block.likelihoods(eps)).transpose(0, 2, 1)[:, held]


def _natural(model: Model, findings: Findings, lead: NDArray[np.int64], eps: Floats) -> Floats:
    """Log likelihood of the stated natural course, [draws, events, natural course]."""
    record = model.file.natural_course
    masks = findings.mask(record.reads)
    term = VOCABULARY[record.reads]
    right = model.said_right.at(eps)[:, 0]
    states = model.natural_states
    found = np.zeros((eps.shape[0], len(lead), len(states)))
    wrong = np.log((1 - right) / (len(states) - 1))
    for said, state in enumerate(states):
        events = (lead >= 0) & (masks[lead] == np.uint32(term.bit(state)))
        for place in range(len(states)):
            value = np.log(right) if place == said else wrong
            found[:, events, place] = value[:, None]
    return found


def _information(model: Model, findings: Findings, lead: NDArray[np.int64], eps: Floats) -> Floats:
    """Log likelihood of how much the record holds, [draws, events, report quality]."""
    masks = findings.mask(model.file.record.reads)
    term = VOCABULARY[model.file.record.reads]
    rows = np.log(model.information.at(eps))
    found = np.zeros((eps.shape[0], len(lead), len(model.record_states)))
    for place, value in enumerate(("sufficient", "insufficient", "contradictory")):
        events = (lead >= 0) & (masks[lead] == np.uint32(term.bit(value)))
        found[:, events] = rows[:, None, :, place]
    return found


def _real(model: Model, findings: Findings, lead: NDArray[np.int64], eps: Floats) -> Floats:
    """Probability that the event took place, [draws, events]."""
    log = np.log(model.real.at(eps))
    not_real = np.broadcast_to(log[:, 0, None], (eps.shape[0], len(lead)))
    real = np.broadcast_to(log[:, 1, None], (eps.shape[0], len(lead)))
    for block in model.real_evidence:
        said = _of_event(block, findings, lead, eps)
        not_real, real = not_real + said[..., 0], real + said[..., 1]
    found: Floats = 1.0 / (1.0 + np.exp(not_real - real))
    return found


def _entities(
    events: EventFacts, model: Model, domain: Domain, eps: Floats, domain_eps: Floats
) -> tuple[tuple[str, Floats], ...]:
    """Log likelihoods of signs, tests and names of entities, [draws, events, entities]."""
    draws, kinds = eps.shape[0], len(domain.entity_ids)
    found: list[tuple[str, Floats]] = []
    signs = np.log(domain.signs.at(domain_eps))
    of, which = events.events("sign"), events.column("sign", "sign")
    for row, (event, sign) in enumerate(zip(of.tolist(), which.tolist(), strict=True)):
        part = np.zeros((draws, events.n, kinds))
        part[:, event] = signs[:, sign]
        found.append((f"sign.{row}", part))
    me, other = _tests(events, model, eps)
    status = np.log(model.status.at(eps))
    entity = events.column("rival", "entity").astype(np.int64)
    said = events.column("rival", "status").astype(np.int64)
    for row, (event, place) in enumerate(
        zip(events.events("rival").tolist(), entity.tolist(), strict=True)
    ):
        if place < 0:
            continue
        part = np.zeros((draws, events.n, kinds))
        yes, no = me[:, row].copy(), other[:, row].copy()
        if 0 <= said[row] < len(model.file.status.states):
            yes, no = yes + status[:, 1, said[row]], no + status[:, 0, said[row]]
        part[:, event] = no[:, None]
        part[:, event, place] = yes
        found.append((f"rival.{row}", part))
    return tuple(found)


def _tests(events: EventFacts, model: Model, eps: Floats) -> tuple[Floats, Floats]:
    """Log likelihood of the tests of each rival if it is present, and if not, [draws, rivals].

    Tests for one thing are not independent: their weights are tempered, so that at full
    dependence m of them count as one.
    """
    rivals = len(events.column("rival", "status"))
    of = events.column("test", "rival")
    positive = events.column("test", "result") == 1
    present = _drawn(events, "sensitivity", eps, model)
    absent = 1.0 - _drawn(events, "specificity", eps, model)
    count = np.bincount(of[of >= 0], minlength=rivals)
    rho = shipped_tests().tempering.value
    power = 1.0 / (1.0 + np.maximum(count - 1, 0) * rho)
    found = []
    for share in (present, absent):
        log = np.log(np.where(positive, share, 1.0 - share))
        total = np.zeros((eps.shape[0], rivals))
        for row, rival in enumerate(of.tolist()):
            if rival >= 0:
                total[:, rival] = total[:, rival] + log[:, row]
        found.append(total * power)
    return found[0], found[1]


def _drawn(events: EventFacts, name: str, eps: Floats, model: Model) -> Floats:
    """A sensitivity or specificity under each draw: odds are lognormal."""
    values = events.column("test", name)
    sigmas = events.column("test", f"{name}_sigma")
    columns = np.full(len(values), model.rate_column, dtype=np.int64)
    return odds_at(values, sigmas, columns, eps)


def _rivals(
    events: EventFacts, model: Model, domain: Domain, eps: Floats, domain_eps: Floats
) -> tuple[Floats, Floats]:
    """Log likelihood of what is known of each named rival: if another cause did it, if it did."""
    if not len(events.column("rival", "status")):
        none = np.zeros((eps.shape[0], 0))
        return none, none
    prevalence = _prevalence(events, model, domain, eps, domain_eps)
    present, absent = _tests(events, model, eps)
    absent_after_all = model.absent.at(eps)[:, 0, None]
    wrong, right = np.log(absent_after_all), np.log(1.0 - absent_after_all)
    said = events.column("rival", "present")
    yes, no = said == 1, said == 0
    present = present + np.where(yes, right, np.where(no, wrong, 0.0))
    absent = absent + np.where(yes, wrong, np.where(no, right, 0.0))
    me = present
    other = np.log(prevalence * np.exp(present) + (1.0 - prevalence) * np.exp(absent))
    status = events.column("rival", "status").astype(np.int64)
    tested = np.bincount(
        np.maximum(events.column("test", "rival"), 0),
        weights=(events.column("test", "rival") >= 0).astype(np.float64),
        minlength=len(status),
    )[: len(status)]
    # Where tests with known figures stand behind an exclusion, they count in its place.
    by_tests = (tested > 0) & (status <= STATUS.index("unlikely"))
    states = len(model.file.status.states)
    used = (status >= 0) & (status < states) & ~by_tests
    rows = np.log(model.status.at(eps))[:, :, np.clip(status, 0, states - 1)]
    me = me + np.where(used, rows[:, 1], 0.0)
    other = other + np.where(used, rows[:, 0], 0.0)
    # Naming what the event is says nothing of its cause; see the entities.
    entity = events.column("rival", "entity") >= 0
    return np.where(entity, 0.0, other), np.where(entity, 0.0, me)


def _prevalence(
    events: EventFacts, model: Model, domain: Domain, eps: Floats, domain_eps: Floats
) -> Floats:
    """How often each named rival is found in such patients, [draws, rivals]."""
    general = model.background.at(eps)[:, 2, None]
    rival = events.column("rival", "rival").astype(np.int64)
    own = domain.present.at(domain_eps)[:, rival]
    found = np.where(rival >= 0, np.where(np.isnan(own), general, own), general)
    if len(domain.raises):
        raised = domain.raise_present.at(domain_eps)
        of, which = events.events("condition"), events.column("condition", "raises")
        for event, place in zip(of.tolist(), which.tolist(), strict=True):
            rows = (events.events("rival") == event) & (rival == domain.raises[place])
            more = raised[:, place, None]
            found = np.where(rows & ~np.isnan(more), more, found)
    return found


def _member_status(events: EventFacts, model: Model, eps: Floats) -> tuple[Floats, Floats]:
    """Log likelihood of what the report says of each drug as a cause: if not it, if it is."""
    status = events.column("member", "status").astype(np.int64)
    states = len(model.file.status.states)
    used = (status >= 0) & (status < states)
    rows = np.log(model.status.at(eps))[:, :, np.clip(status, 0, states - 1)]
    return np.where(used, rows[:, 0], 0.0), np.where(used, rows[:, 1], 0.0)


def own_ratios(events: EventFacts, evidence: Evidence, blocks: list[tuple[str, Floats]]) -> Floats:
    """Log ratio of each candidate's own blocks, if it is the cause to if not.

    ``blocks`` are [draws, pairs, natural course]; the sum is [draws, candidates, natural course].
    """
    causes = evidence.causes
    draws = blocks[0][1].shape[0] if blocks else evidence.natural_prior.shape[0]
    found = np.zeros((draws, causes.n, evidence.natural_prior.shape[-1]))
    pairs = events.column("member", "pair")
    drugs = len(pairs)
    joints = slice(drugs, drugs + len(events.column("joint", "first")))
    first = pairs[events.column("joint", "first")]
    for name, ratio in blocks:
        found[:, :drugs] = found[:, :drugs] + ratio[:, pairs]
        if len(first) and name in (*OF_JOINT, "recovery"):
            chosen = first
            if name == "recovery":
                second = events.column("joint", "second")
                told = next(b for b in evidence.blocks if b.id == name).informative
                by_second = (second >= 0) & ~told[first]
                chosen = np.where(by_second, pairs[np.maximum(second, 0)], first)
            found[:, joints] = found[:, joints] + ratio[:, chosen]
    return found


def base_of(events: EventFacts, evidence: Evidence, others: list[Floats]) -> Floats:
    """All blocks of an event if none of their drugs is the cause, [draws, events, course]."""
    pairs, of = events.column("member", "pair"), events.events("member")
    draws, courses = evidence.natural_prior.shape[0], evidence.natural_prior.shape[-1]
    each = np.zeros((draws, len(pairs), courses))
    for other in others:
        each = each + other[:, pairs]
    base = added(of, events.n, each.transpose(0, 2, 1)).transpose(0, 2, 1)
    rest = np.zeros((draws, events.n))
    for table, log in (("rival", evidence.rivals[0]), ("member", evidence.status[0])):
        rest = rest + added(events.events(table), events.n, log)
    return base + rest[:, :, None]


def timed(events: EventFacts, causes: Candidates, log: Floats, *, least: bool) -> Floats:
    """The weight of the timing of each candidate; both drugs of a joint cause have to fit."""
    draws = log.shape[0]
    found = np.zeros((draws, causes.n))
    found[:, causes.kind == DRUG] = log
    first, second = events.column("joint", "first"), events.column("joint", "second")
    pick = np.minimum if least else np.maximum
    both = np.where(second >= 0, pick(log[:, first], log[:, np.maximum(second, 0)]), log[:, first])
    found[:, causes.kind == JOINT] = both
    return found


@dataclass(frozen=True, slots=True)
class _Heard:
    """What an event shows given each shared state, for each candidate.

    ``sound`` and ``unsound`` are the two qualities of the record, [draws, candidates, natural
    course]; ``entity`` is [draws, candidates, entities], ``natural`` [draws, entities, course].
    """

    sound: Floats
    unsound: Floats
    entity: Floats
    natural: Floats


def _heard(events: EventFacts, evidence: Evidence, base: Floats, ratio: Floats) -> _Heard:
    """In an unsound record no block speaks for any cause, and any stated course is as likely."""
    causes = evidence.causes
    kind = causes.drugs().astype(np.int64)
    draws, of = base.shape[0], causes.event
    said = np.zeros((draws, events.n, 2))
    for _, log in evidence.kinds:
        said = said + log
    seen = np.zeros((draws, events.n, evidence.entity_prior.shape[-1]))
    for _, log in evidence.entities:
        seen = seen + log
    quality = evidence.quality_prior[:, None, :] + evidence.information
    own = _fixed(causes, evidence, 1) - _fixed(causes, evidence, 0)
    sound = (quality[:, of, 0] + said[:, of, kind] + own)[:, :, None]
    unsound = (quality[:, of, 1] + said[:, of, 0])[:, :, None]
    stated = np.any(evidence.natural_said != 0.0, axis=-1)[:, of, None]
    unsound = unsound - np.where(stated, np.log(evidence.natural_said.shape[-1]), 0.0)
    of_event = base[:, of]
    return _Heard(
        sound + of_event + (ratio + evidence.natural_said[:, of]),
        unsound + of_event,
        evidence.entity_prior + seen[:, of],
        evidence.natural_prior,
    )


def _summed(events: EventFacts, evidence: Evidence, base: Floats, ratio: Floats) -> Floats:
    """Log of the sum over report quality and natural course, [draws, candidates, entities]."""
    heard = _heard(events, evidence, base, ratio)
    course = np.logaddexp(heard.sound, heard.unsound)
    terms = [
        course[:, :, None, place] + heard.natural[:, None, :, place]
        for place in range(course.shape[-1])
    ]
    return heard.entity + logsumexp(np.stack(terms, axis=-1))


def states_of(events: EventFacts, evidence: Evidence, base: Floats, ratio: Floats) -> Floats:
    """Log weight of each candidate in each joint state, [draws, candidates, states]."""
    heard = _heard(events, evidence, base, ratio)
    found = []
    for place in range(heard.entity.shape[-1]):
        shared = heard.entity[..., place, None] + heard.natural[:, None, place, :]
        found += [shared + heard.sound, shared + heard.unsound]
    return np.concatenate(found, axis=-1)


def _fixed(causes: Candidates, evidence: Evidence, me: int) -> Floats:
    """What is said of a candidate itself, whatever the shared states, [draws, candidates]."""
    found = np.zeros((evidence.natural_prior.shape[0], causes.n))
    found[:, causes.kind == DRUG] = evidence.status[me]
    found[:, causes.kind == RIVAL] = evidence.rivals[me]
    return found


def logsumexp(terms: Floats) -> Floats:
    """Log of the sum of exponentials over the last axis, added in order."""
    top = terms[..., 0]
    for i in range(1, terms.shape[-1]):
        top = np.maximum(top, terms[..., i])
    finite = np.where(np.isfinite(top), top, 0.0)
    total = np.exp(terms[..., 0] - finite)
    for i in range(1, terms.shape[-1]):
        total = total + np.exp(terms[..., i] - finite)
    with np.errstate(divide="ignore"):
        found: Floats = finite + np.log(total)
    return found


def added(of: NDArray[np.int64], events: int, values: Floats) -> Floats:
    """Sums of [..., rows] by the event of each row, [..., events], added in the order of rows."""
    shape = values.shape[:-1]
    flat = values.reshape(int(np.prod(shape)), values.shape[-1])
    bins = (np.arange(len(flat)) * events)[:, None] + of
    total = np.bincount(bins.ravel(), weights=flat.ravel(), minlength=len(flat) * events)
    found: Floats = total.astype(np.float64).reshape(*shape, events)
    return found


def _total(of: NDArray[np.int64], events: int, log: Floats) -> Floats:
    """Log of the sum over the candidates of each event, [draws, events]."""
    top = np.full((log.shape[0], events), -np.inf)
    bins = np.broadcast_to(of, log.shape)
    np.maximum.at(top, (np.arange(log.shape[0])[:, None], bins), log)
    finite = np.where(np.isfinite(top), top, 0.0)
    summed = added(of, events, np.exp(log - finite[:, of]))
    with np.errstate(divide="ignore"):
        found: Floats = finite + np.log(summed)
    return found


def normalised(causes: Candidates, events: int, log: Floats) -> Floats:
    """Shares of the candidates of each event, [draws, candidates]; they sum to one."""
    total = _total(causes.event, events, log)
    found: Floats = np.exp(log - total[:, causes.event])
    return found
