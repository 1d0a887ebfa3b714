"""What a network makes of the findings of one pair: what was entered, what not, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from causality.network.engine import compiled
from causality.network.evidence import ContradictoryEvidence
from causality.network.mapping import EvidenceRules, FindingMap
from causality.network.posterior import Posterior
from causality.network.support import unsupported
from causality.vocabulary import UNKNOWN, VOCABULARY

__all__ = ["Entered", "LeftOut", "NetworkReading", "Outcome", "network_reading"]

_WORTH_A_WARNING = 0.005  # of an answer: what is printed as one in a hundred


@dataclass(frozen=True, slots=True)
class Entered:
    """A state that the findings settle, and why."""

    node: str
    title: str
    state: str
    findings: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A node that carries no evidence, and why."""

    node: str
    title: str
    because: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The share of one state of one node, with the evidence and before any."""

    node: str
    state: str
    title: str
    share: float
    prior: float


@dataclass(frozen=True, slots=True)
class NetworkReading:
    """The answer of a network for one pair.

    ``unsupported``: node -> part of the answer that rests on rows of it that no case supports.
    ``not_computable`` holds a smallest set of (node, state) that cannot all be true; there are
    then no outcomes. ``log_evidence`` is ln P(evidence).
    """

    network: str
    title: str
    cite: tuple[str, ...]
    entered: tuple[Entered, ...]
    left_out: tuple[LeftOut, ...]
    outcomes: tuple[Outcome, ...]
    log_evidence: float | None
    unsupported: Mapping[str, float]
    not_computable: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]


def network_reading(chosen: FindingMap, masks: Mapping[str, int]) -> NetworkReading:
    """Enter the findings of one pair (finding -> mask) and ask the network for its outcomes."""
    read = [_entered(rules, masks) for rules in chosen.nodes]
    entered = tuple(one for one in read if isinstance(one, Entered))
    evidence = {one.node: one.state for one in entered}
    found: tuple[Posterior, ...] = ()
    conflict: tuple[tuple[str, str], ...] = ()
    bare: Mapping[str, float] = {}
    try:
        found = _asked(chosen, evidence)
        bare = unsupported(chosen.network, [node for node, _ in chosen.outcomes], evidence)
    except ContradictoryEvidence as why:
        conflict = why.findings
    return NetworkReading(
        network=chosen.network.id,
        title=chosen.network.title,
        cite=chosen.network.cite,
        entered=entered,
        left_out=tuple(one for one in read if isinstance(one, LeftOut)),
        outcomes=tuple(
            Outcome(
                node,
                state,
                chosen.network.node(node).title,
                answer.shares[state],
                before.shares[state],
            )
            for (node, state), answer, before in zip(
                chosen.outcomes, found, _before(chosen), strict=False
            )
        ),
        log_evidence=found[0].log_evidence if found else None,
        unsupported=bare,
        not_computable=conflict,
        warnings=(*_warnings(evidence, bare), *chosen.warnings),
    )


def _asked(chosen: FindingMap, evidence: Mapping[str, str]) -> tuple[Posterior, ...]:
    """The shares of each outcome, in order."""
    return tuple(
        compiled(chosen.network, node, tuple(evidence), ahead=False).posterior(evidence)
        for node, _ in chosen.outcomes
    )


@lru_cache(maxsize=8)
def _before(chosen: FindingMap) -> tuple[Posterior, ...]:
    """The same before any evidence."""
    return _asked(chosen, {})


def _entered(rules: EvidenceRules, masks: Mapping[str, int]) -> Entered | LeftOut:
    """The state that every value still possible leads to; otherwise nothing is entered."""
    if not rules.rules:
        return LeftOut(rules.node, rules.title, rules.otherwise)
    possible = [_possible(name, masks[name]) for name in rules.reads]
    found = {_first(rules, dict(zip(rules.reads, at, strict=True))) for at in product(*possible)}
    if len(found) == 1:
        (number,) = found
        if number is not None:
            rule = rules.rules[number]
            return Entered(rules.node, rules.title, rule.state, tuple(rule.when), rule.because)
        silent = [
            VOCABULARY[name].title
            for name, values in zip(rules.reads, possible, strict=True)
            if values == (UNKNOWN,)
        ]
        if len(silent) == len(rules.reads):
            return LeftOut(rules.node, rules.title, f"not on record: {', '.join(silent)}")
        return LeftOut(rules.node, rules.title, rules.otherwise)
    states = {None if number is None else rules.rules[number].state for number in found}
    if len(states) == 1:  # several rows, one state
        rule = rules.rules[min(number for number in found if number is not None)]
        return Entered(rules.node, rules.title, rule.state, rules.reads, rule.because)
    return LeftOut(rules.node, rules.title, "what is on record leaves several states open")


def _possible(name: str, mask: int) -> tuple[str, ...]:
    """The values that a mask leaves; ``unknown`` only where it stands alone."""
    values = VOCABULARY[name].named(mask)
    return values if len(values) == 1 else tuple(value for value in values if value != UNKNOWN)


def _first(rules: EvidenceRules, values: Mapping[str, str]) -> int | None:
    """The number of the first row that holds."""
    for number, rule in enumerate(rules.rules):
        if all(values[name] in wanted for name, wanted in rule.when.items()):
            return number
    return None


def _warnings(evidence: Mapping[str, str], unsupported_by: Mapping[str, float]) -> tuple[str, ...]:
    told = []
    if not evidence:
        told.append("No finding could be entered; the shares are those before any evidence.")
    bare = {node: share for node, share in unsupported_by.items() if share >= _WORTH_A_WARNING}
    if bare:
        parts = ", ".join(f"{share:.0%} by {node}" for node, share in bare.items())
        told.append(
            f"Part of the answer rests on rows that no report ever supported, filled in by the "
            f"source ({parts})."
        )
    return tuple(told)
