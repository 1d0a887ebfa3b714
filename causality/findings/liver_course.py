"""How much of the excess of a liver value went after the stop, and what a re-exposure did to it.

The excess is what lies above the upper limit of normal. Half of it is gone where a value after the
peak is at most midway between peak and limit. Days count from the stop.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from causality.findings.dechallenge import any_episode
from causality.findings.facts import Facts
from causality.findings.laboratory import Minutes, Series, greatest, least, series_of
from causality.findings.liver_model import liver_model
from causality.findings.liver_tables import tables_of
from causality.findings.rule import Because, Flags, Masks, Rule, Ruled, first_of, settled
from causality.vocabulary import VOCABULARY

__all__ = ["RULES"]

_LIMIT = 1000  # the upper limit of normal itself
_NEVER = 2**62


@dataclass(frozen=True, slots=True)
class _Fall:
    """The rows of one series after its peak and the stop: what each certainly or perhaps shows."""

    rows: Series
    peak: tuple[Minutes, Minutes]
    after: tuple[Flags, Flags]
    half: tuple[Flags, Flags]
    above: tuple[Flags, Flags]
    lower: tuple[Flags, Flags]
    excess: Flags

    def half_within(self, minutes: int, *, since: int = 0) -> tuple[Flags, Flags]:
        """Pairs with half of the excess gone between ``since`` and ``minutes`` after the stop."""
        return self._within(self.half, minutes, since)

    def lower_within(self, minutes: int) -> tuple[Flags, Flags]:
        """Pairs with a value below the peak within ``minutes`` after the stop."""
        return self._within(self.lower, minutes, 0)

    def _within(self, kind: tuple[Flags, Flags], minutes: int, since: int) -> tuple[Flags, Flags]:
        lo, hi = self.rows.after_stop
        must = self.rows.sure & kind[0] & self.after[0] & (lo >= since) & (hi < minutes)
        may = kind[1] & self.after[1] & (hi >= since) & (lo < minutes)
        return self.rows.any(must), self.rows.any(may)


def _fall(facts: Facts, analyte: str) -> _Fall:
    rows = series_of(facts, analyte)
    lo, hi = rows.value
    everyone = np.ones(len(lo), dtype=np.bool_)
    peak = (
        greatest(rows.n, rows.pair, lo, rows.sure),
        greatest(rows.n, rows.pair, hi, everyone),
    )
    top = hi >= peak[0][rows.pair]
    stop_lo, stop_hi = rows.after_stop
    after = rows.after_all(top) & (stop_lo >= 0), rows.after_some(top) & (stop_hi >= 0)
    high_lo, high_hi = (side[rows.pair] for side in peak)
    # Without an excess there is nothing to halve.
    excess, perhaps = high_lo > _LIMIT, high_hi > _LIMIT
    half = (excess & (2 * hi <= high_lo + _LIMIT), perhaps & (2 * lo <= high_hi + _LIMIT))
    above = (2 * lo > high_hi + _LIMIT, 2 * hi > high_lo + _LIMIT)
    lower = (hi < high_lo, (lo < high_hi) & ~half[0])
    return _Fall(rows, peak, after, half, above, lower, excess)


def _back(fall: _Fall) -> tuple[Flags, Flags]:
    """Whether a value above half of the excess came after one below it."""
    rows = fall.rows
    must = rows.certainly_after_some(rows.sure & fall.half[0] & fall.after[0])
    may = rows.after_some(fall.half[1] & fall.after[1])
    return rows.any(rows.sure & fall.above[0] & must), rows.any(fall.above[1] & may)


def _hepatocellular(facts: Facts) -> dict[str, Flags]:
    model = liver_model()
    fall = _fall(facts, "ALT")
    fast, slow = model.within("fast"), model.within("slow")
    fell, fell_fast, fell_slow = (fall.half_within(end) for end in (_NEVER, fast, slow))
    between = fall.half_within(slow, since=fast)[1]
    later = fall.half_within(_NEVER, since=slow)[1]
    again = _back(fall)
    lo, hi = fall.rows.after_stop
    # A value after the peak that is late enough tells one or the other.
    told_late = fall.rows.sure & (fall.above[0] | (fall.after[0] & fall.excess)) & (lo >= slow)
    high_late = fall.rows.any(told_late), fall.rows.any(fall.above[1] & (hi >= slow))
    return {
        "unknown": ~fell[0] & ~high_late[0] & ~again[0],
        "ALT half within 8 d": fell_fast[1] & ~again[0],
        "ALT half within 30 d": between & ~fell_fast[0] & ~again[0],
        "ALT half after 30 d": later & ~fell_slow[0] & ~again[0],
        "ALT not half by 30 d, or rising again": again[1] | (~fell[0] & high_late[1]),
    }


def _other_patterns(facts: Facts) -> dict[str, Flags]:
    end = liver_model().within("cholestatic_course")
    must = [np.zeros(facts.n, dtype=np.bool_) for _ in range(3)]
    may = [one.copy() for one in must]
    for analyte in ("ALP", "bilirubin"):
        fall = _fall(facts, analyte)
        lo, hi = fall.rows.after_stop
        seen = (
            fall.rows.any(fall.rows.sure & (lo >= 0) & (hi < end)),
            fall.rows.any((hi >= 0) & (lo < end)),
        )
        for i, (sure, perhaps) in enumerate((fall.half_within(end), fall.lower_within(end), seen)):
            must[i] |= sure
            may[i] |= perhaps
    half, lower, seen_sure = must
    return {
        "unknown": ~half & ~lower & ~seen_sure,
        "ALP half within 180 d": may[0],
        "ALP down by less": may[1] & ~half,
        "ALP not down": may[2] & ~half & ~lower,
    }


def _course(facts: Facts) -> Ruled:
    stopped = any_episode(facts, facts.is_code("kind", "stop", table="episode"))
    going = any_episode(facts, facts.is_code("kind", "continuation", table="episode"))
    continued = VOCABULARY["liver_course"].bit("drug continued")
    first, second = tables_of(facts)
    alt, alp = _hepatocellular(facts), _other_patterns(facts)
    possible = {name: first & flags for name, flags in alt.items() if name != "unknown"}
    possible |= {name: second & flags for name, flags in alp.items() if name != "unknown"}
    possible["unknown"] = (first & alt["unknown"]) | (second & alp["unknown"])
    mask = settled("liver_course", possible)
    single = (mask & (mask - np.uint32(1))) == 0
    return first_of(
        facts.n,
        (going.certain & ~stopped.possible, continued),
        (going.possible & ~stopped.certain, mask | np.uint32(continued | 1)),
        (mask == 1, mask),
        (single, mask),
        (possible["unknown"], mask),
        (True, mask),
    )


_SERIES = ("laboratory.value", "laboratory.at", "laboratory.after_stop")
_COURSE_BECAUSE = (
    Because("the drug was continued", ("episode.kind",)),
    Because(
        "the dates leave open whether the drug was continued",
        ("episode.kind",),
        leaves=VOCABULARY["liver_course"].values[1:],
    ),
    Because("no value with its upper limit is on record that tells the course after the stop"),
    Because("the values after the stop, against peak and upper limit, decide", _SERIES),
    Because(
        "the values on record may all be from before the stop or the peak",
        _SERIES,
        leaves=VOCABULARY["liver_course"].values[1:],
    ),
    Because("the values after the stop leave more than one reading", _SERIES),
)


def _again(facts: Facts, analyte: str, limit: int) -> dict[str, Flags]:
    under = series_of(facts, analyte, again=True)
    before = series_of(facts, analyte, baseline=True)
    n = facts.n
    all_before, all_under = (np.ones(len(one.pair), dtype=np.bool_) for one in (before, under))
    base_lo = least(n, before.pair, before.value[0], all_before)
    base_hi = greatest(n, before.pair, before.value[1], all_before)
    some = under.any(under.sure)
    top_lo = np.where(
        some,
        greatest(n, under.pair, under.value[0], under.sure),
        least(n, under.pair, under.value[0], all_under),
    )
    top_hi = greatest(n, under.pair, under.value[1], all_under)
    both = before.any(all_before) & under.any(all_under)
    certain = before.any(before.sure) & some
    base_lo, base_hi, top_lo, top_hi = (
        np.where(both, one, 0) for one in (base_lo, base_hi, top_lo, top_hi)
    )
    fit = both & (base_lo < limit)
    less = fit & (top_lo < 2 * base_hi)
    return {
        "doubled": fit & (top_hi >= 2 * base_lo),
        "within normal": less & (top_lo < _LIMIT),
        "not doubled": less & (top_hi >= _LIMIT),
        "not interpretable": ~certain | (base_hi >= limit),
    }


def _re_exposure(facts: Facts) -> Ruled:
    limits, table = liver_model().limits, "re_exposure"
    drug = facts.is_code("agent", "drug", table=table)
    certain = drug & ~facts.is_code("certainty", "possible", table=table)
    given, perhaps_given = facts.any(table, certain), facts.any(table, drug)
    together = facts.is_code("company", "shared", table=table)
    perhaps = together | facts.is_code("company", "possibly shared", table=table)
    shared = facts.any(table, certain & together)
    perhaps_shared = facts.any(table, drug & perhaps)
    first, second = tables_of(facts)
    alt = _again(facts, "ALT", limits.hepatocellular_baseline.thousandths)
    alp = _again(facts, "ALP", limits.cholestatic_baseline.thousandths)
    flags = {name: (first & alt[name]) | (second & alp[name]) for name in alt}
    doubled = flags.pop("doubled")
    flags["doubled alone"] = doubled & ~shared
    flags["doubled with other drugs"] = doubled & perhaps_shared
    mask: Masks = settled("liver_re_exposure", flags)
    single = (mask & (mask - np.uint32(1))) == 0
    return first_of(
        facts.n, (~perhaps_given, 1), (~given, mask | np.uint32(1)), (single, mask), (True, mask)
    )


_AGAIN_GROUNDS = (
    "re_exposure.agent",
    "re_exposure.company",
    "laboratory.value",
    "laboratory.phase",
)
_AGAIN_BECAUSE = (
    Because("the record does not say that the drug was given again"),
    Because(
        "the dates leave open whether the drug was given again",
        _AGAIN_GROUNDS,
        leaves=VOCABULARY["liver_re_exposure"].values[1:],
    ),
    Because("the values before and under the re-exposure decide", _AGAIN_GROUNDS),
    Because("the values before and under the re-exposure leave more readings", _AGAIN_GROUNDS),
)

RULES = (
    Rule("liver_course", _course, _COURSE_BECAUSE),
    Rule("liver_re_exposure", _re_exposure, _AGAIN_BECAUSE),
)
