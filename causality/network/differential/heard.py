"""What an event shows given each shared state: entity, quality of the record, natural course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts
from causality.network.differential.candidates import DRUG, RIVAL, Candidates
from causality.network.differential.evidence import Evidence
from causality.network.differential.sums import added, log_of_sum

__all__ = ["Heard", "heard", "states_of", "summed"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Heard:
    """All that is known but the blocks of pairs, for each candidate.

    ``sound`` and ``unsound`` are the two qualities of the record, [draws, candidates]; ``entity``
    is [draws, candidates, entities], ``natural`` [draws, entities, course].
    """

    sound: Floats
    unsound: Floats
    entity: Floats
    natural: Floats


def heard(events: EventFacts, evidence: Evidence) -> Heard:
    """In an unsound record no block speaks for any cause, and any stated course is as likely."""
    causes = evidence.causes
    kind, of = causes.drugs().astype(np.int64), causes.event
    said = np.zeros((evidence.natural_prior.shape[0], events.n, 2))
    for _, log in evidence.kinds:
        said = said + log
    entity, marks = evidence.entity_prior, evidence.marks
    if len(marks.event):
        seen = added(marks.event, events.n, marks.log.transpose(0, 2, 1)).transpose(0, 2, 1)
        entity = entity + seen[:, of]
    quality = evidence.quality_prior[:, None, :] + evidence.information
    own = _fixed(causes, evidence, 1) - _fixed(causes, evidence, 0)
    return Heard(
        quality[:, of, 0] + said[:, of, kind] + own,
        quality[:, of, 1] + said[:, of, 0],
        entity,
        evidence.natural_prior,
    )


def _fixed(causes: Candidates, evidence: Evidence, me: int) -> Floats:
    """What is said of a candidate itself, whatever the shared states, [draws, candidates]."""
    found = np.zeros((evidence.natural_prior.shape[0], causes.n))
    found[:, causes.kind == DRUG] = evidence.status[me]
    found[:, causes.kind == RIVAL] = evidence.rivals[me]
    return found


def summed(evidence: Evidence, told: Heard, base: Floats, ratio: Floats | None) -> Floats:
    """Log of the sum over report quality and natural course, [draws, candidates, entities].

    ``ratio`` is None where no block says anything of any pair, which is as if it were zero.
    """
    of, of_event = evidence.causes.event, base + evidence.natural_said
    qualities: list[tuple[Floats, Floats]] = []
    for course in range(of_event.shape[-1]):
        shared = of_event[..., course][:, of]
        sound, unsound = told.sound + shared, told.unsound + shared
        qualities.append((sound if ratio is None else sound + ratio[..., course], unsound))
    either = _either(qualities)
    found = np.empty_like(told.entity)
    for entity in range(found.shape[-1]):
        natural = told.natural[:, entity, :, None]
        terms = [each + natural[:, course] for course, each in enumerate(either)]
        found[..., entity] = told.entity[..., entity] + log_of_sum(terms)
    return found


def _either(qualities: Sequence[tuple[Floats, Floats]]) -> list[Floats]:
    """The sum over both qualities for each natural course; most are alike, and summed once."""
    sound, unsound = qualities[0]
    found = [np.logaddexp(sound, unsound)]
    for other in qualities[1:]:
        apart = (other[0] != sound) | (other[1] != unsound)
        each = found[0].copy()
        each[apart] = np.logaddexp(other[0][apart], other[1][apart])
        found.append(each)
    return found


def states_of(events: EventFacts, evidence: Evidence, base: Floats, ratio: Floats) -> Floats:
    """Log weight of each candidate in each joint state, [draws, candidates, states]."""
    told = heard(events, evidence)
    of_event = (base + evidence.natural_said)[:, evidence.causes.event]
    sound, unsound = told.sound[..., None] + of_event + ratio, told.unsound[..., None] + of_event
    found = []
    for place in range(told.entity.shape[-1]):
        shared = told.entity[..., place, None] + told.natural[:, None, place, :]
        found += [shared + sound, shared + unsound]
    return np.concatenate(found, axis=-1)
