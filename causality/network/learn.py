"""Tables learned from cases with gaps, starting from what the network says already.

Expectation-maximisation: complete each case in every possible way, weighted by how likely the
present tables make it; then let each row be what it was, worth ``strength`` cases, plus the cases
just counted:

    theta = (strength * theta_0 + N) / (strength + n)

This never lowers ln P(cases) + strength * sum theta_0 ln theta. With nothing missing it is done
after one round. What the network calls impossible stays impossible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from causality.citation import Origin
from causality.network.evidence import EvidenceProblem
from causality.network.factor import Array
from causality.network.marginals import expected_counts
from causality.network.network import Network, Node, Row, checked

__all__ = ["Learned", "Moved", "learned"]

_ENOUGH = 1e-8  # of the objective, relative: no share moves by more than rounding after that


@dataclass(frozen=True, slots=True)
class Moved:
    """One row before and after, and the expected number of cases that were in it."""

    node: str
    when: tuple[tuple[str, str], ...]
    before: tuple[float, ...]
    after: tuple[float, ...]
    cases: float

    @property
    def by(self) -> float:
        """The largest change of one number."""
        return max(abs(a - b) for a, b in zip(self.after, self.before, strict=True))


@dataclass(frozen=True, slots=True)
class Learned:
    """The network with new tables, the objective after each round, and what moved, most first.

    ``impossible`` counts cases that the network calls impossible; they taught nothing.
    """

    network: Network
    objective: tuple[float, ...]
    moved: tuple[Moved, ...]
    impossible: int


def learned(
    network: Network,
    findings: Sequence[str],
    codes: ArrayLike,
    *,
    strength: float = 10.0,
    rounds: int = 200,
) -> Learned:
    """The tables that best fit the cases without forgetting what the network says.

    ``codes``: [case, finding], -1 for missing, as ``Engine.posteriors``. ``strength``: how many
    cases each present row is worth (above 0). Stops when the objective no longer rises, or after
    ``rounds``.
    """
    checked(network)
    if not strength > 0:
        raise EvidenceProblem(f"strength {strength}: a present row is worth some cases")
    prior = {node.name: node.table for node in network.nodes}
    present = network
    objective: list[float] = []
    while True:
        counts, log_evidence = expected_counts(present, findings, codes)
        possible = np.isfinite(log_evidence)
        objective.append(float(log_evidence[possible].sum()) + _kept(prior, present, strength))
        if len(objective) > rounds or _settled(objective):
            break
        present = _maximised(network, counts, strength)
    support = {name: cells.sum(axis=-1) for name, cells in counts.items()}
    moved = [
        each
        for before, after in zip(network.nodes, present.nodes, strict=True)
        for each in _moved(network, before, after, support[before.name])
    ]
    return Learned(
        _sourced(present, support, len(log_evidence), strength),
        tuple(objective),
        tuple(sorted(moved, key=lambda each: (-each.by, each.node, each.when))),
        int(np.count_nonzero(~possible)),
    )


def _kept(prior: dict[str, Array], present: Network, strength: float) -> float:
    """What the present rows are worth: strength * sum theta_0 ln theta, zeros left out."""
    total = 0.0
    for node in present.nodes:
        held = prior[node.name] > 0
        total += strength * float(np.sum(prior[node.name][held] * np.log(node.table[held])))
    return total


def _settled(objective: Sequence[float]) -> bool:
    if len(objective) < 2:  # noqa: PLR2004 - nothing to compare yet
        return False
    return objective[-1] - objective[-2] <= _ENOUGH * max(1.0, abs(objective[-1]))


def _maximised(network: Network, counts: dict[str, Array], strength: float) -> Network:
    nodes = []
    for node in network.nodes:
        cells = strength * node.table + counts[node.name]
        table = cells / cells.sum(axis=-1, keepdims=True)
        table.flags.writeable = False
        nodes.append(replace(node, table=table, rows=(), noisy_or=False))
    return replace(network, nodes=tuple(nodes), decimals=None)


def _configurations(network: Network, node: Node) -> list[tuple[tuple[str, str], ...]]:
    states = [network.node(parent).states for parent in node.parents]
    return [tuple(zip(node.parents, given, strict=True)) for given in product(*states)]


def _moved(
    network: Network, before: Node, after: Node, support: NDArray[np.float64]
) -> list[Moved]:
    size = len(before.states)
    rows = zip(
        _configurations(network, before),
        before.table.reshape(-1, size).tolist(),
        after.table.reshape(-1, size).tolist(),
        support.ravel().tolist(),
        strict=True,
    )
    return [
        Moved(before.name, when, tuple(old), tuple(new), cases) for when, old, new, cases in rows
    ]


def _sourced(network: Network, support: dict[str, Array], cases: int, strength: float) -> Network:
    """The network with the source and the support of each learned row."""
    formula = f"(earlier row * {strength:g} + expected counts in {cases} cases) / their sum"
    origin = Origin.model_validate({"from": "derived", "formula": formula})
    nodes = []
    for node in network.nodes:
        behind = np.floor(support[node.name] + 0.5).astype(np.int64)
        rows = zip(
            _configurations(network, node),
            node.table.reshape(-1, len(node.states)).tolist(),
            behind.ravel().tolist(),
            strict=True,
        )
        written = tuple(
            Row(tuple((p, (s,)) for p, s in when), tuple(then), origin, cases_behind)
            for when, then, cases_behind in rows
        )
        nodes.append(replace(node, rows=written, support=behind))
    return replace(network, nodes=tuple(nodes))
