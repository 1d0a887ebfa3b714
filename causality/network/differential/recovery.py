"""What the event did after a stop or under the drug, as densities of the time to recovery.

Improvement is a race with a constant hazard: its median is a part of the time by which improvement
is to be expected, longer while the cause goes on, shorter under a treatment that could heal by
itself, as long as the natural course takes where the cause is another. Without memory, what
happened before the action says nothing about after it, so drugs stopped together share the credit
and each is judged by its own stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.case.dates import DAY, OPEN_HI, OPEN_LO
from causality.findings.derive import STATED, Findings
from causality.findings.facts import MISSING, Facts
from causality.network.differential.model import Model
from causality.vocabulary import VOCABULARY

__all__ = ["Recovery", "recovery"]

Floats = NDArray[np.float64]

_LONGEST = 3650.0  # days; an improvement without an end of its dates came within ten years
_IMPROVED = ("improved", "resolved", "improved or resolved")


@dataclass(frozen=True, slots=True)
class Recovery:
    """Log likelihoods of the course after the action, [draws, pairs, natural course].

    ``me``: the drug is the cause, ``other``: another cause is. ``lo`` and ``hi`` bound both over
    the dates, [pairs, natural course], ``me`` first. All are 0 but where the record may say
    something, ``heard``; ``informative``: it does.
    """

    me: Floats
    other: Floats
    me_range: tuple[Floats, Floats]
    other_range: tuple[Floats, Floats]
    ratio_range: tuple[Floats, Floats]
    informative: NDArray[np.bool_]
    heard: NDArray[np.bool_]


def recovery(facts: Facts, findings: Findings, model: Model, eps: Floats) -> Recovery:
    """The course of every pair; where no dates tell, what the report states of a dechallenge."""
    n, courses = facts.n, len(model.natural_states)
    draws = eps.shape[0]
    likely = np.zeros((draws, n, courses)), np.zeros((draws, n, courses))
    informative = np.zeros(n, dtype=np.bool_)
    rows, pairs = _decisive(facts)
    if len(rows):
        seen = _seen(facts, rows)
        for both, part in zip(likely, _likelihoods(facts, model, eps, pairs, seen), strict=True):
            both[:, pairs] = part
        informative[pairs] = True
    _stated(findings, model, eps, likely, informative)
    bounds = _bounds(facts, model, (likely[0][0], likely[1][0]))
    me, other, ratio = ((bounds[i], bounds[i + 1]) for i in (0, 2, 4))
    heard = informative | facts.any("episode", _telling(facts))
    return Recovery(likely[0], likely[1], me, other, ratio, informative, heard)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the decisive episodes show: times in days after the action."""

    improved: NDArray[np.bool_]
    unimproved: NDArray[np.bool_]
    begin: Floats
    end: Floats
    until: Floats
    until_end: Floats
    removed: NDArray[np.bool_]
    treated: Floats
    certain: NDArray[np.bool_]


def _decisive(facts: Facts) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The episode that counts for each pair: its first stop that tells, else a continuation."""
    table = "episode"
    improved = facts.is_code("change", *_IMPROVED, table=table)
    # What was better before the stop was not made so by it.
    followed = ~improved | (facts.span("improved_after", table)[1] >= 0)
    known = followed & (improved | facts.is_code("change", "not improved", table=table))
    consistent = ~facts.is_code("dates", "contradictory", table=table)
    stop = facts.is_code("kind", "stop", "single dose", table=table)
    goes_on = facts.is_code("kind", "continuation", table=table)
    chosen = np.full(facts.n, -1, dtype=np.int64)
    of = facts.rows(table)
    for kind in (goes_on, stop):
        rows = np.flatnonzero(known & consistent & kind)[::-1]
        chosen[of[rows]] = rows
    pairs = np.flatnonzero(chosen >= 0)
    return chosen[pairs], pairs


def _seen(facts: Facts, rows: NDArray[np.int64]) -> _Seen:
    table = "episode"
    first_lo, first_hi = (side[rows] for side in facts.span("improved_after", table))
    until_lo, until_hi = (side[rows] for side in facts.span("unimproved_until", table))
    treated = np.zeros(len(rows))
    treated[facts.is_code("treated", "before improvement", table=table)[rows]] = 1.0
    treated[facts.is_code("treated", "possibly", table=table)[rows]] = 0.5
    begin = np.where(first_lo == OPEN_LO, 0.0, np.maximum(first_lo / DAY, 0.0))
    end = np.where(first_hi == OPEN_HI, _LONGEST, (first_hi + 1) / DAY)
    until = np.where(until_lo == OPEN_LO, 0.0, np.clip(until_lo / DAY, 0.0, _LONGEST))
    until_end = np.where(until_hi == OPEN_HI, _LONGEST, np.clip(until_hi / DAY, 0.0, _LONGEST))
    begin = np.minimum(begin, _LONGEST - 1.0 / DAY)
    return _Seen(
        facts.is_code("change", *_IMPROVED, table=table)[rows],
        facts.is_code("change", "not improved", table=table)[rows],
        begin,
        np.clip(end, begin + 1.0 / DAY, _LONGEST),
        until,
        np.maximum(until_end, until),
        facts.is_code("kind", "stop", "single dose", table=table)[rows],
        treated,
        facts.is_code("certainty", "certain", table=table)[rows],
    )


@dataclass(frozen=True, slots=True)
class _Race:
    """Probability to improve at all and hazard per day, [draws, rows, natural course]."""

    share: Floats
    hazard: Floats

    def within(self, begin: Floats, end: Floats) -> Floats:
        """Log of the mean density per day of improving between two times."""
        start, width = begin[None, :, None], (end - begin)[None, :, None]
        part = np.log(-np.expm1(-self.hazard * width)) - np.log(width)
        found: Floats = np.log(self.share) - self.hazard * start + part
        return found

    def at(self, time: Floats) -> Floats:
        """Log of the density per day of improving at one time."""
        found: Floats = np.log(self.share * self.hazard) - self.hazard * time[None, :, None]
        return found

    def not_by(self, time: Floats) -> Floats:
        """Log of the probability of no improvement up to a time."""
        gone = -np.expm1(-self.hazard * time[None, :, None])
        found: Floats = np.log1p(-self.share * gone)
        return found


def _races(
    facts: Facts,
    model: Model,
    eps: Floats,
    pairs: NDArray[np.int64],
    removed: NDArray[np.bool_],
    *,
    treated: bool,
) -> tuple[_Race, _Race]:
    """The race if the drug is the cause, and if another cause is."""
    numbers = model.recovery.at(eps)
    median, healing, continued, faster = (numbers[:, i, None] for i in range(4))
    hi = facts.span("healing_time")[1][pairs]
    awaited = np.where(hi == OPEN_HI, np.nan, hi / DAY)
    awaited = np.where(np.isnan(awaited), healing, np.maximum(awaited, 1.0 / 24))
    gone = facts.span("washout")[1][pairs]
    # Half of a drug is gone after a fifth of its washout of five half-lives.
    leaving = np.where(gone == OPEN_HI, 0.0, gone / DAY / 5)
    heals = median * awaited * (faster if treated else 1.0)
    pace = model.pace.at(eps)[:, None, :]
    by_itself = model.by_itself.at(eps)[..., 0][:, None, :]
    with_help = model.removed.at(eps)[..., 0][:, None, :]
    own_time = np.where(removed, heals + leaving, heals * continued)[:, :, None]
    own = np.broadcast_to(with_help, (*own_time.shape[:2], with_help.shape[-1]))
    natural = with_help if treated else by_itself
    natural_time = heals[:, :, None] * pace
    return (
        _Race(own, np.log(2.0) / own_time),
        _Race(np.broadcast_to(natural, natural_time.shape), np.log(2.0) / natural_time),
    )


def _likelihoods(
    facts: Facts,
    model: Model,
    eps: Floats,
    pairs: NDArray[np.int64],
    seen: _Seen,
) -> tuple[Floats, Floats]:
    found = []
    for untreated, treated in zip(
        _races(facts, model, eps, pairs, seen.removed, treated=False),
        _races(facts, model, eps, pairs, seen.removed, treated=True),
        strict=True,
    ):
        parts = [
            np.where(
                seen.improved[None, :, None],
                race.within(seen.begin, seen.end),
                race.not_by(seen.until),
            )
            for race in (untreated, treated)
        ]
        share = seen.treated[None, :, None]
        with np.errstate(divide="ignore"):
            found.append(np.logaddexp(np.log1p(-share) + parts[0], np.log(share) + parts[1]))
    # An action that the dates leave open says nothing at the point, and widens the range.
    for part in found:
        part[:, ~seen.certain] = 0.0
    return found[0], found[1]


def _bounds(facts: Facts, model: Model, point: tuple[Floats, Floats]) -> list[Floats]:
    """Least and greatest log likelihood of each pair: of the drug, of another cause, of both.

    Where one episode that certainly took place tells the course, the dates alone are open. Else
    narrower dates may make another episode the one that counts, or none.
    """
    me, other = point
    bounds = [me.copy(), me.copy(), other.copy(), other.copy(), me - other, me - other]
    rows = np.flatnonzero(_telling(facts))
    if not len(rows):
        return bounds
    pairs = facts.rows("episode")[rows]
    seen = _seen(facts, rows)
    decided = seen.certain & (seen.improved | seen.unimproved)
    decided &= ~seen.improved | (facts.span("improved_after", "episode")[0][rows] >= 0)
    count = np.bincount(pairs, minlength=facts.n)
    alone = np.bincount(pairs[decided], minlength=facts.n)
    tight = (count == 1) & (alone == 1)
    ends = _ranges(facts, model, pairs, seen)
    for i, (bound, end) in enumerate(zip(bounds, ends, strict=True)):
        if i % 2:
            np.maximum.at(bound, pairs, end)
            bound[(count > 0) & ~tight] = np.maximum(bound[(count > 0) & ~tight], 0.0)
        else:
            np.minimum.at(bound, pairs, end)
            bound[(count > 0) & ~tight] = np.minimum(bound[(count > 0) & ~tight], 0.0)
    return bounds


def _telling(facts: Facts) -> NDArray[np.bool_]:
    """The episodes that tell of a course, or may once dates are narrower."""
    table = "episode"
    told = facts.code("change", table) != MISSING
    kind = facts.is_code("kind", "stop", "single dose", "continuation", table=table)
    telling: NDArray[np.bool_] = told & kind & ~facts.is_code("dates", "contradictory", table=table)
    return telling


def _ranges(facts: Facts, model: Model, pairs: NDArray[np.int64], seen: _Seen) -> list[Floats]:
    """Least and greatest log likelihood of each episode over its dates.

    The ratio of two races is monotone in the time of improvement, so its ends bound it there. An
    episode whose course is open may be one of improvement, of none, or say nothing.
    """
    eps = np.zeros((1, model.numbers.columns))
    kept: list[tuple[_Race, _Race]] = list(
        zip(
            _races(facts, model, eps, pairs, seen.removed, treated=False),
            _races(facts, model, eps, pairs, seen.removed, treated=True),
            strict=True,
        )
    )
    better, same = [], []
    for untreated, treated in kept:
        better.append(
            _mixed(seen, [(r.at(seen.end)[0], r.at(seen.begin)[0]) for r in (untreated, treated)])
        )
        same.append(
            _mixed(
                seen,
                [
                    (r.not_by(seen.until_end)[0], r.not_by(seen.until)[0])
                    for r in (untreated, treated)
                ],
            )
        )
    bounds: list[Floats] = []
    for gain, none in zip(better, same, strict=True):
        bounds += _course(seen, gain, none)
    gain_ratio = _ratio_bounds(kept, seen, better)
    none_ratio = (same[0][0] - same[1][1], same[0][1] - same[1][0])
    return [*bounds, *_course(seen, gain_ratio, none_ratio)]


Ends = tuple[Floats, Floats]


def _mixed(seen: _Seen, ends: Sequence[Ends]) -> Ends:
    """Log bounds without or with treatment; "possibly treated" leaves both."""
    share = seen.treated[:, None]
    (low, high), (low_treated, high_treated) = ends
    least = np.where(
        share == 0, low, np.where(share == 1, low_treated, np.minimum(low, low_treated))
    )
    most = np.where(
        share == 0, high, np.where(share == 1, high_treated, np.maximum(high, high_treated))
    )
    return least, most


def _course(seen: _Seen, gain: Ends, none: Ends) -> list[Floats]:
    """The bounds of improvement, of none, or of both and silence, as the episode tells."""
    improved, unimproved = seen.improved[:, None], seen.unimproved[:, None]
    least = np.minimum(np.minimum(gain[0], none[0]), 0.0)
    most = np.maximum(np.maximum(gain[1], none[1]), 0.0)
    return [
        np.where(improved, gain[0], np.where(unimproved, none[0], least)),
        np.where(improved, gain[1], np.where(unimproved, none[1], most)),
    ]


def _ratio_bounds(kept: list[tuple[_Race, _Race]], seen: _Seen, better: Sequence[Ends]) -> Ends:
    """Least and greatest log ratio of the drug to another cause at an improvement."""
    low, high = better[0][0] - better[1][1], better[0][1] - better[1][0]
    for treated in (0, 1):
        own, natural = kept[0][treated], kept[1][treated]
        ends = [own.at(time)[0] - natural.at(time)[0] for time in (seen.begin, seen.end)]
        exact = (seen.treated == treated)[:, None]
        low = np.where(exact, np.minimum(*ends), low)
        high = np.where(exact, np.maximum(*ends), high)
    return low, high


def _stated(
    findings: Findings,
    model: Model,
    eps: Floats,
    likely: tuple[Floats, Floats],
    informative: NDArray[np.bool_],
) -> None:
    """Fill in a dechallenge that the report states and no dates decide."""
    taken = (findings.rule("dechallenge") == STATED) & ~informative
    mask = findings.mask("dechallenge")
    term = VOCABULARY["dechallenge"]
    for state, value in enumerate(("positive", "negative")):
        pairs = np.flatnonzero(taken & (mask == np.uint32(term.bit(value))))
        if not len(pairs):
            continue
        rows = np.log(model.dechallenge.at(eps)[..., state])
        for me, place in ((1, likely[0]), (0, likely[1])):
            place[:, pairs] = rows[:, me][:, None, :]
        informative[pairs] = True
