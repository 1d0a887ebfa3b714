"""Which causes of a liver injury other than drugs were excluded."""

from __future__ import annotations

import numpy as np

from causality.findings.facts import Facts
from causality.findings.rule import Because, Flags, Rule, Ruled, first_of
from causality.vocabulary import VOCABULARY

__all__ = ["RULES"]

_SIX = (
    "hepatitis A",
    "hepatitis B",
    "hepatitis C",
    "biliary obstruction",
    "alcohol",
    "hypotension",
)
_FURTHER = ("underlying disease", "cytomegalovirus", "Epstein-Barr virus", "herpes simplex")
_TABLE = "liver_cause"


def _excluded(facts: Facts, cause: str) -> Flags:
    named = facts.is_code("cause", cause, table=_TABLE)
    return facts.any(_TABLE, named & facts.is_code("status", "excluded", table=_TABLE))


def _named(facts: Facts, *causes: str) -> Flags:
    return facts.any(_TABLE, facts.is_code("cause", *causes, table=_TABLE))


def _causes(facts: Facts) -> Ruled:
    term = VOCABULARY["liver_causes_excluded"]
    count = np.sum([_excluded(facts, cause) for cause in _SIX], axis=0)
    probable = facts.any(_TABLE, facts.is_code("status", "likely", "confirmed", table=_TABLE))
    return first_of(
        facts.n,
        (probable, term.bit("one highly probable")),
        (count == len(_SIX), term.bit("all six")),
        (count == len(_SIX) - 1, term.bit("five")),
        (count == len(_SIX) - 2, term.bit("four")),
        (_named(facts, *_SIX), term.bit("three or fewer")),
        (True, 1),
    )


_CAUSES = ("liver_cause.cause", "liver_cause.status")
_CAUSES_BECAUSE = (
    Because("a cause other than a drug is likely or confirmed", _CAUSES),
    Because("each of the six common causes was excluded", _CAUSES),
    Because("five of the six common causes were excluded", _CAUSES),
    Because("four of the six common causes were excluded", _CAUSES),
    Because("at most three of the six common causes were excluded", _CAUSES),
    Because("none of the six common causes is named in the record"),
)


def _hepatitis_e(facts: Facts) -> Ruled:
    term = VOCABULARY["hepatitis_e"]
    return first_of(
        facts.n,
        (_excluded(facts, "hepatitis E"), term.bit("excluded")),
        (_named(facts, "hepatitis E"), term.bit("not excluded")),
        (True, 1),
    )


_E_BECAUSE = (
    Because("hepatitis E was excluded", _CAUSES),
    Because("hepatitis E was considered, but not excluded", _CAUSES),
    Because("the record does not speak of hepatitis E"),
)


def _further(facts: Facts) -> Ruled:
    term = VOCABULARY["liver_further_causes"]
    four = np.all([_excluded(facts, cause) for cause in _FURTHER], axis=0)
    return first_of(
        facts.n,
        (four & _excluded(facts, "varicella zoster"), term.bit("all")),
        (four, term.bit("all but varicella")),
        (_named(facts, *_FURTHER, "varicella zoster"), term.bit("not all")),
        (True, 1),
    )


_FURTHER_BECAUSE = (
    Because("each of the further causes was excluded", _CAUSES),
    Because("each of the further causes but varicella zoster was excluded", _CAUSES),
    Because("some further cause was named, but not each was excluded", _CAUSES),
    Because("the record speaks of none of the further causes"),
)


RULES = (
    Rule("liver_causes_excluded", _causes, _CAUSES_BECAUSE),
    Rule("hepatitis_e", _hepatitis_e, _E_BECAUSE),
    Rule("liver_further_causes", _further, _FURTHER_BECAUSE),
)
