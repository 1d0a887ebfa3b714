"""Weights of evidence over subsets of findings: first in, last in, over all orders, Shapley.

A game is a value for every subset of n players: here the log-odds of a cause if only these parts of
the evidence were known. Subsets are bit masks; up to 16 players all are evaluated, by splitting
the players into two halves, so that the weight of a candidate in every subset is one matrix product
over the joint states.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial

import numpy as np
from numpy.typing import NDArray

from causality.explain.weighed import Floats, log_total

__all__ = ["MOST_EXACT", "Standings", "sampled", "shapley", "subset_weights"]

MOST_EXACT = 16
"""Players up to which every subset is evaluated; beyond it, orders are sampled."""

_SAFE = 1e-250  # below this a product may have lost digits to underflow
_SEED = 20241022


@dataclass(frozen=True, slots=True)
class Standings:
    """What each player adds, in the unit of the game, [players].

    ``lowest`` and ``highest`` are over all orders of entry (of the sampled ones, where
    ``standard_error`` is given).
    """

    first_in: Floats
    last_in: Floats
    lowest: Floats
    highest: Floats
    shapley: Floats
    standard_error: Floats | None = None


def subset_weights(before: Floats, added: Floats) -> Floats:
    """Log weight of each candidate under every subset of parts, [candidates, 2**parts].

    ``before`` is [candidates, states], ``added`` [parts, candidates, states]; bit i of a subset
    stands for part i.
    """
    parts = len(added)
    half = parts // 2
    low = _sums(before, added[:half])
    high = _sums(np.zeros_like(before), added[half:])
    tops = [np.where(np.isfinite(top), top, 0.0) for top in (low.max(axis=2), high.max(axis=2))]
    ours, theirs = (
        np.exp(logs - top[:, :, None]).transpose(1, 0, 2)
        for logs, top in zip((low, high), tops, strict=True)
    )
    product = np.matmul(theirs, ours.transpose(0, 2, 1))
    with np.errstate(divide="ignore"):
        found = np.log(product) + tops[0].T[:, None, :] + tops[1].T[:, :, None]
    for candidate, above, below in np.argwhere(product < _SAFE).tolist():
        found[candidate, above, below] = log_total(low[below, candidate] + high[above, candidate])
    table: Floats = found.reshape(len(before), 1 << parts)
    return table


def _sums(before: Floats, added: Floats) -> Floats:
    """``before`` plus every subset of ``added``, [2**parts, candidates, states]."""
    found = before[None]
    for part in added:
        found = np.concatenate([found, found + part])
    return found


def shapley(values: Floats) -> Standings:
    """All standings of a game that is given by the value of every subset, float64[2**n].

    phi_i = sum over S without i of |S|! (n-|S|-1)! / n! (v(S+i) - v(S)) (Shapley 1953).
    """
    players = len(values).bit_length() - 1
    if not players:
        return Standings(*(np.zeros(0) for _ in range(5)))
    sizes = _sizes(players - 1)
    share = np.array(
        [
            factorial(size) * factorial(players - size - 1) / factorial(players)
            for size in range(players)
        ]
    )[sizes]
    steps = np.empty((players, len(sizes)))
    for player in range(players):
        sides = values.reshape(-1, 2, 1 << player)
        steps[player] = (sides[:, 1] - sides[:, 0]).ravel()
    return Standings(
        steps[:, 0].copy(), steps[:, -1].copy(), steps.min(axis=1), steps.max(axis=1), steps @ share
    )


def _sizes(players: int) -> NDArray[np.int64]:
    """How many players each subset holds."""
    found = np.zeros(1, dtype=np.int64)
    for _ in range(players):
        found = np.concatenate([found, found + 1])
    return found


def sampled(
    before: Floats,
    added: Floats,
    games: list[tuple[NDArray[np.bool_], NDArray[np.bool_]]],
    pairs: int = 100,
) -> list[Standings]:
    """Standings of several games from random orders, each followed by its reverse.

    A game sets the candidates of its first flags against those of its second. The values add up
    exactly; each has a standard error. The draws are the same on every machine.
    """
    parts = len(added)
    walks: list[list[Floats]] = [[] for _ in games]
    for draw in range(pairs):
        raw = np.random.PCG64(_SEED + draw).random_raw(parts)
        order = np.argsort(raw, kind="stable")
        for way in (order, order[::-1]):
            logs = before + np.concatenate([np.zeros((1, *before.shape)), added[way]]).cumsum(0)
            weights = log_total(logs)
            for walk, (own, rest) in zip(walks, games, strict=True):
                odds = log_total(weights[:, own]) - log_total(weights[:, rest])
                steps = np.empty(parts)
                steps[way] = np.diff(odds)
                walk.append(steps)
    alone = log_total(before + added)
    without = log_total(before + added.sum(axis=0) - added)
    nothing, everything = log_total(before), log_total(before + added.sum(axis=0))
    found = []
    for walk, (own, rest) in zip(walks, games, strict=True):
        steps = np.array(walk)
        both = (steps[0::2] + steps[1::2]) / 2

        def odds_of(
            weights: Floats, own: NDArray[np.bool_] = own, rest: NDArray[np.bool_] = rest
        ) -> Floats:
            return log_total(weights[..., own]) - log_total(weights[..., rest])

        first = odds_of(alone) - odds_of(nothing)
        last = odds_of(everything) - odds_of(without)
        found.append(
            Standings(
                first,
                last,
                np.minimum(np.minimum(steps.min(axis=0), first), last),
                np.maximum(np.maximum(steps.max(axis=0), first), last),
                both.mean(axis=0),
                both.std(axis=0, ddof=1) / np.sqrt(pairs),
            )
        )
    return found
