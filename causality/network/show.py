"""A network in plain values: what it is, its nodes, its rows as written, with their sources."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from causality.errors import Problem
from causality.network.network import Network, Node, Row, problems

__all__ = ["check", "described", "remarks", "rows_of", "rows_of_table", "unsupported_rows"]


def check(network: Network) -> tuple[Problem, ...]:
    """Everything that keeps the network from being used; nothing if it is sound."""
    return problems(network)


def remarks(network: Network) -> tuple[str, ...]:
    """What to know of a network that can be used, a line each."""
    told = [f"{len(network.nodes)} nodes, {network.size} numbers"]
    with_support = [node for node in network.nodes if node.support is not None]
    if with_support:
        bare = sum(unsupported_rows(node) or 0 for node in with_support)
        rows = sum(len(rows_of_table(node)) for node in network.nodes)
        told.append(f"{bare} of {rows} rows are supported by no case")
    sums = [rows_of_table(node).sum(axis=1) for node in network.nodes]
    off = sum(int(np.count_nonzero(np.abs(each - 1) > _EXACT)) for each in sums)
    if off:
        told.append(f"{off} rows miss 1 by the rounding of their source and are used as written")
    return tuple(told)


def described(network: Network) -> dict[str, object]:
    """The network as plain values: what it is, its nodes, their rows with support and source."""
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
                "noisy_or": node.noisy_or,
                "rows": len(rows_of_table(node)),
                "unsupported_rows": unsupported_rows(node),
                "table": [_row(node, row) for row in rows_of(network, node)],
            }
            for node in network.nodes
        ],
    }


def rows_of(network: Network, node: Node) -> tuple[Row, ...]:
    """The rows as their source wrote them (of a noisy-OR: leak, then causes), else the table's."""
    return node.rows or tuple(_table_rows(network, node))


def rows_of_table(node: Node) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """The table as [combination of parent states, own state]."""
    return node.table.reshape(-1, len(node.states))


def unsupported_rows(node: Node) -> int | None:
    """How many combinations of parent states no case supports; None where nothing is stated."""
    return None if node.support is None else int(np.count_nonzero(node.support == 0))


_EXACT = 1e-12  # what adding a few dozen numbers may cost


def _table_rows(network: Network, node: Node) -> Iterator[Row]:
    states = [network.node(parent).states for parent in node.parents]
    for given, row in zip(product(*states), rows_of_table(node).tolist(), strict=True):
        when = zip(node.parents, given, strict=True)
        yield Row(tuple((parent, (state,)) for parent, state in when), tuple(row))


def _row(node: Node, row: Row) -> dict[str, object]:
    origin = row.origin
    return {
        "when": {parent: list(states) for parent, states in row.when},
        "then": {
            state: float(f"{share:.12g}")
            for state, share in zip(node.states, row.then, strict=True)
        },
        "support": row.support,
        "origin": None
        if origin is None
        else origin.model_dump(mode="json", by_alias=True, exclude_none=True),
    }
