"""What the event did while the drug went on, at the same dose or at another."""

from __future__ import annotations

import numpy as np

from causality.findings.dechallenge import mixed_course, waiting_time
from causality.findings.facts import Facts
from causality.findings.rule import Because, Flags, Rule, Ruled, first_of, settled
from causality.findings.vocabulary import VOCABULARY

__all__ = ["RULES"]

_UNKNOWN = 1


def _course_on_drug(facts: Facts) -> Ruled:
    term = VOCABULARY["course_on_drug"]
    going = facts.is_code("kind", "continuation", table="episode")
    stop = facts.is_code("kind", "stop", table="episode")
    single = facts.is_code("kind", "single dose", table="episode")
    gained = facts.is_code("change", "improved", "resolved", table="episode")
    after_lo, after_hi = facts.span("improved_after", "episode")

    def on_drug(*codes: str) -> Flags:
        return facts.any("episode", going & facts.is_code("change", *codes, table="episode"))

    worse = going & facts.is_code("worsened", "yes", table="episode")
    before = facts.any("episode", stop & gained & (after_hi < 0))
    perhaps = facts.any("episode", stop & gained & (after_lo < 0))
    rest, _ = first_of(
        facts.n,
        (facts.any("episode", worse), term.bit("worsened")),
        (on_drug("not improved"), term.bit("persisted")),
        (facts.any("episode", going), _UNKNOWN),
        (facts.any("episode", stop | single), term.bit("not continued")),
        (True, _UNKNOWN),
    )
    return first_of(
        facts.n,
        (on_drug("resolved"), term.bit("resolved")),
        (on_drug("improved"), term.bit("improved")),
        (before, term.bit("improved")),
        (perhaps & (rest == _UNKNOWN), rest | np.uint32(term.bit("unknown", "improved"))),
        (perhaps, rest | np.uint32(term.bit("unknown", "improved"))),
        (facts.any("episode", worse), rest),
        (on_drug("not improved"), rest),
        (facts.any("episode", going), rest),
        (facts.any("episode", stop | single), rest),
        (True, rest),
    )


_GOING = ("episode.kind", "episode.change", "episode.worsened")
_GAIN = ("episode.kind", "episode.change", "episode.improved_after")
_SEEN = ("resolved", "improved", "persisted", "worsened")
_COURSE_BECAUSE = (
    Because("the event resolved while the drug was continued", _GOING),
    Because("the event improved while the drug was continued", _GOING),
    Because("the event improved before the drug was stopped", _GAIN),
    Because(
        "by its dates, the event may have improved before the drug was stopped; no other course on "
        "the drug is on record",
        _GAIN,
        leaves=_SEEN,
    ),
    Because("by its dates, the event may have improved before the drug was stopped", _GAIN),
    Because("the event got worse while the drug was continued", _GOING),
    Because("the event persisted while the drug was continued", _GOING),
    Because("the drug was continued, but the course is not on record", _GOING, leaves=_SEEN),
    Because("the drug was not continued after the onset", ("episode.kind",)),
    Because("the record does not say whether the drug was continued"),
)


def _dose_response(facts: Facts) -> Ruled:
    pair = facts.rows("episode")
    reduced = facts.is_code("kind", "reduction", table="episode")
    raised = facts.is_code("kind", "increase", table="episode")
    going = facts.is_code("kind", "continuation", table="episode")
    gained = facts.is_code("change", "improved", "resolved", table="episode")
    gained &= ~mixed_course(facts)
    failed = facts.is_code("change", "not improved", table="episode")
    after_lo, after_hi = facts.span("improved_after", "episode")
    until_lo, until_hi = facts.span("unimproved_until", "episode")
    needed_lo, needed_hi = (side[pair] for side in waiting_time(facts))
    irreversible = facts.is_code("natural_course", "irreversible")
    final = (facts.is_code("outcome", "fatal") | irreversible)[pair]
    treated = facts.is_code("treated", "before improvement", "possibly", table="episode")

    milder = reduced & gained & ~treated
    worse = raised & facts.is_code("worsened", "yes", table="episode")
    # Watched as long as after a stop, since the lower level is reached as slowly.
    persisted = reduced & failed & ~final
    better = raised & gained

    def any_of(flags: Flags) -> Flags:
        return facts.any("episode", flags)

    after_less, after_more = any_of(milder & (after_lo >= 0)), any_of(worse)
    present = after_less | after_more
    absent = any_of((persisted & (until_lo > needed_hi)) | (better & (after_lo >= 0)))
    maybe_worse = raised & facts.is_code("worsened", "possibly", table="episode")
    maybe_present = any_of((milder & (after_hi >= 0)) | maybe_worse)
    maybe_absent = any_of((persisted & (until_hi > needed_lo)) | (better & (after_hi >= 0)))
    changed, unchanged = any_of(reduced | raised), any_of(going)
    mask = settled(
        "dose_response",
        {
            "unknown": changed & ~present & ~absent,
            "present": present | maybe_present,
            "absent": ~present & (absent | maybe_absent),
            "dose not changed": ~changed & unchanged,
        },
    )
    return first_of(
        facts.n,
        (after_less, mask),
        (after_more, mask),
        (absent & ~maybe_present, mask),
        (maybe_present | maybe_absent, mask),
        (changed, mask),
        (unchanged, mask),
        (True, mask),
    )


_DOSE = ("episode.kind", "episode.change", "episode.worsened", "episode.improved_after")
_CHANGED = ("present", "absent")
_LONG = ("episode.unimproved_until", "washout", "healing_time")
_DOSE_BECAUSE = (
    Because("the event became milder after the dose was reduced", _DOSE),
    Because("the event became worse after the dose was increased", _DOSE),
    Because(
        "the event persisted long after a reduction, or improved after an increase",
        (*_DOSE, *_LONG),
    ),
    Because(
        "the dates leave open whether the event followed the dose",
        (*_DOSE, *_LONG),
        leaves=_CHANGED,
    ),
    Because(
        "the dose was changed, but its effect cannot be told from the record",
        _DOSE,
        leaves=_CHANGED,
    ),
    Because("the dose was not changed", ("episode.kind",)),
    Because("the record does not say whether the dose was changed"),
)

RULES = (
    Rule("course_on_drug", _course_on_drug, _COURSE_BECAUSE),
    Rule("dose_response", _dose_response, _DOSE_BECAUSE),
)
