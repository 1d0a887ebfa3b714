"""What is known of other causes and of what the event is: statuses, presence, tests, signs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import STATUS, EventFacts
from causality.findings.causes.names import shipped_tests
from causality.findings.causes.uncertain import odds_at
from causality.network.differential.domain import Domain
from causality.network.differential.model import Model

__all__ = ["entity_evidence", "judged_drugs", "rival_evidence"]

Floats = NDArray[np.float64]


def entity_evidence(
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


def rival_evidence(
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


def judged_drugs(events: EventFacts, model: Model, eps: Floats) -> tuple[Floats, Floats]:
    """Log likelihood of what the report says of each drug as a cause: if not it, if it is."""
    status = events.column("member", "status").astype(np.int64)
    states = len(model.file.status.states)
    used = (status >= 0) & (status < states)
    rows = np.log(model.status.at(eps))[:, :, np.clip(status, 0, states - 1)]
    return np.where(used, rows[:, 0], 0.0), np.where(used, rows[:, 1], 0.0)
