"""What a network is asked, with nodes as bits: which of them matter, and who shares a table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from causality.network.network import Network, Node

__all__ = ["Question", "bits", "question", "whole"]


@dataclass(frozen=True, slots=True)
class Question:
    """A target, and the nodes that can carry evidence, after nodes that cannot matter are left out.

    Masks have bit i for ``names[i]``. ``missable`` findings are known in some cases and not in
    others, ``known`` ones always; ``soft`` ones bring a likelihood with each case.
    ``leaves`` are missable findings below which nothing matters: one that is missing drops out of
    its case. ``families[i]`` is node i with its parents. A soft node must not be a known one.
    """

    names: tuple[str, ...]
    cards: tuple[int, ...]
    families: tuple[int, ...]
    target: int
    missable: int = 0
    leaves: int = 0
    known: int = 0
    soft: int = 0

    @property
    def codes(self) -> tuple[int, ...]:
        """Rows that a table needs per finding: one per state, and one more for missing."""
        return tuple(
            card + 1 if self.missable >> i & 1 else card for i, card in enumerate(self.cards)
        )

    @property
    def to_eliminate(self) -> int:
        """Every node that has to be summed over to reach the target."""
        everything = (1 << len(self.names)) - 1
        return everything & ~(1 << self.target) & ~self.known & ~self.leaves


def question(
    network: Network,
    target: str,
    *,
    missable: Collection[str] = (),
    known: Collection[str] = (),
    soft: Collection[str] = (),
) -> Question:
    """The question with barren nodes pruned: kept are the target, the evidence and all above them.

    A known target is summed over like any other; its evidence then settles it.
    """
    if target in known:
        known = [name for name in known if name != target]
        missable = {*missable, target}
    kept = network.ancestors([target, *missable, *known, *soft])
    nodes = [node for node in network.nodes if node.name in kept]
    place = {node.name: i for i, node in enumerate(nodes)}
    above = {parent for node in nodes for parent in node.parents}
    leaves = {name for name in missable if name not in above and name not in soft}

    def mask(names: Collection[str]) -> int:
        return sum(1 << place[name] for name in set(names))

    return _question(
        nodes,
        place,
        place[target],
        missable=mask(missable),
        leaves=mask(leaves - {target}),
        known=mask(known),
        soft=mask(soft),
    )


def bits(mask: int) -> tuple[int, ...]:
    """The positions of the set bits, ascending."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return tuple(found)


def whole(network: Network) -> Question:
    """The question for all nodes at once; the first node stands in for the target."""
    place = {name: i for i, name in enumerate(network.names)}
    return _question(network.nodes, place, 0)


def _question(nodes: Sequence[Node], place: dict[str, int], target: int, **masks: int) -> Question:
    return Question(
        names=tuple(place),
        cards=tuple(len(node.states) for node in nodes),
        families=tuple(
            sum(1 << place[name] for name in (node.name, *node.parents)) for node in nodes
        ),
        target=target,
        **masks,
    )
