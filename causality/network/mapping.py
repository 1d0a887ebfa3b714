"""Which findings of a case are which evidence of a network: a file, read and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from causality.datafile import Document, Keys, data_root, load_document, validate
from causality.errors import ModelError, NotFound, Problem, nearest
from causality.network.exchange import load_network
from causality.network.mapping_schema import EvidenceRecord, MappingFile
from causality.network.network import Network
from causality.vocabulary import VOCABULARY

__all__ = [
    "EvidenceRule",
    "EvidenceRules",
    "FindingMap",
    "finding_map",
    "mapped_networks",
    "read_map",
]

_ENDING = "_findings.yaml"


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """One row: where each of these findings has one of these values, the node has this state."""

    when: Mapping[str, frozenset[str]]
    state: str
    because: str


@dataclass(frozen=True, slots=True)
class EvidenceRules:
    """What is read for one node. No rules: no finding speaks of it, and ``otherwise`` says so."""

    node: str
    title: str
    reads: tuple[str, ...]
    rules: tuple[EvidenceRule, ...]
    otherwise: str


@dataclass(frozen=True, slots=True, eq=False)
class FindingMap:
    """A network with the rules that turn findings into its evidence, and what it is asked for."""

    network: Network
    nodes: tuple[EvidenceRules, ...]
    outcomes: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    version: str
    sha256: str


def mapped_networks() -> tuple[str, ...]:
    """The networks that findings can be entered into, by id."""
    folder = data_root("models") / "networks"
    return tuple(path.name.removesuffix(_ENDING) for path in sorted(folder.glob(f"*{_ENDING}")))


@cache
def finding_map(name: str) -> FindingMap:
    """The map of the shipped network of that name; NotFound names those there are."""
    if name not in mapped_networks():
        kind = "network that findings can be entered into"
        raise NotFound(kind, name, mapped_networks())
    return read_map(data_root("models") / "networks" / f"{name}{_ENDING}")


def read_map(path: Path) -> FindingMap:
    """The map in a file; ModelError with every problem, each with its line and column."""
    document = load_document(path, ModelError)
    file = validate(document, MappingFile, ModelError)
    network = load_network(file.network)
    if found := tuple(_problems(document, file, network)):
        raise ModelError(found)
    return FindingMap(
        network,
        tuple(_rules(network, one) for one in file.nodes),
        tuple((one.node, one.state) for one in file.outcomes),
        file.warnings,
        str(file.version),
        document.sha256,
    )


def _rules(network: Network, record: EvidenceRecord) -> EvidenceRules:
    return EvidenceRules(
        record.node,
        network.node(record.node).title,
        record.reads,
        tuple(
            EvidenceRule(
                {name: frozenset(_several(values)) for name, values in row.when.items()},
                row.state,
                row.because,
            )
            for row in record.rows
        ),
        record.otherwise,
    )


def _several(values: str | tuple[str, ...]) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else values


def _problems(document: Document, file: MappingFile, network: Network) -> Iterator[Problem]:
    states = {node.name: node.states for node in network.nodes}
    for number, outcome in enumerate(file.outcomes):
        path = ("outcomes", number)
        yield from _state(document, path, outcome.node, outcome.state, states)
    for number, record in enumerate(file.nodes):
        path = ("nodes", number)
        if record.node not in states:
            wrong = f"no node {record.node!r}{nearest(record.node, states)}"
            yield document.problem((*path, "node"), wrong)
            continue
        for name in record.reads:
            if name not in VOCABULARY:
                wrong = f"no finding {name!r}{nearest(name, VOCABULARY)}"
                yield document.problem((*path, "reads"), wrong)
        for place, row in enumerate(record.rows):
            under = (*path, "rows", place)
            yield from _state(document, under, record.node, row.state, states)
            for name, values in row.when.items():
                yield from _values(document, (*under, "when", name), name, values, record.reads)
    told = {record.node for record in file.nodes}
    if missing := [name for name in network.findings if name not in told]:
        wrong = f"says nothing of {', '.join(missing)}"
        yield document.problem(("nodes",), wrong, "say why it cannot be mapped: 'otherwise'")


def _state(
    document: Document, path: Keys, node: str, state: str, states: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    if node not in states:
        yield document.problem((*path, "node"), f"no node {node!r}{nearest(node, states)}")
    elif state not in states[node]:
        wrong = f"no state {state!r}{nearest(state, states[node])}"
        yield document.problem((*path, "state"), wrong)


def _values(
    document: Document, path: Keys, name: str, values: str | tuple[str, ...], reads: tuple[str, ...]
) -> Iterator[Problem]:
    if name not in reads:
        wrong = f"{name!r} is not among what the node reads{nearest(name, reads)}"
        yield document.problem(path, wrong)
    elif name in VOCABULARY:
        known = VOCABULARY[name].values
        for value in _several(values):
            if value not in known:
                yield document.problem(path, f"no value {value!r}{nearest(value, known)}")
