"""Whether a file about networks can be used: a network, the differential, a map of findings."""

from __future__ import annotations

import re
from pathlib import Path

from causality.datafile import data_root
from causality.network.exchange import load_network
from causality.network.show import remarks

__all__ = ["check_file"]

_SCHEMA = re.compile(r"^schema: *(\S+)", re.MULTILINE)
_HEAD = 4_000  # characters in which the schema stands


def check_file(source: str) -> tuple[str, ...]:
    """What to know of the file, a line each; ModelError with everything that is wrong with it.

    ``source`` is a path, or the name of a file under ``models/networks`` without its ending.
    """
    shipped = data_root("models") / "networks" / f"{source}.yaml"
    path = shipped if shipped.is_file() and not Path(source).is_file() else Path(source)
    schema = _schema_of(path)
    if schema == "causality/differential/1":
        from causality.network.differential.read import read_differential

        read_differential(path)
        return ("templates that the differential of a case is made from",)
    if schema == "causality/network-findings/1":
        from causality.network.mapping import read_map

        found = read_map(path)
        rows = sum(len(rules.rules) for rules in found.nodes)
        return (f"{rows} rows that enter findings into {found.network.id}",)
    return remarks(load_network(source))


def _schema_of(path: Path) -> str | None:
    """What the file says it is; None where it says nothing or is not there."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            found = _SCHEMA.search(file.read(_HEAD))
    except OSError:
        return None
    return found[1] if found else None
