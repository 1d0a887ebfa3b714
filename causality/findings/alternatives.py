"""What else could have caused the event: other causes, suspects, disease, protopathic start."""

from __future__ import annotations

import numpy as np

from causality.findings.facts import MISSING, Facts
from causality.findings.rule import Because, Flags, Rule, Ruled, first_of, settled
from causality.vocabulary import VOCABULARY

__all__ = ["RULES"]


def _alternatives(facts: Facts) -> Ruled:
    term = VOCABULARY["alternatives"]
    competing = facts.is_code("role", "competing", table="alternative")

    def status(code: str) -> Flags:
        flags = competing & facts.is_code("status", code, table="alternative")
        return facts.any("alternative", flags)

    # A cause named without a word on it was not assessed, as far as anyone can tell.
    silent = facts.code("status", "alternative") == MISSING
    unassessed = status("not assessed") | facts.any("alternative", competing & silent)
    clean = facts.is_code("workup_found", "no other cause")
    itemised = facts.is_code("workup_itemised", "yes")
    named = facts.any("alternative", competing)
    return first_of(
        facts.n,
        (status("confirmed"), term.bit("confirmed")),
        (status("likely"), term.bit("likely")),
        (status("possible"), term.bit("possible")),
        (facts.is_code("workup_found", "other cause"), term.bit("possible")),
        # A search whose parts are not named is one weak item, whatever else was named.
        (clean & ~itemised & (~named | unassessed), term.bit("searched, not itemised")),
        (unassessed, term.bit("not assessed")),
        (status("unlikely"), term.bit("unlikely")),
        (status("excluded"), term.bit("none after search")),
        (clean & itemised, term.bit("none after search")),
        (facts.is_code("workup_extent", "none"), term.bit("not assessed")),
        (True, 1),
    )


_NAMED = ("alternative.status",)
_SEARCH = ("workup_found", "workup_itemised", "workup_extent")
_BECAUSE = (
    Because("another cause was confirmed", _NAMED),
    Because("another cause was judged likely", _NAMED),
    Because("another cause was judged possible", _NAMED),
    Because("the search found another cause", _SEARCH),
    Because(
        "a search found no other cause, but the report does not name what was looked for",
        (*_SEARCH, *_NAMED),
    ),
    Because("a named cause was never assessed", _NAMED),
    Because("every named cause was looked for and judged unlikely or excluded", _NAMED),
    Because("every named cause was looked for and excluded", (*_NAMED, *_SEARCH)),
    Because("a search with named parts found no other cause", _SEARCH),
    Because("no search for other causes was made", _SEARCH),
    Because("the record does not speak of other causes"),
)


def _co_suspects(facts: Facts) -> Ruled:
    table = "co_suspect"
    start_lo, start_hi = facts.span("onset_after_start", table)
    last_lo, last_hi = facts.span("onset_after_last_dose", table)
    linger_lo, linger_hi = facts.span("lingering", table)
    excluded = facts.is_code("status", "excluded", table=table)
    could = ~excluded & (start_hi >= 0) & (last_lo <= linger_hi)
    must = ~excluded & (start_lo >= 0) & (last_hi <= linger_lo)
    present, perhaps = facts.any(table, must), facts.any(table, could)
    everyone = np.ones(facts.n, dtype=np.bool_)
    mask = settled("co_suspects", {"none": everyone & ~present, "present": present | perhaps})
    return first_of(
        facts.n,
        (present, mask),
        (perhaps, mask),
        (facts.any(table, np.ones(len(start_lo), dtype=np.bool_)), mask),
        (True, mask),
    )


_OTHERS = (
    "co_suspect.onset_after_start",
    "co_suspect.onset_after_last_dose",
    "co_suspect.status",
)
_CO_BECAUSE = (
    Because("another suspect was given before the onset and could still act", _OTHERS),
    Because("by its dates, another suspect may have been acting at the onset", _OTHERS),
    Because("no other suspect was acting at the onset, or each was excluded", _OTHERS),
    Because("the report names no other suspect"),
)


def _underlying_disease(facts: Facts) -> Ruled:
    term = VOCABULARY["underlying_disease"]
    return first_of(
        facts.n,
        (facts.is_code("disease", "active"), term.bit("active")),
        (facts.is_code("disease", "present"), term.bit("present")),
        (facts.is_code("disease", "quiescent"), term.bit("quiescent")),
        (facts.is_code("disease", "none"), term.bit("none")),
        (True, 1),
    )


_DISEASE_BECAUSE = (
    Because("an active condition of the patient can produce the event by itself", ("disease",)),
    Because("a condition of the patient can produce the event by itself", ("disease",)),
    Because("a condition that can produce the event was quiescent", ("disease",)),
    Because("the report says that no such condition was there", ("disease",)),
    Because("the record names no condition that could produce the event"),
)


def _protopathic(facts: Facts) -> Ruled:
    term = VOCABULARY["protopathic"]
    return first_of(
        facts.n,
        (facts.is_code("started_for_event", "yes"), term.bit("yes")),
        (facts.is_code("started_for_event", "no"), term.bit("no")),
        (True, 1),
    )


_PROTOPATHIC_BECAUSE = (
    Because("the drug was given for a first sign of the event", ("started_for_event",)),
    Because("the drug was given for something else", ("started_for_event",)),
    Because("the record does not say what the drug was given for"),
)


def _risk_factors(facts: Facts) -> Ruled:
    term = VOCABULARY["risk_factors"]
    marked = facts.is_code("role", "risk factor", table="alternative")
    known = facts.is_code("status", "confirmed", "likely", "possible", table="alternative")
    return first_of(
        facts.n,
        (facts.is_code("favoured", "yes"), term.bit("present")),
        (facts.any("alternative", marked & known), term.bit("present")),
        (facts.is_code("favoured", "no"), term.bit("absent")),
        (True, 1),
    )


_RISK_BECAUSE = (
    Because("a condition of the patient favours this reaction", ("favoured",)),
    Because("a risk factor for this reaction is on record", _NAMED),
    Because("no risk factor was present", ("favoured",)),
    Because("the record does not speak of risk factors"),
)

RULES = (
    Rule("alternatives", _alternatives, _BECAUSE),
    Rule("co_suspects", _co_suspects, _CO_BECAUSE),
    Rule("underlying_disease", _underlying_disease, _DISEASE_BECAUSE),
    Rule("protopathic", _protopathic, _PROTOPATHIC_BECAUSE),
    Rule("risk_factors", _risk_factors, _RISK_BECAUSE),
)
