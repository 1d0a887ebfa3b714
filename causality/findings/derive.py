"""Facts to findings: every rule run once, the reporter's word used where the record is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from causality.findings import (
    alternatives,
    circumstances,
    dechallenge,
    event,
    liver,
    liver_causes,
    liver_course,
    liver_pattern,
    necrolysis,
    on_drug,
    onset,
    reactions,
    rechallenge,
)
from causality.findings.facts import Facts
from causality.findings.rule import Because, Flags, Masks, Rule, RuleNumbers
from causality.vocabulary import VOCABULARY

__all__ = ["RULES", "Findings", "derive"]

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.name: rule
        for module in (
            event,
            onset,
            dechallenge,
            on_drug,
            rechallenge,
            alternatives,
            circumstances,
            liver,
            liver_causes,
            liver_course,
            liver_pattern,
            reactions,
            necrolysis,
        )
        for rule in module.RULES
    }
)
# The order of the vocabulary is the order of every report.
_ORDERED = tuple(RULES[name] for name in VOCABULARY)
# The values that each row of each rule leaves to a statement.
_LEFT = {
    name: np.asarray(
        # Leaving `unknown` alone leaves nothing: that is no statement.
        [VOCABULARY[name].bit(*row.leaves) or int(row.final) for row in rule.because],
        dtype=np.uint32,
    )
    for name, rule in RULES.items()
}
# That dates clash is seen in the record, whatever anyone states.
_CLASH = {
    name: np.uint32(term.bit("contradictory") if "contradictory" in term.values else 0)
    for name, term in VOCABULARY.items()
}
STATED = np.int16(-1)
_STATED_SENTENCE = "the timeline cannot decide; the report states it"


@dataclass(frozen=True, slots=True)
class Findings:
    """What the facts of ``n`` pairs show: for each finding, which values are possible and why.

    ``masks[name]`` is uint32, bit ``i`` for ``VOCABULARY[name].values[i]``; several bits come with
    the bit of ``unknown``. ``rules[name]`` is the row of the rule that decided, or -1 where the
    reporter's statement was taken. ``disagrees[name]`` marks a statement that the timeline
    contradicts.
    """

    n: int
    masks: Mapping[str, Masks]
    rules: Mapping[str, RuleNumbers]
    disagrees: Mapping[str, Flags]

    def mask(self, name: str) -> Masks:
        """The possible values of one finding, uint32[n]."""
        return self.masks[name]

    def rule(self, name: str) -> RuleNumbers:
        """Which row decided, int16[n]."""
        return self.rules[name]

    def reason(self, name: str, row: int) -> Because:
        """Why pair ``row`` has this finding: a sentence and the facts it rests on."""
        number = int(self.rules[name][row])
        if number == STATED:
            return Because(_STATED_SENTENCE, (f"stated_{name}",))
        return RULES[name].because[number]

    def because(self, name: str, row: int) -> str:
        """The sentence alone."""
        return self.reason(name, row).sentence

    def with_mask(self, name: str, mask: int) -> Findings:
        """The same findings with one of them replaced in every row."""
        return Findings(
            self.n,
            {**self.masks, name: np.full(self.n, mask, dtype=np.uint32)},
            self.rules,
            self.disagrees,
        )


def derive(facts: Facts) -> Findings:
    """Run every finding rule on the facts of any number of pairs."""
    masks: dict[str, Masks] = {}
    rules: dict[str, RuleNumbers] = {}
    disagrees: dict[str, NDArray[np.bool_]] = {}
    for rule in _ORDERED:
        mask, number = rule.apply(facts)
        stated = facts.code(f"stated_{rule.name}")
        told = stated > 0
        if not told.any():
            masks[rule.name], rules[rule.name], disagrees[rule.name] = mask, number, told
            continue
        word = np.uint32(1) << np.maximum(stated, np.int8(0)).astype(np.uint32)
        # The timeline decides where it can. Where it leaves several values, a statement chooses
        # only among them; where the record is silent, it may say anything but what is ruled out.
        open_question = (mask & np.uint32(1)) != 0
        left = _LEFT[rule.name][number]
        free = (mask == np.uint32(1)) & (left == 0) & ((word & _CLASH[rule.name]) == 0)
        agrees = free | (((mask | left) & word) != 0)
        taken = told & open_question & agrees
        masks[rule.name] = np.where(taken, word, mask)
        rules[rule.name] = np.where(taken, STATED, number)
        disagrees[rule.name] = told & ~taken & (masks[rule.name] != word)
    return Findings(facts.n, masks, rules, disagrees)
