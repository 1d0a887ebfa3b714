"""A network in words and numbers, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from causality.errors import Problem
from causality.network.network import Network, Node, problems

__all__ = ["check", "described", "show"]

_LONGEST = 12  # rows of one node that are printed before the rest is only counted


def check(network: Network) -> tuple[Problem, ...]:
    """Everything that keeps the network from being used; nothing if it is sound."""
    return problems(network)


def described(network: Network) -> dict[str, object]:
    """The network as plain values: what it is, its nodes, how many rows no case supports."""
    return {
        "schema": "causality/network-description/1",
        "id": network.id,
        "title": network.title,
        "version": network.version,
        "licence": network.licence,
        "note": network.note,
        "cite": list(network.cite),
        "target": network.target,
        "findings": list(network.findings),
        "sha256": network.sha256,
        "numbers": network.size,
        "nodes": [
            {
                "name": node.name,
                "title": node.title,
                "role": node.role,
                "states": list(node.states),
                "parents": list(node.parents),
                "rows": int(node.table.size // max(1, len(node.states))),
                "unsupported_rows": _unsupported(node),
            }
            for node in network.nodes
        ],
    }


def show(network: Network) -> str:
    """The network as text: a heading, then each node with its parents, rows and their support."""
    head = [f"{network.id}: {network.title}".removesuffix(": ")]
    if network.version:
        head.append(f"version: {network.version}")
    if network.licence:
        head.append(f"licence: {network.licence}")
    if network.cite:
        head.append(f"sources: {', '.join(network.cite)}")
    head.append(f"{len(network.nodes)} nodes, {network.size} numbers")
    if network.note:
        head += ["", network.note]
    body = [line for node in network.nodes for line in ("", *_node(network, node))]
    return "\n".join([*head, *body]) + "\n"


def _node(network: Network, node: Node) -> Iterator[str]:
    given = f" | {', '.join(node.parents)}" if node.parents else ""
    yield f"{node.name}{given}" + (f"  ({node.title})" if node.title else "")
    given_states = list(product(*(network.node(parent).states for parent in node.parents)))
    table = node.table.reshape(-1, len(node.states))
    support = None if node.support is None else node.support.ravel()
    for number, (states, row) in enumerate(zip(given_states, table, strict=True)):
        if number == _LONGEST:
            yield f"  ... and {len(given_states) - _LONGEST} more rows"
            return
        when = ", ".join(f"{p} {s}" for p, s in zip(node.parents, states, strict=True))
        shares = "  ".join(f"{s} {share:.4g}" for s, share in zip(node.states, row, strict=True))
        behind = _behind(None if support is None else int(support[number]))
        yield f"  {when + ': ' if when else ''}{shares}{behind}"


def _behind(support: int | None) -> str:
    if support is None or support < 0:
        return ""
    return "  [no case]" if support == 0 else f"  [n {support}]"


def _unsupported(node: Node) -> int | None:
    return None if node.support is None else int(np.count_nonzero(node.support == 0))
