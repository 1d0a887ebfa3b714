"""The drug at the same dose, at a lower one, at a higher one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.findings.tables.dechallenge import WAIT, action, stop
from tests.findings.tables.line import Line, days, line

__all__ = ["TABLES"]


def going(change: str | None = None, **facts: Any) -> Mapping[str, Any]:
    """A drug that went on unchanged."""
    return action("continuation", change=change, **facts)


def lower(change: str | None = None, **facts: Any) -> Mapping[str, Any]:
    """A reduction."""
    return action("reduction", change=change, **facts)


def higher(change: str | None = None, **facts: Any) -> Mapping[str, Any]:
    """An increase."""
    return action("increase", change=change, **facts)


_COURSE = (
    line("resolved while the drug went on", 0, "resolved", episode=[going("resolved")]),
    line(
        "resolved during one stretch, improved during another",
        0,
        "resolved",
        episode=[going("improved"), going("resolved")],
    ),
    line("improved while the drug went on", 1, "improved", episode=[going("improved")]),
    line(
        "improved while the drug went on, though one measure got worse",
        1,
        "improved",
        episode=[going("improved", worsened="yes")],
    ),
    line(
        "improved three days before the drug was stopped: the drug was still taken",
        2,
        "improved",
        episode=[stop(change="improved", improved_after=days(-3))],
    ),
    line(
        "began to improve before the stop and resolved some time: improved on the drug at least",
        2,
        "improved",
        episode=[stop(change="resolved", improved_after=(-5, -1))],
    ),
    line(
        "improved around the time of the stop, on one side or the other",
        4,
        "unknown | improved | not continued",
        episode=[stop(change="improved", improved_after=days(-1, 1))],
    ),
    line(
        "got worse on the drug at first, and may have improved before a later stop",
        4,
        "unknown | improved | worsened",
        episode=[going(worsened="yes"), stop(change="improved", improved_after=days(-1, 1))],
    ),
    line(
        "persisted on the drug at first, and may have improved before a later stop",
        4,
        "unknown | improved | persisted",
        episode=[going("not improved"), stop(change="improved", improved_after=days(-1, 1))],
    ),
    line(
        "went on at first with no course told, and may have improved before a later stop",
        3,
        "unknown | improved",
        episode=[going(), stop(change="resolved", improved_after=days(-1, 1))],
    ),
    line(
        "got worse while the drug went on",
        5,
        "worsened",
        episode=[going("not improved", worsened="yes")],
    ),
    line("persisted while the drug went on", 6, "persisted", episode=[going("not improved")]),
    line("went on, and nothing is told of the course", 7, "unknown", episode=[going()]),
    line(
        "went on for a while, then stopped, and nothing is told of the first stretch",
        7,
        "unknown",
        episode=[going(), stop()],
    ),
    line("stopped", 8, "not continued", episode=[stop()]),
    line(
        "stopped, improved in that very minute",
        8,
        "not continued",
        episode=[stop(change="improved", improved_after=days(0))],
    ),
    line(
        "stopped, worse afterwards: not on the drug",
        8,
        "not continued",
        episode=[stop(change="not improved", worsened="yes")],
    ),
    line("given once", 8, "not continued", episode=[action("single dose")]),
    line(
        "given once, improvement before that dose was none of the drug's stretch",
        8,
        "not continued",
        episode=[action("single dose", change="improved", improved_after=days(-3))],
    ),
    line("nothing is told of the drug", 9, "unknown"),
    line(
        "another dose is neither the same nor none",
        9,
        "unknown",
        episode=[lower("resolved", improved_after=days(-3)), higher("improved", worsened="yes")],
    ),
)

_LATER = {"improved_after": days(3)}

_DOSE = (
    line("milder on a lower dose", 0, "present", episode=[lower("improved", **_LATER)]),
    line("gone on a lower dose", 0, "present", episode=[lower("resolved", **_LATER)]),
    line(
        "milder in the very minute of the reduction does not come before it",
        0,
        "present",
        episode=[lower("improved", improved_after=days(0))],
    ),
    line(
        "seen once, it is there, though another reduction did nothing",
        0,
        "present",
        pair=WAIT,
        episode=[
            lower("improved", **_LATER),
            lower("not improved", unimproved_until=days(20)),
        ],
    ),
    line("worse on a higher dose", 1, "present", episode=[higher(worsened="yes")]),
    line(
        "perhaps worse on a higher dose, perhaps before it",
        3,
        "unknown | present",
        episode=[higher(worsened="possibly")],
    ),
    line(
        "worse on a higher dose, though one reduction may have done nothing",
        1,
        "present",
        pair=WAIT,
        episode=[
            higher(worsened="yes"),
            lower("not improved", unimproved_until=days(10, 20)),
        ],
    ),
    line(
        "unchanged beyond washout and healing time on a lower dose",
        2,
        "absent",
        pair=WAIT,
        episode=[lower("not improved", unimproved_until=days(15))],
    ),
    line(
        "improved on a higher dose",
        2,
        "absent",
        episode=[higher("improved", **_LATER)],
    ),
    line(
        "improved in the very minute of the increase",
        2,
        "absent",
        episode=[higher("resolved", improved_after=days(0))],
    ),
    line(
        "the improvement may precede the reduction",
        3,
        "unknown | present",
        episode=[lower("improved", improved_after=days(-1, 0))],
    ),
    line(
        "the wait may have been too short",
        3,
        "unknown | absent",
        pair=WAIT,
        episode=[lower("not improved", unimproved_until=days(10, 15))],
    ),
    line(
        "the wait was long enough for the shortest healing only",
        3,
        "unknown | absent",
        pair={"washout": days(10), "healing_time": days(12, 30)},
        episode=[lower("not improved", unimproved_until=days(15))],
    ),
    line(
        "the improvement may precede the increase",
        3,
        "unknown | absent",
        episode=[higher("improved", improved_after=days(-1, 0))],
    ),
    line(
        "one reduction did nothing, another may have helped",
        3,
        "unknown | present | absent",
        pair=WAIT,
        episode=[
            lower("not improved", unimproved_until=days(20)),
            lower("improved", improved_after=days(-1, 1)),
        ],
    ),
    line("reduced, and nothing is told", 4, "unknown", episode=[lower()]),
    line("raised, and nothing is told", 4, "unknown", episode=[higher()]),
    line(
        "improved before the reduction",
        4,
        "unknown",
        episode=[lower("improved", improved_after=days(-2))],
    ),
    line(
        "improved before the increase",
        4,
        "unknown",
        episode=[higher("improved", improved_after=days(-2))],
    ),
    *(
        line(
            f"milder on a lower dose, treated {treated}",
            4,
            "unknown",
            episode=[lower("improved", treated=treated, **_LATER)],
        )
        for treated in ("before improvement", "possibly")
    ),
    *(
        line(
            f"milder on a lower dose by one account, {other} by another",
            4,
            "unknown",
            episode=[lower("improved", **{other: "yes"}, **_LATER)],
        )
        for other in ("worsened", "relapsed")
    ),
    line(
        "improved on a higher dose, then back without a change: nothing follows",
        4,
        "unknown",
        episode=[higher("improved", relapsed="yes", **_LATER)],
    ),
    line(
        "not long enough on the lower dose to tell",
        4,
        "unknown",
        pair=WAIT,
        episode=[lower("not improved", unimproved_until=days(14))],
    ),
    line(
        "death on the lower dose is no absence of a response",
        4,
        "unknown",
        pair={**WAIT, "outcome": "fatal"},
        episode=[lower("not improved", unimproved_until=days(20))],
    ),
    line(
        "what cannot go back shows no response",
        4,
        "unknown",
        pair={**WAIT, "natural_course": "irreversible"},
        episode=[lower("not improved", unimproved_until=days(20))],
    ),
    line(
        "unchanged on a higher dose says little: it may have been at its worst",
        4,
        "unknown",
        pair=WAIT,
        episode=[higher("not improved", unimproved_until=days(20))],
    ),
    line(
        "worse after a reduction is not a response to a higher dose",
        4,
        "unknown",
        episode=[lower(worsened="yes")],
    ),
    line(
        "reduced, after a stretch at the same dose",
        4,
        "unknown",
        episode=[action("continuation"), lower()],
    ),
    line("the dose stayed", 5, "dose not changed", episode=[action("continuation")]),
    line(
        "the dose stayed, and the event got worse, then better",
        5,
        "dose not changed",
        pair=WAIT,
        episode=[
            action(
                "continuation",
                change="improved",
                improved_after=days(3),
                worsened="yes",
                unimproved_until=days(20),
            )
        ],
    ),
    line("nothing is told of the dose", 6, "unknown"),
    line(
        "a stop is read by the dechallenge",
        6,
        "unknown",
        pair=WAIT,
        episode=[
            stop(change="improved", improved_after=days(3)),
            stop(change="not improved", unimproved_until=days(20), worsened="yes"),
        ],
    ),
)

TABLES: Mapping[str, tuple[Line, ...]] = {"course_on_drug": _COURSE, "dose_response": _DOSE}
