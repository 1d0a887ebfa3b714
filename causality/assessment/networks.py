"""The networks that an assessment was asked for: what each makes of a pair, and its files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from causality.assessment.parts import ModelReference

if TYPE_CHECKING:
    from causality.findings.derive import Findings
    from causality.network.mapping import FindingMap
    from causality.network.reading import NetworkReading

__all__ = ["chosen_networks", "network_readings", "network_references"]


def chosen_networks(names: Collection[str] | None) -> tuple[FindingMap, ...]:
    """The networks of these names, read once; NotFound names those that findings can enter."""
    if not names:
        return ()
    from causality.network.mapping import finding_map

    return tuple(finding_map(name) for name in dict.fromkeys(names))


def network_readings(
    chosen: Collection[FindingMap], findings: Findings, row: int
) -> Mapping[str, NetworkReading]:
    """What each network makes of pair ``row``, by its id."""
    if not chosen:
        return {}
    from causality.network.reading import network_reading

    masks = {name: int(mask[row]) for name, mask in findings.masks.items()}
    return {one.network.id: network_reading(one, masks) for one in chosen}


def network_references(chosen: Collection[FindingMap]) -> Iterator[ModelReference]:
    """The files behind them: the network, and the map of findings to its evidence."""
    for one in chosen:
        yield ModelReference(one.network.id, one.network.version, one.network.sha256)
        yield ModelReference(f"{one.network.id}_findings", one.version, one.sha256)
