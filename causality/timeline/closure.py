"""From what entries say about time to the timeline: bounds closed, contradictions set aside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from causality.case.dates import CALENDAR, DAY_0
from causality.timeline.constraint import Constraint, Contradiction
from causality.timeline.system import system
from causality.timeline.timeline import Timeline

__all__ = ["close"]

_NONE: Mapping[str, Sequence[str]] = MappingProxyType({})


def close(
    points: Iterable[str],
    constraints: Iterable[Constraint],
    firsts: Mapping[str, Sequence[str]] = _NONE,
    lasts: Mapping[str, Sequence[str]] = _NONE,
) -> Timeline:
    """The timeline in which every constraint holds that can.

    ``calendar`` and ``day 0`` are points of every timeline. ``firsts`` says which point is the
    earliest of which members, ``lasts`` which is the latest. Bounds of such a point are sound, and
    tightest where one member is certainly outermost, or where nothing but its members is said
    about it.

    ``KeyError`` names an unknown point in a constraint, ``ValueError`` a constraint without entry
    or out of range. A contradiction is no error: see ``Timeline.contradictions``.
    """
    whole = system(points, constraints, firsts, lasts)
    found: list[Contradiction] = []
    gone: set[str] = set()
    kept = None
    while (distances := whole.settled(kept)) is None:  # at most once: then the others agree
        from causality.timeline.contradiction import contradictions

        found = contradictions(whole)
        gone = {entry for one in found for entry in one.entries}
        kept = np.array([one.entry not in gone for one in whole.constraints])
    candidates = {
        last: {
            one.point: one.candidates(distances).tolist()
            for one in whole.outermost
            if one.last is last
        }
        for last in (False, True)
    }
    return Timeline(
        points=whole.names,
        contradictions=tuple(found),
        index=whole.index,
        distances=distances,
        firsts=candidates[False],
        lasts=candidates[True],
        disputed=_disputed(whole.constraints, gone) if gone else frozenset(),
    )


def _disputed(constraints: Iterable[Constraint], gone: Collection[str]) -> frozenset[str]:
    """The points that an entry of a contradiction ties, and the outermost points over them.

    The calendar and day 0 are where others are counted from, so nothing disputes them.
    """
    hubs = {CALENDAR, DAY_0}
    disputed = {
        point for one in constraints if one.entry in gone for point in (one.earlier, one.later)
    }
    definitions = [one for one in constraints if not one.entry]
    while more := {one.later for one in definitions if one.earlier in disputed} - disputed:
        disputed |= more
    return frozenset(disputed - hubs)
