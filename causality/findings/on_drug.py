"""What the event did while the drug went on, at the same dose or at another."""

from __future__ import annotations

import numpy as np

from causality.findings.dechallenge import any_episode, improvements, mixed_course, waiting_time
from causality.findings.facts import Facts
from causality.findings.rule import (
    Because,
    Maybe,
    Rule,
    Ruled,
    first_possible,
)
from causality.vocabulary import VOCABULARY

__all__ = ["RULES"]


def _course_on_drug(facts: Facts) -> Ruled:
    term = VOCABULARY["course_on_drug"]
    going = facts.is_code("kind", "continuation", table="episode")
    stop = facts.is_code("kind", "stop", table="episode")
    ended = stop | facts.is_code("kind", "single dose", table="episode")
    gained, perhaps = improvements(facts)
    gone = facts.is_code("change", "resolved", table="episode")
    perhaps_gone = gone | perhaps | facts.is_code("change", "improved or resolved", table="episode")
    # Where it did not improve it persisted, and improvement comes first.
    failed = facts.is_code("change", "not improved", "improved or not", table="episode")
    worse = facts.is_code("worsened", "yes", table="episode")
    perhaps_worse = worse | facts.is_code("worsened", "possibly", table="episode")
    after_lo, after_hi = facts.span("improved_after", "episode")
    before = stop & gained & (after_hi < 0)
    perhaps_before = stop & (gained | perhaps) & (after_lo < 0)
    return first_possible(
        facts.n,
        (any_episode(facts, going & gone, going & perhaps_gone), term.bit("resolved")),
        (
            any_episode(facts, going & gained, going & (gained | perhaps) & ~gone),
            term.bit("improved"),
        ),
        (any_episode(facts, before, perhaps_before), term.bit("improved")),
        (any_episode(facts, going & worse, going & perhaps_worse), term.bit("worsened")),
        (any_episode(facts, going & failed), term.bit("persisted")),
        (any_episode(facts, going), 1),
        (any_episode(facts, ended), term.bit("not continued")),
        (Maybe.always(facts.n), 1),
        silent=(7, 5),
    )


_GOING = ("episode.kind", "episode.change", "episode.worsened")
_GAIN = ("episode.kind", "episode.change", "episode.improved_after")
_SEEN = ("resolved", "improved", "persisted", "worsened")
_COURSE_BECAUSE = (
    Because("the event resolved while the drug was continued", _GOING),
    Because("the event improved while the drug was continued", _GOING),
    Because("the event improved before the drug was stopped", _GAIN),
    Because("the event got worse while the drug was continued", _GOING),
    Because("the event persisted while the drug was continued", _GOING),
    Because("the drug was continued, but the course is not on record", _GOING, leaves=_SEEN),
    Because("the drug was not continued after the onset", ("episode.kind",)),
    Because("the record does not say whether the drug was continued"),
    Because(
        "the dates leave open whether the drug was continued, and what the event did then",
        (*_GOING, "episode.improved_after"),
        leaves=(*_SEEN, "not continued"),
    ),
    Because(
        "the dates leave open what the event did while the drug was continued, or tell nothing",
        (*_GOING, "episode.improved_after"),
        leaves=_SEEN,
    ),
    Because(
        "the dates leave open what the event did while the drug was continued",
        (*_GOING, "episode.improved_after"),
    ),
)


def _dose_response(facts: Facts) -> Ruled:
    term = VOCABULARY["dose_response"]
    pair = facts.rows("episode")
    reduced = facts.is_code("kind", "reduction", table="episode")
    raised = facts.is_code("kind", "increase", table="episode")
    going = facts.is_code("kind", "continuation", table="episode")
    mixed, perhaps_mixed = mixed_course(facts)
    gained, perhaps = improvements(facts)
    gained, perhaps_gained = gained & ~perhaps_mixed, (gained | perhaps) & ~mixed
    failed = facts.is_code("change", "not improved", table="episode")
    perhaps_failed = failed | facts.is_code("change", "improved or not", table="episode")
    worse = facts.is_code("worsened", "yes", table="episode")
    perhaps_worse = worse | facts.is_code("worsened", "possibly", table="episode")
    treated = facts.is_code("treated", "before improvement", table="episode")
    perhaps_treated = treated | facts.is_code("treated", "possibly", table="episode")
    after_lo, after_hi = facts.span("improved_after", "episode")
    until_lo, until_hi = facts.span("unimproved_until", "episode")
    needed_lo, needed_hi = (side[pair] for side in waiting_time(facts))
    irreversible = facts.is_code("natural_course", "irreversible")
    final = (facts.is_code("outcome", "fatal") | irreversible)[pair]

    milder = reduced & gained & (after_lo >= 0) & ~perhaps_treated
    perhaps_milder = reduced & perhaps_gained & (after_hi >= 0) & ~treated
    # Watched as long as after a stop, since the lower level is reached as slowly.
    long, perhaps_long = until_lo > np.maximum(needed_hi, 0), until_hi > np.maximum(needed_lo, 0)
    flat = (reduced & failed & ~final & long) | (raised & gained & (after_lo >= 0))
    perhaps_flat = (reduced & perhaps_failed & ~final & perhaps_long) | (
        raised & perhaps_gained & (after_hi >= 0)
    )
    return first_possible(
        facts.n,
        (any_episode(facts, milder, perhaps_milder), term.bit("present")),
        (any_episode(facts, raised & worse, raised & perhaps_worse), term.bit("present")),
        (any_episode(facts, flat, perhaps_flat), term.bit("absent")),
        (any_episode(facts, reduced | raised), 1),
        (any_episode(facts, going), term.bit("dose not changed")),
        (Maybe.always(facts.n), 1),
        silent=(5, 3),
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
        "the dose was changed, but its effect cannot be told from the record",
        _DOSE,
        leaves=_CHANGED,
    ),
    Because("the dose was not changed", ("episode.kind",)),
    Because("the record does not say whether the dose was changed"),
    Because(
        "the dates leave open whether the dose was changed, and what the event did then",
        (*_DOSE, *_LONG),
        leaves=(*_CHANGED, "dose not changed"),
    ),
    Because(
        "the dates leave open whether the event followed the dose, or tell nothing",
        (*_DOSE, *_LONG),
        leaves=_CHANGED,
    ),
    Because("the dates leave open whether the event followed the dose", (*_DOSE, *_LONG)),
)

RULES = (
    Rule("course_on_drug", _course_on_drug, _COURSE_BECAUSE),
    Rule("dose_response", _dose_response, _DOSE_BECAUSE),
)
