"""The vocabulary, for the rules that fill it."""

from causality.vocabulary import (
    FOLLOW_UP,
    MEASURES,
    UNKNOWN,
    VOCABULARY,
    FindingTerm,
    MaskReading,
    Measure,
    reading_of,
)

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
