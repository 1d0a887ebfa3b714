"""How much each part of the evidence adds to a cause: first in, last in, over orders, Shapley.

In decibans on the log-odds (Good 1985): what a finding adds depends on what is known already. On
its own, given all the rest, the least and the most over all orders of entry, and the average over
orders, which is the only one that adds up: prior and Shapley values sum to the log-odds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from causality.explain.game import MOST_EXACT, Standings, sampled, shapley, subset_weights
from causality.explain.weighed import Flags, Floats, Target, Weighed, log_total
from causality.network.differential.result import DECIBANS

__all__ = ["DECIBANS", "Attribution", "PartWeight", "attribution", "attributions"]


@dataclass(frozen=True, slots=True)
class PartWeight:
    """What one part of the evidence adds, in decibans; positive is towards the cause.

    ``standard_error`` is that of ``shapley`` where orders were sampled, else None.
    """

    id: str
    title: str
    about: str
    grounds: tuple[str, ...]
    first_in: float
    last_in: float
    lowest: float
    highest: float
    shapley: float
    standard_error: float | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where the log-odds of a cause come from: literature before the case, and the case's parts.

    ``prior`` and ``posterior`` are decibans; ``before`` and ``share`` the same as probabilities.
    """

    event: str
    target: str
    kind: str
    title: str
    before: float
    share: float
    prior: float
    posterior: float
    parts: tuple[PartWeight, ...]

    @property
    def case(self) -> float:
        """What the case adds in all, in decibans."""
        return self.posterior - self.prior


def attributions(
    weighed: Weighed, targets: Sequence[Target] | None = None
) -> tuple[Attribution, ...]:
    """The attribution of each target; of each drug's involvement where none is named.

    A target that is excluded, or has nothing against it, is left out.
    """
    asked = weighed.involvements() if targets is None else targets
    before, added = weighed.matrices()
    there = np.isfinite(before).all(axis=1)
    games = [
        (target, target.own[there], target.rest[there])
        for target in asked
        if target.own[there].any() and target.rest[there].any()
    ]
    before, added = before[there], added[:, there]
    ends = log_total(before), log_total(before + added.sum(axis=0))
    if len(added) <= MOST_EXACT:
        weights = subset_weights(before, added)
        found = [
            shapley(log_total(weights[own], 0) - log_total(weights[rest], 0))
            for _, own, rest in games
        ]
    else:
        found = sampled(before, added, [(own, rest) for _, own, rest in games])
    return tuple(
        _told(weighed, target, standings, [_odds(end, own, rest) for end in ends])
        for (target, own, rest), standings in zip(games, found, strict=True)
    )


def attribution(weighed: Weighed, target: Target) -> Attribution | None:
    """The attribution of one target; None where it is excluded or stands alone."""
    return next(iter(attributions(weighed, (target,))), None)


def _odds(weights: Floats, own: Flags, rest: Flags) -> float:
    return float(log_total(weights[own]) - log_total(weights[rest]))


def _told(
    weighed: Weighed, target: Target, standings: Standings, odds: Sequence[float]
) -> Attribution:
    errors = standings.standard_error
    return Attribution(
        event=weighed.id,
        target=target.id,
        kind=target.kind,
        title=target.title,
        before=_share(odds[0]),
        share=_share(odds[1]),
        prior=odds[0] * DECIBANS,
        posterior=odds[1] * DECIBANS,
        parts=tuple(
            PartWeight(
                id=".".join(map(str, part.place)),
                title=part.title,
                about=part.about,
                grounds=part.grounds,
                first_in=float(standings.first_in[i]) * DECIBANS,
                last_in=float(standings.last_in[i]) * DECIBANS,
                lowest=float(standings.lowest[i]) * DECIBANS,
                highest=float(standings.highest[i]) * DECIBANS,
                shapley=float(standings.shapley[i]) * DECIBANS,
                standard_error=None if errors is None else float(errors[i]) * DECIBANS,
            )
            for i, part in enumerate(weighed.parts)
        ),
    )


def _share(odds: float) -> float:
    return float(1.0 / (1.0 + np.exp(-odds)))
