"""The time to onset as evidence: the hazard of a drug at the onset against the background's.

With an excess of events pi in all and a background L over a window W, the odds at an onset t are
pi f(t) against L / W, that is pi / L times ``W f(t)`` (competing hazards). Where the excess was
counted over a window of its own, f is divided by its share before the end of that window. The
weight is averaged over the times that the dates allow; its extremes over them are for the range.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causality.case.dates import DAY, OPEN_HI, OPEN_LO
from causality.findings.causes.event_facts import PARTS, EventFacts
from causality.findings.facts import Facts
from causality.network.differential.special import normal_cdf

__all__ = ["Timing", "timing"]

Floats = NDArray[np.float64]
Minutes = NDArray[np.int64]

_MINUTE = 1.0 / DAY
_LOGNORMAL, _WEIBULL = 1, 2
_LATE = 1.6448536269514722  # standard deviations above the median of the last twentieth
_IMMEDIATE = 1  # the part of the general distribution that comes at once


@dataclass(frozen=True, slots=True)
class Timing:
    """Log weights of the times to onset: ``mean`` is [draws, members], ``lo`` and ``hi`` [members].

    ``since_start`` are the days from the first dose to the onset, in the middle of what the dates
    allow; NaN where they say nothing.

    All are 0 where the dates say nothing.
    """

    mean: Floats
    lo: Floats
    hi: Floats
    since_start: Floats


def timing(facts: Facts, events: EventFacts, windows: Floats, latency: Floats) -> Timing:
    """The weight of the timing for every member.

    ``windows`` are days, [draws, events]; ``latency`` are the amounts floor, misdated, any time,
    median, sigma, shift, widening, immediate and its delay, [draws, 9].
    """
    pairs, of = events.column("member", "pair"), events.events("member")
    start_lo, start_hi = _taken(facts, "onset_after_start", pairs)
    row_lo, row_hi = _taken(facts, "onset_after_clock", pairs)
    fitted = events.column("member", "kind_0") > 0
    withdrawal = facts.is_code("relation", "withdrawal")[pairs]
    clocked = fitted | withdrawal
    lo, hi = np.where(clocked, row_lo, start_lo), np.where(clocked, row_hi, start_hi)
    untimed = facts.is_code("relation", "late", "lack of effect")[pairs]
    undated = (lo == OPEN_LO) & (hi == OPEN_HI)
    untimed = untimed | facts.is_code("dates", "contradictory")[pairs]
    own = events.column("member", "window")
    window = np.where(np.isnan(own), windows[:, of], np.nan_to_num(own, nan=1.0))
    spread = np.where(clocked, 0.0, latency[:, 2, None])
    floor = 1 - (1 - latency[:, 0, None]) * (1 - spread)
    misdated = latency[:, 1, None]
    kinds, weights, firsts, seconds = _parts(events, latency, fitted)
    # A slow reaction is counted over its own span, as its prior is, not over one year of it.
    span_of = _span_of(kinds, weights, firsts, seconds)
    slow = fitted & np.isnan(own)
    window = np.where(slow, np.maximum(window, span_of), window)
    latest = np.where(hi == OPEN_HI, np.inf, (hi + 1) * _MINUTE)
    earliest = np.where(lo == OPEN_LO, np.minimum(0.0, latest - 1.0), lo * _MINUTE)
    begin = np.broadcast_to(np.maximum(earliest, 0.0), window.shape)
    end = np.broadcast_to(np.maximum(latest, 0.0), window.shape)
    inside = _share_before(end, kinds, weights, firsts, seconds) - _share_before(
        begin, kinds, weights, firsts, seconds
    )
    counted = np.where(np.isnan(own), 0.0, window)
    whole = _share_before(counted, kinds, weights, firsts, seconds)
    whole = np.where(np.isnan(own), 1.0, np.maximum(whole, _TINY))
    span = np.where(np.isinf(end), np.maximum(window, -earliest + _MINUTE), latest - earliest)
    before = np.minimum(np.maximum(-earliest, 0.0), span) / span
    present = _present(facts, pairs, clocked)
    dense = window * inside / whole / span
    weight = (1 - floor) * dense * present + floor * (1 - before) + misdated * before
    mean = np.where(undated | untimed, 0.0, np.log(np.maximum(weight, _TINY)))
    low, high = _extremes((lo, hi), window[0], kinds, weights[0], firsts[0], seconds[0], whole[0])
    point_floor, point_misdated = np.broadcast_to(floor, mean.shape)[0], misdated[0]
    low = (1 - point_floor) * low * np.where(_surely(facts, pairs, clocked), 1.0, 0.0) + point_floor
    high = (1 - point_floor) * high + point_floor
    low = np.where(lo < 0, np.minimum(point_misdated, low), low)
    high = np.where(hi < 0, point_misdated, high)
    # Dates that are not on record say nothing at the point, and could still say anything.
    least, most = np.where(untimed, 0.0, np.log(low)), np.where(untimed, 0.0, np.log(high))
    # An open end has no uniform average; whatever stands for it belongs to the range.
    return Timing(
        mean, np.minimum(least, mean[0]), np.maximum(most, mean[0]), _since(start_lo, start_hi)
    )


_TINY = 1e-300
_FOREVER = 1e6  # days
_LATEST = np.log(_FOREVER)


def _since(lo: Minutes, hi: Minutes) -> Floats:
    """The middle of two bounds in days; the known one where the other is open."""
    low = np.where(lo == OPEN_LO, np.nan, lo * _MINUTE)
    high = np.where(hi == OPEN_HI, np.nan, hi * _MINUTE)
    middle = (low + high) / 2
    return np.where(np.isnan(middle), np.where(np.isnan(low), high, low), middle)


def _span_of(
    kinds: list[NDArray[np.int8]], weights: Floats, firsts: Floats, seconds: Floats
) -> Floats:
    """Days by which 95 percent of the onsets of the slowest part have come, [draws, members]."""
    found = np.zeros(firsts[:, 0].shape)
    for i, kind in enumerate(kinds):
        lognormal = kind == _LOGNORMAL
        a, b = firsts[:, i], seconds[:, i]
        weibull = np.log(np.where(lognormal, 1.0, b)) + np.log(np.log(20.0)) / np.where(
            lognormal, 1.0, a
        )
        late = np.exp(np.minimum(np.where(lognormal, a + _LATE * b, weibull), _LATEST))
        found = np.where((kind > 0) & (weights[:, i] > 0), np.maximum(found, late), found)
    return found


def _taken(facts: Facts, column: str, pairs: Minutes) -> tuple[Minutes, Minutes]:
    lo, hi = facts.span(column)
    return lo[pairs], hi[pairs]


def _parts(
    events: EventFacts, latency: Floats, fitted: NDArray[np.bool_]
) -> tuple[list[NDArray[np.int8]], Floats, Floats, Floats]:
    """Kinds, weights and both parameters of every part; the general lognormal where no row fits."""
    median, sigma, shift, widening = (latency[:, i, None] for i in (3, 4, 5, 6))
    at_once, delay = (latency[:, i, None] for i in (7, 8))
    kinds, weights, firsts, seconds = [], [], [], []
    for i in range(PARTS):
        kind = events.column("member", f"kind_{i}")
        if i <= _IMMEDIATE:
            kind = np.where(fitted, kind, np.int8(_LOGNORMAL))
        there = kind > 0
        weight = np.where(there, np.nan_to_num(events.column("member", f"weight_{i}")), 0.0)
        a = np.where(there, np.nan_to_num(events.column("member", f"a_{i}"), nan=1.0), 1.0)
        b = np.where(there, np.nan_to_num(events.column("member", f"b_{i}"), nan=1.0), 1.0)
        lognormal = kind == _LOGNORMAL
        # A Weibull keeps its median when its shape changes; a lognormal may have an `a` of zero.
        unwidened = np.where(lognormal, 1.0, a)
        shape = unwidened / widening
        scale = b * shift * np.log(2.0) ** (1.0 / unwidened - 1.0 / shape)
        first = np.where(lognormal, a + np.log(shift), shape)
        second = np.where(lognormal, b * widening, scale)
        if i == 0:
            weight = np.where(fitted, weight, 1.0 - at_once)
            first = np.where(fitted, first, np.log(median * shift))
            second = np.where(fitted, second, sigma)
        elif i == _IMMEDIATE:
            weight = np.where(fitted, weight, at_once)
            first = np.where(fitted, first, np.log(delay * shift))
            second = np.where(fitted, second, sigma)
        kinds.append(kind)
        weights.append(np.broadcast_to(weight, first.shape))
        firsts.append(first)
        seconds.append(second)
    return (
        kinds,
        np.stack(weights, axis=1),
        np.stack(firsts, axis=1),
        np.stack(seconds, axis=1),
    )


def _share_before(
    times: Floats, kinds: list[NDArray[np.int8]], weights: Floats, firsts: Floats, seconds: Floats
) -> Floats:
    """Share of onsets up to ``times``, [draws, members]."""
    total = np.zeros(times.shape)
    positive = times > 0
    safe = np.where(positive, np.minimum(times, _FOREVER), 1.0)
    ever = positive.any(axis=0)
    for i, kind in enumerate(kinds):
        for known, share_of in ((_LOGNORMAL, _lognormal_share), (_WEIBULL, _weibull_share)):
            rows = np.flatnonzero(ever & (kind == known))
            if len(rows):
                share = share_of(safe[:, rows], firsts[:, i, rows], seconds[:, i, rows])
                part = np.where(positive[:, rows], share, 0.0)
                total[:, rows] = total[:, rows] + weights[:, i, rows] * part
    return total


def _lognormal_share(times: Floats, a: Floats, b: Floats) -> Floats:
    return normal_cdf((np.log(times) - a) / b)


def _weibull_share(times: Floats, a: Floats, b: Floats) -> Floats:
    with np.errstate(over="ignore"):
        found: Floats = -np.expm1(-np.power(times / b, a))
    return found


def _extremes(
    dates: tuple[Minutes, Minutes],
    window: Floats,
    kinds: list[NDArray[np.int8]],
    weights: Floats,
    firsts: Floats,
    seconds: Floats,
    whole: Floats,
) -> tuple[Floats, Floats]:
    """Least and greatest ``W f / F(W)`` over the times that the dates allow, part by part."""
    lo, hi = dates
    # An onset is known to a minute at best, so nothing lies closer to the start than half of one.
    begin = np.where(lo == OPEN_LO, 0.0, lo * _MINUTE)
    begin = np.maximum(begin, _MINUTE / 2)
    end = np.where(hi == OPEN_HI, _FOREVER, (hi + 1) * _MINUTE)
    end = np.maximum(end, begin)
    low, high = np.zeros(begin.shape), np.zeros(begin.shape)
    for i, kind in enumerate(kinds):
        lognormal = kind == _LOGNORMAL
        a, b = firsts[i], seconds[i]
        shape = np.where(lognormal, 2.0, a)
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            weibull_mode = np.where(
                shape > 1, b * np.power(np.maximum(shape - 1, 0.0) / shape, 1.0 / shape), 0.0
            )
            mode = np.where(lognormal, np.exp(np.where(lognormal, a - b * b, 0.0)), weibull_mode)
        peak = np.clip(mode, begin, end)
        at_begin, at_end, at_peak = (_density(t, lognormal, a, b) for t in (begin, end, peak))
        least, most = np.minimum(at_begin, at_end), at_peak
        # The first minute counts as a whole: a density may have no bound at its beginning.
        earliest = (lo <= 0) & (hi >= 0)
        minute, ones = np.where(earliest, _MINUTE, 0.0)[None], np.ones((1, 1, len(kind)))
        first = _share_before(minute, [kind], ones, a[None, None], b[None, None])[0]
        least = np.where(earliest, np.minimum(least, first / _MINUTE), least)
        most = np.where(earliest, np.maximum(most, first / _MINUTE), most)
        low = low + weights[i] * np.where(kind > 0, least, 0.0)
        high = high + weights[i] * np.where(kind > 0, most, 0.0)
    scale = window / whole
    # Before the start only the floor is left.
    return np.where(lo < 0, 0.0, low * scale), high * scale


def _density(t: Floats, lognormal: NDArray[np.bool_], a: Floats, b: Floats) -> Floats:
    with np.errstate(over="ignore", invalid="ignore", divide="ignore", under="ignore"):
        z = (np.log(t) - a) / b
        normal = np.exp(-0.5 * z * z) / (t * b * np.sqrt(2 * np.pi))
        relative = t / b
        power = np.power(relative, a)
        weibull = a * power / t * np.exp(-power)
    return np.where(lognormal, normal, np.nan_to_num(weibull))


def _present(facts: Facts, pairs: Minutes, clocked: NDArray[np.bool_]) -> Floats:
    """The probability that the drug could still act; a row of the table knows that by itself."""
    last_lo, last_hi = _taken(facts, "onset_after_last_dose", pairs)
    linger_lo, linger_hi = _taken(facts, "lingering", pairs)
    unknown = (last_lo == OPEN_LO) | (last_hi == OPEN_HI)
    width = np.where(unknown, 1, last_hi - last_lo + 1).astype(np.float64)
    middle = linger_lo / 2 + linger_hi / 2
    share = np.clip((middle - np.where(unknown, 0, last_lo) + 1) / width, 0.0, 1.0)
    return np.where(clocked | unknown, 1.0, share)


def _surely(facts: Facts, pairs: Minutes, clocked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where the drug could certainly still act at the onset."""
    _, last_hi = _taken(facts, "onset_after_last_dose", pairs)
    linger_lo, linger_hi = _taken(facts, "lingering", pairs)
    sure: NDArray[np.bool_] = clocked | (last_hi <= linger_lo / 2 + linger_hi / 2)
    return sure
