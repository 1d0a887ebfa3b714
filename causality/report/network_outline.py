"""A Bayesian network in words and tables: its nodes, their rows, the support and source of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from causality.citation import Origin
from causality.network.network import Network, Node, Row
from causality.network.show import remarks, rows_of
from causality.report.blocks import Block, Heading, Item, Items, Outline, Paragraph, Table
from causality.report.words import listed

__all__ = ["network_outline", "networks_outline"]

_MOST_ROWS = 12  # of one node, unless it is asked for by name


def networks_outline(networks: Sequence[Network]) -> Outline:
    """All networks that ship, in one table."""
    rows = tuple((one.id, one.title, str(len(one.nodes)), str(one.size)) for one in networks)
    return (Table(("id", "network", "nodes", "numbers"), rows),)


def network_outline(network: Network, *, nodes: Collection[str] = ()) -> Outline:
    """A network; with ``nodes`` only these, and all their rows. NotFound for an unknown node."""
    shown = tuple(network.node(name) for name in dict.fromkeys(nodes)) or network.nodes
    origins: dict[Origin, int] = {}
    told = [block for node in shown for block in _node(network, node, origins, whole=bool(nodes))]
    return (*_head(network), *told, *_sources(origins))


def _head(network: Network) -> Iterator[Block]:
    yield Heading(f"{network.id}: {network.title}".removesuffix(": "), 1)
    facts = [
        ("version", network.version),
        ("licence", network.licence),
        ("sources", ", ".join(network.cite)),
        ("usually asked for", network.target or ""),
        ("usual evidence", ", ".join(network.findings)),
    ]
    yield Items(
        (
            *map(Item, remarks(network)),
            *(Item(f"{title}: {told}") for title, told in facts if told),
        )
    )
    if network.note:
        yield Paragraph(network.note)


def _node(
    network: Network, node: Node, origins: dict[Origin, int], *, whole: bool
) -> Iterator[Block]:
    yield Heading(f"{node.name}{f' - {node.title}' if node.title else ''}", 2)
    yield Items(
        (
            Item(f"states: {', '.join(node.states)}"),
            Item(f"depends on: {', '.join(node.parents) or 'nothing'}"),
            *([Item(f"part: {node.role}")] if node.role else []),
        )
    )
    rows = rows_of(network, node)
    shown = rows if whole else rows[:_MOST_ROWS]
    if node.noisy_or:
        yield Paragraph(
            "Causes that act on their own (noisy-OR): first the effect when none is present, then "
            "of each if nothing else acted."
        )
    supported = any(row.support is not None for row in rows)
    sourced = any(row.origin is not None for row in rows)
    columns = [
        "given",
        *node.states,
        *(["cases"] if supported else []),
        *(["source"] if sourced else []),
    ]
    yield Table(
        tuple(columns),
        tuple(
            (
                _when(row),
                *(f"{share:.4g}" for share in row.then),
                *(["-" if row.support is None else str(row.support)] if supported else []),
                *([_number(row, origins)] if sourced else []),
            )
            for row in shown
        ),
    )
    if len(shown) < len(rows):
        left = len(rows) - len(shown)
        yield Paragraph(f"{left} more rows; --node shows all rows of the node it names.")


def _when(row: Row) -> str:
    return ", ".join(f"{parent} {listed(states, 'or')}" for parent, states in row.when) or "-"


def _number(row: Row, origins: dict[Origin, int]) -> str:
    return "-" if row.origin is None else f"({origins.setdefault(row.origin, len(origins) + 1)})"


def _sources(origins: dict[Origin, int]) -> Iterator[Block]:
    if origins:
        yield Heading("Sources of the numbers", 2)
        yield Items(tuple(Item(f"({number}) {_origin(one)}") for one, number in origins.items()))


def _origin(origin: Origin) -> str:
    parts = [
        origin.cite,
        origin.at,
        origin.formula,
        origin.by,
        origin.why,
        None if origin.range is None else f"{origin.range[0]:g} to {origin.range[1]:g}",
        origin.note,
    ]
    return f"{origin.from_}: {'; '.join(part.rstrip('.') for part in parts if part)}"
