"""What an entry says about two points in time, and what entries say that cannot all hold."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Constraint", "Contradiction"]


@dataclass(frozen=True, slots=True)
class Constraint:
    """``lo <= time(later) - time(earlier) <= hi``, in minutes, said by one entry.

    ``later`` is the point that the entry dates and ``earlier`` the one it is counted from; the
    bounds may be negative. An open side is ``OPEN_LO`` or ``OPEN_HI``. ``text`` is the time as
    written (``3 d after lep.onset``), for people.
    """

    earlier: str
    later: str
    lo: int
    hi: int
    entry: str
    text: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Entries that cannot all hold, in order of their ids, and one sentence that says why."""

    entries: tuple[str, ...]
    because: str
