"""Dates of E2B(R2): a text and a tag beside it that says how much of it is meant."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from causality.formats.dates import digits_date
from causality.formats.notes import Notes
from causality.formats.tagged import Tagged, text

__all__ = ["dated"]

_DIGITS: Mapping[str, int] = MappingProxyType({"602": 4, "610": 6, "102": 8, "203": 12, "204": 14})
"""Format code: how many digits it means."""
_DAY = 10


def dated(record: Tagged, tag: str, at: str, notes: Notes, *, padded: bool = False) -> str | None:
    """The date under ``tag``, as precise as its format says and its digits allow.

    ``padded``: the data are old enough for the first of a month to stand for the month. Such a
    date is marked, not changed.
    """
    written = text(record, tag)
    if written is None:
        return None
    digits = _DIGITS.get(text(record, f"{tag}format") or "", len(written))
    date = digits_date(written[:digits])
    if date is None:
        notes.add(f"{tag}{at}", "no date that can be read")
    elif padded and len(date) == _DAY and date.endswith("-01"):
        notes.add(f"{tag}{at}", "the first of a month, which in such old data may mean the month")
    return date
