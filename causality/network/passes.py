"""Two passes over the buckets of an elimination order: what every table and every node believes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from causality.network.codes import MISSING, Codes
from causality.network.conditioned import TooEntangled
from causality.network.factor import Array, Factor, multiplied, onto, rescaled, summed_out
from causality.network.network import Network, Node
from causality.network.order import common_order
from causality.network.question import Question, bits, whole

__all__ = ["Beliefs", "beliefs", "believed", "largest_bucket"]

_NUMBERS = 1 << 23  # numbers in the largest bucket of a block of cases (64 MB)


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs:
    """What both passes leave behind; ask it for the shares of a node or of a factor's nodes.

    ``log_evidence`` is ln P(evidence) [case]; where it is -inf all shares are NaN. ``buckets``
    hold, per eliminated node, the product of all that is known about its neighbourhood.
    """

    log_evidence: Array
    _factors: tuple[Factor, ...]
    _home: dict[int, int]
    _buckets: dict[int, tuple[Factor, ...]]

    def share(self, node: int) -> Array:
        """P(node | evidence) as [state, case]."""
        return self._normalised(node, (node,)).values

    def family(self, factor: int) -> Factor:
        """P(nodes of the factor of that number | evidence)."""
        return self._normalised(self._home[factor], self._factors[factor].axes)

    def _normalised(self, bucket: int, axes: Sequence[int]) -> Factor:
        joint = onto(multiplied(self._buckets[bucket]), axes)
        total = onto(joint, ()).values
        with np.errstate(invalid="ignore"):
            values = joint.values / np.where(np.isneginf(self.log_evidence), np.nan, total)
        return Factor(joint.axes, values)


def believed(
    network: Network, findings: Sequence[str], rows: Codes, scaled: Mapping[str, Array]
) -> Iterator[tuple[slice, Beliefs]]:
    """Both passes for cases with evidence, a block that memory holds at a time.

    ``rows``: codes [case, finding]; ``scaled``: node -> likelihood [case, state]. TooEntangled
    where not even one case fits.
    """
    asked = whole(network)
    order = (*common_order(network, asked), asked.target)
    largest = largest_bucket(asked, order)
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


def beliefs(factors: Sequence[Factor], order: Sequence[int], cases: int) -> Beliefs:
    """Eliminate every node in this order, then send back to each bucket what the others know.

    ``factors``: tables and evidence, together about every node of ``order``.
    """
    open_: list[tuple[Factor, int | None]] = [(factor, None) for factor in factors]
    number = {id(factor): i for i, factor in enumerate(factors)}
    home: dict[int, int] = {}
    buckets: dict[int, list[tuple[Factor, int | None]]] = {}
    log_evidence = np.zeros(cases)
    for node in order:
        inside = [entry for entry in open_ if node in entry[0].axes]
        open_ = [entry for entry in open_ if node not in entry[0].axes]
        home |= {number[id(factor)]: node for factor, below in inside if below is None}
        message, taken_out = rescaled(summed_out([factor for factor, _ in inside], node))
        log_evidence += taken_out
        open_.append((message, node))
        buckets[node] = inside
    with np.errstate(divide="ignore"):
        for message, _ in open_:
            log_evidence += np.log(message.values)
    known: dict[int, tuple[Factor, ...]] = {}
    above: dict[int, tuple[Factor, ...]] = {}
    for node in reversed(order):
        everything = [factor for factor, _ in buckets[node]]
        known[node] = (*everything, *above.get(node, ()))
        for place, (message, below) in enumerate(buckets[node]):
            others = [*everything[:place], *everything[place + 1 :], *above.get(node, ())]
            if below is not None and others:
                above[below] = (rescaled(onto(multiplied(others), message.axes))[0],)
    return Beliefs(log_evidence, tuple(factors), home, known)


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


def largest_bucket(asked: Question, order: Sequence[int]) -> int:
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
