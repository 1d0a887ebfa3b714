"""How much of an answer rests on rows of numbers that no case was ever behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from causality.network.evidence import evidence_of
from causality.network.factor import onto
from causality.network.marginals import one_case
from causality.network.network import Network, Node

__all__ = ["unsupported"]


def unsupported(
    network: Network,
    targets: Sequence[str],
    given: Mapping[str, str],
    likelihood: Mapping[str, Sequence[float]] | None = None,
) -> dict[str, float]:
    """Node -> probability that its numbers came from a row without any case behind it.

    P(parents in such a combination | evidence), for the nodes that the answers depend on, largest
    first; nodes with no such share, or whose support is not stated, are left out.
    """
    evidence = evidence_of(network, given, likelihood)
    if not any(_bare(node) for node in network.nodes):
        return {}
    used = network.above([*targets, *evidence.names])
    each = one_case(used, evidence)
    found = {}
    for i, node in enumerate(used.nodes):
        if node.support is None or not _bare(node):
            continue
        family = each.family(i)
        parents = [used.names.index(name) for name in node.parents]
        joint = onto(family, parents)
        shares = joint.values[..., 0].transpose([joint.axes.index(axis) for axis in parents])
        share = float(np.sum(shares[node.support == 0]))
        if share > 0:
            found[node.name] = share
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _bare(node: Node) -> bool:
    """Whether some combination of parent states is one that no case supports."""
    return bool(node.parents) and node.support is not None and bool((node.support == 0).any())
