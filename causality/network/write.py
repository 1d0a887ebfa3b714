"""A network as a file of our own form, numbers in full: reading it gives the same network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from causality.citation import Origin
from causality.network.network import Network, Node, Row, checked
from causality.network.show import rows_of

__all__ = ["as_yaml"]

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(?: [A-Za-z0-9_-]+)*")

# For rows whose file named no source, such as those of an exchange format.
_UNSOURCED = Origin.model_validate(
    {
        "from": "assumed",
        "why": "the file that the network was read from names no source",
        "range": (0.0, 1.0),
    }
)


def as_yaml(network: Network) -> str:
    """The network in the form that ``read_network`` reads."""
    checked(network)
    origins: dict[Origin, str] = {}
    nodes = [line for node in network.nodes for line in _node(network, node, origins)]
    return "\n".join([*_head(network), *_origins(origins), "nodes:", *nodes, ""])


def _head(network: Network) -> Iterator[str]:
    yield "schema: causality/network/1"
    yield f"id: {network.id}"
    for key in ("title", "version", "licence", "note"):
        if text := getattr(network, key) or (network.id if key == "title" else ""):
            yield f"{key}: {_text(text)}"
    for key in ("cite", "findings", "order"):
        if names := getattr(network, key):
            yield f"{key}: {_list(names)}"
    if network.target is not None:
        yield f"target: {_text(network.target)}"
    if network.decimals is not None:
        yield f"decimals: {network.decimals}"


def _origins(origins: dict[Origin, str]) -> Iterator[str]:
    yield "origins:"
    for origin, name in origins.items():
        yield f"  {name}:"
        for key, value in origin.model_dump(by_alias=True, exclude_unset=True).items():
            if isinstance(value, tuple):
                yield f"    {key}: [{value[0]!r}, {value[1]!r}]"
            else:
                yield f"    {key}: {'null' if value is None else _text(value)}"


def _node(network: Network, node: Node, origins: dict[Origin, str]) -> Iterator[str]:
    yield f"  - name: {_text(node.name)}"
    for key in ("title", "role"):
        if text := getattr(node, key):
            yield f"    {key}: {_text(text)}"
    yield f"    states: {_list(node.states)}"
    if node.parents:
        yield f"    parents: {_list(node.parents)}"
    if node.noisy_or:
        yield "    noisy or:"
        yield f"      leak: {_row(node, node.rows[0], origins)}"
        yield "      causes:"
        rows: Iterable[Row] = node.rows[1:]
    else:
        yield "    rows:"
        rows = rows_of(network, node)
    for row in rows:
        yield f"      - {_row(node, row, origins)}"


def _row(node: Node, row: Row, origins: dict[Origin, str]) -> str:
    when = ", ".join(f"{_text(parent)}: {_states(states)}" for parent, states in row.when)
    shares = zip(node.states, row.then, strict=True)
    then = ", ".join(f"{_text(state)}: {share!r}" for state, share in shares)
    origin = origins.setdefault(row.origin or _UNSOURCED, f"origin-{len(origins) + 1}")
    parts = [f"when: {{{when}}}"] if when else []
    parts.append(f"then: {{{then}}}")
    if row.support is not None:
        parts.append(f"support: {row.support}")
    return f"{{{', '.join([*parts, f'origin: {origin}'])}}}"


def _states(states: tuple[str, ...]) -> str:
    return _text(states[0]) if len(states) == 1 else _list(states)


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(_text(value) for value in values)}]"


def _text(value: str) -> str:
    """Plain where that is safe, else in double quotes, which YAML and JSON write alike."""
    plain = _PLAIN.fullmatch(value) and value != "null"
    return value if plain else json.dumps(value, ensure_ascii=False)
