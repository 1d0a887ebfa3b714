"""Plain tables of words, for people: what a method asks, and how it decides."""

from __future__ import annotations

from dataclasses import dataclass

from causality.methods.rows import When

__all__ = ["Table", "when_words"]


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; every row has one text a column."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def when_words(when: When) -> str:
    """The condition of a row in words; ``otherwise`` where it has none."""
    said = (f"{name}: {' or '.join(values)}" for name, values in when.items())
    return "; ".join(said) or "otherwise"
