"""Differentials and involvements, as the JSON contract tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from causality.assessment.significant import significant

if TYPE_CHECKING:
    from causality.network.differential.result import (
        CandidateShare,
        Differential,
        Excluded,
        Involvement,
    )

__all__ = ["differential_as_dict", "involvement_as_dict"]


def differential_as_dict(told: Differential) -> dict[str, object]:
    """The candidates of one event as plain data."""
    return {
        "event": told.event,
        "window_days": significant(told.window_days),
        "domain": told.domain,
        "candidates": [_candidate(one) for one in told.candidates],
        "entities": [
            {"id": one.id, "title": one.title, "share": significant(one.share)}
            for one in told.entities
        ],
        "event_real": significant(told.event_real),
        "log_evidence": significant(told.log_evidence),
        "not_computable": told.not_computable,
        "calibrated": False,
    }


def _candidate(one: CandidateShare) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind,
        "title": one.title,
        "members": list(one.members),
        "prior": significant(one.prior),
        "share": significant(one.share),
        "interval": _both(one.interval),
        "share_range": _both(one.share_range),
        "prior_of": {
            "odds": significant(one.prior_of.odds),
            "basis": one.prior_of.basis,
            "source": one.prior_of.source,
            "cite": list(one.prior_of.cites),
        },
        "excluded": _excluded(one.excluded),
        "weights": [
            {
                "id": weight.id,
                "title": weight.title,
                "decibans": significant(weight.decibans),
                "about": weight.about,
                "grounds": list(weight.grounds),
                "finding": weight.finding,
            }
            for weight in one.weights
        ],
    }


def involvement_as_dict(told: Involvement) -> dict[str, object]:
    """How likely one drug had a part, as plain data."""
    return {
        "share": significant(told.share),
        "interval": _both(told.interval),
        "share_range": _both(told.share_range),
        "prior": significant(told.prior),
        "abstain": None
        if told.abstain is None
        else {"reason": told.abstain.reason, "text": told.abstain.text},
        "other_priors": {name: significant(share) for name, share in told.other_priors.items()},
        "reporting": [
            {"factor": significant(factor), "share": significant(share)}
            for factor, share in told.reporting
        ],
        "excluded": _excluded(told.excluded),
    }


def _excluded(told: Excluded | None) -> dict[str, object] | None:
    return None if told is None else {"because": told.because, "grounds": list(told.grounds)}


def _both(ends: tuple[float, float]) -> list[float]:
    return [significant(ends[0]), significant(ends[1])]
