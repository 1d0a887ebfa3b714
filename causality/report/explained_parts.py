"""The figures of a report with what the explanation adds: orders of findings, sensitivity."""

from __future__ import annotations

from dataclasses import replace

from causality.assessment.assessment import Assessment
from causality.case.case import Case
from causality.explain.attribution import PartWeight, attributions
from causality.explain.sensitivity import Sensitivity, sensitivities
from causality.explain.weighed import prepared
from causality.findings.causes.event_facts import RATE_KINDS
from causality.network.differential.result import DECIBANS
from causality.report.differential_redaction import public_title
from causality.report.figures.values import Parts, Swing, Weight
from causality.report.network_parts import network_parts

__all__ = ["explained_parts"]

_NATS = 1 / DECIBANS  # a deciban in natural units
_MOST = 12  # numbers told in one figure; the command `explain` tells all


def explained_parts(assessment: Assessment, case: Case) -> Parts:
    """The parts of ``assessment``; weights are what is lost without a finding, over all orders.

    ``case`` is the case it was made from. Under a reader's own priors they stay as they are.
    """
    parts = network_parts(assessment)
    own = any(
        one.prior_of.basis == RATE_KINDS[-1]
        for told in assessment.differentials
        for one in told.candidates
    )
    if own or not parts.networks:
        return parts
    networks = dict(parts.networks)
    titles = {
        (told.event, weight.id): public_title(weight)
        for told in assessment.differentials
        for one in told.candidates
        for weight in one.weights
    }
    for weighed in prepared(case).weighed():
        targets = [one for one in weighed.involvements() if (one.id, weighed.id) in networks]
        for told in attributions(weighed, targets):
            pair = told.target, weighed.id
            shown = tuple(
                _weight(one, titles.get((weighed.id, one.id), "a finding")) for one in told.parts
            )
            networks[pair] = replace(networks[pair], weights=shown)
        for sensitive in sensitivities(weighed, targets):
            pair = sensitive.target, weighed.id
            networks[pair] = replace(networks[pair], sensitivity=_swings(sensitive))
    return replace(parts, networks=networks)


def _weight(one: PartWeight, for_public: str) -> Weight:
    return Weight(
        label=one.title,
        weight=one.last_in * _NATS,
        lo=one.lowest * _NATS,
        hi=one.highest * _NATS,
        for_public=for_public,
    )


def _swings(told: Sensitivity) -> tuple[Swing, ...]:
    """The numbers that move the share most within their range."""
    return tuple(
        Swing(
            label=one.name,
            low=f"{one.range[0]:.3g}",
            high=f"{one.range[1]:.3g}",
            at_low=one.shares[0],
            at_high=one.shares[1],
            flips_at=f"{one.crossings[0]:.3g}" if one.crossings else None,
            for_public=one.name,
        )
        for one in told.swings[:_MOST]
        if one.width > 0
    )
