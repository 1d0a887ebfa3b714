"""What the event did after the drug was stopped, and who else was stopped with it."""

from __future__ import annotations

import numpy as np

from causality.findings.facts import MISSING, Facts, SpanColumn
from causality.findings.rule import (
    Because,
    Flags,
    Masks,
    Maybe,
    Rule,
    Ruled,
    first_of,
    first_possible,
    several,
)
from causality.vocabulary import VOCABULARY

__all__ = ["RULES", "any_episode", "improvements", "mixed_course", "waiting_time"]

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


def mixed_course(facts: Facts) -> tuple[Flags, Flags]:
    """The episodes whose improvement is contradicted by another account, or did not last.

    Where that is certain, and where it is possible.
    """

    def told(*codes: str) -> Flags:
        worsened = facts.is_code("worsened", *codes, table="episode")
        return worsened | facts.is_code("relapsed", *codes, table="episode")

    return told("yes"), told("yes", "possibly")


def improvements(facts: Facts) -> tuple[Flags, Flags]:
    """The episodes with an improvement, and those whose improvement may belong elsewhere."""
    better = ("improved", "resolved", "improved or resolved")
    return (
        facts.is_code("change", *better, table="episode"),
        facts.is_code("change", "improved or not", "improved or untold", table="episode"),
    )


def _sure(facts: Facts) -> Flags:
    """The episodes that took place whatever the dates."""
    return ~facts.is_code("certainty", "possible", table="episode")


def any_episode(facts: Facts, certain: Flags, possible: Flags | None = None) -> Maybe:
    """Which pairs certainly have such an episode, and which may; ``possible`` as ``certain``."""
    may = certain if possible is None else possible
    return Maybe(facts.any("episode", certain & _sure(facts)), facts.any("episode", may))


def _bit(flags: Flags, bit: int) -> Masks:
    return flags.astype(np.uint32) * np.uint32(bit)


def _after_stop(facts: Facts) -> Masks:
    """What the course after each action would make of a stop; unknown where none may be told."""
    pair = facts.rows("episode")
    size = len(pair)
    improved, perhaps = improvements(facts)
    failed = facts.is_code("change", "not improved", "improved or not", table="episode")
    after_lo, after_hi = facts.span("improved_after", "episode")
    until_lo, until_hi = facts.span("unimproved_until", "episode")
    needed_lo, needed_hi = (side[pair] for side in waiting_time(facts))
    irreversible = facts.is_code("natural_course", "irreversible")
    final = (facts.is_code("outcome", "fatal") | irreversible)[pair]
    mixed, perhaps_mixed = mixed_course(facts)
    gained, _ = first_of(
        size,
        (mixed, _CONFLICTING),
        (facts.is_code("treated", "before improvement", table="episode"), _CONFOUNDED),
        (facts.is_code("treated", "possibly", table="episode"), _POSITIVE | _CONFOUNDED),
        (True, _POSITIVE),
    )
    gained |= _bit(perhaps_mixed, _CONFLICTING)
    # An improvement before the stop is not its work.
    gain = _bit(after_lo < 0, _NOT_INTERPRETABLE) | np.where(after_hi >= 0, gained, np.uint32(0))
    # Nor does a sign before the stop tell of the course after it.
    later = until_hi >= 0
    loss = _bit(until_lo < 0, 1)
    loss |= _bit(later & (until_hi > needed_lo), _NEGATIVE)
    loss |= _bit(later & (until_lo <= needed_hi), _TOO_EARLY)
    otherwise, _ = first_of(size, (final, _NOT_INTERPRETABLE), (failed, loss), (True, 1))
    mask, _ = first_of(size, (improved, gain), (perhaps, gain | otherwise), (True, otherwise))
    return mask


def _episodes(facts: Facts) -> tuple[Masks, Flags]:
    """The dechallenge that each single action could be, and stops of which nothing may be told."""
    stop = facts.is_code("kind", "stop", table="episode")
    other = facts.is_code("kind", *_GOING_ON, table="episode")
    action_lo, action_hi = facts.span("action_after_onset", "episode")
    course = _after_stop(facts)
    silent = stop & ((course & _UNKNOWN) != 0)
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
    certainly = _sure(facts)
    untold = silent & ((masks & ~np.uint32(_NOT_INTERPRETABLE | 1)) == 0)

    def any_of(flags: Flags) -> Flags:
        return facts.any("episode", flags)

    def certain(bit: int) -> Flags:
        return any_of((masks == bit) & certainly)

    def possible(bit: int) -> Flags:
        return any_of((masks & np.uint32(bit)) != 0)

    def together(flags: Flags) -> Masks:
        union = np.zeros(facts.n, dtype=np.uint32)
        np.bitwise_or.at(union, facts.rows("episode")[flags], masks[flags])
        return union

    stopped = any_of(certainly & facts.is_code("kind", "stop", table="episode"))
    union = together(np.ones(len(masks), dtype=np.bool_))
    union = np.where(stopped, union & ~np.uint32(_NOT_DONE), union)
    # One stop cannot conflict with itself.
    helped, failed = (masks & np.uint32(bit) != 0 for bit in (_POSITIVE, _NEGATIVE))
    one = np.bincount(facts.rows("episode")[helped | failed], minlength=facts.n) == 1
    union |= _bit(any_of(helped) & any_of(failed) & ~one, _CONFLICTING)
    positive, negative = certain(_POSITIVE), certain(_NEGATIVE)
    reading = any_of((several(masks) & ~untold) | ((masks != 0) & ~certainly))
    return first_of(
        facts.n,
        (any_of(masks == _CONTRADICTORY), _CONTRADICTORY),
        (certain(_CONFLICTING) | (positive & negative), _CONFLICTING),
        (positive & ~possible(_NEGATIVE) & ~possible(_CONFLICTING), _POSITIVE),
        (negative & ~possible(_POSITIVE) & ~possible(_CONFLICTING), _NEGATIVE),
        (reading & ~any_of((masks != 0) & certainly), union | _UNKNOWN),
        (reading & any_of(silent), union | _UNKNOWN),
        (reading, union | _UNKNOWN),
        (certain(_CONFOUNDED), _CONFOUNDED),
        (certain(_TOO_EARLY), _TOO_EARLY),
        (any_of(untold), together(untold)),
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
        "the dates leave open whether the drug was stopped, or paused, at all",
        (*_GAIN, "episode.treated", *_WAIT),
        leaves=(*_SEEN, "not done"),
    ),
    Because(
        "what is on record leaves more than one reading of the stop, or none",
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
    shared = facts.is_code("company", "shared", table="episode")
    perhaps = facts.is_code("company", "possibly shared", table="episode")
    silent = facts.code("company", "episode") == MISSING
    return first_possible(
        facts.n,
        (any_episode(facts, stop & shared, stop & (shared | perhaps)), term.bit("shared")),
        (any_episode(facts, stop & silent), 1),
        (any_episode(facts, stop, stop & ~shared & ~silent), term.bit("alone")),
        (any_episode(facts, known), term.bit("not stopped")),
        (Maybe.always(facts.n), 1),
        silent=(4, 1),
    )


_SHARED = ("episode.company", "episode.kind")
_WHO_ELSE = ("alone", "shared")
_SHARED_BECAUSE = (
    Because("another suspect was stopped before the event improved", _SHARED),
    Because(
        "the record does not say whether another suspect was stopped with it",
        _SHARED,
        leaves=_WHO_ELSE,
    ),
    Because("no other suspect was stopped before the event improved", _SHARED),
    Because("the drug was not stopped after the onset", ("episode.kind",)),
    Because("the record does not say whether the drug was stopped"),
    Because(
        "the dates leave open whether the drug was stopped at all",
        _SHARED,
        leaves=(*_WHO_ELSE, "not stopped"),
    ),
    Because(
        "another suspect may have been stopped before the event improved; of one stop the record "
        "does not say",
        _SHARED,
        leaves=_WHO_ELSE,
    ),
    Because("another suspect may have been stopped before the event improved", _SHARED),
)

RULES = (
    Rule("dechallenge", _dechallenge, _BECAUSE),
    Rule("stop_shared", _stop_shared, _SHARED_BECAUSE),
)
