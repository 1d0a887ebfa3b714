"""The stop: what each course after it must be read as, and who was stopped with it.

In most lines five half-lives are 10 days and the event heals in 14, so that absence of improvement
counts after day 14 only: the longer of the two, and beyond it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.findings.tables.line import OPEN, Line, days, line

__all__ = ["TABLES", "WAIT", "action", "stop"]

WAIT = {"washout": days(10), "healing_time": days(14)}


def action(kind: str | None, **facts: Any) -> Mapping[str, Any]:
    """Something done with the drug alone, two days after the onset."""
    return {
        "kind": kind,
        "dates": "consistent",
        "action_after_onset": days(2),
        "treated": "no",
        "company": "alone",
        **facts,
    }


def stop(**facts: Any) -> Mapping[str, Any]:
    """A stop of the drug alone, two days after the onset."""
    return action("stop", **facts)


def improved(lo: float = 3, hi: float | None = None, **facts: Any) -> Mapping[str, Any]:
    """A stop after which the event improved."""
    return stop(change="improved", improved_after=days(lo, hi), **facts)


def unimproved(lo: float, hi: float | None = None, **facts: Any) -> Mapping[str, Any]:
    """A stop after which the event was seen without improvement until then."""
    return stop(change="not improved", unimproved_until=days(lo, hi), **facts)


_DECHALLENGE = (
    line(
        "dates of the stop that cannot all hold leave nothing to read",
        0,
        "contradictory",
        episode=[improved(dates="contradictory")],
    ),
    line(
        "contradictory dates of one stop spoil the pair, whatever another stop shows",
        0,
        "contradictory",
        episode=[improved(), improved(dates="contradictory")],
    ),
    line(
        "better on one measure and worse on another",
        1,
        "conflicting",
        episode=[improved(worsened="yes")],
    ),
    line(
        "better after the stop, then back without re-exposure",
        1,
        "conflicting",
        episode=[improved(relapsed="yes")],
    ),
    line(
        "a worsening that may have come before the improvement leaves both readings",
        6,
        "unknown | positive | conflicting",
        episode=[improved(worsened="possibly")],
    ),
    line(
        "so does a return that may have come before it",
        6,
        "unknown | positive | conflicting",
        episode=[improved(relapsed="possibly")],
    ),
    line(
        "a mixed course under treatment is mixed first of all",
        1,
        "conflicting",
        episode=[improved(worsened="yes", treated="before improvement")],
    ),
    line(
        "one stop helped and another did not",
        1,
        "conflicting",
        pair=WAIT,
        episode=[improved(), unimproved(20)],
    ),
    line("improved three days after the stop", 2, "positive", episode=[improved()]),
    line(
        "resolved is improved",
        2,
        "positive",
        episode=[stop(change="resolved", improved_after=days(5))],
    ),
    line(
        "a stop shared with another suspect stays positive: who earned it is another finding",
        2,
        "positive",
        episode=[improved(company="shared")],
    ),
    line(
        "improvement in the very minute of the stop does not come before it",
        2,
        "positive",
        episode=[improved(0)],
    ),
    line(
        "a stop in the very minute of the onset does not come before it",
        2,
        "positive",
        episode=[improved(action_after_onset=days(0))],
    ),
    line(
        "no word on treatment is no treatment on record",
        2,
        "positive",
        episode=[improved(treated=None)],
    ),
    line(
        "improved after the stop although the patient died later",
        2,
        "positive",
        pair={"outcome": "fatal"},
        episode=[improved()],
    ),
    line(
        "improved, perhaps even gone, is improved",
        2,
        "positive",
        episode=[stop(change="improved or resolved", improved_after=days(3))],
    ),
    line(
        "a stop that helped, and perhaps one more",
        2,
        "positive",
        episode=[improved(), improved(certainty="possible")],
    ),
    line(
        "improved although the event was thought irreversible: it was not",
        2,
        "positive",
        pair={"natural_course": "irreversible"},
        episode=[improved()],
    ),
    line(
        "a second stop without a course takes nothing from the first",
        2,
        "positive",
        episode=[improved(), stop()],
    ),
    line(
        "one stop helped; after another nobody waited long enough",
        2,
        "positive",
        pair=WAIT,
        episode=[improved(), unimproved(5)],
    ),
    line(
        "one stop helped untreated, another under treatment",
        2,
        "positive",
        episode=[improved(), improved(treated="before improvement")],
    ),
    line(
        "one stop helped, another may have helped or been treated: nothing speaks against",
        2,
        "positive",
        episode=[improved(), improved(treated="possibly")],
    ),
    line(
        "no improvement in 15 days, when 10 of washout and 14 of healing have passed",
        3,
        "negative",
        pair=WAIT,
        episode=[unimproved(15)],
    ),
    line(
        "one minute beyond the healing time is beyond it",
        3,
        "negative",
        pair=WAIT,
        episode=[
            stop(change="not improved", unimproved_until=(days(14)[0] + 1, days(14)[0] + 1)),
        ],
    ),
    line(
        "beyond the longest half-life and the longest healing that are possible",
        3,
        "negative",
        pair={"washout": days(10, 50), "healing_time": days(14, 30)},
        episode=[unimproved(51, 90)],
    ),
    line(
        "a negative stop and one that says nothing",
        3,
        "negative",
        pair=WAIT,
        episode=[unimproved(20), improved(action_after_onset=days(-1))],
    ),
    line(
        "a negative stop and one judged too early",
        3,
        "negative",
        pair=WAIT,
        episode=[unimproved(20), unimproved(2)],
    ),
    line(
        "stopped or not, by the dates; if so, it helped",
        4,
        "unknown | positive",
        episode=[improved(certainty="possible")],
    ),
    line(
        "stopped or continued, by the dates",
        4,
        "unknown | positive | not done",
        episode=[improved(certainty="possible"), action("continuation", certainty="possible")],
    ),
    line(
        "stopped or not, and nothing is told of the course",
        4,
        "unknown",
        episode=[stop(certainty="possible")],
    ),
    line(
        "an improvement that may belong to a later re-exposure; otherwise nothing is told",
        5,
        "unknown | positive",
        episode=[stop(change="improved or untold", improved_after=days(3))],
    ),
    line(
        "last seen unimproved before the stop or after it",
        5,
        "unknown | negative | too early",
        pair=WAIT,
        episode=[unimproved(-1, 20)],
    ),
    line(
        "last seen unimproved before the stop or in its minute",
        5,
        "unknown | too early",
        pair=WAIT,
        episode=[unimproved(-1, 0)],
    ),
    line(
        "nobody says when it was seen unimproved",
        5,
        "unknown | negative | too early",
        episode=[stop(change="not improved")],
    ),
    line(
        "one stop says nothing, another may be without a course after it",
        5,
        "unknown | too early | not interpretable",
        pair=WAIT,
        episode=[improved(-3), unimproved(-1, 0)],
    ),
    line(
        "one stop may have helped, the course after another is not told",
        5,
        "unknown | positive | not interpretable",
        episode=[improved(-1, 3), stop()],
    ),
    line(
        "an improvement that may belong elsewhere; if so, it lasted too long",
        6,
        "unknown | positive | negative",
        pair=WAIT,
        episode=[
            stop(change="improved or not", improved_after=days(3), unimproved_until=days(20)),
        ],
    ),
    line(
        "the same twice: one may have helped and the other not",
        6,
        "unknown | positive | negative | conflicting",
        pair=WAIT,
        episode=[
            stop(change="improved or not", improved_after=days(3), unimproved_until=days(20)),
        ]
        * 2,
    ),
    line(
        "two stops, each of which may have helped: nothing conflicts",
        6,
        "unknown | positive | not interpretable",
        episode=[improved(-1, 3), improved(-2, 3)],
    ),
    line(
        "one stop helped or did not, another may have helped: they may conflict",
        6,
        "unknown | positive | negative | not interpretable | conflicting",
        pair=WAIT,
        episode=[
            stop(change="improved or not", improved_after=days(3), unimproved_until=days(20)),
            improved(-1, 3),
        ],
    ),
    line(
        "an improvement that may belong elsewhere in a patient who died",
        6,
        "unknown | positive | not interpretable",
        pair={"outcome": "fatal"},
        episode=[stop(change="improved or untold", improved_after=days(3))],
    ),
    line(
        "continued for certain, then perhaps stopped with success",
        6,
        "unknown | positive | not done",
        episode=[action("continuation"), improved(certainty="possible")],
    ),
    line(
        "a stop that helped, and perhaps one that did not",
        6,
        "unknown | positive | negative | conflicting",
        pair=WAIT,
        episode=[improved(), unimproved(20, certainty="possible")],
    ),
    line(
        "a stop that did not help, and perhaps one that did",
        6,
        "unknown | positive | negative | conflicting",
        pair=WAIT,
        episode=[unimproved(20), improved(certainty="possible")],
    ),
    line(
        "a confounded stop, and perhaps one that says nothing",
        6,
        "unknown | confounded | not interpretable",
        episode=[
            improved(treated="before improvement"),
            improved(-3, certainty="possible"),
        ],
    ),
    line(
        "improvement between a day before the stop and three days after it",
        6,
        "unknown | positive | not interpretable",
        episode=[improved(-1, 3)],
    ),
    line(
        "improvement at a time that nobody recorded",
        6,
        "unknown | positive | not interpretable",
        episode=[stop(change="improved")],
    ),
    line(
        "the stop may have come before the event, the improvement after both",
        6,
        "unknown | positive | not interpretable",
        episode=[improved(action_after_onset=days(-2, 2))],
    ),
    line(
        "something that may have helped was perhaps given before the improvement",
        6,
        "unknown | positive | confounded",
        episode=[improved(treated="possibly")],
    ),
    line(
        "treated, and the improvement may even precede the stop",
        6,
        "unknown | confounded | not interpretable",
        episode=[improved(-1, 3, treated="before improvement")],
    ),
    line(
        "a mixed course whose improvement may precede the stop is never positive",
        6,
        "unknown | not interpretable | conflicting",
        episode=[improved(-1, 3, worsened="yes")],
    ),
    line(
        "last seen unimproved between 10 and 20 days, needed are more than 14",
        6,
        "unknown | negative | too early",
        pair=WAIT,
        episode=[unimproved(10, 20)],
    ),
    line(
        "the healing time is not on record, so no wait is certainly long enough",
        6,
        "unknown | negative | too early",
        pair={"washout": days(10)},
        episode=[unimproved(400)],
    ),
    line(
        "the half-life is not on record either way",
        6,
        "unknown | negative | too early",
        pair={"healing_time": days(14)},
        episode=[unimproved(400)],
    ),
    line(
        "14 days needed at least, up to 30; watched for 20",
        6,
        "unknown | negative | too early",
        pair={"washout": days(10), "healing_time": days(14, 30)},
        episode=[unimproved(20)],
    ),
    line(
        "long enough, but the stop may have come before the event",
        6,
        "unknown | negative | not interpretable",
        pair=WAIT,
        episode=[unimproved(20, action_after_onset=days(-1, 1))],
    ),
    line(
        "a positive stop, and one that may be negative: together they may conflict",
        6,
        "unknown | positive | negative | too early | conflicting",
        pair=WAIT,
        episode=[improved(), unimproved(10, 20)],
    ),
    line(
        "a negative stop, and one that may be positive: together they may conflict",
        6,
        "unknown | positive | negative | not interpretable | conflicting",
        pair=WAIT,
        episode=[unimproved(20), improved(-1, 3)],
    ),
    line(
        "a positive stop, and one that may be mixed",
        6,
        "unknown | positive | not interpretable | conflicting",
        episode=[improved(), improved(-1, 3, relapsed="yes")],
    ),
    line(
        "a negative stop, and one that may be mixed",
        6,
        "unknown | negative | not interpretable | conflicting",
        pair=WAIT,
        episode=[unimproved(20), improved(-1, 3, relapsed="yes")],
    ),
    line(
        "a stop that may be positive, and a reduction: it was stopped, so it is not `not done`",
        6,
        "unknown | positive | not interpretable",
        episode=[improved(-1, 3), action("reduction")],
    ),
    line(
        "an open stop beside a confounded one keeps both",
        6,
        "unknown | positive | confounded | not interpretable",
        episode=[improved(treated="before improvement"), improved(-1, 3)],
    ),
    line(
        "improved under a treatment that could have done it",
        7,
        "confounded",
        episode=[improved(treated="before improvement")],
    ),
    line(
        "confounded outranks a stop without a course",
        7,
        "confounded",
        episode=[improved(treated="before improvement"), stop()],
    ),
    line(
        "confounded outranks too early",
        7,
        "confounded",
        pair=WAIT,
        episode=[unimproved(5), improved(treated="before improvement")],
    ),
    line(
        "no improvement in 13 days is too early where 14 are needed",
        8,
        "too early",
        pair=WAIT,
        episode=[unimproved(13)],
    ),
    line(
        "at the healing time itself is not yet beyond it",
        8,
        "too early",
        pair=WAIT,
        episode=[unimproved(14)],
    ),
    line(
        "last seen in the minute of the stop",
        8,
        "too early",
        pair=WAIT,
        episode=[unimproved(0)],
    ),
    line(
        "a drug of long half-life withdraws slowly: 60 days are short of 90",
        8,
        "too early",
        pair={"washout": days(90), "healing_time": days(14)},
        episode=[unimproved(60)],
    ),
    line(
        "the event heals slowly, however short the half-life: 60 days are short of 90",
        8,
        "too early",
        pair={"washout": days(1), "healing_time": days(90)},
        episode=[unimproved(60)],
    ),
    line(
        "too early outranks a stop without a course",
        8,
        "too early",
        pair=WAIT,
        episode=[unimproved(5), stop()],
    ),
    line("stopped, and nothing is told of the course", 9, "unknown", episode=[stop()]),
    line(
        "the record ends before the stop, so nothing is told of the course after it",
        9,
        "unknown",
        pair=WAIT,
        episode=[unimproved(-3)],
    ),
    line(
        "the record ends a minute before the stop",
        9,
        "unknown",
        pair=WAIT,
        episode=[stop(change="not improved", unimproved_until=(-1, -1))],
    ),
    line(
        "stopped perhaps before the event, and nothing is told of the course",
        9,
        "unknown | not interpretable",
        episode=[stop(action_after_onset=days(-2, 2))],
    ),
    line(
        "one stop came before the event, the course after the other is not told",
        9,
        "unknown",
        episode=[improved(action_after_onset=days(-1)), stop()],
    ),
    line(
        "the dose was reduced, then stopped, and nothing is told of the course",
        9,
        "unknown",
        episode=[action("reduction"), stop()],
    ),
    line(
        "a single dose cannot be stopped", 10, "not interpretable", episode=[action("single dose")]
    ),
    line(
        "a single dose, then improvement: not interpretable all the same",
        10,
        "not interpretable",
        episode=[action("single dose", change="improved", improved_after=days(3))],
    ),
    line(
        "stopped before the event, whatever came later",
        10,
        "not interpretable",
        episode=[improved(action_after_onset=days(-1))],
    ),
    line(
        "stopped a minute before the event is before it, even with no course on record",
        10,
        "not interpretable",
        episode=[stop(action_after_onset=(-1, -1))],
    ),
    line("improved before the stop", 10, "not interpretable", episode=[improved(-3, -1)]),
    line(
        "improved a minute before the stop is before it",
        10,
        "not interpretable",
        episode=[stop(change="improved", improved_after=(-1, -1))],
    ),
    line(
        "improved before the stop, and worse later: the improvement was not the stop's",
        10,
        "not interpretable",
        episode=[improved(-3, -1, worsened="yes")],
    ),
    line(
        "the patient died without improvement: death is not a negative dechallenge",
        10,
        "not interpretable",
        pair={**WAIT, "outcome": "fatal"},
        episode=[unimproved(20)],
    ),
    line(
        "an irreversible event cannot go back",
        10,
        "not interpretable",
        pair={**WAIT, "natural_course": "irreversible"},
        episode=[unimproved(20)],
    ),
    line(
        "stopped, then death, and nothing else is told",
        10,
        "not interpretable",
        pair={"outcome": "fatal"},
        episode=[stop()],
    ),
    line("a reduction is no stop", 11, "not done", episode=[action("reduction")]),
    line(
        "improvement on a lower dose is a dose response, never also a dechallenge",
        11,
        "not done",
        episode=[action("reduction", change="improved", improved_after=days(3))],
    ),
    line("an increase is no stop", 11, "not done", episode=[action("increase")]),
    line("a drug that went on was not stopped", 11, "not done", episode=[action("continuation")]),
    line("nothing is told of the drug after the onset", 12, "unknown"),
    line("something was done, nobody says what", 12, "unknown", episode=[action(None)]),
)

_STOP_SHARED = (
    line("two suspects stopped together", 0, "shared", episode=[stop(company="shared")]),
    line(
        "one of two stops was shared",
        0,
        "shared",
        episode=[stop(), stop(company="shared")],
    ),
    line(
        "a shared stop outranks one that may have been shared",
        0,
        "shared",
        episode=[stop(company="possibly shared"), stop(company="shared")],
    ),
    line(
        "stopped alone, or not at all",
        5,
        "unknown | alone",
        episode=[stop(certainty="possible")],
    ),
    line(
        "continued for certain, then perhaps stopped alone",
        7,
        "unknown | alone | not stopped",
        episode=[action("continuation"), stop(certainty="possible")],
    ),
    line(
        "stopped alone for certain, and perhaps once more with another",
        7,
        "unknown | alone | shared",
        episode=[stop(), stop(company="shared", certainty="possible")],
    ),
    line(
        "by its dates another suspect may have been stopped meanwhile",
        7,
        "unknown | alone | shared",
        episode=[stop(company="possibly shared")],
    ),
    line(
        "one stop may be shared, the company of the other is not told",
        6,
        "unknown | shared",
        episode=[stop(company=None), stop(company="possibly shared")],
    ),
    line("nobody says who else was stopped", 1, "unknown", episode=[stop(company=None)]),
    line(
        "one stop was alone, of the other nobody says",
        1,
        "unknown",
        episode=[stop(), stop(company=None)],
    ),
    line("stopped alone", 2, "alone", episode=[stop()]),
    line("stopped alone after a reduction", 2, "alone", episode=[action("reduction"), stop()]),
    *(
        line(f"a {kind} is no stop", 3, "not stopped", episode=[action(kind)])
        for kind in ("single dose", "reduction", "increase", "continuation")
    ),
    line(
        "a reduction together with another suspect is no shared stop",
        3,
        "not stopped",
        episode=[action("reduction", company="shared")],
    ),
    line(
        "a reduction perhaps together with another suspect is no shared stop",
        3,
        "not stopped",
        episode=[action("reduction", company="possibly shared")],
    ),
    line(
        "a reduction of unknown company is no stop",
        3,
        "not stopped",
        episode=[action("reduction", company=None)],
    ),
    line("nothing is told of the drug after the onset", 4, "unknown"),
    line(
        "something was done, nobody says what",
        4,
        "unknown",
        episode=[action(None, action_after_onset=OPEN)],
    ),
)

TABLES: Mapping[str, tuple[Line, ...]] = {
    "dechallenge": _DECHALLENGE,
    "stop_shared": _STOP_SHARED,
}
