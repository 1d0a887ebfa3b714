"""One question to a network by names: the shares of a node given what is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from causality.network.engine import compiled
from causality.network.evidence import ContradictoryEvidence, EvidenceProblem, evidence_of
from causality.network.network import Network
from causality.network.support import unsupported

__all__ = ["Answer", "query", "refused"]

_SCHEMA = "causality/network-answer/1"


@dataclass(frozen=True, slots=True)
class Answer:
    """P(target | evidence) and P(target), by name of state, and ln P(evidence).

    ``unsupported``: node -> probability that its numbers come from a row that no case supports.
    """

    network: str
    target: str
    given: Mapping[str, str]
    likelihood: Mapping[str, tuple[float, ...]]
    shares: Mapping[str, float]
    prior: Mapping[str, float]
    log_evidence: float
    unsupported: Mapping[str, float]

    def to_json(self) -> dict[str, object]:
        """Plain values, numbers with 12 significant digits."""
        return {
            "schema": _SCHEMA,
            "network": self.network,
            "target": self.target,
            "given": dict(self.given),
            "likelihood": {name: list(values) for name, values in self.likelihood.items()},
            "shares": _short(self.shares),
            "prior": _short(self.prior),
            "log_evidence": float(f"{self.log_evidence:.12g}"),
            "unsupported": _short(self.unsupported),
            "not_computable": None,
        }


def query(
    network: Network,
    given: Mapping[str, str],
    target: str | None = None,
    likelihood: Mapping[str, Sequence[float]] | None = None,
) -> Answer:
    """What the network says about ``target`` (else its own target) when this is known.

    ``given``: node -> state; ``likelihood``: node -> P(what was seen | state) per state, any
    scale. NotFound for unknown names, EvidenceProblem for unusable likelihoods,
    ContradictoryEvidence where P(evidence) = 0, TooEntangled where an exact answer is out of reach.
    """
    evidence = evidence_of(network, given, likelihood)
    target = target if target is not None else network.target
    if target is None:
        raise EvidenceProblem(f"{network.id} names no target; say which node is asked for")
    asked = compiled(network, target, tuple(evidence.hard), soft=tuple(evidence.soft), ahead=False)
    found = asked.posterior(evidence.hard, evidence.soft)
    return Answer(
        network.id,
        target,
        evidence.hard,
        evidence.soft,
        found.shares,
        _prior(network, target),
        found.log_evidence,
        unsupported(network, [target], evidence.hard, evidence.soft),
    )


@lru_cache(maxsize=64)
def _prior(network: Network, target: str) -> Mapping[str, float]:
    """P(target) before any evidence; the same for every question."""
    shares = compiled(network, target, (), ahead=False).posterior({}).shares
    return MappingProxyType(dict(shares))


def refused(
    network: Network,
    given: Mapping[str, str],
    target: str | None,
    likelihood: Mapping[str, Sequence[float]],
    why: ContradictoryEvidence,
) -> dict[str, object]:
    """The JSON of an answer that there is none: the evidence cannot all be true."""
    return {
        "schema": _SCHEMA,
        "network": network.id,
        "target": target if target is not None else network.target,
        "given": dict(given),
        "likelihood": {name: list(values) for name, values in likelihood.items()},
        "shares": None,
        "prior": None,
        "log_evidence": None,
        "unsupported": {},
        "not_computable": why.to_json(),
    }


def _short(numbers: Mapping[str, float]) -> dict[str, float]:
    return {name: float(f"{number:.12g}") for name, number in numbers.items()}
