"""The shares of every node at once, by two passes over the buckets of an elimination order.

The way down gives P(evidence); the way back up gives each bucket what all others know. From the
same beliefs come the expected numbers of cases behind each row, as learning needs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from causality.network.codes import MISSING, Codes, checked_codes, checked_likelihood, codes_of
from causality.network.conditioned import TooEntangled
from causality.network.engine import compiled
from causality.network.evidence import Evidence, evidence_of
from causality.network.factor import Array, Factor
from causality.network.network import Network, Node, checked
from causality.network.order import min_fill, stored_order
from causality.network.passes import Beliefs, beliefs
from causality.network.posterior import Posterior
from causality.network.question import Question, bits, whole

__all__ = [
    "Marginals",
    "expected_counts",
    "marginals",
    "marginals_of_many",
    "one_case",
]

_NUMBERS = 1 << 23  # numbers in the largest bucket of a block of cases (64 MB)


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
    shares = {node.name: np.empty((len(rows), len(node.states))) for node in network.nodes}
    log_evidence = np.empty(len(rows))
    if network.decimals is None:
        for part, each in _blocks(network, findings, rows, scaled):
            log_evidence[part] = each.log_evidence
            for i, name in enumerate(network.names):
                shares[name][part] = each.share(i).T
        again = np.flatnonzero(np.isneginf(log_evidence))
    else:
        # Rows that miss one by a rounding weigh on the nodes above them; an engine per node leaves
        # out what cannot matter to it, as every other program does.
        again = np.arange(len(rows))
    if len(again):
        weights = {name: values[again] for name, values in scaled.items()}
        for name in network.names:
            engine = compiled(network, name, findings, soft=tuple(scaled), ahead=False)
            answer = engine.posteriors(rows[again], weights)
            shares[name][again], log_evidence[again] = answer.shares, answer.log_evidence
    return Marginals(shares, log_evidence + taken_out)


def one_case(network: Network, evidence: Evidence) -> Beliefs:
    """What every node and every family believes in one case."""
    names = tuple(evidence.hard)
    soft = {name: np.array([values]) for name, values in evidence.soft.items()}
    rows, scaled, _ = _evidence(network, names, codes_of(network, names, [evidence.hard]), soft)
    return next(each for _, each in _blocks(network, names, rows, scaled))


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
    for part, each in _blocks(network, findings, rows, scaled):
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


def _blocks(
    network: Network, findings: Sequence[str], rows: Codes, scaled: Mapping[str, Array]
) -> Iterator[tuple[slice, Beliefs]]:
    asked = whole(network)
    stored = stored_order(network, asked)
    order = (*(stored if stored is not None else min_fill(asked)), asked.target)
    largest = _largest(asked, order)
    if largest > _NUMBERS:
        wrong = f"{network.id}: the shares of all nodes at once"
        raise TooEntangled(f"{wrong} would need {largest:.1e} numbers a case")
    block = max(1, _NUMBERS // largest)
    tables = [_table(network, node) for node in network.nodes]
    for start in range(0, len(rows), block):
        part = slice(start, min(start + block, len(rows)))
        likelihood = {name: values[part] for name, values in scaled.items()}
        factors = [*tables, *_findings(network, findings, rows[part]), *_soft(network, likelihood)]
        yield part, beliefs(factors, order, part.stop - start)


def _table(network: Network, node: Node) -> Factor:
    """The table of a node over numbered nodes, the same for all cases."""
    axes = [network.names.index(name) for name in (*node.parents, node.name)]
    ascending = sorted(range(len(axes)), key=axes.__getitem__)
    return Factor(tuple(sorted(axes)), node.table.transpose(ascending)[..., None])


def _findings(network: Network, findings: Sequence[str], rows: Codes) -> Iterator[Factor]:
    """[state, case]: one where a state agrees with the finding or nothing is known."""
    for column, name in enumerate(findings):
        states = np.arange(len(network.node(name).states))[:, None]
        codes = rows[:, column]
        agrees = (codes == MISSING) | (codes == states)
        yield Factor((network.names.index(name),), agrees.astype(np.float64))


def _soft(network: Network, likelihood: Mapping[str, Array]) -> Iterator[Factor]:
    for name, values in likelihood.items():
        yield Factor((network.names.index(name),), np.ascontiguousarray(values.T))


def _largest(asked: Question, order: Sequence[int]) -> int:
    """Joint states of the largest bucket."""
    scopes = list(asked.families)
    largest = 1
    for i in order:
        union = 0
        for scope in scopes:
            union |= scope if scope >> i & 1 else 0
        scopes = [scope for scope in scopes if not scope >> i & 1] + [union & ~(1 << i)]
        largest = max(largest, int(np.prod([float(asked.cards[j]) for j in bits(union)])))
    return largest
