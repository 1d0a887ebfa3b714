"""Which of two results of one method is the better one, and which pairs stand out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from causality.assessment.parts import PairAssessment
from causality.methods import Method, NotApplicable, Verdict, method

__all__ = ["method_of", "position", "ranked"]

_BETWEEN = 0.5
_NONE: Mapping[str, Method] = MappingProxyType({})


def method_of(verdict: Verdict, own: Mapping[str, Method] = _NONE) -> Method:
    """The method that gave the verdict, under the same options; one's ``own`` come first."""
    if verdict.method in own:
        return own[verdict.method]
    return method(verdict.method, options=dict(verdict.options))


def position(instrument: Method, category: str) -> float:
    """Where a category stands: 0 is the best.

    A category outside the order ("unclassified") says neither yes nor no. It stands just above
    the last ordered one, which speaks against the drug.
    """
    ordered = len(instrument.categories) - instrument.kind.unordered
    place = instrument.categories.index(category)
    return place if place < ordered else ordered - 1 - _BETWEEN


def ranked(pairs: Iterable[PairAssessment]) -> tuple[PairAssessment, ...]:
    """Pairs by category, method after method, then by score; as in the case where they tie.

    A method that judges the event ranks no pair: its category is the same for every drug.
    """
    return tuple(sorted(pairs, key=_rank))


def _rank(pair: PairAssessment) -> tuple[list[tuple[float, float]], list[int]]:
    verdicts = [one for one in pair.verdicts.values() if one.judges == "causality"]
    ranks = [_category_rank(verdict, pair.own) for verdict in verdicts]
    return ranks, [-_score(verdict) for verdict in verdicts]


def _category_rank(
    verdict: Verdict | NotApplicable, own: Mapping[str, Method]
) -> tuple[float, float]:
    if isinstance(verdict, NotApplicable):
        return (1.0, 0.0)
    return (0.0, position(method_of(verdict, own), verdict.category))


def _score(verdict: Verdict | NotApplicable) -> int:
    return 0 if isinstance(verdict, NotApplicable) else verdict.score or 0
