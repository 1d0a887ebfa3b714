"""What a network makes of one pair, in a few lines: shares in 100, what was entered, what not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from causality.report.blocks import Block, Heading, Item, Items
from causality.report.words import in_100, listed

if TYPE_CHECKING:
    from causality.network.reading import NetworkReading

__all__ = ["network_readings"]


def network_readings(readings: Iterable[NetworkReading]) -> Iterator[Block]:
    """A heading and a list for each network."""
    for reading in readings:
        yield Heading(f"Network {reading.network}", 3)
        yield Items((*_items(reading), *(Item(f"note: {told}") for told in reading.warnings)))


def _items(reading: NetworkReading) -> Iterator[Item]:
    if reading.not_computable:
        clash = listed([f"{node} {state}" for node, state in reading.not_computable])
        yield Item(f"not computable: in this network, {clash} cannot all be true")
    for one in reading.outcomes:
        before = in_100(one.prior)
        yield Item(f"{one.title}: {in_100(one.share)} in 100 ({before} before any evidence)")
    entered = tuple(f"{one.node} {one.state}: {one.because}" for one in reading.entered)
    if entered:
        yield Item("entered", entered)
    if reading.left_out:
        left = tuple(f"{one.node}: {one.because}" for one in reading.left_out)
        yield Item("not entered", left)
