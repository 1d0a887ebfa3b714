"""Other exposures of the same patient: the drug again, placebo, earlier intake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.findings.tables.line import Line, line

__all__ = ["TABLES"]

_ALIKE = {"dose": "same", "route": "same", "duration": "same", "premedicated": "no"}


def again(result: str | None, before: str | None = "resolved", **facts: Any) -> Mapping[str, Any]:
    """The drug given again alone, in the same way, after the event had resolved."""
    base = {"agent": "drug", "dates": "consistent", "company": "alone", **_ALIKE}
    return {**base, "result": result, "before": before, **facts}


def back(before: str | None = "resolved", **facts: Any) -> Mapping[str, Any]:
    """A re-exposure after which the event came back."""
    return again("recurred", before, **facts)


def not_back(before: str | None = "resolved", **facts: Any) -> Mapping[str, Any]:
    """A re-exposure after which the event did not come back."""
    return again("did not recur", before, **facts)


_OPEN_POSITIVE = "unknown | positive | not interpretable"
_OPEN_NEGATIVE = "unknown | negative | not interpretable"
_SILENT = {"dose": None, "route": None, "duration": None, "premedicated": None}

_RECHALLENGE = (
    line("nothing is told of a re-exposure: unknown, not `no`", 0, "unknown"),
    line(
        "placebo is no re-exposure to the drug", 0, "unknown", re_exposure=[back(agent="placebo")]
    ),
    line(
        "dates that cannot all hold",
        1,
        "contradictory",
        re_exposure=[back(dates="contradictory")],
    ),
    line(
        "dates of one re-exposure that cannot all hold spoil the pair",
        1,
        "contradictory",
        re_exposure=[back(), not_back(dates="contradictory")],
    ),
    line(
        "came back once and once not",
        2,
        "not interpretable",
        re_exposure=[back(), not_back()],
    ),
    line("had resolved and came back", 3, "positive", re_exposure=[back()]),
    line("was stable and got worse again", 3, "positive", re_exposure=[back("stable")]),
    *(
        line(
            f"a recurrence counts at any exposure: {column} {value}",
            3,
            "positive",
            re_exposure=[back(**{column: value})],
        )
        for column, value in (
            ("dose", "lower"),
            ("route", "different"),
            ("duration", "shorter"),
            ("premedicated", "yes"),
        )
    ),
    line("a recurrence with no word on the exposure", 3, "positive", re_exposure=[back(**_SILENT)]),
    line(
        "came back, and another time nobody says what happened",
        3,
        "positive",
        re_exposure=[back(), again(None)],
    ),
    line(
        "came back, and another time that may have been too: nothing speaks against",
        3,
        "positive",
        re_exposure=[back(), back(None)],
    ),
    line("had resolved and stayed away, all alike", 4, "negative", re_exposure=[not_back()]),
    line("was stable and stayed so, all alike", 4, "negative", re_exposure=[not_back("stable")]),
    line(
        "stayed away at a higher dose for longer",
        4,
        "negative",
        re_exposure=[not_back(dose="higher", duration="longer")],
    ),
    line(
        "nobody says that it was given under protection",
        4,
        "negative",
        re_exposure=[not_back(premedicated=None)],
    ),
    line(
        "stayed away even with another suspect beside it",
        4,
        "negative",
        re_exposure=[not_back(company="shared")],
    ),
    line(
        "stayed away under the drug, whatever placebo did",
        4,
        "negative",
        re_exposure=[not_back(), back(agent="placebo")],
    ),
    line(
        "stayed away, and another time nobody says what happened",
        4,
        "negative",
        re_exposure=[not_back(), again(None)],
    ),
    line(
        "stayed away, and another time that may have been too: nothing speaks against",
        4,
        "negative",
        re_exposure=[not_back(), not_back(None)],
    ),
    line(
        "given again or not, by the dates; if so, it came back",
        5,
        "unknown | positive",
        re_exposure=[back(certainty="possible")],
    ),
    line(
        "given again; it may have come back then or earlier",
        6,
        "unknown | positive",
        re_exposure=[again("possibly recurred")],
    ),
    line(
        "given again before it had settled; it may have come back then",
        6,
        "unknown | not interpretable",
        re_exposure=[again("possibly recurred", "not resolved")],
    ),
    line(
        "stayed away once, and may have come back another time",
        6,
        "unknown | positive | negative | not interpretable",
        re_exposure=[not_back(), again("possibly recurred")],
    ),
    line(
        "came back, perhaps under two suspects",
        7,
        "unknown | positive | not interpretable",
        re_exposure=[back(company="possibly shared")],
    ),
    line(
        "stayed away for certain, and came back if it was given once more",
        7,
        "unknown | positive | negative | not interpretable",
        re_exposure=[not_back(), back(certainty="possible")],
    ),
    line(
        "came back for certain, and stayed away if it was given once more",
        7,
        "unknown | positive | negative | not interpretable",
        re_exposure=[back(), not_back(certainty="possible")],
    ),
    line(
        "came back, but how it stood before is not told",
        7,
        _OPEN_POSITIVE,
        re_exposure=[back(None)],
    ),
    line(
        "stayed away, but how it stood before is not told",
        7,
        _OPEN_NEGATIVE,
        re_exposure=[not_back(None)],
    ),
    *(
        line(
            f"stayed away, but the {column} is not told",
            7,
            _OPEN_NEGATIVE,
            re_exposure=[not_back(**{column: None})],
        )
        for column in ("dose", "route", "duration")
    ),
    line(
        "came back; another time it may have stayed away",
        7,
        "unknown | positive | negative | not interpretable",
        re_exposure=[back(), not_back(dose=None)],
    ),
    line(
        "stayed away; another time it may have come back",
        7,
        "unknown | positive | negative | not interpretable",
        re_exposure=[not_back(), back(None)],
    ),
    line("given again, nobody says what came of it", 8, "unknown", re_exposure=[again(None)]),
    line(
        "given again before it had settled, nobody says what came of it",
        8,
        "unknown",
        re_exposure=[again(None, "not resolved")],
    ),
    line(
        "one re-exposure cannot be read, of the other nobody says what came",
        8,
        "unknown",
        re_exposure=[back("not resolved"), again(None)],
    ),
    line(
        "had not resolved, so nothing can come back",
        9,
        "not interpretable",
        re_exposure=[back("not resolved")],
    ),
    line(
        "had not resolved, so nothing can stay away",
        9,
        "not interpretable",
        re_exposure=[not_back("not resolved")],
    ),
    line(
        "the reporter could not read it",
        9,
        "not interpretable",
        re_exposure=[again("not interpretable")],
    ),
    line(
        "came back under two suspects given together",
        9,
        "not interpretable",
        re_exposure=[back(company="shared")],
    ),
    *(
        line(
            f"stayed away, but {column} {value} does not compare",
            9,
            "not interpretable",
            re_exposure=[not_back(**{column: value})],
        )
        for column, value in (
            ("dose", "lower"),
            ("route", "different"),
            ("duration", "shorter"),
            ("premedicated", "yes"),
        )
    ),
    line(
        "what does not compare cannot be saved by what is not told",
        9,
        "not interpretable",
        re_exposure=[not_back(None, dose="lower", route=None)],
    ),
)

_PLACEBO = (
    line("came back on placebo", 0, "reaction", re_exposure=[back(agent="placebo")]),
    line(
        "came back on one placebo of two",
        0,
        "reaction",
        re_exposure=[not_back(agent="placebo"), back(agent="placebo")],
    ),
    line("stayed away on placebo", 1, "no reaction", re_exposure=[not_back(agent="placebo")]),
    line("placebo is not spoken of", 2, "unknown"),
    line("what the drug did is not placebo's", 2, "unknown", re_exposure=[back(), not_back()]),
    line(
        "placebo was given, nobody says what came of it",
        2,
        "unknown",
        re_exposure=[again(None, agent="placebo")],
    ),
)


def before(agent: str, result: str | None) -> Mapping[str, Any]:
    """An earlier intake."""
    return {"agent": agent, "result": result}


_SAME, _OTHER = "same drug", "similar drug"

_PREVIOUS = (
    line("this drug did it before", 0, "same drug", earlier=[before(_SAME, "similar reaction")]),
    line(
        "the same drug outranks a similar one",
        0,
        "same drug",
        earlier=[before(_OTHER, "similar reaction"), before(_SAME, "similar reaction")],
    ),
    line(
        "a similar drug did it before",
        1,
        "similar drug",
        earlier=[before(_OTHER, "similar reaction")],
    ),
    line(
        "a similar drug did it, this one was tolerated",
        1,
        "similar drug",
        earlier=[before(_SAME, "tolerated"), before(_OTHER, "similar reaction")],
    ),
    line("tolerated before", 2, "none", earlier=[before(_SAME, "tolerated")]),
    line("never taken before", 2, "none", earlier=[before(_SAME, "never taken")]),
    line("earlier intake is not spoken of", 3, "unknown"),
    line("taken before, nobody says with what result", 3, "unknown", earlier=[before(_SAME, None)]),
)

_TOLERATED = (
    line(
        "a reaction once is no tolerance, whatever another time",
        0,
        "not tolerated",
        earlier=[before(_SAME, "tolerated"), before(_SAME, "similar reaction")],
    ),
    line("tolerated", 1, "tolerated", earlier=[before(_SAME, "tolerated")]),
    line(
        "tolerated outranks another entry that calls it never taken",
        1,
        "tolerated",
        earlier=[before(_SAME, "never taken"), before(_SAME, "tolerated")],
    ),
    line("never taken", 2, "no earlier exposure", earlier=[before(_SAME, "never taken")]),
    line("earlier intake is not spoken of", 3, "unknown"),
    *(
        line(
            f"a similar drug {result} says nothing of this one",
            3,
            "unknown",
            earlier=[before(_OTHER, result)],
        )
        for result in ("tolerated", "similar reaction", "never taken")
    ),
)

TABLES: Mapping[str, tuple[Line, ...]] = {
    "rechallenge": _RECHALLENGE,
    "placebo": _PLACEBO,
    "previous_reaction": _PREVIOUS,
    "tolerated_exposure": _TOLERATED,
}
