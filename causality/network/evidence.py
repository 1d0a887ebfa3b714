"""What is known about the nodes of a network in one case, checked; and evidence that cannot be."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from causality.errors import CausalityError
from causality.network.network import Network

__all__ = [
    "ContradictoryEvidence",
    "Evidence",
    "EvidenceProblem",
    "evidence_of",
]


class EvidenceProblem(CausalityError):
    """Evidence that cannot be entered: a likelihood of the wrong length, a code out of range."""


class ContradictoryEvidence(CausalityError):
    """Findings that the network holds impossible together: P(evidence) = 0.

    ``findings`` is a smallest set of (node, state) that cannot all hold; the state of a soft
    finding is written as its likelihood. ``smallest`` is False where the search for a smaller set
    was cut short; even then, leaving out any one of the named findings resolves this conflict.
    """

    def __init__(self, findings: Iterable[tuple[str, str]], *, smallest: bool = True) -> None:
        self.findings = tuple(findings)
        self.smallest = smallest
        said = ", ".join(f"{node} = {state}" for node, state in self.findings)
        what = "cannot occur" if len(self.findings) == 1 else "cannot all be true"
        super().__init__(f"contradictory evidence, in this network: {said} {what}")

    def to_json(self) -> dict[str, object]:
        """Plain values: the findings that cannot all hold, and whether fewer of them could not."""
        return {
            "because": str(self),
            "conflict": [{"node": node, "state": state} for node, state in self.findings],
            "smallest": self.smallest,
        }


@dataclass(frozen=True, slots=True)
class Evidence:
    """Checked evidence on one case: ``hard`` node -> state, ``soft`` node -> one number a state.

    A soft finding is a likelihood, P(what was seen | state) on any scale; it is not a belief.
    """

    hard: Mapping[str, str]
    soft: Mapping[str, tuple[float, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """Every node that something is known about, once."""
        return tuple(dict.fromkeys((*self.hard, *self.soft)))


def evidence_of(
    network: Network,
    given: Mapping[str, str],
    likelihood: Mapping[str, Sequence[float]] | None = None,
) -> Evidence:
    """Evidence checked against the network, in the network's own order of nodes.

    Raises NotFound for a node or state the network has not, EvidenceProblem for a likelihood that
    is not one finite number >= 0 per state.
    """
    likelihood = likelihood or {}
    for name, state in given.items():
        network.state(name, state)
    for name, values in likelihood.items():
        states = network.node(name).states
        if len(values) != len(states):
            wrong = f"likelihood of {name}: {len(values)} numbers for {len(states)} states"
            raise EvidenceProblem(f"{wrong} ({', '.join(states)})")
        if not all(math.isfinite(value) and value >= 0 for value in values):
            raise EvidenceProblem(f"likelihood of {name}: numbers must be finite and not negative")
    hard = {name: given[name] for name in network.names if name in given}
    soft = {
        name: tuple(float(value) for value in likelihood[name])
        for name in network.names
        if name in likelihood
    }
    return Evidence(MappingProxyType(hard), MappingProxyType(soft))
