"""One run in a folder at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from causality.errors import CausalityError

if sys.platform != "win32":
    import fcntl

__all__ = ["sole"]


@contextmanager
def sole(lock: Path, folder: Path) -> Iterator[None]:
    """Keep other runs out of ``folder``, until the end of this one however it comes about.

    CausalityError where another run is there. Windows has no such lock; nothing is checked there.
    """
    with lock.open("wb") as file:
        if sys.platform != "win32":
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise CausalityError(f"another run is at work in {folder}") from None
        yield
