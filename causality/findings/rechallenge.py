"""What happened at other exposures of the same patient: re-exposure, placebo, earlier intake."""

from __future__ import annotations

import numpy as np

from causality.findings.facts import MISSING, Facts
from causality.findings.rule import Because, Flags, Masks, Rule, Ruled, first_of, several
from causality.vocabulary import VOCABULARY

__all__ = ["RULES"]

_TERM = VOCABULARY["rechallenge"]
_POSITIVE, _NEGATIVE = _TERM.bit("positive"), _TERM.bit("negative")
_NOT_INTERPRETABLE, _CONTRADICTORY = _TERM.bit("not interpretable"), _TERM.bit("contradictory")
_TABLE = "re_exposure"


def _each(facts: Facts) -> Masks:
    """The rechallenge that each re-exposure to the drug could be; with unknown if none is told."""
    drug = facts.is_code("agent", "drug", table=_TABLE)
    result = facts.code("result", _TABLE)
    back = facts.is_code("result", "recurred", table=_TABLE)
    perhaps_back = facts.is_code("result", "possibly recurred", table=_TABLE)
    absent = facts.is_code("result", "did not recur", table=_TABLE)
    spoilt = facts.is_code("result", "not interpretable", table=_TABLE)
    settled_before = facts.is_code("before", "resolved", "stable", table=_TABLE)
    unsettled = facts.is_code("before", "not resolved", table=_TABLE)
    shared = facts.is_code("company", "shared", table=_TABLE)
    perhaps_shared = facts.is_code("company", "possibly shared", table=_TABLE)
    unlike = (
        facts.is_code("dose", "lower", table=_TABLE)
        | facts.is_code("route", "different", table=_TABLE)
        | facts.is_code("duration", "shorter", table=_TABLE)
        | facts.is_code("premedicated", "yes", table=_TABLE)
    )
    alike = (
        facts.is_code("dose", "same", "higher", table=_TABLE)
        & facts.is_code("route", "same", table=_TABLE)
        & facts.is_code("duration", "same", "longer", table=_TABLE)
    )
    # A recurrence counts at any dose; an absence only where the exposure compares.
    recurrence, _ = first_of(
        len(drug),
        (unsettled | shared, _NOT_INTERPRETABLE),
        (settled_before & ~perhaps_shared, _POSITIVE),
        (True, _POSITIVE | _NOT_INTERPRETABLE),
    )
    masks, _ = first_of(
        len(drug),
        (~drug, 0),
        (facts.is_code("dates", "contradictory", table=_TABLE), _CONTRADICTORY),
        (result == MISSING, 1),
        (perhaps_back, recurrence | np.uint32(1)),
        (back, recurrence),
        (spoilt | unsettled | unlike, _NOT_INTERPRETABLE),
        (absent & alike & settled_before, _NEGATIVE),
        (True, _NEGATIVE | _NOT_INTERPRETABLE),
    )
    return masks


def _rechallenge(facts: Facts) -> Ruled:
    masks = _each(facts)
    certainly = ~facts.is_code("certainty", "possible", table=_TABLE)

    def any_of(flags: Flags) -> Flags:
        return facts.any(_TABLE, flags)

    positive = any_of((masks == _POSITIVE) & certainly)
    negative = any_of((masks == _NEGATIVE) & certainly)
    left_open = any_of((masks != 0) & (several(masks) | ~certainly))
    union = np.zeros(facts.n, dtype=np.uint32)
    np.bitwise_or.at(union, facts.rows(_TABLE), masks)
    both = (union & np.uint32(_POSITIVE | _NEGATIVE)) == _POSITIVE | _NEGATIVE
    union |= np.where(both, np.uint32(_NOT_INTERPRETABLE), np.uint32(0))
    return first_of(
        facts.n,
        (~any_of(masks != 0), 1),
        (any_of(masks == _CONTRADICTORY), _CONTRADICTORY),
        (positive & negative, _NOT_INTERPRETABLE),
        (positive & ~any_of((masks & np.uint32(_NEGATIVE)) != 0), _POSITIVE),
        (negative & ~any_of((masks & np.uint32(_POSITIVE)) != 0), _NEGATIVE),
        (left_open & ~any_of((masks != 0) & certainly), union | np.uint32(1)),
        (left_open & ((union & 1) != 0), union),
        (left_open, union | np.uint32(1)),
        (any_of(masks == 1), 1),
        (True, _NOT_INTERPRETABLE),
    )


_AGAIN = ("re_exposure.result", "re_exposure.before")
_COMPARED = (
    *_AGAIN,
    "re_exposure.dose",
    "re_exposure.route",
    "re_exposure.duration",
    "re_exposure.premedicated",
    "re_exposure.company",
)
_BECAUSE = (
    Because("the record does not say whether the drug was given again"),
    Because("the dates of the re-exposure cannot all hold", ("re_exposure.dates",)),
    Because("the event came back at one re-exposure and not at another", _AGAIN),
    Because("the event had settled and came back when the drug was given again", _AGAIN),
    Because("the event had settled and did not come back at a comparable re-exposure", _COMPARED),
    Because(
        "the dates leave open whether the drug was given again",
        _COMPARED,
        leaves=("positive", "negative", "not interpretable", "not done"),
    ),
    Because(
        "what is on record leaves more than one reading of the re-exposure, or none",
        _COMPARED,
        leaves=("positive", "negative", "not interpretable"),
    ),
    Because("what is on record leaves more than one reading of the re-exposure", _COMPARED),
    Because(
        "the drug was given again, but its effect is not on record",
        _AGAIN,
        leaves=("positive", "negative", "not interpretable"),
    ),
    Because(
        "the re-exposure cannot be read: the event had not settled, another suspect was given "
        "with it, or dose, route, duration or premedication do not compare",
        _COMPARED,
    ),
)


def _placebo(facts: Facts) -> Ruled:
    term = VOCABULARY["placebo"]
    placebo = facts.is_code("agent", "placebo", table=_TABLE)
    back = placebo & facts.is_code("result", "recurred", table=_TABLE)
    absent = placebo & facts.is_code("result", "did not recur", table=_TABLE)
    return first_of(
        facts.n,
        (facts.any(_TABLE, back), term.bit("reaction")),
        (facts.any(_TABLE, absent), term.bit("no reaction")),
        (True, 1),
    )


_PLACEBO = ("re_exposure.agent", "re_exposure.result")
_PLACEBO_BECAUSE = (
    Because("the event came back on placebo", _PLACEBO),
    Because("the event did not come back on placebo", _PLACEBO),
    Because("the record does not say whether placebo was given"),
)


def _previous_reaction(facts: Facts) -> Ruled:
    term = VOCABULARY["previous_reaction"]
    reacted = facts.is_code("result", "similar reaction", table="earlier")
    same = facts.is_code("agent", "same drug", table="earlier")
    quiet = facts.is_code("result", "tolerated", "never taken", table="earlier")
    return first_of(
        facts.n,
        (facts.any("earlier", reacted & same), term.bit("same drug")),
        (facts.any("earlier", reacted), term.bit("similar drug")),
        (facts.any("earlier", quiet), term.bit("none")),
        (True, 1),
    )


_EARLIER = ("earlier.agent", "earlier.result")
_PREVIOUS_BECAUSE = (
    Because("the patient had a similar reaction to this drug before", _EARLIER),
    Because("the patient had a similar reaction to a similar drug before", _EARLIER),
    Because("earlier exposure brought no such reaction, or there was none", _EARLIER),
    Because("the record does not speak of earlier exposures"),
)


def _tolerated(facts: Facts) -> Ruled:
    term = VOCABULARY["tolerated_exposure"]
    same = facts.is_code("agent", "same drug", table="earlier")

    def outcome(code: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return facts.any("earlier", same & facts.is_code("result", code, table="earlier"))

    return first_of(
        facts.n,
        (outcome("similar reaction"), term.bit("not tolerated")),
        (outcome("tolerated"), term.bit("tolerated")),
        (outcome("never taken"), term.bit("no earlier exposure")),
        (True, 1),
    )


_TOLERATED_BECAUSE = (
    Because("an earlier exposure to the drug brought a similar reaction", _EARLIER),
    Because("an earlier exposure to the drug was tolerated", _EARLIER),
    Because("the patient had never taken the drug before", _EARLIER),
    Because("the record does not speak of earlier exposures to the drug"),
)

RULES = (
    Rule("rechallenge", _rechallenge, _BECAUSE),
    Rule("placebo", _placebo, _PLACEBO_BECAUSE),
    Rule("previous_reaction", _previous_reaction, _PREVIOUS_BECAUSE),
    Rule("tolerated_exposure", _tolerated, _TOLERATED_BECAUSE),
)
