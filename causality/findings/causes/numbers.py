"""What the models say of a drug as a cause of an event, by names alone: rate, timing, profile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from causality.findings.causes.domain_schema import DomainFile
from causality.findings.causes.event_facts import PARTS, RATE_KINDS
from causality.findings.causes.names import DrugNames, log_sigma, rate_of, rates
from causality.findings.latency_table import match_latency
from causality.findings.onset_density import Lognormal, Mixture, OnsetDensity

__all__ = ["numbers_of"]

_MOSTLY = 0.5


def numbers_of(
    drug_names: Sequence[str],
    terms: Sequence[str],
    domain: DomainFile | None,
    *,
    timed: bool = True,
    re_exposed: bool = False,
    reacted: bool = False,
) -> tuple[dict[str, Any], str | None]:
    """Columns of a member that names decide, and the id of the rate behind its odds.

    ``domain`` is the one the event belongs to. ``timed``: whether the time from the drug to the
    event tells anything; ``re_exposed`` and ``reacted`` as for ``match_latency``. What no model
    says is left out.
    """
    names = DrugNames(drug_names)
    values: dict[str, Any] = {}
    rate = rate_of(names, terms, rates().rows)
    if rate is not None:
        values["odds"] = rate.odds
        values["odds_sigma"] = log_sigma(rate.excess, rate.background)
        if rate.window_days is not None:
            values["window"] = rate.window_days.value
        values["basis"] = RATE_KINDS.index(rate.kind)
    looked_for = tuple(terms)
    if domain is not None:
        values["profile"] = _profile(names, domain)
        looked_for = (*looked_for, *_mostly(domain, values["profile"]))
    if timed:
        row = match_latency(drug_names, looked_for, re_exposed=re_exposed, reacted=reacted)
        # The data behind a prior may not time the same pair.
        corpus = rate.corpus if rate else None
        if row is not None and row.density is not None and corpus not in row.cites:
            values |= _parts(row.density)
    return values, rate.id if rate else None


def _profile(names: DrugNames, domain: DomainFile) -> int:
    found = -1
    for place, profile in enumerate(domain.profiles):
        closeness = names.closeness(profile.drugs, profile.classes)
        if closeness == 0:
            return place
        if closeness == 1 and found < 0:
            found = place
    return found


def _mostly(domain: DomainFile, profile: int) -> tuple[str, ...]:
    """What the event mostly is if a drug of this profile did it: its timing is that of this."""
    if profile < 0:
        return ()
    shares = domain.profiles[profile].entities.then
    return tuple(entity.title for entity in domain.entities if shares.get(entity.id, 0) > _MOSTLY)


def _parts(density: OnsetDensity) -> dict[str, Any]:
    parts = density.parts if isinstance(density, Mixture) else ((1.0, density),)
    if len(parts) > PARTS:
        raise ValueError(len(parts))
    found: dict[str, Any] = {}
    for i, (weight, part) in enumerate(parts):
        lognormal = isinstance(part, Lognormal)
        found[f"kind_{i}"] = 1 if lognormal else 2
        found[f"weight_{i}"] = weight
        found[f"a_{i}"] = part.mu if isinstance(part, Lognormal) else part.shape
        found[f"b_{i}"] = part.sigma if isinstance(part, Lognormal) else part.scale
    return found
