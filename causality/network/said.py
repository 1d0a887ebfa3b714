"""Evidence as people write it: ``NODE=STATE``, and ``NODE=STATE:0.3,STATE:0.7`` for a likelihood.

Names may hold any character; the network decides where a name ends.
"""

from __future__ import annotations

from collections.abc import Iterable

from causality.errors import NotFound
from causality.network.evidence import EvidenceProblem
from causality.network.network import Network

__all__ = ["given_of", "likelihood_of"]


def given_of(network: Network, said: Iterable[str]) -> dict[str, str]:
    """Node -> state. NotFound for an unknown name, EvidenceProblem for what names no state."""
    given: dict[str, str] = {}
    for text in said:
        name, state = _node_of(network, text, "NODE=STATE")
        network.state(name, state)
        if name in given:
            raise EvidenceProblem(f"{name} is given twice")
        given[name] = state
    return given


def likelihood_of(network: Network, said: Iterable[str]) -> dict[str, tuple[float, ...]]:
    """Node -> P(what was seen | state), a number for each of its states, on any scale."""
    likelihood: dict[str, tuple[float, ...]] = {}
    for text in said:
        name, rest = _node_of(network, text, "NODE=STATE:0.3,STATE:0.7")
        if name in likelihood:
            raise EvidenceProblem(f"the likelihood of {name} is given twice")
        states = network.node(name).states
        numbers = _numbers(name, states, rest)
        if left_out := [state for state in states if state not in numbers]:
            raise EvidenceProblem(f"likelihood of {name}: no number for {', '.join(left_out)}")
        likelihood[name] = tuple(numbers[state] for state in states)
    return likelihood


def _node_of(network: Network, text: str, form: str) -> tuple[str, str]:
    """The longest node that the text can begin with, and what follows the equals sign."""
    places = [place for place, character in enumerate(text) if character == "="]
    if not places:
        raise EvidenceProblem(f"{text!r} is not written as {form}")
    known = [place for place in places if text[:place] in network.names]
    if not known:
        kind = "node"
        raise NotFound(kind, text[: places[0]].strip(), network.names)
    return text[: known[-1]], text[known[-1] + 1 :]


def _numbers(name: str, states: tuple[str, ...], rest: str) -> dict[str, float]:
    """``STATE:number`` pairs with commas between them."""
    numbers: dict[str, float] = {}
    while rest:
        fitting = [state for state in states if rest.startswith(f"{state}:")]
        if not fitting:
            kind = f"state of {name}"
            raise NotFound(kind, rest.partition(",")[0].rpartition(":")[0] or rest, states)
        state = max(fitting, key=len)
        number, _, rest = rest[len(state) + 1 :].partition(",")
        if state in numbers:
            raise EvidenceProblem(f"likelihood of {name}: {state} stands twice")
        try:
            numbers[state] = float(number)
        except ValueError:
            wrong = f"likelihood of {name}: {number!r} is not a number"
            raise EvidenceProblem(wrong) from None
    return numbers
