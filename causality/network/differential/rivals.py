"""What is known of other causes and of what the event is: statuses, presence, tests, signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import STATUS, EventFacts
from causality.findings.causes.names import shipped_tests
from causality.findings.causes.uncertain import odds_at
from causality.network.differential.domain import Domain
from causality.network.differential.model import Model
from causality.network.differential.sums import added

__all__ = ["Marks", "judged_drugs", "marks_of_entities", "rival_evidence"]

Floats = NDArray[np.float64]

_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells which entity an event is: signs, and tests and names of a rival that is one.

    ``log`` are log likelihoods, [draws, marks, entities]; ``event`` is the event of each mark,
    ``tables`` and ``rows`` are where it stands in the facts.
    """

    tables: tuple[str, ...]
    rows: NDArray[np.int64]
    event: NDArray[np.int64]
    log: Floats

    @property
    def names(self) -> list[str]:
        """The table and the row of each mark."""
        return [f"{table}.{row}" for table, row in zip(self.tables, self.rows, strict=True)]


def marks_of_entities(
    events: EventFacts, model: Model, domain: Domain, eps: Floats, domain_eps: Floats
) -> Marks:
    """Everything that is known of the entities of events, signs first."""
    of, which = events.events("sign"), events.column("sign", "sign")
    signs = np.log(domain.signs.at(domain_eps))[:, which]
    entity = events.column("rival", "entity").astype(np.int64)
    rows = np.flatnonzero(entity >= 0)
    if not len(rows):
        return Marks(("sign",) * len(of), np.arange(len(of)), of, signs)
    me, other = (log[:, rows] for log in _tests(events, model, eps))
    status = np.log(model.status.at(eps))
    said = events.column("rival", "status").astype(np.int64)[rows]
    states = len(model.file.status.states)
    judged = (said >= 0) & (said < states)
    word = status[:, :, np.clip(said, 0, states - 1)]
    yes = np.where(judged, me + word[:, 1], me)
    no = np.where(judged, other + word[:, 0], other)
    named = np.repeat(no[:, :, None], len(domain.entity_ids), axis=2)
    named[:, np.arange(len(rows)), entity[rows]] = yes
    return Marks(
        ("sign",) * len(of) + ("rival",) * len(rows),
        np.concatenate([np.arange(len(of)), rows]),
        np.concatenate([of, events.events("rival")[rows]]),
        np.concatenate([signs, named], axis=1),
    )


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
    about = of >= 0
    count = np.bincount(of[about], minlength=rivals)
    rho = shipped_tests().tempering.value
    power = 1.0 / (1.0 + np.maximum(count - 1, 0) * rho)
    found = []
    for share in (present, absent):
        log = np.log(np.where(positive, share, 1.0 - share))
        found.append(added(of[about], rivals, log[:, about]) * power)
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
        ends = (np.searchsorted(events.events("rival"), of, side) for side in _SIDES)
        for first, last, place in zip(*(end.tolist() for end in ends), which.tolist(), strict=True):
            more = raised[:, place, None]
            held = (rival[first:last] == domain.raises[place]) & ~np.isnan(more)
            found[:, first:last] = np.where(held, more, found[:, first:last])
    return found


def judged_drugs(events: EventFacts, model: Model, eps: Floats) -> tuple[Floats, Floats]:
    """Log likelihood of what the report says of each drug as a cause: if not it, if it is."""
    status = events.column("member", "status").astype(np.int64)
    states = len(model.file.status.states)
    used = (status >= 0) & (status < states)
    rows = np.log(model.status.at(eps))[:, :, np.clip(status, 0, states - 1)]
    return np.where(used, rows[:, 0], 0.0), np.where(used, rows[:, 1], 0.0)
