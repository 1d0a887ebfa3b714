"""The one place that knows pgmpy: the same network over there, and the formats it reads and writes.

pgmpy takes seconds to import, so it is imported inside the functions that need it. Its parsers fail
in many ways on a bad file and stay silent in others; here every failure becomes a ModelError, what
was read is checked, and what is written is read again and compared.
"""

from __future__ import annotations

import random
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Literal, get_args
from xml.etree import ElementTree as ET

import numpy as np

from causality.errors import ModelError, NotFound, Problem
from causality.network.network import Network, Node, checked

__all__ = [
    "ExchangeFormat",
    "from_pgmpy",
    "new_names",
    "read_exchange",
    "to_pgmpy",
    "write_exchange",
]

ExchangeFormat = Literal["bif", "xmlbif", "xdsl"]

# Files in these formats hold decimals rounded by whoever wrote them, as few as six of them.
_DECIMALS = 6

# What a written number may differ by when read back: XDSL keeps sixteen decimals.
_READ_BACK = 1e-15


def to_pgmpy(network: Network) -> Any:
    """The same network as a pgmpy ``DiscreteBayesianNetwork`` with all state names."""
    with _pgmpy():
        from pgmpy.factors.discrete import TabularCPD
        from pgmpy.models import DiscreteBayesianNetwork

        states = {node.name: list(node.states) for node in checked(network).nodes}
        model = DiscreteBayesianNetwork()
        model.name = network.id
        model.add_nodes_from(network.names)
        model.add_edges_from((p, node.name) for node in network.nodes for p in node.parents)
        model.add_cpds(
            *(
                TabularCPD(
                    node.name,
                    len(node.states),
                    node.table.reshape(-1, len(node.states)).T,
                    evidence=list(node.parents),
                    evidence_card=[len(states[parent]) for parent in node.parents],
                    state_names={name: states[name] for name in (node.name, *node.parents)},
                )
                for node in network.nodes
            )
        )
    return model


def from_pgmpy(model: Any, name: str, *, decimals: int | None = None) -> Network:
    """A pgmpy network as ours; ModelError names what is missing or does not add up.

    ``decimals``: see ``Network``; for models read from files with rounded numbers.
    """
    nodes, missing = [], []
    for each in model.nodes:
        cpd = model.get_cpds(each)
        if cpd is None:
            missing.append(Problem(name, 0, 0, f"nodes[{each}]", "has no table"))
            continue
        variables = [str(variable) for variable in cpd.variables]
        states = tuple(str(state) for state in cpd.state_names[each])
        table = np.ascontiguousarray(np.moveaxis(np.asarray(cpd.values, dtype=float), 0, -1))
        table.flags.writeable = False
        nodes.append(Node(str(each), states, tuple(variables[1:]), table))
    if missing:
        raise ModelError(missing)
    return checked(Network(name, tuple(nodes), decimals=decimals))


def read_exchange(text: str, form: ExchangeFormat, name: str) -> Network:
    """The network in a BIF, XMLBIF or XDSL document; ModelError says why it cannot be used.

    Numbers are used as written: a row may miss one by the rounding of six decimals.
    """
    _known(form)
    if form != "bif" and "<!ENTITY" in text:
        raise ModelError([Problem(name, 0, 0, "", "declares XML entities", "write the text out")])
    with _pgmpy():
        from pgmpy.readwrite import BIFReader, XDSLReader, XMLBIFReader

        reader = {"bif": BIFReader, "xmlbif": XMLBIFReader, "xdsl": XDSLReader}[form]
        if form == "bif":  # its blocks are only found where they end a line
            text = text.replace("\r\n", "\n") + "\n"
        try:
            parsed = reader(string=text)
            model = parsed.get_model()
        except Exception as error:
            wrong = f"not {form.upper()} that can be read ({type(error).__name__})"
            raise ModelError([Problem(name, 0, 0, "", wrong)]) from error
        if form == "bif":
            _refuse_look_alikes(parsed.variable_names, name)
        return from_pgmpy(model, name, decimals=_DECIMALS)


def write_exchange(network: Network, form: ExchangeFormat) -> str:
    """The network as BIF, XMLBIF or XDSL.

    Names that the format cannot carry get underscores in place of other characters. ModelError if
    the file would not give the same network back.
    """
    _known(form)
    renamed = _renamed(network, form)
    model = to_pgmpy(renamed)
    with _pgmpy():
        from pgmpy.readwrite import BIFWriter, XDSLWriter, XMLBIFWriter

        if form == "xdsl":
            root = XDSLWriter(model, network_id=renamed.id).root
            ET.indent(root)
            text = ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"
        else:
            text = str((BIFWriter if form == "bif" else XMLBIFWriter)(model))
    _compare(renamed, read_exchange(text, form, network.id), form)
    return text


def new_names(network: Network, form: ExchangeFormat) -> dict[str, str]:
    """Names of nodes and states that the format cannot carry, and what it takes for them."""
    renamed = _renamed(network, form)
    pairs = [(network.names, renamed.names)]
    pairs += [(a.states, b.states) for a, b in zip(network.nodes, renamed.nodes, strict=True)]
    return {
        old: new
        for before, after in pairs
        for old, new in zip(before, after, strict=True)
        if old != new
    }


def _known(form: str) -> None:
    if form not in get_args(ExchangeFormat):
        kind = "exchange format"
        raise NotFound(kind, form, get_args(ExchangeFormat))


@contextmanager
def _pgmpy() -> Iterator[None]:
    """No warnings from pgmpy, and its drawing positions the same every time."""
    before = random.getstate()
    random.seed(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        random.setstate(before)


def _refuse_look_alikes(names: Iterable[str], file: str) -> None:
    """Names that differ in case only: the BIF reader takes one for the other."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(name.lower(), name)
        if other != name:
            wrong = f"nodes {other!r} and {name!r} differ in case only"
            raise ModelError([Problem(file, 0, 0, "", wrong, "this format's reader mixes them up")])


_UNFIT = {
    "bif": re.compile(r"[\s,;{}()|\"/\[\]]"),
    "xmlbif": re.compile(r"[^A-Za-z0-9_]"),
    "xdsl": re.compile(r"[^A-Za-z0-9_]"),
}


def _renamed(network: Network, form: ExchangeFormat) -> Network:
    """The network under names that the format can carry; two that become one are refused."""

    def fitting(names: Iterable[str], where: str) -> dict[str, str]:
        new: dict[str, str] = {}
        for name in names:
            fit = _UNFIT[form].sub("_", name)
            fit = fit if form == "bif" or fit[:1].isalpha() else f"x{fit}"
            if fit in new.values():
                wrong = f"{name!r} and another name both become {fit!r} in {form.upper()}"
                raise ModelError([Problem(network.id, 0, 0, where, wrong)])
            new[name] = fit
        return new

    names = fitting(network.names, "nodes")
    nodes = tuple(
        replace(
            node,
            name=names[node.name],
            states=tuple(fitting(node.states, f"nodes[{node.name}].states").values()),
            parents=tuple(names[parent] for parent in node.parents),
        )
        for node in network.nodes
    )
    return Network(_UNFIT["xdsl"].sub("_", network.id), nodes, decimals=network.decimals)


def _compare(written: Network, read: Network, form: ExchangeFormat) -> None:
    lost = [
        Problem(written.id, 0, 0, f"nodes[{node.name}]", f"{form.upper()} cannot carry this")
        for node in written.nodes
        if not _same(node, next((n for n in read.nodes if n.name == node.name), None))
    ]
    if lost:
        raise ModelError(lost)


def _same(node: Node, other: Node | None) -> bool:
    return (
        other is not None
        and (node.states, node.parents) == (other.states, other.parents)
        and bool((np.abs(node.table - other.table) <= _READ_BACK).all())
        and bool(((node.table > 0) == (other.table > 0)).all())
    )
