"""The vocabulary, for the rules that fill it."""

from causality.vocabulary import (
    MEASURES,
    UNKNOWN,
    VOCABULARY,
    FindingTerm,
    MaskReading,
    Measure,
    reading_of,
)

__all__ = [
    "MEASURES",
    "UNKNOWN",
    "VOCABULARY",
    "FindingTerm",
    "MaskReading",
    "Measure",
    "reading_of",
]
