"""The candidates of every event: drugs, joint causes, named rivals, what stays unexplained."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import JOINT_KINDS, STATUS, EventFacts
from causality.findings.derive import Findings
from causality.findings.facts import Facts
from causality.network.differential.domain import Domain
from causality.network.differential.model import Model
from causality.vocabulary import VOCABULARY

__all__ = ["BACKGROUND", "BANDS", "DRUG", "JOINT", "RIVAL", "Candidates", "candidates"]

Floats = NDArray[np.float64]

DRUG, JOINT, RIVAL, BACKGROUND = range(4)
"""Kinds of candidate. ``BACKGROUND`` are the rivals of a domain that the case does not name."""

_NOT_TAKEN = VOCABULARY["exposure"].bit("not taken")
_EVENT_FIRST = VOCABULARY["sequence"].bit("event first")
_AGAINST = VOCABULARY["evidence_against"].bit("yes")


@dataclass(frozen=True, slots=True)
class Candidates:
    """All candidates of ``events`` events, one row each, in the order drugs, joint, rivals, rest.

    ``row`` is the row of ``member``, ``joint`` or ``rival``, or the rival of the domain;
    ``profile`` the row of entities (in profiles for drugs, in rivals for the others). ``odds`` are
    [draws, candidates]: the prior weight against the whole background. ``perhaps_excluded`` are
    those whose exposure may have come after the onset by the dates.
    """

    event: NDArray[np.int64]
    kind: NDArray[np.int8]
    row: NDArray[np.int64]
    profile: NDArray[np.int64]
    odds: Floats
    excluded: NDArray[np.bool_]
    perhaps_excluded: NDArray[np.bool_]
    basis: NDArray[np.int64]

    @property
    def n(self) -> int:
        """Number of candidates."""
        return len(self.event)

    def drugs(self) -> NDArray[np.bool_]:
        """Where the cause is a drug, alone or with something else."""
        found: NDArray[np.bool_] = self.kind <= JOINT
        return found


def candidates(
    facts: Facts,
    findings: Findings,
    events: EventFacts,
    model: Model,
    domain: Domain,
    eps: Floats,
    domain_eps: Floats,
) -> Candidates:
    """Every candidate with its prior odds under each draw."""
    member_odds, excluded, basis = _members(facts, findings, events, model, eps)
    first = events.column("joint", "first")
    second = events.column("joint", "second")
    joint_odds = _joints(events, model, eps)
    # A joint cause needs both exposures; it is no more certain than the less certain one.
    alone = _exposure(findings, events, model, eps)
    joint_odds = joint_odds * alone[:, first]
    joint_odds = np.where(second >= 0, joint_odds * alone[:, np.maximum(second, 0)], joint_odds)
    joint_out = excluded[first] | ((second >= 0) & excluded[np.maximum(second, 0)])
    perhaps = _perhaps_excluded(findings, events)
    joint_perhaps = perhaps[first] | ((second >= 0) & perhaps[np.maximum(second, 0)])
    rival_odds, rest_odds = _background(events, model, domain, eps, domain_eps)
    rivals = len(domain.rival_ids)
    named = events.column("rival", "rival").astype(np.int64)
    profile = events.column("member", "profile").astype(np.int64)
    other = domain.profiles.values.shape[0] - 1
    profile = np.where(profile < 0, other, profile)
    sizes = (len(member_odds[0]), len(first), len(named), events.n * rivals)
    never = np.zeros(sizes[2] + sizes[3], dtype=np.bool_)
    return Candidates(
        event=np.concatenate(
            [
                events.events("member"),
                events.events("joint"),
                events.events("rival"),
                np.repeat(np.arange(events.n), rivals),
            ]
        ),
        kind=np.repeat(np.array([DRUG, JOINT, RIVAL, BACKGROUND], dtype=np.int8), np.array(sizes)),
        row=np.concatenate(
            [*(np.arange(size) for size in sizes[:3]), np.tile(np.arange(rivals), events.n)]
        ),
        profile=np.concatenate(
            [
                profile,
                profile[first],
                np.where(named < 0, rivals - 1, named),
                np.tile(np.arange(rivals), events.n),
            ]
        ),
        odds=np.concatenate([member_odds, joint_odds, rival_odds, rest_odds], axis=1),
        excluded=np.concatenate([excluded, joint_out, never]),
        perhaps_excluded=np.concatenate([perhaps, joint_perhaps, never]),
        basis=np.concatenate([basis, np.full(sum(sizes[1:]), -1, dtype=np.int64)]),
    )


def _perhaps_excluded(findings: Findings, events: EventFacts) -> NDArray[np.bool_]:
    """The drugs that narrower dates or a word on the intake might exclude."""
    pairs = events.column("member", "pair")
    first = (findings.mask("sequence")[pairs] & np.uint32(_EVENT_FIRST)) != 0
    taken = (findings.mask("exposure")[pairs] & np.uint32(_NOT_TAKEN)) != 0
    perhaps: NDArray[np.bool_] = first | taken
    return perhaps


def _members(
    facts: Facts, findings: Findings, events: EventFacts, model: Model, eps: Floats
) -> tuple[Floats, NDArray[np.bool_], NDArray[np.int64]]:
    """Prior odds of each drug, whether it is excluded, and which band its prior came from."""
    pairs = events.column("member", "pair")
    bands = model.prior.at(eps)
    band = _BAND_OF[findings.mask("prior_knowledge")[pairs]]
    # Nobody told what was known; a row of the table shows that cases were collected.
    collected = events.column("member", "kind_0") > 0
    untold = (band == BANDS.index("unknown")) | (band == BANDS.index("not searched"))
    band = np.where(untold & collected, BANDS.index("published series"), band)
    against = findings.mask("evidence_against")[pairs] == np.uint32(_AGAINST)
    band = np.where(against, BANDS.index("evidence against"), band)
    odds = bands[:, band]
    aside = facts.is_code("role", "concomitant")[pairs]
    odds = np.where(aside, odds * bands[:, BANDS.index("concomitant"), None], odds)
    known = ~np.isnan(events.column("member", "odds"))
    measured = np.nan_to_num(events.column("member", "odds"), nan=1.0)
    sigma = np.nan_to_num(events.column("member", "odds_sigma"))
    # One draw for all measured rates: an error of method is common to them.
    measured = measured * np.exp(sigma * eps[:, model.rate_column, None])
    odds = np.where(known, measured, odds) * _exposure(findings, events, model, eps)
    sequence = findings.mask("sequence")[pairs]
    taken = findings.mask("exposure")[pairs]
    excluded = (sequence == np.uint32(_EVENT_FIRST)) | (taken == np.uint32(_NOT_TAKEN))
    return odds, excluded, np.where(known, -1, band)


BANDS = (
    "unknown",
    "listed",
    "conclusive reports",
    "isolated reports",
    "class effect",
    "none found",
    "not searched",
    "evidence against",
    "concomitant",
    "published series",
)


# The band of every mask of prior knowledge: that of its one value, unknown where several are left.
_BAND_OF = np.zeros(1 << len(VOCABULARY["prior_knowledge"].values), dtype=np.int64)
for _place in range(len(VOCABULARY["prior_knowledge"].values)):
    _BAND_OF[1 << _place] = BANDS.index(VOCABULARY["prior_knowledge"].values[_place])


def _exposure(findings: Findings, events: EventFacts, model: Model, eps: Floats) -> Floats:
    pairs = events.column("member", "pair")
    uncertain = VOCABULARY["exposure"].bit("uncertain")
    doubtful = findings.mask("exposure")[pairs] == np.uint32(uncertain)
    return np.where(doubtful, model.exposure.at(eps)[:, 0, None], 1.0)


def _joints(events: EventFacts, model: Model, eps: Floats) -> Floats:
    established, not_established, synergy = (model.joint.at(eps)[:, i, None] for i in range(3))
    sure = events.column("joint", "established") == 1
    condition = events.column("joint", "kind") == JOINT_KINDS.index("condition")
    return np.where(condition, synergy, np.where(sure, established, not_established))


def _background(
    events: EventFacts, model: Model, domain: Domain, eps: Floats, domain_eps: Floats
) -> tuple[Floats, Floats]:
    """Parts of the background: of each named rival, and of each rival of the domain besides.

    A rival that the domain knows keeps its part, shared by all names for it. Others are carved out
    of what is unexplained: those about which something is known get a fixed part each, the rest
    share what is left over. Naming a cause without information therefore moves nothing.
    """
    draws = eps.shape[0]
    rivals = len(domain.rival_ids)
    shares = domain.shares.at(domain_eps)
    shares = shares / shares.sum(axis=1, keepdims=True) if rivals > 1 else shares
    parts = np.repeat(shares[:, None, :], events.n, axis=1)
    if len(domain.raises):
        factors = domain.raise_factor.at(domain_eps)
        of, which = events.events("condition"), events.column("condition", "raises")
        for number, raised in zip(of.tolist(), which.tolist(), strict=True):
            raised_rival = int(domain.raises[raised])
            more = parts[:, number, raised_rival] * factors[:, raised]
            parts[:, number, raised_rival] = more
    named, least, _ = (model.background.at(eps)[:, i, None] for i in range(3))
    event = events.events("rival")
    rival = events.column("rival", "rival").astype(np.int64)
    known = _informed(events)
    matched = rival >= 0
    place = event * rivals + np.where(matched, rival, 0)
    sharing = np.bincount(place[matched], minlength=events.n * rivals)
    flat = parts.reshape(draws, -1)
    informing = np.bincount(place[matched & known], minlength=events.n * rivals)
    # Of several names for one rival those about which something is known have its part.
    holders = np.where(informing > 0, informing, sharing)
    held = known | (informing[place] == 0)
    own = np.where(held, flat[:, place] / np.maximum(holders[place], 1), 0.0)
    free = ~matched
    informed = np.bincount(event[free & known], minlength=events.n)
    silent = np.bincount(event[free & ~known], minlength=events.n)
    unexplained = parts[:, :, -1]
    room = 1.0 - least
    # One part more than there are informed causes, so that something is left for the others.
    each = np.minimum(named, room / (informed + 1))
    left = room - each * informed
    each_silent = np.minimum(named, left / np.maximum(silent, 1))
    carved = np.where(known, each[:, event], each_silent[:, event]) * unexplained[:, event]
    odds = np.where(matched, own, carved)
    taken = each * informed + each_silent * silent
    rest = parts.copy()
    rest[:, :, -1] = unexplained * (1.0 - taken)
    rest = np.where((sharing > 0).reshape(1, events.n, rivals), 0.0, rest)
    return odds, rest.reshape(draws, -1)


def _informed(events: EventFacts) -> NDArray[np.bool_]:
    """The named rivals about which anything is known."""
    status = events.column("rival", "status")
    known = (status >= 0) & (status != STATUS.index("not assessed"))
    known = known | (events.column("rival", "present") >= 0)
    tested = events.column("test", "rival")
    found = np.zeros(len(status), dtype=np.bool_)
    found[tested[tested >= 0]] = True
    informed: NDArray[np.bool_] = known | found
    return informed
