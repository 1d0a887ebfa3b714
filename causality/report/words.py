"""Spans of time and enumerations in words; a span is never shown as a point."""

from __future__ import annotations

from collections.abc import Sequence

from causality.case.dates import DAY, HOUR, MINUTE

__all__ = ["cited", "day", "either", "in_100", "listed", "ranged", "sentence", "span"]

_UNITS = (("d", DAY), ("h", HOUR), ("min", MINUTE))
_COARSE = 7  # a span that begins or ends beyond so many units is not told in smaller ones


def span(lo: int | None, hi: int | None) -> str:
    """A length of time with bounds in minutes: ``0 to 30 d``, ``6 h``, ``at least 3 d``.

    Whole units that were completed, in days, or in hours or minutes where days say nothing.
    """
    if lo is None and hi is None:
        return "not known"
    unit, minutes = _unit(lo, hi)
    if hi is None:
        return f"at least {_completed(lo, minutes)} {unit}"
    last = _completed(hi, minutes)
    if lo is None:
        exact = hi % minutes == 0
        return f"at most {last} {unit}" if exact else f"less than {last + 1} {unit}"
    first = _completed(lo, minutes)
    return f"{first} {unit}" if first == last else f"{first} to {last} {unit}"


def day(lo: int | None, hi: int | None) -> str:
    """The day or days on which a moment lies: ``45``, ``0 to 30``, ``up to -1``, ``from 46``."""
    if lo is None and hi is None:
        return "?"
    if hi is None:
        return f"from {_completed(lo, DAY)}"
    if lo is None:
        return f"up to {_completed(hi, DAY)}"
    first, last = _completed(lo, DAY), _completed(hi, DAY)
    return str(first) if first == last else f"{first} to {last}"


def _unit(lo: int | None, hi: int | None) -> tuple[str, int]:
    """The largest unit that the span fills, or in which its ends are exact or far away."""
    ends = [end for end in (lo, hi) if end is not None]
    width = max(ends) - min(ends)
    for unit, minutes in _UNITS:
        wide = len(ends) > 1 and width >= minutes - MINUTE
        exact = width == 0 != ends[0] and ends[0] % minutes in {0, minutes - MINUTE}
        if wide or exact or max(map(abs, ends)) >= _COARSE * minutes:
            return unit, minutes
    return _UNITS[-1]


def _completed(minutes: int | None, unit: int) -> int:
    return (minutes or 0) // unit


def listed(words: Sequence[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *most, final = words
    return f"{', '.join(most)} {last} {final}" if most else final


def either(words: Sequence[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    return listed(words, "or")


def ranged(ends: tuple[int, int]) -> str:
    """``2``, ``2 to 4``."""
    first, last = ends
    return str(first) if first == last else f"{first} to {last}"


def in_100(share: float) -> str:
    """A probability in whole hundredths: ``72``, ``<1``, ``>99``; 0 and 100 only where exact."""
    if share in {0.0, 1.0}:
        return str(round(share * 100))
    if share < 0.01:  # noqa: PLR2004 - one in a hundred
        return "<1"
    return ">99" if share > 0.99 else str(round(share * 100))  # noqa: PLR2004 - the same


def cited(entries: Sequence[str]) -> str:
    """Entry ids after a statement: `` [mri0, mri45]``, nothing where there are none."""
    return f" [{', '.join(entries)}]" if entries else ""


def sentence(because: str, entries: Sequence[str] = ()) -> str:
    """A reason as a sentence of its own, with the entries it rests on."""
    told = because.rstrip(".")
    return f"{told[:1].upper()}{told[1:]}{cited(entries)}."
