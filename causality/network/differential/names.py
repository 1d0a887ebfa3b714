"""Candidates in words: ids, titles, members, where their prior is from, why one is excluded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.citation import Origin
from causality.findings.causes.event_facts import JOINT_KINDS, RATE_KINDS, EventFacts
from causality.findings.causes.names import rates
from causality.findings.derive import Findings
from causality.findings.facts import Facts
from causality.findings.grounds import entries_behind
from causality.network.differential.candidates import (
    BACKGROUND,
    BANDS,
    DRUG,
    JOINT,
    Candidates,
)
from causality.network.differential.model import Model
from causality.network.differential.result import Excluded, PriorOf
from causality.vocabulary import VOCABULARY

__all__ = [
    "EXCLUDING",
    "CandidateName",
    "candidate_names",
    "excluding",
    "exclusions",
    "prior_sources",
]

UNEXPLAINED = "unexplained"
_EXCLUDING = {"sequence": "event first", "exposure": "not taken"}
EXCLUDING = tuple(_EXCLUDING)
"""Findings that shut out a drug."""


@dataclass(frozen=True, slots=True)
class CandidateName:
    """What a candidate is called."""

    id: str
    kind: str
    title: str
    members: tuple[str, ...]


def candidate_names(event: EventFacts, causes: Candidates) -> tuple[CandidateName, ...]:
    """The names of all candidates of one event, those the case does not name as one, last."""
    found = []
    for row in np.flatnonzero(causes.kind != BACKGROUND).tolist():
        kind, place = int(causes.kind[row]), int(causes.row[row])
        if kind == DRUG:
            label = event.labels["member"][place]
            title = event.titles["member"][place]
            found.append(CandidateName(label, "drug", title, (label,)))
        elif kind == JOINT:
            label = event.labels["joint"][place]
            members = tuple(label.split("+"))
            joint = event.column("joint", "kind")[place] == JOINT_KINDS.index("condition")
            title = " with ".join(members)
            found.append(
                CandidateName(label, "synergy" if joint else "interaction", title, members)
            )
        else:
            label = event.labels["rival"][place]
            title = event.titles["rival"][place]
            found.append(CandidateName(label, "alternative", title, (label,)))
    found.append(CandidateName(UNEXPLAINED, "background", "another or no known cause", ()))
    return tuple(found)


def prior_sources(event: EventFacts, causes: Candidates, model: Model) -> tuple[PriorOf, ...]:
    """Where the prior of each candidate is from, in the order of ``candidate_names``."""
    by_id = {row.id: row for row in rates().rows}
    found = []
    for row in np.flatnonzero(causes.kind != BACKGROUND).tolist():
        odds, place = float(causes.odds[0, row]), int(causes.row[row])
        source = event.sources.get(("member", place)) if causes.kind[row] == DRUG else None
        if source in by_id:
            rate = by_id[source]
            basis = RATE_KINDS[int(event.column("member", "basis")[place])]
            cites = tuple(
                dict.fromkeys(
                    number.cite for number in (rate.excess, rate.background) if number.cite
                )
            )
            found.append(PriorOf(odds, basis, source, cites))
        elif causes.kind[row] == DRUG and causes.basis[row] < 0:
            found.append(PriorOf(odds, RATE_KINDS[-1], "the reader"))
        elif causes.kind[row] == DRUG:
            band = BANDS[int(causes.basis[row])]
            found.append(PriorOf(odds, f"prior knowledge: {band}", model.id, _cites(model, band)))
        elif causes.kind[row] == JOINT:
            found.append(PriorOf(odds, "band for joint causes", model.id))
        else:
            found.append(PriorOf(odds, "part of the background", model.id))
    rest = float(causes.odds[0, causes.kind == BACKGROUND].sum())
    found.append(PriorOf(rest, "rest of the background", model.id))

    return tuple(found)


def _cites(model: Model, band: str) -> tuple[str, ...]:
    origin: Origin = model.file.prior[band]
    return (origin.cite,) if origin.cite else ()


def exclusions(
    facts: Facts, findings: Findings, event: EventFacts, causes: Candidates
) -> tuple[Excluded | None, ...]:
    """Why candidates take no part, in the order of ``candidate_names``."""
    pairs = event.column("member", "pair")
    found: list[Excluded | None] = []
    for row in np.flatnonzero(causes.kind != BACKGROUND).tolist():
        if not causes.excluded[row]:
            found.append(None)
            continue
        place = int(causes.row[row])
        if causes.kind[row] == JOINT:
            parts = [int(event.column("joint", name)[place]) for name in ("first", "second")]
        else:
            parts = [place]
        found.append(_why(facts, findings, [int(pairs[part]) for part in parts if part >= 0]))
    return (*found, None)


def _why(facts: Facts, findings: Findings, pairs: list[int]) -> Excluded:
    for pair, which in zip(pairs, excluding(findings, np.array(pairs)).tolist(), strict=True):
        if which >= 0:
            reason = findings.reason(EXCLUDING[which], pair)
            return Excluded(reason.sentence, entries_behind(facts, reason.grounds, pair))
    return Excluded("no exposure before the event", ())


def excluding(findings: Findings, pairs: NDArray[np.int64]) -> NDArray[np.int8]:
    """The finding that shuts out the drug of each pair, a place in ``EXCLUDING``; -1 for none."""
    found = np.full(len(pairs), -1, dtype=np.int8)
    for place, (name, value) in enumerate(_EXCLUDING.items()):
        shut = findings.mask(name)[pairs] == np.uint32(VOCABULARY[name].bit(value))
        found[shut & (found < 0)] = place
    return found
