"""Tables learned from cases with gaps, starting from what the network says already.

Expectation-maximisation: complete each case in every possible way, weighted by how likely the
present tables make it; then let each row be what it was, worth ``strength`` cases, plus the cases
just counted:

    theta = (strength * theta_0 + N) / (strength + n)

This never lowers ln P(cases) + strength * sum theta_0 ln theta. With nothing missing it is done
after one round. What the network calls impossible stays impossible.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from causality.citation import Origin
from causality.network.cases import read_cases
from causality.network.codes import MISSING
from causality.network.evidence import EvidenceProblem
from causality.network.factor import Array
from causality.network.marginals import expected_counts
from causality.network.network import Network, Node, Row, checked

__all__ = ["Learned", "Moved", "learned", "learned_from"]

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

    ``impossible`` counts those of the ``cases`` that the network calls impossible; they taught
    nothing. ``missing`` counts empty cells. ``settled`` is False where the rounds ran out before
    the tables came to rest.
    """

    network: Network
    objective: tuple[float, ...]
    moved: tuple[Moved, ...]
    impossible: int
    cases: int
    missing: int
    strength: float
    settled: bool

    def to_json(self) -> dict[str, object]:
        """Plain values, numbers with 12 significant digits; the new tables are in the network."""
        return {
            "schema": "causality/network-learning/1",
            "network": self.network.id,
            "cases": self.cases,
            "missing_cells": self.missing,
            "impossible": self.impossible,
            "strength": self.strength,
            "rounds": len(self.objective) - 1,
            "settled": self.settled,
            "objective": [_short(value) for value in self.objective],
            "moved": [
                {
                    "node": each.node,
                    "when": dict(each.when),
                    "before": [_short(value) for value in each.before],
                    "after": [_short(value) for value in each.after],
                    "by": _short(each.by),
                    "cases": _short(each.cases),
                }
                for each in self.moved
            ],
        }


def learned(
    network: Network,
    findings: Sequence[str],
    codes: ArrayLike,
    *,
    strength: float = 10.0,
    rounds: int = 200,
    source: str = "",
) -> Learned:
    """The tables that best fit the cases without forgetting what the network says.

    ``codes``: [case, finding], -1 for missing, as ``Engine.posteriors``. ``strength``: how many
    cases each present row is worth (above 0). Stops when the objective no longer rises, or after
    ``rounds``. ``source``: where the cases are from, for the origin of the new rows.
    """
    checked(network)
    if not 0 < strength < math.inf:
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
        _sourced(present, support, len(log_evidence), strength, source),
        tuple(objective),
        tuple(sorted(moved, key=lambda each: (-each.by, each.node, each.when))),
        int(np.count_nonzero(~possible)),
        len(log_evidence),
        int(np.count_nonzero(np.asarray(codes) == MISSING)),
        strength,
        _settled(objective),
    )


def learned_from(
    network: Network,
    path: Path,
    *,
    skip: Collection[str] = (),
    strength: float = 10.0,
    rounds: int = 200,
) -> Learned:
    """The same from a CSV file of labelled cases (see ``read_cases``); new rows name it by hash."""
    cases = read_cases(path, network, skip=skip)
    source = f"{cases.name}, SHA-256 {cases.sha256}"
    return learned(
        network, cases.findings, cases.codes, strength=strength, rounds=rounds, source=source
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


def _short(value: float) -> float:
    return float(f"{value:.12g}")


def _sourced(
    network: Network, support: dict[str, Array], cases: int, strength: float, source: str
) -> Network:
    """The network with the source and the support of each learned row."""
    formula = f"(earlier row * {strength:g} + expected counts in {cases} cases) / their sum"
    note = {"note": f"The cases: {source}."} if source else {}
    origin = Origin.model_validate({"from": "derived", "formula": formula, **note})
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
