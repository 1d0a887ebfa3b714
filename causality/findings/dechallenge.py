"""What the event did after the drug was stopped, reduced, raised or continued."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from causality.findings.facts import Facts
from causality.findings.rule import Because, Flags, Masks, Rule, Ruled, first_of
from causality.findings.vocabulary import VOCABULARY

__all__ = ["RULES"]

_TERM = VOCABULARY["dechallenge"]
_UNKNOWN = np.uint32(1)
_POSITIVE, _NEGATIVE = _TERM.bit("positive"), _TERM.bit("negative")
_NOT_DONE, _NOT_INTERPRETABLE = _TERM.bit("not done"), _TERM.bit("not interpretable")
_CONFLICTING, _CONTRADICTORY = _TERM.bit("conflicting"), _TERM.bit("contradictory")
_CONFOUNDED, _TOO_EARLY = _TERM.bit("confounded"), _TERM.bit("too early")


def _several(mask: Masks) -> Flags:
    return (mask & (mask - _UNKNOWN)) != 0


def _needed(facts: Facts) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How long to wait before absence of improvement means something, per pair."""
    washout, healing = facts.span("washout"), facts.span("healing_time")
    return np.maximum(washout[0], healing[0]), np.maximum(washout[1], healing[1])


def _episode_masks(facts: Facts) -> Masks:
    """The dechallenge that each single stop could be."""
    pair = facts.rows("episode")
    size = len(pair)
    improved = facts.is_code("change", "improved", "resolved", table="episode")
    failed = facts.is_code("change", "not improved", table="episode")
    action_hi = facts.span("action_after_onset", "episode")[1]
    after_lo, after_hi = facts.span("improved_after", "episode")
    until_lo, until_hi = facts.span("unimproved_until", "episode")
    needed_lo, needed_hi = (side[pair] for side in _needed(facts))
    fatal = facts.is_code("outcome", "fatal")[pair]
    irreversible = facts.is_code("natural_course", "irreversible")[pair]
    treated = facts.is_code("treated", "before improvement", table="episode")
    perhaps_treated = facts.is_code("treated", "possibly", table="episode")
    mixed = improved & (
        facts.is_code("worsened", "yes", table="episode")
        | facts.is_code("relapsed", "yes", table="episode")
    )
    # Which of the three readings of an improvement the dates leave open.
    before = (after_lo < 0).astype(np.uint32) * np.uint32(_NOT_INTERPRETABLE)
    gained = np.where(
        treated,
        np.uint32(_CONFOUNDED),
        np.where(perhaps_treated, np.uint32(_POSITIVE | _CONFOUNDED), np.uint32(_POSITIVE)),
    )
    gain = before | np.where(after_hi >= 0, gained, np.uint32(0))
    late_enough = (until_hi > needed_lo).astype(np.uint32) * np.uint32(_NEGATIVE)
    too_soon = (until_lo <= needed_hi).astype(np.uint32) * np.uint32(_TOO_EARLY)
    loss = late_enough | too_soon
    gain, loss = (mask | _several(mask).astype(np.uint32) for mask in (gain, loss))
    mask, _ = first_of(
        size,
        (facts.is_code("dates", "contradictory", table="episode"), _CONTRADICTORY),
        (facts.is_code("kind", "single dose", table="episode"), _NOT_INTERPRETABLE),
        # A reduction is read by the dose response, so that one fact never scores twice.
        (~facts.is_code("kind", "stop", table="episode"), _NOT_DONE),
        (action_hi < 0, _NOT_INTERPRETABLE),
        (mixed & (after_lo >= 0), _CONFLICTING),
        (mixed, np.where(after_hi < 0, gain, gain | np.uint32(_CONFLICTING | 1))),
        (improved, gain),
        (fatal | irreversible, _NOT_INTERPRETABLE),
        (failed, loss),
        (True, 1),
    )
    return mask


def _dechallenge(facts: Facts) -> Ruled:
    masks = _episode_masks(facts)
    stops = facts.is_code("kind", "stop", table="episode")

    def certain(bit: int) -> Flags:
        return facts.any("episode", masks == bit)

    def possible(bit: int) -> Flags:
        return facts.any("episode", (masks & np.uint32(bit)) != 0)

    union = np.zeros(facts.n, dtype=np.uint32)
    np.bitwise_or.at(union, facts.rows("episode"), masks)
    union = np.where(facts.any("episode", stops), union & ~np.uint32(_NOT_DONE), union)
    both = (union & np.uint32(_POSITIVE | _NEGATIVE)) == _POSITIVE | _NEGATIVE
    union = np.where(both, union | np.uint32(_CONFLICTING), union)
    open_question = facts.any("episode", _several(masks))
    silent = ~facts.any("episode", masks != 0)
    positive, negative = certain(_POSITIVE), certain(_NEGATIVE)
    return first_of(
        facts.n,
        (silent, 1),
        (certain(_CONTRADICTORY), _CONTRADICTORY),
        (certain(_CONFLICTING) | (positive & negative), _CONFLICTING),
        (positive & ~possible(_NEGATIVE) & ~possible(_CONFLICTING), _POSITIVE),
        (negative & ~possible(_POSITIVE) & ~possible(_CONFLICTING), _NEGATIVE),
        (open_question, union | _UNKNOWN),
        (certain(_CONFOUNDED), _CONFOUNDED),
        (certain(_TOO_EARLY), _TOO_EARLY),
        (facts.any("episode", stops & (masks == 1)), 1),
        (certain(_NOT_INTERPRETABLE), _NOT_INTERPRETABLE),
        (certain(_NOT_DONE), _NOT_DONE),
        (True, 1),
    )


_ACTION = ("episode.kind", "episode.action_after_onset")
_GAIN = (*_ACTION, "episode.change", "episode.improved_after")
_BECAUSE = (
    Because("the record does not say what was done with the drug after the onset"),
    Because("the dates of the stop cannot all hold", _ACTION),
    Because(
        "the event improved after the stop by one account and not by another, or came back "
        "without re-exposure",
        (*_GAIN, "episode.worsened", "episode.relapsed"),
    ),
    Because("the event improved after the drug was stopped", _GAIN),
    Because(
        "the event did not improve although five half-lives and its healing time had passed",
        (*_ACTION, "episode.change", "episode.unimproved_until", "washout", "healing_time"),
    ),
    Because(
        "what is on record leaves more than one reading of the stop",
        (
            *_GAIN,
            "episode.unimproved_until",
            "episode.treated",
            "washout",
            "healing_time",
        ),
    ),
    Because(
        "the event improved after the stop, but under a treatment that could have done it",
        (*_GAIN, "episode.treated"),
    ),
    Because(
        "the last information came before five half-lives and the healing time had passed",
        (*_ACTION, "episode.unimproved_until", "washout", "healing_time"),
    ),
    Because("the drug was stopped, but the course afterwards is not on record", _ACTION),
    Because(
        "the stop says nothing: a single dose, a stop before the onset, an improvement before "
        "the stop, or an event that cannot go back",
        (*_GAIN, "outcome", "natural_course"),
    ),
    Because("the drug was not stopped", ("episode.kind",)),
    Because("the record does not say how the event went on after the stop", _ACTION),
)


def _stop_shared(facts: Facts) -> Ruled:
    term = VOCABULARY["stop_shared"]
    stop = facts.is_code("kind", "stop", table="episode")
    shared = stop & facts.is_code("company", "shared", table="episode")
    perhaps = stop & facts.is_code("company", "possibly shared", table="episode")
    other = facts.is_code("kind", "continuation", "single dose", table="episode")
    return first_of(
        facts.n,
        (facts.any("episode", shared), term.bit("shared")),
        (facts.any("episode", perhaps), term.bit("unknown", "alone", "shared")),
        (facts.any("episode", stop), term.bit("alone")),
        (facts.any("episode", other), term.bit("not stopped")),
        (True, 1),
    )


_SHARED = ("episode.company", "episode.kind")
_SHARED_BECAUSE = (
    Because("another suspect was stopped before the event improved", _SHARED),
    Because("another suspect may have been stopped before the event improved", _SHARED),
    Because("no other suspect was stopped before the event improved", _SHARED),
    Because("the drug was not stopped after the onset", ("episode.kind",)),
    Because("the record does not say whether the drug was stopped"),
)


def _course_on_drug(facts: Facts) -> Ruled:
    term = VOCABULARY["course_on_drug"]
    going = facts.is_code("kind", "continuation", table="episode")
    stopped = facts.is_code("kind", "stop", "single dose", table="episode")

    def on_drug(*codes: str) -> Flags:
        return facts.any("episode", going & facts.is_code("change", *codes, table="episode"))

    worse = going & facts.is_code("worsened", "yes", table="episode")
    return first_of(
        facts.n,
        (on_drug("resolved"), term.bit("resolved")),
        (on_drug("improved"), term.bit("improved")),
        (facts.any("episode", worse), term.bit("worsened")),
        (on_drug("not improved"), term.bit("persisted")),
        (facts.any("episode", going), 1),
        (facts.any("episode", stopped), term.bit("not continued")),
        (True, 1),
    )


_GOING = ("episode.kind", "episode.change", "episode.worsened")
_COURSE_BECAUSE = (
    Because("the event resolved while the drug was continued", _GOING),
    Because("the event improved while the drug was continued", _GOING),
    Because("the event got worse while the drug was continued", _GOING),
    Because("the event persisted while the drug was continued", _GOING),
    Because("the drug was continued, but the course is not on record", _GOING),
    Because("the drug was not continued after the onset", ("episode.kind",)),
    Because("the record does not say whether the drug was continued"),
)


def _dose_response(facts: Facts) -> Ruled:
    term = VOCABULARY["dose_response"]
    reduced = facts.is_code("kind", "reduction", table="episode")
    raised = facts.is_code("kind", "increase", table="episode")
    gained = facts.is_code("change", "improved", "resolved", table="episode")
    after = facts.span("improved_after", "episode")[0] >= 0
    untreated = ~facts.is_code("treated", "before improvement", "possibly", table="episode")
    milder = reduced & gained & after & untreated
    worse = raised & facts.is_code("worsened", "yes", table="episode")
    going = facts.is_code("kind", "continuation", table="episode")
    return first_of(
        facts.n,
        (facts.any("episode", milder), term.bit("present")),
        (facts.any("episode", worse), term.bit("present")),
        (facts.any("episode", reduced | raised), 1),
        (facts.any("episode", going), term.bit("dose not changed")),
        (True, 1),
    )


_DOSE = ("episode.kind", "episode.change", "episode.worsened")
_DOSE_BECAUSE = (
    Because("the event became milder after the dose was reduced", _DOSE),
    Because("the event became worse after the dose was increased", _DOSE),
    Because("the dose was changed, but its effect cannot be told from the record", _DOSE),
    Because("the dose was not changed", ("episode.kind",)),
    Because("the record does not say whether the dose was changed"),
)

RULES = (
    Rule("dechallenge", _dechallenge, _BECAUSE),
    Rule("stop_shared", _stop_shared, _SHARED_BECAUSE),
    Rule("course_on_drug", _course_on_drug, _COURSE_BECAUSE),
    Rule("dose_response", _dose_response, _DOSE_BECAUSE),
)
