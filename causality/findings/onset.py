"""When the event began against the drug: order, time to onset, and whether that time fits."""

from __future__ import annotations

import numpy as np

from causality.case.dates import OPEN_HI, OPEN_LO
from causality.findings.facts import MISSING, Facts
from causality.findings.rule import Because, Flags, Rule, Ruled, first_of, settled
from causality.vocabulary import VOCABULARY

__all__ = ["RULES", "no_dates"]

_SEQUENCE = VOCABULARY["sequence"]
_LATENCY = VOCABULARY["latency"]


def no_dates(facts: Facts) -> Flags:
    """Where nothing at all is on record about onset against first dose or stop."""
    lo, hi = facts.span("onset_after_start")
    stop_lo, stop_hi = facts.span("onset_after_stop")
    withdrawal = facts.is_code("relation", "withdrawal")
    silent: Flags = np.where(
        withdrawal,
        (stop_lo == OPEN_LO) & (stop_hi == OPEN_HI),
        (lo == OPEN_LO) & (hi == OPEN_HI),
    )
    return silent


def _sequence(facts: Facts) -> Ruled:
    withdrawal = facts.is_code("relation", "withdrawal")
    start, stop = facts.span("onset_after_start"), facts.span("onset_after_stop")
    lo = np.where(withdrawal, stop[0], start[0])
    hi = np.where(withdrawal, stop[1], start[1])
    mask = settled("sequence", {"drug first": hi >= 0, "event first": lo < 0})
    return first_of(
        facts.n,
        (facts.is_code("dates", "contradictory"), _SEQUENCE.bit("contradictory")),
        (no_dates(facts), mask),
        (withdrawal & (lo >= 0), mask),
        (withdrawal & (hi < 0), mask),
        (lo >= 0, mask),
        (hi < 0, mask),
        (True, mask),
    )


_START = ("onset_after_start",)
_STOP = ("onset_after_stop",)

_SEQUENCE_BECAUSE = (
    Because("the dates of the first dose and the onset cannot all hold", _START),
    Because("neither the first dose nor the onset is dated against the other", _START),
    Because("the event began after the drug was stopped, as a withdrawal reaction must", _STOP),
    Because("the event began before the drug was stopped", _STOP),
    Because("the first dose came before the event, or at the same moment", _START),
    Because("the event began before the first dose", _START),
    Because("the dates on record allow either order", _START),
)


def _latency(facts: Facts) -> Ruled:
    lo, hi = facts.span("onset_after_clock")
    suggestive, compatible = facts.span("suggestive_window"), facts.span("compatible_window")
    # A window never written is open on both sides: nothing is then highly suggestive.
    has_suggestive = (suggestive[0] != OPEN_LO) | (suggestive[1] != OPEN_HI)
    start_lo, start_hi = facts.span("onset_after_start")
    withdrawal = facts.is_code("relation", "withdrawal")
    before_lo = np.where(withdrawal, facts.span("onset_after_stop")[0], start_lo)
    before_hi = np.where(withdrawal, facts.span("onset_after_stop")[1], start_hi)
    # What the clock says counts only if the drug came first.
    rest = before_hi >= 0
    lo, hi = np.maximum(lo, 0), np.maximum(hi, 0)
    # A worsening of something older has no forbidden order; before the drug it does not fit.
    older = facts.is_code("relation", "aggravation")
    impossible, unlikely = ~older & (before_lo < 0), older & (before_lo < 0)
    in_suggestive = rest & has_suggestive & (lo <= suggestive[1]) & (hi >= suggestive[0])
    inner_lo, inner_hi = np.maximum(lo, compatible[0]), np.minimum(hi, compatible[1])
    meets = inner_lo <= inner_hi
    inside_suggestive = has_suggestive & (inner_lo >= suggestive[0]) & (inner_hi <= suggestive[1])
    in_compatible = rest & meets & ~inside_suggestive
    outside = unlikely | (rest & ((lo < compatible[0]) | (hi > compatible[1])))
    # Without any window nothing tells these three apart.
    blank = rest & (facts.code("window_basis") == MISSING)
    in_suggestive, in_compatible, outside = (
        in_suggestive | blank,
        in_compatible | blank,
        outside | blank,
    )
    mask = settled(
        "latency",
        {
            "highly suggestive": in_suggestive,
            "compatible": in_compatible,
            "improbable": outside,
            "impossible": impossible,
        },
    )
    single = (mask & (mask - np.uint32(1))) == 0
    by_row = facts.is_code("window_basis", "row")
    never = single & impossible
    return first_of(
        facts.n,
        (facts.is_code("dates", "contradictory"), _LATENCY.bit("contradictory")),
        (no_dates(facts), mask),
        (never & withdrawal, mask),
        (never, mask),
        (single & by_row & in_suggestive, mask),
        (single & by_row & in_compatible, mask),
        (single & by_row, mask),
        (single & in_compatible, mask),
        (single, mask),
        (True, mask),
    )


_CLOCK = ("onset_after_clock", "onset_after_start", "compatible_window")
_FALLBACK = ("onset_after_last_dose", "onset_after_start", "lingering", "compatible_window")
_LATENCY_BECAUSE = (
    Because("the dates of the first dose and the onset cannot all hold", _START),
    Because("the time to onset is not on record", _START),
    Because("the event began before the drug was stopped, so it cannot be its withdrawal", _STOP),
    Because("the event began before the first dose", _START),
    Because("the onset lies where most cases of this reaction to this drug begin", _CLOCK),
    Because("the onset lies within the known range of this reaction to this drug", _CLOCK),
    Because("the onset lies outside the known range of this reaction to this drug", _CLOCK),
    Because(
        "no time-to-onset row applies; the drug was still acting, or may have been, at the onset",
        _FALLBACK,
    ),
    Because("no time-to-onset row applies; the onset came long after the drug had gone", _FALLBACK),
    Because("the dates on record leave more than one reading", _CLOCK),
)

RULES = (
    Rule("sequence", _sequence, _SEQUENCE_BECAUSE),
    Rule("latency", _latency, _LATENCY_BECAUSE),
)
