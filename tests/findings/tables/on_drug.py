"""The drug at the same dose, at a lower one, at a higher one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.findings.tables.dechallenge import WAIT, action, stop
from tests.findings.tables.line import OPEN, Line, days, line

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
        10,
        "unknown | improved | not continued",
        episode=[stop(change="improved", improved_after=days(-1, 1))],
    ),
    line(
        "got worse on the drug at first, and may have improved before a later stop",
        10,
        "unknown | improved | worsened",
        episode=[going(worsened="yes"), stop(change="improved", improved_after=days(-1, 1))],
    ),
    line(
        "persisted on the drug at first, and may have improved before a later stop",
        10,
        "unknown | improved | persisted",
        episode=[going("not improved"), stop(change="improved", improved_after=days(-1, 1))],
    ),
    line(
        "went on at first with no course told, and may have improved before a later stop",
        9,
        "unknown | improved",
        episode=[going(), stop(change="resolved", improved_after=days(-1, 1))],
    ),
    line(
        "got worse while the drug went on",
        3,
        "worsened",
        episode=[going("not improved", worsened="yes")],
    ),
    line("persisted while the drug went on", 4, "persisted", episode=[going("not improved")]),
    line("went on, and nothing is told of the course", 5, "unknown", episode=[going()]),
    line(
        "went on for a while, then stopped, and nothing is told of the first stretch",
        5,
        "unknown",
        episode=[going(), stop()],
    ),
    line(
        "went on, improved, perhaps even gone",
        10,
        "unknown | resolved | improved",
        episode=[going("improved or resolved")],
    ),
    line(
        "went on; an improvement may belong elsewhere, and nothing else is told",
        9,
        "unknown | resolved | improved",
        episode=[going("improved or untold")],
    ),
    line(
        "went on; an improvement may belong elsewhere, else it persisted",
        10,
        "unknown | resolved | improved | persisted",
        episode=[going("improved or not")],
    ),
    line(
        "went on, perhaps getting worse",
        9,
        "unknown | worsened",
        episode=[going(worsened="possibly")],
    ),
    line(
        "went on and persisted, or nothing is known",
        8,
        "unknown | persisted",
        episode=[going("not improved", certainty="possible")],
    ),
    line(
        "stopped before an improvement that may belong elsewhere",
        6,
        "not continued",
        episode=[stop(change="improved or untold", improved_after=days(3))],
    ),
    line(
        "an improvement before the stop, if it belongs there",
        10,
        "unknown | improved | not continued",
        episode=[stop(change="improved or untold", improved_after=days(-3))],
    ),
    line("stopped", 6, "not continued", episode=[stop()]),
    line(
        "stopped, improved in that very minute",
        6,
        "not continued",
        episode=[stop(change="improved", improved_after=days(0))],
    ),
    line(
        "stopped, worse afterwards: not on the drug",
        6,
        "not continued",
        episode=[stop(change="not improved", worsened="yes")],
    ),
    line("given once", 6, "not continued", episode=[action("single dose")]),
    line(
        "given once, improvement before that dose was none of the drug's stretch",
        6,
        "not continued",
        episode=[action("single dose", change="improved", improved_after=days(-3))],
    ),
    line("nothing is told of the drug", 7, "unknown"),
    line(
        "another dose is neither the same nor none",
        7,
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
        7,
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
        7,
        "unknown | present",
        episode=[lower("improved", improved_after=days(-1, 0))],
    ),
    line(
        "the wait may have been too short",
        7,
        "unknown | absent",
        pair=WAIT,
        episode=[lower("not improved", unimproved_until=days(10, 15))],
    ),
    line(
        "the wait was long enough for the shortest healing only",
        7,
        "unknown | absent",
        pair={"washout": days(10), "healing_time": days(12, 30)},
        episode=[lower("not improved", unimproved_until=days(15))],
    ),
    line(
        "the improvement may precede the increase",
        7,
        "unknown | absent",
        episode=[higher("improved", improved_after=days(-1, 0))],
    ),
    line(
        "one reduction did nothing, another may have helped",
        8,
        "unknown | present | absent",
        pair=WAIT,
        episode=[
            lower("not improved", unimproved_until=days(20)),
            lower("improved", improved_after=days(-1, 1)),
        ],
    ),
    line("reduced, and nothing is told", 3, "unknown", episode=[lower()]),
    line("raised, and nothing is told", 3, "unknown", episode=[higher()]),
    line(
        "improved before the reduction",
        3,
        "unknown",
        episode=[lower("improved", improved_after=days(-2))],
    ),
    line(
        "improved before the increase",
        3,
        "unknown",
        episode=[higher("improved", improved_after=days(-2))],
    ),
    line(
        "milder on a lower dose, under a treatment that could have done it",
        3,
        "unknown",
        episode=[lower("improved", treated="before improvement", **_LATER)],
    ),
    line(
        "milder on a lower dose, perhaps treated before",
        7,
        "unknown | present",
        episode=[lower("improved", treated="possibly", **_LATER)],
    ),
    line(
        "milder on a lower dose, perhaps worse later",
        7,
        "unknown | present",
        episode=[lower("improved", worsened="possibly", **_LATER)],
    ),
    line(
        "an improvement that may belong to another stretch",
        7,
        "unknown | present",
        episode=[lower("improved or untold", **_LATER)],
    ),
    line(
        "an improvement that may belong to another stretch; if so, nothing helped",
        7,
        "unknown | present | absent",
        pair=WAIT,
        episode=[lower("improved or not", unimproved_until=days(20), **_LATER)],
    ),
    line(
        "better on a higher dose, if the improvement belongs there",
        7,
        "unknown | absent",
        episode=[higher("improved or untold", **_LATER)],
    ),
    line(
        "reduced with success, or not reduced at all",
        6,
        "unknown | present",
        episode=[lower("improved", certainty="possible", **_LATER)],
    ),
    line(
        "the dose stayed, or was reduced with success",
        7,
        "unknown | present | dose not changed",
        episode=[action("continuation"), lower("improved", certainty="possible", **_LATER)],
    ),
    line(
        "seen before the reduction only, so nothing is told",
        3,
        "unknown",
        pair={"washout": OPEN, "healing_time": OPEN},
        episode=[lower("not improved", unimproved_until=days(-1))],
    ),
    line(
        "seen in the minute of the reduction only: too soon for anything",
        3,
        "unknown",
        pair={"washout": days(0), "healing_time": days(0)},
        episode=[lower("not improved", unimproved_until=days(0))],
    ),
    *(
        line(
            f"milder on a lower dose by one account, {other} by another",
            3,
            "unknown",
            episode=[lower("improved", **{other: "yes"}, **_LATER)],
        )
        for other in ("worsened", "relapsed")
    ),
    line(
        "improved on a higher dose, then back without a change: nothing follows",
        3,
        "unknown",
        episode=[higher("improved", relapsed="yes", **_LATER)],
    ),
    line(
        "not long enough on the lower dose to tell",
        3,
        "unknown",
        pair=WAIT,
        episode=[lower("not improved", unimproved_until=days(14))],
    ),
    line(
        "death on the lower dose is no absence of a response",
        3,
        "unknown",
        pair={**WAIT, "outcome": "fatal"},
        episode=[lower("not improved", unimproved_until=days(20))],
    ),
    line(
        "what cannot go back shows no response",
        3,
        "unknown",
        pair={**WAIT, "natural_course": "irreversible"},
        episode=[lower("not improved", unimproved_until=days(20))],
    ),
    line(
        "unchanged on a higher dose says little: it may have been at its worst",
        3,
        "unknown",
        pair=WAIT,
        episode=[higher("not improved", unimproved_until=days(20))],
    ),
    line(
        "worse after a reduction is not a response to a higher dose",
        3,
        "unknown",
        episode=[lower(worsened="yes")],
    ),
    line(
        "reduced, after a stretch at the same dose",
        3,
        "unknown",
        episode=[action("continuation"), lower()],
    ),
    line("the dose stayed", 4, "dose not changed", episode=[action("continuation")]),
    line(
        "the dose stayed, and the event got worse, then better",
        4,
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
    line("nothing is told of the dose", 5, "unknown"),
    line(
        "a stop is read by the dechallenge",
        5,
        "unknown",
        pair=WAIT,
        episode=[
            stop(change="improved", improved_after=days(3)),
            stop(change="not improved", unimproved_until=days(20), worsened="yes"),
        ],
    ),
)

TABLES: Mapping[str, tuple[Line, ...]] = {"course_on_drug": _COURSE, "dose_response": _DOSE}
