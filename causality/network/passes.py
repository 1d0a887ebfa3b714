"""Two passes over the buckets of an elimination order: what every table and every node believes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from causality.network.factor import Array, Factor, multiplied, onto, rescaled, summed_out

__all__ = ["Beliefs", "beliefs"]


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
