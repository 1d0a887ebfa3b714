"""What the event did after the drug was stopped, and who else was stopped with it."""

from __future__ import annotations

import numpy as np

from causality.findings.facts import MISSING, Facts, SpanColumn
from causality.findings.rule import Because, Flags, Masks, Rule, Ruled, first_of, several
from causality.findings.vocabulary import VOCABULARY

__all__ = ["RULES", "mixed_course", "waiting_time"]

_TERM = VOCABULARY["dechallenge"]
_UNKNOWN = np.uint32(1)
_POSITIVE, _NEGATIVE = _TERM.bit("positive"), _TERM.bit("negative")
_NOT_DONE, _NOT_INTERPRETABLE = _TERM.bit("not done"), _TERM.bit("not interpretable")
_CONFLICTING, _CONTRADICTORY = _TERM.bit("conflicting"), _TERM.bit("contradictory")
_CONFOUNDED, _TOO_EARLY = _TERM.bit("confounded"), _TERM.bit("too early")
_GOING_ON = ("reduction", "increase", "continuation")


def waiting_time(facts: Facts) -> SpanColumn:
    """How long each pair must be watched before absence of improvement means something.

    Five half-lives and the healing time of the event, whichever is longer, in minutes.
    """
    washout, healing = facts.span("washout"), facts.span("healing_time")
    return np.maximum(washout[0], healing[0]), np.maximum(washout[1], healing[1])


def mixed_course(facts: Facts) -> Flags:
    """The episodes in which one account contradicts the improvement, or it came back."""
    worsened = facts.is_code("worsened", "yes", table="episode")
    return worsened | facts.is_code("relapsed", "yes", table="episode")


def _perhaps_mixed(facts: Facts) -> Flags:
    """The episodes in which a worsening may have come after the improvement."""
    worsened = facts.is_code("worsened", "possibly", table="episode")
    return worsened | facts.is_code("relapsed", "possibly", table="episode")


def _bit(flags: Flags, bit: int) -> Masks:
    return flags.astype(np.uint32) * np.uint32(bit)


def _after_stop(facts: Facts) -> Masks:
    """What the course after each action would make of a stop; unknown alone where none is told."""
    pair = facts.rows("episode")
    improved = facts.is_code("change", "improved", "resolved", table="episode")
    failed = facts.is_code("change", "not improved", table="episode")
    after_lo, after_hi = facts.span("improved_after", "episode")
    until_lo, until_hi = facts.span("unimproved_until", "episode")
    needed_lo, needed_hi = (side[pair] for side in waiting_time(facts))
    irreversible = facts.is_code("natural_course", "irreversible")
    final = (facts.is_code("outcome", "fatal") | irreversible)[pair]
    gained, _ = first_of(
        len(pair),
        (mixed_course(facts), _CONFLICTING),
        (facts.is_code("treated", "before improvement", table="episode"), _CONFOUNDED),
        (facts.is_code("treated", "possibly", table="episode"), _POSITIVE | _CONFOUNDED),
        (True, _POSITIVE),
    )
    gained |= _bit(_perhaps_mixed(facts), _CONFLICTING)
    # An improvement before the stop is not its work.
    gain = _bit(after_lo < 0, _NOT_INTERPRETABLE) | np.where(after_hi >= 0, gained, np.uint32(0))
    loss = _bit(until_hi > needed_lo, _NEGATIVE) | _bit(until_lo <= needed_hi, _TOO_EARLY)
    mask, _ = first_of(
        len(pair),
        (improved, gain),
        (final, _NOT_INTERPRETABLE),
        (failed, loss),
        (True, 1),
    )
    return mask


def _episodes(facts: Facts) -> tuple[Masks, Flags]:
    """The dechallenge that each single action could be, and which are stops without a course."""
    stop = facts.is_code("kind", "stop", table="episode")
    other = facts.is_code("kind", *_GOING_ON, table="episode")
    action_lo, action_hi = facts.span("action_after_onset", "episode")
    course = _after_stop(facts)
    silent = stop & (course == _UNKNOWN)
    # Nor does a stop that came before the event say anything of it.
    course |= _bit(action_lo < 0, _NOT_INTERPRETABLE)
    mask, _ = first_of(
        len(stop),
        (facts.is_code("dates", "contradictory", table="episode"), _CONTRADICTORY),
        (facts.is_code("kind", "single dose", table="episode"), _NOT_INTERPRETABLE),
        (stop & (action_hi < 0), _NOT_INTERPRETABLE),
        (stop, course | _bit(several(course), 1)),
        # A reduction is read by the dose response, so that one fact never scores twice.
        (other, _NOT_DONE),
        (True, 0),
    )
    return mask, silent & ((mask & _UNKNOWN) != 0)


def _dechallenge(facts: Facts) -> Ruled:
    masks, silent = _episodes(facts)
    stops = facts.is_code("kind", "stop", table="episode")

    def certain(bit: int) -> Flags:
        return facts.any("episode", masks == bit)

    def possible(bit: int) -> Flags:
        return facts.any("episode", (masks & np.uint32(bit)) != 0)

    def together(flags: Flags) -> Masks:
        union = np.zeros(facts.n, dtype=np.uint32)
        np.bitwise_or.at(union, facts.rows("episode")[flags], masks[flags])
        return union

    union = together(np.ones(len(masks), dtype=np.bool_))
    union = np.where(facts.any("episode", stops), union & ~np.uint32(_NOT_DONE), union)
    both = (union & np.uint32(_POSITIVE | _NEGATIVE)) == _POSITIVE | _NEGATIVE
    union |= _bit(both, _CONFLICTING)
    positive, negative = certain(_POSITIVE), certain(_NEGATIVE)
    reading = facts.any("episode", several(masks) & ~silent)
    return first_of(
        facts.n,
        (certain(_CONTRADICTORY), _CONTRADICTORY),
        (certain(_CONFLICTING) | (positive & negative), _CONFLICTING),
        (positive & ~possible(_NEGATIVE) & ~possible(_CONFLICTING), _POSITIVE),
        (negative & ~possible(_POSITIVE) & ~possible(_CONFLICTING), _NEGATIVE),
        (reading & facts.any("episode", silent), union | _UNKNOWN),
        (reading, union | _UNKNOWN),
        (certain(_CONFOUNDED), _CONFOUNDED),
        (certain(_TOO_EARLY), _TOO_EARLY),
        (facts.any("episode", silent), together(silent)),
        (certain(_NOT_INTERPRETABLE), _NOT_INTERPRETABLE),
        (certain(_NOT_DONE), _NOT_DONE),
        (True, 1),
    )


_ACTION = ("episode.kind", "episode.action_after_onset")
_GAIN = (*_ACTION, "episode.change", "episode.improved_after")
_SEEN = ("positive", "negative", "too early", "confounded", "not interpretable", "conflicting")
_WAIT = ("episode.unimproved_until", "washout", "healing_time")
_BECAUSE = (
    Because("the dates of the stop cannot all hold", _ACTION),
    Because(
        "the event improved after the stop by one account and not by another, or came back "
        "without re-exposure",
        (*_GAIN, "episode.worsened", "episode.relapsed"),
    ),
    Because("the event improved after the drug was stopped", _GAIN),
    Because(
        "the event did not improve although five half-lives and its healing time had passed",
        (*_ACTION, "episode.change", *_WAIT),
    ),
    Because(
        "what is on record leaves more than one reading of one stop, and is silent on another",
        (*_GAIN, "episode.treated", *_WAIT),
        leaves=_SEEN,
    ),
    Because(
        "what is on record leaves more than one reading of the stop",
        (*_GAIN, "episode.treated", *_WAIT),
    ),
    Because(
        "the event improved after the stop, but under a treatment that could have done it",
        (*_GAIN, "episode.treated"),
    ),
    Because(
        "the last information came before five half-lives and the healing time had passed",
        (*_ACTION, *_WAIT),
    ),
    Because(
        "the drug was stopped, but the course afterwards is not on record", _ACTION, leaves=_SEEN
    ),
    Because(
        "the stop says nothing: a single dose, a stop before the onset, an improvement before "
        "the stop, or an event that cannot go back",
        (*_GAIN, "outcome", "natural_course"),
    ),
    Because("the drug was not stopped", ("episode.kind",)),
    Because("the record does not say what was done with the drug after the onset"),
)


def _stop_shared(facts: Facts) -> Ruled:
    term = VOCABULARY["stop_shared"]
    stop = facts.is_code("kind", "stop", table="episode")
    known = facts.is_code("kind", "single dose", *_GOING_ON, table="episode")

    def company(code: str) -> Flags:
        return facts.any("episode", stop & facts.is_code("company", code, table="episode"))

    silent = stop & (facts.code("company", "episode") == MISSING)
    return first_of(
        facts.n,
        (company("shared"), term.bit("shared")),
        (company("possibly shared"), term.bit("unknown", "alone", "shared")),
        (facts.any("episode", silent), 1),
        (company("alone"), term.bit("alone")),
        (facts.any("episode", known), term.bit("not stopped")),
        (True, 1),
    )


_SHARED = ("episode.company", "episode.kind")
_SHARED_BECAUSE = (
    Because("another suspect was stopped before the event improved", _SHARED),
    Because("another suspect may have been stopped before the event improved", _SHARED),
    Because(
        "the record does not say whether another suspect was stopped with it",
        _SHARED,
        leaves=("alone", "shared"),
    ),
    Because("no other suspect was stopped before the event improved", _SHARED),
    Because("the drug was not stopped after the onset", ("episode.kind",)),
    Because("the record does not say whether the drug was stopped"),
)


RULES = (
    Rule("dechallenge", _dechallenge, _BECAUSE),
    Rule("stop_shared", _stop_shared, _SHARED_BECAUSE),
)
