"""Networks by file or by name: our own form, those of other programs, and what we ship."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from causality.datafile import data_root
from causality.errors import ModelError, NotFound, Problem
from causality.network.network import Network
from causality.network.pgmpy_bridge import ExchangeFormat, read_exchange, write_exchange
from causality.network.read import read_network
from causality.network.schema import SCHEMA
from causality.network.write import as_yaml

__all__ = ["NetworkFormat", "export", "load_network", "shipped_networks"]

NetworkFormat = Literal["yaml", "bif", "xmlbif", "xdsl"]

_FORMS: dict[str, ExchangeFormat] = {
    ".bif": "bif",
    ".xmlbif": "xmlbif",
    ".xml": "xmlbif",
    ".xdsl": "xdsl",
}
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
    return read_exchange(_text(path), form, path.name)


def export(network: Network, form: NetworkFormat) -> str:
    """The network as text: ``yaml`` (ours, nothing lost), ``bif``, ``xmlbif`` or ``xdsl``.

    In the last three, names get underscores where the format takes no other characters; ModelError
    if the format cannot carry the network.
    """
    if form not in get_args(NetworkFormat):
        kind = "network format"
        raise NotFound(kind, form, get_args(NetworkFormat))
    return as_yaml(network) if form == "yaml" else write_exchange(network, form)


def _text(path: Path) -> str:
    """The text of a file of another program, not larger than sensible."""
    try:
        with path.open("rb") as file:
            raw = file.read(_MAX_BYTES + 1)
    except OSError as fault:
        reason = (fault.strerror or type(fault).__name__).lower()
        raise ModelError([Problem(str(path), 0, 0, "", f"cannot be read ({reason})")]) from None
    if len(raw) > _MAX_BYTES:
        raise ModelError([Problem(str(path), 0, 0, "", f"larger than {_MAX_BYTES:,} bytes")])
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise ModelError([Problem(str(path), 0, 0, "", "not UTF-8 text")]) from None
