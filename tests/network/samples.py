"""Networks to test with, and the slow truth: the whole joint table written out."""

from __future__ import annotations

import gzip
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from causality.network.network import Network, Node, node
from causality.network.pgmpy_bridge import read_exchange

Array = NDArray[np.float64]
YES_NO = ("yes", "no")


def asia() -> Network:
    """The chest clinic of Lauritzen and Spiegelhalter (1988), with its published numbers."""

    def given(*parents: str, yes: object) -> tuple[tuple[str, ...], Array]:
        share = np.array(yes, dtype=float)
        return parents, np.stack([share, 1 - share], axis=-1)

    tables = {
        "asia": given(yes=0.01),
        "smoke": given(yes=0.5),
        "tub": given("asia", yes=[0.05, 0.01]),
        "lung": given("smoke", yes=[0.1, 0.01]),
        "bronc": given("smoke", yes=[0.6, 0.3]),
        "either": given("lung", "tub", yes=[[1, 1], [1, 0]]),
        "xray": given("either", yes=[0.98, 0.05]),
        "dysp": given("bronc", "either", yes=[[0.9, 0.8], [0.7, 0.1]]),
    }
    nodes = (node(name, YES_NO, parents, table=table) for name, (parents, table) in tables.items())
    return Network("asia", tuple(nodes))


@cache
def bundled(name: str) -> Network:
    """A published network that the pgmpy wheel carries."""
    found = importlib.util.find_spec("pgmpy")
    assert found is not None
    assert found.submodule_search_locations is not None
    folder = Path(found.submodule_search_locations[0]) / "utils" / "example_models"
    packed = (folder / f"{name}.bif.gz").read_bytes()
    return read_exchange(gzip.decompress(packed).decode("utf-8"), "bif", name)


def random_network(random: np.random.Generator, nodes: int, zeros: float = 0.2) -> Network:
    """A network of nodes n0, n1, ... with 2-4 states (2-3 from nine nodes on) and impossible cells.

    The order in which nodes are written is not the order of the arrows.
    """
    cards: list[int] = []
    made: list[Node] = []
    for i in range(nodes):
        card = int(random.integers(2, 5 if nodes < 9 else 4))
        count = min(i, int(random.integers(0, 4)))
        parents = [int(parent) for parent in random.permutation(i)[:count]]
        shape = (*(cards[parent] for parent in parents), card)
        table = random.gamma(0.7, size=shape) + 1e-3
        table[random.random(shape) < zeros] = 0
        table[..., 0] += table.sum(axis=-1) == 0
        table /= table.sum(axis=-1, keepdims=True)
        states = [f"s{state}" for state in range(card)]
        made.append(node(f"n{i}", states, [f"n{parent}" for parent in parents], table=table))
        cards.append(card)
    return Network("random", tuple(made[i] for i in random.permutation(nodes)))


@dataclass(frozen=True)
class Truth:
    """P(all nodes) as one table, an axis per node in written order."""

    network: Network
    joint: Array

    def with_evidence(
        self, given: Mapping[str, int], likelihood: Mapping[str, Array] | None = None
    ) -> Array:
        """The table with every cell that the evidence contradicts or weighs down."""
        joint = self.joint
        for name, code in given.items():
            joint = joint * self._along(name, np.eye(len(self.network.node(name).states))[code])
        for name, weights in (likelihood or {}).items():
            joint = joint * self._along(name, weights)
        return joint

    def share(self, joint: Array, *names: str) -> Array:
        """The table summed down to these nodes, in this order, and normalised."""
        axes = [self.network.names.index(name) for name in names]
        others = tuple(axis for axis in range(joint.ndim) if axis not in axes)
        ascending = np.argsort(np.argsort(axes))
        summed: Array = joint.sum(axis=others).transpose(ascending)
        shares: Array = summed / joint.sum()
        return shares

    def _along(self, name: str, values: Array) -> Array:
        shape = [1] * self.joint.ndim
        shape[self.network.names.index(name)] = len(values)
        return values.reshape(shape)


def truth(network: Network) -> Truth:
    """The joint table, by the definition: the product of all tables, cell by cell."""
    place = {name: i for i, name in enumerate(network.names)}
    joint = np.ones([len(each.states) for each in network.nodes])
    for each in network.nodes:
        axes = [place[name] for name in (*each.parents, each.name)]
        shape = [len(n.states) if i in axes else 1 for i, n in enumerate(network.nodes)]
        joint = joint * each.table.transpose(np.argsort(axes)).reshape(shape)
    return Truth(network, joint)


@dataclass(frozen=True)
class Asked:
    """A question drawn at random: a target, findings with codes, soft findings with weights."""

    target: str
    findings: tuple[str, ...]
    codes: NDArray[np.int8]
    likelihood: Mapping[str, Array]

    def given(self, case: int) -> dict[str, int]:
        """What is known in one case, as codes."""
        row = zip(self.findings, self.codes[case].tolist(), strict=True)
        return {name: code for name, code in row if code >= 0}

    def weights(self, case: int) -> dict[str, Array]:
        """The likelihoods of one case."""
        return {name: values[case] for name, values in self.likelihood.items()}


def plain(question: Asked) -> Asked:
    """The question without evidence on its target and without two findings on one node."""
    soft = {n: w for n, w in question.likelihood.items() if n != question.target}
    kept = [
        column
        for column, name in enumerate(question.findings)
        if name != question.target and name not in soft
    ]
    findings = tuple(question.findings[column] for column in kept)
    return Asked(question.target, findings, question.codes[:, kept], soft)


def asked(random: np.random.Generator, network: Network, cases: int) -> Asked:
    """Random evidence, a third of it missing, some of it soft with zeros, on any node."""
    names = network.names
    findings = tuple(name for name in names if random.random() < 0.6)
    soft = [name for name in names if random.random() < 0.3]
    states = {each.name: len(each.states) for each in network.nodes}
    codes = np.full((cases, len(findings)), -1, dtype=np.int8)
    for column, name in enumerate(findings):
        known = random.random(cases) < 0.67
        codes[known, column] = random.integers(0, states[name], int(known.sum()))
    likelihood = {}
    for name in soft:
        weights = random.random((cases, states[name])) * 3
        weights[random.random(weights.shape) < 0.2] = 0
        likelihood[name] = weights
    return Asked(str(random.choice(names)), findings, codes, likelihood)
