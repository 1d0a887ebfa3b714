"""Whether the event is a liver injury, and its pattern."""

from __future__ import annotations

import numpy as np

from causality.findings.facts import Facts
from causality.findings.laboratory import value_of
from causality.findings.rule import Because, Rule, Ruled, first_of, settled
from causality.vocabulary import VOCABULARY

__all__ = ["RULES", "liver_pattern"]


def _injury(facts: Facts) -> Ruled:
    term = VOCABULARY["liver_injury"]
    return first_of(
        facts.n,
        (facts.is_code("liver_event", "yes"), term.bit("yes")),
        (facts.is_code("liver_event", "no"), term.bit("no")),
        (True, 1),
    )


_EVENT = ("liver_event",)
_INJURY_BECAUSE = (
    Because("the event is an injury of the liver by its name", _EVENT),
    Because("the event is no injury of the liver by its name", _EVENT),
    Because("the record does not say what kind of event it is"),
)


def liver_pattern(facts: Facts) -> Ruled:
    """The pattern by the first values of the injury, without any statement."""
    return facts.once("liver_pattern", _pattern)


def _pattern(facts: Facts) -> Ruled:
    alt, alp = value_of(facts, "ALT"), value_of(facts, "ALP")
    found = alt.any & alp.any
    mask = settled(
        "liver_pattern",
        {
            "unknown": ~(alt.certain & alp.certain),
            "hepatocellular": found & (alt.hi > 5 * alp.lo),
            "hepatocellular or mixed": found & (alt.lo <= 5 * alp.hi) & (alt.hi >= 5 * alp.lo),
            "mixed": found & (alt.lo < 5 * alp.hi) & (alt.hi > 2 * alp.lo),
            "mixed or cholestatic": found & (alt.lo <= 2 * alp.hi) & (alt.hi >= 2 * alp.lo),
            "cholestatic": found & (alt.lo < 2 * alp.hi),
        },
    )
    single = (mask & (mask - np.uint32(1))) == 0
    return first_of(
        facts.n,
        (~found, 1),
        (single, mask),
        (~(alt.certain & alp.certain), mask),
        (True, mask),
    )


_VALUES = ("laboratory.value", "laboratory.at", "laboratory.after_onset")
_PATTERN_BECAUSE = (
    Because("no ALT and ALP of the injury with their upper limits are on record"),
    Because("the first ALT and ALP of the injury, in multiples of their limits, decide", _VALUES),
    Because(
        "whether the ALT and ALP on record are of the injury is not certain",
        _VALUES,
        leaves=VOCABULARY["liver_pattern"].values[1:],
    ),
    Because("the first ALT and ALP of the injury leave more than one pattern", _VALUES),
)

RULES = (
    Rule("liver_injury", _injury, _INJURY_BECAUSE),
    Rule("liver_pattern", liver_pattern, _PATTERN_BECAUSE),
)
