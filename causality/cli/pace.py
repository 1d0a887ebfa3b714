"""How fast a long run is and how long it will take: on standard error, on a terminal only."""

from __future__ import annotations

from time import monotonic

from causality.cli.progress import Progress

__all__ = ["Pace", "pace_text"]

_MINUTE, _HOUR = 60, 3600


class Pace(Progress):
    """Is told how many are done; used in a ``with``, as ``Progress`` is."""

    def __init__(self, what: str) -> None:
        super().__init__(0)
        self._what = what
        self._began = monotonic()
        self._at_first: int | None = None

    def reach(self, done: int, of: int | None) -> None:
        """So many are done, of about so many; None where nobody knows.

        What was done before the first call, in a run that goes on, says nothing about the rate.
        """
        now = monotonic()
        if self._at_first is None:
            self._at_first, self._began = done, now
            return
        seconds = now - self._began
        rate = (done - self._at_first) / seconds if seconds > 0 else 0.0
        self.tell(pace_text(done, of, rate, self._what))


def pace_text(done: int, of: int | None, rate: float, what: str) -> str:
    """``1,200 of about 44,000 reports, 18.5 a second, about 39 min left``."""
    known = of is not None and of >= done
    told = f"{done:,} of about {of:,} {what}" if known else f"{done:,} {what}"
    if not rate > 0:
        return told
    told += f", {rate:.1f} a second"
    return f"{told}, about {_span((of - done) / rate)} left" if known and of is not None else told


def _span(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    return f"{seconds // _HOUR:.0f} h {seconds % _HOUR / _MINUTE:.0f} min"
