"""A verdict in one sentence with its ranges, and reasons cut to their first words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from causality.methods import Verdict
from causality.report.html_blocks import from_json
from causality.report.markup import Node, element
from causality.report.words import either

__all__ = ["reason", "score_span", "shortened", "verdict_sentence"]

_LONGEST = 150  # characters of a reason


def verdict_sentence(verdict: Verdict, pointer: str) -> Iterator[Node]:
    """Category, score and ranges of one method; ``pointer`` is its place in the JSON."""
    yield f"{verdict.title}: "
    yield element("b", from_json(verdict.category, f"{pointer}/category"))
    if verdict.score is not None:
        yield ", "
        yield from_json(verdict.score, f"{pointer}/score")
        yield " point" if verdict.score in {1, -1} else " points"
        yield "; on record "
        yield from score_span(verdict.recorded_range, verdict.score, f"{pointer}/recorded_range")
    others = [one for one in verdict.possible_categories if one != verdict.category]
    yield f" (or {either(others)})" if others else ""
    yield "; with follow-up "
    if verdict.learnable_range is not None and verdict.score is not None:
        yield from score_span(verdict.learnable_range, verdict.score, f"{pointer}/learnable_range")
        yield ", "
    yield _hull(verdict.learnable_categories)
    asked = [reading for reading in verdict.readings if reading.asked]
    unjudged = sum(not reading.judged for reading in asked)
    yield f"; {unjudged} of {len(asked)} criteria not judged." if unjudged else "."


def _hull(categories: Sequence[str]) -> str:
    """The best and the worst of several categories."""
    if len(categories) <= 2:  # noqa: PLR2004 - both are named
        return either(categories)
    return f"{categories[0]} to {categories[-1]}"


def score_span(ends: tuple[int, int] | None, score: int, pointer: str) -> Iterator[Node]:
    """A range of scores as it stands in the JSON; the score where there is none."""
    first, last = ends or (score, score)
    yield from_json(first, f"{pointer}/0") if ends else str(first)
    if first != last:
        yield " to "
        yield from_json(last, f"{pointer}/1")


def reason(text: str) -> str:
    """A reason cut to its first words, with the entries it rests on kept."""
    body, bracket, grounds = text.rpartition(" [")
    if not bracket or len(grounds) > _LONGEST / 2:
        return shortened(text, _LONGEST)
    return f"{shortened(body, _LONGEST - len(grounds))} [{grounds}"


def shortened(text: str, most: int) -> str:
    """``text`` cut at a word; an ellipsis says so."""
    if len(text) <= most:
        return text
    cut = text[:most].rsplit(" ", 1)[0] if " " in text[:most] else text[:most]
    return f"{cut.rstrip(' ,;:([')}\u2026"
