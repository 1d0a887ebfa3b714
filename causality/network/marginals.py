"""The shares of every node at once, by two passes over the buckets of an elimination order.

The way down gives P(evidence); the way back up gives each bucket what all others know. From the
same beliefs come the expected numbers of cases behind each row, as learning needs them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from causality.network.codes import Codes, checked_codes, checked_likelihood, codes_of
from causality.network.engine import compiled
from causality.network.evidence import Evidence, evidence_of
from causality.network.factor import Array
from causality.network.network import Network, checked
from causality.network.passes import Beliefs, believed
from causality.network.posterior import Posterior

__all__ = [
    "Marginals",
    "expected_counts",
    "marginals",
    "marginals_of_many",
    "one_case",
]


@dataclass(frozen=True, slots=True, eq=False)
class Marginals:
    """Node -> shares [case, state], and ln P(evidence) [case]; NaN and -inf where impossible."""

    shares: Mapping[str, Array]
    log_evidence: Array


def marginals(
    network: Network,
    given: Mapping[str, str],
    likelihood: Mapping[str, Sequence[float]] | None = None,
) -> dict[str, Posterior]:
    """P(node | evidence) of every node for one case; ContradictoryEvidence if it is impossible."""
    evidence = evidence_of(network, given, likelihood)
    names = tuple(evidence.hard)
    codes = codes_of(network, names, [evidence.hard])
    soft = {name: np.array([values]) for name, values in evidence.soft.items()}
    found = marginals_of_many(network, names, codes, soft)
    if np.isneginf(found.log_evidence[0]):
        target = evidence.names[0]
        compiled(network, target, names, soft=tuple(soft), ahead=False).posterior(given, likelihood)
    return {
        node.name: Posterior(
            node.name,
            dict(zip(node.states, found.shares[node.name][0].tolist(), strict=True)),
            float(found.log_evidence[0]),
        )
        for node in network.nodes
    }


def marginals_of_many(
    network: Network,
    findings: Sequence[str],
    codes: ArrayLike,
    likelihood: Mapping[str, ArrayLike] | None = None,
) -> Marginals:
    """P(node | evidence) of every node for many cases; arguments as ``Engine.posteriors``."""
    rows, scaled, taken_out = _evidence(network, findings, codes, likelihood)
    shares, log_evidence = _two_passes(network, findings, rows, scaled)
    # Impossible cases may only have underflowed; and rows that miss one by a rounding weigh on the
    # nodes above them. An engine per node knows the first and, as every other program does, leaves
    # out what cannot matter to a node.
    again = np.flatnonzero(np.isneginf(log_evidence) | (network.decimals is not None))
    if len(again):
        weights = {name: values[again] for name, values in scaled.items()}
        for name in network.names:
            engine = compiled(network, name, findings, soft=tuple(scaled), ahead=False)
            answer = engine.posteriors(rows[again], weights)
            shares[name][again], log_evidence[again] = answer.shares, answer.log_evidence
    return Marginals(shares, log_evidence + taken_out)


def _two_passes(
    network: Network, findings: Sequence[str], rows: Codes, scaled: Mapping[str, Array]
) -> tuple[dict[str, Array], Array]:
    shares = {node.name: np.empty((len(rows), len(node.states))) for node in network.nodes}
    log_evidence = np.empty(len(rows))
    for part, each in believed(network, findings, rows, scaled):
        log_evidence[part] = each.log_evidence
        for i, name in enumerate(network.names):
            shares[name][part] = each.share(i).T
    return shares, log_evidence


def one_case(network: Network, evidence: Evidence) -> Beliefs:
    """What every node and every family believes in one case."""
    names = tuple(evidence.hard)
    soft = {name: np.array([values]) for name, values in evidence.soft.items()}
    rows, scaled, _ = _evidence(network, names, codes_of(network, names, [evidence.hard]), soft)
    return next(each for _, each in believed(network, names, rows, scaled))


def expected_counts(
    network: Network,
    findings: Sequence[str],
    codes: ArrayLike,
    likelihood: Mapping[str, ArrayLike] | None = None,
) -> tuple[dict[str, Array], Array]:
    """Node -> expected number of cases in each cell of its table, and ln P(evidence) [case].

    The sum over cases of P(parents, node | evidence), in the shape of the table; a case with
    impossible evidence adds nothing.
    """
    rows, scaled, taken_out = _evidence(network, findings, codes, likelihood)
    counts = {node.name: np.zeros(node.table.shape) for node in network.nodes}
    log_evidence = np.empty(len(rows))
    for part, each in believed(network, findings, rows, scaled):
        log_evidence[part] = each.log_evidence
        for i, node in enumerate(network.nodes):
            family = each.family(i)
            axes = [network.names.index(name) for name in (*node.parents, node.name)]
            cells = np.nan_to_num(family.values).sum(axis=-1)
            counts[node.name] += cells.transpose([family.axes.index(axis) for axis in axes])
    return counts, log_evidence + taken_out


def _evidence(
    network: Network,
    findings: Sequence[str],
    codes: ArrayLike,
    likelihood: Mapping[str, ArrayLike] | None,
) -> tuple[Codes, dict[str, Array], Array]:
    checked(network)
    rows = checked_codes(codes, findings, [len(network.node(name).states) for name in findings])
    soft = {name: len(network.node(name).states) for name in likelihood or {}}
    scaled, taken_out = checked_likelihood(likelihood, soft, len(rows))
    return rows, scaled, taken_out
