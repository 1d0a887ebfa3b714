"""How far a long run has come: on standard error, on a terminal only, after two seconds."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import Self

__all__ = ["PATIENCE", "Progress"]

PATIENCE = 2.0
"""Seconds that a run may take before it says how far it is."""

_PAUSE = 0.2  # seconds between two lines


class Progress:
    """Counts steps; used in a ``with``, so that its line is gone before anything else is told."""

    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0
        self._next = monotonic() + PATIENCE
        self._shown = ""

    def __enter__(self) -> Self:
        return self

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        self.tell(f"{self._done} of {self._total} cases")

    def tell(self, text: str) -> None:
        """Show a line instead of the last, if it is time."""
        now = monotonic()
        if sys.stderr.isatty() and now >= self._next:
            self._next = now + _PAUSE
            self._show(text)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            self._show("")

    def _show(self, text: str) -> None:
        sys.stderr.write(f"\r{' ' * len(self._shown)}\r{text}")
        sys.stderr.flush()
        self._shown = text
