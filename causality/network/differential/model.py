"""The differential as arrays: every number with its spread and its column of draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.uncertain import Draws, NumberTable, amounts_at, odds_at, shares_at
from causality.network.differential.schema import DifferentialFile

__all__ = ["AmountSet", "Block", "Model", "RowSet", "summed"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AmountSet:
    """Several amounts: values, spreads of their logarithms (of log-odds if shares), columns."""

    values: Floats
    sigmas: Floats
    columns: NDArray[np.int64]
    share: bool = False

    @classmethod
    def empty(cls) -> AmountSet:
        """No amount."""
        return cls(np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.int64))

    def at(self, eps: Draws) -> Floats:
        """The amounts under each draw, float64[draws, amounts]."""
        if self.share:
            return odds_at(self.values, self.sigmas, self.columns, eps)
        return amounts_at(self.values, self.sigmas, self.columns, eps)


@dataclass(frozen=True, slots=True)
class RowSet:
    """Probability vectors by parent states: [..., states], with spreads and columns of draws."""

    values: Floats
    sigmas: Floats
    columns: NDArray[np.int64]

    def at(self, eps: Draws) -> Floats:
        """The vectors under each draw, float64[draws, ..., states]."""
        return shares_at(self.values, self.sigmas, self.columns, eps)


@dataclass(frozen=True, slots=True)
class Block:
    """One node of a template: which finding it reads, and the state sets its values stand for.

    ``sets[i]`` is a bit mask over ``states`` for value ``i`` of the finding; 0 says nothing.
    """

    id: str
    reads: str
    title: str
    states: tuple[str, ...]
    sets: tuple[int, ...]
    values: int
    rows: RowSet

    def evidence(self, masks: NDArray[np.uint32]) -> NDArray[np.int64]:
        """The set of states that each mask of the finding leaves; 0 where it says nothing.

        A mask with one value that says nothing says nothing: the record leaves that open. So does
        ``unknown`` beside a single value.
        """
        if len(masks) > 1 << self.values:
            every = np.arange(1 << self.values, dtype=np.uint32)
            return self.evidence(every)[masks]
        left = np.zeros(len(masks), dtype=np.int64)
        named = masks >> np.uint32(1)
        silent = ((masks & np.uint32(1)) != 0) & ((named & (named - np.uint32(1))) == 0)
        for value in range(1, self.values):
            held = (masks >> np.uint32(value)) & np.uint32(1) != 0
            left = np.where(held, left | self.sets[value], left)
            if self.sets[value] == 0:
                silent = silent | held
        return np.where(silent, 0, left)

    def options(self, mask: int) -> tuple[int, ...]:
        """The sets of states that the single values of a mask stand for, for its range."""
        held = [value for value in range(1, self.values) if mask >> value & 1]
        silence = (0,) if mask & 1 else ()
        return tuple(dict.fromkeys((*(self.sets[value] for value in held), *silence)))

    def likelihoods(self, eps: Draws) -> Floats:
        """P(set of states | parents): float64[draws, ..., 2**states]; the empty set gives 1."""
        rows = self.rows.at(eps)
        return summed(rows)


def summed(rows: Floats) -> Floats:
    """Probabilities of every set of states out of those of single states, on the last axis."""
    states = rows.shape[-1]
    found = np.ones((*rows.shape[:-1], 1 << states))
    for held in range(1, 1 << states):
        total = np.zeros(rows.shape[:-1])
        for state in range(states):
            if held >> state & 1:
                total = total + rows[..., state]
        found[..., held] = total
    return found


@dataclass(frozen=True, slots=True)
class Model:
    """All numbers of the differential; ``numbers`` names every column of draws."""

    id: str
    version: str
    title: str
    sha256: str
    file: DifferentialFile
    natural_states: tuple[str, ...]
    record_states: tuple[str, ...]
    window: AmountSet
    background: AmountSet
    prior: AmountSet
    joint: AmountSet
    exposure: AmountSet
    latency: AmountSet
    recovery: AmountSet
    pace: AmountSet
    removed: RowSet
    by_itself: RowSet
    natural: RowSet
    said_right: AmountSet
    quality: RowSet
    information: RowSet
    real: RowSet
    least_real: float
    real_evidence: tuple[Block, ...]
    drug: tuple[Block, ...]
    dechallenge: RowSet
    event: tuple[Block, ...]
    status: RowSet
    absent: AmountSet
    rate_column: int
    numbers: NumberTable
