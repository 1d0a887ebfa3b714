"""Networks by file or by name: our own form, those of other programs, and what we ship."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from causality.datafile import data_root
from causality.errors import NotFound
from causality.network.foreign import foreign_text
from causality.network.network import Network
from causality.network.pgmpy_bridge import (
    ExchangeFormat,
    new_names,
    read_exchange,
    write_exchange,
)
from causality.network.read import read_network
from causality.network.schema import SCHEMA
from causality.network.write import as_yaml

__all__ = [
    "NetworkFormat",
    "export",
    "format_of",
    "left_behind",
    "load_network",
    "shipped_networks",
]

NetworkFormat = Literal["yaml", "bif", "xmlbif", "xdsl"]

_FORMS: dict[str, ExchangeFormat] = {
    ".bif": "bif",
    ".xmlbif": "xmlbif",
    ".xml": "xmlbif",
    ".xdsl": "xdsl",
}
_OURS = frozenset({".yaml", ".yml"})
_MAX_BYTES = 20_000_000  # the largest published networks take about two million


def shipped_networks() -> dict[str, Path]:
    """The networks under ``models/networks``, by id (the name of the file).

    What lies beside them in another form (templates that a network is unrolled from) is left out.
    """
    folder = data_root("models") / "networks"
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        with path.open(encoding="utf-8") as file:
            if file.readline().split() == ["schema:", SCHEMA]:
                found[path.stem] = path
    return found


def load_network(source: str | Path) -> Network:
    """The network of that name among the shipped ones, or the one in the file of that path.

    The ending decides: ``.bif``, ``.xmlbif``, ``.xml`` and ``.xdsl`` are read through pgmpy,
    everything else as our own form. ModelError says what is wrong with a file, NotFound names the
    shipped networks where there is no such file either.
    """
    path = Path(source)
    shipped = shipped_networks()
    if str(source) in shipped:
        return read_network(shipped[str(source)])
    if not path.exists() and not path.suffix:
        kind = "network"
        raise NotFound(kind, str(source), shipped)
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        return read_network(path)
    return read_exchange(foreign_text(path, _MAX_BYTES)[0], form, path.name)


def format_of(path: Path) -> NetworkFormat:
    """The format that the ending of a file asks for; NotFound names the endings there are."""
    ending = path.suffix.lower()
    if ending in _OURS:
        return "yaml"
    if ending not in _FORMS:
        kind = "network format"
        raise NotFound(kind, ending, (".yaml", *_FORMS))
    return _FORMS[ending]


def left_behind(network: Network, form: NetworkFormat) -> tuple[str, ...]:
    """What of the network the format cannot carry, a sentence each; nothing for our own."""
    if form == "yaml":
        return ()
    told = []
    lost = [
        what
        for what, there in (
            ("titles", any(node.title for node in network.nodes)),
            ("sources", any(row.origin for node in network.nodes for row in node.rows)),
            ("the support of rows", any(node.support is not None for node in network.nodes)),
            ("the target", network.target is not None),
            ("the list of findings", bool(network.findings)),
        )
        if there
    ]
    if lost:
        told.append(f"{form.upper()} does not carry {', '.join(lost)}")
    told += [
        f"{form.upper()} takes {new!r} for {old!r}" for old, new in new_names(network, form).items()
    ]
    return tuple(told)


def export(network: Network, form: NetworkFormat) -> str:
    """The network as text: ``yaml`` (ours, nothing lost), ``bif``, ``xmlbif`` or ``xdsl``.

    In the last three, names get underscores where the format takes no other characters; ModelError
    if the format cannot carry the network.
    """
    if form not in get_args(NetworkFormat):
        kind = "network format"
        raise NotFound(kind, form, get_args(NetworkFormat))
    return as_yaml(network) if form == "yaml" else write_exchange(network, form)
