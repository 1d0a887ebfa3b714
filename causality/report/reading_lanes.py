"""The examinations of a case as lanes: a lane for each measure, numbers against their limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from causality.case.case import Case
from causality.case.entries import Measure
from causality.report.figures.lane import Bounds, Lane, Mark, Sign

__all__ = ["Reading", "change", "ordered", "reading_lanes", "value_of"]

_LONGEST = 9  # characters of a reading beside its mark
_OPEN: Bounds = (None, None)

_SIGNS: Mapping[str, Sign] = {
    "better": "better",
    "improved": "better",
    "partly improved": "better",
    "resolved": "end",
    "worse": "worse",
    "worsened": "worse",
    "recurred": "onset",
    "same": "same",
    "unchanged": "same",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of one examination: the entry it stands in, and when that was."""

    entry: str
    at: Bounds
    measure: Measure


def change(word: str) -> Sign:
    """The sign of a change; a point where the word is none."""
    return _SIGNS.get(word, "point")


def ordered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks from left to right."""
    return tuple(sorted(marks, key=lambda mark: [side or 0 for side in mark.at]))


def value_of(measure: Measure) -> float | None:
    """The value as a number; None where it is words."""
    try:
        return float(measure.value)
    except ValueError:
        return None


def reading_lanes(
    case: Case | None, times: Mapping[str, Bounds], *, words: bool = True
) -> Iterator[Lane]:
    """A lane for each measure that is a number or was read again, else one for its test.

    Without ``words`` only numbers stand beside their marks.
    """
    tests: dict[str, list[Mark]] = {}
    for (test, measure), readings in _dated_series(case, times).items():
        name = f"{test}: {measure}" if test else measure
        numeric = [one.measure for one in readings if value_of(one.measure) is not None]
        if numeric:
            unit = next((one.unit for one in numeric if one.unit), None)
            marks = ordered(_marked(one, words=words) for one in readings)
            yield Lane(f"{name} ({unit})" if unit else name, "examination", marks=marks)
        elif len(readings) > 1:
            marks = ordered(Mark(one.at, change(one.measure.change)) for one in readings)
            yield Lane(name, "examination", marks=marks)
        else:
            tests.setdefault(test or measure, []).append(Mark(readings[0].at))
    for one in case.observations if case else ():
        at = times.get(one.id, _OPEN)
        if not one.measures and at != _OPEN:
            tests.setdefault(one.test, []).append(Mark(at))
    for name, several in tests.items():
        yield Lane(name, "examination", marks=ordered(dict.fromkeys(several)))


def _dated_series(
    case: Case | None, times: Mapping[str, Bounds]
) -> Mapping[tuple[str, str], tuple[Reading, ...]]:
    """The dated readings by test and measure; a measure that the test names stands alone."""
    found: dict[tuple[str, str], list[Reading]] = {}
    for one in case.observations if case else ():
        at = times.get(one.id, _OPEN)
        for name, measure in one.measures.items() if at != _OPEN else ():
            test = "" if name.casefold() in one.test.casefold() else one.test
            found.setdefault((test, name), []).append(Reading(one.id, at, measure))
    return {key: tuple(readings) for key, readings in found.items()}


def _marked(one: Reading, *, words: bool) -> Mark:
    measure, value = one.measure, value_of(one.measure)
    sign: Sign = "point"
    if value is not None and measure.upper is not None and value > measure.upper:
        sign = "above"
    elif value is not None and measure.lower is not None and value < measure.lower:
        sign = "below"
    told = len(measure.value) <= _LONGEST and (words or value is not None)
    return Mark(one.at, sign, measure.value if told else "")
