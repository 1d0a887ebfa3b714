"""The closed vocabulary: every finding, the values it can take, what follow-up could still teach.

A set of possible values is a bit mask: bit ``i`` stands for ``values[i]``. ``unknown`` is always
value 0. A mask with several values always carries the ``unknown`` bit too, because a method that
cannot tell which of them holds reads the finding as unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from causality.vocabulary import causes, circumstances, course, liver, reactions, skin
from causality.vocabulary.term import UNKNOWN, FindingTerm, MaskReading, Measure

__all__ = [
    "FOLLOW_UP",
    "MEASURES",
    "UNKNOWN",
    "VOCABULARY",
    "FindingTerm",
    "MaskReading",
    "Measure",
    "reading_of",
]

FOLLOW_UP = "follow_up"
"""The finding that says whether more can be learnt; settled as impossible, nothing can."""

VOCABULARY: Mapping[str, FindingTerm] = MappingProxyType(
    {
        term.name: term
        for term in (
            *course.TERMS,
            *causes.TERMS,
            *circumstances.TERMS,
            *liver.TERMS,
            *reactions.TERMS,
            *skin.TERMS,
        )
    }
)

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        measure.name: measure
        for measure in (
            Measure(
                "time_to_onset",
                "time to onset",
                "From the first dose to the first sign of the event.",
            ),
            Measure(
                "time_from_last_dose",
                "time from the last dose",
                "From the last dose before the event to its first sign.",
            ),
            Measure(
                "time_from_stop_to_improvement",
                "time from stop to improvement",
                "From the first stop or reduction after onset to the first recorded improvement.",
            ),
        )
    }
)


@cache
def reading_of(name: str, mask: int) -> MaskReading:
    """What ``mask`` says of the finding ``name``."""
    term = VOCABULARY[name]
    values = term.named(mask)
    settled = len(values) == 1
    return MaskReading(
        value=values[0] if settled else UNKNOWN,
        recorded=() if settled else tuple(value for value in values if value != UNKNOWN),
        learnable=tuple(v for v in term.named(term.learnable_mask(mask)) if v not in values),
    )
