"""Answers: the share of each state of a target, and how probable the evidence was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Posterior", "Posteriors"]


@dataclass(frozen=True, slots=True)
class Posterior:
    """P(target | evidence) of one case, by name of state, and ln P(evidence)."""

    target: str
    shares: Mapping[str, float]
    log_evidence: float


@dataclass(frozen=True, slots=True, eq=False)
class Posteriors:
    """The same for many cases: ``shares`` [case, state], ``log_evidence`` [case].

    Where the evidence is impossible the shares are NaN and ln P(evidence) is -inf.
    """

    target: str
    states: tuple[str, ...]
    shares: NDArray[np.float64]
    log_evidence: NDArray[np.float64]

    @property
    def contradictory(self) -> NDArray[np.bool_]:
        """Which cases hold evidence that the network calls impossible."""
        return np.isneginf(self.log_evidence)

    def __len__(self) -> int:
        return len(self.log_evidence)

    def __getitem__(self, case: int) -> Posterior:
        """One case by name of state."""
        row = self.shares[case]
        shares = {state: float(value) for state, value in zip(self.states, row, strict=True)}
        return Posterior(self.target, shares, float(self.log_evidence[case]))
