"""What a network answered, and what one learned, in words and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from causality.network.learn import Learned, Moved
from causality.network.network import Network
from causality.network.query import Answer
from causality.report.blocks import Block, Heading, Item, Items, Outline, Paragraph, Table
from causality.report.words import listed

__all__ = ["answers_outline", "learned_outline"]

_MOST_MOVED = 20
_MET = 1e-9  # expected cases; less is rounding


def answers_outline(answers: Sequence[Answer]) -> Outline:
    """What was known and, target by target, the shares with and without it."""
    return tuple(block for answer in answers for block in _answer(answer))


def _answer(answer: Answer) -> Iterator[Block]:
    yield Heading(f"{answer.network}: {answer.target}", 1)
    known = [f"{name} = {state}" for name, state in answer.given.items()]
    known += [
        f"{name} seen with likelihood {', '.join(f'{value:g}' for value in values)}"
        for name, values in answer.likelihood.items()
    ]
    yield Paragraph(f"Given {listed(known)}." if known else "Given nothing.")
    yield Table(
        (answer.target, "share", "without evidence"),
        tuple(
            (state, f"{share:.6f}", f"{answer.prior[state]:.6f}")
            for state, share in answer.shares.items()
        ),
    )
    yield Paragraph(f"ln P(evidence) = {answer.log_evidence:.6g}")
    if answer.unsupported:
        yield Paragraph("How much of this rests on rows that no case supports:")
        yield Items(
            tuple(Item(f"{name}: {share:.3f}") for name, share in answer.unsupported.items())
        )


def learned_outline(learned: Learned) -> Outline:
    """What moved, by how much, and on how many cases."""
    return tuple(_learned(learned))


def _learned(learned: Learned) -> Iterator[Block]:
    yield Heading(f"{learned.network.id}: learned from {learned.cases} cases", 1)
    rounds = len(learned.objective) - 1
    moved = [one for one in learned.moved if one.cases > _MET]
    items = [
        f"an earlier row is worth {learned.strength:g} cases",
        f"{learned.missing} cells were missing",
        f"{rounds} rounds, objective {learned.objective[0]:.6g} to {learned.objective[-1]:.6g}",
        f"{len(moved)} of {len(learned.moved)} rows were met by a case; any other stays as it was",
    ]
    if learned.impossible:
        items.append(
            f"{learned.impossible} cases are impossible in this network and taught nothing"
        )
    if not learned.settled:
        items.append("the rounds ran out before the numbers came to rest")
    yield Items(tuple(map(Item, items)))
    if not moved:
        return
    yield Heading("What moved most", 2)
    yield Table(
        ("row", "state", "before", "after", "cases"),
        tuple(_moved(learned.network, one) for one in moved[:_MOST_MOVED]),
    )
    if len(moved) > _MOST_MOVED:
        yield Paragraph(f"{len(moved) - _MOST_MOVED} more rows moved less; JSON holds them all.")


def _moved(network: Network, one: Moved) -> tuple[str, ...]:
    """The state of the row whose number changed most."""
    changes = [abs(after - before) for after, before in zip(one.after, one.before, strict=True)]
    most = changes.index(max(changes))
    when = ", ".join(f"{parent} {state}" for parent, state in one.when)
    return (
        f"{one.node} if {when}" if when else one.node,
        network.node(one.node).states[most],
        f"{one.before[most]:.4f}",
        f"{one.after[most]:.4f}",
        f"{one.cases:.1f}",
    )
