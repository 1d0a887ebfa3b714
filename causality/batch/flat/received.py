"""Until when reports can tell of anything: to the end of the day on which they came in."""

from __future__ import annotations

from functools import lru_cache

from causality.case.dates import OPEN_HI, parse_time
from causality.formats.dates import day_after

__all__ = ["end_of"]


@lru_cache(maxsize=1 << 14)
def end_of(date: str | None) -> int:
    """The last minute of a day; open where ``date`` is none, or none to the day."""
    after = day_after(date) if date else None
    return OPEN_HI if after is None else parse_time(f"before {after}").hi
