"""Networks and cases to time the engine with: one generated, two published."""

from __future__ import annotations

import gzip
import importlib.util
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from causality.network.network import Network, Node, node, normalised
from causality.network.pgmpy_bridge import read_exchange

__all__ = ["MISSING_SHARE", "Workload", "generated", "published", "workload"]

MISSING_SHARE = 0.3


@dataclass(frozen=True)
class Workload:
    """A network, what is asked of it, and cases drawn from it with values missing at random."""

    network: Network
    target: str
    findings: tuple[str, ...]
    codes: NDArray[np.int8]

    def given(self, case: int) -> dict[str, str]:
        """One case by names."""
        row = zip(self.findings, self.codes[case].tolist(), strict=True)
        return {name: self.network.node(name).states[code] for name, code in row if code >= 0}


def generated(*, entangled: bool = False, seed: int = 36) -> tuple[Network, str, tuple[str, ...]]:
    """A differential of 36 nodes: 12 risks, a target, 8 hidden mechanisms, 15 findings.

    Mechanisms form a chain of second order under the target; a finding shows the target and two
    neighbouring mechanisms (in-degree up to four, induced width four). ``entangled``: a finding
    shows any three of the mechanisms, which makes the width seven.
    """
    random = np.random.default_rng(seed)
    nodes: list[Node] = []
    cards: dict[str, int] = {}

    def add(name: str, card: int, parents: list[str]) -> None:
        shape = tuple(cards[parent] for parent in parents)
        table = random.dirichlet(np.full(card, 0.8), size=shape) * 0.98 + 0.02 / card
        nodes.append(node(name, [f"s{i}" for i in range(card)], parents, table=table))
        cards[name] = card

    risks = [f"risk{i}" for i in range(12)]
    for name in risks:
        add(name, int(random.integers(2, 5)), [])
    add("target", 2, risks[:3])
    hidden = [f"hidden{i}" for i in range(8)]
    for i, name in enumerate(hidden):
        add(name, 2, ["target", *hidden[max(0, i - 2) : i], risks[3 + i]])
    findings = [f"finding{i}" for i in range(15)]
    for i, name in enumerate(findings):
        if entangled:
            parents = ["target", *random.choice(hidden, 3, replace=False).tolist()]
        else:
            parents = ["target", hidden[i % 7], hidden[i % 7 + 1]]
        add(name, int(random.integers(2, 5)), parents)
    return Network("generated", tuple(nodes)), "target", tuple(findings)


def published(name: str) -> Network:
    """A network that the pgmpy wheel carries."""
    found = importlib.util.find_spec("pgmpy")
    if found is None or found.submodule_search_locations is None:
        message = "pgmpy is not installed"
        raise RuntimeError(message)
    folder = Path(found.submodule_search_locations[0]) / "utils" / "example_models"
    packed = (folder / f"{name}.bif.gz").read_bytes()
    return read_exchange(gzip.decompress(packed).decode("utf-8"), "bif", name)


def workload(name: str, cases: int, seed: int = 1) -> Workload:
    """``generated``, ``entangled`` or a published network; fifteen findings, 30% missing."""
    random = np.random.default_rng(seed)
    if name in {"generated", "entangled"}:
        network, target, findings = generated(entangled=name == "entangled")
    else:
        network = normalised(published(name))
        parents = {parent for each in network.nodes for parent in each.parents}
        roots = [each.name for each in network.nodes if not each.parents]
        leaves = [each.name for each in network.nodes if each.name not in parents]
        inner = [n for n in network.names if n in parents and n not in roots]
        pool = leaves + [str(n) for n in random.permutation(inner)]
        findings = tuple(pool[:15])
        target = next(n for n in roots if n not in findings)
    codes = _drawn(network, findings, cases, random)
    codes[random.random(codes.shape) < MISSING_SHARE] = -1
    return Workload(network, target, findings, codes)


def _drawn(
    network: Network, findings: tuple[str, ...], cases: int, random: np.random.Generator
) -> NDArray[np.int8]:
    """Cases drawn node by node, parents first."""
    drawn: dict[str, NDArray[np.intp]] = {}
    waiting = list(network.nodes)
    while waiting:
        each = next(n for n in waiting if all(p in drawn for p in n.parents))
        waiting.remove(each)
        rows = each.table[tuple(drawn[p] for p in each.parents)]
        below = np.cumsum(np.broadcast_to(rows, (cases, len(each.states))), axis=1)
        u = random.random((cases, 1)) * below[:, -1:]
        drawn[each.name] = (u > below).sum(axis=1)
    return np.stack([drawn[name] for name in findings], axis=1).astype(np.int8)
